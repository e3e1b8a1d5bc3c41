#!/usr/bin/env python3
"""Files that would hang, fill or mislead the indexer: each is skipped with a
reason, time and memory are bounded, and the rest is indexed. PDFs and other
commands run confined."""

import ctypes
import gzip
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time

import harness
import pdf
from harness import INDEXER, Skip, check, equal, run

TEXT = "Members noted the report on the winter gritting of minor roads."
MEMORY = 512 << 20  # what a run may take
# Sanitizers map more than any memory is.
with open(INDEXER, "rb") as program:
    SANITIZED = re.search(rb"__[at]san_init", program.read()) is not None


def item(text=TEXT):
    return harness.minutes("An item", [text])


def skipped(done):
    "name -> reason, of what a run named as skipped"
    head = harness.INDEXER_NAME + ": skipped "
    pairs = [line[len(head):].split(": ", 1)
             for line in done.stderr.splitlines() if line.startswith(head)]
    return {os.path.basename(path): reason for path, reason in pairs}


def program(t, name, body):
    "a shell script in a folder of its own; a PATH that has it first"
    path = t.write("bin/" + name, "#!/bin/sh\n" + body)
    os.chmod(path, 0o755)
    return os.path.dirname(path) + ":" + os.environ["PATH"]


def index(t, source, *arguments, status=1, path=None, name="index", **options):
    environment = dict(os.environ, PATH=path) if path else None
    return run([INDEXER, "--index", t.path(name), *arguments, source], status,
               env=environment, **options)


def one_page(text=TEXT):
    layout = pdf.Layout()
    layout.line("Title: An item")
    layout.gap()
    layout.paragraph(text)
    return layout.finish()


def need(command):
    if not any(os.access(os.path.join(folder, command), os.X_OK)
               for folder in os.environ["PATH"].split(":")):
        raise Skip(command + " is not installed")


# ---- files ----

def test_hostile_files(t):
    "bombs, FIFOs, devices, links, odd names: skipped, the rest indexed"
    source = t.write_corpus({"good": item(), "after": item()})

    def put(name, data):
        with open(os.path.join(os.fsencode(source), name), "wb") as f:
            f.write(data)

    put(b"bomb.txt.gz", gzip.compress(bytes(80 << 20)))
    put(b"bomb2.pdf.gz", gzip.compress(bytes(80 << 20)))
    put(b"twice.txt.gz", gzip.compress(gzip.compress(item().encode() * 99)))
    put(b"cut.txt.gz", gzip.compress(item().encode() * 50)[:-20])
    put(b"no.txt.gz", b"no gzip at all")
    put(b"none.txt.gz", gzip.compress(b""))
    put(b"new\nline.txt", item().encode())
    put(b"esc\x1b]0;pwn\x07.txt", item().encode())
    put(b"list.jsonl", b"[" * 1000000)
    put(b"pairs.jsonl", b'{"a":[' + b"{}," * 2000000 + b"1]}")
    os.mkfifo(os.path.join(source, "fifo.txt"))
    os.mkfifo(os.path.join(source, "fifo.pdf"))
    os.symlink("/dev/zero", os.path.join(source, "zero.txt"))
    os.symlink("/etc/passwd", os.path.join(source, "passwd.txt"))
    os.symlink("/etc", os.path.join(source, "etc"))
    with open(os.path.join(source, "line.txt"), "wb") as f:
        f.truncate(1 << 30)  # a line of 1 GB, on no disk
    with open(os.path.join(source, "zeros.txt"), "wb") as f:
        f.truncate(60 << 20)
    bound = None if SANITIZED else (
        lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)))
    done = index(t, source, preexec_fn=bound)
    got = skipped(done)
    for name, words in {
            "bomb.txt.gz": "more than 100 times its",
            "bomb2.pdf.gz": "more than 100 times its",
            "twice.txt.gz": "binary data", "cut.txt.gz": "cut off",
            "no.txt.gz": "no gzip", "none.txt.gz": "an empty file",
            "new\\x0aline.txt": "control character",
            "esc\\x1b]0;pwn\\x07.txt": "control character",
            "list.jsonl": "none of its lines",
            "pairs.jsonl": "none of its lines",
            "fifo.txt": "a FIFO", "fifo.pdf": "a FIFO",
            "zero.txt": "a symbolic link", "passwd.txt": "a symbolic link",
            "etc": "a symbolic link", "line.txt": "larger than 64 MiB",
            "zeros.txt": "binary data"}.items():
        check(words in got.pop(name, "nothing"), "%s: %s" % (name, done.stderr))
    equal(got, {}, "the others skipped")
    check("indexed 2 documents" in done.stdout, done.stdout)
    check(all(ord(c) >= 32 or c == "\n" for c in done.stderr),
          "a control character got through: %r" % done.stderr)


def test_links_on_the_command_line(t):
    "a SOURCE that is a link to a device is no file"
    os.symlink("/dev/zero", t.path("zero.txt"))
    done = index(t, t.path("zero.txt"), status=None)
    check(done.returncode not in (0, -9), "it was indexed")


def test_shrinks(t):
    "a file that shrinks and grows while it is read is read as it is, or later"
    source = t.write_corpus({"good": item()})
    victim = os.path.join(source, "victim.txt")
    with open(victim, "w", encoding="utf-8") as f:
        f.write(item() + (TEXT + "\n\n") * 100000)
    child = os.fork()
    if child == 0:
        while True:  # until it is killed
            os.truncate(victim, 10)
            os.truncate(victim, 6 << 20)
    try:
        for i in range(5):
            done = index(t, source, status=None, name="index%d" % i)
            check(done.returncode in (0, 1), done.stderr)
            check("indexed " in done.stdout, done.stdout)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


# ---- packed files ----

def test_gzip(t):
    "the packed file gives the same ids and units; the plain one wins"
    plain = t.write_corpus({"a/b": item()}, "plain")
    packed = t.write_corpus({}, "packed")
    os.makedirs(os.path.join(packed, "a"))
    with open(os.path.join(packed, "a", "b.txt.gz"), "wb") as f:
        f.write(gzip.compress(item()[:100].encode()) +
                gzip.compress(item()[100:].encode()))

    def units(source, name):
        index(t, source, status=None, name=name)
        with open(os.path.join(t.path(name), "current", "text"), "rb") as f:
            return f.read()

    equal(units(packed, "one"), units(plain, "two"), "the units")
    with open(os.path.join(packed, "a", "b.txt"), "w", encoding="utf-8") as f:
        f.write(item())
    done = index(t, packed, name="one")
    equal(skipped(done), {"b.txt.gz": "b.txt is taken instead"}, "skipped")


# ---- PDF ----

def test_pdf(t):
    "a PDF is read; scanned, encrypted, damaged ones are named as that"
    need("pdftotext")
    source = t.write_corpus({})
    page = pdf.Page()
    page.picture()
    encrypt = (b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -64 "
               b"/O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> "
               b"/ID [<00> <00>]")
    files = {"good.pdf": one_page(), "Also.PDF.gz": gzip.compress(one_page()),
             "scan.pdf": pdf.write([page]), "no.pdf": b"A letter.",
             "cut.pdf": one_page()[:200],
             "secret.pdf": pdf.write([page], encrypt)}
    for name, data in files.items():
        with open(os.path.join(source, name), "wb") as f:
            f.write(data)
    done = index(t, source, "--report", t.path("report"))
    got = skipped(done)
    for name, words in {"scan.pdf": "without any text: it was scanned",
                        "no.pdf": "no PDF", "cut.pdf": "pdftotext failed",
                        "secret.pdf": "an encrypted PDF"}.items():
        check(words in got.pop(name, "nothing"), "%s: %s" % (name, done.stderr))
    equal(got, {}, "the others skipped")
    check("indexed 2 documents, 2 paragraphs" in done.stdout, done.stdout)
    with open(t.path("report"), encoding="utf-8") as f:
        lines = {os.path.basename(line["path"]): line
                 for line in map(json.loads, f)}
    equal(lines["good.pdf"]["format"], "PDF", "format")
    done = index(t, source)
    check(done.stdout.startswith("nothing has changed"), done.stdout)


def test_pdftotext_missing(t):
    "without pdftotext the package is named; once it is there PDFs are read"
    source = t.write_corpus({"good": item()})
    with open(os.path.join(source, "a.pdf"), "wb") as f:
        f.write(one_page())
    done = index(t, source, path="/nonexistent")
    check("poppler-utils" in skipped(done)["a.pdf"], done.stderr)
    done = index(t, source, path="/nonexistent")
    check(done.stdout.startswith("nothing has changed"), done.stdout)
    path = program(t, "pdftotext", "printf 'Title: A\\n\\nOne.\\n\\f'\n")
    done = index(t, source, path=path, status=0)
    check("indexed 2 documents" in done.stdout, done.stdout)


def test_command_hangs(t):
    "one that hangs is killed with its children, the rest goes on"
    source = t.write_corpus({"good": item()})
    with open(os.path.join(source, "a.pdf"), "wb") as f:
        f.write(one_page())
    # It cannot be waited for by time: it must use the processor up, and its
    # child, which holds the pipe, must not keep the run.
    path = program(t, "pdftotext", "while :; do :; done\n")
    done = index(t, source, path=path)
    # On a machine that is very busy the 30 s come first.
    reason = skipped(done)["a.pdf"]
    check("10 s of the processor" in reason or "longer than 30 s" in reason,
          done.stderr)
    check("indexed 1 document" in done.stdout, done.stdout)


def test_command_sleeps(t):
    "one that waits for ever is killed after 30 s"
    source = t.write_corpus({"good": item()})
    with open(os.path.join(source, "a.odd"), "wb") as f:
        f.write(b"x")
    done = index(t, source, "--command", ".odd=sleep 1000")
    equal(skipped(done), {"a.odd": "sleep took longer than 30 s"}, "skipped")


def test_command_leaves_a_child(t):
    "a child that holds the pipe open is killed when its parent ends"
    source = t.write_corpus({"good": item()})
    with open(os.path.join(source, "a.odd"), "wb") as f:
        f.write(b"x")
    program(t, "odd", "echo Left behind.\nsleep 1000 &\necho $! >&2\nexit 3\n")
    began = time.monotonic()
    done = index(t, source, "--command", ".odd=" + t.path("bin/odd"))
    check(time.monotonic() - began < 30, "the child kept the run")
    reason = skipped(done)["a.odd"]
    check("failed with status 3: " in reason, reason)
    check(not os.path.exists("/proc/%d/exe" % int(reason.rsplit(" ", 1)[1])),
          "the child lives")


def test_command_floods(t):
    "one that writes without end, or eats memory, is stopped at the bound"
    source = t.write_corpus({"good": item()})
    for name in ("1.yes", "2.mem", "3.said"):
        with open(os.path.join(source, name), "wb") as f:
            f.write(b"x")
    program(t, "mem", "exec %s -c 'bytearray(2 << 30)'\n" % sys.executable)
    program(t, "said", "yes problem | head -c 9000000 >&2; exit 1\n")
    done = index(t, source, "--command", ".yes=yes", "--command",
                 ".mem=" + t.path("bin/mem"), "--command",
                 ".said=" + t.path("bin/said"))
    got = skipped(done)
    equal(got["1.yes"], "yes gives more than 16 MiB of text", "yes")
    check("failed with status 1" in got["2.mem"] or "memory" in got["2.mem"],
          got["2.mem"])
    check("status 1: problem" in got["3.said"], got["3.said"])
    check("indexed 1 document" in done.stdout, done.stdout)


CONFINED = r"""
import os, resource, socket, sys
def refused(what):
    try:
        what()
    except OSError as e:
        return "refused"
    return "allowed"
limits = [resource.getrlimit(what)[0] for what in (
    resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE,
    resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)]
with open("/proc/self/status") as f:
    status = dict(line.split(":\t", 1) for line in f)
print("Title: Confined\n")
for name, value in (
        ("environment", sorted(os.environ)),
        ("files", sorted(int(n) for n in os.listdir("/proc/self/fd"))[:4]),
        ("limits", limits),
        ("inet", refused(lambda: socket.socket())),
        ("unix", refused(lambda: socket.socket(socket.AF_UNIX))),
        ("write", refused(lambda: open("/dev/shm/minutes-test", "w").write(
            "x" * 9999))),
        ("make", refused(lambda: open(sys.argv[1] + ".new", "w").close())),
        ("folders", refused(lambda: os.mkdir(sys.argv[1] + ".folder"))),
        ("empty", refused(lambda: os.truncate(sys.argv[1], 0))),
        ("rename", refused(lambda: os.rename(sys.argv[1],
                                             sys.argv[1] + ".old"))),
        ("remove", refused(lambda: os.unlink(sys.argv[1]))),
        ("null", refused(lambda: open("/dev/null", "w").close())),
        ("privileges", status["NoNewPrivs"].strip()),
        ("folder", os.getcwd()),
        ("seek", os.lseek(0, 2, 0)), ("input", os.read(0, 99)),
        ("input-is-sealed", refused(lambda: os.ftruncate(0, 0)))):
    print("%s is %r.\n" % (name, value))
"""


def landlock():
    "the version of Landlock that the kernel has; 0: none"
    return max(0, ctypes.CDLL(None).syscall(444, None, 0, 1))


def test_confined(t):
    "a command has no socket, no environment, no file to write, few limits"
    source = t.write_corpus({})
    with open(os.path.join(source, "a.odd"), "wb") as f:
        f.write(b"a bcd")
    script = t.write("confined.py", CONFINED)
    options = ["--command", ".odd=%s -S -E %s %s" % (
        sys.executable, script, t.write("victim", "kept\n"))]
    index(t, source, *options, status=0)
    done = run([INDEXER, "--explain", os.path.join(source, "a.odd"), *options])
    refused = (("make", "folders", "rename", "remove", "empty")
               if landlock() >= 3 else ())
    for line in (*("%s is 'refused'" % what for what in refused),
                 "null is 'allowed'", "environment is ['LC_ALL', 'PATH']", "files is [0, 1, 2, 3]",
                 "limits is [10, 1073741824, 0, 16, 0]",
                 "inet is 'refused'", "unix is 'refused'",
                 "write is 'refused'", "privileges is '1'", "folder is '/'",
                 "seek is 2", "input is b'bcd'",
                 "input-is-sealed is 'refused'"):
        check(line in done.stdout, "no %r in:\n%s" % (line, done.stdout))
    if os.path.exists("/dev/shm/minutes-test"):
        os.unlink("/dev/shm/minutes-test")


def test_command(t):
    "commands: their usage, and that another one reads its files again"
    source = t.write_corpus({"good": item()})
    with open(os.path.join(source, "a.odd"), "w", encoding="utf-8") as f:
        f.write("Title: One\n\nAn odd text.\n")
    for bad in ("", "odd=cat", ".odd", ".odd=", ".odd= ", ".gz=cat", ".=cat",
                ".o/d=cat", ".odd=cat" + " x" * 30, ".odd=c\x1bt"):
        done = index(t, source, "--command", bad, status=64)
        check("--command" in done.stderr, done.stderr)
    equal(skipped(index(t, source)), {"a.odd": "no reader for .odd"}, "without")
    done = index(t, source, "--command", ".odd=cat", status=0)
    check("indexed 2 documents" in done.stdout, done.stdout)
    done = index(t, source, "--command", ".odd=cat", status=0)
    check(done.stdout.startswith("nothing has changed"), done.stdout)
    done = index(t, source, "--command", ".odd=tail -n +2", status=0)
    check("1 changed" in done.stdout, done.stdout)
    done = index(t, source, "--command", ".odd=gone", "--allow-removals")
    equal(skipped(done), {"a.odd": "its command gone is not there, or cannot "
                                   "be run"}, "gone")
    done = index(t, source, "--command", ".odd=true", "--allow-removals")
    equal(skipped(done), {"a.odd": "its command gives no text"}, "silent")


def children_of(pid):
    """The processes below a process."""
    with open("/proc/%d/task/%d/children" % (pid, pid), encoding="ascii") as f:
        children = [int(child) for child in f.read().split()]
    return children + [c for child in children for c in children_of(child)]


def test_stopped(t):
    "SIGTERM while a command runs ends the run at once, and the command"
    source = t.write_corpus({})
    with open(os.path.join(source, "a.odd"), "wb") as f:
        f.write(b"x")
    os.mkfifo(t.path("asked"))
    # It may write nowhere, so that it is met where it reads.
    program(t, "odd", "read line <%s\nexec sleep 1000\n" % t.path("asked"))
    process = subprocess.Popen(
        [INDEXER, "--index", t.path("index"), "--command",
         ".odd=" + t.path("bin/odd"), source],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(t.path("asked"), "w", encoding="ascii"):
        children = children_of(process.pid)
    check(children, "the command is no child of the indexer's")
    process.terminate()
    equal(process.wait(20), 128 + signal.SIGTERM, "status")
    check(not [c for c in children if os.path.exists("/proc/%d/exe" % c)],
          "the command lives")


if __name__ == "__main__":
    harness.main(globals(), [INDEXER])
