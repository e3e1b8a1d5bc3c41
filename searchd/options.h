/* What searchd is asked to be: by its command line, a configuration file, and
 * the defaults of settings.c, in this order of weight. The file is read again
 * while searchd serves. */
#ifndef SEARCHD_OPTIONS_H
#define SEARCHD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"
#include "engine/glossary.h"
#include "engine/rank.h"
#include "searchd/web.h"

/* Addresses of each kind: more than any host has use for. */
#define OPTIONS_LISTEN_MAX 16

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
    unsigned slow_ms; /* searches as slow as that are kept; 0: none are */
    struct rank rank; /* what hits are ranked by */
    unsigned postings_cache;   /* MiB of decoded postings that are kept */
    unsigned answer_cache;     /* MiB of answers that are kept; 0: none are */
    const char *acronyms_file; /* "": none */
    struct glossary *glossary; /* of that file; in arena; NULL: none */
    bool allow_remote;
    bool verbose;
    const char *config; /* the file that was read; NULL: none */
    bool check_config;  /* asked for: only options_check it, and exit */
    bool help, version; /* asked for: print it and exit */
    int argc;           /* the command line, kept for options_read_again */
    char **argv;
    struct arena *arena; /* holds the strings that are not argv's */
    unsigned holders;    /* see options_hold; the first is who parsed them */
};

/* Reads argv, and the file that it names; free with options_done. Strings
 * point into argv, which stays, or live as long as out does. With help,
 * version or check_config nothing else need be right, and no file is read.
 * STATUS_USAGE says what is wrong; of a file that cannot be read, also
 * STATUS_NOT_FOUND, STATUS_IO, STATUS_TOO_LARGE. */
enum status options_parse(struct options *out, int argc, char **argv,
                          struct error *err) WARN_UNUSED;
void options_done(struct options *o);

/* The same command line, with its file as it is now: the caller's, held once.
 * Fails as options_parse does, and where the file is no regular one, which
 * might keep the loop waiting. */
enum status options_read_again(struct options **out,
                               const struct options *started,
                               struct error *err) WARN_UNUSED;

/* Options are never changed once they serve, but replaced. Who needs some for
 * longer than a turn of the loop holds them: a job, while a worker reads them.
 * Those on the heap are freed with the last release. Both belong to the loop's
 * thread. */
struct options *options_hold(struct options *o);
void options_release(struct options *o);

/* Appends what is wrong with the configuration file of options parsed with
 * check_config: a line "FILE:LINE: what" for each problem, or the one why it
 * cannot be read. Names of hosts are looked up. True: nothing is. */
bool options_check(const struct options *asked, struct buf *out);

/* Appends the text of --help. */
void options_help(struct buf *out);

#endif
