"""The search box where something is missing, busy, slow, or about to end."""

import signal
import time

import harness
import web
from harness import check, equal
from web import get, page, status_of


def test_no_index(t):
    "without an index there is a page that says so, and health is bad"
    daemon = t.start_searchd(t.path("none"), options=["--http", "127.0.0.1:0"])
    home = page(daemon, "/")
    check("q" in [a.get("name") for _, a in web.Page(home.text).elements],
          "no box")
    got = page(daemon, "/search?q=clerk", 503)
    check("retry-after" in got.headers, "no Retry-After")
    check("no index" in web.Page(got.text).text.lower(), got.text)
    check(t.folder not in got.text, "the page tells of folders")
    equal(page(daemon, "/healthz", 503).text, "no index\n")
    check('"NOINDEX"' in page(daemon, "/api/search?q=clerk", 503).text, "code")
    equal(page(daemon, "/style.css").status, 200)
    equal(web.metrics(daemon).value("minutiae_index_generation"), 0)
    harness.run_indexer(t.path("none"), [t.write_corpus(web.CORPUS)])
    daemon.reload()
    equal(page(daemon, "/healthz").text, "ok gen=1\n")
    check("<mark>" in page(daemon, "/search?q=clerk").text, "no answer")


def hard(t, options):
    """A box and a search that it needs long for: many words, all common."""
    words = ["".join(chr(97 + (n * k) % 26) for k in (1, 3, 7, 11, 17))
             for n in range(2000)]
    daemon = web.box(t, [*options, "--answer-cache", "0"], documents={
        "d%d" % n: [" ".join(words[m::7]) + " clerk" for m in range(40)]
        for n in range(50)})
    # As many as a query may have: milliseconds on any machine.
    return daemon, "/search?q=" + "+OR+".join(words[:250])


def test_timeout(t):
    "a search that takes too long is a page with what to do"
    daemon, target = hard(t, ["--timeout", "1"])
    statuses = set()
    for _ in range(200):
        got = get(daemon, target)
        statuses.add(got.status)
        if got.status == 504:
            break
    check(504 in statuses, "never too slow: %r" % statuses)
    check("too long" in web.Page(got.text).text, got.text)
    check(web.metrics(daemon).value("minutiae_queries_total", proto="http",
                                    outcome="timeout") == 1, "not counted")


def test_busy(t):
    "a full queue is a page that says so, with Retry-After"
    daemon, target = hard(t, ["--threads", "1", "--queue", "1"])
    request = ("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
               "\r\n" % target).encode()
    for _ in range(20):
        clients = [web.Raw(daemon) for _ in range(30)]
        for c in clients:
            c.send(request)
        replies = [c.rest() for c in clients]
        for c in clients:
            c.socket.close()
        busy = [r for r in replies if status_of(r) == 503]
        equal({status_of(r) for r in replies} - {200, 503, 504}, set())
        if busy:
            break
    check(busy, "never busy")
    check(b"Retry-After: " in busy[0], "no Retry-After")
    check(b"ask again" in busy[0], "no word about it")
    equal(get(daemon, "/healthz").status, 200)


def test_hung_up(t):
    "what clients have gone from is not searched for"
    daemon, target = hard(t, ["--threads", "1", "--http", t.path("web.sock")])
    path = daemon.https[1]
    request = ("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % target).encode()
    clients = [web.connection(path) for _ in range(60)]
    for c in clients:
        c.connect()
    for c in clients:
        c.sock.sendall(request)
    for c in clients:
        c.close()
    equal(get(path, "/healthz").status, 200)
    end = time.monotonic() + harness.DEADLINE
    while int(daemon.stat("http_requests_in_flight")) > 0:
        check(time.monotonic() < end, "some are still in flight")
    check(int(daemon.stat("http_requests_rejected")) > 30,
          "%s of 60 were given up" % daemon.stat("http_requests_rejected"))


def test_sigterm(t):
    "SIGTERM: what had arrived is answered, idle connections are closed"
    daemon = web.box(t)
    idle, kept = web.Raw(daemon), web.connection(daemon.https[0])
    page(daemon, "/", keep=kept)
    request = (b"GET /search?q=clerk HTTP/1.1\r\nHost: localhost\r\n\r\n")
    asking = [web.Raw(daemon) for _ in range(20)]
    for c in asking:
        c.send(request)
    page(daemon, "/")  # accepted after them, so they are too
    daemon.send_signal(signal.SIGTERM)
    for c in asking:
        equal(status_of(c.rest()), 200)
        c.socket.close()
    equal(idle.rest(), b"")
    daemon.stop()
    equal(kept.sock.recv(1), b"")


def stopping(daemon):
    "SIGTERM, and until it is seen to."
    daemon.send_signal(signal.SIGTERM)
    daemon.wait_log(r"\bstop ")


def test_sigterm_before_the_request(t):
    "SIGTERM: a request that is on its way to a new connection is answered"
    daemon = web.box(t, options=["--http", t.path("web.sock")])
    fresh = [web.connection(a) for a in daemon.https for _ in range(5)]
    for c in fresh:
        c.connect()
    for address in daemon.https:
        page(address, "/")  # accepted after them, so they are too
    stopping(daemon)
    for c in fresh:
        c.request("GET", "/search?q=clerk")
    for c in fresh:
        reply = c.getresponse()
        equal((reply.status, reply.getheader("connection")), (200, "close"))
        c.close()
    daemon.stop()


def test_sigterm_within_the_head(t):
    "SIGTERM: a request that has begun is answered when the rest comes"
    daemon = web.box(t)
    fresh, kept = web.Raw(daemon), web.Raw(daemon)
    kept.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    equal(kept.socket.recv(65536)[:12], b"HTTP/1.1 200")
    for c in (fresh, kept):
        c.send(b"GET /healthz HTTP/1.1\r\nHo")
    page(daemon, "/")
    stopping(daemon)
    for c in (fresh, kept):
        c.send(b"st: localhost\r\n\r\n")
        equal(status_of(c.rest()), 503)
        check(b"stopping" in c.bytes, c.bytes)
        c.socket.close()
    daemon.stop()


def test_sigterm_pipelined(t):
    "SIGTERM: requests that were sent together are all answered"
    daemon = web.box(t)
    request = b"GET /search?q=clerk HTTP/1.1\r\nHost: localhost\r\n\r\n"
    clients = [web.Raw(daemon) for _ in range(4)]
    for c in clients:
        c.send(request * 20)
    page(daemon, "/")
    stopping(daemon)
    for c in clients:
        equal(c.rest().count(b"HTTP/1.1 200 OK\r\n"), 20)
        equal(c.bytes.lower().count(b"connection: close\r\n"), 1)
        c.socket.close()
    daemon.stop()


def test_sigterm_half_a_request(t):
    "SIGTERM ends also where a request has only begun"
    daemon = web.box(t)
    with web.Raw(daemon) as c:
        c.send(b"GET /sea")
        page(daemon, "/")
        daemon.stop()
        check(c.rest()[:9] in (b"", b"HTTP/1.1 "), "what is this?")


def test_sigterm_unread(t):
    "a client that does not read does not keep it from ending"
    daemon = web.box(t, documents={"a": ["clerk " + "x" * 60000] * 300})
    with web.Raw(daemon) as c:
        c.send(b"GET /d/a HTTP/1.1\r\nHost: localhost\r\n\r\n")
        page(daemon, "/")
        daemon.stop()


def test_only_when_asked(t):
    "without --http no HTTP is served"
    daemon = t.start_searchd(t.make_index(web.CORPUS))
    equal(daemon.https, [])


def test_loopback_only(t):
    "an address for HTTP that other machines reach needs --allow-remote"
    done = harness.run([harness.SEARCHD, "--index", t.path("i"), "--listen",
                        t.path("s"), "--http", "0.0.0.0:0"], status=64)
    check("--allow-remote" in done.stderr, done.stderr)


def test_address_in_use(t):
    "an address that is in use ends the start"
    daemon = web.box(t)
    done = harness.run([harness.SEARCHD, "--index", t.path("i"), "--listen",
                        t.path("s"), "--http", daemon.https[0]], status=69)
    check(daemon.https[0] in done.stderr, done.stderr)


if __name__ == "__main__":
    harness.main(globals())
