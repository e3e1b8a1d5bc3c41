#!/usr/bin/env python3
"""searchd --config and --check-config, as a whole program."""

import os

import harness
from harness import SEARCHD, SOURCE, equal, matches, run


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


harness.main(globals())
