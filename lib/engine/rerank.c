/* The second stage of a ranking: see rerank.h. */
#include "config.h"

#include "engine/rerank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "engine/sight.h"
#include "engine/stems.h"
#include "engine/title.h"
#include "match/score.h"
#include "store/schema.h"

/* Words between which at most three others stand: "state of the art". */
#define GAP_MAX 4u

/* Two words within so many are near each other: Metzler & Croft's window for
 * two terms. */
#define WINDOW 8u

/* What an unordered sighting counts of an ordered one. */
#define UNORDERED 0.5

/* Hits between two looks at the clock: some ten microseconds each. */
#define LOOK_INTERVAL 8u

struct pair {
    uint16_t a, b; /* indexes of words */
    uint32_t gap;
    double idf;
    uint32_t ordered, near; /* in the hit that is looked at */
};

struct word {
    double idf;      /* of its form */
    double stem_idf; /* of its stem, where it is the stem's first */
    uint32_t tf;     /* of its form, in the hit that is looked at */
};

struct reranker {
    const struct match_source *source;
    double exact, pairs;   /* weights */
    bool title;            /* is looked at, too */
    double units, average; /* of the collection: count, mean length */
    struct sight_word *looked_for;
    struct word *words; /* of each looked for */
    uint32_t *pos;      /* of each, where it first stands in the query */
    size_t n;
    struct pair *list;
    size_t n_pairs;
    uint16_t *pair_of; /* n x n, of stems' first words; SIGHT_NONE */
    /* No score rises by more than these: a part of itself, and so much. */
    double most_exact, most_pairs;
    struct sight *sight;
};

uint32_t
rerank_depth(const struct match_request *request)
{
    const struct rank *rank = request->rank;
    bool looks = rank != NULL && (rank->weight[RANK_EXACT] != 0 ||
                                  rank->weight[RANK_PAIRS] != 0);

    if (request->depth == 0 || request->sort != SEARCH_BY_RELEVANCE || !looks ||
        request->depth > RERANK_TOP)
        return request->depth;
    return RERANK_TOP;
}

/* As Xapian's BM25Weight: never below zero. */
static double
idf_of(double units, double df)
{
    double r = (units - df + 0.5) / (df + 0.5);

    return log(r < 2 ? r / 2 + 1 : r);
}

static uint32_t
form_df(const struct store *store, const char *form)
{
    uint32_t i = store_word_lower_bound(store, form, strlen(form));
    struct store_word word;

    if (i == store_words(store))
        return 0;
    store_word(store, i, &word);
    return strcmp(word.form, form) == 0 ? word.df : 0;
}

/* The stem of that text among those that are scored; NULL. */
static const struct stem *
find_stem(const struct stems *stems, const char *text)
{
    for (size_t i = 0; i < stems->n; i++)
        if (strcmp(stems->list[i].text, text) == 0)
            return &stems->list[i];
    return NULL;
}

/* The word with this stem and form; SIGHT_NONE. form NULL: any form, the
 * first. */
static uint16_t
find_word(const struct reranker *r, const char *stem, const char *form)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->looked_for[i].stem, stem) == 0 &&
            (form == NULL || strcmp(r->looked_for[i].form, form) == 0))
            return (uint16_t)i;
    return SIGHT_NONE;
}

static void
add_word(struct reranker *r, const struct wording_word *w,
         const struct stem *stem)
{
    struct word *word = &r->words[r->n];

    word->idf = idf_of(r->units, form_df(r->source->store, w->form));
    if (find_word(r, w->stem, NULL) == SIGHT_NONE)
        word->stem_idf = idf_of(r->units, stem->df);
    r->looked_for[r->n++] = (struct sight_word){w->stem, w->form};
}

static void
add_pair(struct reranker *r, const struct wording_word *a,
         const struct wording_word *b)
{
    uint16_t x = find_word(r, a->stem, NULL), y = find_word(r, b->stem, NULL);

    if (x == y || r->pair_of[x * r->n + y] != SIGHT_NONE)
        return;
    r->pair_of[x * r->n + y] = (uint16_t)r->n_pairs;
    r->list[r->n_pairs++] = (struct pair){
        .a = x,
        .b = y,
        .gap = b->pos - a->pos,
        .idf = (r->words[x].stem_idf + r->words[y].stem_idf) / 2,
    };
}

/* What of the wording is scored, and stands next to what. */
static void
take_wording(struct reranker *r, const struct wording *w,
             const struct stems *stems, struct arena *arena)
{
    struct wording_word *scored = arena_array(arena, w->n, sizeof(*scored));
    size_t n = 0;

    r->looked_for = arena_array(arena, w->n, sizeof(*r->looked_for));
    r->words = arena_array(arena, w->n, sizeof(*r->words));
    for (size_t i = 0; i < w->n; i++) {
        const struct stem *stem = find_stem(stems, w->words[i].stem);
        if (stem == NULL)
            continue;
        scored[n++] = w->words[i];
        if (find_word(r, w->words[i].stem, w->words[i].form) == SIGHT_NONE)
            add_word(r, &w->words[i], stem);
    }
    if (r->pairs == 0)
        return;
    r->pair_of = arena_array(arena, r->n * r->n, sizeof(*r->pair_of));
    memset(r->pair_of, 0xff, r->n * r->n * sizeof(*r->pair_of));
    r->list = arena_array(arena, n * 2, sizeof(*r->list));
    for (size_t i = 0; i < n; i++) {
        size_t j = i + 1;
        while (j < n && scored[j].pos == scored[i].pos)
            j++;
        for (size_t k = j;
             k < n && scored[k].pos == scored[j].pos &&
             scored[k].pos - scored[i].pos <= GAP_MAX && r->n_pairs < n * 2;
             k++)
            add_pair(r, &scored[i], &scored[k]);
    }
}

/* Counts what a pair of sightings, y behind x or at its place, is. */
static void
count_pair(struct reranker *r, const struct sighting *x,
           const struct sighting *y)
{
    uint16_t forth = r->pair_of[x->stem * r->n + y->stem];
    uint16_t back = r->pair_of[y->stem * r->n + x->stem];

    if (forth != SIGHT_NONE) {
        r->list[forth].near++;
        r->list[forth].ordered += x->pos + r->list[forth].gap == y->pos;
    }
    if (back != SIGHT_NONE)
        r->list[back].near++;
}

static void
count_text(struct reranker *r, const char *text, size_t len)
{
    const struct sighting *seen;
    size_t n = sight_find(r->sight, text, len, &seen);

    for (size_t i = 0; i < n; i++)
        if (seen[i].form != SIGHT_NONE)
            r->words[seen[i].form].tf++;
    if (r->n_pairs == 0)
        return;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && seen[j].pos < seen[i].pos + WINDOW; j++)
            if (seen[j].pos != seen[i].pos)
                count_pair(r, &seen[i], &seen[j]);
}

static double
saturate(double tf, double k)
{
    return (MATCH_K1 + 1) * tf / (tf + k);
}

/* What is added to the score of a unit. */
static double
bonus(struct reranker *r, uint32_t docid)
{
    const struct store *store = r->source->store;
    struct store_unit unit;
    struct store_document document;
    double length = store_lengths(store)[docid];
    double k = MATCH_K1 * (1 - MATCH_B + MATCH_B * length / r->average);
    double exact = 0, pairs = 0;

    store_unit(store, docid, &unit);
    store_document(store, unit.document, &document);
    for (size_t i = 0; i < r->n; i++)
        r->words[i].tf = 0;
    for (size_t i = 0; i < r->n_pairs; i++)
        r->list[i].ordered = r->list[i].near = 0;
    count_text(r, unit.text, unit.text_len);
    if (r->title)
        count_text(r, document.title, strlen(document.title));
    for (size_t i = 0; i < r->n; i++)
        exact += r->words[i].idf * saturate(r->words[i].tf, k);
    for (size_t i = 0; i < r->n_pairs; i++)
        pairs += r->list[i].idf * (saturate(r->list[i].ordered, k) +
                                   UNORDERED * saturate(r->list[i].near, k));
    return r->exact * exact + r->pairs * pairs;
}

/* What a score may rise by. No form is seen more often than its stem is counted
 * in the unit, so what forms add is at most what they would add if all of the
 * stem's were theirs, which is a known part of what the stem itself adds;
 * unless a title's words count otherwise there. Of pairs all that can be said
 * is how BM25 saturates. */
static void
set_bounds(struct reranker *r, const struct match_request *request,
           const struct stems *stems)
{
    r->most_exact = title_weight(request) == 1 ? 0 : INFINITY;
    for (size_t i = 0; i < stems->n; i++) {
        const struct stem *s = &stems->list[i];
        double idf = 0;
        for (size_t j = 0; j < r->n; j++)
            if (strcmp(r->looked_for[j].stem, s->text) == 0)
                idf += r->words[j].idf;
        if (idf == 0 || s->df == 0)
            continue;
        double part = r->exact * idf * (MATCH_K1 + 1) /
                      (score_weight(r->units, s->df, MATCH_K1) * s->factor);
        if (part > r->most_exact)
            r->most_exact = part;
    }
    for (size_t i = 0; i < r->n_pairs; i++)
        r->most_pairs +=
            r->pairs * r->list[i].idf * (MATCH_K1 + 1) * (1 + UNORDERED);
}

/* Not below what a score becomes, the last digits included. */
static double
upper_bound(const struct reranker *r, double score)
{
    return (score * (1 + r->most_exact) + r->most_pairs) * (1 + 1e-9);
}

/* Whether x stands before y. */
static bool
is_before(const struct match_hit *x, const struct match_hit *y,
          const uint32_t *keys)
{
    if (x->score != y->score)
        return x->score > y->score;
    return keys[x->docid] < keys[y->docid];
}

/* Puts hit into the best[0..*n), of which the first `most` are kept. They come
 * nearly in their order: few are moved. */
static void
insert(struct match_hit *best, size_t *n, size_t most,
       const struct match_hit *hit, const uint32_t *keys)
{
    size_t i = *n;

    while (i > 0 && is_before(hit, &best[i - 1], keys))
        i--;
    if (i == most)
        return;
    if (*n < most)
        ++*n;
    memmove(&best[i + 1], &best[i], (*n - 1 - i) * sizeof(*best));
    best[i] = *hit;
}

static enum status
check_time(const struct match_request *request, struct error *err)
{
    if (request->cancel != NULL && atomic_load(request->cancel))
        return error_set(err, STATUS_CANCELLED, "the search was cancelled");
    if (request->deadline != 0 && clock_now() >= request->deadline)
        return error_set(err, STATUS_TIMEOUT, "the search took too long");
    return STATUS_OK;
}

/* The hits lie all over the files: each is asked for some hits before its turn,
 * first its record, then, where that tells, its text, then its title. */
static void
look_ahead(const struct store *store, const struct match_result *found,
           size_t n, size_t i)
{
    if (i + 12 < n)
        store_expect(store, found->hits[i + 12].docid, STORE_EXPECT_UNIT);
    if (i + 8 < n)
        store_expect(store, found->hits[i + 8].docid, STORE_EXPECT_TEXT);
    if (i + 4 < n)
        store_expect(store, found->hits[i + 4].docid, STORE_EXPECT_TITLE);
}

static enum status
rescore(struct reranker *r, const struct match_request *request, uint32_t depth,
        struct arena *arena, struct match_result *found, struct error *err)
{
    const uint32_t *keys = store_newest(r->source->store);
    size_t n = found->n_hits < RERANK_TOP ? found->n_hits : RERANK_TOP;
    size_t most = depth < n ? depth : n, n_best = 0;
    struct match_hit *best = arena_array(arena, most, sizeof(*best));

    for (size_t i = 0; i < n; i++) {
        enum status status =
            i % LOOK_INTERVAL == 0 ? check_time(request, err) : STATUS_OK;
        if (status != STATUS_OK)
            return status;
        /* They come by their scores: none behind this one can be among them. */
        if (n_best == most &&
            upper_bound(r, found->hits[i].score) < best[most - 1].score)
            break;
        look_ahead(r->source->store, found, n, i);
        struct match_hit hit = found->hits[i];
        hit.score += bonus(r, hit.docid);
        insert(best, &n_best, most, &hit, keys);
    }
    memcpy(found->hits, best, n_best * sizeof(*best));
    return STATUS_OK;
}

/* What the hits' scores may gain; false: nothing. */
static bool
reranker_init(struct reranker *r, const struct match_request *request,
              const struct match_result *found, struct arena *arena)
{
    const struct match_source *source = r->source;

    if (request->tree == NULL || request->wording == NULL ||
        found->n_hits == 0 || request->sort != SEARCH_BY_RELEVANCE ||
        request->rank == NULL)
        return false;
    r->exact = rank_weight(request->rank, RANK_EXACT);
    r->pairs = rank_weight(request->rank, RANK_PAIRS);
    r->title = title_weight(request) > 0;
    if (r->exact == 0 && r->pairs == 0)
        return false;
    r->units = store_units(source->store);
    r->average = source->length > 0 ? (double)source->length / r->units : 1;
    take_wording(r, request->wording, &found->stems, arena);
    if (r->n == 0)
        return false;
    set_bounds(r, request, &found->stems);
    r->sight = sight_new(r->looked_for, r->n, source->tokenizer, arena);
    return true;
}

enum status
rerank_hits(const struct match_source *source,
            const struct match_request *request, uint32_t depth,
            struct arena *arena, struct match_result *found, struct error *err)
{
    struct reranker r = {.source = source};
    enum status status = STATUS_OK;

    if (reranker_init(&r, request, found, arena))
        status = rescore(&r, request, depth, arena, found, err);
    if (found->n_hits > depth)
        found->n_hits = depth;
    return status;
}
