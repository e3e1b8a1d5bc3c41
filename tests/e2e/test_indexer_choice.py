#!/usr/bin/env python3
"""Which of the files of one id is taken, and what becomes of a file that gives
no document: a poorer one takes its place, and nothing is published for what
changes no document."""

import json
import os

import harness
from harness import check, equal, matches, run_indexer

FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>News</title></channel></rss>
"""
NOTHING = "nothing has changed.*\n"


def current(index):
    return os.readlink(os.path.join(index, "current"))


def report(t, index, sources=(), options=(), status=0):
    """Runs the indexer; its output, and base name -> line of the report."""
    path = t.path("report.jsonl")
    done = run_indexer(index, sources, ["--report", path, *options], status)
    with open(path, encoding="utf-8") as f:
        lines = [json.loads(line) for line in f]
    return done, {os.path.basename(line["path"]): line for line in lines}


def skipped(lines):
    return {n: line["skipped"] for n, line in lines.items() if line["skipped"]}


def page(word):
    return ("<html><body><main><h1>Budget</h1><p>1. Of %s.</p></main></body>"
            "</html>" % word)


def base(t):
    """A corpus in which a few changed files are no reason to build all."""
    return t.write_corpus({"doc-%02d" % i: ["Words of document %d. " % i * 20]
                           for i in range(30)})


def meeting(item, words):
    return ("Agenda and minutes\nRoads Panel - Monday, 3rd March, 2014 "
            "10.00 am\nItems\nNo. Item\n\n1.\n%s\nMinutes:\n\n1. %s\n\n"
            "2.\nBridges\nMinutes:\n\n1. Girders.\n" % (item, words))


class Index:
    """An index that is updated, beside one that is always built anew."""

    def __init__(self, t, source):
        self.t, self.source = t, source
        self.index, self.fresh = t.path("index"), t.path("fresh")

    def run(self, words, skips, change=None, options=()):
        """A run, and one more that has to find nothing to do; both indexes
        must have the words, and the report the skips. Returns the first's
        report."""
        status = 1 if skips else 0
        done, lines = report(self.t, self.index, [self.source], options,
                             status)
        if change is not None:
            check("(%s)" % change in done.stdout, done.stdout)
        equal(skipped(lines), skips, "skipped")
        _, new = report(self.t, self.fresh, [self.source],
                        ["--rebuild", *options], status)
        equal(skipped(new), skips, "skipped by a fresh build")
        for index in (self.index, self.fresh):
            equal(self.found(index), set(words.split()), "words in " + index)
        self.same(skips, options)
        return lines

    def same(self, skips, options=()):
        done, lines = report(self.t, self.index, [self.source], options,
                             1 if skips else 0)
        matches(done.stdout, NOTHING)
        equal(skipped(lines), skips, "skipped the next time")
        equal([n for n, line in lines.items()
               if not line["skipped"] and "unchanged" not in line], [],
              "read again")

    def found(self, index):
        """The kinds of word that paragraph "k#p1" has in it."""
        daemon = self.t.start_searchd(index)
        reply = daemon.ask("GET : k#p1")
        daemon.stop()
        text = reply.of("UNIT")[0][3] if reply.ok else ""
        return {word for word in ("plums", "figs", "dates") if word in text}


def test_feed_beside_text(t):
    "a richer file that gives no document hides none that does; mended, it takes over"
    k = Index(t, base(t))
    t.write("minutes/k.txt", harness.minutes("Budget", ["Of plums."]))
    k.run("plums", {})
    t.write("minutes/k.xml", FEED)
    _, lines = report(t, k.index, status=1)
    reason = lines["k.xml"]["skipped"]
    matches(reason, ".+; k.txt is taken instead")
    k.run("plums", {"k.xml": reason})
    t.write("minutes/k.html", page("figs"))
    feed = reason.replace("k.txt", "k.html")
    k.run("figs", {"k.xml": feed, "k.txt": "k.html is taken instead"},
          "1 new, 0 changed, 0 removed")
    t.write("minutes/k.html", "<html></html>")
    _, lines = report(t, k.index, status=1)
    html = lines["k.html"]["skipped"]
    matches(html, ".+; k.txt is taken instead")
    k.run("plums", {"k.xml": reason, "k.html": html})
    t.write("minutes/k.html", page("dates"))
    k.run("dates", {"k.xml": feed, "k.txt": "k.html is taken instead"},
          "0 new, 1 changed, 0 removed")
    # What is not taken may change and go without a new generation.
    was = current(k.index)
    t.write("minutes/k.txt", harness.minutes("Budget", ["Of more plums."]))
    k.same({"k.xml": feed, "k.txt": "k.html is taken instead"})
    os.remove(t.path("minutes/k.xml"))
    k.same({"k.txt": "k.html is taken instead"})
    equal(current(k.index), was)
    os.remove(t.path("minutes/k.html"))
    k.run("plums", {}, "0 new, 0 changed, 2 removed")


def test_page_without_paragraphs(t):
    "a richer file whose document has no paragraph is taken only where it is alone"
    k = Index(t, base(t))
    t.write("minutes/k.html", "<html><body><h1>Budget</h1></body></html>")
    lines = k.run("", {})
    equal((lines["k.html"]["documents"], lines["k.html"]["units"]), (1, 0))
    pdf = t.write("minutes/k.pdf", b"no PDF")
    empty = "it has no paragraphs"
    k.run("", {"k.pdf": "no PDF, whatever its name says", "k.html": empty})
    os.remove(pdf)
    k.run("", {})
    t.write("minutes/k.txt", harness.minutes("Budget", ["Of plums."]))
    k.run("plums", {"k.html": empty + "; k.txt is taken instead"})
    t.write("minutes/k.html", page("figs"))
    k.run("figs", {"k.txt": "k.html is taken instead"})


def test_all_unusable(t):
    "where no file of an id gives a document each is named with its own reason"
    k = Index(t, base(t))
    t.write("minutes/k.xml", FEED)
    t.write("minutes/k.pdf", b"no PDF")
    _, lines = report(t, k.index, [k.source], status=1)
    equal(sorted(skipped(lines)), ["k.pdf", "k.xml"], "skipped")
    check("instead" not in "".join(skipped(lines).values()),
          repr(skipped(lines)))
    k.run("", skipped(lines))


def test_item_order(t):
    "which of two documents with one id counts does not depend on who gave up"
    k = Index(t, base(t))
    good = meeting("First", "Of plums one.")
    t.write("minutes/k.txt", good)
    t.write("minutes/k/1.txt", harness.minutes("K", ["Of figs."]))
    t.write("minutes/k/2.xml", FEED)
    seen = []
    for change in (lambda: None, lambda: t.write("minutes/k.xml", FEED),
                   lambda: os.remove(t.path("minutes/k.txt")),
                   lambda: t.write("minutes/k.txt", good)):
        change()
        for index, options in ((k.index, []), (k.fresh, ["--rebuild"])):
            run_indexer(index, [k.source], options, 1)
            daemon = t.start_searchd(index)
            reply = daemon.ask("GET : k/1#p1")
            seen.append(reply.of("UNIT")[0][3])
            daemon.stop()
    plums, figs = "Of plums one.", "Of figs."
    equal(seen, [plums] * 4 + [figs] * 2 + [plums] * 2)


def test_whole_that_gave_way(t):
    "a cut document comes back in the run in which the whole one loses its id"
    k = Index(t, base(t))
    t.write("minutes/aa.txt", meeting(
        "Winter gritting", "The Panel heard of icicles and \u2026 view the full "
        "minutes text for item 1."))
    t.write("minutes/zz/1.txt", harness.minutes(
        "Winter gritting", ["Of icicles and shovels."], "2014-03-03",
        "Roads Panel"))
    seen = []
    for change in (lambda: None, lambda: t.write("minutes/zz.txt", meeting(
            "Verges", "Of grass."))):
        change()
        done, _ = report(t, k.index, [k.source], status=None)
        for index in (k.index, k.fresh):
            run_indexer(index, [k.source],
                        ["--rebuild"] if index == k.fresh else [], None)
            daemon = t.start_searchd(index)
            seen.append([hit[2] for hit in daemon.ask(
                "SEARCH snippets=0 facets=none : icicles").of("HIT")])
            daemon.stop()
    matches(done.stdout, r".*\(1 new, 0 changed, 0 removed\).*\n")
    equal(seen, [["zz/1#p1"]] * 2 + [["aa/1#p1"]] * 2)


def test_failing_machine(t):
    "what the machine fails at is tried in every run, and published when it succeeds"
    source, index = base(t), t.path("index")
    t.write("minutes/a.odd", harness.minutes("A", ["By the command."]))
    t.write("minutes/a.txt", harness.minutes("A", ["The text of a."]))
    t.write("minutes/b.odd", harness.minutes("B", ["By the command."]))
    t.write("minutes/b.pdf", b"no PDF")
    program = t.write("reader", b"\x7fELF, but no program")
    os.chmod(program, 0o755)
    options = ["--command", ".odd=" + program]
    broken = "cannot start %s: Exec format error" % program
    why = {"b.pdf": "no PDF, whatever its name says", "b.odd": broken,
           "a.odd": "a.txt is taken instead"}
    for run in range(3):
        done, lines = report(t, index, [source], options, 1)
        equal(skipped(lines), why, "run %d" % run)
        equal(current(index), "gen-000001")
    matches(done.stdout, NOTHING)
    os.remove(os.path.join(source, "a.txt"))
    why["a.odd"] = broken
    for run in range(3):
        done, lines = report(t, index, [source], options, 1)
        equal(skipped(lines), why, "run %d without a.txt" % run)
        equal(current(index), "gen-000002")
    with open(os.path.join(source, "b.odd"), "a", encoding="utf-8") as f:
        f.write("And more.\n")
    done, _ = report(t, index, options=options, status=1)
    matches(done.stdout, NOTHING)
    t.write("reader", "#!/bin/sh\nexec cat\n")
    done, lines = report(t, index, options=options, status=1)
    matches(done.stdout, r".*\(0 new, 2 changed, 0 removed\).*\n")
    equal(skipped(lines), {"b.pdf": why["b.pdf"] + "; b.odd is taken instead"})
    done, _ = report(t, index, options=options, status=1)
    matches(done.stdout, NOTHING)


def test_unreadable_that_grows(t):
    "a file that cannot be understood may change without a new generation"
    source, index = base(t), t.path("index")
    path = t.write("minutes/log.txt", bytes(range(256)) * 20)
    report(t, index, [source], status=1)
    for n in range(3):
        with open(path, "ab") as f:
            f.write(bytes(range(256)) * (n + 1))
        done, lines = report(t, index, [source], status=1)
        matches(done.stdout, NOTHING)
        equal(list(skipped(lines)), ["log.txt"])
    equal(current(index), "gen-000001")
    # Another change publishes, and then this one is known as it is.
    t.write("minutes/doc-03.txt", harness.minutes("D", ["Other words."]))
    done, _ = report(t, index, status=1)
    matches(done.stdout, r".*\(0 new, 1 changed, 0 removed\).*\n")
    t.write("minutes/log.txt", harness.minutes("Log", ["Now readable."]))
    done, _ = report(t, index)
    matches(done.stdout, r".*\(0 new, 1 changed, 0 removed\).*\n")


harness.main(globals())
