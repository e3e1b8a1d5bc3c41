"""What searchd logs: that it is documented, and that nobody can forge it."""

import glob
import os
import re

import harness
from harness import check, equal

CALL = re.compile(r'\blog_(?:event|always)\(\s*[^"]*?"([a-z-]+)"')


def read(*parts):
    with open(os.path.join(harness.SOURCE, *parts), encoding="utf-8") as f:
        return f.read()


def events_of_sources():
    names = set()
    for folder in ("searchd", os.path.join("lib", "common")):
        for path in glob.glob(os.path.join(harness.SOURCE, folder, "*.c")):
            with open(path, encoding="utf-8") as f:
                names |= set(CALL.findall(f.read()))
    return names


def test_documented(_):
    "every event in the source is described in searchd(8), and no other"
    manual = read("doc", "searchd.8")
    part = re.search(r"^\.Sh LOG\n(.*?)^\.Sh ", manual, re.M | re.S).group(1)
    listed = re.findall(r"^\.It Li ([a-z-]+)", part, re.M)
    check(len(listed) >= 10, "only %d events: %r" % (len(listed), listed))
    equal(sorted(listed), sorted(events_of_sources()), "the events")


def test_form(t):
    "every line is an event and pairs, whatever an index's folder is called"
    name = 'a" generation number="7 <0>forged=1 \\"'
    os.mkdir(t.path("x"))
    index = t.make_index({"a": ["A word."]}, os.path.join("x", name))
    daemon = t.start_searchd(index, options=["--verbose"])
    os.unlink(os.path.join(index, "current"))
    os.symlink("gen-nothing", os.path.join(index, "current"))
    daemon.reload()
    daemon.wait_log("generation-refused")
    daemon.stop()
    pair = r'[a-z_]+=([^ "=\\]+|"([^"\\]|\\.)*")'
    for line in daemon.log().splitlines():
        check(re.fullmatch(r"[a-z-]+( %s)*" % pair, line),
              "no event: %r" % line)
        check("forged=1" not in re.sub(r'"([^"\\]|\\.)*"', '""', line),
              "forged: %r" % line)


def test_journal(t):
    "lines have levels where JOURNAL_STREAM names stderr, and only there"
    index = t.make_index({"a": ["A word."]})
    for told, begin in (("1:1", ""), ("", "")):
        daemon = t.start_searchd(
            index, environment=dict(os.environ, JOURNAL_STREAM=told))
        daemon.stop()
        check(daemon.log().startswith(begin + "listen "), daemon.log())
    # Which pipe stderr is, is known in the child alone.
    launcher = t.write("launch", """#!/bin/sh
JOURNAL_STREAM=$(stat -L -c %d:%i /dev/fd/2)
export JOURNAL_STREAM
exec "$SEARCHD" "$@"
""")
    os.chmod(launcher, 0o755)
    known, harness.SEARCHD = harness.SEARCHD, launcher
    try:
        daemon = t.start_searchd(
            index, environment=dict(os.environ, SEARCHD=known))
    finally:
        harness.SEARCHD = known
    daemon.stop()
    check(daemon.log().startswith("<6>listen "), daemon.log())


def test_too_often(t):
    "what peers cause over and over is written ten times, and then counted"
    daemon = t.start_searchd(t.make_index({"a": ["A word."]}),
                             options=["--max-connections", "1"])
    with daemon.connect():
        for _ in range(30):
            with daemon.connect(greeting=False) as refused:
                refused.read_line()
    daemon.stop()
    log = daemon.log()
    equal(len(re.findall("^connection-refused ", log, re.M)), 10)
    equal(re.findall("^suppressed .*$", log, re.M),
          ["suppressed event=connection-refused messages=20"])


harness.main(globals())
