/* A growing byte buffer. Zero-initialise it (`struct buf b = {0}`), append,
 * read data[0..len), free with buf_done. data is NUL-terminated after every
 * call here (the NUL is not counted in len), except before the first. */
#ifndef COMMON_BUF_H
#define COMMON_BUF_H

#include <stddef.h>
#include <stdint.h>

struct buf {
    char *data;
    size_t len;
    size_t cap;
};

void buf_done(struct buf *b);  /* frees, and makes it empty again */
void buf_clear(struct buf *b); /* length 0, memory kept */
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_add_str(struct buf *b, const char *s);
void buf_add_char(struct buf *b, char c);
void buf_addf(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* In decimal. */
void buf_add_number(struct buf *b, uint64_t n);
/* A code point as UTF-8. */
void buf_add_utf8(struct buf *b, unsigned cp);
/* Gives the bytes away: a malloc'd NUL-terminated string; b becomes empty. */
char *buf_take(struct buf *b);

#endif
