"""doc/install.md says what is true: its commands, run as they stand there in a
really booted systemd."""

import functools
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import machine  # noqa: E402

import harness  # noqa: E402
from harness import check, equal  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = os.path.join(harness.SOURCE, "corpora")
BUILD_DEADLINE = 600.0  # seconds, of the package
SEARCHD = "minutiae-searchd.service"

with open(os.path.join(harness.SOURCE, "doc", "install.md"),
          encoding="utf-8") as f:
    DOC = f.read()


def blocks(section):
    """The commands of a section, by block."""
    found = re.search(r"^## %s\n(.*?)(?=^## |\Z)" % re.escape(section), DOC,
                      re.M | re.S)
    check(found, "install.md has no section " + section)
    return [re.sub(r"^    ", "", block, flags=re.M).splitlines()
            for block in re.findall(r"(?:^    .+\n)+", found.group(1), re.M)]


def lines(section, block=0):
    return blocks(section)[block]


def deb():
    """The package of this source; built first where it is not yet."""
    machine.need()
    if os.environ.get("MINUTIAE_DEB"):
        return os.environ["MINUTIAE_DEB"]
    done = subprocess.run(
        ["sh", os.path.join(HERE, "build_deb.sh"), harness.BUILD],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", timeout=BUILD_DEADLINE)
    names = [name for name in done.stdout.splitlines() if "dbgsym" not in name]
    equal(done.returncode, 0, "the package was not built:\n" + done.stderr)
    return names[-1]


def fresh():
    """A machine with the package and the samples in /root, and with the user
    that the document speaks of."""
    name, box = deb(), machine.Machine()
    box.run("! dpkg -s minutiae >/dev/null 2>&1 || dpkg --purge minutiae")
    # It has no network to fetch what would be good to have from, nor anybody
    # to say yes.
    box.write("/etc/apt/apt.conf.d/99test",
              'APT::Install-Recommends "no";\nAPT::Get::Assume-Yes "yes";\n')
    box.put(name, "/root/" + os.path.basename(name))
    box.run("mkdir /root/corpora && useradd -m clerk && useradd -m stranger")
    done = subprocess.run("tar -C '%s' -cf - . | tar -C '%s' "
                          "--no-same-owner -xf -"
                          % (CORPORA, box.path("/root/corpora")), shell=True)
    equal(done.returncode, 0, "tar's status")
    return box


def do(box, commands, folder="/root"):
    """Runs each, as root in a folder; what the last one said."""
    said = ""
    for command in commands:
        said = box.run("cd %s && %s" % (folder, command), timeout=120)
    return said


def installed():
    box = fresh()
    try:
        do(box, lines("From the package to the first answer"))
    except BaseException:
        box.end()
        raise
    return box


def on(setup):
    """Decorates a test with a machine, and shows the journal where it
    fails."""
    def wrap(function):
        @functools.wraps(function)
        def test(t):
            with setup() as box:
                try:
                    function(t, box)
                except harness.Failure as why:
                    raise harness.Failure("%s\n%s" % (why, box.run(
                        "journalctl -q --no-pager -o cat -n 30 "
                        "-u 'minutiae-*'", status=None))) from why
        return test
    return wrap


def stat(box, name):
    return re.search(r"^%s +(.*)$" % name, box.run("searchctl --status"),
                     re.M).group(1)


def web(box):
    return box.run("curl -sS -m 10 http://127.0.0.1:7780/healthz",
                   status=None).strip()


@on(fresh)
def test_five_lines(t, box):
    "five lines from the package to the first answer"
    commands = lines("From the package to the first answer")
    equal(len(commands), 5)
    check("Special Constabulary" in do(box, commands), "no answer")
    check("Special Constabulary" in box.as_user("clerk", commands[-1]),
          "clerk may not search")
    check("group minutiae" in box.as_user("stranger", commands[-1], status=2),
          "a stranger is told nothing")
    check(web(box).startswith("ok gen="), "no search box: " + web(box))
    equal(box.failed_units(), [])
    for command in lines("Where things are"):
        check("minutiae-searchd" in do(box, [command]), command)


@on(installed)
def test_web_off_and_on(t, box):
    "the search box is switched off, and on again"
    off, on_again = blocks("Who may search")
    do(box, off)
    check("ok" not in web(box), "the search box is still there")
    check("84" == stat(box, "documents"), "the daemon does not serve")
    do(box, on_again)
    check(web(box).startswith("ok gen="), "no search box: " + web(box))
    equal(box.failed_units(), [])


@on(installed)
def test_other_folders(t, box):
    "minutes elsewhere are indexed, when the indexer has been told twice"
    service, by_hand, path, explain, _ = blocks("Minutes that lie elsewhere")
    box.run("mkdir -p /srv/minutes && cp -r /root/corpora/minutes/"
            "police-authority /srv/minutes/council")
    for unit, text in (("service", service), ("path", path)):
        box.write("/etc/systemd/system/minutiae-indexer.%s.d/override.conf"
                  % unit, "\n".join(text) + "\n")
    box.run("systemctl daemon-reload")
    box.run("systemctl restart minutiae-indexer.path")
    box.run("systemctl start minutiae-indexer.service", status=1)
    check("would vanish" in box.journal("minutiae-indexer.service"),
          "it did not stop")
    do(box, by_hand)
    box.run("systemctl start minutiae-indexer.service")
    equal(stat(box, "documents"), "86")
    name = re.search(r"(\S+\.txt)$", explain[0]).group(1)
    box.run("cp /srv/minutes/council/$(ls /srv/minutes/council | head -n 1) "
            + name)
    machine.wait_until("the new paper is found",
                       lambda: stat(box, "documents") == "87")
    check("UTF-8" in do(box, explain), "it is not explained")


@on(installed)
def test_settings(t, box):
    "the settings are checked and read again"
    box.run("echo 'title = Papers of Example' >>/etc/minutiae/searchd.conf")
    do(box, lines("Settings"))
    check("Papers of Example" in box.run(
        "curl -sS http://127.0.0.1:7780/"), "the title is the old one")


@on(installed)
def test_back_and_forth(t, box):
    "going back a generation and forth again, backup and restoring"
    box.run("rm -r /var/lib/minutiae/minutes/police-authority")
    box.run("systemctl start minutiae-indexer.service")
    equal(stat(box, "documents"), "82")
    back, forth = blocks("Going back a generation")
    do(box, back)
    equal(stat(box, "documents"), "84")
    do(box, forth)
    equal(stat(box, "documents"), "82")

    save, restore, save_index = blocks("Backup")
    do(box, save)
    do(box, save_index)
    box.run("systemctl stop minutiae-indexer.timer minutiae-indexer.path; "
            "rm -r /var/lib/minutiae/minutes/* /var/lib/minutiae/index/*")
    do(box, restore)
    equal(stat(box, "documents"), "82")


def test_paths(t):
    "the messages that the document explains are the programs'"
    programs = ""
    for folder in ("lib", "indexer", "searchd"):
        for where, _, names in os.walk(os.path.join(harness.SOURCE, folder)):
            for name in names:
                if name.endswith(".c"):
                    with open(os.path.join(where, name),
                              encoding="utf-8") as source:
                        # A message is parted over lines, and over macros.
                        programs += re.sub(r'"\s*(?:[A-Z_]+\s*)?"', "",
                                           source.read())
    table = DOC.split("\n## Messages and what to do\n")[1].split("\n## ")[0]
    words = ("permission denied on ", "it is for members of the group ",
             "no daemon at ", "no index in ", "no minutes were found in ",
             "documents would vanish", "cannot open it",
             "another indexer (process ", " is damaged: run ",
             "differs from its checksum", "has schema version ",
             "there is no key ", "what listens at ")
    for word in words:
        check(word in programs, "no program says " + word)
        check(word.strip() in table, "the table lacks " + word)


harness.main(globals(), needs=())
