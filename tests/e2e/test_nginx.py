"""The search box behind a real nginx, by the example in doc/: TLS, single
sign-on, a path prefix. Skips where nginx or openssl is not installed."""

import http.client
import http.server
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading

import harness
import web
from harness import Skip, check, equal

NAME = "intranet.example"
GUEST = {"Cookie": "session=clerk"}


def program(name):
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not found:
        raise Skip(name + " is not here")
    return found


class SignOn(http.server.BaseHTTPRequestHandler):
    """Knows whoever has the cookie."""

    def do_GET(self):
        known = "session=clerk" in self.headers.get("Cookie", "")
        self.send_response(202 if known else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def certificate(t):
    harness.run([program("openssl"), "req", "-x509", "-newkey", "rsa:2048",
                 "-nodes", "-days", "2", "-subj", "/CN=" + NAME, "-addext",
                 "subjectAltName=DNS:" + NAME, "-keyout", t.path("key"),
                 "-out", t.path("certificate")])


def configuration(t, port, sign_on, socket_path):
    """The example, with this test's addresses in it."""
    path = os.path.join(harness.SOURCE, "doc", "nginx.conf.example")
    with open(path, encoding="utf-8") as f:
        example = f.read()
    for old, new in (("listen 443 ssl", "listen 127.0.0.1:%d ssl" % port),
                     ("/etc/ssl/certs/INTRANET.pem", t.path("certificate")),
                     ("/etc/ssl/private/INTRANET.key", t.path("key")),
                     ("/run/minutiae/web.sock", socket_path),
                     ("127.0.0.1:4180", "127.0.0.1:%d" % sign_on),
                     ("INTRANET.EXAMPLE", NAME)):
        check(old in example, "the example has no %s" % old)
        example = example.replace(old, new)
    equal(re.findall(r"^[^#\n]*\b[A-Z]+\.EXAMPLE", example, re.M), [])
    temporary = "".join("    %s_temp_path %s;\n" % (kind, t.path("nginx-tmp"))
                        for kind in ("client_body", "proxy", "fastcgi",
                                     "uwsgi", "scgi"))
    return t.write("nginx.conf", (
        "daemon off;\npid %s;\nerror_log stderr warn;\n"
        "events { worker_connections 64; }\n"
        "http {\n    access_log off;\n%s%s}\n"
        % (t.path("nginx.pid"), temporary, example)))


class Behind:
    """searchd, a sign-on service and nginx before them."""

    def __init__(self, t):
        nginx = program("nginx")
        certificate(t)
        socket_path, self.port = t.path("web.sock"), free_port()
        # nginx's workers may run as another user.
        os.chmod(t.folder, 0o755)
        self.daemon = t.start_searchd(t.make_index(web.CORPUS), options=[
            "--http", socket_path, "--base-url",
            "https://%s/minutes" % NAME])
        os.chmod(socket_path, 0o666)
        self.sign_on = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                                       SignOn)
        threading.Thread(target=self.sign_on.serve_forever,
                         daemon=True).start()
        path = configuration(t, self.port, self.sign_on.server_port,
                             socket_path)
        self.process = subprocess.Popen(
            [nginx, "-e", "stderr", "-p", t.folder, "-c", path],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.context = ssl.create_default_context(cafile=t.path("certificate"))

    def __enter__(self):
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                if self.process.poll() is not None:
                    break
                threading.Event().wait(0.1)
        self.__exit__()
        raise harness.Failure("nginx does not serve: "
                              + self.process.stderr.read().decode())

    def __exit__(self, *_):
        self.sign_on.shutdown()
        self.sign_on.server_close()
        self.process.terminate()
        self.process.wait(harness.DEADLINE)

    def get(self, target, headers=None, method="GET", body=None):
        plain = socket.create_connection(("127.0.0.1", self.port),
                                         harness.DEADLINE)
        c = http.client.HTTPSConnection(NAME, context=self.context)
        c.sock = self.context.wrap_socket(plain, server_hostname=NAME)
        try:
            c.request(method, target, headers=headers or {}, body=body)
            return web.Got(c.getresponse())
        finally:
            c.close()


def test_whole(t):
    "through nginx, signed on, pages work below their prefix, over TLS"
    with Behind(t) as b:
        got = b.get("/minutes/search?q=special+constables", GUEST)
        equal(got.status, 200)
        parsed = web.Page(got.text)
        addresses = parsed.addresses()
        for address in addresses:
            check(address.startswith(("/minutes/", "#", "?",
                                      "https://%s/minutes/" % NAME)), address)
        document = next(a for a in addresses if "/d/police/plan" in a)
        check("<mark>" in b.get(document.split("#")[0], GUEST).text, document)
        for asset in ("style.css", "favicon.svg", "opensearch.xml", "help"):
            equal(b.get("/minutes/" + asset, GUEST).status, 200, asset)
        equal(b.get("/minutes", GUEST).headers["location"].split(NAME)[-1]
              .split(str(b.port))[-1], "/minutes/")
        check("https://%s/minutes/d/" % NAME in
              b.get("/minutes/feed.atom?q=clerk", GUEST).text, "the feed")
        policy = got.headers["content-security-policy"]
        check(policy.startswith("default-src 'none'; "), policy)
        tag = got.headers["etag"]
        equal(b.get("/minutes/search?q=special+constables",
                    dict(GUEST, **{"If-None-Match": tag})).status, 304)
        packed = b.get("/minutes/help",
                       dict(GUEST, **{"Accept-Encoding": "gzip"}))
        equal(packed.headers["content-encoding"], "gzip")


def test_sign_on(t):
    "who has not signed on gets no page, and is led to do so"
    with Behind(t) as b:
        got = b.get("/minutes/search?q=clerk")
        equal(got.status, 302)
        check("/oauth2/sign_in?rd=https://%s/minutes/search?q=clerk" % NAME
              in got.headers["location"], got.headers["location"])
        equal(web.metrics(b.daemon.https[0]).value(
            "minutiae_queries_total", proto="http", outcome="ok"), 0)


def test_hostile(t):
    "what nginx lets through is still refused"
    with Behind(t) as b:
        got = b.get("/minutes/search?q=clerk", GUEST, method="POST",
                    body="q=clerk")
        equal(got.status, 405)
        equal(b.get("/minutes/" + "a" * 5000, GUEST).status, 414)
        check(b.get("/minutes/../../etc/passwd", GUEST).status in (400, 404), "a path")
        # The daemon's answer, or nginx's own for a name that is not its.
        got = b.get("/minutes/", dict(GUEST, Host="evil.example"))
        equal(got.status, 421)


def test_gone(t):
    "when searchd restarts, nginx finds it again"
    with Behind(t) as b:
        equal(b.get("/minutes/", GUEST).status, 200)
        index, path = b.daemon.arguments[1], b.daemon.https[0]
        b.daemon.stop()
        equal(b.get("/minutes/", GUEST).status, 502)
        t.start_searchd(index, options=["--http", path, "--base-url",
                                        "https://%s/minutes" % NAME])
        os.chmod(path, 0o666)
        # nginx leaves a server alone for ten seconds after it failed.
        for _ in range(300):
            if b.get("/minutes/", GUEST).status == 200:
                return
            threading.Event().wait(0.1)
        raise harness.Failure("it does not")


if __name__ == "__main__":
    harness.main(globals())
