"""searchctl against a real daemon: what a person sees, and what a script
relies on."""

import json
import os
import pty

import harness

CORPUS = {
    "2013-plan": harness.minutes(
        "Draft Plan 2013/14", [
            "The Panel welcomed the special constables.",
            "A Member asked about potholes.",
            "RESOLVED that the plan be noted."],
        date="2013-02-07", committee="Police Panel"),
    "2014-plan": harness.minutes(
        "Draft Plan 2014/15", [
            "Members asked what role the Special Constables played; a special "
            "constable is a volunteer.",
            "An escape: \x1b]0;pwn\x07 and \u202eoverride."],
        date="2014-02-06", committee="Police Panel"),
}


def start(t, **options):
    return t.start_searchd(t.make_index(CORPUS), **options)


def ctl(daemon, *words, status=0):
    return harness.run_searchctl(list(words), daemon.address, status)


def test_hits(t):
    "the hits are printed with number, year, source and snippet, then the years"
    out = ctl(start(t), "special constables").stdout
    for part in ("Draft Plan 2014/15", "\u00b61", "2014", "2014-plan#p1",
                 "Special Constables", "2013"):
        harness.check(part in out, "no %r in:\n%s" % (part, out))
    harness.check("\x1b" not in out, "a colour on a pipe")
    harness.check(out.index("2014-plan#p1") < out.index("2013-plan#p1"),
                  "the better paragraph is not first:\n" + out)


def test_exit_codes(t):
    "the exit codes are grep's: hits, none, an error"
    daemon = start(t)
    ctl(daemon, "constables", status=0)
    ctl(daemon, "nothingofthekind", status=1)
    relaxed = ctl(daemon, "constables", "potholes", "nothingofthekind",
                  status=1)
    harness.check("2013-plan#p2" in relaxed.stdout, relaxed.stdout)
    wrong = ctl(daemon, "constables", "AND", status=2)
    harness.check("expected" in wrong.stderr, wrong.stderr)
    nobody = harness.run_searchctl(["x"], t.path("no.sock"), 2)
    harness.check("no daemon at" in nobody.stderr and
                  harness.SEARCHD_NAME + " --index" in nobody.stderr, nobody.stderr)
    ctl(daemon, "--limit", "many", "x", status=2)
    ctl(daemon, "--colour-me", "x", status=2)


def test_not(t):
    "a word with a minus behind the first word is a word not wanted"
    daemon = start(t)
    out = json.loads(ctl(daemon, "--json", "special", "-members").stdout)
    harness.equal([h["id"] for h in out["hits"]], ["2013-plan#p1"])


def test_json(t):
    "--json is one object with the documented names"
    daemon = start(t)
    text = ctl(daemon, "--json", "--limit", "1", "special constables").stdout
    out = json.loads(text)
    harness.equal(sorted(out), sorted(
        ["query", "total", "from", "generation", "ms", "relaxed", "hits",
         "facets", "suggestion", "expanded", "notes", "groups", "missing"]))
    harness.equal(out["total"], 2)
    harness.equal(out["query"], "special AND constables")
    hit = out["hits"][0]
    harness.equal(sorted(hit), sorted(
        ["rank", "score", "id", "document", "title", "committee", "kind",
         "number", "year", "plan", "date", "url", "snippets", "more",
         "title_marks", "decisions"]))
    harness.equal(hit["id"], "2014-plan#p1")
    harness.equal(hit["date"], "2014-02-06")
    harness.equal(hit["url"], None)
    snippet = hit["snippets"][0]
    marked = [snippet["text"].encode()[a:a + n].decode()
              for a, n in snippet["marks"]]
    harness.equal(marked, ["Special", "Constables", "special", "constable"])
    harness.equal(out["facets"]["year"], [{"value": "2014", "count": 1},
                                          {"value": "2013", "count": 1}])
    text = ctl(daemon, "--json", "nothingofthekind", status=1).stdout
    harness.equal(json.loads(text)["hits"], [])


def test_options(t):
    "--year, --kind, --from, --limit and --sort choose and order"
    daemon = start(t)
    for options, ids in (
            (["--year", "2013"], ["2013-plan#p1"]),
            (["--year", "2013..2014", "--sort", "oldest"],
             ["2013-plan#p1", "2014-plan#p1"]),
            (["--sort", "newest"], ["2014-plan#p1", "2013-plan#p1"]),
            (["--from", "1"], ["2013-plan#p1"]),
            (["--limit", "1"], ["2014-plan#p1"])):
        out = json.loads(ctl(daemon, "--json", *options, "special").stdout)
        harness.equal([h["id"] for h in out["hits"]], ids, str(options))
    out = json.loads(ctl(daemon, "--json", "--kind", "resolution",
                         "plan").stdout)
    harness.equal([h["id"] for h in out["hits"]], ["2013-plan#r1"])


def test_all_options(t):
    "all options of a search go together"
    out = json.loads(ctl(
        start(t), "--json", "--limit", "3", "--from", "0", "--sort", "newest",
        "--match", "all", "--year", "2014", "--kind", "minute", "--plan",
        "2014/15", "--committee", "police panel", "--document", "2014-plan",
        "--group", "document", "--decision", "yes", "--expand", "no",
        "special").stdout)
    harness.equal([h["id"] for h in out["hits"]], ["2014-plan#p1"])
    harness.equal(out["groups"], 1)


def test_other_requests(t):
    "--status, --explain and --reload answer for the administrator"
    daemon = start(t)
    harness.check("generation" in ctl(daemon, "--status").stdout, "status")
    harness.check("constabl" in ctl(daemon, "--explain",
                                    "special constables").stdout, "explain")
    harness.run_searchctl(["--reload"], daemon.admin_address())


def test_server_from_environment(t):
    "the daemon's address is taken from MINUTIAE_SERVER"
    daemon = start(t)
    environment = dict(os.environ, MINUTIAE_SERVER=daemon.address)
    harness.run([harness.SEARCHCTL, "special"], env=environment)


def test_terminal(t):
    "on a terminal the words are bold, and no control character gets there"
    daemon = start(t)
    main, side = pty.openpty()
    environment = dict(os.environ, TERM="xterm", LC_ALL="C.UTF-8")
    environment.pop("NO_COLOR", None)
    done = harness.subprocess.Popen(
        [harness.SEARCHCTL, "--server", daemon.address, "escape override"],
        stdin=side, stdout=side, stderr=side, env=environment)
    os.close(side)
    out = b""
    while True:
        try:
            data = os.read(main, 65536)
        except OSError:
            break
        if not data:
            break
        out += data
    os.close(main)
    harness.equal(done.wait(harness.DEADLINE), 0, out)
    harness.check(b"\x1b[1mescape" in out, repr(out))
    plain = harness.re.sub(rb"\x1b\[[0-9;]*m", b"", out)
    harness.check(not harness.re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]",
                                        plain), repr(plain))
    harness.check("\u202e" not in plain.decode(), repr(plain))


harness.main(globals(), needs=(harness.INDEXER, harness.SEARCHD,
                               harness.SEARCHCTL))
