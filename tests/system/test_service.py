"""The services as packaged, at work in a really booted systemd: minutes that
are put into the folder are found, and nothing that happens to the daemon costs
an answer."""

import json
import os
import re
import time

import package
from machine import wait_until
from package import (CONFIG, INDEX, INDEXER, MINUTES, SERVICE, SOCKETS, Load,
                     indexed, installed, on)

import harness
import pdf
from harness import check, equal

CONFINED = """#!/bin/sh
printf 'The child is bound'
while read -r name value rest; do
	case $name in
	Seccomp:|NoNewPrivs:) printf ', %s %s' "$name" "$value" ;;
	esac
done </proc/self/status
printf '; to write: '
ulimit -f
printf 'seconds: '
ulimit -t
"""


def reload_unit(box, status=0):
    """systemctl reload; what it and the journal say of it."""
    cursor = box.run("journalctl -n 0 --show-cursor -q").split("cursor: ")[1]
    said = box.run(["systemctl", "reload", SERVICE], status)
    box.run("journalctl --sync")
    return said + box.run(["journalctl", "-q", "--no-pager", "-o", "cat",
                           "-u", SERVICE, "--after-cursor", cursor.strip()],
                          status=None)


def current(box):
    return box.run(["readlink", INDEX + "/current"]).strip()


def point(box, name):
    """Puts another generation in its place, as doc/install.md says."""
    box.run("cd %s && ln -s %s new && mv -T new current" % (INDEX, name))


# ---- minutes in, answers out ----

@on(installed)
def test_minutes_are_indexed(t, box):
    """minutes put into the folder are indexed without a word; members of the
    group may ask, others are refused and told why; the search box answers to
    all, though the service has no network"""
    package.put_minutes(box)
    package.wait_served(box)
    package.wait_idle(box)
    package.wait_found(box, "special constables", 29)
    said = box.as_user("clerk", "searchctl special constables")
    check("Special Constables" in said, "searchctl says %r" % said)

    said = box.as_user("stranger", "searchctl special constables", status=2)
    check("minutiae" in said and "group" in said, "a stranger is told %r"
          % said)
    equal(box.show(SERVICE, "PrivateNetwork"), "yes")
    for user in ("clerk", "stranger", "nobody"):
        code, page = package.http(box, "/search?q=special+constables", user)
        equal(code, 200)
        check("<mark>" in page, "no hit in %r" % page)
    equal(package.http(box, "/healthz")[0], 200)
    check(re.search(r"\b50\b|paragraphs|documents", package.status(box)),
          "the unit's status is %r" % package.status(box))


@on(indexed)
def test_more_minutes(t, box):
    """what comes later is indexed too: into the folder, over what is there,
    and while the indexer runs"""
    package.put_paper(box, "late", ["The glowworm census was noted."])
    package.wait_found(box, "glowworm")
    package.put_paper(box, "late", ["The capercaillie census was noted."])
    package.wait_found(box, "capercaillie")
    equal(package.total(box, "glowworm"), 0)
    package.wait_idle(box)

    # Held when it has read everything, and before systemd knows.
    package.drop_in(box, INDEXER, "[Service]\nNoExecPaths=\nExecPaths=\n"
                    "ExecStartPost=/bin/sh -c 'echo held; read line "
                    "</run/minutiae-hold'\n")
    box.run("mkfifo -m 644 /run/minutiae-hold")
    package.put_paper(box, "one", ["The dabchick census was noted."])
    wait_until("the indexer is held",
               lambda: "held" in box.journal(INDEXER),
               explain=lambda: package.journal_tail(box))
    package.put_paper(box, "two", ["The fieldfare census was noted."])
    box.run("rm /etc/systemd/system/%s.d/test.conf; systemctl daemon-reload; "
            "echo go >/run/minutiae-hold" % INDEXER)
    package.wait_found(box, "dabchick")
    package.wait_found(box, "fieldfare")


@on(installed)
def test_pdf(t, box):
    """a PDF that is put into the folder is read inside the indexer's sandbox,
    by a child in one of its own, and its paragraphs are found; one that is
    damaged is named in the journal, and is no failure"""
    layout = pdf.Layout("Police and Crime Panel, 6 February 2014")
    with open(os.path.join(package.CORPUS, "police-and-crime-panel",
                           "2014-02-06-draft-plan.txt"),
              encoding="utf-8") as f:
        pdf.flow(layout, f.read())
    paper = layout.finish()
    box.write(MINUTES + "/draft-plan.pdf", paper)
    package.wait_served(box)
    package.wait_idle(box)
    for query, key in (("'four-wheel drive vehicle'", "p4"),
                       ("'\"predictive mapping\"'", "p8"),
                       ("'kind:resolution quarterly'", "r1"),
                       ("'year:2014 pcso'", "p3")):
        said = json.loads(box.as_user(
            "clerk", "searchctl --json --match all -- " + query))
        equal([hit["id"] for hit in said["hits"]], ["draft-plan#" + key],
              query)
        equal([hit["date"] for hit in said["hits"]], ["2014-02-06"], query)
    equal(box.show(INDEXER, "Result"), "success")

    box.write(MINUTES + "/torn.pdf", paper[:200])
    wait_until("the torn one is named",
               lambda: "torn.pdf" in box.journal(INDEXER),
               explain=lambda: package.journal_tail(box))
    package.wait_idle(box)
    equal(box.show(INDEXER, "Result"), "success")
    package.wait_found(box, "four-wheel", 1)

    # In the program's place one that tells, as minutes, what binds it; with
    # another program all three papers are read again.
    box.write("/usr/bin/pdftotext", CONFINED, mode=0o755)
    box.write(MINUTES + "/told.pdf", paper)
    package.wait_found(box, "bound", 3)
    said = box.as_user("clerk", "searchctl --json -- bound")
    check("NoNewPrivs: 1, Seccomp: 2; to write: 0 seconds: 10" in said,
          "the child says %r" % said)


@on(indexed)
def test_subfolder(t, box):
    "minutes put into a folder that is there already are found by the timer"
    package.put_paper(box, "cabinet/late", ["The glowworm census was noted."])
    check(box.show("minutiae-indexer.timer", "NextElapseUSecRealtime"),
          "the timer has no next time")
    box.run(["systemctl", "start", INDEXER])
    equal(package.total(box, "glowworm"), 1)


@on(indexed)
def test_run_ends_with_serving(t, box):
    "when the indexer's unit has run, the daemon serves what it built"
    for number in range(3):
        before = package.generation(box)
        word = ("dabchick", "fieldfare", "glowworm")[number]
        # Into a folder below, which the path unit does not see.
        package.put_paper(box, "cabinet/new%d" % number,
                          ["The %s census was noted." % word])
        box.run(["systemctl", "start", INDEXER])
        check(package.generation(box) > before, "the old generation answers")
        equal(package.total(box, word), 1)


@on(indexed)
def test_indexer_fails(t, box):
    """where the indexer refuses to take away most of the minutes, its unit
    fails and says why, and the daemon goes on"""
    before = package.generation(box)
    box.run("rm -rf %s/*" % MINUTES)
    box.run(["systemctl", "start", INDEXER], status=None)
    package.wait_idle(box)
    equal(box.show(INDEXER, "ActiveState"), "failed")
    check("--allow-removals" in box.journal(INDEXER),
          "the journal says %s" % box.journal(INDEXER))
    equal(package.generation(box), before)
    check(package.total(box, "special constables") > 0, "nothing is found")


# ---- under load ----

@on(indexed)
def test_killed(t, box):
    """kill -9 under load fails no question of searchctl; of HTTP only those
    in flight have to be asked again, as browsers do"""
    def kill():
        old = package.main_pid(box)
        box.run(["kill", "-KILL", str(old)])
        wait_until("another daemon runs",
                   lambda: package.main_pid(box) not in (0, old))
    times = 10
    loads = package.under_load(box, ("line", "http 3", "browser"), kill, times)
    for load in loads:
        again = load.check()
        # No more than one question a client was in flight at each.
        check(again <= 2 * times, "%s: %d were asked again"
              % (load.kind, again))
    equal(box.show(SERVICE, "NRestarts"), str(times))
    equal(box.show(SERVICE, "ActiveState"), "active")


@on(indexed)
def test_restarted(t, box):
    "restarts under load fail no question, and none has to be asked again"
    loads = package.under_load(
        box, ("line", "http", "browser"),
        lambda: box.run(["systemctl", "restart", SERVICE]), 4)
    for load in loads:
        load.check()
    equal(box.show(SERVICE, "Result"), "success")
    check("no answer" not in box.journal(SERVICE), "a drain was cut short")


@on(indexed)
def test_stopped(t, box):
    "stopped under load it drains, and ends with status 0 within 5 seconds"
    loads = [Load(box, kind) for kind in ("line", "http", "browser")]
    for load in loads:
        load.wait_more(20)
    start = time.monotonic()
    # Who connects after the service has ended and before its sockets have
    # starts it again, and systemd calls the stop off: then it is said again.
    stop = ["systemctl", "stop", *SOCKETS, SERVICE]
    done = box.finish(stop)
    if done.returncode != 0:
        check("canceled" in done.stdout, done.stdout)
        box.run(stop)
    took = time.monotonic() - start
    for load in loads:
        load.stop()
    equal(box.show(SERVICE, "Result"), "success")
    equal(box.show(SERVICE, "ExecMainStatus"), "0")
    equal(box.show(SERVICE, "ActiveState"), "inactive")
    check(took < 5, "it took %.1f s" % took)
    equal(box.failed_units(), [])


@on(indexed)
def test_watchdog(t, box):
    """one that hangs is ended by the watchdog and started anew; what was asked
    meanwhile waits and is answered"""
    package.drop_in(box, SERVICE, "[Service]\nWatchdogSec=2s\n")
    box.run(["systemctl", "restart", SERVICE])
    old = package.main_pid(box)
    loads = [Load(box, *kind.split()) for kind in ("line", "http 3")]
    for load in loads:
        load.wait_more(10)
    box.run(["kill", "-STOP", str(old)])
    wait_until("another daemon runs",
               lambda: package.main_pid(box) not in (0, old),
               explain=lambda: package.journal_tail(box))
    for load in loads:
        load.wait_more(90)
        load.check()
    check("atchdog" in box.journal(SERVICE), "the journal has no watchdog")
    equal(box.show(SERVICE, "NRestarts"), "1")


@on(indexed)
def test_idle_does_not_wake_the_watchdog(t, box):
    "one that is idle is left alone by the watchdog"
    package.drop_in(box, SERVICE, "[Service]\nWatchdogSec=500ms\n")
    box.run(["systemctl", "restart", SERVICE])
    pid = package.main_pid(box)
    # Four times the limit, by systemd's own account of the pings.
    def stamp():
        return int(box.show(SERVICE, "WatchdogTimestampMonotonic"))
    start = stamp()
    wait_until("it was idle for 2 s", lambda: stamp() > start + 2000000)
    equal(package.main_pid(box), pid)


# ---- generations ----

@on(indexed)
def test_corrupt_generation(t, box):
    """a newer generation that is damaged is refused and logged, the old one
    serves, a reload fails and says why; the next run of the indexer heals"""
    before = package.generation(box)
    damaged = "gen-%06d" % (before + 1)
    box.run("cd %s && cp -a %s %s && python3 -c \"\n"
            "f = open('%s/text', 'r+b'); f.seek(100); b = f.read(1)\n"
            "f.seek(100); f.write(bytes([b[0] ^ 1]))\""
            % (INDEX, current(box), damaged, damaged))
    load = Load(box, "line")
    load.wait_more(20)
    point(box, damaged)
    wait_until("it is logged", lambda: damaged in box.journal(
        SERVICE, "-p", "warning"))
    said = reload_unit(box, status=1)
    check(damaged in said and "checksum" in said or "damaged" in said,
          "the reload says %r" % said)
    load.wait_more(80)
    load.check()
    equal(package.generation(box), before)
    equal(box.show(SERVICE, "ActiveState"), "active")
    equal(box.show(SERVICE, "NRestarts"), "0")

    package.put_paper(box, "late", ["The glowworm census was noted."])
    package.wait_found(box, "glowworm")
    reload_unit(box)


@on(indexed)
def test_going_back(t, box):
    "the generation before can be put back, and serves when reload returns"
    package.put_paper(box, "late", ["The glowworm census was noted."])
    package.wait_found(box, "glowworm")
    package.wait_idle(box)
    new = current(box)
    old = sorted(name for name in box.run(["ls", INDEX]).split()
                 if name.startswith("gen-") and name != new)[-1]
    point(box, old)
    reload_unit(box)
    equal(package.total(box, "glowworm"), 0)
    check(package.total(box, "special constables") > 0, "nothing is found")
    point(box, new)
    reload_unit(box)
    equal(package.total(box, "glowworm"), 1)


@on(indexed)
def test_backup(t, box):
    "a copy of the minutes is enough to make the index anew"
    box.run(["systemctl", "stop", SERVICE, *SOCKETS])
    box.run("rm -rf %s/*" % INDEX)
    box.run(["systemctl", "start", *SOCKETS, SERVICE])
    equal(package.generation(box), 0)
    box.run(["systemctl", "start", INDEXER])
    equal(package.total(box, "special constables"), 29)


# ---- reload ----

@on(indexed)
def test_reload(t, box):
    """a reload takes what changed in the configuration; one that is broken
    fails the reload with file and line, and the service goes on"""
    box.run("sed -i 's/^#* *title = .*/title = Papers of Wealdshire/' "
            + CONFIG)
    check("Papers of Wealdshire" in box.read(CONFIG), "no title to change")
    pid = package.main_pid(box)
    reload_unit(box)
    check("Papers of Wealdshire" in package.http(box, "/")[1],
          "the title is the old one")

    good = box.read(CONFIG)
    box.write(CONFIG, good + "\nnonsense = 1\n")
    line = "%s:%d" % (CONFIG, len(good.splitlines()) + 2)
    said = reload_unit(box, status=1)
    check(line in said, "%s is not in %r" % (line, said))
    equal(box.show(SERVICE, "ActiveState"), "active")
    check(package.total(box, "special constables") > 0, "nothing is found")
    check("Papers of Wealdshire" in package.http(box, "/")[1],
          "the title is another")

    box.write(CONFIG, good)
    reload_unit(box)
    equal(package.main_pid(box), pid)
    equal(box.show(SERVICE, "NRestarts"), "0")


@on(indexed)
def test_broken_at_start(t, box):
    """started with a broken configuration it fails and names the line; once
    that is mended it is started and answers, whoever asked meanwhile"""
    good = box.read(CONFIG)
    box.write(CONFIG, "nonsense = 1\n" + good)
    box.run(["systemctl", "restart", SERVICE], status=1)
    check(CONFIG + ":1" in box.journal(SERVICE, "-p", "err"),
          "the journal does not name the line")
    for _ in range(3):
        box.as_user("clerk", "searchctl --timeout 1 special constables",
                    status=2)
    package.http(box, "/", options="--max-time 1")
    box.write(CONFIG, good)
    # Who waits at the socket has it started: nobody need do it by hand.
    check(package.total(box, "special constables") > 0, "nothing is found")
    equal(package.http(box, "/")[0], 200)
    equal(box.failed_units(), [])


@on(indexed)
def test_admin_only(t, box):
    "a member of the group may ask, but neither reload nor read what was slow"
    for option in ("--reload", "--slowlog"):
        said = box.as_user("clerk", "searchctl " + option, status=2)
        check("root" in said or "denied" in said.lower(),
              "searchctl %s says %r" % (option, said))
        box.run(["searchctl", option])
    box.as_user("clerk", "searchctl --status")
    box.run(["runuser", "-u", "minutiae", "--", "searchctl", "--reload"])


# ---- logs ----

@on(indexed)
def test_journal(t, box):
    """the journal knows each message's level; each is one line of key=value;
    no query is in it"""
    box.as_user("clerk", "searchctl unmistakableword", status=1)
    package.http(box, "/search?q=unmistakableword")
    box.run("systemctl reload " + SERVICE)
    box.run("cp %s /root/conf && echo 'nonsense = 1' >>%s"
            % (CONFIG, CONFIG))
    box.run(["systemctl", "reload", SERVICE], status=1)
    box.run(["journalctl", "--sync"])
    lines = [json.loads(line) for line in box.run(
        ["journalctl", "-q", "-o", "json", "-u", SERVICE,
         "_COMM=minutiae-search"]).splitlines()]
    check(len(lines) >= 3, "only %d messages" % len(lines))
    levels = set()
    for line in lines:
        text = line["MESSAGE"]
        check(isinstance(text, str), "not text: %r" % text)
        check(not re.match(r"<\d>", text), "the level is in %r" % text)
        check(re.search(r"(^|\s)[a-z][a-z_-]*=\S", text),
              "no key=value in %r" % text)
        check("unmistakableword" not in text, "a query is in %r" % text)
        levels.add(line["PRIORITY"])
    check("6" in levels or "5" in levels, "levels are %r" % levels)
    check("3" in levels or "4" in levels, "levels are %r" % levels)
    errors = box.journal(SERVICE, "-p", "err")
    check("nonsense" in errors, "errors are %r" % errors)
    for unit in (SERVICE, INDEXER):
        check("unmistakableword" not in box.journal(unit), "a query is there")


harness.main(globals(), needs=())
