/* A generation is tried before it serves: see probe.h. Its files may be those
 * that the indexer wrote, to the last bit, and still not belong together. */
#include "config.h"

#include "searchd/probe.h"

#include <string.h>

#include "common/buf.h"
#include "common/utf8.h"

/* Words that are tried until one finds something. In a good index the first
 * does: of 62,000 words of minutes and of random characters, all but 5 found
 * their paragraphs. Of three, all random characters, none would. */
#define PROBE_WORDS 3

/* Whether the text of a unit that was found can be read to its end. */
static enum status
read_unit(const struct store *store, const char *id, struct error *err)
{
    uint32_t docid;
    struct store_unit unit;
    enum status status = store_find_unit(store, id, strlen(id), &docid, err);
    if (status != STATUS_OK)
        return status;
    store_unit(store, docid, &unit);
    if (unit.text_len == 0 || !utf8_valid(unit.text, unit.text_len))
        return error_set(err, STATUS_CORRUPT, "the text of %s is not readable",
                         id);
    return STATUS_OK;
}

/* Searches for a word as people type it, which Xapian has to know: in quotes
 * the files beside it would tell. *found: it finds something. */
static enum status
try_word(struct searcher *s, const char *form, const xs_flag *cancel,
         bool *found, struct error *err)
{
    struct search_request r;
    struct answer *a = NULL;
    struct buf query = {0};
    search_request_init(&r);
    buf_add_str(&query, form);
    r.query = query.data;
    r.query_len = query.len;
    r.limit = 1;
    r.facets = 0;
    r.match = SEARCH_ALL;
    r.expand = false;
    r.cancel = cancel;
    enum status status = searcher_search(s, &r, &a, err);
    if (status == STATUS_OK && a->n_hits > 0) {
        *found = true;
        status = read_unit(index_store(searcher_index(s)), a->hits[0].id, err);
    }
    answer_free(a);
    buf_done(&query);
    return status;
}

/* The words stand in order, those of one letter or figure in runs: tried are
 * some from all over, from the middle on. */
static uint32_t
choose(uint32_t n, uint32_t i)
{
    return (uint32_t)(((uint64_t)n / 2 + (uint64_t)n * i / PROBE_WORDS) % n);
}

enum status
probe_searcher(struct searcher *s, const xs_flag *cancel, struct error *err)
{
    const struct store *store = index_store(searcher_index(s));
    uint32_t n = store_words(store);
    struct store_word word = {.form = ""};
    bool found = n == 0 || store_units(store) == 0;
    for (uint32_t i = 0; i < PROBE_WORDS && !found; i++) {
        store_word(store, choose(n, i), &word);
        enum status status = try_word(s, word.form, cancel, &found, err);
        /* A word that makes no query proves nothing. */
        if (status != STATUS_OK && status != STATUS_BAD_QUERY)
            return status;
    }
    if (found)
        return STATUS_OK;
    return error_set(err, STATUS_CORRUPT,
                     "%s does not find its own words (\"%s\"): build the "
                     "index again with " INDEXER_NAME " --rebuild",
                     index_path(searcher_index(s)), word.form);
}
