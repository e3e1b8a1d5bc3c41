"""The addresses searchd listens on, and what happens at their limits."""

import os
import resource
import stat

import harness
from harness import Closed, check, equal


def index_of(t):
    return t.make_index({"a": ["A paragraph about the clerk."]})


def test_unix_and_tcp(t):
    "a Unix socket and TCP ports are served at once"
    index = index_of(t)
    path = t.path("s.sock")
    daemon = t.start_searchd(
        index, listen=[path, "127.0.0.1:0", "localhost:0"])
    equal(daemon.lines[0], path)
    equal(len(set(daemon.lines)), 3)
    for address in daemon.lines:
        check(not address.endswith(":0"), address)
        with harness.Client(address) as c:
            equal(c.ask("SEARCH : clerk").number("hits"), 1)
    daemon.stop()
    check(not os.path.exists(path), "the socket's file is left behind")


def test_unix_mode(t):
    "the Unix socket is for its owner and group alone, whatever the umask"
    path = t.path("s.sock")
    t.start_searchd(index_of(t), listen=[path],
                    before_exec=lambda: os.umask(0))
    mode = os.stat(path).st_mode
    check(stat.S_ISSOCK(mode), "no socket")
    equal(oct(stat.S_IMODE(mode)), oct(0o660))


def test_loopback_only(t):
    "an address that other machines reach needs --allow-remote"
    index = index_of(t)
    done = harness.run([harness.SEARCHD, "--index", index, "--listen",
                        "0.0.0.0:0"], status=64)
    check("0.0.0.0:0" in done.stderr and "--allow-remote" in done.stderr,
          done.stderr)
    daemon = t.start_searchd(index, listen=["0.0.0.0:0"],
                             options=["--allow-remote"])
    equal(daemon.ask("PING").end, "OK")


def test_unix_in_use(t):
    "a second searchd at the same socket says so and leaves the first alone"
    index, path = index_of(t), t.path("s.sock")
    first = t.start_searchd(index, listen=[path])
    done = harness.run([harness.SEARCHD, "--index", index, "--listen", path],
                       status=75)
    check("another searchd answers at " + path in done.stderr, done.stderr)
    equal(first.ask("PING").end, "OK")


def test_tcp_in_use(t):
    "a port in use ends the start with the address and what to do"
    index = index_of(t)
    first = t.start_searchd(index)
    done = harness.run([harness.SEARCHD, "--index", index, "--listen",
                        first.address], status=69)
    check(first.address in done.stderr and "--listen" in done.stderr,
          done.stderr)
    equal(first.ask("PING").end, "OK")


def test_foreign_address(t):
    "an address of another machine is told apart from a port in use"
    done = harness.run([harness.SEARCHD, "--index", index_of(t),
                        "--allow-remote", "--listen", "192.0.2.1:7000"],
                       status=69)
    check("an address of this machine" in done.stderr, done.stderr)


def test_stale_socket(t):
    "a socket that a killed searchd left behind is replaced"
    index, path = index_of(t), t.path("s.sock")
    t.start_searchd(index, listen=[path]).kill()
    check(os.path.exists(path), "nothing was left behind")
    daemon = t.start_searchd(index, listen=[path])
    equal(daemon.ask("PING").end, "OK")


def test_other_file(t):
    "a file that is no socket is not touched"
    path = t.write("precious", "data")
    done = harness.run([harness.SEARCHD, "--index", index_of(t), "--listen",
                        path], status=64)
    check(path in done.stderr, done.stderr)
    with open(path) as f:
        equal(f.read(), "data")


def test_missing_folder(t):
    "a socket in a folder that is not there is an error with a remedy"
    path = t.path("none/s.sock")
    done = harness.run([harness.SEARCHD, "--index", index_of(t), "--listen",
                        path], status=69)
    check(path in done.stderr and "folder" in done.stderr, done.stderr)


def test_taken_over_socket(t):
    "a socket file that is not ours any more is left alone at the end"
    index, path = index_of(t), t.path("s.sock")
    first = t.start_searchd(index, listen=[path])
    os.unlink(path)
    second = t.start_searchd(index, listen=[path])
    first.stop()
    equal(second.ask("PING").end, "OK")


def test_max_connections(t):
    "over --max-connections a client is told so, and later ones are served"
    daemon = t.start_searchd(index_of(t), options=["--max-connections", "3"])
    clients = [daemon.connect() for _ in range(3)]
    extra = daemon.connect()
    equal((extra.greeting.code, extra.greeting.word), (503, "BUSY"))
    extra.expect_closed()
    clients[0].ask("QUIT")
    clients[0].expect_closed()
    while True:
        # The daemon sees the end of the first a moment after we do.
        again = daemon.connect()
        if again.greeting.ok:
            break
    equal(again.ask("PING").end, "OK")
    rejected = dict(again.ask("STATS").of("STAT"))["connections_rejected"]
    check(int(rejected) >= 1, "none counted")


def few_files():
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def storm(daemon, n):
    """n clients at once; returns those that were greeted."""
    clients = [harness.Client(daemon.address, greeting=False)
               for _ in range(n)]
    greeted = []
    for c in clients:
        c.socket.settimeout(0.5)
        c.timeout = 0.5
        try:
            if c.read_reply().ok:
                greeted.append(c)
        except (Closed, harness.Failure):
            pass
    for c in greeted:
        c.socket.settimeout(harness.DEADLINE)
        c.timeout = harness.DEADLINE
        equal(c.ask("SEARCH : clerk").ok, True)
    for c in clients:
        c.close()
    return len(greeted)


def test_few_descriptors(t):
    "with 64 descriptors and 200 clients, those that fit are served"
    daemon = t.start_searchd(index_of(t), options=["--threads", "2"],
                             before_exec=few_files)
    check(storm(daemon, 200) >= 8, "hardly any was served")
    check(int(daemon.stat("connections_rejected")) > 0, "none was refused")
    equal(daemon.ask("SEARCH : clerk").number("hits"), 1)


def cpu_seconds(pid):
    with open("/proc/%d/stat" % pid) as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_no_descriptors(t):
    "out of descriptors accepting pauses: no spin, few words, and it recovers"
    daemon = t.start_searchd(
        index_of(t), options=["--threads", "2", "--max-connections", "1000"],
        before_exec=few_files)
    clients = [harness.Client(daemon.address, greeting=False)
               for _ in range(200)]
    daemon.wait_log("accept-failed")
    before = cpu_seconds(daemon.pid)
    daemon.wait_log("accept-failed", count=3)
    check(cpu_seconds(daemon.pid) - before < 1.0, "it spins")
    check(daemon.log().count("accept-failed") < 10, "it shouts")
    for c in clients:
        c.close()
    equal(daemon.ask("SEARCH : clerk").number("hits"), 1)


if __name__ == "__main__":
    harness.main(globals())
