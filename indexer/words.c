/* The list of words: see words.h. Two walks over terms, of the forms of the
 * text and of those of titles, are merged; both come in byte order. */
#include "config.h"

#include "indexer/words.h"

#include <stdbool.h>
#include <string.h>

#include "common/buf.h"
#include "indexer/stop.h"
#include "store/schema.h"
#include "text/token.h"

/* Terms fetched at a time: a quarter of a megabyte at the usual lengths. */
#define WORDS_STEP 4096

/* A walk over the terms of one prefix. */
struct cursor {
    xs_db *db;
    const char *prefix;
    struct xs_terms *batch; /* NULL before the first */
    size_t at;              /* in the batch */
    struct buf after;       /* the last term of the batch before */
    bool ended;
};

static bool
is_prefixed(const char *term)
{
    return term[0] >= 'A' && term[0] <= 'Z';
}

static enum status
fetch(struct cursor *c, struct error *err)
{
    struct xs_terms *batch;
    enum status status = stop_check(err);

    if (status == STATUS_OK)
        status = xs_db_terms(c->db, c->prefix, strlen(c->prefix), c->after.data,
                             c->after.len, WORDS_STEP, &batch, err);
    if (status != STATUS_OK)
        return status;
    xs_terms_free(c->batch);
    c->batch = batch;
    c->at = 0;
    c->ended = batch->n == 0;
    if (!c->ended) {
        buf_clear(&c->after);
        buf_add(&c->after, batch->terms[batch->n - 1].term,
                batch->terms[batch->n - 1].len);
    }
    return STATUS_OK;
}

/* Makes the cursor stand on a term, or at the end. */
static enum status
settle(struct cursor *c, struct error *err)
{
    while (!c->ended) {
        if (c->batch == NULL || c->at == c->batch->n) {
            enum status status = fetch(c, err);
            if (status != STATUS_OK)
                return status;
            continue;
        }
        if (*c->prefix != '\0' || !is_prefixed(c->batch->terms[c->at].term))
            break;
        /* Forms have no capitals: all prefixed terms stand between "A" and
         * the last that begins with 'Z', and are jumped over at once. */
        buf_clear(&c->after);
        buf_add_str(&c->after, "Z\xff");
        c->at = c->batch->n;
    }
    return STATUS_OK;
}

/* The form that the cursor stands on; NULL at the end. */
static const char *
form_at(const struct cursor *c)
{
    if (c->ended)
        return NULL;
    return c->batch->terms[c->at].term + strlen(c->prefix);
}

/* Which comes first; the end comes last. */
static int
compare(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

static enum status
merge(struct cursor *text, struct cursor *title, struct tokenizer *tokenizer,
      struct store_writer *w, struct error *err)
{
    for (;;) {
        enum status status = settle(text, err);
        if (status == STATUS_OK)
            status = settle(title, err);
        if (status != STATUS_OK)
            return status;
        const char *a = form_at(text), *b = form_at(title);
        if (a == NULL && b == NULL)
            return STATUS_OK;
        int c = compare(a, b);
        const char *form = c <= 0 ? a : b;
        status = store_writer_word(
            w, form, tokenizer_stem(tokenizer, form, strlen(form)),
            c <= 0 ? text->batch->terms[text->at].df : 0, err);
        if (status != STATUS_OK)
            return status;
        text->at += c <= 0;
        title->at += c >= 0;
    }
}

/* Adds up the document frequencies of the stems. */
static enum status
count_stems(xs_db *db, struct store_writer *w, struct error *err)
{
    struct cursor stems = {.db = db, .prefix = SCHEMA_STEM};
    uint64_t sum = 0;
    enum status status = settle(&stems, err);

    /* Stems of titles, "ZS...", are of the same prefix: no stem has a
     * capital. */
    for (; status == STATUS_OK && !stems.ended; status = settle(&stems, err)) {
        sum +=
            is_prefixed(form_at(&stems)) ? 0 : stems.batch->terms[stems.at].df;
        stems.at++;
    }
    if (status == STATUS_OK)
        store_writer_stem_postings(w, sum);
    xs_terms_free(stems.batch);
    buf_done(&stems.after);
    return status;
}

enum status
words_write(xs_db *db, struct store_writer *w, struct error *err)
{
    struct tokenizer *tokenizer = NULL;
    struct cursor text = {.db = db, .prefix = ""};
    struct cursor title = {.db = db, .prefix = SCHEMA_TITLE};
    enum status status = tokenizer_new(&tokenizer, err);

    if (status == STATUS_OK)
        status = merge(&text, &title, tokenizer, w, err);
    xs_terms_free(text.batch);
    xs_terms_free(title.batch);
    buf_done(&text.after);
    buf_done(&title.after);
    tokenizer_free(tokenizer);
    return status == STATUS_OK ? count_stems(db, w, err) : status;
}
