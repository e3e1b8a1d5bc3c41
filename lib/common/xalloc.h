/* Allocation of small, bounded sizes: aborts with a message when memory is
 * gone, so that callers need no branch for it. What the size of an input
 * decides is bounded by a stated limit before it comes here. */
#ifndef COMMON_XALLOC_H
#define COMMON_XALLOC_H

#include <stddef.h>

void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t n, size_t size) __attribute__((malloc, returns_nonnull));
void *xrealloc(void *p, size_t size) __attribute__((returns_nonnull));
/* n * size, with the product checked. */
void *xreallocarray(void *p, size_t n, size_t size)
    __attribute__((returns_nonnull));
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull));
/* A NUL-terminated copy of len bytes. */
char *xmemdup0(const void *s, size_t len)
    __attribute__((malloc, returns_nonnull));
/* printf into a fresh string. */
char *xasprintf(const char *format, ...)
    __attribute__((malloc, returns_nonnull, format(printf, 1, 2)));

/* Room for one more in a growing array: makes *cap at least n + 1 (by
 * doubling) and returns the array, moved if need be. */
void *xgrow(void *p, size_t n, size_t *cap, size_t size)
    __attribute__((returns_nonnull));

#endif
