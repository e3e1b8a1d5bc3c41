/* Minutes: the entry. Bytes are looked at and decoded here, a format makes
 * blocks of them and items.c makes documents of the blocks, or it makes the
 * documents itself. */
#include "config.h"

#include "minutes/minutes.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "minutes/build.h"
#include "minutes/format.h"
#include "minutes/html.h"
#include "minutes/items.h"
#include "minutes/jsonl.h"
#include "minutes/paged.h"
#include "minutes/plain.h"
#include "minutes/xml.h"

static const struct format formats[MINUTES_FORMATS] = {
    [MINUTES_TEXT] = {.read = plain_read},
    [MINUTES_PAGED] = {.read = paged_read, .pages = true},
    [MINUTES_HTML] = {.read = html_read},
    [MINUTES_XML] = {.read = xml_read},
    [MINUTES_JSONL] = {.make = jsonl_make},
};

const char *
minutes_origin_name(enum minutes_origin o)
{
    static const char *const names[] = {
        [ORIGIN_NONE] = "none",   [ORIGIN_HEADER] = "header",
        [ORIGIN_PAGE] = "page",   [ORIGIN_TITLE] = "title",
        [ORIGIN_DATE] = "date",   [ORIGIN_PATH] = "path",
        [ORIGIN_FIELD] = "field",
    };
    return names[o];
}

/* A text may hold a stray control, or a word in another encoding. More than
 * one control in fifty bytes (and more than four), or a third of bytes beyond
 * ASCII that are not UTF-8, no English text has; compressed data have one in
 * nine and a half. */
static bool
looks_binary(const struct minutes_input *in, const struct decoded *d)
{
    size_t high = 0;

    if (in->len >= 5 && memcmp(in->bytes, "%PDF-", 5) == 0)
        return true;
    if (d->controls > 4 && d->controls > in->len / 50)
        return true;
    if (d->encoding != ENCODING_WINDOWS_1252)
        return false;
    for (size_t i = 0; i < in->len; i++)
        high += (unsigned char)in->bytes[i] >= 0x80;
    return high > 4 && high > in->len / 3;
}

/* How the bytes had to be read, where that is worth a look. */
static void
decoding_doubts(struct build *b, const struct decoded *d)
{
    if (d->encoding != ENCODING_UTF8)
        build_doubt(b, 0, "not UTF-8: read as %s", encoding_name(d->encoding));
    if (d->stray != 0)
        build_doubt(b, 0, "%zu byte%s not UTF-8, read as windows-1252",
                    d->stray, d->stray == 1 ? " that is" : "s that are");
    if (d->controls != 0)
        build_doubt(b, 0, "%zu control character%s dropped", d->controls,
                    d->controls == 1 ? "" : "s");
}

static enum status
read_blocks(struct build *b, format_read *read, struct buf *text,
            const char *source, struct error *err)
{
    struct blocks bs = {0};
    struct span t = {text->len != 0 ? text->data : "", text->len};
    enum status status = read(&bs, t, err);

    buf_done(text); /* before as much memory again is needed */
    if (status == STATUS_OK && bs.n == 0)
        status = error_set(err, STATUS_INVALID, "no text");
    if (status == STATUS_OK)
        status = items_read(b, &bs, source, err);
    blocks_done(&bs);
    return status;
}

static enum status
read_documents(struct build *b, const struct minutes_input *in,
               struct error *err)
{
    const struct format *format = &formats[in->format];
    struct decoded *d = &b->m->decoded;
    struct buf text = {0};
    enum status status;

    if (format->pages)
        text_decode_pages(in->bytes, in->len, &text, d);
    else
        text_decode(in->bytes, in->len, &text, d);
    if (looks_binary(in, d)) {
        buf_done(&text);
        return error_set(err, STATUS_INVALID,
                         "binary data, not the text of minutes");
    }
    decoding_doubts(b, d);
    if (format->read != NULL)
        return read_blocks(b, format->read, &text, in->source, err);
    struct span t = {text.len != 0 ? text.data : "", text.len};
    status = format->make(b, t, in->source, err);
    buf_done(&text);
    return status;
}

enum status
minutes_parse(struct minutes **out, const struct minutes_input *in,
              struct error *err)
{
    struct minutes *m;

    if (in->len > MINUTES_INPUT_MAX)
        return error_set(err, STATUS_TOO_LARGE, "%zu bytes, over %u", in->len,
                         MINUTES_INPUT_MAX);
    if (in->len == 0)
        return error_set(err, STATUS_INVALID, "an empty file");

    m = xcalloc(1, sizeof(*m));
    m->format = in->format;
    struct build b = {.m = m};
    enum status status = read_documents(&b, in, err);
    if (status == STATUS_OK)
        *out = m;
    else
        minutes_free(m);
    return status;
}

void
minutes_free(struct minutes *m)
{
    if (m == NULL)
        return;
    for (size_t i = 0; i < m->n_documents; i++)
        build_free_document(&m->documents[i]);
    free(m->documents);
    for (size_t i = 0; i < m->n_doubts; i++)
        free(m->doubts[i].text);
    free(m->doubts);
    free(m);
}
