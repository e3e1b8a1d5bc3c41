#!/usr/bin/env python3
"""A withdrawn document stays out, whatever its file is called, until it is
restored; and nothing else goes with it."""

import json
import os

import harness
from harness import check, equal, matches, run_indexer

SECRET = ["Xylophone secrets of  the Panel.", "RESOLVED that it be noted."]


def base(t, n=20):
    return t.write_corpus({"doc-%02d" % i: ["Words of document %d." % i]
                           for i in range(n)})


def found(t, index, word="xylophone"):
    """The ids of paragraphs with the word."""
    daemon = t.start_searchd(index)
    hits = daemon.ask("SEARCH match=all snippets=0 facets=none : " + word)
    daemon.stop()
    return sorted(hit[2] for hit in hits.of("HIT"))


def copies(t, index, sources=(), options=(), status=0):
    """Runs the indexer; the ids that it left out as copies -> of what."""
    path = t.path("report.jsonl")
    done = run_indexer(index, sources, ["--report", path, *options], status)
    with open(path, encoding="utf-8") as f:
        lines = [json.loads(line) for line in f]
    left = {line["document"]: line["withdrawn"] for line in lines
            if "withdrawn" in line}
    for name, of in left.items():
        check("%s says what the withdrawn %s said" % (name, of) in done.stderr,
              done.stderr)
    return left


def test_renamed(t):
    "a withdrawn document stays out under other names and SOURCEs, until it is restored"
    source, index = base(t), t.path("index")
    for title, date in (("Six", "2014-02-06"), (None, None)):
        text = harness.minutes("Six", SECRET, date)
        if title is None:
            text = "\n\n".join("%d. %s" % (i + 1, p)
                               for i, p in enumerate(SECRET)) + "\n"
        path = t.write("minutes/2014-02-07/road_plan-x.txt", text)
        first = "2014-02-07/road_plan-x"
        run_indexer(index, [source], ["--rebuild"])
        equal(found(t, index), [first + "#p1"], "before")
        run_indexer(index, options=["--withdraw", first])
        equal(found(t, index), [], "withdrawn")
        os.makedirs(source + "/2015-03-11", exist_ok=True)
        for name in ("other.txt", "2015-03-11/other.txt", "other.text"):
            new = os.path.join(source, name)
            os.rename(path, new)
            path = new
            stem = name.rpartition(".")[0]
            for options in ([], ["--rebuild"]):
                equal(copies(t, index, options=options), {stem: first}, name)
                equal(found(t, index), [], name)
            done = run_indexer(index)
            matches(done.stdout, "nothing has changed.*\n")
        # Blanks are no other words, and a second SOURCE is another name.
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace("of  the", "of\n   the"))
        empty = t.write_corpus({"a": ["Elsewhere."]}, "more")
        equal(copies(t, index, [source, empty], ["--allow-removals"]),
              {"minutes/other": first}, "of two SOURCEs")
        equal(copies(t, index, [source], ["--allow-removals"]),
              {"other": first}, "of one again")
        run_indexer(index, options=["--restore", first])
        equal(found(t, index), ["other#p1"], "restored")
        os.remove(path)
        run_indexer(index)


def test_items_of_a_file(t):
    "what is withdrawn by its file's id stays out item by item"
    source, index = base(t), t.path("index")
    text = ("Agenda and minutes\nRoads Panel - Monday, 3rd March, 2014\n"
            "Items\nNo. Item\n\n1.\nFirst\nMinutes:\n\n1. Xylophones one.\n\n"
            "2.\nSecond\nMinutes:\n\n1. Xylophones two.\n")
    path = t.write("minutes/zz.txt", text)
    run_indexer(index, [source])
    equal(len(found(t, index)), 2)
    run_indexer(index, options=["--withdraw", "zz"])
    os.rename(path, source + "/yy.txt")
    equal(copies(t, index), {"yy/1": "zz", "yy/2": "zz"})
    t.write("minutes/yy.txt", text.replace("two.", "too."))
    equal(copies(t, index), {"yy/1": "zz"})
    equal(found(t, index), ["yy/2#p1"], "what says something else")


def test_nothing_else_goes(t):
    "what only says the same about something else stays"
    source, index = base(t), t.path("index")
    noted = ["RESOLVED that the xylophone be noted."]
    t.write("minutes/a.txt", harness.minutes("Budget", noted, "2014-02-06"))
    t.write("minutes/b.txt", harness.minutes("Schools", noted, "2014-02-06"))
    t.write("minutes/c.txt", harness.minutes("Budget", noted, "2014-05-06"))
    t.write("minutes/d.txt", harness.minutes("Budget", noted, "2014-02-06",
                                             "Cabinet"))
    t.write("minutes/e.txt", "1. " + noted[0] + "\n")
    t.write("minutes/f.txt", harness.minutes("Budget", noted, "2014-02-06"))
    run_indexer(index, [source])
    equal(copies(t, index, options=["--withdraw", "a"]), {"f": "a"})
    equal(found(t, index), [n + "#r1" for n in "bcde"])
    run_indexer(index, options=["--withdraw", "e"])
    equal(found(t, index), [n + "#r1" for n in "bcd"])


def test_cut(t):
    "a page that has a part of what is withdrawn does not come in its place"
    source, index = base(t), t.path("index")
    t.write("minutes/aa.txt", (
        "Agenda and minutes\nRoads Panel - Monday, 3rd March, 2014 10.00 am\n"
        "Items\nNo. Item\n\n1.\nWinter gritting\nMinutes:\n\n1. The Panel "
        "heard of xylophones and \u2026 view the full minutes text for item "
        "1.\n\n2.\nBridges\nMinutes:\n\n1. Girders.\n"))
    t.write("minutes/zz.txt", harness.minutes(
        "Winter gritting", ["The Panel heard of xylophones and of shovels."],
        "2014-03-03", "Roads Panel"))
    run_indexer(index, [source])
    equal(found(t, index, "xylophones"), ["zz#p1"])
    run_indexer(index, options=["--withdraw", "zz"])
    for change in (False, True):
        if change:
            t.write("minutes/doc-03.txt", harness.minutes("D", ["Others."]))
            run_indexer(index)
        equal(found(t, index, "xylophones"), [], "change: %s" % change)


def test_restore_again(t):
    "--restore may be said again, as after a run that was killed; what never was there is an error"
    source, index = base(t), t.path("index")
    t.write("minutes/doc-06.txt", harness.minutes("Six", SECRET))
    run_indexer(index, [source])
    run_indexer(index, options=["--withdraw", "doc-06"])
    # Killed once the list was written, and before a generation was.
    with open(os.path.join(index, "withdrawn"), "w", encoding="utf-8"):
        pass
    run_indexer(index, options=["--restore", "doc-06"])
    equal(found(t, index), ["doc-06#p1"])
    done = run_indexer(index, options=["--restore", "doc-06"])
    matches(done.stdout, "nothing has changed.*\n")
    done = run_indexer(index, options=["--restore", "doc-60"], status=66)
    check("doc-60 is not withdrawn" in done.stderr, done.stderr)


def test_last(t):
    "the last document can be withdrawn, too, and leaves an index without any"
    source, index = base(t, 0), t.path("index")
    t.write("minutes/only.txt", harness.minutes("Only", SECRET))
    run_indexer(index, [source])
    done = run_indexer(index, options=["--withdraw", "only", "--keep", "0"])
    matches(done.stdout, "indexed 0 documents, 0 paragraphs .*\n")
    equal(found(t, index), [], "withdrawn")
    kept = [name for name in os.listdir(index) if name.startswith("gen-")]
    equal(kept, ["gen-000002"])
    matches(run_indexer(index).stdout, "nothing has changed.*\n")
    t.write("minutes/odd.txt", "")
    run_indexer(index, status=1)
    t.write("minutes/more.txt", harness.minutes("More", ["A xylophone."]))
    run_indexer(index, status=1)
    equal(found(t, index), ["more#p1"], "another")
    os.unlink(os.path.join(source, "more.txt"))
    done = run_indexer(index, status=65)
    check("give --allow-removals" in done.stderr, done.stderr)
    run_indexer(index, options=["--restore", "only"], status=65)
    os.unlink(os.path.join(source, "only.txt"))
    done = run_indexer(index, options=["--allow-removals"], status=65)
    check("no minutes were found" in done.stderr, done.stderr)


def test_list(t):
    "the list is text that may be mended by hand; other lines in it are an error"
    source, index = base(t), t.path("index")
    run_indexer(index, [source])
    run_indexer(index, options=["--withdraw", "doc-06", "--withdraw",
                                "doc-03"])
    path = os.path.join(index, "withdrawn")
    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines()
    for line, name in zip(lines, ("doc-03", "doc-06"), strict=True):
        matches(line, name + r"\t[0-9a-f]{64}( [0-9a-f]{64})*")
    with open(path, "w", encoding="utf-8") as f:
        f.write("doc-04\n" + lines[0])
    run_indexer(index)
    equal([bool(found(t, index, '"document %d"' % i)) for i in (3, 4, 6)],
          [False, False, True])
    for line in ("a\tb", "doc-04\t" + "0" * 63, "doc-04\t" + "0" * 64 + "x",
                 "\t" + "0" * 64, "a\t" + "0" * 64 + "\t" + "0" * 64, "a\t"):
        with open(path, "w", encoding="utf-8") as f:
            f.write(line + "\n")
        done = run_indexer(index, status=65)
        check("a line that is no id" in done.stderr, done.stderr)


harness.main(globals())
