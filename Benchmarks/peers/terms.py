"""Terms for diagnoses out of public tables: ICD-10-CM titles, inclusion terms, Alphabetic Index; mapped to ICD-9-CM by the GEM."""

import os
import re

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Lexicons", "code-systems")
# Pregnancy, perinatal conditions, external causes, factors influencing health: no disorders of injured workers.
LEFT_OUT = "OPUVWXYZ"
TAIL = re.compile(r",? (unspecified( (site|side|part|level|region|limb|type))?|initial encounter|not otherwise specified)$", re.I)


def rows(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


class Terms:
    """`entries`: lower-case terms with their ICD-10-CM and ICD-9-CM code; the first source of a term wins."""

    def __init__(self):
        table = {row[0]: row for row in rows("icd10cm.tsv")}
        self.billable = {code: self._initial(row) for code, row in table.items() if len(row) > 2}
        self.unspecified = {}
        for code in self.billable:
            for length in range(3, len(code)):
                if "unspecified" in table[code][1]:
                    self.unspecified.setdefault(code[:length].rstrip("."), code)
        self.nine = {}
        for row in rows("gem-10-to-9.tsv"):
            self.nine.setdefault(row[0], row[1])
        self.entries = {}
        for code, row in table.items():
            self._add(TAIL.sub("", row[1]), code)
        for row in rows("icd10cm-inclusion-terms.tsv"):
            self._add(row[1], row[0])
        self._add_index()

    @staticmethod
    def _initial(row):
        """The code of an injury's initial encounter; others have no seventh character to add."""
        sevenths = row[3].split(":")[0] if len(row) > 3 else ""
        return row[0].ljust(7, "X") + "A" if "A" in sevenths and "." in row[0] else row[0]

    def _add_index(self):
        """Entries as they are spoken ("Pain, low back" is "low back pain") and as they are printed."""
        path = []
        for row in rows("index.tsv"):
            path[int(row[0]):] = [row[1].strip()]
            if len(row) > 5 and row[5]:
                self._add(" ".join(reversed(path)), row[5])
                self._add(", ".join(path), row[5])

    def _add(self, term, code):
        code = code.rstrip("-.")
        code = code if code in self.billable else self.unspecified.get(code, code)
        code = self.billable.get(code, code)
        term = " ".join(term.lower().split())
        if code[0] not in LEFT_OUT and len(term) >= 4:
            self.entries.setdefault(term, (code, self.nine.get(code)))
