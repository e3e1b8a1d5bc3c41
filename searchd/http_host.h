/* Whether a request's Host is one of ours: a page of another site whose name
 * was made to point here (DNS rebinding) sends its own. Pure. */
#ifndef SEARCHD_HTTP_HOST_H
#define SEARCHD_HTTP_HOST_H

#include <stdbool.h>
#include <stddef.h>

/* Whether host ("intranet.example", "[::1]:8080") is localhost, 127.0.0.1,
 * [::1], one of bound[0..n_bound) ("10.1.2.3:8080", as bound) or one of
 * names[0..n_names) (a name is good for any port, NAME:PORT for that one).
 * Letters' case and a final dot do not matter. Of addresses bound, the port
 * does not matter either, for who forwards a port. */
bool http_host_allowed(const char *host, const char *const *bound,
                       size_t n_bound, const char *const *names,
                       size_t n_names);

/* Whether host could be a host at all, so that it may stand in a link. */
bool http_host_valid(const char *host);

#endif
