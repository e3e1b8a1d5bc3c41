#!/usr/bin/env python3
"""The indexer, as people and timers run it: what it takes, what it skips and
says about it, its exit codes, and that nothing that goes wrong on the way
touches the index that readers use."""

import fcntl
import glob
import gzip
import hashlib
import json
import os
import pty
import random
import re
import resource
import select
import signal
import socket
import subprocess
import time

import harness
from harness import INDEXER, Skip, check, equal, matches, run

NAME = re.escape(harness.INDEXER_NAME)

TEXT = "Members noted the report on the winter gritting of minor roads."


def indexer(*arguments, status=0, **options):
    return run([INDEXER, *arguments], status, **options)


def item(*paragraphs):
    return harness.minutes("An item", list(paragraphs) or [TEXT])


def current(index):
    """The name of the current generation, None where there is none."""
    try:
        return os.readlink(os.path.join(index, "current"))
    except FileNotFoundError:
        return None


def generations(index):
    return sorted(n for n in os.listdir(index) if n.startswith("gen-"))


def skipped(done):
    """path -> reason, of what a run named as skipped."""
    head = harness.INDEXER_NAME + ": skipped "
    pairs = [line[len(head):].split(": ", 1)
             for line in done.stderr.splitlines() if line.startswith(head)]
    return {path: reason for path, reason in pairs}


def counts(done):
    """documents, paragraphs, files of the closing line."""
    found = matches(done.stdout,
                    r"(?:would index|indexed) (\d+) documents?, "
                    r"(\d+) paragraphs? from (\d+) files? "
                    r"\(\d+\.\d MB\) in \d+\.\d s.*\n", "closing line")
    return tuple(int(n) for n in found.groups())


# ---- the command line ----

def test_root_in_anothers_index(t):
    "root makes nothing in an index that another user could not go on with"
    if os.geteuid() != 0:
        raise Skip("only root can be told so")
    source, index = t.path("minutes"), t.path("index")
    os.mkdir(source)
    with open(os.path.join(source, "a.txt"), "w", encoding="utf-8") as f:
        f.write("Title\n\n" + TEXT + "\n")
    os.mkdir(index)
    os.chown(index, 65534, -1)
    done = indexer("--index", index, source, status=64)
    check("belongs to the user nobody" in done.stderr and
          "runuser -u nobody" in done.stderr, done.stderr)
    equal(os.listdir(index), [], "what was made")
    os.chown(index, 0, -1)
    indexer("--index", index, source)


def test_usage(t):
    "a wrong command line is status 64, told on one line, and makes nothing"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    for arguments in ([], ["--index"], ["--index", ""], ["--index", index],
                      ["--nonsense"], ["--index", index, "--nonsense", source],
                      ["--index", index, "--index", index, source],
                      ["--index", index, ""], [source], ["--dry-run"],
                      ["--explain", source, "--dry-run"],
                      ["--explain", source, "--settle"],
                      ["--index", index, "--settle", "--dry-run", source],
                      ["--index", index, "--jobs", "0", source],
                      ["--index", index, "--jobs", "65", source],
                      ["--index", index, "--jobs", "two", source],
                      ["--index", index, "--keep", "101", source],
                      ["--index", index, "--quiet=yes", source]):
        done = indexer(*arguments, status=64)
        equal(done.stdout, "", "output of %r" % arguments)
        matches(done.stderr, NAME + r": [^\n]+\n", "message of %r" % arguments)
    check(not os.path.exists(index) or current(index) is None,
          "something was published")


def test_help_and_version(t):
    "--help and --version go to standard output"
    check("--allow-removals" in indexer("--help").stdout, "help lacks options")
    matches(indexer("--version").stdout,
            NAME + r" \(minutiae \S+\) with libxapian 1\.\S+\n")


def test_full_standard_output(t):
    "an output that cannot be written is status 74"
    with open("/dev/full", "wb") as full:
        done = subprocess.run([INDEXER, "--help"], stdout=full,
                              stderr=subprocess.PIPE, check=False)
    equal(done.returncode, 74, "status")
    check(b"No space left" in done.stderr, "it says %r" % done.stderr)


# ---- what is taken ----

def test_first_index(t):
    "a first run publishes generation 1 with all its files and says so"
    source = t.write_corpus({"a": item(TEXT, TEXT), "b/c": item()})
    index = t.path("index")
    done = indexer("--index", index, source)
    equal(counts(done), (2, 3, 2), "counts")
    check(done.stdout.endswith(": generation 1\n"), done.stdout)
    equal(done.stderr, "", "messages")
    equal(current(index), "gen-000001", "current")
    equal(sorted(os.listdir(os.path.join(index, "current"))),
          ["MANIFEST", "acronyms", "columns", "documents", "files",
           "positions", "text", "titles", "words", "xapian"],
          "files")


def test_ids(t):
    "ids are relative to the SOURCE; with several they begin with its name"
    one = t.write_corpus({"2014/a": item(), "b": item()}, "one")
    two = t.write_corpus({"a": item()}, "two")
    lone = t.write("lone.txt", item())
    index = t.path("index")

    def documents(*sources):
        indexer("--index", index, "--allow-removals", *sources)
        with open(os.path.join(index, "current", "documents"), "rb") as f:
            data = f.read()
        return {name for name in (b"2014/a", b"one/2014/a", b"two/a", b"lone",
                                  b"one/b")
                if b"\0" + name + b"\0" in b"\0" + data + b"\0"}

    equal(documents(one), {b"2014/a"}, "ids of one")
    equal(documents(lone), {b"lone"}, "ids of a file")
    equal(documents(one, two, lone),
          {b"one/2014/a", b"two/a", b"lone", b"one/b"}, "ids of several")
    equal(documents(one + "/.", two + "//"),
          {b"one/2014/a", b"two/a", b"one/b"}, "ids of odd spellings")


def test_equal_base_names(t):
    "two SOURCEs of one last name are refused, as their ids would mix"
    one = t.write_corpus({"a": item()}, "x/minutes")
    two = t.write_corpus({"b": item()}, "y/minutes")
    lone = t.write("minutes.txt", item())
    for pair in ((one, two), (one, one), (one, lone)):
        done = indexer("--index", t.path("index"), *pair, status=64)
        check("the same ids" in done.stderr, done.stderr)
    equal(current(t.path("index")), None, "current")


def test_skipped_files(t):
    "what cannot be taken is named with its reason, the rest is indexed"
    source = t.write_corpus({"good": item()})
    for name, data in (("scan.odd", b"%PDF-1.4"), ("README", b"words"),
                       ("empty.txt", b""), ("photo.txt", bytes(range(256)) * 99),
                       (b"bad-\xff.txt", item().encode()),
                       ("two\nlines.txt", item().encode()),
                       ("esc\x1b[31m.txt", item().encode()),
                       ("a#b.txt", item().encode()),
                       ("bidi\u202e.txt", item().encode()),
                       (".hidden.txt", b"x"), ("good.txt~", b"x"),
                       ("#good.txt#", b"x")):
        folder = os.fsencode(source)
        with open(os.path.join(folder, os.fsencode(name)), "wb") as f:
            f.write(data)
    os.mkfifo(os.path.join(source, "fifo.txt"))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.join(source, "s.txt"))
    os.symlink("good.txt", os.path.join(source, "link.txt"))
    os.symlink(".", os.path.join(source, "loop"))
    os.symlink("/", os.path.join(source, "root"))
    with open(os.path.join(source, "large.txt"), "wb") as f:
        f.truncate((64 << 20) + 1)
    done = indexer("--index", t.path("index"), source, status=1)
    listener.close()
    got = {path[len(source) + 1:]: reason
           for path, reason in skipped(done).items()}
    want = {"scan.odd": "no reader for .odd",
            "README": "no reader for a file without an extension",
            "bad-\\xff.txt": "its name is not valid UTF-8",
            "two\\x0alines.txt": "its name holds a control character",
            "esc\\x1b[31m.txt": "its name holds a control character",
            "bidi\\xe2\\x80\\xae.txt": "its name holds a control character",
            "a#b.txt": "its name holds a '#', which parts document and "
                       "paragraph",
            "fifo.txt": "a FIFO", "s.txt": "a socket",
            "link.txt": "a symbolic link", "loop": "a symbolic link",
            "root": "a symbolic link", "large.txt": "larger than 64 MiB"}
    for name, reason in want.items():
        equal(got.pop(name, None), reason, name)
    equal(sorted(got), ["empty.txt", "photo.txt"], "the others skipped")
    equal(counts(done), (1, 1, 1), "counts")
    check(done.stdout.endswith("; 15 files skipped\n"), done.stdout)
    check(all(ord(c) >= 32 or c == "\n" for c in done.stderr),
          "a control character got through: %r" % done.stderr)


def test_links_on_the_command_line(t):
    "a SOURCE may be a link itself, and ids keep the link's name"
    t.write_corpus({"a": item()}, "real")
    os.symlink("real", t.path("link"))
    t.write_corpus({"a": item()}, "other")
    os.symlink("other/a.txt", t.path("file.txt"))
    done = indexer("--index", t.path("index"), t.path("link"),
                   t.path("file.txt"))
    equal(counts(done), (2, 2, 2), "counts")
    with open(t.path("index/current/documents"), "rb") as f:
        check(b"link/a" in f.read(), "the id does not begin with link/")


def test_unreadable(t):
    "a file or folder without permission is skipped, the rest is indexed"
    source = t.write_corpus({"good": item(), "closed": item(),
                             "folder/inner": item()})
    os.chmod(os.path.join(source, "closed.txt"), 0)
    os.chmod(os.path.join(source, "folder"), 0)
    try:
        if os.access(os.path.join(source, "closed.txt"), os.R_OK):
            raise Skip("nothing is closed to root")
        done = indexer("--index", t.path("index"), source, status=1)
    finally:
        os.chmod(os.path.join(source, "folder"), 0o755)
    got = skipped(done)
    equal(sorted(got), [source + "/closed.txt", source + "/folder"], "skipped")
    check(all("Permission denied" in r for r in got.values()), repr(got))


def test_unreadable_as_nobody(t):
    "the same, for a root that steps down to an ordinary user"
    if os.getuid() != 0:
        raise Skip("only root can become another user")
    source = t.write_corpus({"good": item(), "closed": item(),
                             "folder/inner": item()})
    os.chmod(os.path.join(source, "closed.txt"), 0)
    os.chmod(os.path.join(source, "folder"), 0)
    os.mkdir(t.path("place"))
    os.chmod(t.folder, 0o755)
    os.chmod(t.path("place"), 0o777)

    def step_down():
        os.setgid(65534)
        os.setuid(65534)

    probe = subprocess.run(["test", "-x", INDEXER], preexec_fn=step_down,
                           check=False)
    if probe.returncode != 0:
        raise Skip("an ordinary user cannot reach the program")
    done = indexer("--index", t.path("place/index"), source, status=1,
                   preexec_fn=step_down)
    got = skipped(done)
    equal(sorted(got), [source + "/closed.txt", source + "/folder"], "skipped")
    check(all("Permission denied" in r for r in got.values()), repr(got))


def test_richer_of_two(t):
    "of two files that differ only by extension one is taken"
    source = t.write_corpus({"a": item()})
    t.write("minutes/a.text", item("Another text."))
    t.write("minutes/a-b.txt", item())
    done = indexer("--index", t.path("index"), source, status=1)
    equal(skipped(done), {source + "/a.text": "a.txt is taken instead"},
          "skipped")
    equal(counts(done), (2, 2, 2), "counts")


def test_equal_ids(t):
    "of two documents of one id the second is skipped, and named"
    sample = os.path.join(harness.SOURCE, "corpora", "minutes", "cabinet",
                          "2015-03-11-meeting.txt")
    with open(sample, "rb") as f:
        t.write("minutes/meeting.txt", f.read())
    t.write("minutes/meeting/1.txt", item())
    t.write("minutes/meeting/other.txt", item())
    report = t.path("report.jsonl")
    done = indexer("--index", t.path("index"), "--report", report,
                   t.path("minutes"), status=1)
    equal(skipped(done), {t.path("minutes/meeting/1.txt"):
                          "meeting/1: a document before it has the same id"},
          "skipped")
    check(done.stdout.endswith("; 1 document skipped\n") and
          "file skipped" not in done.stdout, done.stdout)
    with open(report, encoding="utf-8") as f:
        lines = [json.loads(line) for line in f]
    equal([line["document"] for line in lines if "document" in line],
          ["meeting/1"], "documents in the report")


def test_deep_tree(t):
    "a tree deeper than the limit is cut off there, and named"
    source = t.write_corpus({"a": item()})
    t.write("minutes/" + "d/" * 70 + "deep.txt", item())
    done = indexer("--index", t.path("index"), source, status=1)
    equal([r for r in skipped(done).values()],
          ["too deep: 64 folders stand above it"], "reasons")


def test_odd_texts(t):
    "huge words, invalid UTF-8, one line of a megabyte: indexed, not feared"
    source = t.write_corpus({"good": item()})
    t.write("minutes/word.txt", item("The word " + "x" * 70000 + " is long."))
    t.write("minutes/cut.txt", item("caf").encode()[:-1] + b"\xe9 \xff words\n")
    t.write("minutes/line.txt", item("road " * 200000))
    t.write("minutes/crlf.txt", item().replace("\n", "\r\n"))
    done = indexer("--index", t.path("index"), source)
    equal(counts(done)[2], 5, "files")


def test_real_bad_utf8(t):
    "lines of invalid UTF-8 as a real archive had them are indexed"
    path = os.path.join(harness.SOURCE, "..", "shared", "real",
                        "bad-utf8-lines.bin")
    if not os.path.exists(path):
        raise Skip("the sample is not here")
    with open(path, "rb") as f:
        data = f.read()
    source = t.write_corpus({"good": item()})
    t.write("minutes/bad.txt", b"Minutes:\n\n1. " + data)
    done = indexer("--index", t.path("index"), source, status=None)
    check(done.returncode in (0, 1), "status %d" % done.returncode)
    check(current(t.path("index")) is not None, "nothing was published")


def test_index_inside_source(t):
    "an index that lies in its own SOURCE is not read"
    source = t.write_corpus({"a": item()})
    index = os.path.join(source, "index")
    for _ in range(2):
        equal(counts(indexer("--index", index, "--rebuild", source)),
              (1, 1, 1), "counts")


# ---- runs one after another ----

def test_remembered_sources(t):
    "without a SOURCE it goes on with the last ones, wherever it is called"
    t.write_corpus({"a": item()}, "one")
    t.write_corpus({"a": item()}, "two")
    index = t.path("index")
    indexer("--index", "index", "one", "two", cwd=t.folder)
    t.write("two/b.txt", item())
    done = indexer("--index", index, cwd="/")
    equal(counts(done), (3, 3, 3), "counts")
    check(": generation 2 (" in done.stdout, done.stdout)


def test_no_sources_known(t):
    "without an index and a SOURCE it says what to do"
    done = indexer("--index", t.path("index"), status=64)
    check("name the files and folders" in done.stderr, done.stderr)


def test_missing_source(t):
    "a SOURCE that is not there is status 66, and the old index stays"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    indexer("--index", index, source)
    done = indexer("--index", index, source, t.path("gone"), status=66)
    check(t.path("gone") in done.stderr, done.stderr)
    os.rename(source, source + "-away")
    indexer("--index", index, status=66)
    equal(current(index), "gen-000001", "current")


def test_no_documents(t):
    "a run that finds nothing is status 65, and the old index stays"
    os.mkdir(t.path("empty"))
    index = t.path("index")
    indexer("--index", index, t.path("empty"), status=65)
    equal(current(index), None, "current")
    indexer("--index", index, t.write_corpus({"a": item()}))
    indexer("--index", index, "--allow-removals", t.path("empty"), status=65)
    equal(current(index), "gen-000001", "current")
    equal(generations(index), ["gen-000001"], "generations")


def test_removals_guard(t):
    "more than a fifth vanishing needs --allow-removals; a fifth does not"
    source = t.write_corpus({"d%d" % i: item() for i in range(10)})
    index = t.path("index")
    indexer("--index", index, source)
    for i in range(2):
        os.unlink(os.path.join(source, "d%d.txt" % i))
    indexer("--index", index)
    for i in range(2, 4):
        os.unlink(os.path.join(source, "d%d.txt" % i))
    done = indexer("--index", index, status=65)
    matches(done.stderr, NAME + r": 2 of 8 documents would vanish, d2 .*"
                         r"--allow-removals\n", "message")
    equal(current(index), "gen-000002", "current")
    dry = indexer("--index", index, "--dry-run", status=65)
    check("2 documents would vanish, which needs --allow-removals"
          in dry.stdout, "dry run")
    equal(dry.stderr, done.stderr, "what a dry run says")
    matches(indexer("--index", index, "--dry-run", "--allow-removals").stdout,
            r"(?s).*; 2 documents would vanish\n", "dry run with leave")
    equal(counts(indexer("--index", index, "--allow-removals")), (6, 6, 6),
          "counts")


def test_removals_guard_on_unread_files(t):
    "files that are there and hold nothing any more count as vanished"
    source = t.write_corpus({"d%d" % i: item() for i in range(4)})
    index = t.path("index")
    indexer("--index", index, source)
    for i in range(2):
        t.write("minutes/d%d.txt" % i, b"")
    for options in ([], ["--dry-run"]):
        indexer("--index", index, *options, status=65)
    equal(current(index), "gen-000001", "current")
    equal(generations(index), ["gen-000001"], "generations")


def test_damaged_index(t):
    "a damaged current index is replaced, with a notice"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    indexer("--index", index, source)
    path = os.path.join(index, "current", "MANIFEST")
    with open(path, "rb") as f:
        data = f.read()
    os.unlink(path)
    with open(path, "wb") as f:
        f.write(data[:len(data) // 2])
    done = indexer("--index", index, status=64)
    check("name them again" in done.stderr, done.stderr)
    done = indexer("--index", index, source)
    check("the index is replaced as a whole" in done.stderr, done.stderr)
    equal(current(index), "gen-000002", "current")


def test_other_schema(t):
    "an index of another schema version is replaced, with a notice"
    source = t.write_corpus({"d%d" % i: item() for i in range(10)})
    index = t.path("index")
    indexer("--index", index, source)
    path = os.path.join(index, "current", "MANIFEST")
    with open(path, encoding="utf-8") as f:
        lines = f.readlines()
    matches(lines[0], r"schema \d+\n", "the first line of MANIFEST")
    text = "".join(["schema 9999\n"] + lines[1:-1])
    text += "checksum %s\n" % hashlib.sha256(text.encode()).hexdigest()
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    # What people chose is read all the same: a nightly run goes on.
    done = indexer("--index", index)
    matches(done.stderr, NAME + r": the index is replaced as a whole: [^\n]*"
                         r"schema version 9999, this program reads \d+\n",
            "notice")
    equal(current(index), "gen-000002", "current")
    equal(counts(done), (10, 10, 10), "counts")


def test_damaged_without_sources(t):
    "an index that cannot tell its SOURCEs says to name them, and nothing else"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    indexer("--index", index, source)
    os.truncate(os.path.join(index, "current", "MANIFEST"), 0)
    for options in ([], ["--rebuild"], ["--dry-run"]):
        done = indexer("--index", index, *options, status=64)
        matches(done.stderr, NAME + r": the index cannot tell its SOURCEs: "
                r"name them again \([^\n]*MANIFEST is missing or damaged\)\n")


def test_overlapping_sources(t):
    "a SOURCE that lies in another, by whatever name, is refused"
    source = t.write_corpus({"a": item(), "sub/b": item(), "subs/c": item()})
    sub = os.path.join(source, "sub")
    os.symlink(sub, t.path("link"))
    for pair in ((source, sub), (sub, source), (source, sub + "/b.txt"),
                 (source, t.path("link")), (t.path("link"), source),
                 (t.path("link"), sub)):
        done = indexer("--index", t.path("index"), *pair, status=64)
        check(" lies in " in done.stderr, done.stderr)
        indexer("--dry-run", *pair, status=64)
    equal(current(t.path("index")), None, "current")
    indexer("--index", t.path("index"), sub, os.path.join(source, "subs"))


def test_rebuild_says_nothing(t):
    "with --rebuild a damaged index is replaced without a word"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    indexer("--index", index, source)
    os.truncate(os.path.join(index, "current", "MANIFEST"), 0)
    equal(indexer("--index", index, "--rebuild", source).stderr, "", "notice")


def test_damaged_is_not_kept(t):
    "a damaged generation takes no place among those to go back to"
    source = t.write_corpus({"a": item()})
    for n, options in enumerate(([], ["--rebuild"])):
        for name in ("text", "MANIFEST"):
            index = t.path("index%d%s" % (n, name))
            for text in ("One.", "Two.", "Three."):
                t.write("minutes/a.txt", item(text))
                indexer("--index", index, "--keep", "2", source)
            os.truncate(os.path.join(index, "current", name), 5)
            indexer("--index", index, "--keep", "2", *options, source)
            equal(generations(index), ["gen-000001", "gen-000002",
                                       "gen-000004"], name)


def test_generations_kept(t):
    "the current generation and the one before it are kept"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    for _ in range(4):
        indexer("--index", index, "--rebuild", source)
    equal(generations(index), ["gen-000003", "gen-000004"], "generations")


def test_determinism(t):
    "two builds of the same files give the same bytes"
    source = t.write_corpus({"b/%d" % i: item(TEXT, "Resolved %d." % i)
                             for i in range(20)})
    sums = []
    for name in ("one", "two"):
        indexer("--index", t.path(name), source)
        folder = os.path.join(t.path(name), "current")
        sums.append({})
        for file in ("text", "columns", "documents", "files", "words", "titles",
                     "acronyms"):
            with open(os.path.join(folder, file), "rb") as f:
                sums[-1][file] = hashlib.sha256(f.read()).hexdigest()
    equal(sums[0], sums[1], "checksums")


def sums_of(folder):
    """The checksum of each file of a generation, but of those that differ
    from build to build: MANIFEST has the time, `files` times that are some
    seconds old, Xapian's iamglass a UUID."""
    sums = {}
    for top, _, names in os.walk(folder):
        for name in set(names) - {"MANIFEST", "files", "iamglass"}:
            path = os.path.join(top, name)
            with open(path, "rb") as f:
                sums[os.path.relpath(path, folder)] = hashlib.sha256(
                    f.read()).hexdigest()
    return sums


def test_jobs(t):
    "any number of threads gives the same bytes"
    source = large_corpus(t)
    for options in ([], ["--shard"]):
        sums = []
        for jobs in (1, 2, 4):
            index = t.path("index-%d%s" % (jobs, "".join(options)))
            done = indexer("--index", index, "--jobs", str(jobs), *options,
                           source)
            equal(counts(done)[:2], (25, 10000), "documents and paragraphs")
            sums.append(sums_of(os.path.join(index, current(index))))
        check("xapian/postlist.glass" in sums[0] and len(sums[0]) > 8,
              repr(sums[0]))
        equal(sums[1], sums[0], "two threads, %r" % options)
        equal(sums[2], sums[0], "four threads, %r" % options)


def threads_of(pid):
    return len(os.listdir("/proc/%d/task" % pid))


def test_jobs_are_threads(t):
    "--jobs 1 makes no threads, --jobs 3 makes three, which end when it stops"
    source, index = large_corpus(t), t.path("index")
    with open(INDEXER, "rb") as program:
        if b"__tsan_init" in program.read():
            raise Skip("TSan has a thread of its own")
    for jobs, threads in (("1", 1), ("3", 4)):
        process = subprocess.Popen([INDEXER, "--index", index, "--jobs", jobs,
                                    source], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        # In the middle of it: a shard is there, or is being merged.
        shard = os.path.join(index, "gen-*.tmp", "work", "shard-1")
        wait_until(lambda: glob.glob(shard), process)
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        equal(threads_of(process.pid), threads, "threads of --jobs " + jobs)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
        _, err = process.communicate(timeout=harness.DEADLINE)
        equal(process.returncode, 128 + signal.SIGTERM, "status")
        check("stopped by signal %d" % signal.SIGTERM in err, err)
        equal(os.listdir(index), ["lock"], "files")


def test_foreign_directory(t):
    "an --index that holds other things is refused before anything happens"
    source = t.write_corpus({"a": item()})
    before = sorted(os.listdir(source))
    done = indexer("--index", source, source, status=64)
    check("holds other things" in done.stderr, done.stderr)
    equal(sorted(os.listdir(source)), before, "files")
    indexer("--index", os.path.join(source, "a.txt"), source, status=74)
    indexer("--index", t.path("no/such/place"), source, status=66)


# ---- one at a time, and interrupted ----

def test_lock(t):
    "a second indexer is status 75 and names the first"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    indexer("--index", index, source)
    with open(os.path.join(index, "lock"), "r+b") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        f.truncate(0)
        f.write(b"%d\n" % os.getpid())
        f.flush()
        done = indexer("--index", index, status=75)
        check("process %d" % os.getpid() in done.stderr, done.stderr)
        equal(counts(indexer("--index", index, "--dry-run", "--rebuild")),
              (1, 1, 1), "counts of a dry run, which takes no lock")
    os.chmod(os.path.join(index, "lock"), 0o644)
    indexer("--index", index)
    equal(oct(os.stat(os.path.join(index, "lock")).st_mode & 0o777), "0o600",
          "who may hold the lock")


def test_journal(t):
    "messages have levels where JOURNAL_STREAM names stderr, and only there"
    source = t.write_corpus({"a": item()})
    os.mkfifo(os.path.join(source, "b.txt"))
    known = "JOURNAL_STREAM=$(stat -L -c %d:%i /dev/fd/2)"
    for told, warning, error in (
            (known, "<4>", "<3>"), ("JOURNAL_STREAM=1:1", "", "")):
        def ask(*arguments, status):
            return run(["sh", "-c", "export " + told + '; exec "$@"', "sh",
                        INDEXER, *arguments], status).stderr
        matches(ask("--index", t.path("index"), source, status=1),
                warning + NAME + ": skipped .*: a FIFO\n")
        matches(ask("--index", t.path("none"), t.path("absent"), status=66),
                error + NAME + ": .*absent.*\n")


def large_corpus(t):
    """Enough to be busy with for a while."""
    words = "road bridge school budget police pension flood licence".split()
    rng = random.Random(20140206)
    paragraphs = [" ".join(rng.choices(words, k=60)) + " n%d." % i
                  for i in range(400)]
    return t.write_corpus({"d%02d" % i: item(*paragraphs)
                           for i in range(25)}, "large")


def wait_until(condition, process):
    """Polls, as a file's appearance is no event that a pipe can carry."""
    end = time.monotonic() + harness.DEADLINE
    while not condition():
        check(process.poll() is None, "the indexer ended too early")
        check(time.monotonic() < end, "it never got there")
        select.select([], [], [], 0.002)


def test_signals(t):
    "SIGINT and SIGTERM stop it: status 128 + n, no rubbish, the index as it was"
    source = large_corpus(t)
    index = t.path("index")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        process = subprocess.Popen([INDEXER, "--index", index, source],
                                   stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        wait_until(lambda: os.path.isdir(index) and generations(index),
                   process)
        process.send_signal(number)
        out, err = process.communicate(timeout=harness.DEADLINE)
        equal(process.returncode, 128 + number, "status")
        equal(out, "", "output")
        check("stopped by signal %d" % number in err, err)
        equal(os.listdir(index), ["lock"], "files")


# ---- a disk that is full ----

def without_leaks():
    """An environment for writes that fail: libxapian 1.4.22 leaks then, a
    few kilobytes of a process that is about to end."""
    options = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    return dict(os.environ, ASAN_OPTIONS=options)


def test_file_size_limit(t):
    "writes that fail are status 74, wherever they fail, and change nothing"
    with open(harness.INDEXER, "rb") as program:
        if b"__tsan_init" in program.read():
            raise Skip("TSan writes a file of its own before main()")
    source = large_corpus(t)
    small = t.write_corpus({"a": item()}, "small")
    index = t.path("index")
    indexer("--index", index, small)
    before = current(index)
    for limit in (0, 1000, 9000, 50000, 200000, 700000):
        done = indexer("--index", index, "--allow-removals", source, status=74,
                       env=without_leaks(), preexec_fn=lambda: resource.setrlimit(
                           resource.RLIMIT_FSIZE, (limit, limit)))
        matches(done.stderr, "(" + NAME + r": [^\n]+\n)+", "message")
        equal(current(index), before, "current at %d" % limit)
        equal(generations(index), [before], "generations at %d" % limit)
    indexer("--index", index, "--allow-removals", source)


def test_full_disk(t):
    "a full disk is status 74, and the next run with room goes through"
    if os.getuid() != 0:
        raise Skip("only root can mount a small disk")
    disk = t.path("disk")
    os.mkdir(disk)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m",
                              "tmpfs", disk], stderr=subprocess.DEVNULL,
                             check=False)
    if mounted.returncode != 0:
        raise Skip("no small disk can be mounted here")
    try:
        index = os.path.join(disk, "index")
        small = t.write_corpus({"a": item()}, "small")
        indexer("--index", index, small)
        done = indexer("--index", index, "--allow-removals", large_corpus(t),
                       status=74, env=without_leaks())
        check("cannot write the index in " + index in done.stderr or
              index + "/gen-" in done.stderr, done.stderr)
        check("No space left" in done.stderr, done.stderr)
        equal(os.listdir(index).count("gen-000001"), 1, "the old generation")
        equal(generations(index), ["gen-000001"], "generations")
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
        indexer("--index", index, "--allow-removals", t.path("large"))
    finally:
        subprocess.run(["umount", disk], check=True)


def test_unwritable_report(t):
    "a report that cannot be written is status 74, before anything is published"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    indexer("--index", index, "--report", "/dev/full", source, status=74)
    indexer("--index", index, "--report", t.path("no/file"), source, status=66)
    equal(current(index), None, "current")


# ---- what it tells ----

def test_dry_run(t):
    "--dry-run counts as a run would, and makes nothing"
    source = t.write_corpus({"a": item(TEXT, TEXT), "b": item()})
    t.write("minutes/c.pdf", b"x")
    index = t.path("index")
    done = indexer("--dry-run", "--index", index, source, status=1)
    check(done.stdout.startswith("would index "), done.stdout)
    equal(counts(done), (2, 3, 2), "counts")
    check(not os.path.exists(index), "the index was made")
    equal(counts(indexer("--dry-run", source, status=1)), (2, 3, 2), "counts")


def test_dry_run_ends_as_a_run(t):
    "--dry-run ends with the status that the run would end with"
    source = t.write_corpus({"a": item()})
    empty = t.path("empty")
    os.mkdir(empty)
    t.write("things/a.txt", b"x")
    for index, sources, status in (
            ("index", [empty], 65), ("index", [t.path("none")], 66),
            ("things", [source], 64), ("none/index", [source], 66),
            ("things/a.txt", [source], 74), ("index", [source], 0)):
        for options in (["--dry-run"], []):
            done = indexer("--index", t.path(index), *options, *sources,
                           status=status)
            equal(done.stderr == "", status == 0, done.stderr)


def test_report(t):
    "--report writes one line of JSON about every file"
    source = t.write_corpus({"a": item(TEXT, TEXT)})
    t.write("minutes/b.txt", item("caf\xe9").encode("latin-1"))
    t.write("minutes/c\x1b.pdf", b"x")
    t.write("minutes/e.txt", b"")
    report = t.path("report.jsonl")
    indexer("--index", t.path("index"), "--report", report, source, status=1)
    with open(report, encoding="utf-8") as f:
        lines = {line["path"]: line for line in map(json.loads, f)}
    a = lines[source + "/a.txt"]
    equal((a["format"], a["encoding"], a["documents"], a["units"],
           a["skipped"]), ("text", "UTF-8", 1, 2, None), "a.txt")
    check(isinstance(a["doubts"], list), "doubts is no list")
    equal(lines[source + "/b.txt"]["encoding"], "windows-1252", "b.txt")
    equal(lines[source + "/c\\x1b.pdf"]["skipped"],
          "its name holds a control character", "c.pdf")
    check(lines[source + "/e.txt"]["skipped"], "e.txt has no reason")
    equal(len(lines), 4, "lines")


def test_explain(t):
    "--explain prints the document, where its values are from, and its units"
    path = t.write("minutes/2014/a.txt", harness.minutes(
        "Draft Police Plan 2014/15",
        ["First words of it. " + "More of them follow here. " * 9,
         "RESOLVED that the plan be noted."],
        date="2014-02-06", committee="Police Panel"))
    for arguments, name in (([], "a"), ([t.path("minutes")], "2014/a"),
                            ([t.path("minutes/2014")], "a")):
        out = indexer("--explain", path, *arguments).stdout
        check("\ndocument %s\n" % name in out, out)
    for line in (r"format +text", r"encoding +UTF-8",
                 r"  title +Draft Police Plan 2014/15  \(header\)",
                 r"  committee +Police Panel  \(header\)",
                 r"  date +2014-02-06  \(header\)", r"  year +2014  \([a-z ]+\)",
                 r"  plan +2014/15  \([a-z ]+\)", r"  url +unknown",
                 r"  #p1 +minute +1 +First words of it\. .{40,60}\u2026",
                 r"  #r1 +resolution +- +RESOLVED that the plan be noted\."):
        check([1 for got in out.splitlines()
               if re.fullmatch(line, got)],
              "no line is like %r in:\n%s" % (line, out))
    check(not os.path.exists(t.path("index")), "an index was made")


def test_explain_remembers(t):
    "--explain with --index tells the id by the SOURCEs of that index"
    source = t.write_corpus({"x/a": item()})
    indexer("--index", t.path("index"), source)
    out = indexer("--index", t.path("index"), "--explain",
                  os.path.join(source, "x", "a.txt")).stdout
    check("\ndocument x/a\n" in out, out)


def test_explain_refuses(t):
    "--explain says why a file is not taken"
    source = t.write_corpus({"a": item()})
    os.mkfifo(t.path("f.txt"))
    for path, status, words in (
            (t.write("x.odd", b"x"), 65, "no reader"),
            (t.path("f.txt"), 65, "not taken: no regular file\n"),
            (t.write("e.txt", b""), 65, "not taken"),
            (source, 65, "a folder"), (t.path("gone.txt"), 66, "cannot find")):
        done = indexer("--explain", path, status=status)
        check(words in done.stderr, done.stderr)
        equal(done.stdout, "", "output")


def test_progress_on_a_terminal(t):
    "on a terminal the progress is one line, gone at the end; --quiet has none"
    source = large_corpus(t)

    def on_terminal(*options):
        main, side = pty.openpty()
        process = subprocess.Popen(
            [INDEXER, "--index", t.path("index"), *options, source],
            stdout=subprocess.DEVNULL, stderr=side)
        os.close(side)
        data = b""
        while True:
            try:
                more = os.read(main, 4096)
            except OSError:  # Linux's end of a terminal
                break
            if not more:
                break
            data += more
        os.close(main)
        equal(process.wait(harness.DEADLINE), 0, "status")
        return data

    def check_bars(shown, files):
        for line in re.findall(rb"\r(\[[^\r\x1b]*)", shown):
            matches(line.decode(), r"\[#*\.*\] +(\d|\d\d|100) %%, \d+ of %d "
                    r"files, \d+\.\d MB/s(, \d+:\d\d left)?" % files, "a bar")
            check(len(line) < 80, "too long: %r" % line)

    shown = on_terminal()
    check(b"compacting" in shown, repr(shown))
    check_bars(shown, 25)
    check(shown.endswith(b"\r\x1b[K"), repr(shown))
    t.write("large/d00.txt", item("Only this is read."))
    shown = on_terminal()
    check(b"copying the index" in shown, repr(shown))
    check_bars(shown, 1)
    check(shown.endswith(b"\r\x1b[K"), repr(shown))
    equal(on_terminal("--quiet"), b"", "with --quiet")


def test_samples(t):
    "the samples of the project are indexed without a skipped file"
    corpora = os.path.join(harness.SOURCE, "corpora", "minutes")
    done = indexer("--index", t.path("index"), corpora)
    check(counts(done)[2] >= 10, done.stdout)


def test_real_archive(t):
    "sixty meetings of a real archive are indexed with 64 descriptors"
    path = os.path.join(harness.SOURCE, "..", "shared", "real",
                        "tc39-minutes.jsonl.gz")
    if not os.path.exists(path):
        raise Skip("the sample is not here")
    meetings = {}
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            unit = json.loads(line)
            name = unit["id"].partition(":")[0]
            if name not in meetings and len(meetings) == 60:
                break
            meetings.setdefault(name, []).append(
                unit["text"].replace("\n", " "))
    source = t.write_corpus({name: item(*texts)
                             for name, texts in meetings.items()})
    done = indexer("--index", t.path("index"), source,
                   preexec_fn=lambda: resource.setrlimit(
                       resource.RLIMIT_NOFILE, (64, 64)))
    equal(counts(done)[2], 60, "files")


def test_memory(t):
    "memory does not grow with the corpus"
    with open(INDEXER, "rb") as f:
        if re.search(rb"__(asan|tsan)_init", f.read()):
            raise Skip("a sanitizer keeps what is freed")
    words = "road bridge school budget police pension flood licence".split()
    rng = random.Random(42)

    def peak(n):
        name = "m%d" % n
        for i in range(n):
            t.write("%s/%d.txt" % (name, i), item(*(
                " ".join(rng.choices(words, k=80)) for _ in range(40))))
        process = subprocess.Popen([INDEXER, "--index", t.path(name + "-index"),
                                    t.path(name)], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        equal(status, 0, "status")
        return usage.ru_maxrss

    few, many = peak(100), peak(400)
    check(many < few * 1.5, "%d kB for 2 MB, %d kB for 8 MB" % (few, many))


def test_overlay(t):
    "it works on an overlay of two file systems, as in containers"
    for name in ("lower", "over"):
        os.mkdir(t.path(name))
    source = t.write_corpus({"a": [TEXT], "b": [TEXT]})
    # In a mount namespace of its own: nothing stays mounted.
    script = """
        cd "$1" && mount -t tmpfs tmpfs over && cd over &&
        mkdir upper work root && mount -t overlay overlay \
            -o lowerdir=../lower,upperdir=upper,workdir=work root || exit 99
        for run in 1 2 3; do
            echo "Once more: $run" >>"$3/a.txt"
            "$2" --index root/index "$3" || exit
        done
        ls root/index"""
    try:
        done = run(["unshare", "--mount", "sh", "-c", script, "sh", t.folder,
                    INDEXER, source], status=None)
    except FileNotFoundError:
        raise Skip("there is no unshare") from None
    if done.returncode == 99 or "unshare" in done.stderr:
        raise Skip("no overlay can be mounted: " + done.stderr.strip())
    equal(done.returncode, 0, done.stderr)
    equal(done.stdout.splitlines()[-4:],
          ["current", "gen-000002", "gen-000003", "lock"])


if __name__ == "__main__":
    harness.main(globals(), needs=(INDEXER,))
