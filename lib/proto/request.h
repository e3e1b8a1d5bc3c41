/* A line of a client into a request. Pure: no sockets, no knowledge of what
 * the verbs do. One line is
 *
 *   [@tag ]VERB[ name=value]...[ : rest]
 *
 * with one or more blanks between its parts. A verb is of capital letters; a
 * tag of 1 to PROTO_TAG_MAX printable ASCII characters; an option's name of
 * a-z, 0-9, '_' and '-', a letter first. A value is percent-encoded where it
 * holds blanks, TABs, '%' or ':'; the rest is taken verbatim, from behind
 * ": " (one blank is dropped). Behind HELP a word without "=" begins it, too:
 * "HELP query". */
#ifndef PROTO_REQUEST_H
#define PROTO_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "common/error.h"
#include "proto/limits.h"

struct request_option {
    const char *name;
    const char *value; /* decoded; may hold any byte but NUL */
};

struct request {
    const char *tag;  /* without '@'; NULL where there is none */
    const char *verb; /* in capitals, as it came; verbs are exact */
    struct request_option options[PROTO_OPTIONS_MAX];
    size_t n_options;
    const char *rest; /* NULL where there is no ':'; NUL-terminated */
    size_t rest_len;
};

/* Parses line[0..len), a line without its "\n" or "\r\n", at most
 * PROTO_LINE_MAX bytes. The line is modified, the request points into it: it
 * lives as long as the line's memory (line[len] must be writable).
 * STATUS_INVALID with the reason: an empty line, a NUL or another control
 * character but TAB, bytes that are no UTF-8, a malformed or repeated
 * option. On failure out->tag is set all the same where one was read, so
 * that the error can carry it; the rest of out is then of no use. */
enum status request_parse(struct request *out, char *line, size_t len,
                          struct error *err) WARN_UNUSED;

/* The value of an option, NULL if it is not there. */
const char *request_option(const struct request *r, const char *name);

/* Whether the first bytes of a connection are those of HTTP ("POST ",
 * "Host:", "GET /"...): a page in a browser that was sent here to abuse the
 * protocol. Any len; 10 bytes or a whole line decide. "GET : id" and
 * "GET context=2 : id" are ours. */
bool request_is_http(const char *bytes, size_t len);

#endif
