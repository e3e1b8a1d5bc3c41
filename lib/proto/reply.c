/* The lines of a reply that every verb shares: see reply.h. */
#include "config.h"

#include "proto/reply.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "common/num.h"
#include "common/utf8.h"
#include "proto/limits.h"

static const struct {
    unsigned number;
    const char *word;
} codes[] = {
#define X(number, word, text) [REPLY_##word] = {number, #word},
    REPLY_CODES(X)
#undef X
};

#define N_CODES (sizeof(codes) / sizeof(codes[0]))

unsigned
reply_code_number(enum reply_code code)
{
    return codes[(size_t)code < N_CODES ? code : REPLY_INTERNAL].number;
}

const char *
reply_code_word(enum reply_code code)
{
    return codes[(size_t)code < N_CODES ? code : REPLY_INTERNAL].word;
}

enum reply_code
reply_code_of(enum status status)
{
    switch (status) {
    case STATUS_USAGE:
        return REPLY_OPTION;
    case STATUS_BAD_QUERY:
        return REPLY_SYNTAX;
    case STATUS_INVALID:
        return REPLY_REQUEST;
    case STATUS_NOT_FOUND:
        return REPLY_NOTFOUND;
    case STATUS_TOO_LARGE:
        return REPLY_TOOLONG;
    case STATUS_CORRUPT:
    case STATUS_SCHEMA:
    case STATUS_IO:
        return REPLY_INDEX;
    case STATUS_TIMEOUT:
        return REPLY_TIMEOUT;
    case STATUS_LOCKED:
    case STATUS_CANCELLED: /* the daemon is stopping */
    case STATUS_BUSY:
    case STATUS_NOMEM:
        return REPLY_BUSY;
    case STATUS_OK:
    case STATUS_INTERNAL:
        break;
    }
    return REPLY_INTERNAL;
}

enum status
reply_end_status(const struct reply_end *end)
{
    static const enum status statuses[] = {
        [REPLY_SYNTAX] = STATUS_BAD_QUERY,   [REPLY_REQUEST] = STATUS_INVALID,
        [REPLY_OPTION] = STATUS_USAGE,       [REPLY_DENIED] = STATUS_USAGE,
        [REPLY_NOTFOUND] = STATUS_NOT_FOUND, [REPLY_VERB] = STATUS_INVALID,
        [REPLY_TOOLONG] = STATUS_TOO_LARGE,  [REPLY_INTERNAL] = STATUS_INTERNAL,
        [REPLY_BUSY] = STATUS_BUSY,          [REPLY_TIMEOUT] = STATUS_TIMEOUT,
        [REPLY_NOINDEX] = STATUS_NOT_FOUND,  [REPLY_INDEX] = STATUS_CORRUPT,
        [REPLY_CONFIG] = STATUS_INVALID,
    };
    _Static_assert(sizeof(statuses) / sizeof(statuses[0]) == N_CODES,
                   "a code without a status");

    for (size_t i = 0; i < N_CODES; i++)
        if (strcmp(end->word, codes[i].word) == 0)
            return statuses[i];
    return end->code >= 400 && end->code <= 499 ? STATUS_USAGE
                                                : STATUS_INTERNAL;
}

/* ---- writing ---- */

void
reply_greeting(struct buf *out, uint64_t generation, uint64_t documents,
               uint64_t units)
{
    buf_addf(out,
             "OK minutiae 1 gen=%" PRIu64 " documents=%" PRIu64
             " units=%" PRIu64 " line=%d limit=%d\n",
             generation, documents, units, PROTO_LINE_MAX, PROTO_LIMIT_MAX);
}

static void
add_tag(struct buf *out, const char *tag)
{
    if (tag == NULL || *tag == '\0')
        return;
    buf_add_str(out, " @");
    reply_add_field(out, tag, strlen(tag));
}

void
reply_ok(struct buf *out, const char *tag, const char *fields)
{
    buf_add_str(out, "OK");
    add_tag(out, tag);
    buf_add_str(out, fields);
    buf_add_char(out, '\n');
}

void
reply_err(struct buf *out, const char *tag, enum reply_code code,
          unsigned column, const char *message)
{
    buf_add_str(out, "ERR");
    add_tag(out, tag);
    buf_addf(out, " %u %s", reply_code_number(code), reply_code_word(code));
    if (column != 0)
        buf_addf(out, " col=%u", column);
    buf_add_str(out, " : ");
    reply_add_field(out, message, strlen(message));
    buf_add_char(out, '\n');
}

void
reply_error(struct buf *out, const char *tag, const struct error *err)
{
    reply_err(out, tag, reply_code_of(err->status), err->column, err->message);
}

void
reply_add_field(struct buf *out, const char *text, size_t len)
{
    size_t start = out->len;

    buf_add(out, text, len);
    utf8_make_line(out->data + start, out->len - start);
}

/* ---- reading ---- */

struct word {
    const char *s;
    size_t len;
};

/* The next word of *p, up to a blank or end; len 0 behind the last. */
static struct word
next_word(const char **p, const char *end)
{
    while (*p < end && **p == ' ')
        (*p)++;
    struct word w = {*p, 0};
    while (*p < end && **p != ' ')
        (*p)++;
    w.len = (size_t)(*p - w.s);
    return w;
}

/* Copies as much as fits, whole characters only, as a line of valid text. */
static void
copy_text(char *out, size_t size, const char *s, size_t len)
{
    size_t n = utf8_cut(s, len, size - 1);

    memcpy(out, s, n);
    utf8_make_line(out, n);
    out[n] = '\0';
}

/* Whether the line's first word is this one. */
static bool
begins_with(const char *line, size_t len, const char *word)
{
    size_t n = strlen(word);

    return len >= n && memcmp(line, word, n) == 0 &&
           (len == n || line[n] == ' ');
}

/* "@tag" as a request may have it, for the server only echoes it. */
static bool
read_tag(struct reply_end *e, struct word w)
{
    if (w.len < 2 || w.len > PROTO_TAG_MAX + 1)
        return false;
    for (size_t i = 1; i < w.len; i++)
        if (w.s[i] <= ' ' || w.s[i] > '~')
            return false;
    memcpy(e->tag_copy, w.s + 1, w.len - 1);
    return true;
}

/* What stands behind ERR and its tag: number, word, name=value..., ": text". */
static bool
read_err(struct reply_end *e, struct word w, const char *p, const char *end)
{
    uint64_t number;

    if (!num_parse(w.s, w.len, 999, &number))
        return false;
    e->code = (unsigned)number;
    w = next_word(&p, end);
    if (w.len == 0 || w.len >= sizeof(e->word))
        return false;
    copy_text(e->word, sizeof(e->word), w.s, w.len);
    while ((w = next_word(&p, end)).len != 0) {
        if (*w.s == ':') {
            const char *text = w.s + 1;
            if (text < end && *text == ' ')
                text++;
            copy_text(e->message, sizeof(e->message), text,
                      (size_t)(end - text));
            break;
        }
        if (w.len > 4 && memcmp(w.s, "col=", 4) == 0) {
            if (!num_parse(w.s + 4, w.len - 4, PROTO_LINE_MAX + 1, &number))
                return false;
            e->column = (unsigned)number;
        }
    }
    return true;
}

enum status
reply_read(const char *line, size_t len, enum reply_type *type,
           struct reply_end *end, struct error *err)
{
    bool ok = begins_with(line, len, "OK");
    const char *p = line, *stop = line + len;

    if (!ok && !begins_with(line, len, "ERR")) {
        *type = REPLY_LINE;
        return STATUS_OK;
    }
    memset(end, 0, sizeof(*end));
    end->tag = end->tag_copy;
    (void)next_word(&p, stop);
    struct word w = next_word(&p, stop);
    if (w.len > 0 && *w.s == '@') {
        if (!read_tag(end, w))
            return error_set(err, STATUS_INVALID,
                             "the server sent a malformed tag");
        w = next_word(&p, stop);
    }
    if (!ok && !read_err(end, w, p, stop))
        return error_set(err, STATUS_INVALID,
                         "the server sent a malformed ERR line");
    *type = ok ? REPLY_DONE_OK : REPLY_DONE_ERR;
    return STATUS_OK;
}
