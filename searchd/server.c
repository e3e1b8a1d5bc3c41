/* The daemon from start to end: see server.h.
 *
 * How it ends, on SIGTERM or SIGINT:
 *   1. listeners close, their socket files go: nobody new comes; who waits at
 *      a socket that a service manager has passed is the next process's;
 *   2. each connection is told that no more follows; what had arrived by
 *      then is answered, sent, and the connection closed; one that has not
 *      asked anything yet has SERVER_GRACE_SECONDS to begin with;
 *   3. the loop ends with the last connection, or after STOP_SECONDS;
 *   4. connections that are left are freed, which cancels what runs for them;
 *   5. the pool's workers end and give their jobs back, the loader ends, also
 *      in the middle of a load;
 *   6. the index, the events and the base are freed.
 * Jobs and load waiters are thus gone before the pool and the loader, and
 * connections before what they send with. */
#include "config.h"

#include "searchd/server.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <event2/thread.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/file.h"
#include "common/log.h"
#include "proto/reply.h"
#include "searchd/conn.h"
#include "searchd/http.h"
#include "searchd/peer.h"
#include "searchd/reload.h"

/* A first request that is on its way (SERVER_GRACE_SECONDS), its search (half
 * a second, as --timeout has it), two seconds for the answer to be fetched
 * (LINGER_SECONDS), and some more. With what is left to free it makes less
 * than five seconds, as long as a person waits for `systemctl stop` without
 * wondering. */
#define STOP_SECONDS 4
/* Connections without --max-connections: some 20 MB when all are idle. */
#define CONNS_DEFAULT 4096
/* Connections beyond all others that an administrator may have, so that those
 * who fill the daemon do not keep out who would look at it or reload it: a
 * reload by hand, one by the indexer's service, a look at the status, and as
 * many again. */
#define CONNS_ADMIN 6
/* Descriptors besides connections: the loop's and those of a load, and for
 * each worker, and the spare one beside it, a database of three files, twice
 * while generations change. */
#define FDS_FIXED (32 + CONNS_ADMIN)
#define FDS_A_WORKER 12

/* Of a request: ten times what most take, a few turns of the system's
 * scheduler. */
#define LONG_NS (10 * CLOCK_NS_PER_MS)
/* Workers that are alive take a job from the queue in the time of a search,
 * and a second more. */
#define STALLED_NS (1000 * CLOCK_NS_PER_MS)
/* A search ends by its deadline; to write and pack an answer of at most a
 * megabyte takes milliseconds. Ten seconds more are a machine that swaps, or
 * a disk that is tried again; what takes longer does not end. */
#define BUSY_NS (10000 * CLOCK_NS_PER_MS)

const char *
server_trouble(const struct server *s)
{
    unsigned ms = s->options->timeout_ms;
    if (s->longer_ms > ms && clock_now() < s->longer_until)
        ms = s->longer_ms;
    uint64_t search = ms * CLOCK_NS_PER_MS;
    const struct pool_patience patience = {
        .stalled = search + STALLED_NS,
        .busy = search + BUSY_NS,
    };
    return pool_trouble(s->pool, &patience);
}

/* ---- connections ---- */

static void
refuse(struct server *s, evutil_socket_t fd)
{
    struct buf reply = {0};
    s->stats.connections_rejected++;
    reply_err(&reply, NULL, REPLY_BUSY, 0,
              "too many connections: try again later");
    /* Into an empty socket buffer: it fits, or the peer has gone. */
    (void)send(fd, reply.data, reply.len, MSG_DONTWAIT | MSG_NOSIGNAL);
    buf_done(&reply);
    evutil_closesocket(fd);
    log_event(LOG_LEVEL_WARNING, "connection-refused",
              "connections=%zu remedy=\"--max-connections, or more open "
              "files\"",
              s->n_conns);
}

static bool
has_room(const struct server *s, evutil_socket_t fd)
{
    return s->n_conns < s->max_conns ||
           (s->n_conns < s->max_conns + CONNS_ADMIN && peer_is_admin(fd));
}

static void
on_accepted(void *arg, evutil_socket_t fd, bool is_tcp)
{
    struct server *s = arg;
    if (!has_room(s, fd))
        refuse(s, fd);
    else
        conn_new(s, fd, is_tcp);
}

void
server_conn_ended(struct server *s)
{
    s->n_conns--;
    http_look_for_room(s->http);
    if (s->stopping && s->n_conns == 0)
        event_base_loopexit(s->base, NULL);
}

/* As many open files as the system lets us have; how many connections that
 * is good for. What --max-connections says is taken as it is: then accepting
 * pauses when descriptors run out. */
static size_t
connections_allowed(const struct options *o)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        files.rlim_cur = files.rlim_max = 1024;
    if (files.rlim_cur < files.rlim_max) {
        struct rlimit more = {files.rlim_max, files.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &more) == 0)
            files = more;
    }
    if (o->max_connections != 0)
        return o->max_connections;
    rlim_t own = FDS_FIXED + (rlim_t)FDS_A_WORKER * o->threads;
    rlim_t rest =
        files.rlim_cur > 2 * own ? files.rlim_cur - own : files.rlim_cur / 2;
    return rest < CONNS_DEFAULT ? (size_t)rest : CONNS_DEFAULT;
}

void
server_limit_connections(struct server *s)
{
    s->max_conns = connections_allowed(s->options);
    http_share_room(s->http);
}

/* ---- generations ---- */

static void
write_ready(struct server *s)
{
    if (s->ready_fd < 0)
        return;
    struct buf lines = {0};
    struct error err;
    for (size_t i = 0; i < s->n_listeners; i++)
        buf_addf(&lines, "line %s\n", listener_address(s->listeners[i]));
    for (size_t i = 0; s->http != NULL && i < s->http->n_addresses; i++)
        buf_addf(&lines, "http %s\n", s->http->addresses[i]);
    if (file_write_all(s->ready_fd, "--ready-fd", lines.data, lines.len,
                       &err) != STATUS_OK)
        log_event(LOG_LEVEL_WARNING, "ready", "reason=\"%s\"", err.message);
    buf_done(&lines);
    (void)close(s->ready_fd);
    s->ready_fd = -1;
}

/* Once there is something to answer with, or it is known that there is
 * nothing. Who comes before that waits in the backlog and has an answer, so
 * that a restart on the same sockets is a pause to all and an error to
 * none. */
static void
accept_all(struct server *s)
{
    if (s->accepting || s->stopping)
        return;
    s->accepting = true;
    for (size_t i = 0; i < s->n_listeners; i++)
        listener_accept(s->listeners[i]);
    http_look_for_room(s->http);
}

/* On the loop, after each load: the new generation serves from here on. */
static void
on_loaded(void *arg, struct serving *sv, const struct load_result *result)
{
    struct server *s = arg;
    if (sv != NULL) {
        struct index *ix = index_ref(sv->index), *old = s->index;
        const struct manifest *m = index_manifest(ix);
        s->index = ix;
        reload_caches(s);
        s->stats.reloads++;
        pool_serve(s->pool, sv, NULL);
        index_unref(old);
        log_event(LOG_LEVEL_INFO, "generation",
                  "number=%" PRIu64 " documents=%" PRIu64 " units=%" PRIu64
                  " path=\"%s\"",
                  index_generation(ix), m->documents, m->units, index_path(ix));
    } else if (s->index == NULL || result->lost) {
        index_unref(s->index);
        s->index = NULL;
        reload_caches(s);
        s->why = result->why;
        if (result->status == STATUS_NOT_FOUND)
            (void)error_set(&s->why, STATUS_NOT_FOUND,
                            "no index in %s yet: make one with \"" INDEXER_NAME
                            " --index %s SOURCE\"",
                            s->options->index, s->options->index);
        pool_serve(s->pool, NULL, &s->why);
    }
    accept_all(s);
    manager_loaded(s->manager, s->index,
                   result->status != STATUS_OK ? &result->why : NULL);
    write_ready(s);
}

static void
on_index_changed(void *arg)
{
    struct server *s = arg;
    loader_check(s->loader);
}

/* ---- signals and the end ---- */

static void
on_reload(evutil_socket_t number, short what, void *arg)
{
    (void)number;
    (void)what;
    struct server *s = arg;
    struct error err;
    (void)!reload_settings(s, NULL, &err); /* it has logged why not */
    loader_force(s->loader);
}

static void
on_deadline(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    struct server *s = arg;
    log_always(LOG_LEVEL_WARNING, "stop", "connections=%zu left=unread",
               s->n_conns);
    event_base_loopbreak(s->base);
}

static void
close_listeners(struct server *s)
{
    s->accepting = false;
    while (s->n_listeners > 0)
        listener_free(s->listeners[--s->n_listeners]);
    http_close_listeners(s->http);
}

static void
on_stop(evutil_socket_t number, short what, void *arg)
{
    (void)what;
    static const struct timeval patience = {.tv_sec = STOP_SECONDS};
    struct server *s = arg;
    if (s->stopping)
        return;
    s->stopping = true;
    manager_stopping(s->manager);
    log_always(LOG_LEVEL_INFO, "stop", "signal=%d connections=%zu", (int)number,
               s->n_conns);
    close_listeners(s);
    if (s->n_conns == 0) {
        event_base_loopexit(s->base, NULL);
        return;
    }
    event_add(s->deadline, &patience);
    struct conn *c;
    LIST_FOREACH(c, &s->conns, link)
    conn_drain(c);
    http_drain(s->http);
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    struct server *s = arg;
    if (s->options->slow_ms == 0)
        slowlog_empty(&s->slowlog);
    log_tick();
}

static enum status
add_events(struct server *s, struct error *err)
{
    static const struct {
        int number;
        event_callback_fn call;
    } wanted[] = {{SIGTERM, on_stop}, {SIGINT, on_stop}, {SIGHUP, on_reload}};
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        s->signals[i] =
            evsignal_new(s->base, wanted[i].number, wanted[i].call, s);
        if (s->signals[i] == NULL || event_add(s->signals[i], NULL) != 0)
            return error_set(err, STATUS_NOMEM, "no memory for an event");
    }
    static const struct timeval often = {.tv_sec = 5};
    s->deadline = event_new(s->base, -1, 0, on_deadline, s);
    s->tick = event_new(s->base, -1, EV_PERSIST, on_tick, s);
    if (s->deadline == NULL || s->tick == NULL ||
        event_add(s->tick, &often) != 0)
        return error_set(err, STATUS_NOMEM, "no memory for an event");
    return STATUS_OK;
}

/* ---- start ---- */

static enum status
listen_all(struct server *s, struct error *err)
{
    struct sockets *sockets = &s->sockets;
    for (size_t i = 0; i < sockets->n_line; i++) {
        enum status status = listener_new(
            &s->listeners[i], s->base, &sockets->line[i], on_accepted, s, err);
        if (status != STATUS_OK)
            return status;
        s->n_listeners++;
        log_always(LOG_LEVEL_INFO, "listen", "address=\"%s\"",
                   listener_address(s->listeners[i]));
    }
    if (sockets->n_http == 0)
        return STATUS_OK;
    return http_new(&s->http, s, sockets->http, sockets->n_http, err);
}

static const char *
trouble_of(void *arg)
{
    return server_trouble(arg);
}

static enum status
start(struct server *s, struct error *err)
{
    const struct options *o = s->options;
    /* As many spare ones, for what comes behind long requests. */
    const struct pool_size size = {o->threads, o->threads, LONG_NS, o->queue};
    enum status status = sockets_adopt(&s->sockets, o, err);
    if (status != STATUS_OK)
        return status;
    if (evthread_use_pthreads() != 0 || (s->base = event_base_new()) == NULL)
        return error_set(err, STATUS_IO, "cannot make an event loop");
    server_limit_connections(s);
    /* Signals first: from here on the end is orderly. Sockets before the
     * threads, since binding sets the umask for a moment. */
    status = add_events(s, err);
    if (status == STATUS_OK)
        status = sockets_bind(&s->sockets, o, err);
    if (status == STATUS_OK)
        status = listen_all(s, err);
    if (status == STATUS_OK)
        status =
            manager_new(&s->manager, s->base, o->index, trouble_of, s, err);
    if (status == STATUS_OK)
        status = pool_new(&s->pool, s->base, &size, err);
    if (status == STATUS_OK)
        status = loader_new(&s->loader, s->base, o->index,
                            pool_workers(s->pool), on_loaded, s, err);
    if (status == STATUS_OK)
        status =
            watch_new(&s->watch, s->base, o->index, on_index_changed, s, err);
    return status;
}

static void
end(struct server *s)
{
    close_listeners(s);
    sockets_done(&s->sockets);
    watch_free(s->watch);
    struct conn *c;
    while ((c = LIST_FIRST(&s->conns)) != NULL)
        conn_free(c);
    http_free(s->http);
    s->http = NULL;
    pool_free(s->pool);
    loader_free(s->loader);
    slowlog_empty(&s->slowlog);
    manager_free(s->manager);
    answers_free(s->answers);
    index_unref(s->index);
    for (size_t i = 0; i < sizeof(s->signals) / sizeof(s->signals[0]); i++)
        if (s->signals[i] != NULL)
            event_free(s->signals[i]);
    if (s->deadline != NULL)
        event_free(s->deadline);
    if (s->tick != NULL)
        event_free(s->tick);
    if (s->base != NULL)
        event_base_free(s->base);
    if (s->ready_fd >= 0)
        (void)close(s->ready_fd);
    options_release(s->options);
    libevent_global_shutdown();
}

enum status
server_run(struct options *options, struct error *err)
{
    struct server s = {
        .options = options_hold(options),
        .started = options,
        .ready_fd = options->ready_fd,
        .stats = {.started = clock_now()},
        .answers = answers_new(),
    };
    LIST_INIT(&s.conns);
    enum status status = start(&s, err);
    if (status == STATUS_OK && event_base_dispatch(s.base) < 0)
        status = error_set(err, STATUS_INTERNAL, "the event loop failed");
    end(&s);
    return status;
}
