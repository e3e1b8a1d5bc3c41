/* Settings that change while serving: see reload.h.
 *
 * The options of now are replaced as a whole by what the file says, so that
 * nothing of an older file stays. Settings that need a restart are carried
 * over from the start, whose strings live as long as the process. */
#include "config.h"

#include "searchd/reload.h"

#include <string.h>

#include "common/clock.h"
#include "common/log.h"
#include "searchd/conn.h"
#include "searchd/http.h"
#include "searchd/settings.h"

struct changes {
    struct buf live, restart; /* names, blanks between */
};

static void
add_name(struct buf *names, const char *name)
{
    buf_addf(names, "%s%s", names->len > 0 ? " " : "", name);
}

/* Notes what differs; what needs a restart becomes as it was. */
static void
compare(const struct server *s, struct options *fresh, struct changes *found,
        struct buf *lines)
{
    size_t n = settings_of_file();
    for (size_t i = 0; i < n; i++) {
        const struct setting *setting = &settings[i];
        if (setting->live) {
            if (!settings_same(fresh, s->options, setting))
                add_name(&found->live, setting->name);
        } else if (!settings_same(fresh, s->started, setting)) {
            add_name(&found->restart, setting->name);
            if (lines != NULL)
                buf_addf(lines, "RESTART\t%s\n", setting->name);
            settings_keep(fresh, s->started, setting);
        }
    }
}

static void
log_changes(const struct options *o, const struct changes *found)
{
    if (found->live.len > 0)
        log_always(LOG_LEVEL_INFO, "settings", "file=\"%s\" changed=\"%s\"",
                   o->config, found->live.data);
    if (found->restart.len > 0)
        log_always(
            LOG_LEVEL_WARNING, "settings-kept",
            "file=\"%s\" restart=\"%s\" remedy=\"they change when " SEARCHD_NAME
            " is restarted\"",
            o->config, found->restart.data);
}

/* The list of acronyms is a file of its own, which may have changed where no
 * setting has. */
static void
log_acronyms(const struct options *before, const struct options *now)
{
    if (strcmp(before->acronyms_file, now->acronyms_file) == 0 &&
        !glossary_same(before->glossary, now->glossary))
        log_always(LOG_LEVEL_INFO, "acronyms", "file=\"%s\" listed=%zu",
                   now->acronyms_file, glossary_count(now->glossary));
}

/* Searches that began under a longer timeout keep it: a worker that is busy
 * with one does not hang. */
static void
remember_timeout(struct server *s, const struct options *fresh)
{
    uint64_t now = clock_now();
    unsigned before = s->options->timeout_ms;
    if (fresh->timeout_ms >= before ||
        (s->longer_ms >= before && now < s->longer_until))
        return;
    s->longer_ms = before;
    s->longer_until = now + before * CLOCK_NS_PER_MS;
}

void
reload_caches(struct server *s)
{
    answers_begin(s->answers, s->index, (size_t)s->options->answer_cache << 20);
    if (s->index != NULL)
        index_keep_postings(s->index, (size_t)s->options->postings_cache << 20);
}

/* What is not looked up in server->options each time it is wanted. */
static void
apply(struct server *s)
{
    struct conn *c;
    log_set_level(s->options->verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
    server_limit_connections(s);
    reload_caches(s);
    if (s->options->slow_ms == 0)
        slowlog_empty(&s->slowlog);
    LIST_FOREACH(c, &s->conns, link)
    conn_set_idle(c);
}

enum status
reload_settings(struct server *s, struct buf *lines, struct error *err)
{
    struct options *fresh;
    if (s->started->config == NULL || s->stopping)
        return STATUS_OK;
    enum status status = options_read_again(&fresh, s->started, err);
    if (status != STATUS_OK) {
        log_always(LOG_LEVEL_ERROR, "settings-refused",
                   "message=\"%s\" remedy=\"mend it and reload: until then all "
                   "stays as it was\"",
                   err->message);
        return status;
    }
    struct changes found = {0};
    compare(s, fresh, &found, lines);
    log_changes(fresh, &found);
    log_acronyms(s->options, fresh);
    remember_timeout(s, fresh);
    options_release(s->options);
    s->options = fresh;
    apply(s);
    buf_done(&found.live);
    buf_done(&found.restart);
    return STATUS_OK;
}
