/* A request's way: see call.h. */
#include "config.h"

#include "searchd/call.h"

#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/xalloc.h"
#include "searchd/command.h"
#include "searchd/conn.h"

#define CONTAINER(pointer, type, member)                                       \
    ((type *)(void *)((char *)(pointer)-offsetof(type, member)))

/* Answers that are kept and follow each other: after so many, some hundred
 * microseconds, the next one goes by way of a worker, and other connections
 * have their turn. */
#define AT_ONCE_MAX 16

/* ---- the end of a request ---- */

/* Moves the reply out of the call. */
static void
take_reply(struct call *call, enum status status, struct error *err,
           struct buf *reply)
{
    const char *tag = call->request.tag;
    if (status == STATUS_OK && call->out.len > PROTO_REPLY_MAX)
        status = error_set(err, STATUS_TOO_LARGE,
                           "the answer is over %u bytes: ask for fewer",
                           PROTO_REPLY_MAX);
    if (status == STATUS_OK) {
        reply_ok(&call->out, tag, call->ok.len > 0 ? call->ok.data : "");
    } else {
        buf_clear(&call->out);
        if (call->code == CALL_CODE_OF_STATUS)
            reply_error(&call->out, tag, err);
        else
            reply_err(&call->out, tag, (enum reply_code)call->code, err->column,
                      err->message);
    }
    *reply = call->out;
    call->out = (struct buf){0};
}

static void
call_free(struct call *call)
{
    buf_done(&call->out);
    buf_done(&call->ok);
    options_release(call->options);
    free(call);
}

/* Counts the end of a request that a worker was to answer. */
static void
count_end(struct call *call, enum outcome outcome)
{
    struct server *s = call->server;
    stats_request_end(&s->stats, STATS_LINE, outcome);
    if (call->command->searches)
        slowlog_note(&s->slowlog, s->options->slow_ms, STATS_LINE, outcome,
                     clock_now() - call->began, call->request.rest,
                     call->request.rest_len);
}

/* What peers do not read takes room. */
static enum status
check_room(const struct call *call, struct error *err)
{
    if (conn_has_room(call->conn, call->out.len))
        return STATUS_OK;
    return error_set(err, STATUS_BUSY,
                     "too many answers wait to be read: ask again");
}

/* A request that was in flight is answered. */
static void
finish(struct call *call, enum status status, struct error *err)
{
    struct conn *c = call->conn;
    if (c == NULL) {
        count_end(call, OUTCOME_REJECTED);
        call_free(call);
        return;
    }
    struct buf reply;
    bool close = call->close;
    if (status == STATUS_OK)
        status = check_room(call, err);
    count_end(call, stats_outcome_of(status));
    take_reply(call, status, err, &reply);
    call_free(call);
    conn_reply(c, &reply, close);
    buf_done(&reply);
}

/* ---- on a worker ---- */

/* Nothing serves: because there is nothing yet, or for a reason. */
static enum status
refuse_without_index(struct call *call, const struct error *why,
                     struct error *err)
{
    call->code = why->status == STATUS_NOT_FOUND ? REPLY_NOINDEX : REPLY_INDEX;
    return error_set(err, why->status, "%s", why->message);
}

static void
run_on_worker(struct job *job, const struct job_context *context)
{
    struct call *call = CONTAINER(job, struct call, job);
    struct error *err = &call->err;
    if (context->index == NULL)
        call->status = refuse_without_index(call, &context->why, err);
    else if (clock_now() >= job->deadline)
        call->status = error_set(err, STATUS_TIMEOUT,
                                 "no worker was free within the time that a "
                                 "search may take");
    else
        call->status = call->command->on_worker(call, context, err);
}

static void
worker_done(struct job *job)
{
    struct call *call = CONTAINER(job, struct call, job);
    if (call->conn != NULL && !call->command->quick)
        stats_observe(&call->server->stats, clock_now() - call->began);
    finish(call, call->status, &call->err);
}

static void
load_done(struct load_waiter *w, const struct load_result *result)
{
    struct call *call = CONTAINER(w, struct call, waiter);
    struct error err;
    enum status status = call->command->on_load(call, result, &err);
    finish(call, status, &err);
}

/* ---- the beginning of a request ---- */

static bool
has(const char *const *names, const char *name)
{
    for (const char *const *o = names; o != NULL && *o != NULL; o++)
        if (strcmp(*o, name) == 0)
            return true;
    return false;
}

/* What can be said of a request before it is tried. */
static enum status
understand(struct call *call, size_t len, struct error *err)
{
    struct request *r = &call->request;
    enum status status = request_parse(r, call->line, len, err);
    if (status != STATUS_OK)
        return status;
    const struct command *cmd = command_find(r->verb);
    if (cmd == NULL) {
        call->code = REPLY_VERB;
        return error_set(err, STATUS_INVALID, "\"%s\" is no verb: see HELP",
                         r->verb);
    }
    call->command = cmd;
    if (cmd->admin && !call->conn->admin) {
        call->code = REPLY_DENIED;
        return error_set(err, STATUS_USAGE,
                         "%s is for root and for the user that %s runs as, "
                         "over its Unix socket: sudo %s --%s",
                         cmd->verb, SEARCHD_NAME, SEARCHCTL_NAME,
                         cmd->searchctl);
    }
    for (size_t i = 0; i < r->n_options; i++) {
        const char *name = r->options[i].name;
        if (!has(cmd->options, name))
            return error_set(err, STATUS_USAGE,
                             "%s has no option \"%s\": see HELP", cmd->verb,
                             name);
        if (has(cmd->admin_options, name) && !call->conn->admin) {
            call->code = REPLY_DENIED;
            return error_set(err, STATUS_USAGE,
                             "the option %s is for root and for the user that "
                             "%s runs as, over its Unix socket",
                             name, SEARCHD_NAME);
        }
    }
    if (cmd->rest && r->rest == NULL)
        return error_set(err, STATUS_INVALID, "the form is %s", cmd->form);
    if (!cmd->rest && !cmd->topic && r->rest != NULL)
        return error_set(err, STATUS_INVALID, "%s takes no text after ':'",
                         cmd->verb);
    return STATUS_OK;
}

/* Answers it if its answer is kept. */
static bool
answer_at_once(struct call *call)
{
    struct conn *c = call->conn;
    if (call->command->kept == NULL || c->at_once == AT_ONCE_MAX ||
        !call->command->kept(call))
        return false;
    c->at_once++;
    return true;
}

/* Starts it, or answers it. *in_flight: its end comes later. */
static enum status
begin(struct call *call, bool *in_flight, struct error *err)
{
    const struct command *cmd = call->command;
    struct server *s = call->server;
    *in_flight = false;
    if (cmd->on_loop != NULL)
        return cmd->on_loop(call, err);
    if (cmd->on_load != NULL) {
        static const struct load_result unchanged = {.status = STATUS_OK};
        call->waiter.done = load_done;
        if (cmd->before_load != NULL)
            cmd->before_load(call);
        *in_flight = loader_wait(s->loader, &call->waiter);
        return *in_flight ? STATUS_OK : cmd->on_load(call, &unchanged, err);
    }
    call->job.run = run_on_worker;
    call->job.done = worker_done;
    call->began = clock_now();
    call->job.deadline = call->began + s->options->timeout_ms * CLOCK_NS_PER_MS;
    if (answer_at_once(call)) {
        stats_observe(&s->stats, clock_now() - call->began);
        return check_room(call, err);
    }
    enum status status = pool_submit(s->pool, &call->job, err);
    *in_flight = status == STATUS_OK;
    return status;
}

struct call *
call_new(struct conn *c, const char *line, size_t len, struct buf *reply,
         bool *close)
{
    struct call *call = xcalloc(1, sizeof(*call));
    call->server = c->server;
    call->conn = c;
    call->code = CALL_CODE_OF_STATUS;
    call->options = options_hold(c->server->options);
    memcpy(call->line, line, len);
    stats_request_begin(&c->server->stats, STATS_LINE);

    struct error err;
    bool in_flight = false;
    enum status status = understand(call, len, &err);
    enum outcome outcome = OUTCOME_REJECTED;
    if (status == STATUS_OK) {
        status = begin(call, &in_flight, &err);
        outcome = stats_outcome_of(status);
    }
    if (in_flight)
        return call;
    stats_request_end(&c->server->stats, STATS_LINE, outcome);
    take_reply(call, status, &err, reply);
    *close = call->close;
    call_free(call);
    return NULL;
}

void
call_refuse_long(struct server *s, struct buf *reply)
{
    struct error err;
    stats_request_begin(&s->stats, STATS_LINE);
    (void)error_set(&err, STATUS_TOO_LARGE, "a line has at most %d bytes",
                    PROTO_LINE_MAX);
    reply_error(reply, NULL, &err);
    stats_request_end(&s->stats, STATS_LINE, OUTCOME_REJECTED);
}

void
call_cancel(struct call *call)
{
    struct server *s = call->server;
    call->conn = NULL;
    if (call->command->on_load != NULL) {
        loader_forget(s->loader, &call->waiter);
    } else if (!pool_cancel(s->pool, &call->job)) {
        return; /* worker_done comes */
    }
    count_end(call, OUTCOME_REJECTED);
    call_free(call);
}
