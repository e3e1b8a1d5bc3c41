/* engine/answers: what is kept, for whom, and how much of it. */
#include "unit.h"

#include <pthread.h>
#include <stdatomic.h>

#include "engine/answers.h"

/* Only compared by the cache, never looked into. */
static int place[2];
static const struct index *const one = (const void *)&place[0];
static const struct index *const other = (const void *)&place[1];

static struct search_request
asks(const char *query)
{
    struct search_request r;
    search_request_init(&r);
    r.query = query;
    r.query_len = strlen(query);
    return r;
}

static void
keep(struct answers *c, const struct search_request *r, uint64_t total)
{
    struct answer *a = answer_new();
    a->total = total;
    a->query = arena_strndup(a->arena, r->query, r->query_len);
    answers_keep(c, one, r, a);
    answer_free(a);
}

/* The total that is kept for r, 0 where nothing is. */
static uint64_t
kept(struct answers *c, const struct search_request *r)
{
    struct answer *a = answers_find(c, one, r);
    uint64_t total = a != NULL ? a->total : 0;
    if (a != NULL)
        assert_memory_equal(a->query, r->query, r->query_len);
    answer_free(a);
    return total;
}

static void
the_same_request_is_answered_again_and_counted(void **state)
{
    (void)state;
    struct answers *c = answers_new();
    struct answers_counts counts;
    struct search_request r = asks("potholes");
    keep(c, &r, 1); /* nothing is kept yet */
    answers_count(c, &counts);
    assert_int_equal(counts.kept, 0);
    assert_int_equal(kept(c, &r), 0);
    answers_begin(c, one, 1 << 20);
    assert_int_equal(kept(c, &r), 0);
    keep(c, &r, 2);
    char again[] = "potholes"; /* other bytes of the same text, other times */
    struct search_request same = asks(again);
    same.deadline = 77;
    xs_flag flag;
    same.cancel = &flag;
    assert_int_equal(kept(c, &same), 2);
    answers_count(c, &counts);
    assert_int_equal(counts.hits, 1);
    assert_int_equal(counts.misses, 1);
    assert_int_equal(counts.kept, 1);
    assert_true(counts.bytes > 4096);
    answers_free(c);
}

static void
who_only_looks_misses_nothing(void **state)
{
    (void)state;
    struct answers *c = answers_new();
    struct answers_counts counts;
    struct search_request r = asks("potholes");
    answers_begin(c, one, 1 << 20);
    assert_null(answers_look(c, one, &r));
    keep(c, &r, 3);
    assert_null(answers_look(c, other, &r));
    struct answer *a = answers_look(c, one, &r);
    assert_int_equal(a->total, 3);
    answer_free(a);
    answers_count(c, &counts);
    assert_int_equal(counts.hits, 1);
    assert_int_equal(counts.misses, 0);
    answers_free(c);
}

static void
any_other_option_is_another_request(void **state)
{
    (void)state;
    struct answers *c = answers_new();
    answers_begin(c, one, 1 << 20);
    struct search_request all[32], plain = asks("grants");
    size_t n = 0;
#define WITH(change)                                                           \
    do {                                                                       \
        struct search_request r = plain;                                       \
        change;                                                                \
        all[n++] = r;                                                          \
    } while (0)
    WITH((void)r);
    WITH(r = asks("grant"));
    WITH(r = asks("grants "));
    WITH(r = asks("Grants"));
    WITH(r.limit = 11);
    WITH(r.from = 10);
    WITH(r.match = SEARCH_ANY);
    WITH(r.sort = SEARCH_BY_NEWEST);
    WITH(r.year_from = 2014);
    WITH(r.year_to = 2014);
    WITH(r.has_kind = true);
    WITH(r.has_kind = true; r.kind = UNIT_RESOLUTION);
    WITH(memcpy(r.plan, "2014/15", 8));
    WITH(r.committee = "a");
    WITH(r.document = "a");
    WITH(r.without = "a");
    WITH(r.committee = "a"; r.document = "a");
    WITH(r.facets = 0);
    WITH(r.snippets = 1);
    WITH(r.group = true);
    WITH(r.decisions = true);
    WITH(r.expand = false);
    WITH(r.rank.weight[RANK_EXACT]++);
    WITH(r.rank.weight[RANK_PAIRS] = 0);
    WITH(r.glossary = (const void *)&place[1]);
#undef WITH
    for (size_t i = 0; i < n; i++)
        assert_int_equal(kept(c, &all[i]), 0);
    for (size_t i = 0; i < n; i++)
        keep(c, &all[i], i + 1);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(kept(c, &all[i]), i + 1);
    answers_free(c);
}

static void
another_generation_has_other_answers(void **state)
{
    (void)state;
    struct answers *c = answers_new();
    struct answers_counts counts;
    struct search_request r = asks("roads");
    answers_begin(c, one, 1 << 20);
    keep(c, &r, 1);
    assert_null(answers_find(c, other, &r));
    struct answer *held = answers_find(c, one, &r);
    answers_begin(c, other, 1 << 20);
    keep(c, &r, 2); /* of a search that ended late */
    answers_count(c, &counts);
    assert_int_equal(counts.kept, 0);
    assert_int_equal(counts.bytes, 0);
    assert_null(answers_find(c, one, &r));
    answers_begin(c, one, 1 << 20); /* what was dropped stays so */
    assert_int_equal(kept(c, &r), 0);
    assert_string_equal(held->query, "roads"); /* who has one keeps it */
    answers_free(c);
    assert_string_equal(held->query, "roads");
    answer_free(held);
}

static void
what_was_not_asked_for_the_longest_makes_room(void **state)
{
    (void)state;
    enum { N = 100 };
    struct answers *c = answers_new();
    struct answers_counts counts;
    char text[N][16];
    answers_begin(c, one, 64 << 10);
    for (int i = 0; i < N; i++) {
        (void)snprintf(text[i], sizeof(text[i]), "word%d", i);
        struct search_request r = asks(text[i]), first = asks(text[0]);
        keep(c, &r, (uint64_t)i + 1);
        assert_int_equal(kept(c, &first), 1);
        answers_count(c, &counts);
        assert_true(counts.bytes <= 64 << 10);
    }
    assert_true(counts.kept >= 8 && counts.kept < 16);
    struct search_request second = asks(text[1]), last = asks(text[N - 1]);
    assert_int_equal(kept(c, &second), 0);
    assert_int_equal(kept(c, &last), N);
    answers_begin(c, one, 0);
    answers_count(c, &counts);
    assert_int_equal(counts.bytes, 0);
    answers_free(c);
}

static void
one_that_is_too_large_is_not_kept(void **state)
{
    (void)state;
    struct answers *c = answers_new();
    struct search_request r = asks("much"), small = asks("little");
    answers_begin(c, one, 64 << 10);
    keep(c, &small, 3);
    struct answer *a = answer_new();
    (void)arena_alloc(a->arena, 9 << 10);
    answers_keep(c, one, &r, a);
    answer_free(a);
    assert_int_equal(kept(c, &r), 0);
    assert_int_equal(kept(c, &small), 3);
    answers_free(c);
}

struct crowd {
    struct answers *c;
    atomic_uint wrong;
};

static void *
one_of_many(void *arg)
{
    struct crowd *crowd = arg;
    for (unsigned i = 0; i < 3000; i++) {
        char text[8];
        (void)snprintf(text, sizeof(text), "w%u", i % 37);
        struct search_request r = asks(text);
        struct answer *a = answers_find(crowd->c, one, &r);
        if (a != NULL && (a->total != i % 37 || strcmp(a->query, text) != 0))
            atomic_fetch_add(&crowd->wrong, 1);
        if (a == NULL)
            keep(crowd->c, &r, i % 37);
        answer_free(a);
        if (i % 500 == 499)
            answers_begin(crowd->c, one, (size_t)(i + 1) << 7);
    }
    return NULL;
}

static void
threads_share_it(void **state)
{
    (void)state;
    struct crowd crowd = {.c = answers_new()};
    pthread_t threads[4];
    answers_begin(crowd.c, one, 1 << 18);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, one_of_many, &crowd),
                         0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(crowd.wrong, 0);
    answers_free(crowd.c);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_request_is_answered_again_and_counted),
        cmocka_unit_test(who_only_looks_misses_nothing),
        cmocka_unit_test(any_other_option_is_another_request),
        cmocka_unit_test(another_generation_has_other_answers),
        cmocka_unit_test(what_was_not_asked_for_the_longest_makes_room),
        cmocka_unit_test(one_that_is_too_large_is_not_kept),
        cmocka_unit_test(threads_share_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
