/* The verbs of the line protocol. To add one: a file cmd_NAME.c with a const
 * struct command, a line in commands.c and in local.mk, a section in
 * doc/protocol.md, a test. */
#ifndef SEARCHD_COMMAND_H
#define SEARCHD_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "common/error.h"
#include "engine/request.h"
#include "searchd/call.h"
#include "searchd/job.h"
#include "searchd/loader.h"

struct answer;

struct command {
    const char *verb;
    const char *form;           /* as HELP shows it */
    const char *what;           /* one sentence */
    const char *const *options; /* those it takes, NULL last; NULL: none */
    const char *const *admin_options; /* those of them that are for
                                         peer_is_admin alone */
    bool rest;             /* it needs ": text"; else it takes none */
    bool topic;            /* it takes ": text" where there is one */
    bool searches;         /* its rest is a query */
    bool quick;            /* not among the latencies of searches */
    bool admin;            /* for peer_is_admin alone */
    const char *searchctl; /* of an admin's: its option there */

    /* Besides on_worker: on the loop, before it. Whether the answer is kept:
     * it is written as on_worker would write it, in some microseconds. Else
     * nothing is. */
    bool (*kept)(struct call *call);

    /* Exactly one is set. Each appends the reply's lines to call->out and
     * the fields of the OK line, each after a blank, to call->ok. On failure
     * both are dropped and err becomes the ERR line; call->code overrides
     * the code that the status stands for. */

    /* On a worker; context has an index and a searcher. */
    enum status (*on_worker)(struct call *call,
                             const struct job_context *context,
                             struct error *err);
    /* On the loop, at once: it must not block. */
    enum status (*on_loop)(struct call *call, struct error *err);
    /* Besides on_load: on the loop, before that look. What it leaves in
     * call->status and call->err is for on_load to judge. */
    void (*before_load)(struct call *call);
    /* On the loop, once a look for a new generation has ended. */
    enum status (*on_load)(struct call *call, const struct load_result *result,
                           struct error *err);
};

/* The command of that verb, NULL if there is none. */
const struct command *command_find(const char *verb);

/* All of them, NULL last, in the order of HELP. */
extern const struct command *const commands[];

/* The admin_options of what searches: rank and engine. */
extern const char *const command_admin_options[];

extern const struct command cmd_search, cmd_count, cmd_get, cmd_doc,
    cmd_suggest, cmd_similar, cmd_explain, cmd_stats, cmd_reload, cmd_slowlog,
    cmd_ping, cmd_help, cmd_quit;

/* The search that a call's query and options ask for, with its deadline and
 * its cancel flag; it borrows from call. For SEARCH, COUNT and EXPLAIN. */
enum status command_search_request(struct call *call,
                                   struct search_request *out,
                                   struct error *err) WARN_UNUSED;

/* The answer that is kept for r; NULL. The loop's, for a command's kept. */
struct answer *command_kept_answer(const struct call *call,
                                   const struct search_request *r);

/* The number in an option, or otherwise where it is not given. */
enum status command_number(const struct call *call, const char *name,
                           uint32_t max, uint32_t otherwise, uint32_t *out,
                           struct error *err) WARN_UNUSED;

/* Appends a DOCUMENT line, a UNIT line: GET and DOC share them. */
void command_add_document(struct buf *out, const struct store_document *d);
void command_add_unit(struct buf *out, const struct store_unit *u);

/* Bytes of text in a reply that certainly leave room for the other fields of
 * DOCUMENT, UNIT and OK. A unit longer than this is cut, at a character. */
#define COMMAND_TEXT_MAX (PROTO_REPLY_MAX - 64u * 1024)
void command_cut_unit(struct store_unit *u);

#endif
