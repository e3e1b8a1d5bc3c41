"""searchd's verbs, each asked over a real socket of a real index."""

import os

import harness
from harness import check, equal, matches

PLAN = harness.minutes(
    "Harbour Plan 2014/15",
    ["The Clerk introduced the draft plan for the harbour.",
     "Members asked about the special constables on the quay.",
     "The special wardens would be trained by the constables.",
     "RESOLVED that the plan be noted."],
    date="2014-02-06", committee="Harbour Committee",
    url="https://example.org/plan")
BRIDGE = harness.minutes(
    "The bridge", ["The bridge over the mill stream was repaired.",
                   "Constables had closed it for two days."],
    date="2016-07-01", committee="Works Committee")


def start(t, **options):
    return t.start_searchd(
        t.make_index({"plan": PLAN, "works/bridge": BRIDGE}), **options)


def test_greeting(t):
    "the greeting tells generation, counts and limits"
    with start(t).connect() as c:
        matches(c.greeting.end, r"OK minutiae 1 gen=1 documents=2 units=6 "
                                r"line=4096 limit=100")


def test_search(t):
    "SEARCH gives the paragraphs that match, their snippets and the years"
    reply = start(t).ask("SEARCH : special constables")
    equal(reply.of("QUERY"), [["special AND constables"]])
    hits = reply.of("HIT")
    equal(sorted(h[2] for h in hits), ["plan#p2", "plan#p3"])
    equal(hits[0][0], "1")
    equal(hits[0][3], "minute")
    equal(hits[0][5:12], ["2014", "Harbour Plan 2014/15", "plan",
                          "2014/15", "2014-02-06", "Harbour Committee",
                          "https://example.org/plan"])
    equal([s[0] for s in reply.of("SNIP")], ["1", "2"])
    for _, marks, text in reply.of("SNIP"):
        data = text.encode()
        words = [data[int(a):int(a) + int(n)].decode().lower()
                 for a, n in (m.split("+") for m in marks.split(","))]
        equal(sorted(words), ["constables", "special"])
    equal(reply.of("FACET"), [["year", "2014", "2"]])
    matches(reply.end, r"OK hits=2 total=2 from=0 relaxed=0 ms=\d+\.\d+ gen=1")


def test_search_options(t):
    "SEARCH takes limit, from, year, kind, facets and sort"
    daemon = start(t)
    reply = daemon.ask("SEARCH limit=1 from=1 sort=oldest : constables")
    equal(reply.number("hits"), 1)
    equal(reply.number("total"), 3)
    equal(reply.of("HIT")[0][0], "2")
    reply = daemon.ask("SEARCH year=2016 : constables")
    equal([h[2] for h in reply.of("HIT")], ["works/bridge#p2"])
    equal(reply.of("FACET"), [["year", "2016", "1"], ["year", "2014", "2"]])
    reply = daemon.ask("SEARCH kind=resolution facets=kind snippets=0 : plan")
    equal([h[2] for h in reply.of("HIT")], ["plan#r1"])
    equal(reply.of("SNIP"), [])
    reply = daemon.ask("SEARCH committee=Works%20Committee : constables")
    equal(reply.number("total"), 1)


def test_syntax_error(t):
    "a query that is wrong is ERR 400 with the column"
    reply = start(t).ask('SEARCH : "special constables" AND')
    equal((reply.code, reply.word), (400, "SYNTAX"))
    equal(reply.values["col"], "25")


def test_count(t):
    "COUNT gives totals and facets, and no paragraphs"
    daemon = start(t)
    reply = daemon.ask("COUNT facets=year,committee : constables")
    equal(reply.of("HIT"), [])
    equal(reply.of("QUERY"), [["constables"]])
    check(["year", "2016", "1"] in reply.of("FACET"), "no count of 2016")
    check(["committee", "Harbour Committee", "2"] in reply.of("FACET"),
          "no count of the committee")
    matches(reply.end, r"OK total=3 relaxed=0 ms=\d+\.\d+ gen=1")
    equal(daemon.ask("COUNT limit=1 : constables").word, "OPTION")


def test_get(t):
    "GET gives a unit with its document and its neighbours"
    daemon = start(t)
    reply = daemon.ask("GET : plan#p2")
    equal(reply.of("DOCUMENT"),
          [["plan", "Harbour Plan 2014/15", "Harbour Committee",
            "2014-02-06", "2014", "2014/15", "https://example.org/plan",
            "plan.txt", "4"]])
    equal([u[0] for u in reply.of("UNIT")], ["plan#p1", "plan#p2", "plan#p3"])
    equal(reply.of("UNIT")[1],
          ["plan#p2", "minute", "2",
           "Members asked about the special constables on the quay."])
    equal(reply.end, "OK units=3 at=2 gen=1")
    equal(daemon.ask("GET context=0 : plan#p2").end, "OK units=1 at=1 gen=1")
    equal(daemon.ask("GET context=10 : plan#p1").end, "OK units=4 at=1 gen=1")
    equal(daemon.ask("GET : works/bridge#p2").end, "OK units=2 at=2 gen=1")


def test_get_nothing(t):
    "GET of what is not there is ERR 404, of too much context ERR 402"
    daemon = start(t)
    for unit in ["plan#p5", "plan", "", "nothing#p1"]:
        reply = daemon.ask("GET : " + unit)
        equal((reply.code, reply.word), (404, "NOTFOUND"), "GET " + unit)
    equal(daemon.ask("GET context=11 : plan#p1").code, 402)


def test_doc(t):
    "DOC gives a document's units page by page"
    daemon = start(t)
    reply = daemon.ask("DOC : plan")
    equal([u[0] for u in reply.of("UNIT")],
          ["plan#p1", "plan#p2", "plan#p3", "plan#r1"])
    equal(reply.of("UNIT")[3][1:3], ["resolution", ""])
    equal(len(reply.of("DOCUMENT")), 1)
    equal(reply.end, "OK units=4 from=0 total=4 gen=1")
    reply = daemon.ask("DOC from=1 limit=2 : plan")
    equal([u[0] for u in reply.of("UNIT")], ["plan#p2", "plan#p3"])
    equal(reply.end, "OK units=2 from=1 total=4 gen=1")
    equal(daemon.ask("DOC from=9 : plan").end, "OK units=0 from=9 total=4 gen=1")
    equal(daemon.ask("DOC : plan#p1").code, 404)


def test_doc_over_the_bound(t):
    "a document larger than a reply may be comes in several"
    long = "word " * 30000
    index = t.make_index({"long": harness.minutes("Long", [long] * 12)})
    daemon = t.start_searchd(index)
    units, at = [], 0
    while True:
        reply = daemon.ask("DOC from=%d : long" % at)
        check(reply.ok, reply.end)
        check(sum(len("\t".join(l)) + 1 for l in reply.lines) < 1 << 20,
              "a reply of over a megabyte")
        units += [u[0] for u in reply.of("UNIT")]
        at += reply.number("units")
        if at == reply.number("total"):
            break
        check(reply.number("units") > 0, "no progress at %d" % at)
    equal(units, ["long#p%d" % n for n in range(1, 13)])
    reply = daemon.ask("GET context=10 : long#p6")
    check(reply.ok and 1 < reply.number("units") < 12, reply.end)
    at = reply.number("at")
    equal(reply.of("UNIT")[at - 1][0], "long#p6")


def test_explain(t):
    "EXPLAIN tells in lines how the query is understood"
    reply = start(t).ask("EXPLAIN : special constables")
    check(len(reply.of("EXPLAIN")) > 2, "hardly a word")
    check(any("constabl" in line[0] for line in reply.of("EXPLAIN")),
          "no word of the stem")
    equal(reply.end, "OK gen=1")


def test_stats(t):
    "STATS adds up, and knows the program and the index"
    daemon = start(t, options=["--threads", "3"])
    with daemon.connect() as c:
        for line in ["PING", "SEARCH : plan", "SEARCH : AND", "NONE", ""]:
            c.ask(line)
        stats = dict(c.ask("STATS").of("STAT"))
    number = {k: int(v) for k, v in stats.items() if v.isdigit()}
    equal(number["requests"], 6)
    equal(number["requests_ok"], 2)
    equal(number["requests_error"], 1)
    equal(number["requests_rejected"], 2)
    equal(number["requests_in_flight"], 1, "STATS itself")
    equal(number["requests"],
          sum(number["requests_" + k] for k in
              ["ok", "error", "timeout", "busy", "rejected", "in_flight"]))
    equal(number["pid"], daemon.pid)
    equal((number["documents"], number["units"], number["generation"]),
          (2, 6, 1))
    equal((number["threads"], number["line_max"], number["limit_max"]),
          (3, 4096, 100))
    equal(number["connections"], 1)
    check(number["memory_rss"] > 1 << 20, "hardly any memory")
    check(number["index_age"] < 3600, "an old index")
    matches(stats["xapian"], r"1\.4\.\d+")
    matches(stats["libevent"], r"2\.1\..*")


def test_small_verbs(t):
    "PING, HELP and QUIT answer; QUIT closes after what was asked before"
    daemon = start(t)
    equal(daemon.ask("PING").end, "OK")
    verbs = [line[0] for line in daemon.ask("HELP").of("HELP")]
    equal(verbs, ["SEARCH", "COUNT", "GET", "DOC", "SUGGEST", "SIMILAR",
                  "EXPLAIN", "STATS", "RELOAD", "SLOWLOG", "PING", "HELP",
                  "QUIT"])
    for line in daemon.ask("HELP").of("HELP"):
        equal(line[3:], ["admin" if line[0] in ("RELOAD", "SLOWLOG")
                         else ""])
        check(line[1].startswith(line[0]), line[1])
    with daemon.connect() as c:
        c.send(b"SEARCH : plan\nQUIT\nPING\n")
        check(c.read_reply().of("HIT"), "no hit")
        equal(c.read_reply().end, "OK bye")
        c.expect_closed()


def test_tags(t):
    "a tag is echoed after OK and after ERR"
    with start(t).connect() as c:
        equal(c.ask("@a1 PING").end, "OK @a1")
        equal(c.ask("@b2 SEARCH : plan").tag, "b2")
        reply = c.ask("@c3 NOTHING")
        equal((reply.tag, reply.code, reply.word), ("c3", 405, "VERB"))
        reply = c.ask("@d4 SEARCH : (plan")
        equal((reply.tag, reply.code), ("d4", 400))
        equal(c.ask("@e5 PING x=1").tag, "e5")


def test_wrong_requests(t):
    "each kind of wrong request has its code, and the connection lives"
    wrong = {
        "": 401,
        "   ": 401,
        "search : plan": 401,
        "SUGGESTION : x": 405,
        "SEARCH": 401,
        "SEARCH plan": 401,
        "SEARCH limit : x": 401,
        "SEARCH colour=red : x": 402,
        "SEARCH limit=101 : x": 402,
        "SEARCH limit=-1 : x": 402,
        "SEARCH limit=100 from=901 : x": 402,
        "SEARCH limit=1 limit=2 : x": 401,
        "SEARCH year=two : x": 402,
        "SEARCH kind=sonnet : x": 402,
        "PING : hello": 401,
        "PING x=1": 402,
        "STATS full=1": 402,
        "GET": 401,
        "DOC limit=x : plan": 402,
        "SEARCH : " + "(" * 17 + "x" + ")" * 17: 400,
        "SEARCH : " + "x " * 257: 400,
    }
    with start(t).connect() as c:
        for line, code in wrong.items():
            reply = c.ask(line)
            equal(reply.code, code, "the code of %r" % line[:40])
            equal(reply.lines, [], "lines before an error")
            equal(c.ask("PING").end, "OK")


def test_timeout(t):
    "a search that takes too long is ERR 504, and the next one is answered"
    words = ["w%03d" % n for n in range(200)]
    paragraphs = [" ".join(words) for _ in range(200)]
    index = t.make_index({"d%d" % n: paragraphs for n in range(10)})
    daemon = t.start_searchd(index, options=["--timeout", "1",
                                             "--answer-cache", "0"])
    slow = "SEARCH match=any : " + " OR ".join(
        '"%s"' % " ".join(words[n:n + 16]) for n in range(0, 180, 12))
    for _ in range(100):
        reply = daemon.ask(slow)
        if not reply.ok:
            break
    equal((reply.code, reply.word), (504, "TIMEOUT"))
    check(int(daemon.stat("requests_timeout")) > 0, "it was not counted")
    equal(daemon.ask("PING").end, "OK")


def test_full_queue(t):
    "when the queue is full a request is ERR 503 BUSY at once"
    index = t.make_index({"plan": PLAN})
    daemon = t.start_searchd(
        index, options=["--threads", "1", "--queue", "1",
                        "--answer-cache", "0"])
    clients = [daemon.connect() for _ in range(32)]
    busy = ok = rounds = 0
    while busy == 0 and rounds < 200:
        rounds += 1
        for c in clients:
            c.send_line("SEARCH : constables OR plan OR members OR clerk")
        for c in clients:
            reply = c.read_reply()
            ok += reply.ok
            if not reply.ok:
                equal((reply.code, reply.word), (503, "BUSY"))
                busy += 1
    check(busy > 0, "never busy")
    check(ok > 0, "never answered")
    equal(int(daemon.stat("requests_busy")), busy)
    for c in clients:
        c.close()


def test_command_line(t):
    "a wrong command line is exit status 64 with a word about it"
    for arguments in [[], ["--index"], ["--index", "x", "--threads", "0"],
                      ["--index", "x", "--timeout", "1s"],
                      ["--index", "x", "--colour"], ["--index", "x", "more"],
                      ["--index", "x", "--listen", "nowhere"],
                      ["--index", "x", "--listen", "127.0.0.1:70000"],
                      ["--index", "x", "--listen", "0.0.0.0:0"],
                      ["--index", "x", "--listen", "[::]:0"],
                      ["--index", "x", "--listen", "/" + "x" * 200],
                      ["--index", "x", "--ready-fd", "99"]]:
        done = harness.run([harness.SEARCHD] + arguments, status=64)
        check(done.stderr.strip(), "not a word about %r" % arguments)
    done = harness.run([harness.SEARCHD, "--help"])
    check("--ready-fd" in done.stdout, done.stdout)
    done = harness.run([harness.SEARCHD, "--version"])
    matches(done.stdout, harness.SEARCHD_NAME + r" \(minutiae\) \S+, libxapian \S+, "
                         r"libevent \S+\n")


if __name__ == "__main__":
    harness.main(globals())
