"""medspaCy: its tokenizer, PyRuSH sentences, target matcher with public terms, its English ConText rules and more for roles."""

import importlib.metadata

import medspacy
from medspacy.context import ConTextRule
from medspacy.ner import TargetRule
from spacy.util import filter_spans

import amounts
from letters import diagnosis, run
from terms import Terms

# Cues for roles, in the manner of ConText: category, direction, terms.
DATE_CUES = [
    ("INJURY", "FORWARD", ["date of injury", "injured on", "injury of", "injury on", "injury dated", "DOI"]),
    ("UTILIZATION_REVIEW", "FORWARD", ["UR denial date", "date of UR decision", "UR decision dated", "utilization review", "UR"]),
    ("APPLICATION", "FORWARD", ["application received", "IMR application received", "application for independent medical review"]),
    ("NOTICE", "FORWARD", ["date assigned", "notice of assignment"]),
    ("DETERMINATION", "FORWARD", ["decision date", "dated", "determination date"]),
    ("BIRTH", "FORWARD", ["date of birth", "born on", "DOB"]),
]
SESSION_CUES = [
    ("RECEIVED", "BIDIRECTIONAL", ["completed", "received", "attended", "has had", "underwent", "to date", "prior", "previous"]),
    ("AUTHORIZED", "BIDIRECTIONAL", ["authorized", "certified", "approved", "granted"]),
    ("DENIED", "BIDIRECTIONAL", ["denied", "non-certified", "not certified"]),
    ("GUIDELINE", "BIDIRECTIONAL", ["guidelines", "guideline", "recommend", "recommends", "recommended", "MTUS", "ODG", "up to"]),
    ("REQUESTED", "BIDIRECTIONAL", ["request for", "requested", "requesting", "requests"]),
]
ASSERTIONS = [
    ("is_family", "family"), ("is_hypothetical", "hypothetical"), ("is_negated", "absent"), ("is_historical", "historical"),
    ("is_uncertain", "possible"),
]


def cue_rules():
    for label, cues in [("DATE", DATE_CUES), ("SESSIONS", SESSION_CUES)]:
        for category, direction, terms in cues:
            for term in terms:
                yield ConTextRule(term, f"{label}_{category}", direction=direction, allowed_types={label}, max_scope=12)


def load(given):
    nlp = medspacy.load(medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context", "medspacy_sectionizer"])
    nlp.get_pipe("medspacy_context").add(list(cue_rules()))
    entries = Terms().entries
    if not given:
        nlp.get_pipe("medspacy_target_matcher").add([TargetRule(term, "DIAGNOSIS") for term in entries])

    def annotate(letter):
        text = letter["text"]
        doc = nlp.make_doc(text)
        spans = [(span["start"], span["end"], "DIAGNOSIS") for span in letter["spans"]] if given else []
        values = {}
        if not given:
            doc = nlp.get_pipe("medspacy_target_matcher")(doc)
            spans = [(ent.start_char, ent.end_char, "DIAGNOSIS") for ent in doc.ents]
            for label, mentions in [("DATE", amounts.dates(text)), ("SESSIONS", amounts.sessions(text))]:
                for mention in mentions:
                    spans.append((mention["start"], mention["end"], label))
                    values[mention["start"], label] = mention
        ents = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
        doc.ents = filter_spans([ent for ent in ents if ent is not None])
        for name in ["medspacy_pyrush", "medspacy_context", "medspacy_sectionizer"]:
            doc = nlp.get_pipe(name)(doc)
        by_start = {ent.start_char: ent for ent in doc.ents}
        if given:
            return {"diagnoses": [given_mention(span, doc) for span in letter["spans"]]}
        document = {"diagnoses": [], "dates": [], "sessions": []}
        for ent in doc.ents:
            if ent.label_ == "DIAGNOSIS":
                term = " ".join(ent.text.lower().split())
                document["diagnoses"].append(diagnosis(ent.start_char, ent.end_char, entries.get(term), assertion(ent)))
        for (start, label), mention in values.items():
            ent = by_start.get(start)
            default = "service" if label == "DATE" else "requested"
            mention["role"] = role(ent, label, default) if ent is not None else default
            document["dates" if label == "DATE" else "sessions"].append(mention)
        return document

    return annotate


def given_mention(span, doc):
    """The assertion of a given place: that of the entity there, which filter_spans may have merged with others."""
    for ent in doc.ents:
        if ent.start_char < span["end"] and span["start"] < ent.end_char:
            return diagnosis(span["start"], span["end"], None, assertion(ent))
    return diagnosis(span["start"], span["end"], None, "present")


def assertion(ent):
    if ent._.section_category == "family_history":
        return "family"
    return next((value for attribute, value in ASSERTIONS if getattr(ent._, attribute)), "present")


def role(ent, label, default):
    """The role of the nearest cue."""
    cues = [m for m in ent._.modifiers if m.category.startswith(label + "_")]
    if not cues:
        return default
    nearest = min(cues, key=lambda m: abs(m.modifier_span[0] - ent.start))
    return nearest.category[len(label) + 1:].lower().replace("_", "-")


if __name__ == "__main__":
    run(load, "medspaCy", importlib.metadata.version("medspacy"))
