/* The requests of searchctl: see verbs.h. */
#include "config.h"

#include "searchctl/verbs.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "searchctl/show.h"

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

enum status
verbs_search(struct sc_conn *c, const struct options *o, const struct term *t,
             struct buf *out, bool *found, struct error *err)
{
    struct answer *a;
    enum status status =
        sc_run_search(c, o->sent, o->n_sent, o->query, &a, err);

    if (status != STATUS_OK)
        return status;
    if (o->json) {
        answer_write_json(a, out);
        buf_add_char(out, '\n');
    } else {
        show_answer(out, t, a);
    }
    *found = a->total > 0 && !a->relaxed;
    answer_free(a);
    return STATUS_OK;
}

enum status
verbs_explain(struct sc_conn *c, const struct options *o, const struct term *t,
              struct buf *out, struct error *err)
{
    const char *line, *text;
    size_t len, text_len;
    bool end = false;
    enum status status =
        sc_send(c, "EXPLAIN", o->sent, o->n_sent, o->query, err);

    while (status == STATUS_OK && !end) {
        status = sc_recv_line(c, &line, &len, &end, err);
        if (status == STATUS_OK &&
            has_tag(line, len, "EXPLAIN", &text, &text_len)) {
            term_add(out, t, text, text_len);
            buf_add_char(out, '\n');
        }
    }
    return status;
}

/* The figures are printed with their values below each other, so they are
 * kept as "name\tvalue" strings until the longest name is known. */
static void
add_figures(struct buf *out, const struct term *t, char *const *figures,
            size_t n)
{
    size_t width = 0;

    for (size_t i = 0; i < n; i++) {
        size_t columns = term_columns(t, figures[i], strcspn(figures[i], "\t"));
        if (columns > width)
            width = columns;
    }
    for (size_t i = 0; i < n; i++) {
        size_t name_len = strcspn(figures[i], "\t");
        size_t pad = width - term_columns(t, figures[i], name_len);
        term_add(out, t, figures[i], name_len);
        if (figures[i][name_len] == '\t') {
            buf_addf(out, "%*s", (int)pad + 2, "");
            term_add_str(out, t, figures[i] + name_len + 1);
        }
        buf_add_char(out, '\n');
    }
}

enum status
verbs_status(struct sc_conn *c, const struct term *t, struct buf *out,
             struct error *err)
{
    const char *line, *text;
    size_t len, text_len, n = 0, cap = 0;
    char **figures = NULL;
    bool end = false;
    enum status status = sc_send(c, "STATS", NULL, 0, NULL, err);

    while (status == STATUS_OK && !end) {
        status = sc_recv_line(c, &line, &len, &end, err);
        if (status != STATUS_OK ||
            !has_tag(line, len, "STAT", &text, &text_len))
            continue;
        figures = xgrow(figures, n, &cap, sizeof(*figures));
        figures[n++] = xmemdup0(text, text_len);
    }
    if (status == STATUS_OK)
        add_figures(out, t, figures, n);
    while (n > 0)
        free(figures[--n]);
    free(figures);
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
verbs_reload(struct sc_conn *c, const struct term *t, struct buf *out,
             struct error *err)
{
    const char *line;
    size_t len, value_len;
    bool end = false;
    enum status status = sc_send(c, "RELOAD", NULL, 0, NULL, err);

    while (status == STATUS_OK && !end)
        status = sc_recv_line(c, &line, &len, &end, err);
    if (status != STATUS_OK)
        return status;
    char *ok = xmemdup0(line, len);
    const char *generation = find_value(ok, " gen=", &value_len);
    const char *changed = strstr(ok, " changed=1");
    buf_add_str(out, "generation ");
    if (generation != NULL)
        term_add(out, t, generation, value_len);
    buf_add_str(out, changed != NULL ? " is served now\n"
                                     : " is the newest, and was served\n");
    free(ok);
    return STATUS_OK;
}
