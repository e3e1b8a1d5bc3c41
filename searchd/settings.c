/* The table of settings, and what is made from it: see settings.h. */
#include "config.h"

#include "searchd/settings.h"

#include <limits.h>
#include <string.h>

#include "searchd/slowlog.h"

#define DAEMON "searchd"
#define WEB "web"

#define MEMBER(member) (((struct options *)0)->member)
#define FIELD(member)                                                          \
    .field = offsetof(struct options, member), .size = sizeof(MEMBER(member)), \
    .form = _Generic(MEMBER(member), const char * : SETTING_TEXT,              \
                     struct page_site : SETTING_SITE, default : SETTING_PLAIN)
#define LIST(member, length, places)                                           \
    .field = offsetof(struct options, member), .size = sizeof(const char *),   \
    .form = SETTING_TEXT, .count = offsetof(struct options, length),           \
    .room = (places)
/* A reload of the file changes it; without it, a restart does. */
#define LIVE .live = true

const struct setting settings[] = {
    {DAEMON,
     "index",
     "DIR",
     NULL,
     "the index that the indexer made; it may not exist yet",
     value_text,
     {.min = 1},
     FIELD(index)},
    {DAEMON,
     "listen",
     "ADDR",
     "/run/minutiae/searchd.sock",
     "serve the line protocol there: a path (Unix socket) or HOST:PORT, port 0 "
     "for any; may be given again",
     value_address,
     {0},
     LIST(listen, n_listen, OPTIONS_LISTEN_MAX)},
    {DAEMON,
     "allow-remote",
     NULL,
     "no",
     "listen on addresses that other machines reach, too",
     value_switch,
     {0},
     FIELD(allow_remote)},
    {DAEMON,
     "threads",
     "N",
     "auto",
     "workers; auto: as many as there are processors",
     value_threads,
     {1, 256},
     FIELD(threads)},
    /* Hundred times what a search over a million paragraphs takes; at most
     * ten minutes. */
    {DAEMON,
     "timeout",
     "MS",
     "500",
     "milliseconds that a search may take, from its arrival on",
     value_number,
     {1, 600000},
     FIELD(timeout_ms),
     LIVE},
    /* What two workers do at a millisecond a search before the default
     * timeout has passed for the last of them: a longer queue only makes
     * timeouts. */
    {DAEMON,
     "queue",
     "N",
     "1024",
     "requests that may wait for a worker",
     value_number,
     {1, 1000000},
     FIELD(queue)},
    {DAEMON,
     "max-connections",
     "N",
     "auto",
     "connections at the same time; auto: what the limit of open files allows, "
     "at most 4096",
     value_connections,
     {1, 1000000},
     FIELD(max_connections),
     LIVE},
    {DAEMON,
     "idle-timeout",
     "S",
     "300",
     "seconds after which a silent connection is closed",
     value_number,
     {1, 86400},
     FIELD(idle_seconds),
     LIVE},
    /* All postings of a million paragraphs; of the words that are asked for in
     * a day a few tens of megabytes. */
    {DAEMON,
     "postings-cache",
     "MB",
     "256",
     "megabytes of words' postings that are kept as searches read them",
     value_number,
     {0, 65536},
     FIELD(postings_cache),
     LIVE},
    /* A page of ten hits takes some ten kilobytes: the thousand and more that
     * were asked for last, which are most of what is asked twice. */
    {DAEMON,
     "answer-cache",
     "MB",
     "16",
     "megabytes of answers that are kept for who asks the same again, until "
     "the index changes; 0: none",
     value_number,
     {0, 65536},
     FIELD(answer_cache),
     LIVE},
    /* At most an hour, which no timeout reaches. */
    {DAEMON,
     "slow-log",
     "MS",
     "off",
     "keep searches that take so many milliseconds, 100 at least, for "
     "administrators to see (" SEARCHCTL_NAME " --slowlog); off: keep none",
     value_slow_log,
     {SLOWLOG_LEAST, 3600000},
     FIELD(slow_ms),
     LIVE},
    {DAEMON,
     "acronyms",
     "FILE",
     "",
     "take the acronyms that FILE lists for their words, and the words for "
     "them, besides those that the minutes define",
     value_text,
     {0},
     FIELD(acronyms_file),
     LIVE},
    {DAEMON,
     "rank",
     "LIST",
     "default",
     "what hits are ranked by besides BM25: default, none, or some of repeats, "
     "ridf, exact, pairs with commas between, each with a weight if wanted "
     "(pairs=0.1); stops=0 looks for stop words, title=0 in no titles",
     value_rank,
     {0},
     FIELD(rank),
     LIVE},
    {DAEMON,
     "verbose",
     NULL,
     "no",
     "log more",
     value_switch,
     {0},
     FIELD(verbose),
     LIVE},

    {WEB,
     "http",
     "ADDR",
     NULL,
     "serve the search box there, an address as above; may be given again",
     value_address,
     {0},
     LIST(http, n_http, OPTIONS_LISTEN_MAX)},
    {WEB,
     "title",
     "TEXT",
     "Minutes search",
     "the name of the search box",
     value_text,
     {.min = 1},
     FIELD(web.site.title),
     LIVE},
    {WEB,
     "logo",
     "TEXT",
     "",
     "text at the top of every page; the title where it is empty",
     value_text,
     {0},
     FIELD(web.site.logo),
     LIVE},
    {WEB,
     "home-url",
     "URL",
     "",
     "the link back to the intranet: https://, http://, or a path",
     value_link,
     {0},
     FIELD(web.site.home_url),
     LIVE},
    {WEB,
     "home-text",
     "TEXT",
     "",
     "the words of that link",
     value_text,
     {0},
     FIELD(web.site.home_text),
     LIVE},
    {WEB,
     "language",
     "TAG",
     "en-GB",
     "the language of the minutes",
     value_language,
     {0},
     FIELD(web.site.language),
     LIVE},
    {WEB,
     "accent",
     "COLOUR",
     "#0b5a8a",
     "of links and buttons on a light page: #rgb or #rrggbb",
     value_colour,
     {0},
     FIELD(web.site.accent),
     LIVE},
    {WEB,
     "accent-dark",
     "COLOUR",
     "#8ec7ee",
     "the same on a dark page",
     value_colour,
     {0},
     FIELD(web.site.accent_dark),
     LIVE},
    {WEB,
     "base-url",
     "URL",
     "",
     "where readers find the search box when a proxy stands before it: "
     "https://HOST or https://HOST/PREFIX",
     value_base_url,
     {0},
     FIELD(web.site),
     LIVE},
    /* One place is kept for the host of base-url. */
    {WEB,
     "host",
     "NAME",
     NULL,
     "a name of this host that requests may ask for, besides localhost, the "
     "addresses listened on and that of base-url; may be given again",
     value_host,
     {0},
     LIST(web.hosts, web.n_hosts, WEB_HOSTS_MAX - 1),
     LIVE},
    {WEB,
     "cors-origin",
     "ORIGIN",
     NULL,
     "whose pages may read /api/ from a script: https://HOST; may be "
     "given again",
     value_origin,
     {0},
     LIST(web.origins, web.n_origins, WEB_ORIGINS_MAX),
     LIVE},
    {WEB,
     "frame-ancestors",
     "LIST",
     "none",
     "whose pages may show the search box in a frame: none, or self and "
     "origins",
     value_ancestors,
     {0},
     FIELD(web.frame_ancestors),
     LIVE},
    /* A page takes milliseconds; a phone on a bad line takes seconds to send
     * its headers and fetch 20 kB. */
    {WEB,
     "request-timeout",
     "S",
     "10",
     "seconds that a request over HTTP may take in all",
     value_number,
     {1, 3600},
     FIELD(web.request_seconds),
     LIVE},
    /* Long enough for the next page of results to come over the same
     * connection, short enough that readers do not hold connections. */
    {WEB,
     "keepalive-timeout",
     "S",
     "15",
     "seconds that a connection over HTTP may be silent between two requests",
     value_number,
     {1, 3600},
     FIELD(web.keepalive_seconds),
     LIVE},

    {NULL,
     "config",
     "FILE",
     NULL,
     "read settings from FILE; those given here win over it",
     value_text,
     {.min = 1},
     FIELD(config)},
    {NULL,
     "check-config",
     NULL,
     NULL,
     "only say what is wrong with that FILE, if anything is",
     value_switch,
     {0},
     FIELD(check_config)},
    {NULL,
     "ready-fd",
     "N",
     NULL,
     "descriptor that gets a line for each address, `line ADDR` or `http "
     "ADDR`, once searchd serves, and is then closed",
     value_descriptor,
     {0, INT_MAX},
     FIELD(ready_fd)},
    {NULL, "help", NULL, NULL, "print this", value_switch, {0}, FIELD(help)},
    {NULL,
     "version",
     NULL,
     NULL,
     "print the versions",
     value_switch,
     {0},
     FIELD(version)},
    {0},
};

size_t
settings_of_file(void)
{
    size_t n = 0;
    while (settings[n].section != NULL)
        n++;
    return n;
}

static void *
at(struct options *o, size_t offset)
{
    return (char *)o + offset;
}

static const void *
at_const(const struct options *o, size_t offset)
{
    return (const char *)o + offset;
}

enum status
settings_take(struct options *o, const struct setting *s, const char *value,
              struct error *err)
{
    if (s->room == 0)
        return s->parse(at(o, s->field), value, &s->bounds, o->arena, err);
    const char **list = at(o, s->field);
    size_t *n = at(o, s->count);
    if (*n == s->room)
        return error_set(err, STATUS_USAGE, "is given more than %zu times",
                         s->room);
    enum status status = s->parse(&list[*n], value, &s->bounds, o->arena, err);
    if (status == STATUS_OK)
        ++*n;
    return status;
}

void
settings_forget(struct options *o, const struct setting *s)
{
    if (s->room != 0)
        *(size_t *)at(o, s->count) = 0;
}

static bool
same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static size_t
length(const struct options *o, const struct setting *s)
{
    return s->room == 0 ? 1 : *(const size_t *)at_const(o, s->count);
}

bool
settings_same(const struct options *a, const struct options *b,
              const struct setting *s)
{
    const void *in_a = at_const(a, s->field), *in_b = at_const(b, s->field);
    if (s->form == SETTING_SITE) {
        const struct page_site *x = in_a, *y = in_b;
        return same_text(x->origin, y->origin) &&
               same_text(x->prefix, y->prefix);
    }
    if (s->form == SETTING_PLAIN)
        return memcmp(in_a, in_b, s->size) == 0;
    const char *const *x = in_a, *const *y = in_b;
    size_t n = length(a, s);
    bool same = n == length(b, s);
    for (size_t i = 0; same && i < n; i++)
        same = same_text(x[i], y[i]);
    return same;
}

void
settings_keep(struct options *to, const struct options *from,
              const struct setting *s)
{
    size_t n = length(from, s);
    memcpy(at(to, s->field), at_const(from, s->field), n * s->size);
    if (s->room != 0)
        *(size_t *)at(to, s->count) = n;
}
