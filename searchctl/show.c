/* An answer as a person reads it: see show.h. */
#include "config.h"

#include "searchctl/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "searchctl/chart.h"
#include "searchctl/wrap.h"

/* "¶7", "¶7 resolution", "resolution": what to cite. */
static void
add_place(struct buf *out, const struct term *t, const struct answer_hit *h)
{
    bool paragraph = strcmp(h->kind, "minute") == 0;

    if (*h->number == '\0') {
        buf_add_str(out, h->kind);
        return;
    }
    buf_add_str(out, t->ascii ? "par. " : "\xc2\xb6");
    buf_add_str(out, h->number);
    if (!paragraph && *h->kind != '\0') {
        buf_add_char(out, ' ');
        buf_add_str(out, h->kind);
    }
}

/* "Title, ¶7, 2014" behind the rank, wrapped like a text; then the id. */
static void
add_head(struct buf *out, const struct term *t, const struct answer_hit *h,
         unsigned indent)
{
    struct buf head = {0};
    struct answer_mark title = {0, (uint32_t)strlen(h->title)};
    char rank[16];

    buf_add_str(&head, h->title);
    if (head.len != 0)
        buf_add_str(&head, ", ");
    add_place(&head, t, h);
    if (h->year != 0)
        buf_addf(&head, "%s%u", head.len != 0 ? ", " : "", h->year);
    if (head.len == 0)
        buf_add_str(&head, "untitled");
    (void)snprintf(rank, sizeof(rank), "%*" PRIu32 "  ", (int)indent - 2,
                   h->rank);
    wrap_add(out, t, head.data, &title, title.len != 0, rank, indent);
    buf_done(&head);
    wrap_add(out, t, h->id, NULL, 0, NULL, indent);
}

/* Columns of the largest rank, and two blanks. */
static unsigned
find_indent(const struct answer *a)
{
    uint32_t most = 0;

    for (size_t i = 0; i < a->n_hits; i++)
        if (a->hits[i].rank > most)
            most = a->hits[i].rank;
    return (unsigned)snprintf(NULL, 0, "%" PRIu32, most) + 2;
}

/* What was decided, and how many others there are in the document. */
static void
add_below(struct buf *out, const struct term *t, const struct answer_hit *h,
          unsigned indent)
{
    struct buf s = {0};

    for (size_t i = 0; i < h->n_decisions; i++) {
        const struct answer_decision *d = &h->decisions[i];
        const char *hash = strrchr(d->id, '#');
        buf_clear(&s);
        buf_addf(&s, "%s (%s): ", *d->kind != '\0' ? d->kind : "decided",
                 hash != NULL ? hash + 1 : d->id);
        struct answer_mark kind = {0, (uint32_t)s.len - 1};
        buf_add_str(&s, d->text);
        wrap_add(out, t, s.data, &kind, 1, NULL, indent);
    }
    if (h->more != 0) {
        buf_clear(&s);
        buf_addf(&s, "and %" PRIu32 " more in this document", h->more);
        wrap_add(out, t, s.data, NULL, 0, NULL, indent);
    }
    buf_done(&s);
}

static void
add_hits(struct buf *out, const struct term *t, const struct answer *a)
{
    unsigned indent = find_indent(a);

    for (size_t i = 0; i < a->n_hits; i++) {
        const struct answer_hit *h = &a->hits[i];
        add_head(out, t, h, indent);
        for (size_t j = 0; j < h->n_snippets; j++)
            wrap_add(out, t, h->snippets[j].text, h->snippets[j].marks,
                     h->snippets[j].n_marks, NULL, indent);
        add_below(out, t, h, indent);
        buf_add_char(out, '\n');
    }
}

/* "24 paragraphs, 1–10 shown". */
static void
add_total(struct buf *out, const struct term *t, const struct answer *a)
{
    const char *dash = t->ascii ? "-" : "\xe2\x80\x93";

    buf_addf(out, "%" PRIu64 " %s", a->total,
             a->total == 1 ? "paragraph" : "paragraphs");
    if (a->grouped)
        buf_addf(out, " in %" PRIu64 " %s", a->groups,
                 a->groups == 1 ? "document" : "documents");
    if (a->n_hits == 0)
        buf_add_str(out, ", none shown");
    else if (a->n_hits == 1 && a->total > 1)
        buf_addf(out, ", number %" PRIu32 " shown", a->hits[0].rank);
    else if (a->n_hits > 1)
        buf_addf(out, ", %" PRIu32 "%s%" PRIu32 " shown", a->hits[0].rank, dash,
                 a->hits[a->n_hits - 1].rank);
    buf_add_char(out, '\n');
}

/* A sentence of the server's, or one made of format. */
static void
add_sentence(struct buf *out, const struct term *t, struct buf *sentence)
{
    wrap_add(out, t, sentence->data, NULL, 0, NULL, 0);
    buf_clear(sentence);
}

/* What the server has to say about the query. */
static void
add_notes(struct buf *out, const struct term *t, const struct answer *a)
{
    struct buf s = {0};

    for (size_t i = 0; i < a->n_notes; i++) {
        buf_add_str(&s, a->notes[i]);
        add_sentence(out, t, &s);
    }
    for (size_t i = 0; i < a->n_missing; i++) {
        buf_addf(&s, "no paragraph has the word \"%s\"", a->missing[i]);
        add_sentence(out, t, &s);
    }
    for (size_t i = 0; i < a->n_expanded; i++) {
        const struct answer_expansion *e = &a->expanded[i];
        buf_addf(&s, "%s was also taken for \"%s\"", e->from, e->to);
        if (*e->where != '\0')
            buf_addf(&s, " (%s says so)", e->where);
        add_sentence(out, t, &s);
    }
    if (a->suggestion != NULL) {
        buf_addf(&s, "Did you mean: %s (%" PRIu64 " %s)?", a->suggestion,
                 a->suggestion_total,
                 a->suggestion_total == 1 ? "paragraph" : "paragraphs");
        add_sentence(out, t, &s);
    }
    buf_done(&s);
}

/* That these are not what was asked for stands before the hits, in the
 * server's words where it has some. */
static void
add_warning(struct buf *out, const struct term *t, const struct answer *a)
{
    if (a->n_notes == 0)
        buf_add_str(out, "no paragraph has all the words; these have some\n");
    add_notes(out, t, a);
    buf_add_char(out, '\n');
}

static void
add_years(struct buf *out, const struct term *t, const struct answer *a)
{
    for (size_t i = 0; i < a->n_facets; i++)
        if (strcmp(a->facets[i].name, "year") == 0) {
            buf_add_char(out, '\n');
            chart_add(out, t, &a->facets[i]);
            return;
        }
}

void
show_answer(struct buf *out, const struct term *t, const struct answer *a)
{
    if (a->total == 0) {
        struct buf s = {0};
        buf_addf(&s, "nothing found%s%s", *a->query != '\0' ? " for: " : "",
                 a->query);
        add_sentence(out, t, &s);
        buf_done(&s);
        add_notes(out, t, a);
        return;
    }
    if (a->relaxed)
        add_warning(out, t, a);
    add_hits(out, t, a);
    add_total(out, t, a);
    if (!a->relaxed)
        add_notes(out, t, a);
    add_years(out, t, a);
}
