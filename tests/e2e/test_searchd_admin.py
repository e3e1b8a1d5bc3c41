"""What only an administrator may ask, and who that is."""

import os
import shutil

import harness
from harness import check, equal

NOBODY = 65534
# A client in a process of another user; prints how its reply ended.
CLIENT = """
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
f = s.makefile("rw", encoding="utf-8", newline="\\n")
f.readline()
f.write(sys.argv[2] + "\\n")
f.flush()
line = f.readline()
while not line.startswith(("OK", "ERR")):
    line = f.readline()
print(line, end="")
"""


def admin_verbs(daemon):
    verbs = [line[0] for line in daemon.ask("HELP").of("HELP")
             if line[3] == "admin"]
    check("RELOAD" in verbs, repr(verbs))
    return verbs


def check_denied(end, verb):
    harness.matches(end.strip(), "ERR 403 DENIED : %s is for root and for the "
                    "user that .*searchd runs as, over its Unix socket: sudo "
                    ".*searchctl --%s" % (verb, verb.lower()))


def start(t, **options):
    return t.start_searchd(t.make_index({"a": ["The clerk."]}), **options)


def test_tcp(t):
    "over TCP nobody is an administrator, and the connection goes on"
    daemon = start(t)
    with daemon.connect() as c:
        for verb in admin_verbs(daemon):
            check_denied(c.ask(verb).end, verb)
            equal(c.ask("@7 " + verb).tag, "7")
        equal(c.ask("SEARCH : clerk").number("hits"), 1)
    equal(int(daemon.stat("requests_rejected")), 2 * len(admin_verbs(daemon)))


def test_full(t):
    "an administrator gets in where others have filled it, but not for ever"
    daemon = start(t, options=["--max-connections", "1"])
    with daemon.connect():
        with daemon.connect(greeting=False) as c:
            check("503" in c.read_line(), "there is room")
        check(daemon.reload().ok, "the administrator is refused")
        several = [daemon.connect_admin() for _ in range(6)]
        with daemon.connect_admin(greeting=False) as c:
            check("503" in c.read_line(), "there is room without end")
        for c in several:
            check(c.ask("STATS").ok, "it is not answered")
            c.close()


def test_own_user(t):
    "over the Unix socket the user that searchd runs as is one"
    daemon = start(t)
    with daemon.connect_admin() as c:
        for verb in admin_verbs(daemon):
            check(c.ask(verb).ok, verb)


def as_nobody(arguments):
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0 or setpriv is None:
        raise harness.Skip("only root can be somebody else, with setpriv")
    return harness.run([setpriv, "--reuid", str(NOBODY), "--regid",
                        str(NOBODY), "--clear-groups", *arguments]).stdout


def ask_as_nobody(daemon, line):
    path = [a for a in daemon.lines if "/" in a][0]
    os.chmod(os.path.dirname(path), 0o755)
    os.chmod(path, 0o666)
    return as_nobody(["/usr/bin/env", "python3", "-c", CLIENT, path, line])


def test_other_user(t):
    "another user who may connect to the Unix socket is none"
    daemon = start(t)
    for verb in admin_verbs(daemon):
        check_denied(ask_as_nobody(daemon, verb), verb)
    equal(ask_as_nobody(daemon, "PING"), "OK\n")


def test_root_at_a_service(t):
    "root is one also where searchd runs as a user of its own, as that is"
    if os.geteuid() != 0:
        raise harness.Skip("only root can be somebody else")
    index = t.make_index({"a": ["The clerk."]})
    os.chmod(t.folder, 0o777)

    def become_nobody():
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        daemon = t.start_searchd(index, before_exec=become_nobody)
    except PermissionError:
        raise harness.Skip("the programs are where nobody may not go") from None
    with daemon.connect_admin() as c:
        for verb in admin_verbs(daemon):
            check(c.ask(verb).ok, verb)
    for verb in admin_verbs(daemon):
        path = [a for a in daemon.lines if "/" in a][0]
        equal(as_nobody(["/usr/bin/env", "python3", "-c", CLIENT, path,
                         verb])[:2], "OK")


harness.main(globals())
