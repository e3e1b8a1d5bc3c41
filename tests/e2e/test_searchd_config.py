#!/usr/bin/env python3
"""searchd --config and --check-config, as a whole program."""

import contextlib
import os
import signal
import threading

import harness
import web
from harness import SEARCHCTL, SEARCHD, SOURCE, check, equal, matches, run


def test_a_daemon_is_set_by_a_file_and_flags_win(t):
    "a file says where index and socket are, a flag wins over its list"
    index = t.make_index({"a": ["One word."]})
    conf = t.write("searchd.conf", "[searchd]\nindex = %s\nlisten = %s\n"
                   "threads = 1\n" % (index, t.path("unused")))
    daemon = harness.Daemon(["--config", conf, "--listen", t.path("used")])
    t.daemons.append(daemon)
    equal(daemon.lines, [t.path("used")], "addresses")
    equal(daemon.ask("SEARCH : word").number("total"), 1)
    equal(os.path.exists(t.path("unused")), False, "the file's socket is made")


def test_check_config_says_ok(t):
    "--check-config says FILE: ok of the example, and ends with 0"
    conf = os.path.join(SOURCE, "doc", "searchd.conf")
    done = run([SEARCHD, "--check-config", "--config", conf])
    equal((done.stdout, done.stderr), (conf + ": ok\n", ""), "what it says")


def test_check_config_names_each_problem(t):
    "--check-config names file and line of each problem, and ends with 64"
    conf = t.write("c", "[web]\naccent = red\ntitle = a\ntitle = b\n[x]\n")
    done = run([SEARCHD, "--check-config", "--config", conf], status=64)
    equal(done.stdout, "")
    lines = sorted(line[len(conf) + 1:] for line in done.stderr.splitlines())
    equal(lines, ["2: accent takes a colour as #rgb or #rrggbb, not \"red\"",
                  "4: title is given twice, first in line 3",
                  "5: there is no section [x]"], "problems")


def test_a_wrong_file_keeps_searchd_from_starting(t):
    "with a wrong file, or none at its place, searchd ends with 64"
    conf = t.write("c", "[searchd]\nindex = x\nqueue = 0\n")
    done = run([SEARCHD, "--config", conf], status=64)
    matches(done.stderr, harness.SEARCHD_NAME + r": .*/c:3: queue takes a number .*\n")
    done = run([SEARCHD, "--config", t.path("absent")], status=64)
    matches(done.stderr, harness.SEARCHD_NAME + r": .*/absent: No such file .*\n")


def test_check_config_looks_at_what_values_mean(t):
    "--check-config finds addresses that could not be listened on"
    conf = t.write("c", "[searchd]\nlisten = 0.0.0.0:7700\n"
                   "listen = 127.0.0.1:0\nlisten = no host.invalid:1\n"
                   "listen = /%s\n[web]\ntitel = a\n" % ("x" * 200))
    done = run([SEARCHD, "--check-config", "--config", conf], status=64)
    lines = sorted(line[len(conf) + 1:] for line in done.stderr.splitlines())
    matches(lines[0], "2: listen: 0.0.0.0:7700 can be reached .*")
    matches(lines[1], "4: listen: no host.invalid:1: .*")
    matches(lines[2], "5: listen: /x+: a socket's path has at most 107 bytes")
    equal(lines[3:], ["7: there is no key titel: did you mean title?"])
    run([SEARCHD, "--check-config", "--config", t.write("d", "[searchd]\n"
         "listen = 0.0.0.0:7700\n"), "--allow-remote", "--index", "i"])
    conf = t.write("e", "[web]\ntitle = a\n")
    done = run([SEARCHD, "--check-config", "--config", conf], status=64)
    equal(done.stderr, conf + ": index is missing under [searchd]\n")


# ---- while it serves ----

class Served:
    """A searchd with a Unix socket, the search box, and a file."""

    def __init__(self, t, keys="", web_keys="", flags=()):
        self.t = t
        self.index = t.make_index(web.CORPUS)
        self.socket = t.path("socket")
        self.conf = t.path("searchd.conf")
        self.write(keys, web_keys)
        self.daemon = harness.Daemon(["--config", self.conf, *flags])
        t.daemons.append(self.daemon)

    def write(self, keys="", web_keys=""):
        """In the place of the old one, as an editor does."""
        new = self.t.write("new", "[searchd]\nindex = %s\nlisten = %s\n"
                           "threads = 2\n%s[web]\nhttp = 127.0.0.1:0\n%s"
                           % (self.index, self.socket, keys, web_keys))
        os.rename(new, self.conf)

    def get(self, path="/", **headers):
        with contextlib.closing(web.connection(self.daemon.https[0])) as http:
            http.request("GET", path, headers={
                k.replace("_", "-"): v for k, v in headers.items()})
            return web.Got(http.getresponse())

    def reload(self):
        return self.daemon.ask("RELOAD")


def test_a_reload_changes_pages_and_their_tags(t):
    "RELOAD changes title and colours, and the ETags of pages with them"
    s = Served(t, web_keys="title = First name\naccent = #123456\n")
    page, style = s.get(), s.get("/style.css")
    check("First name" in page.text, "the title is not in the page")
    check("#123456" in style.text, "the colour is not in the style")
    results = s.get("/search?q=clerk")
    same = s.get("/search?q=clerk", If_None_Match=results.headers["etag"])
    equal(same.status, 304)

    s.write(web_keys="title = Second name\naccent = #654321\n"
            "base-url = https://a.example/sub\nframe-ancestors = self\n"
            "cors-origin = https://b.example\n")
    equal(s.reload().end, "OK gen=1 changed=0")
    page = s.get(If_None_Match=page.headers["etag"])
    equal(page.status, 200)
    check("Second name" in page.text, "the new title is not in the page")
    check("frame-ancestors 'self'" in page.headers["content-security-policy"],
          "frame-ancestors is not the new one")
    style = s.get("/style.css", If_None_Match=style.headers["etag"])
    equal(style.status, 200)
    check("#654321" in style.text, "the new colour is not in the style")
    results = s.get("/search?q=clerk", If_None_Match=results.headers["etag"])
    equal(results.status, 200)
    check("Second name" in results.text, "the results have the old title")
    equal(s.get("/sub").headers["location"], "/sub/")
    equal(s.get("/", Host="a.example").status, 200)
    equal(s.get("/api/search?q=clerk", Origin="https://b.example")
          .headers["access-control-allow-origin"], "https://b.example")

    s.write()
    s.reload()
    check("Minutes search" in s.get().text, "the default is not back")
    equal(s.get("/", Host="a.example").status, 421)
    matches(s.daemon.log(), ".*settings file=\"[^\n]*\" changed=\"title accent "
            "base-url cors-origin frame-ancestors\"\n.*")


def test_sighup_changes_limits(t):
    "SIGHUP changes the timeout, and how long a connection that is may idle"
    s = Served(t)
    with s.daemon.connect() as c:
        equal(c.ask("PING").end, "OK")
        equal(s.daemon.stat("timeout_ms"), "500")
        s.write("timeout = 700\nidle-timeout = 1\nverbose = yes\n")
        s.daemon.send_signal(signal.SIGHUP)
        c.expect_closed()
    equal(s.daemon.stat("timeout_ms"), "700")
    matches(s.daemon.log(),
            '.*settings .*changed="timeout idle-timeout verbose"\n.*')


def test_connections_change_without_losing_one(t):
    "max-connections goes down and up again, and those that are stay"
    tcp = "listen = 127.0.0.1:0\n"  # where nobody is an administrator
    s = Served(t, tcp)
    with s.daemon.connect() as one, s.daemon.connect() as two:
        s.write(tcp + "max-connections = 1\n")
        equal(one.ask("RELOAD").ok, True)
        with harness.Client(s.daemon.lines[1]) as three:
            equal(three.greeting.word, "BUSY")
        equal(two.ask("PING").end, "OK")
        s.write(tcp)
        equal(one.ask("RELOAD").ok, True)
        equal(s.daemon.ask("PING").end, "OK")


def test_what_needs_a_restart_is_named(t):
    "a reload names what waits for a restart, and takes the rest"
    s = Served(t)
    s.index, kept = t.path("elsewhere"), s.index
    s.write("queue = 7\nallow-remote = yes\nlisten = %s\n" % t.path("more"),
            "title = New\n")
    reply = s.reload()
    equal(reply.of("RESTART"), [["index"], ["listen"], ["allow-remote"],
                                ["queue"]])
    equal(reply.number("gen"), 1)
    equal((s.daemon.stat("index"), s.daemon.stat("queue_max")),
          (kept, "1024"))
    check("New" in s.get().text, "the title did not change")
    s.daemon.wait_log('settings-kept .*restart="index listen allow-remote '
                      'queue"')
    done = run([SEARCHCTL, "--server", s.socket, "--reload"])
    matches(done.stdout, ".*restart: index, listen, allow-remote, queue\n")
    s.index = kept
    s.write(web_keys="title = New\n")
    equal(s.reload().of("RESTART"), [])


def test_flags_win_after_a_reload_too(t):
    "what the command line says stays, whatever the file says later"
    s = Served(t, flags=["--timeout", "900", "--title", "Flag"])
    s.write("timeout = 1\n", "title = File\n")
    equal(s.reload().of("RESTART"), [])
    equal(s.daemon.stat("timeout_ms"), "900")
    check("Flag" in s.get().text, "the flag's title is gone")


def test_a_wrong_file_changes_nothing(t):
    "a wrong file is told of with its line and changes nothing"
    s = Served(t, "timeout = 600\n", "title = Kept\n")
    known = s.get().headers["etag"]
    for keys, line, what in [
            ("timeout = 601\nqueue = none\n", 6, "queue takes a number .*"),
            ("timeout = 601\ntimeot = 1\n", 6,
             "there is no key timeot: did you mean timeout\\?"),
            ("timeout = 601\nlisten = 0.0.0.0:1\n", 6, "listen: 0.0.0.0:1 can.*"),
            ("timeout = 601\n[x\n", 6, "a section is a name in .*"),
            ("timeout = 601\na\nb\n", 6, "expected .* 1 more: --check-.*")]:
        s.write(keys, "title = Lost\n")
        reply = s.reload()
        equal((reply.code, reply.word), (507, "CONFIG"))
        matches(reply.message, "%s:%d: %s" % (s.conf, line, what))
        if "1 more" not in what:
            done = run([SEARCHD, "--check-config", "--config", s.conf],
                       status=64)
            equal(done.stderr, reply.message + "\n", "what the check says")
        equal(s.daemon.stat("timeout_ms"), "600")
        equal(s.get(If_None_Match=known).status, 304)
    done = run([SEARCHCTL, "--server", s.socket, "--reload"], status=2)
    check("%s:6: expected" % s.conf in done.stderr, done.stderr)
    s.daemon.send_signal(signal.SIGHUP)
    s.daemon.wait_log('settings-refused message="%s:6: expected'
                      % s.conf, 3)

    os.unlink(s.conf)
    reply = s.reload()
    equal(reply.word, "CONFIG")
    matches(reply.message, ".*%s.*No such file.*" % s.conf)
    os.mkfifo(s.conf)
    equal(s.reload().word, "CONFIG")
    os.unlink(s.conf)
    os.mkdir(s.conf)
    equal(s.reload().word, "CONFIG")
    os.rmdir(s.conf)
    s.write("timeout = 601\n")
    equal(s.reload().ok, True)
    equal(s.daemon.stat("timeout_ms"), "601")


def test_a_wrong_file_does_not_keep_an_index_back(t):
    "RELOAD with a wrong file tells of it when the newest generation serves"
    s = Served(t)
    s.write("nonsense\n")
    with s.daemon.connect() as c:
        source = t.write_corpus({"new": ["A word about otters."]}, "new")
        harness.run_indexer(s.index, [source], ["--allow-removals"])
        equal(c.ask("RELOAD").word, "CONFIG")
        equal(c.ask("SEARCH : otters").number("total"), 1)
        equal(c.ask("SEARCH : otters").number("gen"), 2)


def memory_kb(pid):
    with open("/proc/%d/status" % pid, encoding="ascii") as f:
        for line in f:
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    raise harness.Failure("no VmRSS")


def test_reloads_under_load_lose_nothing(t):
    "200 reloads among searches and pages: all answered, no memory kept"
    s = Served(t)
    titles = ("Even name", "Odd name")
    over, failed, pages = threading.Event(), [], set()

    def search():
        with s.daemon.connect() as c:
            while not over.is_set():
                reply = c.ask("SEARCH : clerk")
                if not reply.ok:
                    failed.append(reply.end)

    def read():
        http = web.connection(s.daemon.https[0])
        while not over.is_set():
            http.request("GET", "/search?q=clerk")
            got = web.Got(http.getresponse())
            found = [title for title in titles if title in got.text]
            if got.status != 200 or len(found) > 1:
                failed.append(repr(got))
            pages.update(found)

    def reload(times):
        with s.daemon.connect() as c:
            for i in range(times):
                s.write("timeout = %d\n" % (10000 + i % 2),
                        "title = %s\n" % titles[i % 2])
                if i % 4 == 3:
                    s.daemon.send_signal(signal.SIGHUP)
                if not c.ask("RELOAD").ok:
                    failed.append("RELOAD")

    def watch(function):
        try:
            function()
        except Exception as e:
            failed.append(repr(e))

    s.write("timeout = 10000\n", "title = %s\n" % titles[0])
    s.reload()
    threads = [threading.Thread(target=watch, args=(f,))
               for f in (search, read, search, read)]
    for thread in threads:
        thread.start()
    try:
        reload(100)
        before = memory_kb(s.daemon.pid)
        reload(100)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    equal(failed, [], "failures")
    equal(pages, set(titles), "titles that were served")
    # Options of 20 kB that stayed would be 2 MB; a sanitizer keeps freed
    # memory for a while, and finds leaks by itself.
    if not os.environ.get("ASAN_OPTIONS") and b"__asan" not in open(
            SEARCHD, "rb").read() and b"__tsan" not in open(
            SEARCHD, "rb").read():
        grown = memory_kb(s.daemon.pid) - before
        check(grown < 1500, "100 reloads cost %d kB" % grown)


harness.main(globals())
