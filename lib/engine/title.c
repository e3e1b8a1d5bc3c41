/* What a title's words count: see title.h. */
#include "config.h"

#include "engine/title.h"

#include <string.h>

#include "common/clock.h"
#include "store/schema.h"

/* Titles between two looks at the clock: some microseconds each. */
#define LOOK_INTERVAL 32u

double
title_weight(const struct match_request *request)
{
    return request->rank != NULL ? rank_weight(request->rank, RANK_TITLE) : 1;
}

/* How much of the stem's wdf in a document's units is its title's. */
static uint32_t
count_in(const struct match_source *source, uint32_t document, const char *stem,
         struct buf *word)
{
    struct store_document d;
    struct token token;
    uint32_t n = 0;

    store_document(source->store, document, &d);
    tokenizer_start(source->tokenizer, d.title, strlen(d.title));
    while (tokenizer_next(source->tokenizer, &token)) {
        bool counted;
        const char *s =
            tokenizer_counted_stem(source->tokenizer, &token, word, &counted);
        n += counted && strcmp(s, stem) == 0;
    }
    return n * SCHEMA_TITLE_WDF;
}

static enum status
check_time(const struct build *b)
{
    if (b->cancel != NULL && atomic_load(b->cancel))
        return error_set(b->err, STATUS_CANCELLED, "the search was cancelled");
    if (b->deadline != 0 && clock_now() >= b->deadline)
        return error_set(b->err, STATUS_TIMEOUT, "the search took too long");
    return STATUS_OK;
}

/* Puts into the postings of a title's stem, which have no wdf, what it counts
 * there. A document's units follow each other. */
static enum status
count(struct build *b, const struct match_source *source, const char *stem,
      struct xs_postings *p)
{
    struct buf word = {0};
    enum status status = STATUS_OK;
    uint32_t titles = 0;

    for (size_t i = 0; i < p->n && status == STATUS_OK; i++) {
        uint32_t document = source->documents[p->docids[i]];
        if (i > 0 && source->documents[p->docids[i - 1]] == document) {
            p->wdfs[i] = p->wdfs[i - 1];
            continue;
        }
        p->wdfs[i] = count_in(source, document, stem, &word);
        if (++titles % LOOK_INTERVAL == 0)
            status = check_time(b);
    }
    buf_done(&word);
    return status;
}

xs_query *
title_query(struct build *b, const struct match_source *source,
            const char *stem, double weight)
{
    struct xs_postings *p = NULL;
    xs_query *q = NULL;

    if (b->status != STATUS_OK || weight == 1)
        return build_term(b, SCHEMA_STEM, stem);
    schema_term(&b->term, SCHEMA_TITLE_STEM, stem, strlen(stem));
    b->status =
        xs_db_postings(source->db, b->term.data, b->term.len, &p, b->err);
    if (b->status == STATUS_OK)
        b->status = count(b, source, stem, p);
    if (b->status == STATUS_OK) {
        schema_term(&b->term, SCHEMA_STEM, stem, strlen(stem));
        const struct xs_recount recount = {
            .term = b->term.data,
            .len = b->term.len,
            .docids = p->docids,
            .counts = p->wdfs,
            .n = p->n,
            .factor = weight,
            .k1 = MATCH_K1,
            .b = MATCH_B,
            .deadline = b->deadline,
            .cancel = b->cancel,
        };
        b->status = xs_query_recounted(&q, &recount, b->err);
    }
    xs_postings_free(p);
    return q;
}
