"""The slow-query log, and that nothing else keeps what people search for."""

import os
import signal
import urllib.parse

import harness
import web
from harness import check, equal, matches

WORDS = ["w%03d" % n for n in range(200)]
# Phrases of common words, all of them: as hard as a query may be.
HARD = " OR ".join('"%s"' % " ".join(WORDS[n:n + 16])
                   for n in range(0, 180, 12))


def start(t, *options):
    return web.box(t, ["--threads", "1", "--timeout", "200",
                       "--answer-cache", "0", *options],
                   documents={"d%d" % n: [" ".join(WORDS)] * 200
                              for n in range(10)})


def slowlog(daemon):
    with daemon.connect_admin() as c:
        return c.ask("SLOWLOG")


def ask_hard(daemon):
    """Many at once for one worker: the last wait until their time is over."""
    clients = [daemon.connect() for _ in range(40)]
    for c in clients:
        c.send_line("SEARCH : " + HARD)
    for c in clients:
        c.read_reply()
        c.close()


def test_kept(t):
    "a slow search is kept with its time, outcome and protocol, and logged"
    daemon = start(t, "--slow-log", "100")
    equal(slowlog(daemon).end, "OK entries=0 slow-log=100")
    while not slowlog(daemon).of("SLOW"):
        ask_hard(daemon)
    rows = slowlog(daemon).of("SLOW")
    times = [row[0] for row in rows]
    equal(times, sorted(times, reverse=True), "newest first")
    for when, ms, outcome, proto, query in rows:
        matches(when, r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
        check(int(ms) >= 100, ms)
        check(outcome in ("ok", "timeout"), outcome)
        equal((proto, query), ("line", HARD[:256]))
    daemon.wait_log(r'slow-query ms=\d+ outcome=\w+ proto=line query="\\"w0')
    matches(slowlog(daemon).end, r"OK entries=\d+ slow-log=100")


def test_http(t):
    "a slow search over HTTP is kept, too"
    daemon = start(t, "--slow-log", "100")
    target = "/search?" + urllib.parse.urlencode({"q": HARD})
    while not [r for r in slowlog(daemon).of("SLOW") if r[3] == "http"]:
        busy = [daemon.connect() for _ in range(40)]
        for c in busy:
            c.send_line("SEARCH : " + HARD)
        web.get(daemon, target)
        for c in busy:
            c.close()
    row = [r for r in slowlog(daemon).of("SLOW") if r[3] == "http"][0]
    equal(row[4], HARD[:256])


def test_switched_off(t):
    "off keeps none, and a reload to off forgets what was kept"
    config = t.write("searchd.conf", "[searchd]\nslow-log = 100\n")
    daemon = start(t, "--config", config)
    while not slowlog(daemon).of("SLOW"):
        ask_hard(daemon)
    t.write("searchd.conf", "[searchd]\nslow-log = off\n")
    check(daemon.reload().ok, "not reloaded")
    equal(slowlog(daemon).end, "OK entries=0 slow-log=off")
    ask_hard(daemon)
    t.write("searchd.conf", "[searchd]\nslow-log = 100\n")
    check(daemon.reload().ok, "not reloaded")
    equal(slowlog(daemon).end, "OK entries=0 slow-log=100")


def test_least(t):
    "less than 100 ms is refused, since it would keep what everybody asks"
    for value in ("0", "99", "5", "-1", "yes", "3600001"):
        done = harness.run([harness.SEARCHD, "--index", t.path("i"),
                            "--slow-log", value], status=64)
        check("from 100" in done.stderr and "searches for" in done.stderr,
              done.stderr)


def test_privacy(t):
    "without it no line of the log has a word of what was searched for"
    daemon = start(t, "--verbose")
    secret = "Xyzzyplugh"
    queries = [secret, '"%s" AND' % secret, "year:%s" % secret, secret * 300,
               "(" * 40 + secret, "\x01" + secret, secret + " OR " + HARD]
    with daemon.connect() as c:
        for verb in ("SEARCH", "COUNT", "EXPLAIN", "GET", "DOC", "FIND",
                     "SEARCH committee=" + secret):
            for query in queries:
                c.send_line("%s : %s" % (verb, query))
                c.read_reply()
    for page in ("/search", "/api/search", "/feed.atom", "/d/d1",
                 "/d/" + secret, "/" + secret):
        for query in queries:
            q = urllib.parse.urlencode({"q": query, "year": secret})
            web.get(daemon, "%s?%s" % (page, q))
            web.get(daemon, page + "?" + q, headers={"Host": secret})
    for raw in (b"BREW /%s HTTP/1.1\r\n\r\n", b"GET /%s\x01 HTTP/1.1\r\n\r\n",
                b"GET /?q=%s HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                b"GET %s\r\n\r\n", b"\r\n%s\r\n\r\n"):
        host, _, port = daemon.https[0].rpartition(":")
        with harness.socket.create_connection((host, int(port))) as s:
            s.sendall(raw % secret.encode())
            s.shutdown(harness.socket.SHUT_WR)
            while s.recv(65536):
                pass
    # Workers that are cut off, an index that goes.
    os.unlink(t.path("index", "current"))
    daemon.send_signal(signal.SIGHUP)
    daemon.wait_log("generation-refused")
    daemon.ask("SEARCH : " + secret)
    daemon.stop()
    check("xyzzy" not in daemon.log().lower(), daemon.log())
    check("w001" not in daemon.log(), daemon.log())


harness.main(globals())
