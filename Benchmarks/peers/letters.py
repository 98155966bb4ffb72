"""Letters in and annotations out: JSON Lines, offsets in code points."""

import json
import sys
import time


def fold(text):
    """The text with white space folded to single blanks, and each character's offset in the original."""
    characters, places, blank = [], [], True
    for place, character in enumerate(text):
        if not character.isspace():
            characters.append(character)
            places.append(place)
        elif not blank:
            characters.append(" ")
            places.append(place)
        blank = character.isspace()
    return "".join(characters), places


def fold_letter(letter):
    """A letter with its text folded and its spans moved along; the second value takes places back."""
    text, places = fold(letter["text"])
    new = {}
    for index, place in enumerate(places):
        new[place] = index
    spans = []
    for span in letter["spans"]:
        inside = [new[p] for p in range(span["start"], span["end"]) if p in new]
        spans.append({"start": inside[0], "end": inside[-1] + 1})
    return {"id": letter["id"], "text": text, "spans": spans}, places


def unfold(document, places):
    """An annotation of a folded text with the places that it has in the original."""
    for mentions in document.values():
        if isinstance(mentions, list):
            for mention in mentions:
                mention["start"], mention["end"] = places[mention["start"]], places[mention["end"] - 1] + 1
    return document


def run(load, name, version):
    """The command line of a peer: LETTERS.jsonl OUTPUT.jsonl [--given].

    `load(given)` makes the function that annotates one letter; `given` says that the places of the diagnoses are given.
    Prints what it is and how long it took, in processor time of one thread, as JSON.
    """
    source, target = sys.argv[1:3]
    start = time.process_time()
    annotate = load("--given" in sys.argv)
    ready = time.process_time()
    with open(source, encoding="utf-8") as file:
        letters = [json.loads(line) for line in file]
    begin = time.process_time()
    documents = [annotate(letter) for letter in letters]
    end = time.process_time()
    with open(target, "w", encoding="utf-8") as file:
        for letter, document in zip(letters, documents):
            file.write(json.dumps(dict(document, id=letter["id"])) + "\n")
    size = sum(len(letter["text"].encode()) for letter in letters)
    print(json.dumps({"name": name, "version": version, "loadSeconds": ready - start, "seconds": end - begin, "bytes": size}))


def diagnosis(start, end, entry, assertion=None):
    """A diagnosis of the output contract; `entry` is what terms.Terms holds for it."""
    mention = {"start": start, "end": end, "codes": []}
    if entry:
        mention["codes"].append({"system": "ICD-10-CM", "code": entry[0]})
        if entry[1]:
            mention["codes"].append({"system": "ICD-9-CM", "code": entry[1]})
    if assertion:
        mention["assertion"] = assertion
    return mention
