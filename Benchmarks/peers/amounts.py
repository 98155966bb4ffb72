"""Dates and amounts of sessions by regular expressions, as a user of a toolkit without such components writes them."""

import re

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
WORDS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split())}
WORDS.update({"twenty-four": 24, "thirty": 30, "thirty-six": 36, "forty": 40})
NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" if len(name) > 4 else name for name in MONTHS)
DATE = re.compile(
    r"\b(?P<m>\d{1,2})[/-](?P<d>\d{1,2})[/-](?P<y>\d{4}|\d{2})\b"
    rf"|\b(?P<name>{NAMES})\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{{4}})\b"
    r"|\b(?P<month>\d{1,2})/(?P<century>(?:19|20)\d\d)\b", re.I)
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"
UNIT = r"(?:sessions?|visits?|treatments?)"
SESSIONS = re.compile(
    rf"\b(?P<low>{NUMBER})(?:\s*(?:-|to)\s*(?P<high>{NUMBER}))?(?:\s*\(\d+\))?\s+(?:[\w-]+\s+){{0,4}}?{UNIT}\b"
    rf"|\b(?P<times>{NUMBER})\s*(?:x|times?)\s*(?:a|per|/)?\s*(?:wk|week)\w*\s*(?:x|times|for)\s*(?P<weeks>{NUMBER})\s*(?:wks?|weeks?)\b",
    re.I)


def number(word):
    return int(word) if word.isdigit() else WORDS.get(word.lower())


def dates(text):
    """Mentions with their ISO value; impossible days are left out."""
    for match in DATE.finditer(text):
        if match["name"]:
            month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["name"].lower()[:3]))
            parts = [int(match["year"]), month] + ([int(match["day"])] if match["day"] else [])
        elif match["month"]:
            parts = [int(match["century"]), int(match["month"])]
        else:
            year = int(match["y"])
            parts = [year + (2000 if year < 40 else 1900) if year < 100 else year, int(match["m"]), int(match["d"])]
        if 1 <= parts[1] <= 12 and (len(parts) < 3 or 1 <= parts[2] <= 31):
            value = "-".join(f"{part:02d}" if i else f"{part:04d}" for i, part in enumerate(parts))
            yield {"start": match.start(), "end": match.end(), "value": value}


def sessions(text):
    """Mentions with a total, or the ends of a range."""
    for match in SESSIONS.finditer(text):
        mention = {"start": match.start(), "end": match.end(), "count": None, "low": None, "high": None}
        if match["times"]:
            mention["count"] = number(match["times"]) * number(match["weeks"])
        elif match["high"]:
            mention["low"], mention["high"] = number(match["low"]), number(match["high"])
        else:
            mention["count"] = number(match["low"])
        yield mention
