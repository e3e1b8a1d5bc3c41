/* GetMeeting: see xml.h. */
#include "config.h"

#include "minutes/xml.h"

#include <libxml/parser.h>
#include <string.h>
#include <strings.h>

#include "common/num.h"
#include "common/utf8.h"
#include "minutes/escape.h"
#include "minutes/html.h"
#include "minutes/label.h"
#include "minutes/page.h"
#include "minutes/tag.h"

/* A piece of the file at a time, as what is refused is refused early. */
#define PIECE (64u << 10)

/* Elements in elements; an answer of GetMeeting has six. */
#define DEPTH_MAX 100

enum field {
    FIELD_NUMBER,
    FIELD_MINUTE_NUMBER,
    FIELD_TITLE,
    FIELD_ID,
    FIELD_DECISION,
    FIELD_MINUTES,
    FIELD_RESTRICTED,
    ITEM_FIELDS,
    FIELD_COMMITTEE = ITEM_FIELDS, /* of the meeting from here on */
    FIELD_DATE,
    FIELDS,
};

static const struct {
    const char *name;
    enum field field;
} names[] = {
    {"agendaitemnumber", FIELD_NUMBER},
    {"number", FIELD_NUMBER},
    {"minutesitemnumber", FIELD_MINUTE_NUMBER},
    {"agendaitemtitle", FIELD_TITLE},
    {"title", FIELD_TITLE},
    {"agendaitemid", FIELD_ID},
    {"decisionnonemptyhtmlbody", FIELD_DECISION},
    {"decisionhtmlbody", FIELD_DECISION},
    {"decision", FIELD_DECISION},
    {"minutesnonemptyhtmlbody", FIELD_MINUTES},
    {"minuteshtmlbody", FIELD_MINUTES},
    {"minutes", FIELD_MINUTES},
    {"isrestricted", FIELD_RESTRICTED},
    {"committeetitle", FIELD_COMMITTEE},
    {"committeename", FIELD_COMMITTEE},
    {"committee", FIELD_COMMITTEE},
    {"meetingdate", FIELD_DATE},
};

struct reader {
    struct blocks *bs;
    xmlParserCtxt *ctxt;
    struct error *err;
    enum status status;
    char root[40];
    unsigned depth;
    unsigned item;  /* the depth of the open item; 0: none */
    unsigned field; /* the depth of the open field; 0: none */
    enum field which;
    bool known; /* it is an answer of GetMeeting */
    struct {
        struct buf text;
        unsigned line;
    } fields[FIELDS];
    unsigned item_line;
};

static void
fail(struct reader *r, enum status status)
{
    r->status = status;
    xmlStopParser(r->ctxt);
}

static unsigned
line_now(const struct reader *r)
{
    int line = xmlSAX2GetLineNumber(r->ctxt);

    return line > 0 ? (unsigned)line : 1;
}

static struct span
text_of(const struct reader *r, enum field f)
{
    return r->fields[f].text.len != 0
               ? span_trim((struct span){r->fields[f].text.data,
                                         r->fields[f].text.len})
               : span_of("");
}

/* A field of one line. Titles are escaped twice on some sites, so that all
 * are read as HTML; what is no HTML comes out as it was. */
static void
make_line(struct reader *r, enum field f)
{
    struct page page = {0};
    struct error ignored;
    struct buf *b = &r->fields[f].text;

    if (b->len == 0)
        return;
    enum status status =
        page_read(&page, (struct span){b->data, b->len}, &ignored);
    buf_clear(b);
    for (size_t i = 0; i < page.n && status == STATUS_OK; i++) {
        struct span t = page_text(&page, i);
        if (i > 0)
            buf_add_char(b, ' ');
        buf_add(b, t.s, t.len);
    }
    for (size_t i = 0; i < b->len; i++) {
        if (b->data[i] == '\n')
            b->data[i] = ' ';
    }
    page_done(&page);
}

static struct block *
add_block(struct reader *r, enum block_role role, unsigned line,
          struct span text)
{
    if (!blocks_add(r->bs, line)) {
        fail(r, error_set(r->err, STATUS_TOO_LARGE,
                          "more than %u paragraphs and lines", BLOCKS_MAX));
        return NULL;
    }
    blocks_join(r->bs, "", text);
    r->bs->v[r->bs->n - 1].role = role;
    return &r->bs->v[r->bs->n - 1];
}

static void
add_part(struct reader *r, enum field f, enum section section)
{
    struct span html = text_of(r, f);

    if (html.len == 0 || r->status != STATUS_OK)
        return;
    struct block *b =
        add_block(r, BLOCK_SECTION, r->fields[f].line, span_of(""));
    if (b == NULL)
        return;
    b->section = section;
    enum status status = html_part(r->bs, html, r->fields[f].line, r->err);
    if (status != STATUS_OK)
        fail(r, status);
}

static struct span
item_number(struct reader *r)
{
    struct span number = text_of(r, FIELD_NUMBER), out;
    bool sure;

    if (number.len == 0)
        number = text_of(r, FIELD_MINUTE_NUMBER);
    return label_item_number(number, &out, &sure) ? out : number;
}

/* The item has ended: its title, and what was decided and said. */
static void
end_item(struct reader *r)
{
    make_line(r, FIELD_TITLE);
    make_line(r, FIELD_NUMBER);
    make_line(r, FIELD_MINUTE_NUMBER);
    struct span number = item_number(r), id = text_of(r, FIELD_ID);
    size_t from = r->bs->pool.len;

    buf_add(&r->bs->pool, number.s, number.len);
    struct block *b =
        add_block(r, BLOCK_ITEM, r->item_line, text_of(r, FIELD_TITLE));
    if (b == NULL)
        return;
    block_set_number(r->bs, r->bs->n - 1,
                     (struct span){r->bs->pool.data + from, number.len});
    if (!num_parse(id.s, id.len, UINT64_MAX, &b->item))
        b->item = 0;
    if (span_is(text_of(r, FIELD_RESTRICTED), "True")) {
        if (text_of(r, FIELD_MINUTES).len + text_of(r, FIELD_DECISION).len != 0)
            (void)add_block(r, BLOCK_EXEMPT, r->item_line, span_of(""));
    } else {
        add_part(r, FIELD_DECISION, SECTION_DECISION);
        add_part(r, FIELD_MINUTES, SECTION_MINUTES);
    }
    for (unsigned f = 0; f < ITEM_FIELDS; f++)
        buf_clear(&r->fields[f].text);
}

static void
on_start(void *arg, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
         int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct reader *r = arg;

    (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
    (void)n_attributes, (void)n_defaulted, (void)attributes;
    if (r->depth++ == 0) {
        size_t n = utf8_cut((const char *)name, strlen((const char *)name),
                            sizeof(r->root) - 1);
        memcpy(r->root, name, n);
        r->root[n] = '\0';
    }
    if (r->depth > DEPTH_MAX) {
        fail(r, error_set(r->err, STATUS_INVALID,
                          "XML that is nested too deeply"));
        return;
    }
    if (r->item == 0 && strcasecmp((const char *)name, "agendaitem") == 0) {
        r->item = r->depth;
        r->item_line = line_now(r);
        r->known = true;
        return;
    }
    if (r->field != 0)
        return;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        enum field f = names[i].field;
        bool ours = f < ITEM_FIELDS ? r->item != 0 && r->depth == r->item + 1
                                    : r->item == 0;
        if (!ours || strcasecmp((const char *)name, names[i].name) != 0 ||
            text_of(r, f).len != 0)
            continue;
        r->field = r->depth;
        r->which = f;
        r->fields[f].line = line_now(r);
        buf_clear(&r->fields[f].text);
        return;
    }
}

static void
on_end(void *arg, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *uri)
{
    struct reader *r = arg;

    (void)name, (void)prefix, (void)uri;
    if (r->depth == r->field) {
        r->field = 0;
        r->known = r->known || r->which == FIELD_DATE;
    } else if (r->depth == r->item) {
        r->item = 0;
        end_item(r);
    }
    r->depth--;
}

static void
on_text(void *arg, const xmlChar *s, int len)
{
    struct reader *r = arg;

    if (r->field != 0 && len > 0)
        buf_add(&r->fields[r->which].text, s, (size_t)len);
}

static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *external,
           const xmlChar *system)
{
    struct reader *r = arg;

    (void)name, (void)external, (void)system;
    fail(r, error_set(r->err, STATUS_INVALID,
                      "XML with a document type declaration"));
}

static void
on_error(void *arg, xmlErrorPtr error)
{
    struct reader *r = arg;
    const char *message = error->message != NULL ? error->message : "";
    char text[120];

    if (r->status != STATUS_OK || error->level < XML_ERR_ERROR ||
        error->domain == XML_FROM_NAMESPACE)
        return;
    /* It quotes the file. */
    size_t n = utf8_cut(message, strlen(message), sizeof(text) - 1);
    while (n > 0 && (message[n - 1] == '\n' || message[n - 1] == ' '))
        n--;
    memcpy(text, message, n);
    text[n] = '\0';
    utf8_make_line(text, n);
    fail(r, error_set(r->err, STATUS_INVALID,
                      "XML that is not well-formed: line %d: %s", error->line,
                      text));
}

/* No value holds a "<", so that tags are found without reading the rest. */
static bool
has_endless_tag(struct span xml)
{
    const char *p = xml.s, *end = xml.s + xml.len;

    while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
        struct tag tag = {0};
        if (++p == end || !span_is_letter(*p))
            continue;
        while (p < end && *p != '<' && tag_next(&tag, *p))
            p++;
        if (tag.attributes > TAG_ATTRIBUTES_MAX)
            return true;
    }
    return false;
}

static void
parse(struct reader *r, struct span xml)
{
    if (has_endless_tag(xml))
        r->status = error_set(r->err, STATUS_INVALID,
                              "XML with too many attributes in a tag");
    while (xml.len != 0 && r->status == STATUS_OK) {
        size_t n = xml.len < PIECE ? xml.len : PIECE;
        (void)xmlParseChunk(r->ctxt, xml.s, (int)n, 0);
        xml = span_from(xml, n);
    }
    if (r->status == STATUS_OK)
        (void)xmlParseChunk(r->ctxt, "", 0, 1);
    if (r->status == STATUS_OK && !r->ctxt->wellFormed)
        r->status =
            error_set(r->err, STATUS_INVALID, "XML that is not well-formed");
    if (r->status == STATUS_OK && !r->known)
        r->status = error_set(
            r->err, STATUS_INVALID,
            "XML, but no answer of ModernGov's GetMeeting: its root is %s",
            r->root);
}

static void
say_facts(struct reader *r)
{
    static const struct {
        enum field field;
        enum fact fact;
    } facts[] = {{FIELD_COMMITTEE, FACT_COMMITTEE}, {FIELD_DATE, FACT_DATE}};

    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        make_line(r, facts[i].field);
        blocks_fact(r->bs, facts[i].fact, text_of(r, facts[i].field),
                    ORIGIN_PAGE, r->fields[facts[i].field].line);
    }
}

enum status
xml_read(struct blocks *bs, struct span text, struct error *err)
{
    xmlSAXHandler sax = {.startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .cdataBlock = on_text,
                         .internalSubset = on_doctype,
                         .serror = on_error,
                         .initialized = XML_SAX2_MAGIC};
    struct reader r = {.bs = bs, .err = err};
    struct buf escaped = {0};

    if (escape_bodies(text, &escaped))
        text = (struct span){escaped.data, escaped.len};
    text = span_trim_start(text);
    r.ctxt = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
    if (r.ctxt == NULL)
        return error_set(err, STATUS_NOMEM, "out of memory");
    (void)xmlCtxtUseOptions(r.ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC |
                                        XML_PARSE_HUGE);
    parse(&r, text);
    xmlFreeParserCtxt(r.ctxt);
    if (r.status == STATUS_OK)
        say_facts(&r);
    for (unsigned f = 0; f < FIELDS; f++)
        buf_done(&r.fields[f].text);
    buf_done(&escaped);
    return r.status;
}
