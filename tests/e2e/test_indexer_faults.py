#!/usr/bin/env python3
"""The indexer killed, failed by its disk, and given a damaged index: what is
served is always the old index or the new one, whole, and the next run goes
on. A sample of it; all of it with TORTURE=1 (make torture). SEED=N begins
elsewhere than usual."""

import collections
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import time

import harness
from harness import INDEXER, Skip, check, equal, run_indexer

TORTURE = bool(os.environ.get("TORTURE"))
SEED = int(os.environ.get("SEED", "20140206"))
KILLS = 1000 if TORTURE else 100
FLIPS = 1000 if TORTURE else 100
FAULTS = 10 ** 9 if TORTURE else 60  # of each kind of run
if TORTURE:
    harness.TEST_DEADLINE = 4 * 3600

# Of what a run does to the disk.
CALLS = ("write pwrite64 fsync fdatasync syncfs rename openat mkdir "
         "copy_file_range ftruncate link symlink unlink rmdir").split()
# Those that may fail and the run ends with 0 all the same, and why: in what
# strace says of the call.
HARMLESS = (
    # Xapian syncs what it has compacted, and does not look at the outcome;
    # syncfs after it would tell of an error that is one of the disk.
    r"fdatasync\(\d+<[^>]*/gen-\d+\.tmp/(xapian|work/[^/>]*)/\w+(\.glass)?>",
    # Who holds the lock: for the message of a second indexer.
    r"(pwrite64|ftruncate)\(\d+<[^>]*/lock>",
    # Tables of Xapian's that Minutiae's databases do not have.
    r"openat\(.*/(docdata|position|spelling|synonym)\.glass\"",
    # The generation before, being checked: one that cannot be is not built
    # upon, and is no longer one to keep.
    r"openat\(.*/gen-\d+/",
    # What the run before left, if anything; and as above.
    r"openat\([^,]*, \"[^\"]*/index\"",
    r"unlink\(\"[^\"]*/withdrawn\.tmp\"",
    # A generation that is cleared away is put aside first where it can be.
    r"rename\(\"([^\"]*/gen-\d+)\", \"\1\.tmp\"",
)
# Those after which the run ends with 1: the new index is there, an old one,
# or what it was made of, could not be cleared away, or not be looked for.
CLEARING = (r"(unlink|rmdir|rename|openat)\(.*/(gen-\d+(\.tmp)?|work|withdrawn)"
            r"|openat\(.*/index\", .*O_DIRECTORY")
# What happens while one index takes the place of another.
PUBLISHING = ("rename", "symlink", "unlink", "fsync", "rmdir")


def can_trace(t):
    """strace, where ptrace(2) is allowed."""
    try:
        done = subprocess.run(["strace", "-f", "-qq", "-o", t.path("try"),
                               "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def need_strace(t):
    if not can_trace(t):
        raise Skip("strace is not here, or ptrace is refused")


def strace(arguments, inject=None, log="/dev/null", options=()):
    """arguments under strace, as a list. Not -e trace=none: it would switch
    the injection off. LeakSanitizer uses ptrace(2) itself; and libxapian
    1.4.22 leaks when a write fails."""
    leaks = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    return (["strace", "-f", "-qq", "-o", log, "-E", "ASAN_OPTIONS=" + leaks,
             *options] + (["-e", "inject=" + inject] if inject else []) +
            arguments)


def whole_lines(text):
    """The lines of a trace, those of calls that another thread interrupted
    joined: where they end."""
    begun, lines = {}, []
    for line in text.splitlines():
        thread = line.split(" ")[0]
        resumed = re.search(r"<\.\.\. \w+ resumed>", line)
        if line.endswith(" <unfinished ...>"):
            begun[thread] = line[:-len(" <unfinished ...>")]
        elif resumed:
            lines.append(begun.pop(thread, thread) + line[resumed.end():])
        else:
            lines.append(line)
    return lines + list(begun.values())


def read_trace(path):
    with open(path, errors="replace", encoding="utf-8") as f:
        return whole_lines(f.read())


# ---- what an index is ----

def current(index):
    try:
        return os.readlink(os.path.join(index, "current"))
    except FileNotFoundError:
        return None


def check_manifest(folder):
    """Every file of the generation is in its MANIFEST with its own checksum,
    and no other. Returns name -> checksum."""
    with open(os.path.join(folder, "MANIFEST"), encoding="utf-8") as f:
        lines = [line.split(" ") for line in f.read().splitlines()]
    want = {words[3]: words[2] for words in lines if words[0] == "file"}
    have = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            with open(path, "rb") as f:
                have[os.path.relpath(path, folder)] = hashlib.sha256(
                    f.read()).hexdigest()
    del have["MANIFEST"]
    equal(have, want, "checksums of " + folder)
    return have


def check_tidy(index):
    """After a whole run: nothing of an earlier one lies about."""
    names = set(os.listdir(index)) - {"current", "lock", "withdrawn"}
    check(current(index) in names, "no current: %r" % names)
    check(len(names) <= 2 and
          all(re.fullmatch(r"gen-\d{6}", name) for name in names),
          "left over: %r" % names)
    check_manifest(os.path.join(index, current(index)))


# ---- kills ----

class Corpus:
    """Documents whose one paragraph names the document and its version, so
    that an answer tells which state it is of."""

    def __init__(self, t, random_):
        self.t, self.random = t, random_
        self.files, self.version = {}, 0
        self.source = t.path("source")
        for i in range(14):
            self.write("d%02d" % i)

    def write(self, name):
        self.version += 1
        word = "%sv%d" % (name, self.version)
        self.t.write("source/%s.txt" % name, harness.minutes(
            "About " + name, ["Common words and " + word + "."]))
        self.files[name] = word

    def change(self):
        r = self.random
        names = sorted(self.files)
        self.write(r.choice(names))
        what = r.random()
        if what < .3:
            self.write("d%02d" % r.randrange(100))
        elif what < .5 and len(names) > 12:
            name = r.choice(names)
            os.unlink(os.path.join(self.source, name + ".txt"))
            del self.files[name]
        elif what < .6:
            for name in names[::2]:
                self.write(name)

    def state(self, index):
        """The words that an index of it is to have."""
        try:
            with open(os.path.join(index, "withdrawn"),
                      encoding="utf-8") as f:
                out = {line.split("\t")[0]
                       for line in f.read().splitlines()}
        except FileNotFoundError:
            out = set()
        return {word for name, word in self.files.items() if name not in out}

    def options(self, index):
        """Of the next run."""
        r = self.random
        options = ["--allow-removals", "--quiet"]
        what = r.random()
        if what < .2:
            options.append("--rebuild")
        elif what < .4:
            options += ["--withdraw", r.choice(sorted(self.files))]
        elif what < .5 and os.path.exists(os.path.join(index, "withdrawn")):
            with open(os.path.join(index, "withdrawn"),
                      encoding="utf-8") as f:
                out = [line.split("\t")[0]
                       for line in f.read().splitlines()]
            if out:
                options += ["--restore", r.choice(out)]
        if r.random() < .3:
            options += ["--keep", "0"]
        return options


def answers(daemon):
    """The words that are found, of all documents."""
    reply = daemon.ask("SEARCH limit=100 : common")
    check(reply.ok, repr(reply))
    return set(re.findall(r"d\d\dv\d+", "\n".join(
        "\t".join(line) for line in reply.lines)))


class Killer:
    """Ends runs, at a moment of one of three kinds."""

    def __init__(self, t, random_, whole):
        self.random, self.whole = random_, whole
        self.strace = can_trace(t)
        self.kinds = collections.Counter()

    def start(self, arguments):
        return subprocess.Popen(arguments, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def at_random(self, arguments, _index):
        process = self.start(arguments)
        try:
            process.wait(self.random.uniform(0, self.whole * 1.1))
        except subprocess.TimeoutExpired:
            pass
        process.kill()
        return process

    def near_the_end(self, arguments, index):
        """Soon after MANIFEST was made: at the checks, or the renames."""
        process = self.start(arguments)
        end = time.monotonic() + harness.DEADLINE
        before = set(os.listdir(index))
        while process.poll() is None and time.monotonic() < end:
            new = [n for n in os.listdir(index) if n not in before]
            if any(os.path.exists(os.path.join(index, n, "MANIFEST"))
                   for n in new):
                break
        end = time.monotonic() + self.random.uniform(0, self.whole / 4)
        while time.monotonic() < end:
            pass
        process.kill()
        return process

    def at_a_call(self, arguments, _index):
        """In front of one of the calls that publish."""
        call = self.random.choice(PUBLISHING)
        number = self.random.randint(1, 30 if call in ("fsync", "unlink")
                                     else 4)
        return self.start(strace(arguments, "%s:signal=KILL:when=%d"
                                 % (call, number)))

    def kill(self, arguments, index):
        """Runs arguments; whether the run was killed."""
        way = self.random.choice([self.at_random, self.near_the_end] +
                                 [self.at_a_call] * self.strace)
        process = way(arguments, index)
        status = process.wait(harness.DEADLINE)
        check(status in (0, -signal.SIGKILL), "status %d of %r"
              % (status, arguments))
        self.kinds[way.__name__, "killed" if status else "too late"] += 1
        return status != 0


def test_kills(t):
    """killed at random moments of builds, updates and withdrawals: what is
    served is the state before or after, and the next run goes on"""
    r = random.Random(SEED)
    corpus, index = Corpus(t, r), t.path("index")
    started = time.monotonic()
    run_indexer(index, [corpus.source])
    killer = Killer(t, r, time.monotonic() - started)
    daemon = t.start_searchd(index)
    killed = 0
    while killed < KILLS:
        old = corpus.state(index)
        equal(answers(daemon), old, "before, seed %d" % SEED)
        options = corpus.options(index)
        corpus.change()
        killed += killer.kill([INDEXER, "--index", index, *options,
                               corpus.source], index)
        new = corpus.state(index)
        where = "kill %d, seed %d, options %r" % (killed, SEED, options)
        reply = daemon.reload()
        check(reply.ok, "%s: %r" % (where, reply))
        equal("gen-%06d" % reply.number("gen"), current(index), where)
        check(answers(daemon) in (old, new), "%s: %r is neither %r nor %r"
              % (where, answers(daemon), old, new))
        run_indexer(index, [corpus.source], ["--allow-removals"])
        check(daemon.reload().ok, where)
        equal(answers(daemon), new, where)
        check_tidy(index)
    print("# " + ", ".join("%s %s: %d" % (*kind, n) for kind, n in
                           sorted(killer.kinds.items())))


def test_kills_of_the_first(t):
    "killed while it makes the first index: there is none, or a whole one"
    r = random.Random(SEED)
    corpus, index = Corpus(t, r), t.path("index")
    started = time.monotonic()
    run_indexer(index, [corpus.source])
    killer = Killer(t, r, time.monotonic() - started)
    for _ in range(KILLS // 10):
        shutil.rmtree(index)
        os.mkdir(index)
        killer.kill([INDEXER, "--index", index, corpus.source], index)
        if current(index) is not None:
            check_manifest(os.path.join(index, current(index)))
        run_indexer(index, [corpus.source])
        check_tidy(index)


# ---- a disk that fails ----

class Scene:
    """A corpus and a run over it that can be had again and again. strace
    counts each thread's calls by themselves, so that a number names one call
    with --jobs 1 only."""

    def __init__(self, t, name, options=(), jobs=1, words="Common words."):
        self.t, self.name, self.jobs = t, name, jobs
        self.index, self.kept = t.path("index"), t.path("kept")
        self.source = t.write_corpus({"d%02d" % i: [words]
                                      for i in range(12)}, "source")
        self.arguments = [INDEXER, "--index", self.index, "--allow-removals",
                          "--jobs", str(jobs), *options, self.source]
        run_indexer(self.index, [self.source])
        t.write("source/d03.txt", harness.minutes("Three", ["Now changed."]))
        t.write("source/d20.txt", harness.minutes("Twenty", ["And new."]))
        os.unlink(t.path("source/d07.txt"))
        os.rename(self.index, self.kept)
        self.old = self.state(self.kept)
        self.again()
        harness.run(self.arguments)
        self.new = [self.state(self.index)]
        # What cannot be checked is built from nothing: other bytes than an
        # update's, the same answers.
        harness.run(self.arguments[:-1] + ["--rebuild", self.source])
        self.new.append(self.state(self.index))
        check(self.old not in self.new, "nothing has changed")

    def again(self):
        """The index as it was before the run."""
        shutil.rmtree(self.index, ignore_errors=True)
        shutil.copytree(self.kept, self.index, symlinks=True)

    @staticmethod
    def state(index):
        """What the current generation holds, but for what differs from run to
        run: Xapian's UUID, and times, which `files` leaves out of the last
        seconds."""
        sums = check_manifest(os.path.join(index, current(index)))
        del sums["files"], sums["xapian/iamglass"]
        return sums

    def calls(self):
        """(call, its number in its thread) of each that has to do with the
        index."""
        self.again()
        log = self.t.path("trace")
        harness.run(strace(self.arguments, log=log, options=["-y"]))
        counts, found = collections.Counter(), []
        for line in read_trace(log):
            call = re.match(r"(?:(\d+) +)?(\w+)\(", line)
            if call is None or call[2] not in CALLS:
                continue
            counts[call.groups()] += 1
            if self.index in line:
                found.append((call[2], counts[call.groups()]))
        return sorted(set(found))

    @staticmethod
    def check_status(done, hit, where):
        """74 and a word of it, or another status for a reason."""
        check(done.returncode in (0, 1, 74), "%s: status %d: %s"
              % (where, done.returncode, done.stderr))
        check(done.returncode == 0 or done.stderr.startswith(
            harness.INDEXER_NAME + ": "), "%s: no word of it" % where)
        if done.returncode == 0:
            check(all(any(re.search(reason, line) for reason in HARMLESS)
                      for line in hit), where + ", and nothing is said")
        if done.returncode == 1:
            check(any(re.search(CLEARING, line) for line in hit) and
                  "an old generation stays: " in done.stderr,
                  "%s: status 1: %s" % (where, done.stderr))

    def fail(self, call, number, error):
        """The run with one call that fails; then the next."""
        self.again()
        log = self.t.path("failed")
        done = harness.run(
            strace(self.arguments, "%s:error=%s:when=%d"
                   % (call, error, number), log=log, options=["-y"]),
            status=None)
        hit = [line for line in read_trace(log)
               if "(INJECTED)" in line and self.index in line]
        where = "%s: %s number %d failing with %s: %s" % (
            self.name, call, number, error, "; ".join(hit))
        # With threads that number can be of a call on something else.
        missed = self.jobs > 1 and not hit
        if not missed:
            self.check_status(done, hit, where)
        state = self.state(self.index)
        check(state in self.new or ((done.returncode == 74 or missed) and
                                    state == self.old),
              "%s: status %d, another index" % (where, done.returncode))
        harness.run(self.arguments)
        check(self.state(self.index) in self.new,
              where + ", and then another index")
        check_tidy(self.index)
        return None if missed else done.returncode


def try_faults(t, name, options=(), most=FAULTS, **scene_options):
    need_strace(t)
    scene = Scene(t, name, options, **scene_options)
    all_of_it = [(*call, error) for call in scene.calls()
                 for error in ("EIO", "ENOSPC")]
    kinds = {call for call, _, _ in all_of_it}
    check({"write", "pwrite64", "fsync", "rename"} <= kinds, repr(kinds))
    chosen = random.Random(SEED).sample(all_of_it, min(most, len(all_of_it)))
    statuses = collections.Counter(scene.fail(*fault) for fault in chosen)
    check(statuses[74] > len(chosen) / 2, repr(statuses))
    print("# %d of %d, by status: %r" % (len(chosen), len(all_of_it),
                                         dict(statuses)))


def test_faults_of_a_build(t):
    "a call that fails with EIO or ENOSPC in a build: the old index or the new"
    try_faults(t, "build", ["--rebuild"])


def test_faults_of_threads(t):
    "a call that fails in one of several threads: the old index or the new"
    # A bit more than two shards, of which the last is merged with them.
    try_faults(t, "build by threads", ["--rebuild"], most=FAULTS // 3,
               jobs=2, words="Common words. " * 14000)


def test_faults_of_an_update(t):
    "a call that fails with EIO or ENOSPC in an update: the old index or the new"
    try_faults(t, "update")


def test_faults_of_a_withdrawal(t):
    "a call that fails while a document is withdrawn: the old index or the new"
    try_faults(t, "withdrawal", ["--withdraw", "d05", "--keep", "0"])


def test_unread_file(t):
    "a file that a disk did not give is read again by the next run"
    need_strace(t)
    source = t.write_corpus({"d%d" % i: ["Words %d." % i] for i in range(9)})
    index, path = t.path("index"), os.path.join(source, "d4.txt")
    run_indexer(index, [source])
    with open(path, "a", encoding="utf-8") as f:
        f.write("\n2.     Another.\n")
    done = harness.run(strace([INDEXER, "--index", index],
                              "read:error=EIO:when=2+",
                              options=["-P", path]), 1)
    check("d4.txt: cannot read it" in done.stderr, done.stderr)
    done = run_indexer(index)
    check("indexed 9 documents, 10 paragraphs" in done.stdout, done.stdout)


# ---- a power cut ----

class Trace:
    """What a run did to the disk, in its order: (call, path, other path)."""

    def __init__(self, lines, folder):
        self.events = []
        for line in lines:
            found = re.match(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(<[^>]*>)?",
                             line)
            if found is None or found[3].startswith("-"):
                continue
            call, inside, _, result = found.groups()
            names = re.findall(r'"((?:/|\.\.?/|\w)[^"]*)"', inside)
            fds = re.findall(r"<(/[^>]*)>", inside)
            if call in ("write", "pwrite64", "fsync", "fdatasync",
                        "ftruncate"):
                self.add(call, fds[:1])
            elif call == "copy_file_range":
                self.add("write", fds[1:2])
            elif call in ("rename", "symlink", "link"):
                self.add(call, names[:2])
            elif call in ("mkdir", "unlink", "rmdir"):
                self.add(call, names[:1])
            elif call == "openat" and "O_CREAT" in inside and result:
                self.add("create", [result[1:-1]])
        self.folder = folder

    def add(self, call, paths):
        if paths:
            self.events.append((call, *paths))

    def last(self, test):
        """The number of the last event that is so; -1: none."""
        return max((i for i, e in enumerate(self.events) if test(e)),
                   default=-1)

    def synced_between(self, path, begin, end):
        return any(e[0] in ("fsync", "fdatasync") and e[1] == path
                   for e in self.events[begin + 1:end])

    def check_file(self, path, end):
        """It was written, or came by a rename, and synced before end."""
        wrote = self.last(lambda e: (
            e[0] in ("write", "pwrite64", "ftruncate", "create") and
            e[1] == path) or (e[0] == "rename" and e[2] == path))
        check(0 <= wrote < end, "%s was written at %d, after %d"
              % (path, wrote, end))
        check(self.synced_between(path, wrote, end),
              "%s is not synced before it is published" % path)

    def check_folder(self, path, end):
        """Its last new name was synced before end."""
        named = self.last(lambda e: self.events.index(e) < end and
                          e[0] in ("create", "rename", "mkdir", "link") and
                          os.path.dirname(e[-1]) == path)
        check(named >= 0, "nothing is made in " + path)
        check(self.synced_between(path, named, end),
              "%s is not synced before it is published" % path)

    def index_of(self, *event):
        check(event in self.events, "no %r in %r" % (event, self.events))
        return self.events.index(event)


def traced(t, index, source, options=()):
    log = t.path("trace")
    harness.run(strace([INDEXER, "--index", index, *options, source],
                       log=log, options=["-y"]))
    return Trace(read_trace(log), t.folder)


def check_order(trace, index, number):
    """What lasts before what."""
    name = "gen-%06d" % number
    building = os.path.join(index, name + ".tmp")
    publish = trace.index_of("rename", building, os.path.join(index, name))
    for path in check_manifest(os.path.join(index, name)):
        trace.check_file(os.path.join(building, path), publish)
    trace.check_file(os.path.join(building, "MANIFEST"), publish)
    trace.check_folder(os.path.join(building, "xapian"), publish)
    trace.check_folder(building, publish)
    switch = trace.index_of("rename", os.path.join(index, "current.tmp"),
                            os.path.join(index, "current"))
    check(trace.synced_between(index, publish, switch),
          "current may outlast the generation that it names")
    check(trace.synced_between(index, switch, len(trace.events)),
          "the run ends before current lasts")
    removed = [i for i, e in enumerate(trace.events)
               if e[0] in ("unlink", "rmdir") and i > publish and
               re.match(re.escape(index) + r"/gen-", e[1])]
    check(not removed or trace.synced_between(index, switch, removed[0]),
          "an old generation goes before the new one lasts")


def test_power_cut(t):
    "every file, folder and name is synced before what needs it"
    need_strace(t)
    index = t.path("index")
    source = t.write_corpus({"d%02d" % i: ["Common words."]
                             for i in range(12)})
    trace = traced(t, index, source, ["--jobs", "1"])
    check_order(trace, index, 1)
    check(trace.synced_between(t.folder, trace.index_of("mkdir", index),
                               len(trace.events)) or
          trace.synced_between(index + "/..", -1, len(trace.events)),
          "the index's own name may be lost")
    t.write("minutes/d03.txt", harness.minutes("Three", ["Now changed."]))
    trace = traced(t, index, source)
    check_order(trace, index, 2)
    check(any(e[0] == "write" and e[1].endswith("xapian/postlist.glass")
              for e in trace.events), "that was no update")
    trace = traced(t, index, source, ["--withdraw", "d05", "--keep", "0",
                                      "--jobs", "2"])
    check_order(trace, index, 3)
    listed = trace.index_of("rename", os.path.join(index, "withdrawn.tmp"),
                            os.path.join(index, "withdrawn"))
    trace.check_file(os.path.join(index, "withdrawn.tmp"), listed)
    check(trace.synced_between(index, listed, trace.index_of(
        "mkdir", os.path.join(index, "gen-000003.tmp"))),
          "the withdrawal may be lost")


# ---- a disk that forgets ----

def flip(index, number, random_):
    """Makes the current generation anew under that number, with one bit of
    one file flipped. Returns the file's name."""
    was = os.path.join(index, current(index))
    name = "gen-%06d" % number
    path = os.path.join(index, name)
    shutil.copytree(was, path)
    files = [os.path.relpath(os.path.join(top, n), path)
             for top, _, names in os.walk(path) for n in names]
    chosen = random_.choice(sorted(
        n for n in files if os.path.getsize(os.path.join(path, n))))
    with open(os.path.join(path, chosen), "r+b") as f:
        at = random_.randrange(os.path.getsize(f.name))
        f.seek(at)
        byte = f.read(1)[0] ^ (1 << random_.randrange(8))
        f.seek(at)
        f.write(bytes([byte]))
    os.symlink(name, os.path.join(index, "flip"))
    os.rename(os.path.join(index, "flip"), os.path.join(index, "current"))
    return chosen


def test_flips(t):
    """a flipped bit in a generation, built or updated: searchd refuses it by
    the file's name and serves the old one, the indexer builds anew"""
    r = random.Random(SEED)
    corpus, index = Corpus(t, r), t.path("index")
    run_indexer(index, [corpus.source])
    daemon = t.start_searchd(index)
    seen = collections.Counter()
    for i in range(FLIPS):
        before = daemon.reload()
        name = flip(index, before.number("gen") + 1, r)
        where = "flip %d of %s, seed %d" % (i, name, SEED)
        seen[name] += 1
        old = corpus.state(index)
        reply = daemon.reload()
        equal((reply.code, reply.word), (506, "INDEX"), where)
        check(name in reply.message, "%s: %s" % (where, reply.message))
        equal(answers(daemon), old, where)
        equal(daemon.ask("SEARCH : common").number("gen"),
              before.number("gen"), where)
        if r.random() < .5:
            corpus.write(r.choice(sorted(corpus.files)))
        done = run_indexer(index, [corpus.source])
        check("replaced as a whole" in done.stderr and name in done.stderr,
              "%s: %s%s" % (where, done.stdout, done.stderr))
        check(daemon.reload().ok, where)
        equal(answers(daemon), corpus.state(index), where)
        if r.random() < .5:
            corpus.write(r.choice(sorted(corpus.files)))
            done = run_indexer(index, [corpus.source])
            check("from nothing" not in done.stdout, done.stdout)
        check_tidy(index)
    check(len(seen) >= 9, repr(seen))


# ---- two at once ----

def test_two_at_once(t):
    "while one updates another is status 75, names it, and withdraws nothing"
    source = t.write_corpus({"d%02d" % i: ["Common words."] * 300
                             for i in range(12)})
    index = t.path("index")
    run_indexer(index, [source])
    t.write("minutes/d03.txt", harness.minutes("Three", ["Now changed."]))
    process = subprocess.Popen([INDEXER, "--index", index],
                               stdout=subprocess.PIPE, text=True)
    try:
        end = time.monotonic() + harness.DEADLINE
        while not any(n.endswith(".tmp") for n in os.listdir(index)):
            check(process.poll() is None, "it ended too early")
            check(time.monotonic() < end, "it never began")
        process.send_signal(signal.SIGSTOP)
        for options in ([], ["--rebuild"], ["--withdraw", "d05"],
                        ["--withdraw", "d05", "--keep", "0"]):
            done = run_indexer(index, options=options, status=75)
            check("process %d" % process.pid in done.stderr, done.stderr)
        check(not os.path.exists(os.path.join(index, "withdrawn")),
              "withdrawn all the same")
        process.send_signal(signal.SIGCONT)
        out, _ = process.communicate(timeout=harness.DEADLINE)
    finally:
        process.kill()
    equal(process.returncode, 0, "status")
    check("1 changed" in out, out)
    check_tidy(index)
    run_indexer(index, options=["--withdraw", "d05"])


harness.main(globals())
