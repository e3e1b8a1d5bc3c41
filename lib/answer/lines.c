/* An answer as the reply lines of SEARCH: see answer.h. The order of HIT's
 * fields is the protocol; new ones go to the right. read.c reads them. */
#include "config.h"

#include "answer/answer.h"

#include <inttypes.h>
#include <string.h>

#include "answer/decimal.h"
#include "common/utf8.h"

/* Appends a TAB and the text. Marks are offsets: what is replaced in a text
 * keeps its length. */
static void
add_field(struct buf *out, const char *text)
{
    buf_add_char(out, '\t');
    size_t start = out->len;
    buf_add_str(out, text);
    utf8_make_line(out->data + start, out->len - start);
}

/* Appends a TAB and the marks, "28+7,36+10". */
static void
add_marks(struct buf *out, const struct answer_mark *marks, size_t n)
{
    buf_add_char(out, '\t');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        buf_add_number(out, marks[i].start);
        buf_add_char(out, '+');
        buf_add_number(out, marks[i].len);
    }
}

static void
add_snippet(struct buf *out, uint32_t rank, const struct answer_snippet *s)
{
    buf_add_str(out, "SNIP\t");
    buf_add_number(out, rank);
    add_marks(out, s->marks, s->n_marks);
    add_field(out, s->text);
    buf_add_char(out, '\n');
}

static void
add_decision(struct buf *out, uint32_t rank, const struct answer_decision *d)
{
    buf_add_str(out, "DECISION\t");
    buf_add_number(out, rank);
    add_field(out, d->id);
    add_field(out, d->kind);
    add_field(out, d->number);
    add_field(out, d->text);
    buf_add_char(out, '\n');
}

static void
add_hit(struct buf *out, const struct answer_hit *h, bool grouped)
{
    buf_add_str(out, "HIT\t");
    buf_add_number(out, h->rank);
    buf_add_char(out, '\t');
    decimal_add(out, h->score, DECIMAL_SCORE);
    add_field(out, h->id);
    add_field(out, h->kind);
    add_field(out, h->number);
    buf_add_char(out, '\t');
    if (h->year != 0)
        buf_add_number(out, h->year);
    add_field(out, h->title);
    add_field(out, h->document);
    add_field(out, h->plan);
    add_field(out, h->date);
    add_field(out, h->committee);
    add_field(out, h->url);
    buf_add_char(out, '\t');
    if (grouped)
        buf_add_number(out, h->more);
    add_marks(out, h->title_marks, h->n_title_marks);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < h->n_snippets; i++)
        add_snippet(out, h->rank, &h->snippets[i]);
    for (size_t i = 0; i < h->n_decisions; i++)
        add_decision(out, h->rank, &h->decisions[i]);
}

static void
add_facet(struct buf *out, const struct answer_facet *f)
{
    for (size_t i = 0; i < f->n_counts; i++) {
        buf_add_str(out, "FACET");
        add_field(out, f->name);
        add_field(out, f->counts[i].value);
        buf_add_char(out, '\t');
        buf_add_number(out, f->counts[i].count);
        buf_add_char(out, '\n');
    }
}

void
answer_write_lines(const struct answer *a, struct buf *out)
{
    buf_add_str(out, "QUERY");
    add_field(out, a->query);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < a->n_notes; i++) {
        buf_add_str(out, "NOTE");
        add_field(out, a->notes[i]);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < a->n_expanded; i++) {
        buf_add_str(out, "EXPAND");
        add_field(out, a->expanded[i].from);
        add_field(out, a->expanded[i].to);
        add_field(out, a->expanded[i].where);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < a->n_missing; i++) {
        buf_add_str(out, "MISSING");
        add_field(out, a->missing[i]);
        buf_add_char(out, '\n');
    }
    if (a->suggestion != NULL) {
        buf_add_str(out, "SUGGESTION");
        add_field(out, a->suggestion);
        buf_addf(out, "\t%" PRIu64 "\n", a->suggestion_total);
    }
    for (size_t i = 0; i < a->n_hits; i++)
        add_hit(out, &a->hits[i], a->grouped);
    for (size_t i = 0; i < a->n_facets; i++)
        add_facet(out, &a->facets[i]);
}

void
answer_write_ok(const struct answer *a, struct buf *out)
{
    buf_addf(out, " hits=%zu total=%" PRIu64 " from=%" PRIu32 " relaxed=%d ms=",
             a->n_hits, a->total, a->from, a->relaxed ? 1 : 0);
    decimal_add(out, a->ms, DECIMAL_MS);
    buf_addf(out, " gen=%" PRIu64, a->generation);
    if (a->grouped)
        buf_addf(out, " groups=%" PRIu64, a->groups);
}
