"""What the search box refuses, and that a flood of it does not reach the
line protocol."""

import json
import os
import resource
import socket
import threading
import time

import harness
import web
from harness import check, equal
from web import get, page, raw, status_of

HOST = b"Host: localhost\r\n"


def head(first=b"GET / HTTP/1.1", *headers):
    return b"".join(line + b"\r\n" for line in
                    (first, b"Host: localhost", *headers, b""))


def test_malformed(t):
    "what is no plain GET or HEAD is refused, with a status, and closed"
    daemon = web.box(t)
    for status, request in (
            (505, head(b"GET / HTTP/1.999")), (505, head(b"GET / HTTP/2.0")),
            (505, head(b"GET / HTTP/1.99999999999")),
            (505, head(b"GET / HTTP/1.1x")), (505, head(b"GET / HTTP/01.1")),
            (400, b"GET /\r\n\r\n"), (400, head(b"GET / FTP/1.1")),
            (400, head(b"GET  / HTTP/1.1")), (400, head(b" GET / HTTP/1.1")),
            (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
            (400, head(b"GET index.html HTTP/1.1")),
            (400, head(b"GET http://localhost/ HTTP/1.1")),
            (400, head(b"GET // HTTP/1.1")),
            (400, head(b"GET //[::1/search HTTP/1.1")),
            (400, head(b"GET //localhost:99999/ HTTP/1.1")),
            (400, head(b"GET /\xc3\xa4 HTTP/1.1")),
            (400, head(b"GET /a b HTTP/1.1")), (400, head(b"GET /  HTTP/1.1")),
            (405, head(b"POST / HTTP/1.1")), (405, head(b"PUT / HTTP/1.1")),
            (405, head(b"OPTIONS * HTTP/1.1")),
            (405, head(b"DELETE / HTTP/1.1")),
            (501, head(b"BREW / HTTP/1.1")), (501, head(b"get / HTTP/1.1")),
            (400, b"GET / HTTP/1.1\r\n\r\n"),
            (400, head(b"GET / HTTP/1.1", b"Host: localhost")),
            (400, head(b"GET / HTTP/1.1", b"A: b", b" folded")),
            (400, head(b"GET / HTTP/1.1", b"\tA: b")),
            (400, head(b"GET / HTTP/1.1", b"A : b")),
            (400, head(b"GET / HTTP/1.1", b"no colon")),
            (400, head(b"GET / HTTP/1.1", b"A: \x00")),
            (400, head(b"GET / HTTP/1.1", b"A: b\rC: d")),
            (400, b"GET / HTTP/1.1\nHost: localhost\n\n"),
            (417, head(b"GET / HTTP/1.1", b"Expect: 100-continue"))):
        reply = raw(daemon, request)
        equal(status_of(reply), status, repr(request))
        check(b"Connection: close\r\n" in reply, repr(reply))
    equal(get(daemon, "/healthz").status, 200)


def test_odd_paths(t):
    "a path of any characters that may stand in one is answered at once"
    daemon = web.box(t)
    for path in (b"/:", b"/a:b@c/", b"/;;?;", b"/??", b"/?[]{}|\\^`<>\"'",
                 b"/[", b"/%", b"/?%", b"/./..", b"/~!$&'()*+,;=", b"/\\evil"):
        reply = raw(daemon, head(b"GET " + path + b" HTTP/1.1",
                                 b"Connection: close"))
        check(status_of(reply) in (200, 404), "%r: %r" % (path, reply[:20]))
        check(b"Content-Security-Policy" in reply, repr(path))


def test_bodies(t):
    "a request with a body is refused, and what follows is not taken for one"
    daemon = web.box(t)
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for status, headers in (
            (413, [b"Content-Length: 5"]), (413, [b"content-length: 100000"]),
            (400, [b"Content-Length: -1"]), (400, [b"Content-Length: 0x0"]),
            (400, [b"Content-Length:"]),
            (400, [b"Content-Length: 0", b"Content-Length: 0"]),
            (400, [b"Transfer-Encoding: chunked"]),
            (400, [b"transfer-encoding: identity"]),
            (400, [b"Transfer-Encoding: chunked", b"Content-Length: 0"])):
        reply = raw(daemon, head(b"GET / HTTP/1.1", *headers) + smuggled)
        equal(status_of(reply), status, repr(headers))
        equal(reply.count(b"HTTP/1.1 "), 1, repr(headers))
    reply = raw(daemon, head(b"GET /robots.txt HTTP/1.1", b"Content-Length: 0",
                             b"Connection: close"))
    equal(status_of(reply), 200)


def test_sizes(t):
    "addresses over 4 KiB, headers over 8 KiB and too many are refused"
    daemon = web.box(t)
    for status, request in (
            (414, head(b"GET /" + b"a" * 4096 + b" HTTP/1.1")),
            (414, b"GET /" + b"a" * 300000),
            (431, head(b"GET / HTTP/1.1", b"A: " + b"a" * 8192)),
            (431, head(b"GET / HTTP/1.1", b"A: " + b"a" * 300000)),
            (431, head(b"GET / HTTP/1.1", *[b"A: " + b"a" * 80] * 98)),
            (431, head(b"GET / HTTP/1.1", *[b"A: b"] * 100)),
            (404, head(b"GET /" + b"a" * 4095 + b" HTTP/1.1",
                       b"A: " + b"a" * 8000, b"Connection: close")),
            (200, head(b"GET / HTTP/1.1", b"Connection: close",
                       *[b"A: b"] * 98))):
        equal(status_of(raw(daemon, request)), status, repr(request[:60]))


def test_refused_in_json(t):
    "what is refused below /api/ is refused in JSON, elsewhere by a page"
    daemon = web.box(t, ["--base-url", "https://council.example/minutes",
                         "--cors-origin", "https://intranet.example"])
    long = b"?q=" + b"a" * 4096
    for path, data in ((b"/api/search", True), (b"/api/suggest", True),
                       (b"/suggest", True), (b"/minutes/api/similar", True),
                       (b"/api/nothing", True), (b"/search", False),
                       (b"/d/api/search", False), (b"/apian/", False)):
        for status, request in (
                (414, head(b"GET " + path + long + b" HTTP/1.1",
                           b"Origin: https://intranet.example")),
                (414, b"GET " + path + long * 100),
                (405, head(b"POST " + path + b" HTTP/1.1")),
                (413, head(b"GET " + path + b" HTTP/1.1",
                           b"Content-Length: 5")),
                (421, b"GET %s HTTP/1.1\r\nHost: evil.example\r\n"
                      b"Connection: close\r\n\r\n" % path)):
            reply = raw(daemon, request)
            equal(status_of(reply), status, repr(request[:60]))
            headers, _, body = reply.partition(b"\r\n\r\n")
            equal(b"application/json" in headers, data, repr(request[:60]))
            if data:
                error = json.loads(body)["error"]
                equal((error["status"], error["code"]), (status, "REQUEST"))
            else:
                check(b"</html>" in body, repr(body))
    for method in (b"GET", b"HEAD"):
        reply = raw(daemon, head(method + b" /api/" + b"a" * 4096 +
                                 b" HTTP/1.1"))
        equal(status_of(reply), 414)
        equal(reply.endswith(b"\r\n\r\n"), method == b"HEAD")
    for target in ("/api/nothing", "/api/nothing/here?q=x", "/api/%zz"):
        got = get(daemon, target)
        equal((got.status, json.loads(got.text)["error"]["code"]),
              (404, "NOTFOUND"), target)


def test_host(t):
    "only our own names are answered, with a port or without"
    daemon = web.box(t, ["--host", "minutes.example", "--host",
                         "other.example:8080"])
    address = daemon.https[0]
    for host, status in (
            (address, 200), ("localhost", 200), ("LOCALHOST:1", 200),
            ("localhost.", 200), ("127.0.0.1", 200), ("[::1]:80", 200),
            ("minutes.example", 200), ("Minutes.Example.:8443", 200),
            ("other.example:8080", 200), ("other.example", 421),
            ("other.example:80", 421), ("evil.example", 421),
            ("minutes.example.evil.example", 421), ("127.0.0.2", 421),
            ("localhost:99999", 421), ("localhost:x", 421), ("", 421),
            ("localhost@evil.example", 421), ("[::1", 421),
            ("a" * 300, 421), ("<script>", 421)):
        equal(get(daemon, "/", headers={"Host": host}).status, status, host)
    equal(status_of(raw(daemon, b"GET / HTTP/1.0\r\n\r\n")), 200)
    equal(status_of(raw(daemon, b"GET / HTTP/1.0\r\nHost: evil.example\r\n"
                        b"\r\n")), 421)


def test_byte_by_byte(t):
    "a request may come in any pieces"
    daemon = web.box(t)
    request = head(b"GET /search?q=clerk HTTP/1.1", b"Connection: close")
    with web.Raw(daemon) as c:
        c.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for n in range(len(request)):
            c.send(request[n:n + 1])
        equal(status_of(c.rest()), 200)


def drip(daemon, first):
    """Sends a byte now and then until the peer has had enough; what it
    said, and when."""
    start = time.monotonic()
    with web.Raw(daemon) as c:
        c.send(first)
        c.socket.settimeout(0.2)
        while time.monotonic() - start < harness.DEADLINE:
            try:
                data = c.socket.recv(65536)
                if not data:
                    break
                c.bytes += data
            except socket.timeout:
                try:
                    c.send(b"a")
                except OSError:
                    break
            except ConnectionResetError:
                break
        return c.bytes, time.monotonic() - start


def test_slow_drip(t):
    "a request that drips has its whole time, not a new one for each byte"
    daemon = web.box(t, ["--request-timeout", "1"])
    for first in (b"G", b"GET / HTTP/1.1\r\nHost: localhost\r\nA: "):
        reply, seconds = drip(daemon, first)
        equal(status_of(reply), 408)
        check(0.9 < seconds < 10, "%g s" % seconds)


def test_silent(t):
    "a connection that asks nothing is closed, before and after a request"
    daemon = web.box(t, ["--keepalive-timeout", "1"])
    with web.Raw(daemon) as c:
        equal(c.rest(), b"")
    equal(status_of(raw(daemon, head(b"GET /robots.txt HTTP/1.1"))), 200)


def test_slow_reader(t):
    "who does not read is left when the request's time is over"
    daemon = web.box(t, ["--request-timeout", "1"], documents={
        "a": ["clerk " + "x" * 60000] * 300})
    c = socket.socket()
    c.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    host, _, port = daemon.https[0].rpartition(":")
    c.connect((host, int(port)))
    c.sendall(head(b"GET /d/a HTTP/1.1"))
    end = time.monotonic() + harness.DEADLINE
    while web.metrics(daemon).value("minutiae_connections", proto="http") > 1:
        check(time.monotonic() < end, "it waits for ever")
    c.close()


def test_leaves_early(t):
    "clients that leave before their answer do no harm"
    daemon = web.box(t)
    for _ in range(100):
        with web.Raw(daemon) as c:
            c.send(head(b"GET /search?q=clerk HTTP/1.1") * 3)
    check("<mark>" in page(daemon, "/search?q=clerk").text, "no answer")
    # Those that left may still be served between the two that are compared.
    end = time.monotonic() + harness.DEADLINE
    while True:
        begun = int(daemon.stat("http_requests"))
        m = web.metrics(daemon)
        counted = sum(
            m.value("minutiae_queries_total", proto="http", outcome=o)
            for o in ("ok", "error", "timeout", "busy", "rejected"))
        counted += m.value("minutiae_queries_in_flight", proto="http")
        if begun == counted or time.monotonic() > end:
            break
    equal(begun, counted)


def few_files():
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def cpu_seconds(pid):
    with open("/proc/%d/stat" % pid) as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def crowd(daemon, n):
    """n connections at once that say nothing."""
    host, _, port = daemon.https[0].rpartition(":")
    return [socket.create_connection((host, int(port)), harness.DEADLINE)
            for _ in range(n)]


def test_crowd_of_silence(t):
    "200 silent clients at 64 descriptors: no spin, and lines are answered"
    daemon = web.box(t, ["--threads", "2", "--keepalive-timeout", "60"],
                     before_exec=few_files)
    with daemon.connect() as line:
        silent = crowd(daemon, 200)
        before, waits = cpu_seconds(daemon.pid), []
        start = time.monotonic()
        while time.monotonic() - start < 2:
            asked = time.monotonic()
            equal(line.ask("SEARCH : clerk").number("hits"), 4)
            waits.append(time.monotonic() - asked)
            threading.Event().wait(0.05)
        check(cpu_seconds(daemon.pid) - before < 1.0, "it spins")
        # Of forty waits nearly all are a search's own millisecond.
        check(sorted(waits)[len(waits) // 2] < 0.1, "lines feel it: %r" % waits)
        with daemon.connect() as other:
            equal(other.ask("PING").end, "OK")
    check(daemon.log().count("\n") < 30, "it shouts:\n" + daemon.log())
    for c in silent:
        c.close()
    equal(get(daemon, "/healthz").status, 200)


def test_crowd_of_readers(t):
    "200 clients that ask at 64 descriptors are all answered"
    daemon = web.box(t, ["--threads", "2"], before_exec=few_files)
    clients = crowd(daemon, 200)
    request = head(b"GET /search?q=clerk HTTP/1.1", b"Connection: close")
    for c in clients:
        c.sendall(request)
    for c in clients:
        reply = b""
        while True:
            data = c.recv(65536)
            if not data:
                break
            reply += data
        equal(status_of(reply), 200)
        c.close()


def test_no_descriptors(t):
    "out of descriptors, accepting pauses: no spin, few words; it recovers"
    daemon = web.box(t, ["--threads", "2", "--max-connections", "1000",
                         "--keepalive-timeout", "60"], before_exec=few_files)
    clients = crowd(daemon, 200)
    daemon.wait_log("accept-failed")
    before = cpu_seconds(daemon.pid)
    daemon.wait_log("accept-failed", count=3)
    check(cpu_seconds(daemon.pid) - before < 1.0, "it spins")
    check(daemon.log().count("accept-failed") < 10, "it shouts")
    for c in clients:
        c.close()
    equal(get(daemon, "/healthz").status, 200)
    check("<mark>" in page(daemon, "/search?q=clerk").text, "no answer")


if __name__ == "__main__":
    harness.main(globals())
