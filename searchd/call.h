/* A request of a line connection, from its line to its reply. It is a job
 * where a worker answers it.
 *
 * Owners: the loop makes it; while its job is with the pool, a worker alone
 * touches all but conn, which stays the loop's. */
#ifndef SEARCHD_CALL_H
#define SEARCHD_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"
#include "proto/limits.h"
#include "proto/reply.h"
#include "proto/request.h"
#include "searchd/job.h"
#include "searchd/loader.h"
#include "searchd/server.h"

struct command;

#define CALL_CODE_OF_STATUS (-1)

struct call {
    struct job job;
    struct load_waiter waiter; /* of a verb that waits for the loader */
    struct server *server;     /* const for workers: options */
    struct conn *conn;         /* the loop's; NULL: nobody waits any more */
    const struct command *command;
    struct request request;  /* points into line */
    struct buf out;          /* the reply's lines so far */
    struct buf ok;           /* the fields of its OK line */
    struct options *options; /* held: as they are when it begins */
    uint64_t began;          /* clock_now(), of what a worker answers */
    enum status status;      /* how a worker fared */
    struct error err;        /* where status is not STATUS_OK */
    int code;                /* enum reply_code, or CALL_CODE_OF_STATUS */
    bool close;              /* the connection ends with the reply */
    char line[PROTO_LINE_MAX + 1];
};

/* Begins a request. Where it is answered at once (also with an ERR), appends
 * the reply and returns NULL; *close as QUIT asks. Else it is in flight, and
 * conn_reply will be called, unless call_cancel is before. The loop's. */
struct call *call_new(struct conn *c, const char *line, size_t len,
                      struct buf *reply, bool *close);

/* Counts and answers a line that was over PROTO_LINE_MAX. */
void call_refuse_long(struct server *s, struct buf *reply);

/* Its connection has gone. The call frees itself, now or when the worker is
 * done. The loop's. */
void call_cancel(struct call *call);

#endif
