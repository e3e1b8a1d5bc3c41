/* HTML by libxml2: see markup.h.
 *
 * The parser is fed in small pieces, so that what it is about to do can be
 * looked at: some of its work is quadratic, in the attributes of a tag and in
 * the open elements that an end tag without a start is compared with. */
#include "config.h"

#include "minutes/markup.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "common/utf8.h"
#include "minutes/tag.h"

/* A tag within one piece has at most this many bytes' worth of attributes:
 * cheap, whatever it holds. */
#define PIECE 1024

/* Browsers stop at 512; the deepest page seen has 60. Read all the same, as
 * far as it costs nothing. */
#define DEPTH_MAX 100000

/* Comparisons of end tags with open elements: under a second. */
#define MISMATCH_MAX 100000000

struct parser {
    const struct markup_reader *reader;
    xmlParserCtxt *ctxt;
    size_t depth;
    unsigned long mismatch;
    const char *refused; /* the reason; NULL: none */
    struct tag tag;      /* the tag that is held back until it ends */
    size_t tag_start;    /* in the file */
    size_t tag_seen;     /* of its bytes */
    size_t fed;          /* bytes given to the parser */
    bool bare;           /* an entity without its semicolon comes */
    bool ampersand;      /* its "&" has come */
    bool angle;          /* the last text was "<" alone */
};

static void
refuse(struct parser *p, const char *reason)
{
    p->refused = reason;
    xmlStopParser(p->ctxt);
}

static void
at_line(struct parser *p)
{
    if (p->ctxt->input != NULL && p->ctxt->input->line > 0)
        *p->reader->line = (unsigned)p->ctxt->input->line;
}

/* A text that was held back: it begins neither an entity nor a comment. */
static void
let_go(struct parser *p)
{
    if (p->ampersand)
        p->reader->text(p->reader->arg, span_of("&"));
    if (p->angle)
        p->reader->text(p->reader->arg, span_of("<"));
    p->ampersand = p->angle = false;
}

static void
on_start(void *arg, const xmlChar *tag, const xmlChar **attributes)
{
    struct parser *p = arg;

    let_go(p);
    p->bare = false; /* that was in an attribute */
    if (p->refused != NULL || *p->reader->stop)
        return;
    if (++p->depth > DEPTH_MAX) {
        refuse(p, "HTML that is nested too deeply");
        return;
    }
    at_line(p);
    p->reader->start(p->reader->arg, (const char *)tag,
                     (const char *const *)attributes);
}

static void
on_end(void *arg, const xmlChar *tag)
{
    struct parser *p = arg;

    let_go(p);
    if (p->refused != NULL || *p->reader->stop)
        return;
    p->depth -= p->depth > 0;
    p->reader->end(p->reader->arg, (const char *)tag);
}

/* "&nbsp" and "&pound5" without the semicolon, which libxml2 gives as "&" and
 * "pound5": browsers know those that HTML 2 had, and these are they. */
static bool
add_entity(struct parser *p, struct span name)
{
    char word[8], utf8[4]; /* "thetasym" is none of them */
    size_t n = name.len < sizeof(word) ? name.len : sizeof(word) - 1;

    memcpy(word, name.s, n);
    for (; n > 1; n--) {
        word[n] = '\0';
        const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)word);
        if (e == NULL || e->value > 0xff)
            continue;
        struct span c = {utf8, utf8_encode(e->value, utf8)};
        p->reader->text(p->reader->arg, c);
        if (n < name.len)
            p->reader->text(p->reader->arg, span_from(name, n));
        return true;
    }
    return false;
}

static void
on_text(void *arg, const xmlChar *s, int len)
{
    struct parser *p = arg;
    struct span t = {(const char *)s, len > 0 ? (size_t)len : 0};

    if (p->refused != NULL || *p->reader->stop || t.len == 0)
        return;
    at_line(p);
    if (p->ampersand && add_entity(p, t)) {
        p->ampersand = false;
        return;
    }
    /* "<![if !supportLists]>", Word's, is no text. */
    if (p->angle && t.len > 2 && t.s[0] == '!' && t.s[1] == '[') {
        const char *end = memchr(t.s, '>', t.len);
        p->angle = false;
        if (span_starts(t, "![CDATA["))
            t = span_from(t, 8);
        else
            t = span_from(t, end != NULL ? (size_t)(end + 1 - t.s) : t.len);
    }
    let_go(p);
    p->ampersand = t.len == 1 && t.s[0] == '&' && p->bare;
    p->bare = false;
    p->angle = t.len == 1 && t.s[0] == '<';
    if (t.len != 0 && !p->ampersand && !p->angle)
        p->reader->text(p->reader->arg, t);
}

static void
on_comment(void *arg, const xmlChar *s)
{
    struct parser *p = arg;

    let_go(p);
    if (p->refused == NULL && !*p->reader->stop && p->reader->comment != NULL)
        p->reader->comment(p->reader->arg, span_of((const char *)s));
}

/* Nothing is said of errors. But an end tag without its start has been
 * compared with all that is open, and of "&nbsp" only this tells that it was
 * no "&amp;nbsp". */
static void
on_error(void *arg, xmlErrorPtr error)
{
    struct parser *p = arg;

    if (error->code == XML_ERR_ENTITYREF_SEMICOL_MISSING)
        p->bare = true;
    if (error->code != XML_ERR_TAG_NAME_MISMATCH || p->refused != NULL)
        return;
    p->mismatch += (unsigned)p->ctxt->nameNr;
    if (p->mismatch > MISMATCH_MAX)
        refuse(p, "HTML with too many end tags that end nothing");
}

/* What the parser holds back until its tag ends. */
static void
look_at_pending(struct parser *p)
{
    const xmlParserInput *in = p->ctxt->input;

    if (in == NULL || in->end - in->cur < 2 || *in->cur != '<' ||
        !span_is_letter((char)in->cur[1]))
        return;
    size_t len = (size_t)(in->end - in->cur), start = p->fed - len;
    if (p->tag_start != start || p->tag_seen == 0) {
        p->tag = (struct tag){0};
        p->tag_start = start;
        p->tag_seen = 1;
    }
    while (p->tag_seen < len)
        (void)tag_next(&p->tag, (char)in->cur[p->tag_seen++]);
    if (p->tag.attributes > TAG_ATTRIBUTES_MAX)
        refuse(p, "HTML with too many attributes in a tag");
}

static enum status
feed(struct parser *p, struct span html, struct error *err)
{
    while (html.len != 0 && p->refused == NULL && !*p->reader->stop) {
        size_t n = html.len < PIECE ? html.len : PIECE;
        (void)htmlParseChunk(p->ctxt, html.s, (int)n, 0);
        html = span_from(html, n);
        p->fed += n;
        look_at_pending(p);
    }
    if (p->refused == NULL && !*p->reader->stop)
        (void)htmlParseChunk(p->ctxt, "", 0, 1);
    let_go(p);
    if (p->refused != NULL)
        return error_set(err, STATUS_INVALID, "%s", p->refused);
    return STATUS_OK;
}

enum status
markup_read(struct span html, const struct markup_reader *reader,
            struct error *err)
{
    xmlSAXHandler sax = {.startElement = on_start,
                         .endElement = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .comment = on_comment,
                         .serror = on_error,
                         .initialized = XML_SAX2_MAGIC};
    struct parser p = {.reader = reader};

    *reader->line = 1;
    p.ctxt = htmlCreatePushParserCtxt(&sax, &p, NULL, 0, NULL,
                                      XML_CHAR_ENCODING_UTF8);
    if (p.ctxt == NULL)
        return error_set(err, STATUS_INTERNAL, "out of memory");
    (void)htmlCtxtUseOptions(p.ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
                                         HTML_PARSE_IGNORE_ENC);
    enum status status = feed(&p, html, err);
    htmlFreeParserCtxt(p.ctxt);
    return status;
}

const char *
markup_attribute(const char *const *attributes, const char *name)
{
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2) {
        if (strcasecmp(attributes[0], name) == 0)
            return attributes[1] != NULL ? attributes[1] : "";
    }
    return NULL;
}

bool
markup_has_word(const char *list, const char *word)
{
    static const char blanks[] = " \t\r\n";
    size_t n = strlen(word);

    if (list == NULL)
        return false;
    for (list += strspn(list, blanks); *list != '\0';) {
        size_t len = strcspn(list, blanks);
        if (len == n && strncasecmp(list, word, n) == 0)
            return true;
        list += len;
        list += strspn(list, blanks);
    }
    return false;
}
