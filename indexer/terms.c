/* A unit's terms: see terms.h. */
#include "config.h"

#include "indexer/terms.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/xalloc.h"
#include "indexer/reader.h"
#include "store/schema.h"
#include "text/path.h"
#include "text/token.h"

/* A word of the title, kept for all units of the document. */
struct title_word {
    const char *form;
    const char *stem;
    uint32_t pos;
    bool counted; /* adds to the stem's wdf */
};

struct terms {
    struct tokenizer *tokenizer;
    const struct document *document;
    struct arena *arena; /* the title's words; of one document */
    struct title_word *title;
    size_t n_title, cap_title;
    struct buf committee; /* folded, words joined by one blank */
    struct buf source;    /* folded */
    struct buf number;    /* of the unit at hand, folded as the committee */
    struct buf term;
    struct buf stem; /* of the word before, for its alternative forms */
};

/* What is added to, so that the functions below take few arguments. */
struct target {
    const struct terms_target *target;
    uint32_t length;
    struct error *err;
};

enum status
terms_new(struct terms **out, struct error *err)
{
    struct tokenizer *tokenizer;
    enum status status = tokenizer_new(&tokenizer, err);

    if (status != STATUS_OK)
        return status;
    struct terms *t = xcalloc(1, sizeof(*t));
    t->tokenizer = tokenizer;
    *out = t;
    return STATUS_OK;
}

void
terms_free(struct terms *t)
{
    if (t == NULL)
        return;
    tokenizer_free(t->tokenizer);
    arena_free(t->arena);
    free(t->title);
    buf_done(&t->committee);
    buf_done(&t->source);
    buf_done(&t->number);
    buf_done(&t->term);
    buf_done(&t->stem);
    free(t);
}

static const char *
stem_of(struct terms *t, const struct token *token, bool *counted)
{
    return tokenizer_counted_stem(t->tokenizer, token, &t->stem, counted);
}

void
terms_document(struct terms *t, const struct document *d, const char *source)
{
    struct token token;

    t->document = d;
    arena_free(t->arena);
    t->arena = arena_new();
    t->n_title = 0;
    tokenizer_start(t->tokenizer, d->title, strlen(d->title));
    while (tokenizer_next(t->tokenizer, &token)) {
        t->title =
            xgrow(t->title, t->n_title, &t->cap_title, sizeof(*t->title));
        struct title_word *word = &t->title[t->n_title++];
        word->form = arena_strndup(t->arena, token.form, token.form_len);
        word->pos = token.pos;
        word->stem = arena_strdup(t->arena, stem_of(t, &token, &word->counted));
    }

    buf_clear(&t->committee);
    tokenizer_fold(t->tokenizer, d->committee, strlen(d->committee),
                   &t->committee);
    path_fold(source, strlen(source), &t->source);
}

/* A term without positions. */
static enum status
add_term(struct terms *t, struct target *to, const char *prefix,
         const char *value, size_t len, uint32_t wdf)
{
    schema_term(&t->term, prefix, value, len);
    to->length += wdf;
    return batch_term(to->target->xapian, t->term.data, t->term.len, 0, wdf,
                      to->err);
}

/* A filter: nothing where the document has no such value. */
static enum status
add_filter(struct terms *t, struct target *to, const char *prefix,
           const char *value)
{
    if (*value == '\0')
        return STATUS_OK;
    return add_term(t, to, prefix, value, strlen(value), 0);
}

/* A form at its place, where forms are wanted; it does not weigh. */
static enum status
add_form(struct terms *t, struct target *to, const char *prefix,
         const char *form, size_t len, uint32_t pos)
{
    if (!to->target->forms)
        return STATUS_OK;
    schema_term(&t->term, prefix, form, len);
    return batch_term(to->target->xapian, t->term.data, t->term.len, pos, 0,
                      to->err);
}

static enum status
add_text(struct terms *t, struct target *to, const char *text)
{
    struct token token;

    tokenizer_start(t->tokenizer, text, strlen(text));
    while (tokenizer_next(t->tokenizer, &token)) {
        enum status status =
            add_form(t, to, "", token.form, token.form_len, token.pos);
        if (status == STATUS_OK)
            status = positions_writer_add(
                to->target->positions, POSITIONS_TEXT, token.form,
                token.form_len, to->target->docid, 1, token.pos, to->err);
        if (status != STATUS_OK)
            return status;
        bool counted;
        const char *stem = stem_of(t, &token, &counted);
        if (!counted)
            continue;
        status = add_term(t, to, SCHEMA_STEM, stem, strlen(stem), 1);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status
add_title(struct terms *t, struct target *to)
{
    for (size_t i = 0; i < t->n_title; i++) {
        const struct title_word *word = &t->title[i];
        size_t stem_len = strlen(word->stem);
        enum status status = add_form(t, to, SCHEMA_TITLE, word->form,
                                      strlen(word->form), word->pos);
        if (status == STATUS_OK)
            status =
                add_term(t, to, SCHEMA_TITLE_STEM, word->stem, stem_len, 0);
        if (status == STATUS_OK && word->counted)
            status = add_term(t, to, SCHEMA_STEM, word->stem, stem_len,
                              SCHEMA_TITLE_WDF);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* The path of the document's file, the same without its extension, and the
 * folders that it is in. */
static enum status
add_source(struct terms *t, struct target *to)
{
    const char *path = t->source.data;
    size_t stem = reader_stem(path);
    enum status status = add_filter(t, to, SCHEMA_SOURCE, path);

    if (status == STATUS_OK && path[stem] != '\0')
        status = add_term(t, to, SCHEMA_SOURCE, path, stem, 0);
    for (const char *p = strchr(path, '/'); p != NULL; p = strchr(p + 1, '/'))
        if (status == STATUS_OK)
            status =
                add_term(t, to, SCHEMA_SOURCE, path, (size_t)(p - path), 0);
    return status;
}

/* Writes "2014-02-06" as 20140206; "" where it is no such date. */
static void
plain_date(const char *date, char out[9])
{
    out[0] = '\0';
    if (strlen(date) == 10)
        (void)snprintf(out, 9, "%.4s%.2s%.2s", date, date + 5, date + 8);
}

static enum status
add_filters(struct terms *t, struct target *to, const struct unit *unit,
            const char *id)
{
    const struct document *d = t->document;
    char year[16] = "", date[9], month[7];

    if (d->year != 0)
        (void)snprintf(year, sizeof(year), "%u", d->year);
    plain_date(d->date, date);
    (void)snprintf(month, sizeof(month), "%.6s", date);
    buf_clear(&t->number);
    buf_add(&t->number, "", 0);
    tokenizer_fold(t->tokenizer, unit->number, strlen(unit->number),
                   &t->number);
    const struct {
        const char *prefix, *value;
    } filters[] = {
        {SCHEMA_ID, id},
        {SCHEMA_YEAR, year},
        {SCHEMA_KIND, unit_kind_name(unit->kind)},
        {SCHEMA_PLAN, d->plan},
        {SCHEMA_DOCUMENT, d->id},
        {SCHEMA_COMMITTEE, t->committee.len > 0 ? t->committee.data : ""},
        {SCHEMA_DATE, date},
        {SCHEMA_MONTH, month},
        {SCHEMA_PARA, t->number.data},
    };
    for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
        enum status status =
            add_filter(t, to, filters[i].prefix, filters[i].value);
        if (status != STATUS_OK)
            return status;
    }
    return add_source(t, to);
}

enum status
terms_unit(struct terms *t, const struct terms_target *target,
           const struct unit *unit, const char *id, uint32_t *length,
           struct error *err)
{
    struct target to = {target, 0, err};
    enum status status = add_text(t, &to, unit->text);

    if (status == STATUS_OK)
        status = add_title(t, &to);
    if (status == STATUS_OK)
        status = add_filters(t, &to, unit, id);
    if (status == STATUS_OK)
        *length = to.length;
    return status;
}

enum status
terms_title(struct terms *t, struct positions_writer *positions, uint32_t docid,
            uint32_t n, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < t->n_title && status == STATUS_OK; i++)
        status = positions_writer_add(
            positions, POSITIONS_TITLE, t->title[i].form,
            strlen(t->title[i].form), docid, n, t->title[i].pos, err);
    return status;
}
