/* An arena: see arena.h. Blocks of 4 kB, a larger request gets its own. */
#include "config.h"

#include "common/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"

#define ARENA_BLOCK 4096
/* Most of what is formatted is shorter, and then formatted once. */
#define PRINTF_USUAL 512

struct block {
    struct block *next;
    size_t used; /* bytes of data given out */
    size_t size; /* bytes of data */
    max_align_t data[];
};

struct arena {
    struct block *head; /* the block being filled */
    size_t size;        /* bytes of all blocks' data */
};

struct arena *
arena_new(void)
{
    return xcalloc(1, sizeof(struct arena));
}

void
arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    for (struct block *b = a->head, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

/* size bytes from a multiple of align on. */
static void *
take(struct arena *a, size_t size, size_t align)
{
    if (a->head != NULL)
        a->head->used = (a->head->used + align - 1) / align * align;
    if (a->head == NULL || a->head->used > a->head->size ||
        a->head->size - a->head->used < size) {
        size_t room = size > ARENA_BLOCK ? size : ARENA_BLOCK;
        struct block *b = xmalloc(sizeof(*b) + room);
        b->next = a->head;
        b->used = 0;
        b->size = room;
        a->head = b;
        a->size += room;
    }
    void *p = (char *)a->head->data + a->head->used;
    a->head->used += size;
    return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
    return memset(take(a, size, _Alignof(max_align_t)), 0, size);
}

void *
arena_raw(struct arena *a, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / 2 / size)
        abort();
    return take(a, n * size, _Alignof(max_align_t));
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / 2 / size)
        abort();
    return arena_alloc(a, n * size);
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *p = take(a, len + 1, 1);

    if (len != 0)
        memcpy(p, s, len);
    p[len] = '\0';
    return p;
}

char *
arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
    va_list ap;
    char usual[PRINTF_USUAL];

    va_start(ap, format);
    int n = vsnprintf(usual, sizeof(usual), format, ap);
    va_end(ap);
    if (n < 0)
        n = 0;
    if ((size_t)n < sizeof(usual))
        return arena_strndup(a, usual, (size_t)n);
    char *p = take(a, (size_t)n + 1, 1);
    va_start(ap, format);
    (void)vsnprintf(p, (size_t)n + 1, format, ap);
    va_end(ap);
    return p;
}

size_t
arena_size(const struct arena *a)
{
    return a->size;
}
