/* Which sockets: see sockets.h. */
#include "config.h"

#include "searchd/sockets.h"

#include <string.h>

#include "common/log.h"
#include "searchd/manager.h"

/* ---- passed ---- */

static enum status
adopt(struct sockets *s, const struct options *o, int fd, const char *name,
      struct error *err)
{
    bool http = strcmp(name, "http") == 0;
    if (!http && strcmp(name, "line") != 0)
        return error_set(err, STATUS_USAGE,
                         "the service manager passed a socket named \"%.64s\": "
                         "write FileDescriptorName=line or "
                         "FileDescriptorName=http in its .socket unit",
                         name);
    size_t *n = http ? &s->n_http : &s->n_line;
    if (*n == OPTIONS_LISTEN_MAX)
        return error_set(err, STATUS_USAGE,
                         "the service manager passed more than %d sockets "
                         "named \"%s\": take some out of its .socket unit",
                         OPTIONS_LISTEN_MAX, name);
    struct error why;
    enum status status = bind_adopt(http ? &s->http[*n] : &s->line[*n], fd,
                                    o->allow_remote, &why);
    if (status != STATUS_OK)
        return error_set(err, status, "socket \"%s\": %s", name, why.message);
    ++*n;
    return STATUS_OK;
}

static enum status
adopt_all(struct sockets *s, const struct options *o,
          const struct manager_sockets *passed, struct error *err)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < passed->n && status == STATUS_OK; i++)
        status = adopt(s, o, passed->first + i, passed->names[i], err);
    if (status != STATUS_OK)
        return status;
    log_always(LOG_LEVEL_INFO, "sockets",
               "passed=%d line=%zu http=%zu own_addresses=unused", passed->n,
               s->n_line, s->n_http);
    if (o->n_http > 0 && s->n_http == 0)
        log_event(LOG_LEVEL_WARNING, "sockets",
                  "reason=\"the service manager passes no socket named http, "
                  "so the search box is not served: start the .socket unit "
                  "of %s\"",
                  o->http[0]);
    return STATUS_OK;
}

/* ---- our own ---- */

static enum status
bind_all(struct bound *bound, size_t *n, const char *const *addresses,
         size_t n_addresses, bool allow_remote, struct error *err)
{
    enum status status = STATUS_OK;
    while (*n < n_addresses && status == STATUS_OK) {
        status = bind_address(&bound[*n], addresses[*n], allow_remote, err);
        if (status == STATUS_OK)
            ++*n;
    }
    return status;
}

/* ---- for the server ---- */

enum status
sockets_adopt(struct sockets *out, const struct options *o, struct error *err)
{
    struct sockets s = {.n_line = 0};
    struct manager_sockets passed;
    enum status status = manager_sockets(&passed, err);
    if (status != STATUS_OK)
        return status;
    if (passed.n > 0)
        status = adopt_all(&s, o, &passed, err);
    manager_sockets_done(&passed);
    if (status == STATUS_OK)
        *out = s;
    else
        sockets_done(&s);
    return status;
}

enum status
sockets_bind(struct sockets *s, const struct options *o, struct error *err)
{
    if (s->n_line + s->n_http > 0)
        return STATUS_OK;
    enum status status = bind_all(s->line, &s->n_line, o->listen, o->n_listen,
                                  o->allow_remote, err);
    if (status == STATUS_OK)
        status = bind_all(s->http, &s->n_http, o->http, o->n_http,
                          o->allow_remote, err);
    return status;
}

void
sockets_done(struct sockets *s)
{
    for (size_t i = 0; i < s->n_line; i++)
        bind_release(&s->line[i]);
    for (size_t i = 0; i < s->n_http; i++)
        bind_release(&s->http[i]);
    *s = (struct sockets){.n_line = 0};
}
