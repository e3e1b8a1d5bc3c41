/* The head of a request (its first line and its headers), judged before
 * evhttp sees it: evhttp is more lenient than is good for a server behind
 * proxies. Pure. */
#ifndef SEARCHD_HTTP_HEAD_H
#define SEARCHD_HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>

/* The longest address: a query has at most 4,000 bytes, and only its
 * non-ASCII letters need three for one. */
#define HTTP_URL_MAX 4096
/* All headers together, cookies of the intranet's own that come along
 * included; what nginx and Apache take, too. */
#define HTTP_HEADERS_MAX 8192
/* A browser sends some fifteen, a proxy adds five. */
#define HTTP_HEADER_LINES_MAX 100
/* The first line (a method of 32 letters, a version), and the headers. */
#define HTTP_HEAD_MAX (HTTP_URL_MAX + 64 + HTTP_HEADERS_MAX)

/* Of a refused request's path, so that who asks for data is refused in data:
 * more than a site's prefix and a path of ours have. */
#define HTTP_REFUSED_PATH_MAX 256

/* Why a request is refused; status 0: it is not. */
struct http_refusal {
    unsigned status;  /* 400, 405, 413, 414, 417, 421, 431, 501, 505 */
    const char *what; /* a sentence; static */
    char path[HTTP_REFUSED_PATH_MAX]; /* http_head_path */
};

enum http_head {
    HTTP_HEAD_MORE,    /* all right so far, but not whole */
    HTTP_HEAD_WHOLE,   /* *len bytes of it are the head */
    HTTP_HEAD_REFUSED, /* *refusal says why */
};

/* Judges what has come so far. Passed is what HTTP/1.0 and 1.1 (RFC 9112)
 * call a GET or HEAD without a body, its target a path, its Host given once
 * (with 1.1), its lines ended by CRLF and not folded. */
enum http_head http_head_judge(const char *bytes, size_t n, size_t *len,
                               struct http_refusal *refusal);

/* The path that a request which begins with these bytes names, up to its query
 * or as far as there is room: "" where it names none. Judged it is not. */
void http_head_path(const char *bytes, size_t n,
                    char out[HTTP_REFUSED_PATH_MAX]);

/* Whether these bytes begin a HEAD request, whose reply has no body. */
bool http_head_is_head(const char *bytes, size_t n);

#endif
