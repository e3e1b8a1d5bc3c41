/* lib/engine: tables of acronyms, and queries that say them. */
#include "words_unit.h"

#include <stdbool.h>
#include <strings.h>

#include "common/arena.h"
#include "common/buf.h"
#include "engine/expand.h"
#include "engine/glossary.h"

struct fixture {
    struct words_unit *words;
    struct arena *arena;
    struct glossary *learned, *own;
};

static int
set_up(void **state)
{
    static struct words_unit_word words[] = {
        {"child", 9},        {"sexual", 5},    {"exploitation", 4},
        {"cse", 7},          {"kent", 50},     {"police", 90},
        {"and", 999},        {"crime", 60},    {"commissioner", 30},
        {"pcc", 20},         {"parochial", 2}, {"church", 3},
        {"council", 80},     {"anti", 10},     {"social", 10},
        {"behaviour", 9},    {"asb", 5},       {"mash", 3},
        {"safeguarding", 4}, {"multi", 3},     {"agency", 3},
        {"hub", 2},          {"quango", 1},    {"the", 99},
        {"a", 99},           {"b", 99},
    };
    static const char *const learned[][2] = {
        {"CSE", "Child Sexual Exploitation"},
        {"CSP", "community safety partnership"}, /* not in the index */
        {"PCC", "Police and Crime Commissioner"},
        {"PCC", "parochial church council"},
        {"ASB", "anti-social behaviour"},
        {"MASH", "multi-agency safeguarding hub"},
        {"XYZ", "child police"}, /* the acronym is not in the index */
    };
    struct fixture *f = xcalloc(1, sizeof(*f));
    size_t n = sizeof(learned) / sizeof(learned[0]);

    f->words = words_unit_new(words, sizeof(words) / sizeof(words[0]));
    f->arena = arena_new();
    f->learned = glossary_new(f->arena);
    f->own = glossary_new(f->arena);
    for (size_t i = 0; i < n; i++)
        assert_true(glossary_add(f->learned, learned[i][0], learned[i][1], 0,
                                 f->words->tokenizer));
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    words_unit_free(f->words);
    arena_free(f->arena);
    free(f);
    return 0;
}

static struct query *
parse(struct fixture *f, const char *text)
{
    struct query *tree = NULL;
    struct error err;

    assert_ok(query_parse(&tree, NULL, text, strlen(text), f->arena,
                          f->words->tokenizer, &err));
    return tree;
}

static struct expander
make_expander(struct fixture *f)
{
    glossary_sort(f->own);
    glossary_sort(f->learned);
    return (struct expander){.store = f->words->store,
                             .own = f->own,
                             .learned = f->learned,
                             .arena = f->arena};
}

static void
assert_printed(const struct query *q, const char *expected)
{
    struct buf text = {0};

    if (q != NULL)
        query_print(q, &text);
    assert_string_equal(text.len > 0 ? text.data : "", expected);
    buf_done(&text);
}

static void
assert_expands(struct fixture *f, const char *text, const char *expected)
{
    struct expander e = make_expander(f);

    assert_printed(expand_tree(&e, parse(f, text), false), expected);
}

static void
assert_stays(struct fixture *f, const char *text)
{
    struct expander e = make_expander(f);
    struct query *tree = parse(f, text);

    assert_true(query_equal(expand_tree(&e, tree, false), tree));
    assert_int_equal(e.n, 0);
}

static void
an_acronym_is_also_its_words(void **state)
{
    struct fixture *f = *state;

    assert_expands(f, "cse", "cse OR ~\"child sexual exploitation\"");
    assert_expands(f, "CSE kent",
                   "(cse OR ~\"child sexual exploitation\") AND kent");
    assert_expands(f, "kent OR CSE",
                   "kent OR cse OR ~\"child sexual exploitation\"");
    assert_expands(f, "title:CSE",
                   "title:cse OR title:~\"child sexual exploitation\"");
    assert_expands(
        f, "(CSE OR quango) kent",
        "(cse OR ~\"child sexual exploitation\" OR quango) AND kent");
    assert_expands(f, "pcc",
                   "pcc OR ~\"police and crime commissioner\" OR "
                   "~\"parochial church council\"");
}

static void
words_in_a_row_are_also_their_acronym(void **state)
{
    struct fixture *f = *state;

    assert_expands(f, "child sexual exploitation",
                   "child AND sexual AND exploitation OR cse");
    assert_expands(f, "kent child sexually exploited police",
                   "kent AND (child AND sexually AND exploited OR cse) AND "
                   "police");
    assert_expands(f, "police and crime commissioner of kent",
                   "(police AND crime AND commissioner OR pcc) AND kent");
    assert_expands(f, "anti-social behaviour",
                   "anti-social AND behaviour OR asb");
    assert_expands(f, "anti social behaviour",
                   "anti AND social AND behaviour OR asb");
    assert_expands(f, "kent OR (child sexual exploitation)",
                   "kent OR child AND sexual AND exploitation OR cse");
    assert_expands(f, "child sexual exploitation -kent",
                   "(child AND sexual AND exploitation OR cse) AND NOT kent");
}

static void
what_is_exact_unwanted_or_not_in_a_row_stays(void **state)
{
    struct fixture *f = *state;

    assert_stays(f, "\"cse\"");
    assert_stays(f, "\"child sexual exploitation\"");
    assert_stays(f, "~\"child sexual exploitation\"");
    assert_stays(f, "kent -cse");
    assert_stays(f, "sexual child exploitation");
    assert_stays(f, "child sexual");
    assert_stays(f, "child \"sexual\" exploitation");
    assert_stays(f, "child kent sexual exploitation");
    assert_stays(f, "child title:sexual exploitation");
    assert_stays(f, "child OR sexual OR exploitation");
    assert_stays(f, "child NEAR sexual NEAR exploitation");
    assert_stays(f, "year:2014");
    assert_stays(f, "cse*");
    assert_stays(f, "kind:minute -kent");
    assert_stays(f, "quango");
    assert_printed(
        expand_tree(&(struct expander){.arena = f->arena}, NULL, false), "");
}

static void
the_other_side_must_be_in_the_index(void **state)
{
    struct fixture *f = *state;

    assert_stays(f, "csp");
    assert_stays(f, "community safety partnership");
    assert_stays(f, "child police");
}

static void
an_administrator_adds_and_takes_away(void **state)
{
    struct fixture *f = *state;
    struct tokenizer *t = f->words->tokenizer;

    assert_true(glossary_add(f->own, "MASH", "", 0, t));
    assert_true(glossary_add(f->own, "CSE", "council social hub", 0, t));
    assert_true(glossary_add(f->own, "QUANGO", "agency", 0, t));
    assert_stays(f, "mash");
    assert_stays(f, "multi-agency safeguarding hub");
    assert_expands(f, "cse",
                   "cse OR ~\"council social hub\" OR "
                   "~\"child sexual exploitation\"");
    assert_expands(f, "agency kent", "(agency OR quango) AND kent");
    assert_expands(f, "quango", "quango OR agency");
}

static void
malformed_entries_are_refused(void **state)
{
    struct fixture *f = *state;
    struct tokenizer *t = f->words->tokenizer;

    assert_false(glossary_add(f->own, "", "words", 0, t));
    assert_false(glossary_add(f->own, "A B", "words", 0, t));
    assert_false(glossary_add(f->own, "-", "words", 0, t));
    assert_false(glossary_add(f->own, "AB", "- -", 0, t));
    assert_false(glossary_add(
        f->own, "AB", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", 0, t));
    assert_true(glossary_add(f->own, "AB",
                             "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", 0, t));
    assert_int_equal(glossary_count(f->own), 1);
    assert_int_equal(glossary_count(NULL), 0);
}

static void
with_any_word_enough_the_other_side_is_one_more(void **state)
{
    struct fixture *f = *state;
    struct expander e = make_expander(f);
    struct query *tree = parse(f, "child sexual exploitation kent -police");

    assert_printed(expand_tree(&e, tree, false),
                   "(child AND sexual AND exploitation OR cse) AND kent AND "
                   "NOT police");
    assert_int_equal(e.n, 1);
    assert_printed(expand_tree(&e, query_any(tree, f->arena), true),
                   "(child OR sexual OR exploitation OR cse OR kent) AND NOT "
                   "police");
    assert_int_equal(e.n, 1);
    assert_string_equal(e.done[0].from, "Child Sexual Exploitation");
    assert_string_equal(e.done[0].to, "CSE");
    assert_string_equal(e.done[0].where, "");
    assert_printed(
        expand_tree(&e, query_any(parse(f, "cse kent"), f->arena), true),
        "cse OR ~\"child sexual exploitation\" OR kent");
}

static void
no_query_grows_without_end(void **state)
{
    struct fixture *f = *state;
    struct tokenizer *t = f->words->tokenizer;
    struct expander e;
    struct buf text = {0};

    for (char a = 'b'; a < 'z'; a++) {
        for (char c = 'a'; c < 'f'; c++) {
            const char acronym[] = {a, a, c, '\0'};
            assert_true(glossary_add(f->own, acronym, "child police", 0, t));
            assert_true(glossary_add(f->own, acronym, "kent police", 0, t));
            assert_true(glossary_add(f->own, acronym, "crime police", 0, t));
            assert_true(glossary_add(f->own, acronym, "church police", 0, t));
            buf_addf(&text, "%s ", acronym);
        }
    }
    e = make_expander(f);
    struct query *tree = expand_tree(&e, parse(f, text.data), false);
    assert_int_equal(e.n, EXPAND_MAX);
    size_t groups = 0;
    for (size_t i = 0; i < tree->n_children; i++)
        groups += tree->children[i]->type == QUERY_OR;
    assert_int_equal(groups, (EXPAND_MAX + EXPAND_MEANINGS_MAX - 1) /
                                 EXPAND_MEANINGS_MAX);
    buf_done(&text);
}

/* Any query of these, as long as the parser takes it. */
static void
draw_query(uint32_t *seed, struct buf *out)
{
    static const char *const parts[] = {
        "cse",     "child",
        "sexual",  "exploitation",
        "kent",    "OR",
        "AND",     "(",
        ")",       "-",
        "asb",     "pcc",
        "anti",    "social",
        "NEAR/3",  "behaviour",
        "title:",  "\"cse\"",
        "the",     "police",
        "crime",   "commissioner",
        "cse*",    "mash",
        "~\"",     "\"",
        "NOT",     "year:2014",
        "quango*", "anti-social",
    };
    size_t n = sizeof(parts) / sizeof(parts[0]);
    unsigned count;

    *seed = *seed * 1664525u + 1013904223u;
    count = 1 + (*seed >> 8) % 12;
    buf_clear(out);
    for (unsigned i = 0; i < count; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        buf_addf(out, "%s%s", parts[(*seed >> 8) % n],
                 (*seed >> 24) % 5 > 0 ? " " : "");
    }
}

/* The tree that the text is parsed to; NULL where it is none. */
static struct query *
try_parse(struct fixture *f, const char *text)
{
    struct query *tree = NULL;

    if (query_parse(&tree, NULL, text, strlen(text), f->arena,
                    f->words->tokenizer, NULL) != STATUS_OK)
        return NULL;
    return tree;
}

static void
every_expanded_query_is_one_that_could_be_typed(void **state)
{
    struct fixture *f = *state;
    struct buf text = {0}, printed = {0};
    struct expander e = make_expander(f);
    uint32_t seed = 7;
    size_t expanded = 0;

    for (int i = 0; i < 20000; i++) {
        draw_query(&seed, &text);
        struct query *tree = try_parse(f, text.data);
        if (tree == NULL)
            continue;
        bool any = i % 2 == 1;
        if (any)
            tree = query_any(tree, f->arena);
        if (tree == NULL)
            continue;
        e.n = 0;
        struct query *q = expand_tree(&e, tree, any);
        assert_true(e.n <= EXPAND_MAX);
        if (q == tree)
            continue;
        expanded++;
        buf_clear(&printed);
        query_print(q, &printed);
        struct query *again = try_parse(f, printed.data);
        if (again == NULL || !query_equal(again, q))
            fail_msg("%s became %s", text.data, printed.data);
    }
    assert_true(expanded > 1000);
    buf_done(&text);
    buf_done(&printed);
}

static void
the_common_ones_are_well_formed(void **state)
{
    struct fixture *f = *state;
    struct glossary *all = glossary_new(f->arena);
    size_t n = 0;

    for (; glossary_common[n][0] != NULL; n++) {
        const char *acronym = glossary_common[n][0];
        const struct glossary_entry *e;
        assert_true(glossary_add(all, acronym, glossary_common[n][1], 0,
                                 f->words->tokenizer));
        e = glossary_at(all, n);
        assert_false(e->self->stop);
        assert_true(e->n_words >= 2 && strchr(e->key, ' ') != NULL);
        if (n > 0)
            assert_true(strcasecmp(glossary_common[n - 1][0], acronym) <= 0);
    }
    assert_true(n > 80);
    glossary_sort(all);
    const struct glossary_entry *const *first;
    assert_int_equal(glossary_of_acronym(all, "pcso", &first), 1);
    assert_string_equal(first[0]->shown, "police community support officer");
    assert_int_equal(glossary_of_acronym(all, "hmic", &first), 2);
    assert_int_equal(glossary_of_acronym(all, "pcsos", &first), 0);
    assert_int_equal(glossary_of_words(all, "polic crime commission", &first),
                     1);
    assert_string_equal(first[0]->acronym, "PCC");
    assert_int_equal(glossary_of_words(all, "", &first), 0);
    assert_int_equal(glossary_of_words(NULL, "polic", &first), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_acronym_is_also_its_words),
        TEST(words_in_a_row_are_also_their_acronym),
        TEST(what_is_exact_unwanted_or_not_in_a_row_stays),
        TEST(the_other_side_must_be_in_the_index),
        TEST(an_administrator_adds_and_takes_away),
        TEST(malformed_entries_are_refused),
        TEST(with_any_word_enough_the_other_side_is_one_more),
        TEST(no_query_grows_without_end),
        TEST(every_expanded_query_is_one_that_could_be_typed),
        TEST(the_common_ones_are_well_formed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
