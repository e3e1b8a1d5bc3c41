/* The command line of the indexer. */
#ifndef INDEXER_OPTIONS_H
#define INDEXER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/error.h"

/* How often an option that is a list may be given: more than fits a command
 * that people read. */
#define OPTIONS_IDS_MAX 100

struct options {
    char *index;   /* NULL where not given */
    char *explain; /* the file to explain; NULL: index */
    char *report;  /* where the report goes; NULL: nowhere */
    bool dry_run;
    bool rebuild;
    bool shard;
    bool strict;
    unsigned jobs; /* see shards_open */
    unsigned keep; /* generations beside the current one, to go back to */
    char *withdraw[OPTIONS_IDS_MAX]; /* borrowed from argv, as restore */
    size_t n_withdraw;
    char *restore[OPTIONS_IDS_MAX];
    size_t n_restore;
    char *exclude[OPTIONS_IDS_MAX]; /* patterns, borrowed likewise */
    size_t n_exclude;
    char *commands[OPTIONS_IDS_MAX]; /* likewise; see reader_setup */
    size_t n_commands;
    bool allow_removals;
    bool settle;
    bool quiet;
    bool help;
    bool version;
    char *const *sources; /* borrowed from argv */
    size_t n_sources;
};

/* Reads argv. STATUS_USAGE names what is wrong. Strings are borrowed from
 * argv, whose order it may change. */
enum status options_parse(struct options *out, int argc, char **argv,
                          struct error *err) WARN_UNUSED;

/* The text of --help. Static. */
const char *options_help(void);

#endif
