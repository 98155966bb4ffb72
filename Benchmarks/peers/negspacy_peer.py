"""negspacy: NegEx with its clinical English terms over entities that a spaCy entity ruler finds with public terms."""

import importlib.metadata

import spacy
from negspacy.negation import Negex  # noqa: F401 (registers the component)
from negspacy.termsets import termset
from spacy.util import filter_spans

from letters import diagnosis, run
from terms import Terms


def load(given):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    entries = Terms().entries
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    if not given:
        with nlp.select_pipes(enable=[]):
            ruler.add_patterns([{"label": "DIAGNOSIS", "pattern": term} for term in entries])
    nlp.add_pipe("negex", config={"neg_termset": termset("en_clinical_sensitive").get_patterns()})

    def annotate(letter):
        doc = nlp.make_doc(letter["text"])
        doc = nlp.get_pipe("sentencizer")(doc)
        if given:
            ents = [doc.char_span(s["start"], s["end"], label="DIAGNOSIS", alignment_mode="expand") for s in letter["spans"]]
            doc.ents = filter_spans([ent for ent in ents if ent is not None])
        else:
            doc = ruler(doc)
        doc = nlp.get_pipe("negex")(doc)
        if given:
            return {"diagnoses": [given_mention(span, doc) for span in letter["spans"]]}
        return {"diagnoses": [
            diagnosis(ent.start_char, ent.end_char, entries.get(" ".join(ent.text.lower().split())), assertion(ent))
            for ent in doc.ents]}

    return annotate


def given_mention(span, doc):
    for ent in doc.ents:
        if ent.start_char < span["end"] and span["start"] < ent.end_char:
            return diagnosis(span["start"], span["end"], None, assertion(ent))
    return diagnosis(span["start"], span["end"], None, "present")


def assertion(ent):
    return "absent" if ent._.negex else "present"


if __name__ == "__main__":
    run(load, "negspacy", importlib.metadata.version("negspacy"))
