"""A plain title look-up: SQLite's full-text search (FTS5, Porter stemming, BM25) over public terms."""

import re
import sqlite3

from letters import diagnosis, run
from terms import Terms

CLAUSE = re.compile(r"[^.,;:()\n]+(?:\n(?!\s*\n)[^.,;:()\n]+)*")
WORD = re.compile(r"[A-Za-z0-9]+")
COMMON = set("a an and are as at be been by for from had has have he her his in is it no not of on or she that the this to was with".split())
LONGEST = 8


class Index:
    def __init__(self):
        self.entries = Terms().entries
        self.base = sqlite3.connect(":memory:")
        self.base.execute("CREATE VIRTUAL TABLE terms USING fts5(term, tokenize = 'porter')")
        self.base.executemany("INSERT INTO terms VALUES (?)", ((term,) for term in self.entries))

    def best(self, phrase):
        """The best-ranked term that any word of a phrase is in."""
        words = [word for word in WORD.findall(phrase.lower()) if word not in COMMON]
        if not words:
            return None
        query = " OR ".join(f'"{word}"' for word in words)
        found = self.base.execute("SELECT term FROM terms WHERE terms MATCH ? ORDER BY rank LIMIT 1", (query,)).fetchone()
        return self.entries[found[0]] if found else None

    def exact(self, words):
        """The term that is these words, stems compared."""
        phrase = " ".join(words)
        query = f'"{phrase}"'
        for (term,) in self.base.execute("SELECT term FROM terms WHERE terms MATCH ? ORDER BY rank LIMIT 3", (query,)):
            if len(WORD.findall(term)) == len(words):
                return self.entries[term]
        return None


def load(given):
    index = Index()

    def annotate(letter):
        text = letter["text"]
        if given:
            return {"diagnoses": [
                diagnosis(s["start"], s["end"], index.best(text[s["start"]:s["end"]]), None) for s in letter["spans"]]}
        mentions = []
        for clause in CLAUSE.finditer(text):
            words = list(WORD.finditer(text, clause.start(), clause.end()))
            first = 0
            while first < len(words):
                first = longest(words, first, mentions) or first + 1
        return {"diagnoses": mentions}

    def longest(words, first, mentions):
        """Takes the longest term that begins at a word; gives the word behind it."""
        if words[first].group().lower() in COMMON:
            return None
        for last in range(min(len(words), first + LONGEST), first, -1):
            part = words[first:last]
            entry = index.exact([word.group().lower() for word in part])
            if entry:
                mentions.append(diagnosis(part[0].start(), part[-1].end(), entry))
                return last
        return None

    return annotate


if __name__ == "__main__":
    run(load, "FTS5 title look-up", sqlite3.sqlite_version)
