"""The pages as programs made for them read them: the feed and the descriptor
by expat, the HTML by Python's parser. The pages are the sample ones that
tests/unit/page_files writes."""

import collections
import datetime
import html.parser
import os
import xml.etree.ElementTree

import harness

PAGE_FILES = os.path.join(harness.BUILD, "tests", "unit", "page_files")
ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
HOSTILE = [
    "</title><script>alert(1)</script>",
    "\" onmouseover=\"alert(2)\" x='",
    "]]>--><img src=x onerror=alert(3)>&lt;b&#62;",
    "\u202e\ufffe<svg/onload=alert(4)>\x01\x85",
]


def write_pages(t, name, *text):
    folder = t.path(name)
    os.mkdir(folder)
    harness.run([PAGE_FILES, folder, *text])
    return folder


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as f:
        return f.read()


def read_xml(folder, name):
    try:
        return xml.etree.ElementTree.fromstring(
            read(folder, name).encode("utf-8"))
    except xml.etree.ElementTree.ParseError as why:
        raise harness.Failure("%s: %s" % (name, why)) from why


def text_of(element, path):
    found = element.find(path)
    harness.check(found is not None and found.text, "no %s" % path)
    return found.text


def check_feed(feed):
    harness.equal(feed.tag, ATOM + "feed")
    for required in ("title", "id", "updated", "author/" + ATOM + "name"):
        text_of(feed, ATOM + required)
    links = {x.get("rel"): x.get("href") for x in feed.findall(ATOM + "link")}
    harness.matches(links["self"], r"^https://intranet\.example/minutes/feed\.atom\?q=.*")
    harness.matches(links["alternate"],
                    r"^https://intranet\.example/minutes/search\?.*newest.*")
    entries = feed.findall(ATOM + "entry")
    harness.equal(len(entries), 10)
    for entry in entries:
        for required in ("title", "id", "updated", "summary"):
            text_of(entry, ATOM + required)
        datetime.datetime.strptime(text_of(entry, ATOM + "updated"),
                                   "%Y-%m-%dT%H:%M:%SZ")
        harness.matches(text_of(entry, ATOM + "id"),
                        r"^https://intranet\.example/minutes/d/[!-~]+$")
        harness.equal(len(entry.findall(ATOM + "link")), 1)
    return entries


def test_feed(t):
    "the feed is Atom, and names each paragraph by its permanent link"
    entries = check_feed(read_xml(write_pages(t, "plain"), "feed.xml"))
    ids = [text_of(entry, ATOM + "id") for entry in entries]
    harness.equal(len(set(ids)), 10)
    harness.check(not any("?" in x for x in ids), "an id with a query")


def test_hostile_feed(t):
    "the feed is Atom whatever the minutes say, and says it"
    for n, hostile in enumerate(HOSTILE):
        folder = write_pages(t, "h%d" % n, hostile)
        feed = read_xml(folder, "feed.xml")
        check_feed(feed)
        if n < 3:
            name = feed.find(ATOM + "author/" + ATOM + "name")
            harness.equal(name.text, hostile)


def test_descriptor(t):
    "the descriptor is OpenSearch 1.1 within its lengths"
    for n, text in enumerate([[]] + [[x] for x in HOSTILE]):
        root = read_xml(write_pages(t, "o%d" % n, *text), "opensearch.xml")
        harness.equal(root.tag, OPENSEARCH + "OpenSearchDescription")
        for name, most in (("ShortName", 16), ("LongName", 48),
                           ("Description", 1024)):
            harness.check(len(text_of(root, OPENSEARCH + name)) <= most, name)
        urls = {x.get("type"): x for x in root.findall(OPENSEARCH + "Url")}
        harness.equal(urls["text/html"].get("template"),
                      "https://intranet.example/minutes/search"
                      "?q={searchTerms}")
        harness.equal(text_of(root, OPENSEARCH + "InputEncoding"), "UTF-8")


class Tags(html.parser.HTMLParser):
    """Counts elements with the names of their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = collections.Counter()
        self.others = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag, tuple(sorted(name for name, _value in attrs))] += 1

    def handle_comment(self, data):
        self.others += 1

    unknown_decl = handle_pi = handle_comment


def test_html(t):
    "hostile words make no new element or attribute for another parser either"
    harmless = write_pages(t, "harmless", "harmless words")
    pages = [x for x in os.listdir(harmless) if x.endswith(".html")]
    harness.check(len(pages) >= 10, "only %d pages" % len(pages))
    for n, text in enumerate(HOSTILE):
        hostile = write_pages(t, "x%d" % n, text)
        for page in pages:
            tags = Tags(read(hostile, page))
            new = tags.tags - Tags(read(harmless, page)).tags
            harness.check(not new and tags.others == 0,
                          "%s with %s: %s" % (page, text, new))


def test_style(t):
    "the stylesheet and the icon name no other address"
    folder = write_pages(t, "style")
    style = read(folder, "style.css")
    harness.equal(style.count("{"), style.count("}"))
    harness.check("url(" not in style and "@import" not in style, "an address")
    icon = read_xml(folder, "favicon.svg")
    harness.equal(icon.tag, "{http://www.w3.org/2000/svg}svg")


harness.main(globals(), needs=(PAGE_FILES,))
