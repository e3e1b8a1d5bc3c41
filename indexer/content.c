/* Unpacking and commands: see content.h. */
#include "config.h"

#include "indexer/content.h"

#include <string.h>

#include "indexer/extract.h"
#include "indexer/unpack.h"

/* Whether there is anything but blanks and the ends of pages. */
static bool
has_text(const struct buf *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (strchr(" \t\r\n\f", text->data[i]) == NULL)
            return true;
    return false;
}

static enum status
extract(struct content *c, const struct reader *reader,
        struct minutes_input *in, struct error *err)
{
    if (reader->is_pdf && (in->len < 5 || memcmp(in->bytes, "%PDF", 4) != 0) &&
        memmem(in->bytes, in->len < 1024 ? in->len : 1024, "%PDF-", 5) == NULL)
        return error_set(err, STATUS_INVALID, "no PDF, whatever its name says");
    enum status status = extract_run(reader, in->bytes, in->len, &c->text, err);
    if (status != STATUS_OK)
        return status;
    if (!has_text(&c->text))
        return error_set(err, STATUS_INVALID,
                         reader->is_pdf
                             ? "a PDF of pictures without any text: it was "
                               "scanned, and wants character recognition"
                             : "its command gives no text");
    in->bytes = c->text.data;
    in->len = c->text.len;
    in->format = memchr(in->bytes, '\f', in->len) != NULL ? MINUTES_PAGED
                                                          : reader->format;
    return STATUS_OK;
}

enum status
content_read(struct content *c, const struct reader *reader,
             const struct buf *raw, struct minutes_input *in, struct error *err)
{
    enum status status = STATUS_OK;

    in->bytes = raw->data != NULL ? raw->data : "";
    in->len = raw->len;
    in->format = reader->format;
    if (reader->gzip) {
        status = unpack_gzip(in->bytes, in->len, &c->unpacked, err);
        in->bytes = c->unpacked.data != NULL ? c->unpacked.data : "";
        in->len = c->unpacked.len;
    }
    if (status == STATUS_OK && in->len == 0)
        status = error_set(err, STATUS_INVALID, "an empty file");
    if (status == STATUS_OK && reader->command != NULL)
        status = extract(c, reader, in, err);
    return status;
}

enum status
content_parse(struct content *c, const struct reader *reader,
              const struct buf *raw, const char *source, struct minutes **out,
              struct error *err)
{
    struct minutes_input in = {.source = source};
    enum status status = content_read(c, reader, raw, &in, err);

    return status == STATUS_OK ? minutes_parse(out, &in, err) : status;
}

void
content_done(struct content *c)
{
    buf_done(&c->unpacked);
    buf_done(&c->text);
}
