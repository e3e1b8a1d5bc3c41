"""A small PDF writer, for tests: lines of text at places on pages, as a word
processor leaves them. Python's standard library only."""

import re
import textwrap
import zlib

WIDTH, HEIGHT = 595, 842  # A4, in points
LEFT, NUMBER, TOP, BOTTOM, LEADING = 92, 56, 770, 72, 12
COLUMNS = 84  # characters of a line: none is wider in 10 points of Helvetica


def escape(text):
    "a PDF string in WinAnsiEncoding"
    data = text.encode("cp1252", "replace")
    return b"(" + re.sub(rb"([\\()])", rb"\\\1", data) + b")"


class Page:
    def __init__(self):
        self.parts = []

    def text(self, x, y, text, size=10):
        self.parts.append(b"BT /F1 %d Tf %d %d Td %s Tj ET"
                          % (size, x, y, escape(text)))

    def picture(self):
        "a page that was scanned: nothing but an image"
        self.parts.append(b"q 400 0 0 400 90 200 cm BI /W 1 /H 1 /CS /G "
                          b"/BPC 8 ID \x80 EI Q")

    def content(self):
        return b"\n".join(self.parts)


def write(pages, info=b""):
    "the bytes of a PDF with these pages"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None,
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
               b"/Encoding /WinAnsiEncoding >>"]
    kids = []
    for page in pages:
        data = zlib.compress(page.content())
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\n"
                       b"endstream" % (len(data), data))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] "
                       b"/Resources << /Font << /F1 3 0 R >> >> "
                       b"/Contents %d 0 R >>" % (WIDTH, HEIGHT, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = (b"<< /Type /Pages /Count %d /Kids [%s] >>"
                  % (len(kids), b" ".join(kids)))
    out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    out += (b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
            % (len(objects) + 1, info, table))
    return out


def hyphenate(lines):
    """Breaks the first long word of a line's beginning into two, where the
    line before has room, as a word processor does."""
    out = list(lines)
    for i in range(len(out) - 1):
        word, _, rest = out[i + 1].partition(" ")
        cut = len(word) // 2
        if (re.fullmatch(r"[a-z]{9,}", word) and rest and
                len(out[i]) + cut + 2 <= COLUMNS):
            out[i] += " " + word[:cut] + "-"
            out[i + 1] = word[cut:] + " " + rest
    return out


class Layout:
    """Paragraphs flow down pages that have a running head and a foot with
    the page's number."""

    def __init__(self, head="", foot="Page %d of %d"):
        self.head, self.foot = head, foot
        self.pages = []
        self.y = 0

    def line(self, text, x=LEFT, number="", size=10):
        if not self.pages or self.y < BOTTOM:
            self.pages.append(Page())
            self.y = TOP
        if number:
            self.pages[-1].text(NUMBER, self.y, number, size)
        if text:
            self.pages[-1].text(x, self.y, text, size)
        self.y -= LEADING

    def gap(self):
        if self.pages:
            self.y -= LEADING

    def paragraph(self, text, x=LEFT, number=""):
        "a paragraph, its number hanging before it; a gap behind"
        for line in text.split("\u2028"):
            lines = hyphenate(textwrap.wrap(
                line, COLUMNS, break_on_hyphens=False,
                break_long_words=False))
            for part in lines:
                self.line(part, x, number)
                number = ""
        self.gap()

    def finish(self):
        for i, page in enumerate(self.pages, 1):
            if self.head:
                page.text(LEFT, 806, self.head, 9)
            if self.foot:
                page.text(260, 40, self.foot % (i, len(self.pages)), 9)
        return write(self.pages)


def flow(layout, text):
    "a text file's blocks onto pages, the numbers of paragraphs hanging"
    for block in re.split(r"\n[\s\u00a0]*\n", text.replace("\u00a0", " ")):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        lines = [line for line in lines if line]
        if not lines:
            continue
        number = re.match(r"(\(?\d+[.)]+)(?!\d)\s*(\S.*)", lines[0])
        if number:
            lines[0] = number[2]
        layout.paragraph("\u2028".join(lines),
                         number=number[1] if number else "")
