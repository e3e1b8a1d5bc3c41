#!/usr/bin/env python3
"""What the indexer makes of each form that minutes come in: corpora/formats
has a file of each, and beside it what a person reads out of it, as --explain
prints it. The same minutes in several forms give the same units."""

import json
import os
import subprocess

import harness
from harness import BUILD, INDEXER, check, equal, run

FORMATS = os.path.join(harness.SOURCE, "corpora", "formats")


def files(folder):
    """The minutes below a folder of corpora/formats, with their paths."""
    found = []
    for path, _, names in os.walk(os.path.join(FORMATS, folder)):
        found += [os.path.join(path, name) for name in names
                  if not name.endswith((".explain", ".md"))]
    check(found, "no files below %s" % folder)
    return sorted(found)


def explain(path):
    "what --explain prints, but the line with the path"
    lines = run([INDEXER, "--explain", path]).stdout.splitlines(True)
    return "".join(lines[1:])


def units(paths):
    "the units of the files, whole, as tests/e2e/units prints them"
    lines = "".join("%s\t%s\n" % ("minutes", path) for path in paths)
    done = subprocess.run([os.path.join(BUILD, "tests/e2e/units")],
                          input=lines.encode(), stdout=subprocess.PIPE,
                          check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_expected(_t):
    "every file is understood as the file beside it says"
    for path in files("."):
        with open(path + ".explain", encoding="utf-8") as f:
            equal(explain(path), f.read(), "--explain %s" % path)


def test_same(_t):
    "the same minutes as text, HTML and XML give the same units"
    by_name = {}
    for path in files("same"):
        name = os.path.splitext(path)[0]
        by_name.setdefault(name, []).append(path)
    for name, paths in sorted(by_name.items()):
        check(len(paths) > 1, "%s is there once" % name)
        want = None
        for path in paths:
            got = [{key: unit[key] for key in
                    ("kind", "number", "text", "title", "date", "plan",
                     "year", "id")} for unit in units([path])]
            check(got, "%s has no units" % path)
            want = got if want is None else want
            equal(got, want, "the units of %s" % path)


def test_richest(t):
    "of two files that differ only by extension the richer one is taken"
    index = t.path("index")
    source = os.path.join(FORMATS, "same")
    done = run([INDEXER, "--index", index, source], status=None)
    for name in ("otter-item.txt", "otter-item.html"):
        check("%s: otter-item.xml is taken instead" % name in done.stderr,
              "%s was not passed over: %s" % (name, done.stderr))


if __name__ == "__main__":
    harness.main(globals(), [INDEXER])
