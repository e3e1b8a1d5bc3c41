"""How searchd ends: what was asked is answered, nothing is left."""

import os
import signal
import subprocess

import harness
from harness import check, equal


def start(t, **options):
    index = t.make_index({"a": ["The clerk of the court, %d." % n
                                for n in range(50)]})
    return t.start_searchd(index, **options)


def end_in_flight(t, listen):
    daemon = start(t, listen=listen, options=["--timeout", "60000"])
    clients = [daemon.connect() for _ in range(4)]
    for c in clients:
        c.send(b"".join(b"@%d SEARCH : clerk court\n" % n
                        for n in range(300)))
        equal(c.read_reply().tag, "0")
    daemon.send_signal(signal.SIGTERM)
    for c in clients:
        for n in range(1, 300):
            reply = c.read_reply()
            equal((reply.tag, reply.ok), (str(n), True))
        c.expect_closed()
    daemon.wait()


def test_sigterm_unix(t):
    "SIGTERM: all that had arrived over a Unix socket is answered, status 0"
    end_in_flight(t, [t.path("s.sock")])


def test_sigterm_tcp(t):
    "SIGTERM: all that had arrived over TCP is answered, status 0"
    end_in_flight(t, ["127.0.0.1:0"])


def test_sigint_idle(t):
    "SIGINT ends it with idle connections open, which are closed"
    daemon = start(t)
    with daemon.connect() as c:
        daemon.stop(signal.SIGINT)
        c.expect_closed()


def test_before_the_request(t):
    "SIGTERM: a first request that is on its way is answered, then the end"
    for listen in ([t.path("s.sock")], ["127.0.0.1:0"]):
        daemon = t.start_searchd(t.path("none"), listen=listen)
        clients = [daemon.connect() for _ in range(5)]
        daemon.send_signal(signal.SIGTERM)
        daemon.wait_log(r"\bstop ")
        for c in clients:
            c.send(b"PING\n")
        for c in clients:
            check(c.read_reply().ok, "no answer")
            c.expect_closed()
        daemon.wait()


def test_nobody_new(t):
    "after SIGTERM nobody new is accepted"
    daemon = start(t)
    daemon.stop()
    try:
        daemon.connect()
    except OSError:
        return
    raise harness.Failure("somebody answers")


def test_unread_answers(t):
    "a client that does not read does not keep it from ending"
    index = t.make_index({"a": ["clerk " + "x" * 3000] * 60})
    daemon = t.start_searchd(index)
    with daemon.connect() as c:
        c.send(b"DOC : a\n" * 500)
        c.read_line()
        daemon.stop()


def test_twice(t):
    "a second SIGTERM and a SIGHUP on the way do no harm"
    daemon = start(t)
    with daemon.connect() as c:
        c.send(b"SEARCH : clerk\n" * 200)
        daemon.send_signal(signal.SIGHUP)
        daemon.send_signal(signal.SIGTERM)
        daemon.send_signal(signal.SIGTERM)
        daemon.stop()


def test_end_without_index(t):
    "it ends in order also where there never was an index"
    daemon = t.start_searchd(t.path("none"))
    equal(daemon.ask("PING").end, "OK")
    daemon.stop()


def test_ready_descriptor_of_a_failed_start(t):
    "a start that fails closes the ready descriptor without a line"
    index = t.make_index({"a": ["The clerk."]})
    first = t.start_searchd(index)
    ready, ready_w = os.pipe()
    process = subprocess.Popen(
        [harness.SEARCHD, "--index", index, "--listen", first.address,
         "--ready-fd", str(ready_w)], pass_fds=[ready_w],
        stderr=subprocess.PIPE)
    os.close(ready_w)
    equal(os.read(ready, 100), b"")
    os.close(ready)
    _, errors = process.communicate(timeout=harness.DEADLINE)
    equal(process.returncode, 69)
    check(first.address.encode() in errors, repr(errors))


if __name__ == "__main__":
    harness.main(globals())
