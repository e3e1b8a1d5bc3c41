/* A request's line: see line.h. */
#include "config.h"

#include "client/line.h"

#include "client/sc.h"
#include "proto/limits.h"

/* Percent-encodes all but printable ASCII, '%' and ':'. */
static void
add_value(struct buf *line, const char *value)
{
    for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
        if (*p <= ' ' || *p > '~' || *p == '%' || *p == ':')
            buf_addf(line, "%%%02X", *p);
        else
            buf_add_char(line, (char)*p);
}

/* Adds the rest; what would end the line or be refused becomes a blank. */
static void
add_rest(struct buf *line, const char *rest)
{
    buf_add_str(line, " : ");
    for (; *rest != '\0'; rest++)
        buf_add_char(line,
                     (unsigned char)*rest < ' ' || *rest == 0x7f ? ' ' : *rest);
}

enum status
line_write(struct buf *out, const char *verb, const struct sc_option *options,
           size_t n_options, const char *rest, struct error *err)
{
    size_t start = out->len;

    buf_add_str(out, verb);
    for (size_t i = 0; i < n_options; i++) {
        buf_addf(out, " %s=", options[i].name);
        add_value(out, options[i].value);
    }
    if (rest != NULL)
        add_rest(out, rest);
    if (out->len - start > PROTO_LINE_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "the request has %zu bytes, a line of the protocol "
                         "%d: ask for less",
                         out->len - start, PROTO_LINE_MAX);
    buf_add_char(out, '\n');
    return STATUS_OK;
}
