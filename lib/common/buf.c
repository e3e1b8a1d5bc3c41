/* A growing byte buffer: see buf.h. */
#include "config.h"

#include "common/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"

/* Room for most that is formatted, so that it is formatted once. */
#define ADDF_USUAL 64

void
buf_done(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}

void
buf_clear(struct buf *b)
{
    b->len = 0;
    if (b->data != NULL)
        b->data[0] = '\0';
}

void
buf_reserve(struct buf *b, size_t more)
{
    size_t want = b->len + more + 1;

    if (want <= b->cap)
        return;
    size_t cap = b->cap < 64 ? 64 : b->cap * 2;
    if (cap < want)
        cap = want;
    b->data = xrealloc(b->data, cap);
    b->cap = cap;
}

void
buf_add(struct buf *b, const void *bytes, size_t len)
{
    buf_reserve(b, len);
    if (len != 0)
        memcpy(b->data + b->len, bytes, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void
buf_add_str(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void
buf_add_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void
buf_addf(struct buf *b, const char *format, ...)
{
    va_list ap;

    buf_reserve(b, ADDF_USUAL);
    va_start(ap, format);
    int n = vsnprintf(b->data + b->len, b->cap - b->len, format, ap);
    va_end(ap);
    if (n < 0) {
        b->data[b->len] = '\0';
        return;
    }
    if ((size_t)n >= b->cap - b->len) {
        buf_reserve(b, (size_t)n);
        va_start(ap, format);
        (void)vsnprintf(b->data + b->len, (size_t)n + 1, format, ap);
        va_end(ap);
    }
    b->len += (size_t)n;
}

void
buf_add_number(struct buf *b, uint64_t n)
{
    char digits[20]; /* of 2^64 - 1 */
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    buf_add(b, digits + at, sizeof(digits) - at);
}

void
buf_add_utf8(struct buf *b, unsigned cp)
{
    char bytes[4];

    buf_add(b, bytes, utf8_encode(cp, bytes));
}

char *
buf_take(struct buf *b)
{
    buf_reserve(b, 0);
    b->data[b->len] = '\0';
    char *s = b->data;
    *b = (struct buf){0};
    return s;
}
