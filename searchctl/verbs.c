/* The requests of searchctl: see verbs.h. */
#include "config.h"

#include "searchctl/verbs.h"

#include <string.h>

#include "searchctl/figures.h"
#include "searchctl/show.h"
#include "searchctl/slowlog.h"

/* Whether a line has this tag; *rest is what is behind its TAB. */
static bool
has_tag(const char *line, size_t len, const char *tag, const char **rest,
        size_t *rest_len)
{
    size_t n = strlen(tag);

    if (len <= n || memcmp(line, tag, n) != 0 || line[n] != '\t')
        return false;
    *rest = line + n + 1;
    *rest_len = len - n - 1;
    return true;
}

/* Prints an answer and frees it; whether it has what was asked for. */
static bool
print_answer(struct answer *a, const struct options *o, const struct term *t,
             struct buf *out)
{
    bool found = a->total > 0 && !a->relaxed;

    if (o->json) {
        answer_write_json(a, out);
        buf_add_char(out, '\n');
    } else {
        show_answer(out, t, a);
    }
    answer_free(a);
    return found;
}

enum status
verbs_search(struct sc *s, const struct options *o, const struct term *t,
             struct buf *out, bool *found, struct error *err)
{
    struct answer *a;
    enum status status = sc_search(s, o->sent, o->n_sent, o->query, &a, err);

    if (status == STATUS_OK)
        *found = print_answer(a, o, t, out);
    return status;
}

enum status
verbs_similar(struct sc *s, const struct options *o, const struct term *t,
              struct buf *out, bool *found, struct error *err)
{
    struct answer *a;
    enum status status = sc_similar(s, o->sent, o->n_sent, o->similar, &a, err);

    if (status == STATUS_OK)
        *found = print_answer(a, o, t, out);
    return status;
}

enum status
verbs_explain(struct sc *s, const struct options *o, const struct term *t,
              struct buf *out, struct error *err)
{
    struct sc_reply reply = {0};
    const char *line, *text;
    size_t len, text_len;
    enum status status =
        sc_ask(s, "EXPLAIN", o->sent, o->n_sent, o->query, &reply, err);

    while (status == STATUS_OK && sc_reply_line(&reply, &line, &len))
        if (has_tag(line, len, "EXPLAIN", &text, &text_len)) {
            term_add(out, t, text, text_len);
            buf_add_char(out, '\n');
        }
    sc_reply_done(&reply);
    return status;
}

enum status
verbs_status(struct sc *s, const struct term *t, struct buf *out,
             struct error *err)
{
    struct sc_reply reply = {0};
    enum status status = sc_ask(s, "STATS", NULL, 0, NULL, &reply, err);

    if (status == STATUS_OK)
        figures_add(out, t, &reply);
    sc_reply_done(&reply);
    return status;
}

/* The value of " name=" in an OK line, up to a blank. */
static const char *
find_value(const char *line, const char *name, size_t *len)
{
    const char *at = strstr(line, name);

    if (at == NULL)
        return NULL;
    at += strlen(name);
    *len = strcspn(at, " ");
    return at;
}

enum status
verbs_reload(struct sc *s, const struct term *t, struct buf *out,
             struct error *err)
{
    struct sc_reply reply = {0};
    const char *line = "", *name, *value;
    size_t len, name_len, value_len;
    struct buf restart = {0};
    enum status status = sc_ask(s, "RELOAD", NULL, 0, NULL, &reply, err);

    while (status == STATUS_OK && sc_reply_line(&reply, &line, &len))
        if (has_tag(line, len, "RESTART", &name, &name_len)) {
            buf_add_str(&restart, restart.len == 0 ? "" : ", ");
            term_add(&restart, t, name, name_len);
        }
    if (status == STATUS_OK) {
        /* The last line is the OK line. */
        value = find_value(line, " gen=", &value_len);
        buf_add_str(out, "generation ");
        if (value != NULL)
            term_add(out, t, value, value_len);
        buf_add_str(out, strstr(line, " changed=1") != NULL
                             ? " is served now\n"
                             : " is the newest, and was served\n");
    }
    if (restart.len != 0)
        buf_addf(out,
                 "changed in the configuration, but in force only after "
                 "a restart: %s\n",
                 restart.data);
    buf_done(&restart);
    sc_reply_done(&reply);
    return status;
}

enum status
verbs_slowlog(struct sc *s, const struct term *t, struct buf *out,
              struct error *err)
{
    struct sc_reply reply = {0};
    enum status status = sc_ask(s, "SLOWLOG", NULL, 0, NULL, &reply, err);

    if (status == STATUS_OK)
        slowlog_add(out, t, &reply);
    sc_reply_done(&reply);
    return status;
}
