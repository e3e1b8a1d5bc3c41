/* The sockets that searchd listens on: those that a service manager passes,
 * else those of its own addresses. */
#ifndef SEARCHD_SOCKETS_H
#define SEARCHD_SOCKETS_H

#include <stddef.h>

#include "common/error.h"
#include "searchd/bind.h"
#include "searchd/options.h"

struct sockets {
    struct bound line[OPTIONS_LISTEN_MAX], http[OPTIONS_LISTEN_MAX];
    size_t n_line, n_http; /* http without any: none is served */
};

/* Takes those that a manager passes: before anything else opens a descriptor,
 * which could be taken for one of them. STATUS_USAGE: one is not named "line"
 * or "http", or is of a wrong kind; else as bind_adopt. */
enum status sockets_adopt(struct sockets *out, const struct options *o,
                          struct error *err) WARN_UNUSED;
/* Binds the addresses of the options, where no manager has passed any in
 * their place. As bind_address; what is bound is in s also after a failure. */
enum status sockets_bind(struct sockets *s, const struct options *o,
                         struct error *err) WARN_UNUSED;

/* Releases those that nobody took (bind_take). */
void sockets_done(struct sockets *s);

#endif
