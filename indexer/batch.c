/* Documents to be: see batch.h. A term is its length, its wdf and position in
 * groups of 7 bits, its bytes; a length of 0 ends a document. */
#include "config.h"

#include "indexer/batch.h"

#include <assert.h>

/* The bytes of a number at most, and of a term without its own. */
#define NUMBER_MAX 5
#define HEAD_MAX (1 + 2 * NUMBER_MAX)

/* Writes a number at p; where it ends. */
static char *
put_number(char *p, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        *p++ = (char)(value | 0x80);
    *p++ = (char)value;
    return p;
}

static uint32_t
get_number(const char **p)
{
    uint32_t value = 0;

    for (unsigned shift = 0;; shift += 7) {
        unsigned char c = (unsigned char)*(*p)++;
        value |= (uint32_t)(c & 0x7f) << shift;
        if (c < 0x80)
            return value;
    }
}

enum status
batch_term(struct batch *b, const char *term, size_t len, uint32_t pos,
           uint32_t wdf, struct error *err)
{
    if (len == 0 || len > UINT8_MAX)
        return error_set(err, STATUS_INVALID, "a term of %zu bytes", len);
    char head[HEAD_MAX], *p = head;
    *p++ = (char)len;
    p = put_number(p, wdf);
    p = put_number(p, pos);
    buf_reserve(&b->bytes, HEAD_MAX + len);
    buf_add(&b->bytes, head, (size_t)(p - head));
    buf_add(&b->bytes, term, len);
    return STATUS_OK;
}

void
batch_end(struct batch *b)
{
    buf_add_char(&b->bytes, 0);
    b->documents++;
}

enum status
batch_replay(const struct batch *b, struct batch_place *place, xs_writer *w,
             uint32_t *docid, struct error *err)
{
    enum status status = STATUS_OK;

    assert(place->offset < b->bytes.len);
    const char *p = b->bytes.data + place->offset;
    for (size_t len; status == STATUS_OK && (len = (unsigned char)*p++) > 0;
         p += len) {
        uint32_t wdf = get_number(&p), pos = get_number(&p);
        status = pos == 0 ? xs_writer_term(w, p, len, wdf, err)
                          : xs_writer_posting(w, p, len, pos, wdf, err);
    }
    place->offset = (size_t)(p - b->bytes.data);
    return status != STATUS_OK ? status : xs_writer_add(w, docid, err);
}

void
batch_clear(struct batch *b)
{
    buf_clear(&b->bytes);
    b->documents = 0;
}

void
batch_done(struct batch *b)
{
    buf_done(&b->bytes);
    b->documents = 0;
}
