#!/usr/bin/env python3
"""Completion in bash: what it offers is what the programs take."""

import os
import pty
import re
import select
import shutil
import subprocess
import time

import harness
from harness import BUILD, Skip, check, equal, run

PROGRAMS = {
    harness.INDEXER_NAME: harness.INDEXER,
    harness.SEARCHCTL_NAME: harness.SEARCHCTL,
    harness.SEARCHD_NAME: harness.SEARCHD,
}

# Calls the completion of a command as bash would: $1 is the file, $2 the
# program, the rest the words typed, of which the last is being completed.
# What it asks readline for (files, folders) is printed, then what it offers.
CALL = r"""
source "$1"; shift
program=$1
asked=
compopt() { asked+=" $*"; }
function=$(complete -p "${COMMAND##*/}") || exit
[[ $function =~ -F\ ([^ ]+) ]]
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
"${BASH_REMATCH[1]}" "$program" "${!#}" "${COMP_WORDS[COMP_CWORD-1]}"
echo "asked$asked"
((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
"""


def complete(name, *words):
    """(what was asked of readline, what is offered)"""
    if shutil.which("bash") is None:
        raise Skip("there is no bash")
    done = run(["bash", "--norc", "-c", CALL, "bash",
                os.path.join(BUILD, "completion", "made", name),
                PROGRAMS[name], *words],
               env={**os.environ, "COMMAND": name})
    equal(done.stderr, "", "what bash said")
    asked, *offered = done.stdout.splitlines()
    return asked.split()[1:], sorted(offered)


def offered(name, *words):
    return complete(name, *words)[1]


def options_of(name):
    """Those that --help lists, at the beginning of a line."""
    text = run([PROGRAMS[name], "--help"]).stdout
    found = []
    for line in re.findall(r"^  (--[a-z-]+(?:, --[a-z-]+)*)", text, re.M):
        found += line.split(", ")
    check("--help" in found and "--version" in found, text)
    return sorted(found)


def test_options(t):
    "each program's completion offers exactly the options of its --help"
    for name in PROGRAMS:
        equal(offered(name, "--"), options_of(name), name)
        equal(offered(name, "--he"), ["--help"], name)


def test_values(t):
    "the values of an option are offered, and only those"
    ctl = harness.SEARCHCTL_NAME
    modes = {"--match": ["all", "any", "auto"],
             "--sort": ["document", "newest", "oldest", "relevance"],
             "--group": ["document"],
             "--decision": ["no", "yes"],
             "--expand": ["no", "yes"],
             "--color": ["always", "auto", "never"]}
    for option, values in modes.items():
        equal(offered(ctl, option, ""), values, option)
        equal(offered(ctl, option, "="), values, option)
        equal(offered(ctl, option, "=", values[0][:2]), values[:1], option)
        for value in values:
            done = subprocess.run(
                [harness.SEARCHCTL, "--server", t.path("none"), option, value,
                 "--timeout", "1", "x"], capture_output=True, encoding="utf-8")
            check("no daemon at" in done.stderr, done.stderr)
    check("resolution" in offered(ctl, "--kind", ""), "kinds")
    equal(offered(ctl, "--year", ""), [], "of a year")
    equal(offered(harness.SEARCHD_NAME, "--threads", ""), [], "of a number")


def test_words(t):
    "options of searchctl are offered up to the first word, none behind it"
    ctl = harness.SEARCHCTL_NAME
    equal(offered(ctl, "--limit", "3", "--so"), ["--sort"])
    equal(offered(ctl, "--limit", "=", "3", "--so"), ["--sort"])
    equal(offered(ctl, "police", "--so"), [])
    equal(offered(ctl, "--json", "police", "--so"), [])
    equal(offered(ctl, "--", "--so"), [])


def test_files(t):
    "files and folders are left to bash where they are wanted, else forbidden"
    indexer, searchd = harness.INDEXER_NAME, harness.SEARCHD_NAME
    equal(complete(indexer, ""), ([], []))
    equal(complete(indexer, "--explain", "mi"), ([], []))
    check("dirnames" in complete(indexer, "--index", "")[0], "of the indexer")
    check("dirnames" in complete(searchd, "--index", "")[0], "of searchd")
    equal(complete(searchd, "--config", "")[0][-2:], ["-o", "default"])
    check("-o" not in complete(searchd, "--threads", "")[0], "of a number")
    check("-o" not in complete(harness.SEARCHCTL_NAME, "x", "")[0], "of words")


def test_typed(t):
    "typed in a real bash, a folder with a blank is completed and quoted"
    if shutil.which("bash") is None:
        raise Skip("there is no bash")
    os.mkdir(t.path("minutes of 2014"))
    with open(t.path("minutes.txt"), "w", encoding="utf-8"):
        pass
    name = harness.INDEXER_NAME
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(t.path(""))
        os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"],
                   {"PATH": os.environ["PATH"], "TERM": "dumb", "PS1": "> ",
                    "INPUTRC": "/dev/null"})
    program = PROGRAMS[name]
    text = ("source %s/completion/made/%s; complete -o default -F "
            "_minutiae_indexer %s\n%s --index min\t" % (
                BUILD, name, program, program))
    os.write(terminal, text.encode())
    seen = b""
    end = time.monotonic() + harness.DEADLINE
    want = b"--index minutes\\ of\\ 2014/"
    while want not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096)
    os.write(terminal, b"\x03exit\n")
    os.close(terminal)
    os.waitpid(pid, 0)
    check(want in seen, seen.decode("utf-8", "replace"))


harness.main(globals())
