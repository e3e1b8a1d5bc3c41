/* Comparable paths: see path.h. */
#include "config.h"

#include "text/path.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "common/utf8.h"
#include "text/chars.h"

/* The system's own limit is 4096 bytes (PATH_MAX). What is longer is not
 * folded as Unicode has it, only found as it is. */
#define PATH_FOLD_MAX 65536

#define PATH_OPTIONS (UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE)

/* Appends s folded as Unicode has it; false where it cannot be. */
static bool
fold(const char *s, size_t len, struct buf *out)
{
    utf8proc_uint8_t *folded = NULL;

    if (len > PATH_FOLD_MAX || !utf8_valid(s, len))
        return false;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len,
                     &folded, PATH_OPTIONS);
    if (n >= 0)
        buf_add(out, folded, (size_t)n);
    free(folded);
    return n >= 0;
}

void
path_fold(const char *path, size_t len, struct buf *out)
{
    struct buf plain = {0};
    size_t from = 0;

    for (size_t i = 0; i < len; i++)
        buf_add_char(&plain, path[i] == '\\' ? '/' : path[i]);
    while (plain.len > 0 && plain.data[plain.len - 1] == '/')
        plain.len--;
    while (from < plain.len) {
        if (plain.data[from] == '/')
            from++;
        else if (plain.len - from > 1 && plain.data[from] == '.' &&
                 plain.data[from + 1] == '/')
            from += 2;
        else
            break;
    }

    buf_clear(out);
    buf_add(out, "", 0);
    if (from < plain.len && !fold(plain.data + from, plain.len - from, out))
        for (size_t i = from; i < plain.len; i++)
            buf_add_char(out, chars_lower(plain.data[i]));
    buf_done(&plain);
}
