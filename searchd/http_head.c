/* Judging a request's head: see http_head.h. */
#include "config.h"

#include "searchd/http_head.h"

#include <string.h>
#include <strings.h>

#define METHOD_MAX 32 /* the longest registered has 17 letters */

struct line {
    const char *bytes;
    size_t len; /* without CRLF */
};

/* What the headers of one request said so far. */
struct seen {
    unsigned hosts;
    unsigned lengths;
    bool http11;
};

static enum http_head
refuse(struct http_refusal *out, unsigned status, const char *what)
{
    *out = (struct http_refusal){.status = status, .what = what};
    return HTTP_HEAD_REFUSED;
}

/* ---- characters ---- */

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* RFC 9110's tchar. */
static bool
is_token_char(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static size_t
token_len(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && is_token_char(s[n]))
        n++;
    return n;
}

static bool
equals(const char *s, size_t len, const char *word)
{
    return len == strlen(word) && memcmp(s, word, len) == 0;
}

/* ---- the first line ---- */

static enum http_head
judge_method(const char *s, size_t len, struct http_refusal *refusal)
{
    static const char *const known[] = {"POST",    "PUT",   "DELETE", "PATCH",
                                        "OPTIONS", "TRACE", "CONNECT"};
    if (equals(s, len, "GET") || equals(s, len, "HEAD"))
        return HTTP_HEAD_WHOLE;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (equals(s, len, known[i]))
            return refuse(refusal, 405, "Only GET and HEAD are answered here.");
    return refuse(refusal, 501, "The request's method is not known.");
}

static enum http_head
judge_target(const char *s, size_t len, struct http_refusal *refusal)
{
    if (len > HTTP_URL_MAX)
        return refuse(refusal, 414, "The address is over 4 KiB long.");
    /* "//" begins a host for evhttp, which may then find it malformed. */
    if (len == 0 || s[0] != '/' || (len > 1 && s[1] == '/'))
        return refuse(refusal, 400,
                      "The request's target is no path of this server.");
    for (size_t i = 0; i < len; i++)
        if (s[i] <= ' ' || s[i] >= 0x7f || s[i] == '#')
            return refuse(refusal, 400,
                          "The address holds a character that has to be "
                          "percent-encoded.");
    return HTTP_HEAD_WHOLE;
}

static enum http_head
judge_first(const struct line *line, struct seen *seen,
            struct http_refusal *refusal)
{
    const char *s = line->bytes, *end = s + line->len;
    size_t method = token_len(s, line->len);
    if (method == 0 || method > METHOD_MAX || s + method == end ||
        s[method] != ' ')
        return refuse(refusal, 400, "This is no HTTP request.");
    const char *target = s + method + 1;
    const char *blank = memchr(target, ' ', (size_t)(end - target));
    if (blank == NULL)
        return refuse(refusal, 400, "The request names no HTTP version.");
    const char *version = blank + 1;
    size_t version_len = (size_t)(end - version);
    seen->http11 = equals(version, version_len, "HTTP/1.1");
    if (!seen->http11 && !equals(version, version_len, "HTTP/1.0")) {
        bool http = version_len > 5 && memcmp(version, "HTTP/", 5) == 0;
        return refuse(refusal, http ? 505 : 400,
                      "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    }
    enum http_head judged = judge_method(s, method, refusal);
    if (judged != HTTP_HEAD_WHOLE)
        return judged;
    return judge_target(target, (size_t)(blank - target), refusal);
}

/* ---- headers ---- */

static enum http_head
judge_length(const char *s, size_t len, struct seen *seen,
             struct http_refusal *refusal)
{
    if (len == 0 || seen->lengths++ > 0)
        return refuse(refusal, 400, "The Content-Length is malformed.");
    bool zero = true;
    for (size_t i = 0; i < len; i++) {
        if (!is_digit(s[i]))
            return refuse(refusal, 400, "The Content-Length is malformed.");
        zero = zero && s[i] == '0';
    }
    if (!zero)
        return refuse(refusal, 413, "A request with a body is not taken.");
    return HTTP_HEAD_WHOLE;
}

static bool
is_name(const char *s, size_t len, const char *name)
{
    return len == strlen(name) && strncasecmp(s, name, len) == 0;
}

static enum http_head
judge_header(const struct line *line, struct seen *seen,
             struct http_refusal *refusal)
{
    const char *s = line->bytes;
    size_t name = token_len(s, line->len);
    if (name == 0 || name == line->len || s[name] != ':')
        return refuse(refusal, 400, "A header is malformed.");
    const char *value = s + name + 1, *end = s + line->len;
    for (const char *p = value; p < end; p++)
        if ((*p >= 0 && *p < ' ' && *p != '\t') || *p == 0x7f)
            return refuse(refusal, 400, "A header holds a control character.");
    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    while (value < end && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (is_name(s, name, "Host") && seen->hosts++ > 0)
        return refuse(refusal, 400, "The request names two hosts.");
    if (is_name(s, name, "Transfer-Encoding"))
        return refuse(refusal, 400, "A request with a body is not taken.");
    if (is_name(s, name, "Expect"))
        return refuse(refusal, 417, "No Expect is met here.");
    if (is_name(s, name, "Content-Length"))
        return judge_length(value, (size_t)(end - value), seen, refusal);
    return HTTP_HEAD_WHOLE;
}

/* ---- all of it ---- */

/* The line at bytes[*at], and *at behind it. */
static enum http_head
next_line(const char *bytes, size_t n, size_t *at, struct line *line,
          struct http_refusal *refusal)
{
    const char *s = bytes + *at;
    const char *lf = memchr(s, '\n', n - *at);
    if (lf == NULL)
        return HTTP_HEAD_MORE;
    if (lf == s || lf[-1] != '\r')
        return refuse(refusal, 400, "A line does not end in CRLF.");
    *line = (struct line){s, (size_t)(lf - s) - 1};
    *at = (size_t)(lf - bytes) + 1;
    return HTTP_HEAD_WHOLE;
}

static enum http_head
too_long(bool in_headers, struct http_refusal *refusal)
{
    return in_headers ? refuse(refusal, 431, "The headers are over 8 KiB long.")
                      : refuse(refusal, 414, "The address is over 4 KiB long.");
}

enum http_head
http_head_judge(const char *bytes, size_t n, size_t *len,
                struct http_refusal *refusal)
{
    struct seen seen = {0};
    struct line line;
    size_t at = 0, headers = 0;
    for (unsigned i = 0; i <= HTTP_HEADER_LINES_MAX + 1; i++) {
        size_t max = i == 0 ? HTTP_URL_MAX + METHOD_MAX + 32 : HTTP_HEADERS_MAX;
        enum http_head judged = next_line(bytes, n, &at, &line, refusal);
        size_t used = (judged == HTTP_HEAD_WHOLE ? at : n) - headers;
        if (judged != HTTP_HEAD_REFUSED && used > max)
            return too_long(i > 0, refusal);
        if (judged != HTTP_HEAD_WHOLE)
            return judged;
        if (i > 0 && line.len == 0) {
            if (seen.http11 && seen.hosts == 0)
                return refuse(refusal, 400, "The request names no Host.");
            *len = at;
            return HTTP_HEAD_WHOLE;
        }
        judged = i == 0 ? judge_first(&line, &seen, refusal)
                        : judge_header(&line, &seen, refusal);
        if (judged != HTTP_HEAD_WHOLE)
            return judged;
        if (i == 0)
            headers = at;
    }
    return refuse(refusal, 431, "There are more than 100 headers.");
}

void
http_head_path(const char *bytes, size_t n, char out[HTTP_REFUSED_PATH_MAX])
{
    size_t len = 0, at = token_len(bytes, n);

    if (at > 0 && at < n && bytes[at] == ' ')
        for (at++; at < n && len + 1 < HTTP_REFUSED_PATH_MAX &&
                   bytes[at] > ' ' && bytes[at] < 0x7f && bytes[at] != '?';
             at++)
            out[len++] = bytes[at];
    out[len] = '\0';
}

bool
http_head_is_head(const char *bytes, size_t n)
{
    return n >= 5 && memcmp(bytes, "HEAD ", 5) == 0;
}
