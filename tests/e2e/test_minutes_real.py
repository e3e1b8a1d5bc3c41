#!/usr/bin/env python3
"""No word of real minutes is lost: 331 meetings as text files, made from the
paragraphs that lie beside the sources. Skipped without them."""

import collections
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile

TOP = os.environ.get("top_srcdir", ".")
BUILD = os.environ.get("top_builddir", ".")
REAL = os.path.join(TOP, "..", "shared", "real", "tc39-minutes.jsonl.gz")
WORD = re.compile(r"\w+")
# A list's line belongs to the paragraph that announces it, a table is one:
# nearly all else is a unit of its own.
UNITS_PER_PARAGRAPH = 0.9


def meetings():
    """Each meeting's first record and its paragraphs, by the id before ':'."""
    found = {}
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            key = record["id"].rsplit(":", 1)[0]
            found.setdefault(key, (record, []))[1].append(record["text"])
    return found


def write(folder, found):
    """One text file a meeting; the lines that tests/e2e/units reads."""
    lines = []
    for n, (first, texts) in enumerate(found.values()):
        path = os.path.join(folder, "%d.txt" % n)
        with open(path, "w", encoding="utf-8") as f:
            f.write("Title: %s\nDate: %s\nCommittee: %s\n\nMinutes:\n" %
                    (first["title"], first["date"], first["meeting"]))
            for text in texts:
                f.write("\n%s\n" % text)
        lines.append("%d\t%s\n" % (n, path))
    return "".join(lines)


def words(texts):
    # A paragraph's number is kept beside its text.
    return collections.Counter(
        word for text in texts for word in WORD.findall(text)
        if not word.isdigit())


def main():
    if not os.path.exists(REAL):
        print("1..0 # SKIP no real minutes beside the sources")
        return 0
    found = meetings()
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run([os.path.join(BUILD, "tests/e2e/units")],
                             input=write(folder, found), encoding="utf-8",
                             stdout=subprocess.PIPE, check=True).stdout
    units = collections.defaultdict(list)
    for unit in map(json.loads, out.rstrip("\n").split("\n")):
        units[re.split("[/#]", unit["id"])[0]].append(unit["text"])

    lost = []
    for n, (key, (_, texts)) in enumerate(found.items()):
        missing = words(texts) - words(units[str(n)])
        if missing:
            lost.append("%s: %s" % (key, " ".join(list(missing)[:5])))
    paragraphs = sum(len(texts) for _, texts in found.values())
    n_units = sum(map(len, units.values()))
    print("1..2")
    print("%sok 1 - all words of %d meetings are in their units" %
          ("not " if lost or not found else "", len(found)))
    for line in lost[:10]:
        print("# lost in", line)
    few = n_units < UNITS_PER_PARAGRAPH * paragraphs or n_units > paragraphs
    print("%sok 2 - their paragraphs are units" % ("not " if few else ""))
    print("# %d paragraphs, %d units" % (paragraphs, n_units))
    return 1 if lost or few else 0


sys.exit(main())
