/* Allocation that does not fail: see xalloc.h. */
#include "config.h"

#include "common/xalloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *
checked(void *p)
{
    if (p == NULL) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return p;
}

void *
xmalloc(size_t size)
{
    return checked(malloc(size != 0 ? size : 1));
}

void *
xcalloc(size_t n, size_t size)
{
    return checked(n != 0 && size != 0 ? calloc(n, size) : calloc(1, 1));
}

void *
xrealloc(void *p, size_t size)
{
    return checked(realloc(p, size != 0 ? size : 1));
}

void *
xreallocarray(void *p, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / size)
        return checked(NULL);
    return xrealloc(p, n * size);
}

char *
xstrdup(const char *s)
{
    return checked(strdup(s));
}

char *
xmemdup0(const void *s, size_t len)
{
    char *p = xmalloc(len + 1);

    if (len != 0)
        memcpy(p, s, len);
    p[len] = '\0';
    return p;
}

char *
xasprintf(const char *format, ...)
{
    va_list ap;
    char *s = NULL;

    va_start(ap, format);
    int n = vasprintf(&s, format, ap);
    va_end(ap);
    return checked(n < 0 ? NULL : s);
}

void *
xgrow(void *p, size_t n, size_t *cap, size_t size)
{
    if (p != NULL && n < *cap)
        return p;
    size_t want = *cap < 8 ? 8 : *cap * 2;
    if (want <= n)
        want = n + 1;
    p = xreallocarray(p, want, size);
    *cap = want;
    return p;
}
