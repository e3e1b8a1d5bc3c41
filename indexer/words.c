/* The list of words: see words.h. */
#include "config.h"

#include "indexer/words.h"

#include <stdbool.h>
#include <string.h>

#include "common/buf.h"
#include "indexer/stop.h"
#include "store/schema.h"
#include "text/token.h"

/* Terms fetched at a time: a quarter of a megabyte at the usual lengths. Words
 * between two looks for a signal. */
#define WORDS_STEP 4096

static enum status
write_words(struct positions_writer *positions, struct tokenizer *tokenizer,
            struct store_writer *w, struct error *err)
{
    struct positions_word word;

    for (uint32_t i = 0;; i++) {
        enum status status = i % WORDS_STEP == 0 ? stop_check(err) : STATUS_OK;
        if (status == STATUS_OK)
            status = positions_writer_next(positions, &word, err);
        if (status != STATUS_OK || word.form == NULL)
            return status;
        const char *stem = word.stem;
        if (stem == NULL)
            stem = tokenizer_stem(tokenizer, word.form, strlen(word.form));
        status = store_writer_word(w, word.form, stem, word.df, err);
        if (status != STATUS_OK)
            return status;
    }
}

enum status
words_write(struct positions_writer *positions, struct store_writer *w,
            struct error *err)
{
    struct tokenizer *tokenizer = NULL;
    enum status status = tokenizer_new(&tokenizer, err);

    if (status == STATUS_OK)
        status = write_words(positions, tokenizer, w, err);
    if (status == STATUS_OK)
        status = positions_writer_finish(positions, err);
    tokenizer_free(tokenizer);
    return status;
}

/* Stems have no capitals: of terms that begin with SCHEMA_STEM, those of titles
 * have another prefix, SCHEMA_TITLE_STEM. */
static bool
is_stem(const char *term)
{
    return term[1] < 'A' || term[1] > 'Z';
}

enum status
words_count_stems(xs_db *db, struct store_writer *w, struct error *err)
{
    struct buf after = {0};
    uint64_t sum = 0;
    enum status status = STATUS_OK;

    for (bool ended = false; !ended && status == STATUS_OK;) {
        struct xs_terms *batch = NULL;
        status = stop_check(err);
        if (status == STATUS_OK)
            status =
                xs_db_terms(db, SCHEMA_STEM, strlen(SCHEMA_STEM), after.data,
                            after.len, WORDS_STEP, &batch, err);
        if (status != STATUS_OK)
            break;
        for (size_t i = 0; i < batch->n; i++)
            sum += is_stem(batch->terms[i].term) ? batch->terms[i].df : 0;
        ended = batch->n == 0;
        if (!ended) {
            buf_clear(&after);
            buf_add(&after, batch->terms[batch->n - 1].term,
                    batch->terms[batch->n - 1].len);
        }
        xs_terms_free(batch);
    }
    buf_done(&after);
    if (status == STATUS_OK)
        store_writer_stem_postings(w, sum);
    return status;
}
