/* searchd's command line. */
#ifndef SEARCHD_OPTIONS_H
#define SEARCHD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/error.h"
#include "searchd/web.h"

#define OPTIONS_LISTEN_MAX                                                     \
    16 /* of each kind: more than any                                          \
          host has use for */

struct options {
    const char *index;
    const char *listen[OPTIONS_LISTEN_MAX];
    size_t n_listen;
    const char *http[OPTIONS_LISTEN_MAX]; /* none: no HTTP */
    size_t n_http;
    struct web_settings web;
    unsigned threads;         /* workers */
    unsigned timeout_ms;      /* of a search, from its arrival on */
    unsigned queue;           /* requests that wait for a worker */
    unsigned max_connections; /* 0: what the limit of open files allows */
    unsigned idle_seconds;    /* after which a silent connection is closed */
    int ready_fd;             /* -1: none */
    bool allow_remote;
    bool verbose;
    bool help, version; /* asked for: print it and exit */
};

/* Reads argv; strings point into it. STATUS_USAGE says what is wrong. */
enum status options_parse(struct options *out, int argc, char **argv,
                          struct error *err) WARN_UNUSED;

/* The text of --help. Static. */
const char *options_help(void);

#endif
