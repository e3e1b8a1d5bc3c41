"""searchd under a service manager: readiness, status, watchdog, sockets."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time

import harness
import web
from harness import check, equal
from manager import Manager


def index_of(t, name="index"):
    return t.make_index({"a": ["The clerk."], "b": ["The court."]}, name)


# ---- what the manager is told ----

def test_ready(t):
    "READY comes once, after the status of an index that is open"
    manager = Manager(t)
    daemon = manager.start(index_of(t), ["--listen", "127.0.0.1:0"])
    manager.wait("READY=1")
    equal(manager.lines(), [
        "STATUS=opening and checking the index in " + t.path("index"),
        "EXTEND_TIMEOUT_USEC=10000000",
        "STATUS=generation 1: 2 documents, 2 paragraphs", "READY=1"])
    # One message: the status holds from the moment it is ready.
    equal(manager.messages[-1][-1], "READY=1")
    equal(len(manager.messages[-1]), 2)
    daemon.stop()
    equal(manager.lines()[4:],
          ["STOPPING=1", "STATUS=answering what has arrived"])


def test_status_of_an_index_that_comes(t):
    "without an index it is ready and says what it waits for, then what serves"
    manager = Manager(t)
    daemon = manager.start(t.path("index"), ["--listen", "127.0.0.1:0"])
    manager.wait("READY=1")
    status = manager.wait("STATUS=no index in .*")
    check("waiting for" in status and t.path("index") in status, status)
    check("indexer --index" in status, status)
    index_of(t)
    manager.wait("STATUS=generation 1: 2 documents, 2 paragraphs")
    equal(daemon.ask("COUNT : clerk").values["gen"], "1")
    equal(manager.lines().count("READY=1"), 1)


def test_status_of_one_that_is_refused(t):
    "of a newer index that is damaged the status says so, the old one serves"
    manager = Manager(t)
    index = index_of(t)
    daemon = manager.start(index, ["--listen", "127.0.0.1:0"])
    copy = os.path.join(index, "gen-000002")
    shutil.copytree(os.path.join(index, "gen-000001"), copy)
    with open(os.path.join(copy, "text"), "ab") as f:
        f.write(b"x")
    os.symlink("gen-000002", t.path("link"))
    os.rename(t.path("link"), os.path.join(index, "current"))
    status = manager.wait("STATUS=generation 1: .* refused: .*")
    check("text" in status, status)
    equal(daemon.ask("COUNT : clerk").values["gen"], "1")
    os.symlink("gen-000001", t.path("link"))
    os.rename(t.path("link"), os.path.join(index, "current"))
    manager.wait("STATUS=generation 1: 2 documents, 2 paragraphs", 2)


def test_status_of_a_first_one_that_is_damaged(t):
    "a first index that is damaged: ready, to be mended, and the status says"
    manager = Manager(t)
    index = index_of(t)
    with open(os.path.join(index, "current", "text"), "ab") as f:
        f.write(b"x")
    manager.start(index, ["--listen", "127.0.0.1:0"])
    manager.wait("READY=1")
    status = manager.wait("STATUS=the index in .* cannot be served: .*")
    check("--rebuild" in status, status)


def test_stop_while_loading(t):
    """a load that takes long: more time is asked for, nobody is accepted, and
    SIGTERM ends it"""
    manager = Manager(t)
    line = manager.listen("line", t.path("line.sock"))
    index = index_of(t)
    # A disk that does not answer until it is told to.
    path = os.path.join(index, "current", "MANIFEST")
    os.unlink(path)
    os.mkfifo(path)
    process = manager.popen([harness.SEARCHD, "--index", index],
                            stderr=subprocess.DEVNULL)
    try:
        with harness.Client(line, greeting=False) as c:
            manager.wait("EXTEND_TIMEOUT_USEC=.*", 2)
            c.socket.setblocking(False)
            try:
                raise harness.Failure("accepted: %r" % c.socket.recv(100))
            except BlockingIOError:
                pass
            check("READY=1" not in manager.lines(), manager.lines())
            process.send_signal(signal.SIGTERM)
            manager.wait("STOPPING=1")
            with open(path, "w"):
                pass
            equal(process.wait(harness.DEADLINE), 0)
            # The next process, with an index that it can serve.
            shutil.rmtree(index)
            index_of(t)
            manager.start(index)
            c.socket.settimeout(harness.DEADLINE)
            c.send(b"COUNT : clerk\n")
            c.read_reply()
            equal(c.read_reply().number("total"), 1)
    finally:
        process.kill()
        process.wait()


def test_watchdog(t):
    "pings come after READY and until the end, also while it is asked"
    manager = Manager(t, watchdog_usec=200000)
    daemon = manager.start(index_of(t), ["--listen", "127.0.0.1:0"])
    manager.wait("WATCHDOG=1", 4)
    lines = manager.lines()
    check(lines.index("READY=1") < lines.index("WATCHDOG=1"), lines)
    with daemon.connect() as c:
        c.send(b"SEARCH : clerk\n" * 2000)
        for _ in range(2000):
            check(c.read_reply().ok, "no answer")
    manager.wait("WATCHDOG=1", len(
        [l for l in manager.lines() if l == "WATCHDOG=1"]) + 2)
    check("watchdog" not in daemon.log(), daemon.log())


def test_no_watchdog(t):
    "a watchdog that is another process's, or none, gets no pings"
    manager = Manager(t)
    daemon = manager.start(index_of(t), ["--listen", "127.0.0.1:0"])
    manager.wait("READY=1")
    daemon.stop()
    check("WATCHDOG=1" not in manager.lines(), manager.lines())


def test_manager_that_is_gone(t):
    "a notify socket that nobody reads is a word in the log, no more"
    manager = Manager(t)
    os.unlink(manager.path)
    daemon = manager.start(index_of(t), ["--listen", "127.0.0.1:0"])
    daemon.wait_log("manager reason=")
    equal(daemon.ask("PING").end, "OK")


# ---- sockets ----

def test_sockets(t):
    "passed sockets are served, and the addresses of the options are not"
    manager = Manager(t)
    line = manager.listen("line", t.path("line.sock"))
    tcp = manager.listen("line", "127.0.0.1:0")
    http = manager.listen("http", "127.0.0.1:0")
    http_path = manager.listen("http", t.path("http.sock"))
    daemon = manager.start(index_of(t), ["--listen", t.path("own.sock")])
    equal(daemon.lines, [line, tcp])
    equal(daemon.https, [http, http_path])
    check(not os.path.exists(t.path("own.sock")), "it listens there, too")
    for address in (line, tcp):
        with harness.Client(address) as c:
            equal(c.ask("COUNT : clerk").number("total"), 1)
    for address in (http, http_path):
        equal(web.get(address, "/search?q=clerk").status, 200)
    # Its address is one of those that a Host may name; another is not.
    equal(web.get(http, "/", headers={"Host": http}).status, 200)
    equal(web.get(http, "/", headers={"Host": "evil.example"}).status, 421)
    daemon.stop()
    for path in (line, http_path):
        check(os.path.exists(path), path + " was removed")


def test_sockets_are_not_inherited(t):
    "what is passed is for this process alone, and is closed on exec"
    manager = Manager(t)
    manager.listen("line", t.path("line.sock"))
    manager.listen("http", t.path("http.sock"))
    daemon = manager.start(index_of(t))
    for fd in (3, 4):
        with open("/proc/%d/fdinfo/%d" % (daemon.pid, fd)) as f:
            flags = [l for l in f if l.startswith("flags:")][0]
        check(int(flags.split()[1], 8) & os.O_CLOEXEC, flags)


def test_only_http(t):
    "a manager that passes http alone has HTTP alone served"
    manager = Manager(t)
    http = manager.listen("http", "127.0.0.1:0")
    daemon = manager.start(index_of(t))
    equal((daemon.lines, daemon.https), ([], [http]))
    equal(web.get(http, "/healthz").status, 200)


def test_http_not_passed(t):
    "a search box that the options ask for and nobody passes is told of"
    manager = Manager(t)
    manager.listen("line", t.path("line.sock"))
    daemon = manager.start(index_of(t), ["--http", "127.0.0.1:0"])
    equal(daemon.https, [])
    daemon.wait_log("no socket named http")


def test_other_process(t):
    "sockets that were passed to another process are none of ours"
    daemon = t.start_searchd(index_of(t), environment=dict(
        os.environ, LISTEN_FDS="1", LISTEN_PID="1", LISTEN_FDNAMES="line"))
    equal(daemon.ask("PING").end, "OK")


def refused(t, manager, *words, options=()):
    status, errors = manager.run(
        [harness.SEARCHD, "--index", t.path("none"), *options])
    equal(status, 64, errors)
    for word in words:
        check(word in errors, "%r is not in %r" % (word, errors))


def test_unknown_name(t):
    "a name that means nothing is an error that says what to write"
    for name in ("minutiae-searchd.socket", "unknown", "Line", ""):
        manager = Manager(t)
        manager.listen("line", "127.0.0.1:0")
        manager.listen(name, "127.0.0.1:0")
        refused(t, manager, '"%s"' % name, "FileDescriptorName=line",
                "FileDescriptorName=http")


def test_wrong_kind(t):
    "what no connection can come from is an error that says what to write"
    datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    datagrams.bind(t.path("datagrams"))
    deaf = socket.socket()
    deaf.bind(("127.0.0.1", 0))
    connected, other_end = socket.socketpair()
    no_socket = open(t.write("file", "no socket"))
    for sock, words in [(datagrams, ["no stream", "ListenStream="]),
                        (deaf, ["does not listen", "Accept=no"]),
                        (connected, ["does not listen", "Accept=no"]),
                        (no_socket, ["no socket", "ListenStream="])]:
        for name in ("line", "http"):
            manager = Manager(t)
            manager.pass_socket(name, sock)
            refused(t, manager, 'socket "%s"' % name, *words)
    other_end.close()
    no_socket.close()


def test_promised_and_not_there(t):
    "descriptors that are promised and closed are an error, not a crash"
    process = subprocess.Popen(
        ["/bin/sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=2 exec "$@" 3>&- 4>&-',
         "sh", harness.SEARCHD, "--index", t.path("none")],
        stderr=subprocess.PIPE)
    _, errors = process.communicate(timeout=harness.DEADLINE)
    equal(process.returncode, 64, errors)
    check(b"LISTEN_FDS" in errors, errors)


def test_remote(t):
    "a socket that other machines reach needs --allow-remote"
    for name in ("line", "http"):
        manager = Manager(t)
        address = manager.listen(name, "0.0.0.0:0")
        refused(t, manager, address, "--allow-remote")
        daemon = manager.start(index_of(t, name), ["--allow-remote"])
        equal(daemon.lines + daemon.https, [address])


def test_too_many(t):
    "more sockets of a name than addresses may be are an error"
    manager = Manager(t)
    for _ in range(17):
        manager.listen("line", "127.0.0.1:0")
    refused(t, manager, "more than 16", '"line"')


def test_backlog_stays(t):
    "the backlog of a passed socket is its unit's"
    manager = Manager(t)
    line = manager.listen("line", "127.0.0.1:0", backlog=77)
    daemon = manager.start(index_of(t))
    equal(daemon.ask("PING").end, "OK")
    shown = harness.run(["ss", "-Hltn", "sport = :" + line.split(":")[1]],
                        status=None) if shutil.which("ss") else None
    if shown is None:
        raise harness.Skip("ss is not here")
    equal(shown.stdout.split()[2], "77")


# ---- restarts ----

def ask_line(address):
    """Connects, sends, reads; asks again where the end comes before a reply,
    as clients of the line protocol do."""
    again = 0
    while True:
        try:
            with harness.Client(address, greeting=False) as c:
                c.send(b"COUNT : clerk\n")
                c.read_reply()  # the greeting
                equal(c.read_reply().number("total"), 1)
            return again
        except (harness.Closed, BrokenPipeError, ConnectionResetError):
            again += 1


def ask_http(address):
    """One request on a connection of its own, never a second time."""
    got = web.get(address, "/search?q=clerk")
    equal(got.status, 200)
    return 0


def keep_asking(ask, address, stop, counts, wrong):
    while not stop.is_set() or len(counts) < 100:
        try:
            counts.append(ask(address))
        except BaseException as e:
            wrong.append(repr(e))
            return


def test_restarts(t):
    "over three restarts on the same sockets no request is lost, by HTTP none"
    manager = Manager(t)
    line = manager.listen("line", t.path("line.sock"))
    tcp = manager.listen("line", "127.0.0.1:0")
    http = manager.listen("http", "127.0.0.1:0")
    http_path = manager.listen("http", t.path("http.sock"))
    daemon = manager.start(index_of(t))
    stop, wrong, asked = threading.Event(), [], []
    clients = []
    for ask, address in [(ask_line, line), (ask_line, tcp), (ask_http, http),
                         (ask_http, http_path)] * 2:
        counts = []
        asked.append(counts)
        clients.append(threading.Thread(
            target=keep_asking, args=(ask, address, stop, counts, wrong)))
    for c in clients:
        c.start()
    try:
        for _ in range(3):
            so_far = [len(c) for c in asked]
            # Each client has had answers from this process.
            while not wrong and any(len(c) < n + 5
                                    for c, n in zip(asked, so_far)):
                web.get(http, "/healthz")
            began = time.monotonic()
            daemon.stop()
            check(time.monotonic() - began < harness.DEADLINE, "slow")
            check("left=unread" not in daemon.log(), daemon.log())
            daemon = manager.start(t.path("index"))
    finally:
        stop.set()
        for c in clients:
            c.join()
    equal(wrong, [])
    check(all(len(c) >= 100 for c in asked), [len(c) for c in asked])


def test_backlog_waits(t):
    "who connects while nothing runs is answered by the next process"
    manager = Manager(t)
    line = manager.listen("line", t.path("line.sock"))
    http = manager.listen("http", "127.0.0.1:0")
    index = index_of(t)
    manager.start(index).stop()
    waiting = [harness.Client(line, greeting=False) for _ in range(20)]
    for c in waiting:
        c.send(b"COUNT : clerk\n")
    browser = web.Raw(http)
    browser.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
                 b"Connection: close\r\n\r\n")
    manager.start(index)
    for c in waiting:
        c.read_reply()
        equal(c.read_reply().number("total"), 1)
        c.close()
    equal(web.status_of(browser.rest()), 200)


if __name__ == "__main__":
    harness.main(globals())
