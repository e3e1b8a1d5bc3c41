"""The Debian package, without installing it: what is in it, how it was built,
and what can be said of its units without running them."""

import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "e2e"))
import harness  # noqa: E402
from harness import BUILD, SOURCE, Skip, check, equal  # noqa: E402

SYSTEM = "/lib/systemd/system/"

# Everything that is to be in it, with its mode.
FILES = {
    "/etc/minutiae/searchd.conf": 0o644,
    SYSTEM + "minutiae-indexer.path": 0o644,
    SYSTEM + "minutiae-indexer.service": 0o644,
    SYSTEM + "minutiae-indexer.timer": 0o644,
    SYSTEM + "minutiae-searchd-http.socket": 0o644,
    SYSTEM + "minutiae-searchd.service": 0o644,
    SYSTEM + "minutiae-searchd.socket": 0o644,
    "/usr/bin/minutiae-indexer": 0o755,
    "/usr/bin/searchctl": 0o755,
    "/usr/sbin/minutiae-searchd": 0o755,
    "/usr/lib/sysusers.d/minutiae.conf": 0o644,
    "/usr/lib/tmpfiles.d/minutiae.conf": 0o644,
    "/usr/share/bash-completion/completions/minutiae-indexer": 0o644,
    "/usr/share/bash-completion/completions/minutiae-searchd": 0o644,
    "/usr/share/bash-completion/completions/searchctl": 0o644,
    "/usr/share/man/man1/minutiae-indexer.1.gz": 0o644,
    "/usr/share/man/man1/searchctl.1.gz": 0o644,
    "/usr/share/man/man5/searchd.conf.5.gz": 0o644,
    "/usr/share/man/man7/minutiae-protocol.7.gz": 0o644,
    "/usr/share/man/man7/minutiae-query.7.gz": 0o644,
    "/usr/share/man/man8/minutiae-searchd.8.gz": 0o644,
}
# Below these, whatever documents there are.
DOCUMENTS = ("/usr/share/doc/minutiae/", "/usr/share/lintian/overrides/")

# Debian 12's sphinxsearch 2.2.11-8 has these.
SPHINXSEARCH = {
    "/etc/cron.d/sphinxsearch", "/etc/default/sphinxsearch",
    "/etc/init.d/sphinxsearch", "/etc/logrotate.d/sphinxsearch",
    "/etc/sphinxsearch/sphinx-min.conf.dist",
    "/usr/bin/indexer", "/usr/bin/indextool", "/usr/bin/searchd",
    "/usr/bin/spelldump", "/usr/bin/wordbreaker",
    "/usr/share/man/man1/indexer.1.gz", "/usr/share/man/man1/indextool.1.gz",
    "/usr/share/man/man1/searchd.1.gz", "/usr/share/man/man1/spelldump.1.gz",
}

PROGRAMS = ("/usr/bin/minutiae-indexer", "/usr/bin/searchctl",
            "/usr/sbin/minutiae-searchd")

_made = {}


def need(*programs):
    if os.environ.get("MINUTIAE_SYSTEM") == "no":
        raise Skip("MINUTIAE_SYSTEM=no")
    for program in programs:
        if shutil.which(program, path=os.environ["PATH"] +
                        ":/usr/sbin:/sbin") is None:
            raise Skip("there is no " + program)


def run(*command, status=0, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding="utf-8", **more)
    if status is not None:
        equal(done.returncode, status, "%s: %s" % (command[0], done.stdout))
    return done.stdout


def deb():
    """The package, built once in this build."""
    if "deb" not in _made:
        need("dpkg-buildpackage", "dh")
        _made["deb"] = run(os.path.join(SOURCE, "tests/system/build_deb.sh"),
                           BUILD).splitlines()[-1]
    return _made["deb"]


def unpacked(t):
    run("dpkg-deb", "-x", deb(), t.path("root"))
    return t.path("root")


def test_lintian(t):
    "lintian has nothing to say, not even pedantically"
    need("lintian")
    changes = deb().replace(".deb", ".changes")
    words = run("lintian", "-EIL", "+pedantic", "--no-cfg", changes,
                status=None, env={**os.environ, "TMPDIR": t.path("")})
    found = [line for line in words.splitlines()
             if re.match(r"[A-Z]: ", line)]
    equal(found, [], "tags")


def digests(folder):
    found = {}
    for name in os.listdir(folder):
        if name.endswith(".deb"):
            with open(os.path.join(folder, name), "rb") as f:
                found[name] = hashlib.sha256(f.read()).hexdigest()
    return found


def test_reproducible(t):
    "another folder, user's mask, zone and language make the same bytes"
    first = digests(os.path.dirname(deb()))
    equal(len(first), 2, "package and debugging symbols")
    other = t.path("another", "place")
    os.makedirs(other)
    tree = os.path.join(other, "tree")
    run("make", "-C", BUILD, "distdir", "distdir=" + tree,
        "am__remove_distdir=:")
    run("dpkg-buildpackage", "-us", "-uc", "-b", cwd=tree, umask=0o027,
        env={"PATH": os.environ["PATH"], "HOME": t.path(""),
             "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8",
             "DEB_BUILD_OPTIONS": "nocheck parallel=%d" % os.cpu_count()})
    equal(digests(other), first, "the packages")


def test_contents(t):
    "the package has its files, their modes, and none of sphinxsearch's"
    root = unpacked(t)
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            found[path[len(root):]] = stat.S_IMODE(os.lstat(path).st_mode)
    documents = {p for p in found if p.startswith(DOCUMENTS)}
    for name in ("README.Debian", "changelog.Debian.gz", "changelog.gz",
                 "copyright", "examples/nginx.conf.example"):
        check(DOCUMENTS[0] + name in documents, "no " + name)
    equal({p: oct(m) for p, m in found.items() if p not in documents},
          {p: oct(m) for p, m in FILES.items()}, "files")
    equal({oct(found[p]) for p in documents}, {oct(0o644)}, "documents' modes")
    equal(SPHINXSEARCH & set(found), set(), "what sphinxsearch has")
    owners = {line.split()[1] for line in run("dpkg", "-c", deb()).splitlines()}
    equal(owners, {"root/root"}, "owners")
    run("dpkg-deb", "-e", deb(), t.path("control"))
    with open(t.path("control", "conffiles"), encoding="utf-8") as f:
        equal(f.read(), "/etc/minutiae/searchd.conf\n", "conffiles")
    check(re.search(r"libevent-extra-2\.1-7 \(>= 2\.1\.12-stable-8\+deb12u1\)",
                    run("dpkg-deb", "-f", deb(), "Depends")),
          "a libevent with known holes is enough")


def test_names(t):
    "programs, messages, pages and completion call each other by these names"
    root = unpacked(t)
    for path in PROGRAMS:
        name = os.path.basename(path)
        usage = run(root + path, "--help").splitlines()[0]
        check(usage.lower().startswith("usage: %s " % name), usage)
        wrong = run(root + path, "--no-such-option", status=None)
        check(wrong.splitlines()[-1].startswith(name + ": "), wrong)
        shell = "source '%s/usr/share/bash-completion/completions/%s' && " \
                "complete -p %s" % (root, name, name)
        run("bash", "-c", shell)
    folder = t.path("no-index")
    os.mkdir(folder)
    daemon = subprocess.Popen(
        [root + "/usr/sbin/minutiae-searchd", "--index", folder, "--listen",
         t.path("s"), "--ready-fd", "1"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    try:
        daemon.stdout.readline()
        answer = run(root + "/usr/bin/searchctl", "--server", t.path("s"), "x",
                     status=2)
    finally:
        daemon.terminate()
        daemon.wait(harness.DEADLINE)
        daemon.stdout.close()
    check("no index in " in answer and
          "\"minutiae-indexer --index " + folder in answer, answer)
    with open(root + "/etc/minutiae/searchd.conf", encoding="utf-8") as f:
        plain = re.findall(r"(?<![-\[])\bsearchd\b(?!\]|\.conf|\.sock)", f.read())
    equal(plain, [], "searchd.conf's other names of the daemon")
    for page in FILES:
        if "/man/" in page and "searchctl" not in page:
            text = run("zcat", root + page)
            for plain in re.findall(r"^\.(?:Nm|Xr) (?:indexer|searchd)\b(?!\.conf).*|"
                                    r"\b(?<!-)(?:indexer|searchd) --", text,
                                    re.M):
                raise harness.Failure("%s says %s" % (page, plain))


def test_hardening(t):
    "the programs are position-independent, their tables read-only from the start"
    need("readelf", "objdump")
    root = unpacked(t)
    for path in PROGRAMS:
        elf = run("readelf", "-W", "-h", "-l", "-d", "-n", root + path)
        check(re.search(r"Type: +DYN ", elf), path + " is no PIE")
        check("GNU_RELRO" in elf, path + " has no RELRO")
        check("BIND_NOW" in elf, path + " binds lazily")
        check(re.search(r"GNU_STACK .* RW ", elf), path + " has a stack to run")
        symbols = run("readelf", "-W", "--dyn-syms", root + path)
        check("__stack_chk_fail" in symbols, path + " has no stack protector")
        check("_chk@" in symbols, path + " is not fortified")
    if os.uname().machine == "x86_64":
        # The note that says so of a whole program is missing, as the C
        # library's own parts have none; the instruction is there.
        for path in PROGRAMS:
            check("endbr64" in run("objdump", "-d", "-j", ".text", root + path),
                  path + " is without -fcf-protection")


def units(root):
    return sorted(p for p in FILES if p.startswith(SYSTEM))


def test_units_verify(t):
    "systemd knows every word of the units, and finds their programs"
    need("systemd-analyze")
    root = unpacked(t)
    # Not in the package: the rest of a system.
    for path in ("/bin/sh",):
        os.makedirs(root + os.path.dirname(path), exist_ok=True)
        shutil.copy(path, root + path)
    words = run("systemd-analyze", "verify", "--man=no", "--root=" + root,
                *(os.path.basename(p) for p in units(root)), status=None)
    mine = [line for line in words.splitlines()
            if "minutiae" in line and
            not re.search(r"Unit \S+\.(target|slice|mount) not found", line)]
    equal(mine, [], "complaints")


def test_units_exposure(t):
    "the daemon and the indexer expose half a point of ten at most"
    need("systemd-analyze")
    root = unpacked(t)
    for name in ("minutiae-searchd", "minutiae-indexer"):
        words = run("systemd-analyze", "security", "--offline=true",
                    "--threshold=5", "--no-pager",
                    root + SYSTEM + name + ".service", status=None)
        check(re.search(r"Overall exposure level for .*: 0\.[0-5] ", words),
              words[-300:])


def test_user_and_folders(t):
    "one user; the indexer alone can write the index, and nobody the minutes"
    need("systemd-sysusers", "systemd-tmpfiles")
    if os.geteuid() != 0:
        raise Skip("only root may give folders away")
    root = unpacked(t)
    run("systemd-sysusers", "--root=" + root, "minutiae.conf")
    run("systemd-tmpfiles", "--root=" + root, "--create", "minutiae.conf")
    with open(root + "/etc/passwd", encoding="utf-8") as f:
        user = f.read().split(":")
    equal((user[0], user[5], user[6].strip()),
          ("minutiae", "/var/lib/minutiae", "/usr/sbin/nologin"))
    uid, gid = int(user[2]), int(user[3])
    for path, want in {"/run/minutiae": (0o755, 0, 0),
                       "/var/lib/minutiae": (0o750, 0, gid),
                       "/var/lib/minutiae/index": (0o750, uid, gid),
                       "/var/lib/minutiae/minutes": (0o2750, 0, gid)}.items():
        found = os.stat(root + path)
        equal((stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid), want,
              path)


harness.main(globals())
