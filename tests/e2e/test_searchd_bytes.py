"""Bytes as peers really send them: split, run together, too long, hostile,
and peers that do not read."""

import socket
import threading

import harness
from harness import check, equal

HOSTILE = [b"\0", b"SEARCH : a\0b", b"\xff", b"SEARCH : \xff\xfe", b"\x1b[0m",
           b"SEARCH : \xc0\x80", b"PING\x07", b"\xef\xbb\xbfPING"]


def start(t, words=20, **options):
    text = " ".join("word%02d" % n for n in range(words))
    return t.start_searchd(
        t.make_index({"a": [text, "A second paragraph, with a clerk."]}),
        options=["--timeout", "60000"], **options)


def test_pipelined(t):
    "a thousand requests on one connection come back in order"
    lines = []
    for n in range(1000):
        lines.append(["@%d SEARCH : clerk", "@%d PING", "@%d COUNT : word01",
                      "@%d NONE", "@%d GET : a#p1"][n % 5] % n)
    with start(t).connect() as c:
        data = ("\n".join(lines) + "\n").encode()
        sender = threading.Thread(target=c.send, args=(data,))
        sender.start()
        for n in range(1000):
            reply = c.read_reply()
            equal(reply.tag, str(n), "tag")
            equal(reply.ok, n % 5 != 3, "ok of request %d" % n)
            if n % 5 == 0:
                equal([h[2] for h in reply.of("HIT")], ["a#p2"])
        sender.join()


def test_byte_by_byte(t):
    "a request that comes byte by byte is one request"
    with start(t).connect() as c:
        c.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in b"@x SEARCH limit=1 : clerk\r\nPING\n":
            c.send(bytes([byte]))
        reply = c.read_reply()
        equal((reply.tag, reply.number("hits")), ("x", 1))
        equal(c.read_reply().end, "OK")


def test_line_ends(t):
    "lines end with LF or CRLF"
    with start(t).connect() as c:
        c.send(b"PING\r\nPING\nSEARCH : clerk\r\n")
        equal([c.read_reply().ok for _ in range(3)], [True] * 3)


def test_longest_line(t):
    "a line of 4,096 bytes is a request, with LF and with CRLF"
    line = b"SEARCH : clerk" + b" " * (4096 - 14)
    with start(t).connect() as c:
        for end in [b"\n", b"\r\n"]:
            c.send(line + end)
            reply = c.read_reply()
            check(reply.code != 413, reply.end)
            equal(c.ask("PING").end, "OK")


def test_too_long_without_newline(t):
    "4,097 bytes without a newline are ERR 413 at once, and only once"
    with start(t).connect() as c:
        c.send(b"x" * 4097)
        reply = c.read_reply()
        equal((reply.code, reply.word), (413, "TOOLONG"))
        for _ in range(256):
            c.send(b"y" * 4096)
        c.send(b"\nPING\n")
        equal(c.read_reply().end, "OK")


def test_too_long_line(t):
    "a line that is too long costs its own reply, not its neighbours'"
    with start(t).connect() as c:
        c.send(b"@1 PING\n" + b"z" * 4097 + b"\n@2 PING\n" + b"z" * 100000 +
               b"\n@3 PING\n")
        equal([c.read_reply().end.split(" : ")[0] for _ in range(5)],
              ["OK @1", "ERR 413 TOOLONG", "OK @2", "ERR 413 TOOLONG",
               "OK @3"])


def test_hostile_bytes(t):
    "NUL, 0xff and other controls are ERR 401, and the connection lives"
    with start(t).connect() as c:
        for line in HOSTILE:
            reply = c.ask(line)
            equal((line, reply.code), (line, 401))
        equal(c.ask("PING").end, "OK")
        c.send(bytes(range(256)) * 64 + b"\n@end PING\n")
        while c.read_reply().tag != "end":
            pass


def test_http(t):
    "the first bytes of HTTP close the connection without a reply"
    daemon = start(t)
    for data in [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                 b"POST /x HTTP/1.0\r\n\r\nSEARCH : clerk\n",
                 b"Host: localhost\r\n"]:
        with daemon.connect() as c:
            c.send(data)
            c.expect_closed()
    with daemon.connect() as c:
        equal(c.ask("GET : a#p1").ok, True, "our own GET")
        equal(c.ask("GET / HTTP/1.1").ok, False)
        equal(c.ask("PING").end, "OK")


def test_half_close(t):
    "what came before a half-close is answered, then the connection closed"
    daemon = start(t)
    with daemon.connect() as c:
        c.send(b"".join(b"@%d SEARCH : clerk\n" % n for n in range(50)))
        c.send(b"PING without an end")
        c.half_close()
        for n in range(50):
            equal(c.read_reply().tag, str(n))
        c.expect_closed()
    with daemon.connect() as c:
        c.half_close()
        c.expect_closed()


def test_slow_reader(t):
    "who does not read is not read from, others are served, nothing is lost"
    text = "clerk " + "x" * 3000
    index = t.make_index({"a": [text] * 60})
    daemon = t.start_searchd(index, options=["--timeout", "60000"])
    with daemon.connect() as slow, daemon.connect() as quick:
        slow.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
        # 400 replies of 180 kB would be 72 MB if they were kept for it.
        request = b"DOC : a\n"
        sent = threading.Thread(
            target=lambda: [slow.send(request) for _ in range(400)])
        sent.start()
        for _ in range(50):
            check(quick.ask("SEARCH limit=1 : clerk").ok, "not served")
        kept = int(dict(quick.ask("STATS").of("STAT"))["unsent"])
        check(kept < 2 << 20, "%d bytes kept for a slow reader" % kept)
        for _ in range(400):
            equal(slow.read_reply().end, "OK units=60 from=0 total=60 gen=1")
        sent.join()


def test_many_slow_readers(t):
    "answers that nobody reads are bounded in all: large ones become BUSY"
    index = t.make_index({"a": ["clerk " + "x" * 8000] * 110})
    # A Unix socket: the kernel itself would keep megabytes of a TCP one.
    daemon = t.start_searchd(index, listen=[t.path("s.sock")],
                             options=["--timeout", "60000"])
    clients = []
    for _ in range(200):
        c = daemon.connect()
        c.send(b"DOC : a\nPING\n")
        clients.append(c)
    asked = 1  # by this test itself, with STATS
    with daemon.connect() as c:
        while True:
            stats = {k: int(v) for k, v in c.ask("STATS").of("STAT")
                     if v.isdigit()}
            # Each DOC has come, and the PING of each that was refused.
            if (stats["requests_in_flight"] == 1 and stats["requests"] - asked
                    >= len(clients) + stats["requests_busy"]):
                break
            asked += 1
        check(stats["requests_busy"] > 0, "none was refused")
        check(stats["unsent"] <= 64 << 20, "%d bytes wait" % stats["unsent"])
        check(c.ask("SEARCH limit=1 : clerk").ok, "a small one is refused")
    answered = 0
    for c in clients:
        try:
            reply = c.read_reply()
            answered += reply.ok
            check(reply.ok or reply.word == "BUSY", reply.end)
            equal(c.read_reply().end, "OK")
        except harness.Closed:
            pass  # on a slow machine the daemon's patience ends before ours
        c.close()
    check(answered > 0, "none was answered")


def test_vanishing_peers(t):
    "peers that go at any point leave nothing behind"
    daemon = start(t)
    for n in range(200):
        c = daemon.connect(greeting=n % 2 == 0)
        c.send(b"SEARCH : clerk\n" * (n % 7) + b"SEAR")
        if n % 3 == 0:
            # A reset instead of an orderly end.
            c.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                b"\1\0\0\0\0\0\0\0")
        c.close()
    # A search that runs ends after its peer has gone: until then it counts.
    # The test's own deadline ends this.
    with daemon.connect() as c:
        while True:
            stats = dict(c.ask("STATS").of("STAT"))
            if (stats["connections"], stats["requests_in_flight"]) == (
                    "1", "1"):
                break


def test_cancelled(t):
    "what a client that has gone had asked is not searched for"
    words = ["w%03d" % n for n in range(200)]
    index = t.make_index({"d%d" % n: [" ".join(words)] * 200
                          for n in range(10)})
    daemon = t.start_searchd(index, listen=[t.path("s.sock")],
                             options=["--threads", "1", "--timeout", "60000"])
    slow = "SEARCH match=any : " + " OR ".join(
        '"%s"' % " ".join(words[n:n + 16]) for n in range(0, 180, 12))
    clients = [daemon.connect() for _ in range(200)]
    for c in clients:
        c.send_line(slow)
    for c in clients:
        c.close()
    with daemon.connect() as c:
        equal(c.ask("SEARCH limit=1 : w001").number("hits"), 1)
        while True:
            stats = {k: int(v) for k, v in c.ask("STATS").of("STAT")
                     if v.isdigit()}
            if stats["requests_in_flight"] == 1:
                break
        check(stats["requests_rejected"] > 100,
              "%d of 200 were cancelled" % stats["requests_rejected"])


def test_quit_with_more_behind(t):
    "QUIT ends in an orderly way, whatever the client still sends"
    daemon = start(t)
    errors = []

    def send_much(client):
        try:
            client.send(b"QUIT\n" + b"PING\n" * 100000)
        except OSError as e:
            errors.append(e)

    for _ in range(20):
        with daemon.connect() as c:
            sender = threading.Thread(target=send_much, args=(c,))
            sender.start()
            equal(c.read_reply().end, "OK bye")
            c.expect_closed()
            check(not c.was_reset, "the connection was reset")
            sender.join()
    equal(errors, [])


def test_idle(t):
    "a silent connection is closed after the idle timeout"
    daemon = start(t)
    options = ["--idle-timeout", "1"]
    other = t.start_searchd(t.path("index"), options=options)
    with other.connect() as c, daemon.connect() as d:
        c.expect_closed()
        equal(d.ask("PING").end, "OK")


def test_slow_is_not_idle(t):
    "a client that still has to read is not idle, however silent"
    index = t.make_index({"a": ["clerk " + "x" * 3000] * 60})
    daemon = t.start_searchd(index, listen=[t.path("s.sock")],
                             options=["--idle-timeout", "1"])
    with daemon.connect() as slow:
        # More than the kernel takes, less than stops it being read from.
        slow.send(b"DOC limit=40 : a\n" * 2)
        for _ in range(2):
            with daemon.connect() as idle:
                idle.expect_closed()
        check(int(daemon.stat("unsent")) > 0, "all was sent")
        for _ in range(2):
            equal(slow.read_reply().number("units"), 40)


def test_500_connections(t):
    "500 connections at once are all served"
    daemon = start(t)
    clients = [daemon.connect() for _ in range(500)]
    for c in clients:
        c.send_line("SEARCH limit=1 : clerk")
    for c in clients:
        equal(c.read_reply().number("hits"), 1)
    equal(int(daemon.stat("connections")), 501)
    for c in clients:
        c.close()


if __name__ == "__main__":
    harness.main(globals())
