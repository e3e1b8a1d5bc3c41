/* The Host of a request: see http_host.h. */
#include "config.h"

#include "searchd/http_host.h"

#include <string.h>
#include <strings.h>

#include "common/num.h"

/* A name of DNS has at most 253 letters; ":65535" comes behind. */
#define HOST_MAX 260

struct name {
    const char *bytes;
    size_t len;
    const char *port; /* behind the colon; NULL: none */
};

/* Splits "NAME", "NAME:PORT", "[V6]" or "[V6]:PORT"; the name keeps its
 * brackets and loses a final dot. */
static bool
split(const char *host, struct name *out)
{
    size_t len;
    uint32_t port;
    if (host[0] == '[') {
        len = strspn(host + 1, "0123456789abcdefABCDEF:.");
        if (len == 0 || host[1 + len] != ']')
            return false;
        len += 2;
    } else {
        len = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX"
                           "YZ0123456789-._");
    }
    *out = (struct name){host, len, NULL};
    if (host[len] == ':') {
        out->port = host + len + 1;
        if (!num_parse_u32(out->port, 65535, &port))
            return false;
    } else if (host[len] != '\0') {
        return false;
    }
    if (len > 1 && host[len - 1] == '.')
        out->len--;
    return len > 0;
}

static bool
same_name(const struct name *a, const struct name *b)
{
    return a->len == b->len && strncasecmp(a->bytes, b->bytes, a->len) == 0;
}

static bool
is_one_of(const struct name *host, const char *const *list, size_t n,
          bool port_matters)
{
    for (size_t i = 0; i < n; i++) {
        struct name other;
        if (!split(list[i], &other) || !same_name(host, &other))
            continue;
        if (!port_matters || other.port == NULL ||
            (host->port != NULL && strcmp(host->port, other.port) == 0))
            return true;
    }
    return false;
}

bool
http_host_valid(const char *host)
{
    struct name name;
    return strlen(host) <= HOST_MAX && split(host, &name);
}

bool
http_host_allowed(const char *host, const char *const *bound, size_t n_bound,
                  const char *const *names, size_t n_names)
{
    static const char *const loopback[] = {"localhost", "127.0.0.1", "[::1]"};
    struct name name;
    if (strlen(host) > HOST_MAX || !split(host, &name))
        return false;
    return is_one_of(&name, loopback, sizeof(loopback) / sizeof(loopback[0]),
                     false) ||
           is_one_of(&name, bound, n_bound, false) ||
           is_one_of(&name, names, n_names, true);
}
