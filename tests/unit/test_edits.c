/* lib/engine: words few edits away, by the walk and by the whole table. */
#include "words_unit.h"

#include "engine/edits.h"

#define PLENTY 1000000u

static struct words_unit *
small(void)
{
    static struct words_unit_word words[] = {
        {"committee", 20000}, {"committe", 3},
        {"committed", 50},    {"police", 900},
        {"polite", 4},        {"policies", 100},
        {"pothole", 40},      {"potholes", 60},
        {"2014", 5000},       {"a4", 7},
        {"marden", 5},        {"marine", 300},
        {"caf\xc3\xa9", 8},   {"cafe", 2},
        {"o'brien", 3},       {"the", 90000},
    };

    return words_unit_new(words, sizeof(words) / sizeof(words[0]));
}

/* The forms found, with a blank between. */
static void
assert_finds(const struct store *s, const char *form, unsigned max,
             const char *expected)
{
    struct edits_word best[EDITS_BEST];
    uint64_t work = PLENTY;
    char got[500] = "";
    size_t n = edits_find(s, form, max, &work, best);

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            assert_true(best[i - 1].score >= best[i].score);
        size_t len = strlen(got);
        (void)snprintf(got + len, sizeof(got) - len, "%s%s", i > 0 ? " " : "",
                       best[i].word.form);
    }
    assert_string_equal(got, expected);
}

static void
each_kind_of_edit_is_one(void **state)
{
    struct words_unit *u = small();

    (void)state;
    assert_finds(u->store, "polise", 1, "police polite");
    assert_finds(u->store, "polcie", 1, "police");
    assert_finds(u->store, "poice", 1, "police");
    assert_finds(u->store, "pollice", 1, "police");
    assert_finds(u->store, "olice", 1, "police");
    assert_finds(u->store, "opthole", 1, "pothole");
    assert_finds(u->store, "police", 1, "polite");
    assert_finds(u->store, "polise", 0, "");
    assert_finds(u->store, "", 2, "");
    words_unit_free(u);
}

static void
frequent_words_win_unless_they_are_farther_off(void **state)
{
    struct words_unit *u = small();

    (void)state;
    assert_finds(u->store, "comitte", 2, "committee committe committed");
    assert_finds(u->store, "mardin", 2, "marden marine");
    assert_finds(u->store, "committeee", 2, "committee committed committe");
    words_unit_free(u);
}

static void
edits_are_of_characters_not_of_bytes(void **state)
{
    struct words_unit *u = small();

    (void)state;
    assert_finds(u->store, "caf\xc3\xa8", 1, "caf\xc3\xa9 cafe");
    assert_finds(u->store,
                 "c\xc3\xa9"
                 "fa",
                 1, "");
    assert_finds(u->store, "obrien", 1, "o'brien");
    words_unit_free(u);
}

static void
numbers_and_endless_words_are_not_mended(void **state)
{
    struct words_unit *u = small();
    char endless[TOKEN_FORM_MAX + 1];

    (void)state;
    assert_finds(u->store, "2015", 2, "");
    assert_finds(u->store, "police2", 2, "");
    assert_finds(u->store, "a", 1, "");
    memset(endless, 'e', TOKEN_FORM_MAX);
    endless[TOKEN_FORM_MAX] = '\0';
    assert_finds(u->store, endless, 2, "");
    endless[EDITS_CHARS_MAX] = '\0';
    assert_finds(u->store, endless, 2, "");
    words_unit_free(u);
}

static void
too_little_work_finds_nothing_rather_than_half(void **state)
{
    struct words_unit *u = small();
    struct edits_word best[EDITS_BEST];
    uint64_t all = PLENTY, work;

    (void)state;
    assert_int_equal(edits_find(u->store, "polise", 2, &all, best), 2);
    work = PLENTY - all; /* as much as it takes */
    assert_int_equal(edits_find(u->store, "polise", 2, &work, best), 2);
    assert_int_equal(work, 0);
    work = PLENTY - all - 1;
    assert_int_equal(edits_find(u->store, "polise", 2, &work, best), 0);
    assert_int_equal(work, 0);
    assert_int_equal(edits_find(u->store, "police", 2, &work, best), 0);
    words_unit_free(u);
}

static void
beginnings_of_words_are_near_as_a_whole(void **state)
{
    static const struct {
        const char *form, *beginning;
        uint32_t df;
    } cases[] = {
        {"comnit", "commit", 20053}, {"poliec", "police", 900},
        {"pothh", "potho", 100},     {"pthole", "pothole", 100},
        {"caff", "caf\xc3\xa9", 8},
    };
    struct words_unit *u = small();
    struct edits_word best[EDITS_BEST];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t work = PLENTY;
        const char *want = cases[i].beginning;
        assert_true(edits_find_prefix(u->store, cases[i].form, 1, &work, best) >
                    0);
        if (best[0].len != strlen(want) ||
            memcmp(best[0].word.form, want, best[0].len) != 0)
            fail_msg("%s: %.*s", cases[i].form, (int)best[0].len,
                     best[0].word.form);
        assert_int_equal(best[0].word.df, cases[i].df);
        assert_int_equal(best[0].edits, 1);
    }
    uint64_t work = PLENTY;
    assert_int_equal(edits_find_prefix(u->store, "201", 1, &work, best), 0);
    assert_int_equal(edits_find_prefix(u->store, "xyz", 1, &work, best), 0);
    work = 3;
    assert_int_equal(edits_find_prefix(u->store, "comnit", 1, &work, best), 0);
    words_unit_free(u);
}

/* ---- against the whole table ---- */

/* The textbook's table, of ASCII words. */
static unsigned
distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    unsigned d[32][32];

    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            unsigned v = (unsigned)(i + j);
            if (i > 0 && j > 0) {
                v = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
                if (d[i - 1][j] + 1 < v)
                    v = d[i - 1][j] + 1;
                if (d[i][j - 1] + 1 < v)
                    v = d[i][j - 1] + 1;
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                    a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < v)
                    v = d[i - 2][j - 2] + 1;
            }
            d[i][j] = v;
        }
    }
    return d[n][m];
}

static unsigned
draw(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* Few letters, so that many words are near. */
static void
draw_word(uint32_t *seed, char *out)
{
    unsigned len = 1 + draw(seed, 9);

    for (unsigned i = 0; i < len; i++)
        out[i] = (char)('a' + draw(seed, 3));
    out[len] = '\0';
}

#define DRAWN 600

static void
the_walk_finds_what_the_whole_table_says(void **state)
{
    static char forms[DRAWN][12];
    static struct words_unit_word words[DRAWN];
    uint32_t seed = 1;
    size_t n = 0, found = 0;

    (void)state;
    while (n < DRAWN) {
        bool known = false;
        draw_word(&seed, forms[n]);
        for (size_t i = 0; i < n; i++)
            known = known || strcmp(forms[i], forms[n]) == 0;
        if (!known) {
            words[n] = (struct words_unit_word){forms[n], 1 + draw(&seed, 99)};
            n++;
        }
    }
    struct words_unit *u = words_unit_new(words, DRAWN);
    for (unsigned query = 0; query < 400; query++) {
        struct edits_word best[EDITS_BEST];
        uint64_t work = PLENTY;
        unsigned max = 1 + query % 2;
        char form[12];
        double scores[DRAWN];
        size_t near = 0;
        draw_word(&seed, form);
        for (size_t i = 0; i < DRAWN; i++) {
            unsigned d = distance(words[i].form, form);
            if (d >= 1 && d <= max)
                scores[near++] =
                    edits_score(words[i].df, d) -
                    (words[i].form[0] != form[0] ? EDITS_COST_FIRST : 0);
        }
        size_t got = edits_find(u->store, form, max, &work, best);
        assert_int_equal(got, near < EDITS_BEST ? near : EDITS_BEST);
        for (size_t i = 0; i < got; i++) {
            size_t better = 0;
            assert_int_equal(distance(best[i].word.form, form), best[i].edits);
            for (size_t j = 0; j < near; j++)
                better += scores[j] > best[i].score + 1e-9;
            assert_true(better <= i);
        }
        found += got;
    }
    assert_true(found > 1000);
    words_unit_free(u);
}

/* The nearest beginning of a word, of three characters or more: its length, 0
 * for none, and its edits. */
static size_t
nearest_beginning(const char *word, const char *form, unsigned max,
                  unsigned *edits)
{
    size_t best = 0;

    *edits = max + 1;
    for (size_t len = 3; len <= strlen(word); len++) {
        char beginning[12];
        (void)snprintf(beginning, sizeof(beginning), "%.*s", (int)len, word);
        unsigned d = distance(beginning, form);
        if (d < *edits || (d == *edits && d <= max && len <= strlen(form))) {
            *edits = d;
            best = len;
        }
    }
    return best;
}

/* Of so few words that no beginning is pushed out of the best. */
static void
the_walk_finds_beginnings_as_the_whole_table_says(void **state)
{
    enum { WORDS = 12 };
    uint32_t seed = 7;
    size_t found = 0;

    (void)state;
    for (unsigned round = 0; round < 300; round++) {
        static char forms[WORDS][12];
        struct words_unit_word words[WORDS];
        size_t n = 0;
        while (n < WORDS) {
            bool known = false;
            draw_word(&seed, forms[n]);
            for (size_t i = 0; i < n; i++)
                known = known || strcmp(forms[i], forms[n]) == 0;
            if (!known) {
                words[n] =
                    (struct words_unit_word){forms[n], 1 + draw(&seed, 99)};
                n++;
            }
        }
        struct words_unit *u = words_unit_new(words, WORDS);
        struct edits_word best[EDITS_BEST];
        uint64_t work = PLENTY;
        unsigned max = 1 + round % 2;
        char form[12];
        draw_word(&seed, form);
        size_t got = edits_find_prefix(u->store, form, max, &work, best);
        uint32_t sum = 0, expected = 0;
        for (size_t i = 0; i < got; i++)
            sum += best[i].word.df;
        for (size_t i = 0; i < WORDS; i++) {
            unsigned edits;
            size_t len = nearest_beginning(words[i].form, form, max, &edits);
            bool there = false;
            if (len == 0 || edits == 0 || edits > max)
                continue;
            expected += words[i].df;
            for (size_t j = 0; j < got; j++)
                there = there ||
                        (best[j].len == len && best[j].edits == edits &&
                         memcmp(best[j].word.form, words[i].form, len) == 0);
            if (!there && got < EDITS_BEST)
                fail_msg("%s: not %.*s of %s", form, (int)len, words[i].form,
                         words[i].form);
        }
        if (got < EDITS_BEST)
            assert_int_equal(sum, expected);
        found += got;
        words_unit_free(u);
    }
    assert_true(found > 200);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_edit_is_one),
        cmocka_unit_test(frequent_words_win_unless_they_are_farther_off),
        cmocka_unit_test(edits_are_of_characters_not_of_bytes),
        cmocka_unit_test(numbers_and_endless_words_are_not_mended),
        cmocka_unit_test(too_little_work_finds_nothing_rather_than_half),
        cmocka_unit_test(beginnings_of_words_are_near_as_a_whole),
        cmocka_unit_test(the_walk_finds_what_the_whole_table_says),
        cmocka_unit_test(the_walk_finds_beginnings_as_the_whole_table_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
