/* Compression of replies. */
#ifndef SEARCHD_HTTP_GZIP_H
#define SEARCHD_HTTP_GZIP_H

#include <stdbool.h>

#include "common/buf.h"

/* Below this a reply fits into a packet or nearly does: not worth it. */
#define HTTP_GZIP_MIN 1024

/* Whether an Accept-Encoding header (NULL: none) takes gzip: by RFC 9110,
 * named or by "*", and not with q=0. */
bool http_gzip_accepted(const char *header);

/* Replaces body by itself compressed. False, and body as it was, where that
 * does not make it smaller. Any thread. */
bool http_gzip(struct buf *body);

#endif
