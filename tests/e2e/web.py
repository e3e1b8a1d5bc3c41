"""A browser's part for the tests of the search box: requests of HTTP in
whole and in bytes, over TCP and Unix sockets; pages taken apart; a strict
reader of Prometheus's text format. Python's standard library only."""

import gzip
import html.parser
import http.client
import re
import socket

from harness import DEADLINE, Failure, check, equal

CORPUS = {
    "police/plan": """Title: Draft Police and Crime Plan 2014/15
Date: 2014-02-06
Committee: Police and Crime Panel
URL: https://council.example/plan

Minutes:

1.     The Commissioner introduced the draft plan for the clerk.

2.     Members asked what role the special constables played, and the clerk
noted it.

RESOLVED that the plan be noted by the clerk.
""",
    "schools/places": """Title: School places
Date: 2017-01-19
Committee: Schools Forum

Minutes:

1.     The clerk told the forum of places & "plans" for <2018>.
""",
}


def box(t, options=(), documents=None, listen=None, **more):
    """A searchd with the search box at a port of the loopback."""
    index = t.make_index(CORPUS if documents is None else documents)
    return t.start_searchd(index, listen=listen, options=[
        "--http", "127.0.0.1:0", *options], **more)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=DEADLINE)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(DEADLINE)
        self.sock.connect(self.path)


def connection(address):
    if "/" in address:
        return UnixConnection(address)
    return http.client.HTTPConnection(address, timeout=DEADLINE)


class Got:
    """A reply: status, headers (by their names in small letters), body (as
    it came), text (unpacked)."""

    def __init__(self, reply):
        self.status, self.version = reply.status, reply.version
        self.all = [(k.lower(), v) for k, v in reply.getheaders()]
        self.headers = dict(self.all)
        self.body = reply.read()
        plain = self.body
        if self.headers.get("content-encoding") == "gzip" and plain:
            plain = gzip.decompress(plain)
        self.text = plain.decode()

    def __repr__(self):
        return "Got(%d, %r, %r)" % (self.status, self.headers, self.text[:200])


def get(where, target, method="GET", headers=None, keep=None):
    """One request; where: a Daemon or an address. keep: a connection to use
    instead of a fresh one."""
    address = where if isinstance(where, str) else where.https[0]
    c = keep or connection(address)
    try:
        c.request(method, target, headers=headers or {})
        return Got(c.getresponse())
    finally:
        if keep is None:
            c.close()


def page(where, target, status=200, **more):
    got = get(where, target, **more)
    equal(got.status, status, "status of " + target)
    return got


class Raw:
    """A connection in bytes."""

    def __init__(self, where):
        address = where if isinstance(where, str) else where.https[0]
        host, _, port = address.rpartition(":")
        self.socket = socket.create_connection((host, int(port)), DEADLINE)
        self.bytes = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def rest(self):
        """All until the peer closes."""
        try:
            while True:
                data = self.socket.recv(65536)
                if not data:
                    return self.bytes
                self.bytes += data
        except socket.timeout:
            raise Failure("not closed; so far %r" % self.bytes) from None


def raw(where, data):
    """Sends bytes; what comes back until the connection is closed."""
    with Raw(where) as c:
        c.send(data)
        return c.rest()


def status_of(reply):
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", reply)
    check(found, "no HTTP reply: %r" % reply[:80])
    return int(found.group(1))


# ---- pages ----

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link",
        "meta", "source", "track", "wbr"}


class Page(html.parser.HTMLParser):
    """elements: (name, attributes) in order; text: all of it. Fails where
    elements are not closed in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.words, self.open = [], [], []
        self.feed(text)
        self.close()
        equal(self.open, [], "elements left open")
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        equal(len(names), len(set(names)), "attributes of " + tag)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        equal(self.open.pop() if self.open else None, tag, "closed element")

    def handle_data(self, data):
        self.words.append(data)

    def shape(self):
        """Elements with the names of their attributes."""
        return [(tag, sorted(attrs)) for tag, attrs in self.elements]

    def addresses(self):
        return [attrs[name] for _, attrs in self.elements
                for name in ("href", "src", "action", "formaction", "srcset",
                             "poster", "data", "ping")
                if name in attrs]


# ---- Prometheus's text format, version 0.0.4 ----

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"'
_SAMPLE = re.compile(r"(%s)(?:\{(%s(?:,%s)*)\})? (\S+)$"
                     % (_NAME, _LABEL, _LABEL))
_SUFFIX = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("",),
           "gauge": ("",), "summary": ("", "_sum", "_count")}


class Metrics:
    """samples: (name, sorted labels) -> number. Every sample's family has
    one HELP and one TYPE, before it and next to it; none comes twice."""

    def __init__(self, text):
        check(text.endswith("\n"), "no newline at the end")
        self.types, self.helps, self.samples = {}, {}, {}
        family = None
        for line in text[:-1].split("\n"):
            if line.startswith("# HELP "):
                family, what = line[7:].split(" ", 1)
                check(family not in self.helps, "HELP twice: " + family)
                check(what.strip(), "HELP says nothing: " + family)
                self.helps[family] = what
            elif line.startswith("# TYPE "):
                name, kind = line[7:].split(" ")
                equal(name, family, "TYPE without its HELP")
                check(kind in _SUFFIX, "type " + kind)
                check(name not in self.types, "TYPE twice: " + name)
                check(kind != "counter" or name.endswith("_total"), name)
                self.types[name] = kind
            else:
                self._sample(line, family)
        for name, kind in self.types.items():
            if kind == "histogram":
                self._histogram(name)

    def _sample(self, line, family):
        found = _SAMPLE.match(line)
        check(found, "no sample: %r" % line)
        name, labels, value = found.group(1), found.group(2), found.groups()[-1]
        kind = self.types.get(family)
        check(kind and name in [family + s for s in _SUFFIX[kind]],
              "%s stands under %s" % (name, family))
        key = (name, tuple(sorted(
            (m.group(1), m.group(2))
            for m in re.finditer(_LABEL, labels or ""))))
        check(key not in self.samples, "twice: %s" % line)
        self.samples[key] = float(value)

    def _histogram(self, name):
        buckets = [(float(dict(labels)["le"]), value)
                   for (n, labels), value in self.samples.items()
                   if n == name + "_bucket"]
        equal(buckets, sorted(buckets), "buckets of " + name)
        equal([v for _, v in buckets], sorted(v for _, v in buckets),
              "cumulated counts of " + name)
        equal(buckets[-1][0], float("inf"), "the last bucket")
        equal(buckets[-1][1], self.value(name + "_count"), "the last bucket")

    def value(self, name, **labels):
        key = (name, tuple(sorted(labels.items())))
        check(key in self.samples, "no %s %r" % key)
        return self.samples[key]


def metrics(where):
    got = page(where, "/metrics")
    equal(got.headers["content-type"],
          "text/plain; version=0.0.4; charset=utf-8")
    return Metrics(got.text)
