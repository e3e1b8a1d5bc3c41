/* An arena: many small allocations, one free. Query trees and answers live
 * in one each, so that they have one owner and no leak on an error path. */
#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void) __attribute__((returns_nonnull));
void arena_free(struct arena *a); /* NULL is a no-op */

/* Zeroed memory, aligned for any type, valid until arena_free. */
void *arena_alloc(struct arena *a, size_t size)
    __attribute__((returns_nonnull));
/* n * size, with the product checked. */
void *arena_array(struct arena *a, size_t n, size_t size)
    __attribute__((returns_nonnull));
/* The same, not zeroed: for much that is written before it is read. */
void *arena_raw(struct arena *a, size_t n, size_t size)
    __attribute__((returns_nonnull));
/* A NUL-terminated copy. */
char *arena_strndup(struct arena *a, const char *s, size_t len)
    __attribute__((returns_nonnull));
char *arena_strdup(struct arena *a, const char *s)
    __attribute__((returns_nonnull));
char *arena_printf(struct arena *a, const char *format, ...)
    __attribute__((returns_nonnull, format(printf, 2, 3)));

/* Bytes taken so far, for who bounds them. */
size_t arena_size(const struct arena *a);

#endif
