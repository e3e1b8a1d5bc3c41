"""Acronyms: learned from the minutes, common ones, and those of the
administrator's file; taken for their words, and the words for them."""

import os
import signal

import harness
from harness import check, equal, minutes

CORPUS = {
    "exploitation": minutes("Safeguarding", [
        "Members discussed child sexual exploitation (CSE) in Kent.",
        "CSE was a priority for all partners.",
        "Work on child sexual exploitation continued.",
        "The bridge is old."], date="2014-02-06"),
    "police": minutes("Policing", [
        "Police community support officers had been recruited.",
        "PCSOs were thanked.", "A PCSO was present."], date="2015-02-06"),
    "estates": minutes("Estates", [
        "The SEG met.", "The strategic estates group met."],
        date="2016-02-06"),
}


def found(reply):
    check(reply.ok, reply.end)
    return sorted(hit[2] for hit in reply.of("HIT"))


def ids(name, *numbers):
    return ["%s#p%d" % (name, n) for n in numbers]


def test_learned(t):
    "an acronym finds its words, and they find it, and where it was learned"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        everything = ids("exploitation", 1, 2, 3)
        for query in ("CSE", "cse", "child sexual exploitation",
                      "Child sexually EXPLOITED"):
            reply = c.ask("SEARCH : " + query)
            equal(found(reply), everything, query)
        equal(c.ask("SEARCH : cse").of("EXPAND"),
              [["CSE", "child sexual exploitation", "exploitation#p1"]])
        equal(c.ask("SEARCH : child sexual exploitation").of("EXPAND"),
              [["child sexual exploitation", "CSE", "exploitation#p1"]])
        equal(c.ask("COUNT : cse").number("total"), 3)
        # What marks the words in the reply.
        snippets = c.ask("SEARCH : cse").of("SNIP")
        check(any("child sexual exploitation" in s[2] and s[1]
                  for s in snippets), repr(snippets))
        explained = "\n".join(f[0] for f in
                              c.ask("EXPLAIN : cse").of("EXPLAIN"))
        check("expanded CSE to child sexual exploitation, as in "
              "exploitation#p1" in explained, explained)


def test_exact(t):
    "what is in quotes, under NOT, or with expand=no is taken as it is"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        for query, hits in (
                ('"CSE"', (1, 2)), ('"child sexual exploitation"', (1, 3)),
                ('~"child sexually exploits"', (1, 3)),
                ("sexual child exploitation", (1, 3)),
                ("title:safeguarding -cse", (3, 4))):
            reply = c.ask("SEARCH : " + query)
            equal(found(reply), ids("exploitation", *hits), query)
            equal(reply.of("EXPAND"), [], query)
        for verb in ("SEARCH", "COUNT"):
            reply = c.ask(verb + " expand=no : cse")
            equal((reply.values["total"], reply.of("EXPAND")), ("2", []))
            reply = c.ask(verb + " expand=yes : cse")
            equal(reply.values["total"], "3")
        equal(c.ask("EXPLAIN expand=no : cse").ok, True)
        equal(c.ask("SEARCH expand=maybe : cse").word, "OPTION")


def test_plural(t):
    "a plural acronym is its singular, and stands for the same words"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        for query in ("PCSO", "PCSOs", "pcsos",
                      "police community support officer",
                      "police community support officers"):
            reply = c.ask("SEARCH : " + query)
            equal(found(reply), ids("police", 1, 2, 3), query)
        equal(c.ask("SEARCH : PCSO").of("EXPAND"),
              [["PCSO", "police community support officer", ""]])


def test_relaxed(t):
    "where nothing has all the words, the other side counts as well"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        reply = c.ask("SEARCH : cse officers")
        equal(reply.values["relaxed"], "1")
        equal(found(reply), ids("exploitation", 1, 2, 3) + ids("police", 1))
        equal(reply.of("MISSING"), [])
        reply = c.ask("SEARCH match=any : child sexual exploitation bridge")
        equal(found(reply), ids("exploitation", 1, 2, 3, 4))
        equal(reply.of("EXPAND"),
              [["child sexual exploitation", "CSE", "exploitation#p1"]])


def test_missing(t):
    "an acronym that only its words are found by is not missing"
    corpus = {"a": ["Child sexual exploitation was discussed."]}
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        reply = c.ask("SEARCH : CSE")
        equal((reply.values["total"], reply.of("MISSING")), ("1", []))
        equal(reply.of("EXPAND"), [["CSE", "child sexual exploitation", ""]])
        reply = c.ask("SEARCH : child sexual exploitation")
        equal(reply.of("EXPAND"), [])  # no text has the acronym


def test_nowhere(t):
    "an acronym is missing where neither it nor what it stands for is found"
    apart = {"a": ["A child was heard.", "Sexual health was discussed.",
                   "The exploitation of peat went on.", "The bridge is old."]}
    with t.start_searchd(t.make_index(apart)).connect() as c:
        for query, total, words in (
                ("CSE", 0, ["cse"]), ("cse kind:minute", 0, ["cse"]),
                ("CSE bridge", 1, ["cse"]), ("bridge OR CSE", 1, []),
                ("xylophone CSE", 0, ["xylophone", "cse"]),
                ("zither OR CSE", 0, ["zither", "cse"]),
                ("bridge -CSE", 1, []), ('"CSE"', 0, ["cse"])):
            reply = c.ask("SEARCH : " + query)
            equal((reply.number("total"), [w for w, in reply.of("MISSING")]),
                  (total, words), query)
        for options in ("expand=no ", "match=any ", "match=all "):
            equal(c.ask("SEARCH %s: CSE bridge" % options).of("MISSING"),
                  [["cse"]], options)
        equal(c.ask("COUNT : CSE bridge").of("MISSING"), [["cse"]])
    there = {"a": apart["a"] + ["Child sexual exploitation was discussed."]}
    with t.start_searchd(t.make_index(there, "there")).connect() as c:
        for request in ("SEARCH : CSE bridge", "SEARCH match=any : CSE bridge",
                        "SEARCH year=1999 : CSE", "SEARCH : CSE OR zither"):
            equal(c.ask(request).of("MISSING"), [], request)
        equal(c.ask("SEARCH : CSE bridge zither").of("MISSING"), [["zither"]])
        equal(c.ask("SEARCH expand=no : CSE").of("MISSING"), [["cse"]])


def test_forgotten(t):
    "what is withdrawn is forgotten, what is added is learned"
    source = t.write_corpus({
        "a": ["The Ad Hoc Quarry Liaison Group (QLG) met."],
        "b": ["The QLG met.", "The quarry liaison group met."]})
    index = t.path("index")
    harness.run_indexer(index, [source])
    daemon = t.start_searchd(index)
    expand = [["QLG", "Quarry Liaison Group", "a#p1"]]
    equal(daemon.ask("SEARCH : qlg").of("EXPAND"), expand)
    os.rename(os.path.join(source, "a.txt"), t.path("a.txt"))
    harness.run_indexer(index, options=["--allow-removals"])
    check(daemon.reload().ok, "RELOAD failed")
    equal(daemon.ask("SEARCH : qlg").of("EXPAND"), [])
    os.rename(t.path("a.txt"), os.path.join(source, "a.txt"))
    harness.run_indexer(index)
    check(daemon.reload().ok, "RELOAD failed")
    equal(daemon.ask("SEARCH : qlg").of("EXPAND"), expand)


def configure(t, acronyms):
    """A configuration file that names a file of acronyms."""
    path = t.write("acronyms", acronyms)
    return t.write("searchd.conf", "[searchd]\nacronyms = %s\n" % path)


def test_file(t):
    "the administrator's file adds acronyms and takes away, anew by a reload"
    config = configure(t, "# ours\n\nSEG = Strategic Estates Group\n"
                          "CSE =\nLair = old bridge\n")
    daemon = t.start_searchd(t.make_index(CORPUS),
                             options=["--config", config])
    with daemon.connect() as c:
        equal(daemon.stat("acronyms_listed"), "3")
        check(int(daemon.stat("acronyms")) > 80, "the common ones are missing")
        reply = c.ask("SEARCH : seg")
        equal(found(reply), ids("estates", 1, 2))
        equal(reply.of("EXPAND"), [["SEG", "Strategic Estates Group", ""]])
        equal(found(c.ask("SEARCH : strategic estates group")),
              ids("estates", 1, 2))
        equal(found(c.ask("SEARCH : cse")), ids("exploitation", 1, 2))
        equal(found(c.ask("SEARCH : child sexual exploitation")),
              ids("exploitation", 1, 3))
        t.write("acronyms", "CSE = old bridge\n")
        check(daemon.reload().ok, "RELOAD failed")
        equal(found(c.ask("SEARCH : seg")), ids("estates", 1))
        equal(found(c.ask("SEARCH : cse")), ids("exploitation", 1, 2, 3))
        line = 'acronyms file="%s" listed=1' % t.path("acronyms")
        daemon.wait_log(line)
        check(daemon.reload().ok, "RELOAD failed")
        equal(daemon.log().count("acronyms file="), 1, "nothing has changed")
        t.write("acronyms", "CSE\n")
        reply = daemon.reload()
        equal(reply.word, "CONFIG")
        check(t.path("acronyms") + ":1: " in reply.message, reply.message)
        equal(found(c.ask("SEARCH : cse")), ids("exploitation", 1, 2, 3))
        os.unlink(t.path("acronyms"))
        reply = daemon.reload()
        equal(reply.word, "CONFIG")
        check("searchd.conf:2: acronyms: " in reply.message, reply.message)
        t.write("acronyms", "")
        daemon.send_signal(signal.SIGHUP)
        check(daemon.reload().ok, "RELOAD failed")


def test_file_wrong(t):
    "--check-config says file and line of whatever is wrong with the list"
    config = configure(t, "\n".join([
        "SEG = Strategic Estates Group", "SEG Strategic", "S G = a b",
        "= x y", "AB = -", "SEG = Strategic Estates Group", "SEG =",
        "XY = " + "w " * 17, "\tOK = fine words\t", "NUL\0 = x",
        "; a comment"]) + "\n")
    with open(t.path("acronyms"), "ab") as f:
        f.write(b"BYTES = \xff\xfe\nLONG = " + b"x" * 1100 + b"\n")
    done = harness.run([harness.SEARCHD, "--index", "x", "--check-config",
                        "--config", config], status=64)
    lines = [line.split(": ", 1)[0] for line in done.stderr.splitlines()]
    equal(sorted(lines), sorted("%s:%d" % (t.path("acronyms"), n) for n in
                                (2, 3, 4, 5, 6, 7, 8, 10, 12, 13)))
    for path, what in (("/nonexistent/acronyms", "cannot open"),
                       (t.folder, "no regular file")):
        t.write("searchd.conf", "[searchd]\nacronyms = %s\n" % path)
        done = harness.run([harness.SEARCHD, "--index", "x", "--check-config",
                            "--config", config], status=64)
        check(config + ":2: acronyms: " in done.stderr, done.stderr)
        check(what in done.stderr, done.stderr)
        done = harness.run([harness.SEARCHD, "--index", "x", "--acronyms",
                            path], status=None)
        check(done.returncode != 0, "started with " + path)
        check("--acronyms " in done.stderr and what in done.stderr,
              done.stderr)
    os.mkfifo(t.path("fifo"))
    t.write("searchd.conf", "[searchd]\nacronyms = %s\n" % t.path("fifo"))
    done = harness.run([harness.SEARCHD, "--index", "x", "--check-config",
                        "--config", config], status=64)
    check("no regular file" in done.stderr, done.stderr)


harness.main(globals())
