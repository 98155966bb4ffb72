"""Runs the peers and imr-extract on the same letters and writes what they give, to be scored by `imr-benchmark results`.

    run.py GOLD_DIR WORK_DIR BINARIES_DIR

WORK_DIR gets a virtual environment a peer (kept between runs), the letters, the annotations and peers.json.
"""

import json
import os
import resource
import subprocess
import sys
import venv

from letters import fold_letter, unfold

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = [
    {
        "script": "medspacy_peer.py", "requirements": "medspacy.txt",
        "about": "its tokenizer, PyRuSH sentences, sectionizer, target matcher with the terms, its English ConText rules; regular "
                 "expressions for dates and amounts with ConText cues for their roles",
        "gives": ["dates", "dates+role", "diagnoses:span", "diagnoses:category", "diagnoses:code", "diagnoses:icd9",
                  "diagnoses:assertion", "diagnoses:code+assertion", "diagnoses:not-present", "sessions:amount",
                  "sessions:amount+role"],
        "missing": {"sessions:full": "does not tell the treatment"},
    },
    {
        "script": "edsnlp_peer.py", "requirements": "edsnlp.txt",
        "about": "its terminology matcher with the terms, its qualifiers with medspaCy's English cues for its French ones, its date "
                 "matcher with a pattern for American dates in numbers",
        "gives": ["dates", "diagnoses:span", "diagnoses:category", "diagnoses:code", "diagnoses:icd9", "diagnoses:assertion",
                  "diagnoses:code+assertion", "diagnoses:not-present"],
        "missing": {"dates+role": "has no roles of dates"},
    },
    {
        "script": "negspacy_peer.py", "requirements": "negspacy.txt",
        "about": "NegEx with its clinical English terms over spaCy's entity ruler with the terms",
        "gives": ["diagnoses:span", "diagnoses:category", "diagnoses:code", "diagnoses:icd9", "diagnoses:assertion",
                  "diagnoses:code+assertion", "diagnoses:not-present"],
        "missing": {},
    },
    {
        "script": "fts5_peer.py", "requirements": None,
        "about": "SQLite's full-text search, Porter stemming, over the terms: the longest run of words that is one; for a given "
                 "place the best-ranked term",
        "gives": ["diagnoses:span", "diagnoses:category", "diagnoses:code", "diagnoses:icd9"],
        "missing": {name: "has no assertion" for name in
                    ["diagnoses:assertion", "diagnoses:code+assertion", "diagnoses:not-present"]},
    },
]
CODE_MEASURES = ["diagnoses:category", "diagnoses:code", "diagnoses:icd9"]
ASSERTION_MEASURES = ["diagnoses:assertion", "diagnoses:not-present"]
COPIES = 40


def read_letters(folder):
    """The letters with the places of their gold diagnoses."""
    letters = []
    with open(os.path.join(folder, "gold.jsonl"), encoding="utf-8") as file:
        for line in file:
            gold = json.loads(line)
            with open(os.path.join(folder, gold["id"] + ".txt"), encoding="utf-8", newline="") as text:
                spans = [{"start": m["start"], "end": m["end"]} for m in gold.get("diagnoses", [])]
                letters.append({"id": gold["id"], "text": text.read(), "spans": spans})
    return letters


def write_lines(path, items):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(item) + "\n" for item in items)


def python_of(work, requirements):
    """The interpreter of a peer's virtual environment, which is made where it is not there."""
    if requirements is None:
        return sys.executable
    folder = os.path.join(work, "environments", requirements[:-4])
    python = os.path.join(folder, "bin", "python")
    source = os.path.join(HERE, "requirements", requirements)
    done = os.path.join(folder, "installed")
    wanted = open(source, encoding="utf-8").read()
    if not os.path.exists(done) or open(done, encoding="utf-8").read() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", source], check=True, stdout=sys.stderr)
        with open(done, "w", encoding="utf-8") as file:
            file.write(wanted)
    return python


def context_rules(python, work):
    """medspaCy's English ConText rules, for EDS-NLP."""
    code = "import medspacy,os,shutil,sys;d=os.path.dirname(os.path.dirname(medspacy.__file__));" \
           "shutil.copy(os.path.join(d,'resources','en','context_rules.json'),sys.argv[1])"
    target = os.path.join(work, "context_rules.json")
    subprocess.run([python, "-W", "ignore", "-c", code, target], check=True, stdout=subprocess.DEVNULL)
    return target


def peer_run(peer, work, places):
    """Runs one peer on whole letters and on given places, on the text as it is and folded."""
    python = python_of(work, peer["requirements"])
    if peer["script"] == "medspacy_peer.py":
        os.environ["CONTEXT_RULES"] = context_rules(python, work)
    entry = {key: peer[key] for key in ("about", "gives", "missing")}
    name = peer["script"][: -len("_peer.py")]
    for kind, flags in (("whole", []), ("given", ["--given"])):
        for form in ("raw", "folded"):
            target = os.path.join(work, f"{name}-{kind}-{form}.jsonl")
            source = os.path.join(work, form + ".jsonl")
            command = [python, "-W", "ignore", os.path.join(HERE, peer["script"]), source, target] + flags
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            facts = json.loads(done.stdout.decode().strip().splitlines()[-1])
            if form == "folded":
                back(target, places)
            entry[kind + form.capitalize()] = os.path.basename(target)
            if (kind, form) == ("whole", "raw"):
                entry.update(facts)
    has_assertion = "diagnoses:assertion" in peer["gives"]
    entry["givesForPlaces"] = ASSERTION_MEASURES if has_assertion else CODE_MEASURES
    return entry


def back(path, places):
    with open(path, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    write_lines(path, [unfold(document, places[document["id"]]) for document in documents])


# imr-extract itself, through its command.


def processor_time(command, source):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(source, "rb") as file:
        subprocess.run(command, check=True, stdin=file, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def given_places(binary, letters):
    """Assertion by `imr-extract context`, codes by `imr-extract code`, for the gold's places."""
    lines = "".join(json.dumps(letter) + "\n" for letter in letters)
    context = subprocess.run([binary, "context"], check=True, input=lines.encode(), stdout=subprocess.PIPE).stdout
    phrases = [" ".join(letter["text"][s["start"]:s["end"]].split()) for letter in letters for s in letter["spans"]]
    codes = subprocess.run(
        [binary, "code", "--format", "jsonl"], check=True, input="\n".join(phrases).encode(), stdout=subprocess.PIPE).stdout
    coded = iter([json.loads(line) for line in codes.decode().splitlines()])
    documents = []
    for line in context.decode().splitlines():
        document = json.loads(line)
        mentions = [
            {"start": s["start"], "end": s["end"], "assertion": s["assertion"], "codes": next(coded)["codes"]}
            for s in document["spans"]]
        documents.append({"id": document["id"], "diagnoses": mentions})
    return documents


def own_run(binary, work, letters):
    stream = [binary, "--input-format", "jsonl", "--format", "jsonl", "--jobs", "1", "-"]
    size = sum(len(letter["text"].encode()) for letter in letters)
    copies = [{"id": f"{n}-{letter['id']}", "text": letter["text"]} for n in range(COPIES) for letter in letters]
    write_lines(os.path.join(work, "copies.jsonl"), copies)
    write_lines(os.path.join(work, "empty.jsonl"), [{"id": "x", "text": ""}])
    load = min(processor_time(stream, os.path.join(work, "empty.jsonl")) for _ in range(5))
    seconds = processor_time(stream, os.path.join(work, "copies.jsonl")) - load
    os.remove(os.path.join(work, "copies.jsonl"))
    write_lines(os.path.join(work, "own-given.jsonl"), given_places(binary, letters))
    version = subprocess.run([binary, "--version"], check=True, stdout=subprocess.PIPE).stdout.decode().split()[-1]
    return {"name": "imr-extract", "version": version, "loadSeconds": load, "seconds": seconds / COPIES, "bytes": size,
            "givenRaw": "own-given.jsonl"}


def main():
    gold, work, binaries = sys.argv[1:4]
    os.makedirs(work, exist_ok=True)
    texts = os.path.join(work, "letters")
    subprocess.run([os.path.join(binaries, "imr-benchmark"), "degrade", gold, "--rate", "0", "--output", texts], check=True)
    letters = read_letters(texts)
    folded, places = [], {}
    for letter in letters:
        new, places[letter["id"]] = fold_letter(letter)
        folded.append(new)
    write_lines(os.path.join(work, "raw.jsonl"), letters)
    write_lines(os.path.join(work, "folded.jsonl"), folded)
    peers = [peer_run(peer, work, places) for peer in PEERS]
    own = own_run(os.path.join(binaries, "imr-extract"), work, letters)
    with open(os.path.join(work, "peers.json"), "w", encoding="utf-8") as file:
        json.dump({"own": own, "peers": peers}, file, indent=1)


if __name__ == "__main__":
    main()
