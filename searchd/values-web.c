/* Addresses among the values of settings: sockets', pages', origins. See
 * values.h. Pages and headers get them as they are, so that only characters
 * are taken that mean nothing there. */
#include "config.h"

#include "searchd/values.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/buf.h"
#include "common/num.h"
#include "page/page.h"

#define NAME_MAX_BYTES 253 /* of a host: RFC 1035, section 2.3.4 */
#define PORT_MAX 65535

/* The length of "NAME" or "[IPV6]" at the start of s; 0: there is none. */
static size_t
span_name(const char *s)
{
    if (*s == '[') {
        size_t n = strspn(s + 1, VALUE_DIGITS "abcdefABCDEF:.");
        return n >= 2 && s[1 + n] == ']' ? n + 2 : 0;
    }
    size_t n = strspn(s, VALUE_LETTERS VALUE_DIGITS "-.");
    bool ok = n > 0 && n <= NAME_MAX_BYTES && s[0] != '.' && s[0] != '-' &&
              memmem(s, n, "..", 2) == NULL;
    return ok ? n : 0;
}

/* The length of ":PORT" at the start of s, 0 where s begins otherwise. */
static size_t
span_port(const char *s, uint64_t *port)
{
    if (*s != ':')
        return 0;
    size_t n = strspn(s + 1, VALUE_DIGITS);
    return num_parse(s + 1, n, PORT_MAX, port) && *port != 0 ? n + 1 : 0;
}

static char *
lower(struct arena *arena, const char *s, size_t len)
{
    char *copy = arena_strndup(arena, s, len);
    for (char *c = copy; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    return copy;
}

/* The length of "http://HOST[:PORT]" or with https at the start of s; 0:
 * there is none. *out: as browsers write it in an Origin. star: HOST may
 * begin with "*.". */
static size_t
span_origin(const char *s, bool star, char **out, struct arena *arena)
{
    size_t scheme = strncasecmp(s, "https://", 8) == 0  ? 8
                    : strncasecmp(s, "http://", 7) == 0 ? 7
                                                        : 0;
    if (scheme == 0)
        return 0;
    size_t begin = scheme + (star && strncmp(s + scheme, "*.", 2) == 0 ? 2 : 0);
    size_t name = span_name(s + begin);
    if (name == 0)
        return 0;
    uint64_t port = 0;
    size_t kept = begin + name, len = kept + span_port(s + kept, &port);
    if (port != (scheme == 8 ? 443 : 80))
        kept = len;
    *out = lower(arena, s, kept);
    return len;
}

enum status
value_address(void *field, const char *value, const struct value_bounds *bounds,
              struct arena *arena, struct error *err)
{
    (void)bounds;
    (void)arena;
    const char *colon = strrchr(value, ':');
    uint32_t port;
    if (strchr(value, '/') == NULL &&
        (colon == NULL || colon == value ||
         !num_parse_u32(colon + 1, PORT_MAX, &port)))
        return error_set(err, STATUS_USAGE,
                         "takes a path with a / in it, or HOST:PORT, not "
                         "\"%s\"",
                         value);
    *(const char **)field = value;
    return STATUS_OK;
}

/* A scheme of ours or none; no blank, quote or bracket, no control. */
enum status
value_link(void *field, const char *value, const struct value_bounds *bounds,
           struct arena *arena, struct error *err)
{
    (void)bounds;
    (void)arena;
    size_t good =
        strspn(value, VALUE_LETTERS VALUE_DIGITS "-._~:/?#[]@!$&()*+,;=%");
    bool ok = value[good] == '\0' &&
              (*value == '\0' || strncmp(value, "https://", 8) == 0 ||
               strncmp(value, "http://", 7) == 0 ||
               (value[0] == '/' && value[1] != '/'));
    if (!ok)
        return error_set(err, STATUS_USAGE,
                         "takes an address that begins with https://, http:// "
                         "or a single /, not \"%s\"",
                         value);
    *(const char **)field = value;
    return STATUS_OK;
}

/* "/a/b" of plain segments: it stands before every link of every page. */
static bool
is_prefix(const char *s, size_t len)
{
    const char *end = s + len;
    while (s < end && *s == '/') {
        size_t n = strspn(++s, VALUE_LETTERS VALUE_DIGITS "-._~");
        if (n == 0 || s + n > end || strspn(s, ".") >= n)
            return false;
        s += n;
    }
    return s == end;
}

enum status
value_base_url(void *field, const char *value,
               const struct value_bounds *bounds, struct arena *arena,
               struct error *err)
{
    (void)bounds;
    struct page_site *site = field;
    if (*value == '\0') {
        site->origin = site->prefix = "";
        return STATUS_OK;
    }
    char *origin;
    size_t len = span_origin(value, false, &origin, arena);
    const char *path = value + len;
    size_t n = strlen(path);
    if (n > 0 && path[n - 1] == '/')
        n--;
    if (len == 0 || !is_prefix(path, n))
        return error_set(err, STATUS_USAGE,
                         "takes https://HOST, https://HOST:PORT, or these "
                         "with a /PREFIX of letters, digits, - . _ ~ after "
                         "them, not \"%s\"",
                         value);
    site->origin = origin;
    site->prefix = arena_strndup(arena, path, n);
    return STATUS_OK;
}

enum status
value_host(void *field, const char *value, const struct value_bounds *bounds,
           struct arena *arena, struct error *err)
{
    (void)bounds;
    uint64_t port;
    size_t len = span_name(value);
    if (len > 0)
        len += span_port(value + len, &port);
    if (len == 0 || value[len] != '\0')
        return error_set(err, STATUS_USAGE,
                         "takes a name like search.example, with or without "
                         ":PORT, not \"%s\"",
                         value);
    *(const char **)field = lower(arena, value, len);
    return STATUS_OK;
}

enum status
value_origin(void *field, const char *value, const struct value_bounds *bounds,
             struct arena *arena, struct error *err)
{
    (void)bounds;
    char *origin;
    size_t len = span_origin(value, false, &origin, arena);
    if (len == 0 || value[len] != '\0')
        return error_set(err, STATUS_USAGE,
                         "takes https://HOST or https://HOST:PORT, nothing "
                         "after it, not \"%s\"",
                         value);
    *(const char **)field = origin;
    return STATUS_OK;
}

/* One source of frame-ancestors as the directive has it; NULL: it is none. */
static const char *
ancestor(const char *s, size_t len, struct arena *arena)
{
    static const char *const words[] = {"none", "'none'", "self", "'self'"};
    for (size_t i = 0; i < 4; i++)
        if (strlen(words[i]) == len && memcmp(words[i], s, len) == 0)
            return words[i | 1];
    char *origin;
    return span_origin(s, true, &origin, arena) == len ? origin : NULL;
}

enum status
value_ancestors(void *field, const char *value,
                const struct value_bounds *bounds, struct arena *arena,
                struct error *err)
{
    (void)bounds;
    struct buf list = {0};
    size_t n = 0;
    bool ok = true, none = false;
    for (const char *s = value; ok; n++) {
        s += strspn(s, " \t");
        size_t len = strcspn(s, " \t");
        if (len == 0)
            break;
        const char *source = ancestor(s, len, arena);
        ok = source != NULL;
        none = none || (ok && strcmp(source, "'none'") == 0);
        buf_addf(&list, "%s%s", n > 0 ? " " : "", ok ? source : "");
        s += len;
    }
    ok = ok && n > 0 && (n == 1 || !none);
    if (ok)
        *(const char **)field = arena_strdup(arena, list.data);
    buf_done(&list);
    return ok ? STATUS_OK
              : error_set(err, STATUS_USAGE,
                          "takes none, or a list of self, https://HOST, "
                          "https://*.HOST with blanks between, not \"%s\"",
                          value);
}
