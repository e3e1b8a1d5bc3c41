/* searchctl's command line. */
#ifndef SEARCHCTL_OPTIONS_H
#define SEARCHCTL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "client/sc.h"
#include "common/error.h"
#include "searchctl/term.h"

enum options_mode {
    OPTIONS_SEARCH,
    OPTIONS_SIMILAR,
    OPTIONS_EXPLAIN,
    OPTIONS_STATUS,
    OPTIONS_RELOAD,
    OPTIONS_SLOWLOG,
    OPTIONS_HELP,
    OPTIONS_VERSION,
};

/* The options that go to the server as they are: limit, from, sort, match,
 * year, kind, plan, committee, document, group, decision, expand. */
#define OPTIONS_SENT_MAX 12

struct options {
    enum options_mode mode;
    const char *server;  /* borrowed from argv; NULL: the default */
    unsigned timeout_ms; /* 0: none */
    enum term_color color;
    bool json;
    struct sc_option sent[OPTIONS_SENT_MAX]; /* values borrowed from argv */
    size_t n_sent;
    char *query; /* the words, joined by blanks; NULL where there are none */
    const char *similar; /* a paragraph's id; borrowed from argv; NULL: none */
};

/* Reads argv (not from several threads: getopt). Options end at the first
 * word. STATUS_USAGE with what is wrong and what to do; *out is to be
 * options_done in any case. */
enum status options_parse(struct options *out, int argc, char **argv,
                          struct error *err) WARN_UNUSED;
void options_done(struct options *o);

/* The text of --help; static. */
const char *options_help(void);

#endif
