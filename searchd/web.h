/* What can be set of the search box: by the command line and the
 * configuration. Const: a reload makes new ones, see options_hold. */
#ifndef SEARCHD_WEB_H
#define SEARCHD_WEB_H

#include <stddef.h>
#include <stdint.h>

#include "page/page.h"

#define WEB_HOSTS_MAX 16   /* names of one host: more than any has */
#define WEB_ORIGINS_MAX 16 /* sites that embed one search */

/* Strings live as long as the options that this is part of. */
struct web_settings {
    struct page_site site;
    /* Names besides the addresses bound and the loopback's that requests may
     * give as their Host: without a port any will do. */
    const char *hosts[WEB_HOSTS_MAX];
    size_t n_hosts;
    /* Who may read /api/ from a page of theirs:
     * "https://intranet.example", as browsers write an Origin. */
    const char *origins[WEB_ORIGINS_MAX];
    size_t n_origins;
    const char *frame_ancestors; /* sources of the CSP's directive: "'none'" */
    unsigned request_seconds;    /* from a request's first byte to its reply's
                                    last */
    unsigned keepalive_seconds;  /* that a connection may be silent between
                                    two requests */
    /* Made of those above, by options.c: */
    size_t n_all_hosts; /* of hosts, that of base-url behind the given */
    const char *front;  /* the path of the first page, "/minutes/" */
    uint64_t hash;      /* in every ETag: etag_of_settings */
};

#endif
