/* A reply of the HTTP side, and the headers that every one of them has. */
#ifndef SEARCHD_HTTP_REPLY_H
#define SEARCHD_HTTP_REPLY_H

#include <stdbool.h>

#include "common/buf.h"
#include "searchd/etag.h"

struct visit;

struct http_reply {
    unsigned status;      /* 200 */
    const char *type;     /* Content-Type; static */
    const char *cache;    /* Cache-Control; static */
    const char *location; /* NULL: none */
    char etag[ETAG_SIZE]; /* "": none */
    struct buf body;
    bool compressed; /* body is gzip */
    bool close;      /* the connection ends with it */
};

#define HTTP_TYPE_HTML "text/html; charset=utf-8"
#define HTTP_TYPE_TEXT "text/plain; charset=utf-8"
#define HTTP_TYPE_JSON "application/json; charset=utf-8"

/* A browser asks each time whether it has changed; nobody in between keeps
 * it. */
#define HTTP_CACHE_ASK "private, no-cache"
#define HTTP_CACHE_NEVER "no-store"

/* Compresses the body if the visitor takes that and it pays. Any thread. */
void http_reply_compress(struct http_reply *r, bool accepted);

/* Sends v->reply, whose body is used up. The loop's; may end v's
 * connection. */
void http_reply_send(struct visit *v);

#endif
