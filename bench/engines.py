"""The engines that bench/compare and bench/gate put the same work to: how each
makes its index, is started and asked. The drivers are in bench/peers; what they
print is told in drive.c."""

import glob
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import bench
import harness
from figures import Asked, Cost, Failed, KeptCost, Load

HERE = os.path.dirname(os.path.abspath(__file__))
DRIVERS = os.path.join(harness.BUILD, "bench", "peers")
CORPUS = os.path.join(harness.BUILD, "bench", "corpus", "corpus")
DICTIONARY = "/usr/share/dict/american-english-large"
SEED = 42
START = 60  # seconds that a server may take to start
JARS = "/usr/share/java/lucene-%s-8*.jar"


class Missing(Exception):
    """An engine is not on this machine; its text says what is missing."""


def files_of(path):
    """A file, or the files in a folder."""
    if os.path.isfile(path):
        return [path]
    return [os.path.join(folder, name)
            for folder, _, names in os.walk(path) for name in names
            if not os.path.islink(os.path.join(folder, name))]


def size_of(path):
    """Bytes on disk of a file or a folder."""
    return sum(map(os.path.getsize, files_of(path)))


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def make_corpus(folder, units, seed=SEED):
    """Minutes and queries in folder; what it said, "" or a warning."""
    if not os.access(CORPUS, os.X_OK):
        sys.exit("%s is not built; top_builddir names the build" % CORPUS)
    texts = sorted(glob.glob(os.path.join(
        harness.SOURCE, "corpora", "minutes", "**", "*.txt"), recursive=True))
    return Cost([CORPUS, str(units), str(seed), DICTIONARY, folder,
                 *texts]).output


class Engine:
    """An engine over an index at self.index, made of the corpus at folder.
    asked_of() is a with-statement's: what is then given to its driver."""

    name = ""
    driver = ""
    how = None

    def __init__(self, folder, where):
        self.folder = folder
        self.index = os.path.join(where, type(self).__name__.lower())
        self.queries = os.path.join(folder, "queries.tsv")
        self.check()

    def check(self):
        """Raises Missing."""
        self.command = [os.path.join(DRIVERS, self.driver)]
        if not os.access(self.command[0], os.X_OK):
            raise Missing("%s was not built" % self.driver)

    def made_by(self):
        """The program that makes the index; another one would make another."""
        return self.command[0]

    def prepare(self):
        """What is done before an index is made, or one made before is used."""

    def make_index(self):
        """The Cost of it."""
        self.prepare()
        clear(self.index)
        return Cost([*self.command, "index", self.index, self.folder])

    def noted_index(self, reuse):
        """Makes the index, or with reuse takes the one that an earlier run
        made of the same corpus by the same program; the Cost, in both
        cases."""
        note = self.index + ".made"
        minutes = os.path.join(self.folder, "minutes")
        key = [digest(os.path.join(minutes, "part-001.jsonl")),
               size_of(minutes), os.stat(self.made_by()).st_mtime]
        try:
            with open(note, encoding="utf-8") as f:
                made = json.load(f)
            if reuse and made["of"] == key and os.path.exists(self.index):
                self.prepare()
                said("there is one")
                return KeptCost(made)
        except (OSError, ValueError, KeyError):
            pass
        clear(note)
        cost = self.make_index()
        with open(note, "w", encoding="utf-8") as f:
            json.dump({"of": key, "wall": cost.wall, "cpu": cost.cpu,
                       "peak": cost.peak}, f)
        return cost

    def disk(self):
        return size_of(self.index)

    def settle(self):
        """Has the index in memory as it comes from the disk: pages that were
        written while much else was lie scattered there, which costs whoever
        uses them in place up to a third more."""
        for path in files_of(self.index):
            with open(path, "rb") as f:
                os.fsync(f.fileno())
                os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                while f.read(1 << 20):
                    pass

    def start(self):
        """Of a server: runs it until stop()."""

    def stop(self):
        pass

    def address(self):
        return self.index

    def pid(self):
        return 0

    def ask(self, first=0, passes=3, how=None):
        how = how or self.how
        return Asked(Cost([
            *self.command, "ask", "--first", str(first), "--passes",
            str(passes), "--pid", str(self.pid()),
            *(["--how", how] if how else []), self.address(),
            self.queries]).output)

    def load(self, connections, first=0, seconds=3, how=None):
        """A Load for each number of connections."""
        how = how or self.how
        return [Load(Cost([
            *self.command, "load", "--first", str(first), "--seconds",
            str(seconds), "--connections", str(n), "--pid", str(self.pid()),
            *(["--how", how] if how else []), self.address(),
            self.queries]).output) for n in connections]


def clear(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.unlink(path)


class Minutiae(Engine):
    """This project's daemon, over its Unix socket."""

    name = "minutiae"
    driver = "daemon"
    options = ()  # of searchd
    search = ""   # more options of SEARCH
    processors = None  # those that searchd may use; None: all
    server = None

    def made_by(self):
        return harness.INDEXER

    def make_index(self):
        clear(self.index)
        return Cost([harness.INDEXER, "--quiet", "--index", self.index,
                     os.path.join(self.folder, "minutes")])

    def start(self):
        """Seconds until it has answered its first query."""
        start = time.monotonic()
        self.server = bench.Server(self.index, self.options, self.processors)
        with self.server.daemon.connect() as client:
            client.ask("SEARCH : council")
            took = time.monotonic() - start
            # Its check of the checksums, once after a start, is no query's.
            if not client.ask("RELOAD").ok:
                raise Failed("the daemon does not verify %s" % self.index)
            # Answers must be made, not found again; a daemon that keeps none
            # does not know the option.
            no_cache = client.ask("SEARCH cache=no : council").ok
        more = " ".join(["", *(["cache=no"] if no_cache else []),
                         *([self.search] if self.search else [])])
        self.how, self.people = "plain" + more, "people" + more
        return took

    def stop(self):
        if self.server:
            self.server.__exit__()
            self.server = None

    def address(self):
        return self.server.daemon.address

    def pid(self):
        return self.server.daemon.pid


class Xapian(Engine):
    """Plain libxapian, in process; what the ratios are ratios to."""

    name = "Xapian"
    driver = "xapian"


class XapianPlain(Xapian):
    """The same with words and stems in its index, made for the cost of making
    it."""

    name = "Xapian, words and stems"

    def make_index(self):
        clear(self.index)
        return Cost([*self.command, "index", self.index, self.folder,
                     "plain"])


class SQLite(Engine):
    """SQLite's FTS5, in process."""

    name = "SQLite"
    driver = "sqlite"

    def check(self):
        try:
            super().check()
        except Missing:
            raise Missing("libsqlite3-dev was not there when this was "
                          "built") from None


class Sphinx(Engine):
    """Debian's sphinxsearch, over its Unix socket."""

    name = "Sphinx"
    driver = "sphinx"
    process = None
    CONFIG = """
source minutes
{
    type = tsvpipe
    tsvpipe_command = %(driver)s index - '%(folder)s'
    tsvpipe_attr_uint = year
    tsvpipe_field = text
}
index minutes
{
    source = minutes
    path = %(index)s/minutes
    morphology = stem_en
    min_word_len = 1
}
indexer
{
    mem_limit = 512M
}
searchd
{
    listen = %(socket)s:mysql41
    log = %(index)s/log
    pid_file = %(index)s/pid
    binlog_path =
    workers = threads
    max_children = 0
}
"""

    def check(self):
        super().check()
        self.programs = ["/usr/bin/indexer", "/usr/bin/searchd"]
        for program in self.programs:
            if not os.access(program, os.X_OK) or b"Sphinx" not in (
                    subprocess.run([program, "--help"], check=False,
                                   stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT).stdout):
                raise Missing("sphinxsearch is not installed")
        self.how = self.folder

    def made_by(self):
        return self.programs[0]

    def prepare(self):
        # A socket's path is short, the index's may be long.
        self.sockets = tempfile.TemporaryDirectory(prefix="minutiae-bench-")
        self.socket = os.path.join(self.sockets.name, "sphinx")
        self.config = self.index + ".conf"
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(self.CONFIG % {
                "driver": self.command[0], "folder": self.folder,
                "index": self.index, "socket": self.socket})

    def make_index(self):
        self.prepare()
        clear(self.index)
        os.makedirs(self.index)
        return Cost([self.programs[0], "--config", self.config, "--all"])

    def start(self):
        self.process = subprocess.Popen(
            [self.programs[1], "--config", self.config, "--nodetach"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        end = time.monotonic() + START
        while True:
            with socket.socket(socket.AF_UNIX) as s:
                try:
                    s.connect(self.socket)
                    return None
                except OSError:
                    if (self.process.poll() is not None
                            or time.monotonic() > end):
                        raise Failed("Sphinx does not start; see %s/log"
                                     % self.index) from None
            time.sleep(0.02)

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()
            self.process = None
            self.sockets.cleanup()

    def address(self):
        return self.socket

    def pid(self):
        return self.process.pid


class Lucene(Engine):
    """Lucene 8, in process: its driver is Java."""

    name = "Lucene"

    def check(self):
        jars = [path for part in ("core", "analyzers-common", "highlighter",
                                  "queries", "memory")
                for path in sorted(glob.glob(JARS % part))[:1]]
        if len(jars) < 5:
            raise Missing("liblucene8-java is not installed")
        if not shutil.which("javac") or not shutil.which("java"):
            raise Missing("there is no JDK (openjdk-17-jdk-headless)")
        self.classes = tempfile.TemporaryDirectory(prefix="minutiae-bench-")
        path = ":".join([self.classes.name, *jars])
        Cost(["javac", "-d", self.classes.name, "-cp", path,
              os.path.join(HERE, "peers", "Lucene.java")])
        # Threads that end would take their CPU time with them.
        self.command = ["java", "-XX:-UseDynamicNumberOfCompilerThreads",
                        "-XX:-UseDynamicNumberOfGCThreads", "-cp", path,
                        "Lucene"]

    def made_by(self):
        return os.path.join(HERE, "peers", "Lucene.java")

    def ask(self, first=0, passes=3, how=None):
        return Asked(Cost([*self.command, "ask", self.index, self.queries,
                           str(first), str(passes)]).output)

    def load(self, connections, first=0, seconds=3, how=None):
        lines = Cost([*self.command, "load", self.index, self.queries,
                      str(first), str(seconds),
                      *map(str, connections)]).output
        return [Load(line) for line in lines.splitlines()
                if line.startswith("load\t")]


PEERS = {"xapian": Xapian, "sphinx": Sphinx, "sqlite": SQLite,
         "lucene": Lucene}


def said(text):
    """To standard error, with the time since the start."""
    print("%6.1f s  %s" % (time.monotonic() - STARTED, text), file=sys.stderr,
          flush=True)


STARTED = time.monotonic()
