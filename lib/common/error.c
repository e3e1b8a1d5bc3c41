/* The error shape: see error.h. */
#include "config.h"

#include "common/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/utf8.h"

/* Makes the message one line of valid text: a path may hold a newline, an
 * escape, or bytes of any kind, and a long one was cut within a character. */
static void
make_printable(char *s)
{
    size_t len = strlen(s);

    while (len > 0) {
        unsigned used;
        uint32_t cp = utf8_decode(s, len, &used);
        if (cp == UTF8_INVALID || utf8_is_control(cp))
            memset(s, '?', used);
        s += used;
        len -= used;
    }
}

enum status
error_set(struct error *err, enum status status, const char *format, ...)
{
    if (err == NULL)
        return status;
    va_list ap;
    va_start(ap, format);
    err->status = status;
    err->column = 0;
    (void)vsnprintf(err->message, sizeof(err->message), format, ap);
    va_end(ap);
    make_printable(err->message);
    return status;
}

enum status
error_set_errno(struct error *err, enum status status, const char *format, ...)
{
    int saved = errno;

    if (saved == ENOMEM)
        status = STATUS_NOMEM;
    else if (saved == ENOENT && status == STATUS_IO)
        status = STATUS_NOT_FOUND;
    if (err == NULL)
        return status;
    va_list ap;
    va_start(ap, format);
    err->status = status;
    err->column = 0;
    int n = vsnprintf(err->message, sizeof(err->message), format, ap);
    va_end(ap);
    if (n >= 0 && (size_t)n < sizeof(err->message))
        (void)snprintf(err->message + n, sizeof(err->message) - (size_t)n,
                       ": %s", strerror(saved));
    make_printable(err->message);
    return status;
}

static const struct {
    const char *name;
    int exit_code;
} status_table[] = {
    [STATUS_OK] = {"ok", 0},
    [STATUS_USAGE] = {"usage", 64},
    [STATUS_BAD_QUERY] = {"bad-query", 64},
    [STATUS_INVALID] = {"invalid", 65},
    [STATUS_NOT_FOUND] = {"not-found", 66},
    [STATUS_TOO_LARGE] = {"too-large", 65},
    [STATUS_LOCKED] = {"locked", 75},
    [STATUS_CORRUPT] = {"corrupt", 65},
    [STATUS_SCHEMA] = {"schema", 65},
    [STATUS_IO] = {"io", 74},
    [STATUS_TIMEOUT] = {"timeout", 75},
    [STATUS_CANCELLED] = {"cancelled", 75},
    [STATUS_BUSY] = {"busy", 75},
    [STATUS_NOMEM] = {"nomem", 70},
    [STATUS_INTERNAL] = {"internal", 70},
};

const char *
status_name(enum status status)
{
    if ((size_t)status >= sizeof(status_table) / sizeof(status_table[0]))
        return "unknown";
    return status_table[status].name;
}

int
status_exit_code(enum status status)
{
    if ((size_t)status >= sizeof(status_table) / sizeof(status_table[0]))
        return 70;
    return status_table[status].exit_code;
}
