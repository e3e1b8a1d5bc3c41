"""What searchd counts: every request has one outcome, whatever happens."""

import os
import re
import threading
import urllib.parse

import harness
import web
from harness import check, equal

OUTCOMES = ("ok", "error", "timeout", "busy", "rejected")
WORDS = ["w%03d" % n for n in range(200)]
HARD = " OR ".join('"%s"' % " ".join(WORDS[n:n + 16])
                   for n in range(0, 180, 12))


def figures(daemon, client=None):
    reply = client.ask("STATS") if client else daemon.ask("STATS")
    return {k: float(v) for k, v in reply.of("STAT")
            if v.replace(".", "", 1).isdigit()}


def check_sums(stats, where=""):
    for prefix in ("requests", "http_requests"):
        equal(stats[prefix], sum(stats["%s_%s" % (prefix, o)] for o in
                                 OUTCOMES + ("in_flight",)),
              "%s, the sum of its outcomes %s" % (prefix, where))


def line_clients(daemon, stop, errors):
    """Good and bad requests, cancelled ones, and too many at once."""
    lines = ["SEARCH : quick", "SEARCH : (", "FIND : x", "GET : none",
             "COUNT : " + HARD, "PING", "SEARCH : " + HARD, "SEARCH : " +
             "x" * 5000]
    try:
        while not stop.is_set():
            some = [daemon.connect() for _ in range(12)]
            for n, c in enumerate(some):
                c.send_line(lines[n % len(lines)])
            for n, c in enumerate(some):
                if n % 3 != 0:
                    c.read_reply()
                c.close()
    except Exception as e:
        errors.append(e)


def http_clients(daemon, stop, errors):
    q = urllib.parse.urlencode({"q": HARD})
    targets = ["/search?q=quick", "/search?q=(", "/api/search?limit=x", "/none",
               "/search?" + q, "/api/search?" + q]
    try:
        while not stop.is_set():
            for target in targets:
                web.get(daemon, target)
            # Asked, and gone before the answer.
            gone = web.connection(daemon.https[-1])
            gone.request("GET", "/search?" + q)
            gone.close()
    except Exception as e:
        errors.append(e)


def test_every_outcome(t):
    "under a mixed load each request is in one outcome, at every moment"
    # A word of one short paragraph is found in time by the slowest build, too.
    corpus = {"d%d" % n: [" ".join(WORDS)] * 200 for n in range(10)}
    corpus["short"] = ["A quick answer."]
    daemon = t.start_searchd(
        t.make_index(corpus),
        options=["--threads", "1", "--timeout", "20", "--queue", "2",
                 "--answer-cache", "0",
                 "--http", "127.0.0.1:0", "--http", t.path("http.sock")])
    stop, errors = threading.Event(), []
    clients = [threading.Thread(target=f, args=(daemon, stop, errors))
               for f in (line_clients, line_clients, http_clients,
                         http_clients)]
    for c in clients:
        c.start()
    try:
        with daemon.connect() as control:
            while not errors:
                stats = figures(daemon, control)
                check_sums(stats, repr(stats))
                check(stats["queue_peak"] <= 2, "more than may wait")
                if all(stats[p + o] > 0 for o in OUTCOMES
                       for p in ("requests_", "http_requests_")):
                    break
    finally:
        stop.set()
        for c in clients:
            c.join()
    equal(errors, [])
    with daemon.connect() as control:
        while True:
            stats = figures(daemon, control)
            check_sums(stats)
            if (stats["requests_in_flight"],
                    stats["http_requests_in_flight"]) == (1, 0):
                break
    # The scrape says the same; STATS has counted itself.
    m = web.metrics(daemon)
    for o in OUTCOMES:
        equal(m.value("minutiae_queries_total", proto="line", outcome=o),
              stats["requests_" + o] + (o == "ok"), o)
        equal(m.value("minutiae_queries_total", proto="http", outcome=o),
              stats["http_requests_" + o], o)
    equal(stats["queue_peak"], 2)
    equal(m.value("minutiae_queue_depth_peak"), 2)


def test_latency(t):
    "quantiles of the answers are told in STATS and as a summary"
    daemon = web.box(t)
    empty = figures(daemon)
    equal([empty["latency_p%d_ms" % n] for n in (50, 95, 99)], [0, 0, 0])
    with daemon.connect() as c:
        for _ in range(50):
            c.ask("SEARCH : clerk")
    web.get(daemon, "/search?q=clerk")
    stats, m = figures(daemon), web.metrics(daemon)
    equal(m.types["minutiae_query_latency_seconds"], "summary")
    equal(m.value("minutiae_query_latency_seconds_count"), 51)
    values = [stats["latency_p%d_ms" % n] for n in (50, 95, 99)]
    equal(values, sorted(values))
    check(values[0] > 0, repr(values))
    for value, quantile in zip(values, ("0.5", "0.95", "0.99")):
        told = m.value("minutiae_query_latency_seconds", quantile=quantile)
        check(abs(told * 1000 - value) < 0.002, "%g s, %g ms" % (told, value))


def test_not_modified(t):
    "visits whose copy is still good are counted"
    daemon = web.box(t)
    tag = web.get(daemon, "/search?q=clerk").headers["etag"]
    equal(figures(daemon)["http_not_modified"], 0)
    for _ in range(3):
        equal(web.get(daemon, "/search?q=clerk",
                      headers={"If-None-Match": tag}).status, 304)
    equal(figures(daemon)["http_not_modified"], 3)
    equal(web.metrics(daemon).value("minutiae_http_not_modified_total"), 3)


def test_connections(t):
    "connections are counted by protocol, descriptors and memory told"
    daemon = web.box(t)
    with daemon.connect() as c, daemon.connect_admin():
        keep = web.connection(daemon.https[0])
        web.get(daemon, "/healthz", keep=keep)
        web.get(daemon, "/healthz")
        stats = figures(daemon, c)
        equal((stats["http_connections_total"], stats["connections_total"]),
              (2, 4))
        check(stats["http_connections"] >= 1, repr(stats))
        keep.close()
    check(stats["descriptors"] > 5, repr(stats))
    check(0 < stats["memory_anonymous"] < stats["memory_rss"], repr(stats))
    m = web.metrics(daemon)
    equal(m.value("minutiae_connections_total", proto="line"), 2)
    equal(m.value("minutiae_connections_total", proto="http"), 3)
    equal(m.value("minutiae_index_reloads_failed_total"), 0)
    check(m.value("minutiae_memory_anonymous_bytes") > 0, "no memory")


def test_documented(t):
    "every metric is in the table for those who watch over searchd"
    with open(os.path.join(harness.SOURCE, "doc", "intranet.md"),
              encoding="utf-8") as f:
        text = f.read()
    listed = set()
    for row in re.findall(r"^\| (`(?:minutiae|process)_.*?) \|", text, re.M):
        names = re.findall(r"`([a-z_]+)`", row)
        listed.add(names[0])
        for name in names[1:]:
            # "`minutiae_index_units`, `_generation`": ends of one beginning.
            listed |= {names[0][:m.start()] + name
                       for m in re.finditer("_", names[0])}
            listed.add(name)
    for name in web.metrics(web.box(t)).types:
        check(name in listed, "%s is not described" % name)


harness.main(globals())
