/* The command line: see options.h. */
#include "config.h"

#include "searchd/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/num.h"

#define DEFAULT_LISTEN "/run/minutiae/searchd.sock"
/* Hundred times what a search over a million paragraphs takes. */
#define DEFAULT_TIMEOUT_MS 500
/* What two workers do at a millisecond a search before the default timeout
 * has passed for the last of them: a longer queue only makes timeouts. */
#define DEFAULT_QUEUE 1024
#define DEFAULT_IDLE_SECONDS 300
/* A page takes milliseconds; a phone on a bad line takes seconds to send its
 * headers and fetch 20 kB. */
#define DEFAULT_REQUEST_SECONDS 10
/* Long enough for the next page of results to come over the same connection,
 * short enough that readers do not hold connections. */
#define DEFAULT_KEEPALIVE_SECONDS 15

#define THREADS_MAX 256
#define TIMEOUT_MS_MAX 600000 /* ten minutes */
#define QUEUE_MAX 1000000
#define CONNECTIONS_MAX 1000000
#define IDLE_SECONDS_MAX 86400

static const char help[] =
    "Usage: searchd --index DIR [OPTION]...\n"
    "Answers searches in the index that the indexer made in DIR.\n"
    "\n"
    "  --index DIR           the index; it may not exist yet\n"
    "  --listen ADDR         a path (Unix socket) or HOST:PORT, port 0 for "
    "any;\n"
    "                        may be given again; " DEFAULT_LISTEN "\n"
    "                        without any\n"
    "  --http ADDR           serve the search box there; may be given again\n"
    "  --allow-remote        listen on addresses that other machines reach, "
    "too\n"
    "  --threads N           workers (as many as there are processors)\n"
    "  --timeout MS          of a search, from its arrival on (500)\n"
    "  --queue N             requests that may wait for a worker (1024)\n"
    "  --max-connections N   at the same time (what open files allow, at most\n"
    "                        4096)\n"
    "  --idle-timeout S      after which a silent connection is closed (300)\n"
    "  --ready-fd N          descriptor that gets `line ADDR` for each "
    "address\n"
    "                        once searchd serves, and is then closed\n"
    "  --verbose             log more\n"
    "  --help, --version\n";

const char *
options_help(void)
{
    return help;
}

enum {
    OPT_INDEX = 1,
    OPT_LISTEN,
    OPT_HTTP,
    OPT_ALLOW_REMOTE,
    OPT_THREADS,
    OPT_TIMEOUT,
    OPT_QUEUE,
    OPT_MAX_CONNECTIONS,
    OPT_IDLE_TIMEOUT,
    OPT_READY_FD,
    OPT_VERBOSE,
    OPT_HELP,
    OPT_VERSION,
};

static const struct option long_options[] = {
    {"index", required_argument, NULL, OPT_INDEX},
    {"listen", required_argument, NULL, OPT_LISTEN},
    {"http", required_argument, NULL, OPT_HTTP},
    {"allow-remote", no_argument, NULL, OPT_ALLOW_REMOTE},
    {"threads", required_argument, NULL, OPT_THREADS},
    {"timeout", required_argument, NULL, OPT_TIMEOUT},
    {"queue", required_argument, NULL, OPT_QUEUE},
    {"max-connections", required_argument, NULL, OPT_MAX_CONNECTIONS},
    {"idle-timeout", required_argument, NULL, OPT_IDLE_TIMEOUT},
    {"ready-fd", required_argument, NULL, OPT_READY_FD},
    {"verbose", no_argument, NULL, OPT_VERBOSE},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

static enum status
number(const char *name, const char *text, unsigned min, unsigned max,
       unsigned *out, struct error *err)
{
    uint32_t n;
    if (!num_parse_u32(text, max, &n) || n < min)
        return error_set(err, STATUS_USAGE,
                         "--%s takes a number from %u to %u, not \"%s\"", name,
                         min, max, text);
    *out = n;
    return STATUS_OK;
}

static enum status
address(const char *name, const char **list, size_t *n, const char *value,
        struct error *err)
{
    if (*n == OPTIONS_LISTEN_MAX)
        return error_set(err, STATUS_USAGE, "more than %d --%s",
                         OPTIONS_LISTEN_MAX, name);
    list[(*n)++] = value;
    return STATUS_OK;
}

static enum status
take(struct options *o, int which, const char *value, struct error *err)
{
    unsigned n = 0;
    enum status status;
    switch (which) {
    case OPT_INDEX:
        o->index = value;
        return STATUS_OK;
    case OPT_LISTEN:
        return address("listen", o->listen, &o->n_listen, value, err);
    case OPT_HTTP:
        return address("http", o->http, &o->n_http, value, err);
    case OPT_THREADS:
        return number("threads", value, 1, THREADS_MAX, &o->threads, err);
    case OPT_TIMEOUT:
        return number("timeout", value, 1, TIMEOUT_MS_MAX, &o->timeout_ms, err);
    case OPT_QUEUE:
        return number("queue", value, 1, QUEUE_MAX, &o->queue, err);
    case OPT_MAX_CONNECTIONS:
        return number("max-connections", value, 1, CONNECTIONS_MAX,
                      &o->max_connections, err);
    case OPT_IDLE_TIMEOUT:
        return number("idle-timeout", value, 1, IDLE_SECONDS_MAX,
                      &o->idle_seconds, err);
    case OPT_READY_FD:
        status = number("ready-fd", value, 0, INT_MAX, &n, err);
        if (status == STATUS_OK)
            o->ready_fd = (int)n;
        return status;
    case OPT_ALLOW_REMOTE:
        o->allow_remote = true;
        return STATUS_OK;
    case OPT_VERBOSE:
        o->verbose = true;
        return STATUS_OK;
    case OPT_HELP:
        o->help = true;
        return STATUS_OK;
    case OPT_VERSION:
        o->version = true;
        return STATUS_OK;
    default: /* getopt has said what is wrong */
        return error_set(err, STATUS_USAGE,
                         "see searchd --help for the options");
    }
}

static unsigned
processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

enum status
options_parse(struct options *out, int argc, char **argv, struct error *err)
{
    struct options o = {
        .threads = processors(),
        .timeout_ms = DEFAULT_TIMEOUT_MS,
        .queue = DEFAULT_QUEUE,
        .idle_seconds = DEFAULT_IDLE_SECONDS,
        .ready_fd = -1,
        .web =
            {
                .site =
                    {
                        .title = "Minutes search",
                        .logo = "",
                        .home_url = "",
                        .home_text = "",
                        .language = "en-GB",
                        .accent = "#0b5a8a",
                        .accent_dark = "#8ec7ee",
                        .prefix = "",
                        .origin = "",
                    },
                .frame_ancestors = "'none'",
                .request_seconds = DEFAULT_REQUEST_SECONDS,
                .keepalive_seconds = DEFAULT_KEEPALIVE_SECONDS,
            },
    };
    int which;
    optind = 0; /* glibc: begin anew, for who parses twice */
    while ((which = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
        enum status status = take(&o, which, optarg, err);
        if (status != STATUS_OK)
            return status;
    }
    if (!o.help && !o.version) {
        if (optind < argc)
            return error_set(err, STATUS_USAGE,
                             "\"%s\" is no option: see searchd --help",
                             argv[optind]);
        if (o.index == NULL || o.index[0] == '\0')
            return error_set(err, STATUS_USAGE,
                             "--index DIR is missing: see searchd --help");
    }
    if (o.n_listen == 0)
        o.listen[o.n_listen++] = DEFAULT_LISTEN;
    *out = o;
    return STATUS_OK;
}
