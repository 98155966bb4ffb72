"""EDS-NLP: its terminology matcher with public terms, its qualifiers with medspaCy's English cues in place of the French ones,
its date matcher with patterns for American numeric dates."""

import importlib.metadata
import json
import os

import edsnlp
import edsnlp.pipes as eds

from letters import diagnosis, run
from terms import Terms

DATE = r"(?<![\d/-])(?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])[/-](?P<year>\d{4}|\d{2})(?![\d/-])"
FAMILY = [
    "mother", "father", "brother", "sister", "aunt", "uncle", "grandmother", "grandfather", "family history", "son", "daughter",
]


def cues():
    """Cues of medspaCy's English ConText rules, by category and direction: the file that run.py takes out of medspaCy."""
    with open(os.environ["CONTEXT_RULES"], encoding="utf-8") as file:
        rules = json.load(file)["context_rules"]
    found = {}
    for rule in rules:
        found.setdefault((rule["category"], rule["direction"]), []).append(rule["literal"].lower())
    return lambda category, direction: found.get((category, direction), [])


def load(given):
    cue = cues()
    ends = cue("NEGATED_EXISTENCE", "TERMINATE") + ["but", "however", "although", "except"]
    nlp = edsnlp.blank("eds")
    nlp.add_pipe(eds.normalizer(accents=False, quotes=False, pollution=False))
    nlp.add_pipe(eds.sentences())
    entries = {} if given else Terms().entries
    if not given:
        nlp.add_pipe(eds.matcher(terms={"diagnosis": list(entries)}, attr="NORM", ignore_space_tokens=True))
    nlp.add_pipe(eds.negation(
        pseudo=["no increase", "not only"], preceding=cue("NEGATED_EXISTENCE", "FORWARD"),
        following=cue("NEGATED_EXISTENCE", "BACKWARD"), verbs=[], termination=ends))
    nlp.add_pipe(eds.hypothesis(
        pseudo=["no doubt"], preceding=cue("POSSIBLE_EXISTENCE", "FORWARD"), following=cue("POSSIBLE_EXISTENCE", "BACKWARD"),
        verbs_eds=[], verbs_hyp=[], termination=ends))
    nlp.add_pipe(eds.family(family=FAMILY, termination=ends, use_sections=False))
    nlp.add_pipe(eds.history(history=cue("HISTORICAL", "FORWARD"), termination=ends, use_dates=False))
    if not given:
        nlp.add_pipe(eds.dates(absolute=[DATE], relative=[], duration=[], false_positive=[]))

    def annotate(letter):
        doc = nlp.make_doc(letter["text"])
        if given:
            ents = [doc.char_span(s["start"], s["end"], label="diagnosis", alignment_mode="expand") for s in letter["spans"]]
            doc.ents = edsnlp.utils.filter.filter_spans([ent for ent in ents if ent is not None])
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        if given:
            return {"diagnoses": [given_mention(span, doc) for span in letter["spans"]]}
        document = {"diagnoses": [], "dates": []}
        for ent in doc.ents:
            entry = entries.get(" ".join(ent.text.lower().split()))
            document["diagnoses"].append(diagnosis(ent.start_char, ent.end_char, entry, assertion(ent)))
        for span in doc.spans["dates"]:
            date = span._.date
            if date.year and date.month and date.day:
                document["dates"].append({
                    "start": span.start_char, "end": span.end_char, "value": f"{date.year:04d}-{date.month:02d}-{date.day:02d}"})
        return document

    return annotate


def given_mention(span, doc):
    for ent in doc.ents:
        if ent.start_char < span["end"] and span["start"] < ent.end_char:
            return diagnosis(span["start"], span["end"], None, assertion(ent))
    return diagnosis(span["start"], span["end"], None, "present")


def assertion(ent):
    if ent._.family:
        return "family"
    if ent._.negation:
        return "absent"
    if ent._.history:
        return "historical"
    return "possible" if ent._.hypothesis else "present"


if __name__ == "__main__":
    run(load, "EDS-NLP", importlib.metadata.version("edsnlp"))
