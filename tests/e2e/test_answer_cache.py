"""Answers that are kept: the same bytes as without, never older than the index
and the settings, and never more than is allowed."""

import glob
import re

import harness
import web
from harness import check, equal

WORDS = ["w%03d" % n for n in range(200)]
CORPUS = {
    "roads": harness.minutes("Roads plan 2014/15", [
        "The CSE panel (Committee for Street Engineering) met on potholes.",
        "Potholes, and more potholes, were filled near the old bridge.",
        "RESOLVED: that the old bridge be painted."]),
    "police": harness.minutes("Police", [
        "Special constables walked over the old bridge.",
        "No constable was seen near the pothole."]),
}

SEARCHES = [
    "SEARCH : potholes",
    "SEARCH :  potholes",
    "SEARCH limit=1 : potholes",
    "SEARCH limit=1 from=1 : potholes",
    "SEARCH match=any : potholes bridge",
    "SEARCH sort=newest : bridge",
    "SEARCH sort=document : bridge",
    "SEARCH kind=resolution : bridge",
    "SEARCH year=2014 : bridge",
    "SEARCH plan=2014/15 : bridge",
    "SEARCH document=roads : bridge",
    "SEARCH facets=kind,plan : bridge",
    "SEARCH facets=none snippets=0 : bridge",
    "SEARCH group=document decision=yes : bridge",
    "SEARCH expand=no : cse",
    "SEARCH rank=none : old bridge constable",
    "SEARCH : cse",
    "SEARCH : portholes  xyzzy",
    "SEARCH : ordinary aeroplanes",
    "SEARCH : title:police",
    "COUNT : potholes",
    "COUNT facets=kind : bridge",
    "SIMILAR : roads#p2",
    "SIMILAR limit=1 : roads#p2",
]


def answers(daemon):
    return {name: int(daemon.stat("answers_" + name))
            for name in ("hits", "misses", "kept", "bytes", "bytes_max")}


def timeless(reply):
    return reply.lines, re.sub(r" ms=\S+", "", reply.end)


def uncached(line):
    verb, rest = line.split(" ", 1)
    return "%s cache=no %s" % (verb, rest)


def test_equal(t):
    "an answer that was kept has the bytes of one that is found anew"
    daemon = t.start_searchd(t.make_index(CORPUS))
    with daemon.connect_admin() as c:
        fresh = [timeless(c.ask(uncached(line))) for line in SEARCHES]
        equal(answers(daemon), {"hits": 0, "misses": 0, "kept": 0, "bytes": 0,
                                "bytes_max": 16 << 20})
        check(len({repr(f) for f in fresh}) > 18, "they hardly differ")
        for n in range(3):
            for line, anew in zip(SEARCHES, fresh):
                reply = c.ask(line)
                check(reply.ok, "%s: %s" % (line, reply.end))
                equal(timeless(reply), anew, "%s, time %d" % (line, n))
    kept = answers(daemon)
    equal([kept["misses"], kept["kept"], kept["hits"]],
          [len(SEARCHES), len(SEARCHES), 2 * len(SEARCHES)])
    check(len(SEARCHES) * 4096 <= kept["bytes"] <= 16 << 20, repr(kept))


def switches(daemon):
    """How often its threads but the loop have gone to sleep."""
    slept = 0
    for task in glob.glob("/proc/%d/task/*" % daemon.pid):
        if task.endswith("/%d" % daemon.pid):
            continue
        with open(task + "/status", encoding="ascii") as f:
            slept += int(re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)",
                                   f.read())[1])
    return slept


def counted(daemon):
    return (int(daemon.stat("requests_ok")),
            web.metrics(daemon).value("minutiae_query_duration_seconds_count"))


def test_loop(t):
    "what is kept takes no worker, is counted as ever, and waits its turn"
    daemon = web.box(t, documents=CORPUS)
    lines = ("SEARCH : potholes", "COUNT facets=kind : bridge")
    with daemon.connect() as c:
        first = [timeless(c.ask(line)) for line in lines]
        slept, (ok, durations) = switches(daemon), counted(daemon)
        for _ in range(100):
            equal([timeless(c.ask(line)) for line in lines], first)
        check(switches(daemon) - slept < 50, "workers were woken")
        # STATS itself is a request, too.
        equal(counted(daemon), (ok + 201, durations + 200))
        asked = [*lines * 20, "SEARCH : constables", "PING", *lines * 20]
        c.send("".join("@%d %s\n" % (n, line)
                       for n, line in enumerate(asked)).encode())
        for n, line in enumerate(asked):
            reply = c.read_reply()
            equal(reply.tag, str(n))
            if line in lines:
                equal(reply.lines, first[lines.index(line)][0])
    kept = answers(daemon)
    equal([kept["hits"], kept["misses"]], [280, 3])


def test_errors(t):
    "what is no answer is not kept; cache= takes yes and no"
    daemon = t.start_searchd(t.make_index(CORPUS))
    with daemon.connect() as c:
        for line in ("SEARCH : (", "SEARCH limit=x : a", "SIMILAR : none"):
            equal(timeless(c.ask(line)), timeless(c.ask(line)))
        equal(c.ask("SEARCH cache=maybe : a").word, "OPTION")
        equal(c.ask("EXPLAIN cache=no : a").word, "OPTION")
        check(c.ask("SEARCH cache=yes : potholes").ok, "no answer")
    equal(answers(daemon)["kept"], 1)


def test_generations(t):
    "what is kept goes with its generation"
    index = t.make_index(CORPUS)
    daemon = t.start_searchd(index)
    with daemon.connect() as c:
        before = c.ask("SEARCH : potholes")
        equal(before.number("total"), 3)
        c.ask("SEARCH : potholes")
        more = dict(CORPUS, new=harness.minutes("New", ["A new pothole."]))
        harness.run_indexer(index, [t.write_corpus(more, "index-source")])
        check(daemon.reload().ok, "not reloaded")
        equal(answers(daemon)["kept"], 0)
        after = c.ask("SEARCH : potholes")
        equal((after.number("total"), after.number("gen")), (4, 2))
        equal(timeless(c.ask("SEARCH : potholes")), timeless(after))
    equal(answers(daemon)["hits"], 2)


def test_settings(t):
    "a reload of the settings forgets what is kept, and may keep less or none"
    path = t.write("searchd.conf", "[searchd]\nanswer-cache = 1\n")
    daemon = t.start_searchd(t.make_index(CORPUS), options=["--config", path])
    with daemon.connect() as c:
        ranked = timeless(c.ask("SEARCH : old bridge"))
        equal(answers(daemon)["bytes_max"], 1 << 20)
        t.write("searchd.conf", "[searchd]\nrank = none\n")
        check(daemon.reload().ok, "not reloaded")
        check(timeless(c.ask("SEARCH : old bridge")) != ranked,
              "the rank of before")
        t.write("searchd.conf", "[searchd]\nanswer-cache = 0\n")
        check(daemon.reload().ok, "not reloaded")
        for _ in range(3):
            equal(timeless(c.ask("SEARCH : old bridge")), ranked)
        kept = answers(daemon)
        equal([kept["hits"], kept["kept"], kept["bytes_max"]], [0, 0, 0])


def test_rank(t):
    "what an administrator ranks otherwise is not shown to others"
    daemon = t.start_searchd(t.make_index(CORPUS))
    with daemon.connect_admin() as admin, daemon.connect() as c:
        for _ in range(2):
            plain = timeless(c.ask("SEARCH : old bridge constable"))
            ranked = timeless(admin.ask(
                "SEARCH rank=none : old bridge constable"))
            check(plain != ranked, "no other rank")


def test_bound(t):
    "never more bytes than may be, whatever is asked"
    daemon = t.start_searchd(
        t.make_index({"d": [" ".join(WORDS)] * 30}),
        options=["--answer-cache", "1"])
    with daemon.connect() as c:
        for word in WORDS:
            c.send_line("SEARCH limit=20 : " + word)
        for _ in WORDS:
            check(c.read_reply().ok, "no answer")
        kept = answers(daemon)
        check(1 < kept["kept"] < len(WORDS), repr(kept))
        check(kept["bytes"] <= 1 << 20, repr(kept))


def test_timeouts(t):
    "what ran out of time is searched for again"
    daemon = t.start_searchd(
        t.make_index({"d%d" % n: [" ".join(WORDS)] * 200 for n in range(10)}),
        options=["--timeout", "1"])
    kept = 0
    with daemon.connect() as c:
        for n in range(100):
            reply = c.ask("SEARCH limit=%d : %s" % (n + 1, " OR ".join(
                '"%s"' % " ".join(WORDS[n:n + 16])
                for n in range(0, 180, 12))))
            kept += reply.ok
            if not reply.ok:
                break
    equal(reply.word, "TIMEOUT")
    equal(answers(daemon)["kept"], kept)


def test_http(t):
    "pages, the API, the feed and the line protocol share what is kept"
    daemon = web.box(t)
    with daemon.connect() as c:
        c.ask("SEARCH : clerk")
    first = web.get(daemon, "/api/search?q=clerk").text
    second = web.get(daemon, "/api/search?q=clerk").text
    strip = re.compile(r'"ms": *[0-9.]+')
    equal(strip.sub("", first), strip.sub("", second))
    page = [web.get(daemon, "/search?q=clerk").text for _ in range(2)]
    equal(page[0], page[1])
    feed = [web.get(daemon, "/feed.atom?q=clerk").text for _ in range(2)]
    equal(feed[0], feed[1])
    m = web.metrics(daemon)
    kept = answers(daemon)
    check(kept["hits"] >= 4, repr(kept))
    for name, there in (("hits_total", "hits"), ("misses_total", "misses"),
                        ("kept", "kept"), ("bytes", "bytes")):
        equal(m.value("minutiae_answers_" + name), kept[there])


if __name__ == "__main__":
    harness.main(globals())
