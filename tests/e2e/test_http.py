"""The search box over HTTP: what is at each address, and with which
headers."""

import json
import re
import xml.etree.ElementTree as ET

import harness
import web
from harness import check, equal, matches
from web import get, page

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
PAGES = ["/", "/search?q=clerk", "/search?q=nothinglikethis", "/help",
         "/similar?id=police/plan%23p1", "/similar?id=x",
         "/d/police/plan?q=clerk&hit=1", "/nothing", "/search?q=clerk+AND"]
ASSETS = {
    "/style.css": "text/css; charset=utf-8",
    "/favicon.svg": "image/svg+xml",
    "/favicon.ico": "image/svg+xml",
    "/robots.txt": "text/plain; charset=utf-8",
    "/opensearch.xml":
        "application/opensearchdescription+xml; charset=utf-8",
    "/feed.atom?q=clerk": "application/atom+xml; charset=utf-8",
    "/api/search?q=clerk": "application/json; charset=utf-8",
    "/api/similar?id=police/plan%23p1": "application/json; charset=utf-8",
    "/healthz": "text/plain; charset=utf-8",
    "/metrics": "text/plain; version=0.0.4; charset=utf-8",
}
POLICY = ("default-src 'none'; style-src 'self'; script-src 'self'; "
          "connect-src 'self'; img-src 'self'; form-action 'self'; "
          "base-uri 'none'; frame-ancestors %s")


def test_search(t):
    "a search is a page with its hits, and a hit leads to its paragraph"
    daemon = web.box(t)
    got = page(daemon, "/search?q=special+constables")
    parsed = web.Page(got.text)
    check("special" in parsed.text and "constables" in parsed.text,
          parsed.text)
    links = [a for a in parsed.addresses() if a.startswith("/d/")]
    check(any(re.fullmatch(r"/d/police/plan\?\S*hit=1#p2", a)
              for a in links), repr(links))
    document = web.Page(page(daemon, links[0].split("#")[0]).text)
    ids = [attrs.get("id") for _, attrs in document.elements]
    check("p2" in ids and "r1" in ids, repr(ids))
    check(("mark", []) in document.shape(), "nothing is marked")


def test_empty_box(t):
    "an empty query is the box alone, a filter without words is a search"
    daemon = web.box(t)
    home = page(daemon, "/").text
    equal(page(daemon, "/search").text, home)
    equal(page(daemon, "/search?q=++&year=&kind=&committee=").text, home)
    check("School places" in page(daemon, "/search?q=&year=2017").text,
          "the year's paragraph is not there")


def test_filters_and_pages(t):
    "year, kind, sort, from and limit do what SEARCH does with them"
    daemon = web.box(t)

    def hits(target):
        return [h["id"] for h in json.loads(page(daemon, target).text)["hits"]]

    equal(hits("/api/search?q=clerk&year=2017"), ["schools/places#p1"])
    equal(hits("/api/search?q=clerk&kind=resolution"), ["police/plan#r1"])
    newest = hits("/api/search?q=clerk&sort=newest")
    equal(len(newest), 4)
    equal(newest[0], "schools/places#p1")
    equal(hits("/api/search?q=clerk&sort=newest&from=1&limit=2"), newest[1:3])


def test_types(t):
    "every address has its type, in UTF-8"
    daemon = web.box(t)
    for target in PAGES:
        equal(get(daemon, target).headers["content-type"],
              "text/html; charset=utf-8", target)
    for target, kind in ASSETS.items():
        equal(page(daemon, target).headers["content-type"], kind, target)


def test_security_headers(t):
    "every reply has the policy, nosniff and no-referrer; errors too"
    daemon = web.box(t)
    for target in PAGES + list(ASSETS):
        headers = get(daemon, target).headers
        equal(headers["content-security-policy"], POLICY % "'none'", target)
        equal(headers["x-content-type-options"], "nosniff", target)
        equal(headers["referrer-policy"], "no-referrer", target)
        check(headers["cache-control"] in ("private, no-cache", "no-store"),
              headers["cache-control"])
    reply = web.raw(daemon, b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    for name in (b"Content-Security-Policy: default-src 'none'",
                 b"X-Content-Type-Options: nosniff"):
        check(name in reply, "%r is not in %r" % (name, reply))


def test_frames(t):
    "who may frame the pages is a setting"
    daemon = web.box(t, ["--frame-ancestors",
                         "self https://intranet.example"])
    equal(page(daemon, "/").headers["content-security-policy"],
          POLICY % "'self' https://intranet.example")


def test_nothing_foreign(t):
    "no page names another host, but for the original that a document has"
    daemon = web.box(t)
    for target in PAGES:
        for address in web.Page(get(daemon, target).text).addresses():
            check(re.match(r"/(?!/)|#|\?", address) or
                  address == "https://council.example/plan",
                  "%s has %s" % (target, address))
    for target in ("/style.css", "/favicon.svg"):
        text = page(daemon, target).text
        check("url(" not in text and "@import" not in text, target)
        equal(re.findall(r"https?://(?!www\.w3\.org/)\S+", text), [], target)


def test_not_modified(t):
    "what a browser has is not sent again until the index changes"
    index = t.make_index(web.CORPUS)
    daemon = t.start_searchd(index, options=["--http", "127.0.0.1:0"])
    targets = ["/", "/search?q=clerk", "/d/police/plan", "/help",
               "/style.css", "/feed.atom?q=clerk", "/api/search?q=clerk"]
    tags = {}
    for target in targets:
        tags[target] = page(daemon, target).headers["etag"]
        before = daemon.stat("http_requests_ok")
        for known in (tags[target], 'W/"x", ' + tags[target], "*",
                      tags[target].replace("W/", "")):
            got = get(daemon, target, headers={"If-None-Match": known})
            equal((got.status, got.body), (304, b""), target)
            equal(got.headers["etag"], tags[target])
            check("content-security-policy" in got.headers, "no policy")
        equal(page(daemon, target, headers={"If-None-Match": 'W/"1-0"'})
              .headers["etag"], tags[target])
        check(before is not None, "no such figure")
    equal(len(set(tags.values())), len(tags), "tags")
    t.write_corpus({"new": ["The clerk again."]}, "index-source")
    harness.run_indexer(index)
    daemon.reload()
    for target in targets:
        got = page(daemon, target, headers={"If-None-Match": tags[target]})
        check(got.headers["etag"] != tags[target], target)


def test_no_search_for_what_is_known(t):
    "a 304 costs no search"
    daemon = web.box(t)
    tag = page(daemon, "/search?q=clerk").headers["etag"]
    before = web.metrics(daemon).value("minutiae_query_duration_seconds_count")
    equal(get(daemon, "/search?q=clerk",
              headers={"If-None-Match": tag}).status, 304)
    equal(web.metrics(daemon).value("minutiae_query_duration_seconds_count"),
          before)


def test_settings_change_pages(t):
    "another title makes other tags"
    index = t.make_index(web.CORPUS)
    tags = set()
    for title in ("One", "Two"):
        daemon = t.start_searchd(index, options=[
            "--http", "127.0.0.1:0", "--title", title])
        tags.add(page(daemon, "/help").headers["etag"])
    equal(len(tags), 2)


def test_gzip(t):
    "gzip where the browser takes it, by its weights, and it pays"
    daemon = web.box(t)
    plain = page(daemon, "/help")
    check("content-encoding" not in plain.headers, "packed unasked")
    for header, packed in (("gzip", True), ("deflate, gzip;q=0.5", True),
                           ("GZIP", True), ("*", True), ("gzip;q=0", False),
                           ("gzip; q=0.000, *", False), ("br", False),
                           ("*;q=0", False), ("identity", False),
                           ("gzip;q=0.001", True), ("gzipped", False)):
        got = page(daemon, "/help", headers={"Accept-Encoding": header})
        equal(got.headers.get("content-encoding") == "gzip", packed, header)
        equal(got.text, plain.text, header)
        equal(got.headers["vary"], "Accept-Encoding")
        check(not packed or len(got.body) < len(plain.body) / 1.5,
              "%d of %d bytes" % (len(got.body), len(plain.body)))
    small = page(daemon, "/healthz", headers={"Accept-Encoding": "gzip"})
    check("content-encoding" not in small.headers, "packed 9 bytes")


def test_head(t):
    "HEAD has the headers of GET and no body"
    daemon = web.box(t)
    connection = web.connection(daemon.https[0])
    for target in PAGES + ["/style.css", "/robots.txt", "/healthz"]:
        want = get(daemon, target)
        got = get(daemon, target, method="HEAD", keep=connection)
        equal((got.status, got.body), (want.status, b""), target)
        for name in ("content-type", "etag", "cache-control", "vary"):
            equal(got.headers.get(name), want.headers.get(name), target)
        # The time that a search took is in some pages.
        check(abs(int(got.headers["content-length"]) - len(want.body)) < 8,
              target)


def test_keep_alive(t):
    "many requests go over one connection, also of HTTP/1.0"
    daemon = web.box(t)
    connection = web.connection(daemon.https[0])
    for _ in range(5):
        for target in PAGES:
            get(daemon, target, keep=connection)
    equal(web.metrics(daemon).value("minutiae_connections_total",
                                      proto="http"), 2)
    old = web.raw(daemon, b"GET /healthz HTTP/1.0\r\n\r\n")
    matches(old, rb"HTTP/1\.0 200 OK\r\n[^\0]*ok gen=1\n$")
    ask = b"GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
    last = b"GET /robots.txt HTTP/1.0\r\n\r\n"
    equal(web.raw(daemon, ask + ask + last).count(b" 200 OK\r\n"), 3)


def test_pipelined(t):
    "requests that come together are answered in order"
    daemon = web.box(t)
    one = b"GET /%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
    reply = web.raw(daemon, b"".join(
        [one % (b"search?q=clerk", b""), one % (b"robots.txt", b""), b"\r\n",
         one % (b"d/police/plan", b""), one % (b"nothing", b""),
         one % (b"healthz", b"Connection: close\r\n")]))
    equal([int(s) for s in re.findall(rb"HTTP/1\.1 (\d+) ", reply)],
          [200, 200, 200, 404, 200])
    check(reply.index(b"Disallow") < reply.index(b'id="p2"') <
          reply.index(b"ok gen=1\n"), "not in order")


def test_half_close(t):
    "a client that says it is done sending gets its answer all the same"
    daemon = web.box(t)
    for target in (b"/search?q=clerk", b"/help"):
        with web.Raw(daemon) as c:
            c.send(b"GET " + target + b" HTTP/1.0\r\n\r\n")
            c.socket.shutdown(1)
            equal(web.status_of(c.rest()), 200)


def test_unix_socket(t):
    "the box over a Unix socket"
    path = t.path("web.sock")
    daemon = t.start_searchd(t.make_index(web.CORPUS), options=[
        "--http", path, "--http", "127.0.0.1:0"])
    equal(daemon.https[0], path)
    equal(page(path, "/search?q=clerk").text.count("<mark>"),
          page(daemon.https[1], "/search?q=clerk").text.count("<mark>"))
    equal(get(path, "/", headers={"Host": "evil.example"}).status, 421)


def test_api(t):
    "/api/search is what `searchctl --json` prints"
    daemon = web.box(t)
    for query, options, flags in (
            ("special constables", "", []),
            ("clerk", "&year=2014..2016&limit=1", ["--year", "2014..2016",
                                                   "--limit", "1"]),
            ("nothinglikethis", "", [])):
        got = json.loads(page(daemon, "/api/search?q=%s%s" % (
            query.replace(" ", "+"), options)).text)
        want = json.loads(harness.run_searchctl(
            ["--json", *flags, *query.split()], daemon.address,
            status=None).stdout)
        del got["ms"], want["ms"]
        equal(got, want, query)


def test_api_errors(t):
    "errors of the API are JSON that points at what is wrong"
    daemon = web.box(t)
    for target, status, code, column in (
            ("/api/search?q=clerk+AND", 400, "SYNTAX", 10),
            ("/api/search?q=%22clerk", 400, "SYNTAX", 1),
            ("/api/search", 400, "SYNTAX", None),
            ("/api/search?q=clerk&yaer=2014", 400, "OPTION", None),
            ("/api/search?q=clerk&year=soon", 400, "OPTION", None),
            ("/api/search?q=clerk&q=clerk", 400, "OPTION", None),
            ("/api/search?q=clerk&limit=101", 400, "OPTION", None),
            ("/api/search?q=clerk&from=1000&limit=1", 400, "OPTION", None)):
        got = page(daemon, target, status)
        error = json.loads(got.text)["error"]
        equal(got.headers["content-type"], "application/json; charset=utf-8")
        equal(set(error), {"status", "code", "column", "message"})
        equal((error["status"], error["code"]), (status, code), target)
        check(column is None or error["column"] == column, repr(error))
        check(error["message"], target)


def test_page_errors(t):
    "errors of pages are pages with the box and the query"
    daemon = web.box(t)
    for target, status in (("/search?q=clerk+AND", 400),
                           ("/search?q=clerk&year=soon", 400),
                           ("/search?q=clerk&from=1001", 400),
                           ("/d/no/such/document", 404), ("/d/", 404),
                           ("/d/police/plan?hit=x", 400), ("/none", 404),
                           ("/d/%zz", 404), ("/d/%ff", 404), ("/d/a%00b", 404),
                           ("/search/", 404), ("/d//", 404),
                           ("/../../etc/passwd", 404),
                           ("/feed.atom?q=clerk+AND", 400)):
        got = page(daemon, target, status)
        parsed = web.Page(got.text)
        equal(got.headers["cache-control"], "no-store")
        check(any(tag == "input" and a.get("name") == "q"
                  for tag, a in parsed.elements), "no box: " + target)
    check('value="clerk AND"' in page(daemon, "/search?q=clerk+AND", 400).text,
          "the query is lost")
    check("cannot be read" in page(daemon, "/search?q=clerk+AND", 400).text,
          "the heading of a slip in the query")
    check("cannot be read" not in page(daemon, "/search?q=clerk&from=1001",
                                       400).text, "the query is not at fault")
    equal(page(daemon, "/search?q=clerk&utm=mail").status, 200)


def test_cors(t):
    "only the listed origins may read the API"
    daemon = web.box(t, ["--cors-origin", "https://intranet.example",
                         "--cors-origin", "https://other.example:8443"])
    target = "/api/search?q=clerk"
    name = "access-control-allow-origin"
    for origin in ("https://intranet.example", "https://other.example:8443"):
        got = page(daemon, target, headers={"Origin": origin})
        equal(got.headers[name], origin)
    for origin in ("https://evil.example", "http://intranet.example", "null",
                   "https://intranet.example.evil.example"):
        got = page(daemon, target, headers={"Origin": origin})
        check(name not in got.headers, origin)
    got = page(daemon, target)
    check("Origin" in got.headers["vary"] and name not in got.headers, "CORS")
    listed = {"Origin": "https://intranet.example"}
    equal(get(daemon, "/api/search?q=(", headers=listed).headers[name],
          listed["Origin"])
    check(name not in page(daemon, "/search?q=clerk", headers=listed).headers,
          "pages are not for scripts of others")


def test_feed(t):
    "the feed is Atom, newest first"
    daemon = web.box(t)
    feed = ET.fromstring(page(daemon, "/feed.atom?q=clerk").text)
    equal(feed.tag, ATOM + "feed")
    for name in ("id", "title", "updated"):
        check(feed.find(ATOM + name).text, name)
    entries = feed.findall(ATOM + "entry")
    equal(len(entries), 4)
    check("School places" in entries[0].find(ATOM + "title").text, "order")
    for entry in entries:
        check(entry.find(ATOM + "id").text, "id")
        link = entry.find(ATOM + "link").get("href")
        equal(link.split("/d/")[0], "http://" + daemon.https[0])
        equal(get(daemon, link.split(daemon.https[0])[1].split("#")[0]).status,
              200, link)


def test_opensearch(t):
    "the descriptor leads a browser to the search"
    daemon = web.box(t)
    root = ET.fromstring(page(daemon, "/opensearch.xml").text)
    equal(root.tag, OPENSEARCH + "OpenSearchDescription")
    urls = [u.get("template") for u in root.findall(OPENSEARCH + "Url")
            if u.get("type") == "text/html"]
    target = urls[0].replace("{searchTerms}", "special%20constables")
    equal(target.split("/search")[0], "http://" + daemon.https[0])
    check("<mark>" in page(daemon, target.split(daemon.https[0])[1]).text,
          target)
    check(len(root.find(OPENSEARCH + "ShortName").text) <= 16, "ShortName")


def test_behind_a_prefix(t):
    "links keep the prefix; requests may come with it or without"
    daemon = web.box(t, ["--base-url", "https://intranet.example/minutes"])
    for target in ("/search?q=clerk", "/minutes/search?q=clerk"):
        parsed = web.Page(page(daemon, target).text)
        for address in parsed.addresses():
            check(address.startswith(("/minutes/", "#", "?",
                                      "https://intranet.example/minutes/")),
                  address)
    got = get(daemon, "/minutes")
    equal((got.status, got.headers["location"]), (308, "/minutes/"))
    equal(page(daemon, "/minutes/").text, page(daemon, "/").text)
    equal(get(daemon, "/minutesx/search").status, 404)
    feed = page(daemon, "/feed.atom?q=clerk").text
    check("https://intranet.example/minutes/d/" in feed, "feed")
    check("https://intranet.example/minutes/search?" in
          page(daemon, "/minutes/opensearch.xml").text, "descriptor")
    equal(get(daemon, "/", headers={"Host": "intranet.example"}).status, 200)


def test_metrics(t):
    "metrics are Prometheus's format, and every request is in one outcome"
    daemon = web.box(t)
    for target in ("/search?q=clerk", "/search?q=clerk+AND", "/d/none",
                   "/api/search?q=clerk&limit=x", "/style.css"):
        get(daemon, target)
    daemon.ask("SEARCH : clerk")
    daemon.ask("SEARCH : (")
    m = web.metrics(daemon)
    outcomes = ("ok", "error", "timeout", "busy", "rejected")
    equal([m.value("minutiae_queries_total", proto="http", outcome=o)
           for o in outcomes], [1, 2, 0, 0, 1])
    equal([m.value("minutiae_queries_total", proto="line", outcome=o)
           for o in outcomes], [1, 1, 0, 0, 0])
    equal(m.value("minutiae_query_duration_seconds_count"), 5)
    equal(m.value("minutiae_index_documents"), 2)
    equal(m.value("minutiae_index_units"), 4)
    equal(m.value("minutiae_index_generation"), 1)
    equal(m.value("minutiae_connections", proto="http"), 1)
    equal(m.value("minutiae_queue_depth"), 0)
    check(m.value("process_resident_memory_bytes") > 1e6, "memory")
    check(5 < m.value("process_open_fds") < 200, "descriptors")
    check(0 <= m.value("process_cpu_seconds_total") < 60, "processor")
    check("clerk" not in page(daemon, "/metrics").text, "a query is named")
    versions = [dict(labels) for name, labels in m.samples
                if name == "minutiae_build_info"]
    equal(sorted(versions[0]), ["libevent", "version", "xapian"])


def test_size(t):
    "a page of ten results is under 20 kB before gzip"
    text = ("The clerk of the court told members, at some length, of what the "
            "clerk had been told by the clerk before. ") * 6
    daemon = web.box(t, documents={
        "committee/of/the/whole/%d" % n: harness.minutes(
            "A title of a length that titles have, number %d" % n, [text] * 3,
            date="20%02d-03-01" % n, committee="Committee %d of the Whole" % n)
        for n in range(10, 26)})
    got = page(daemon, "/search?q=clerk+court")
    check(len(got.text.encode()) < 20000, "%d bytes" % len(got.text))
    check(got.text.count("/d/committee") >= 10, "not ten results")


if __name__ == "__main__":
    harness.main(globals())
