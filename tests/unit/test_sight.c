/* lib/engine: where a query's words stand in a text. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "engine/sight.h"
#include "engine/stems.h"
#include "engine/wording.h"

struct fixture {
    struct arena *arena;
    struct tokenizer *t;
};

static int
set_up(void **state)
{
    static struct fixture f;
    struct error err;

    f.arena = arena_new();
    if (tokenizer_new(&f.t, &err) != STATUS_OK)
        return -1;
    *state = &f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    tokenizer_free(f->t);
    arena_free(f->arena);
    return 0;
}

static const struct sight_word wanted[] = {
    {"constabl", "constables"},
    {"constabl", "constable"},
    {"polic", "police"},
    {"2500000", "2500000"},
    {"2014/15", "2014/15"},
    {"pcso", "pcso"},
    {"café", "café"},
    {"commission", "commissioner's"},
    {"die", "die"},
    {"hour", "hours"},
};
#define WANTED (sizeof(wanted) / sizeof(wanted[0]))

/* Checks the sightings of text against "pos:stem/form ...", the words' numbers
 * above; - for no form. */
static void
expect(struct fixture *f, const char *text, const char *want)
{
    const struct sighting *seen;
    struct buf got = {0};
    struct sight *s = sight_new(wanted, WANTED, f->t, f->arena);
    size_t n = sight_find(s, text, strlen(text), &seen);

    buf_add_str(&got, "");
    for (size_t i = 0; i < n; i++) {
        buf_addf(&got, "%s%u:%u/", i > 0 ? " " : "", seen[i].pos, seen[i].stem);
        if (seen[i].form == SIGHT_NONE)
            buf_add_char(&got, '-');
        else
            buf_addf(&got, "%u", seen[i].form);
    }
    if (strcmp(got.data != NULL ? got.data : "", want) != 0)
        fail_msg("%s: \"%s\", expected \"%s\"", text, got.data, want);
    buf_done(&got);
}

static void
words_are_seen_by_stem_and_form(void **state)
{
    struct fixture *f = *state;

    expect(f, "", "");
    expect(f, "Special Constables, and a CONSTABLE.", "2:0/0 5:0/1");
    expect(f, "policing the police; no politics", "1:2/- 3:2/2");
    expect(f, "It cost \302\2432,500,000 in 2014/15.", "3:3/3 7:4/4");
    expect(f, "PCSOs and a PCSO", "1:5/5 4:5/5");
    expect(f, "Caf\303\251 and CAF\303\211", "1:6/6 3:6/6");
    expect(f, "the Commissioner\342\200\231s office", "2:7/7");
    expect(f,
           "the \342\200\234police\342\200\235 and \342\200\230constables"
           "\342\200\231",
           "2:2/2 4:0/0");
    expect(f, "police\342\200\224constable", "1:2/2 2:0/1");
    expect(f, "police\302\240constable", "1:2/2 2:0/1");
    expect(f, "pol\302\255ice", "1:2/2");
    expect(f, "dying, she lies", "1:8/-");
    expect(f, "100hours, 16th, b12hours", "2:9/9");
    expect(f, "constables'", "1:0/0");
    expect(f, "'police' don't", "1:2/2");
}

/* Random texts of pieces that matter: whatever the tokenizer finds is seen, and
 * nothing else. */
static void
what_is_seen_is_what_the_tokenizer_finds(void **state)
{
    struct fixture *f = *state;
    static const char *const pieces[] = {
        "police",
        "Constable",
        "constables",
        "PCSOs",
        "2014/15",
        "2,500,000",
        "caf\303\251",
        "x",
        "hours",
        "100",
        "'",
        "\342\200\231",
        "\342\200\223",
        "\302\240",
        " ",
        " ",
        " ",
        " ",
        ", ",
        "-",
        ".",
        "die",
        "dying",
        "\303\211",
        "4.5",
        "commissioner",
        "s",
        "\342\202\254",
        "_",
    };
    char text[2048];

    srand(42);
    for (unsigned round = 0; round < 20000; round++) {
        size_t len = 0;
        /* Some are longer than what is looked at in one go. */
        for (unsigned i = 0; i < (round % 4 == 0 ? 100 : 12); i++) {
            const char *piece =
                pieces[(unsigned)rand() % (sizeof(pieces) / sizeof(pieces[0]))];
            memcpy(text + len, piece, strlen(piece) + 1);
            len += strlen(piece);
        }
        unsigned want[WANTED] = {0}, got[WANTED] = {0};
        struct token token;
        tokenizer_start(f->t, text, len);
        while (tokenizer_next(f->t, &token))
            for (size_t i = 0; i < WANTED; i++)
                want[i] += strcmp(token.form, wanted[i].form) == 0;
        const struct sighting *seen;
        struct sight *s = sight_new(wanted, WANTED, f->t, f->arena);
        size_t n = sight_find(s, text, len, &seen);
        for (size_t i = 0; i < n; i++)
            if (seen[i].form != SIGHT_NONE)
                got[seen[i].form]++;
        for (size_t i = 0; i < WANTED; i++)
            if (got[i] != want[i])
                fail_msg("\"%s\": %s is seen %u times, not %u", text,
                         wanted[i].form, got[i], want[i]);
        if (round % 100 == 99) {
            arena_free(f->arena);
            f->arena = arena_new();
        }
    }
}

/* What a form is passed over for is that it does not begin as the stem does:
 * whatever endings it has. */
static void
a_form_is_seen_whatever_its_endings_are(void **state)
{
    struct fixture *f = *state;
    static const char *const endings[] = {
        "",      "s",      "es",   "ed",      "ing",    "ly",     "ies",
        "ied",   "eedly",  "edly", "ingly",   "y",      "tional", "ency",
        "anci",  "ably",   "ent",  "izer",    "ation",  "ator",   "alism",
        "ality", "alli",   "ful",  "fulness", "ously",  "ous",    "iveness",
        "ivity", "bility", "bly",  "ogy",     "lessly", "li",     "alize",
        "icate", "icity",  "ical", "ness",    "ative",  "al",     "ance",
        "er",    "able",   "ible", "ement",   "ism",    "ate",    "ive",
        "ize",   "sion",   "tion", "e",       "sses",   "ss",
    };
    enum { ENDINGS = sizeof(endings) / sizeof(endings[0]) };

    srand(7);
    for (unsigned round = 0; round < 20000; round++) {
        char form[40], stem[64];
        size_t len = 0;
        for (unsigned n = 1 + (unsigned)rand() % 5; n > 0; n--)
            form[len++] = "aeiouyaeiouybcdfghjklmnpqrstvwxz"[rand() % 32];
        form[len] = '\0';
        for (unsigned n = (unsigned)rand() % 3; n > 0; n--)
            strcat(form, endings[(unsigned)rand() % ENDINGS]);
        len = strlen(form);
        (void)snprintf(stem, sizeof(stem), "%s",
                       tokenizer_stem(f->t, form, len));
        const struct sight_word word = {stem, form};
        const struct sighting *seen;
        struct sight *s = sight_new(&word, 1, f->t, f->arena);
        if (sight_find(s, form, len, &seen) != 1 || seen[0].form != 0)
            fail_msg("%s, of the stem %s, is not seen", form, stem);
        if (round % 100 == 99) {
            arena_free(f->arena);
            f->arena = arena_new();
        }
    }
}

static void
a_long_text_is_looked_at_so_far(void **state)
{
    struct fixture *f = *state;
    size_t len = 3 * SIGHT_BYTES_MAX;
    char *text = malloc(len + 1);
    const struct sighting *seen;

    assert_non_null(text);
    for (size_t i = 0; i < len; i++)
        text[i] = "police "[i % 7];
    text[len] = '\0';
    struct sight *s = sight_new(wanted, WANTED, f->t, f->arena);
    assert_int_equal(sight_find(s, text, len, &seen), SIGHT_BYTES_MAX / 7);
    assert_int_equal(seen[SIGHT_BYTES_MAX / 7 - 1].pos, SIGHT_BYTES_MAX / 7);
    memset(text, 'x', len); /* no blank to cut at */
    assert_int_equal(sight_find(s, text, len, &seen), 0);
    free(text);
}

static void
expect_wording(struct fixture *f, const char *text, const char *want)
{
    struct wording *w = wording_make(f->t, text, strlen(text), f->arena);
    struct buf got = {0};

    buf_add_str(&got, "");
    for (size_t i = 0; i < w->n; i++)
        buf_addf(&got, "%s%s:%u", i > 0 ? " " : "", w->words[i].form,
                 w->words[i].pos);
    assert_string_equal(got.data != NULL ? got.data : "", want);
    buf_done(&got);
}

static void
a_wording_is_the_words_in_their_order(void **state)
{
    struct fixture *f = *state;

    expect_wording(f, "Special constables", "special:1 constables:2");
    expect_wording(f, "state of the art", "state:1 of:2 the:3 art:4");
    expect_wording(f, "a AND b", "a:1 b:1003");
    expect_wording(f, "title:budget Resolved: that",
                   "budget:1002 "
                   "resolved:1003 that:1004");
    expect_wording(f, "and or not", "and:1 or:2 not:3");
    expect_wording(f, "\377", "");
    expect_wording(f, "", "");
}

static void
stems_of_a_wording_are_counted(void **state)
{
    struct fixture *f = *state;
    const char *text = "Special constables, a constable: \"special\"";
    struct wording *w = wording_make(f->t, text, strlen(text), f->arena);

    assert_int_equal(wording_count(w, "special"), 2);
    assert_int_equal(wording_count(w, "constabl"), 2);
    assert_int_equal(wording_count(w, "polic"), 1);
}

static void
expect_alike(struct fixture *f, const char *form)
{
    const char *stem = tokenizer_stem(f->t, form, strlen(form));
    size_t alike = stems_alike(stem);

    if (strlen(form) < alike || memcmp(form, stem, alike) != 0)
        fail_msg("%s is of the stem %s, which begins otherwise", form, stem);
}

/* Roots with every ending that the stemmer knows, and those it knows by
 * themselves. */
static void
a_form_begins_as_its_stem_does_but_for_the_last_letter(void **state)
{
    static const char *const roots[] = {
        "abl",   "agre",    "apologi", "bas",   "bat",      "cri",     "di",
        "dy",    "economi", "fall",    "fil",   "generat",  "hop",     "hopp",
        "iz",    "joy",     "kni",     "l",     "lux",      "manag",   "nation",
        "ol",    "organ",   "pol",     "polic", "qui",      "ration",  "relat",
        "sensi", "sk",      "stud",    "t",     "ti",       "univers", "vi",
        "wr",    "x",       "y",       "yy",    "\xc3\xa9",
    };
    static const char *const endings[] = {
        "",      "'",       "'s",      "'s'",     "s",     "ss",     "us",
        "es",    "sses",    "ies",     "ied",     "y",     "ey",     "ed",
        "edly",  "ing",     "ingly",   "eed",     "eedly", "tional", "ational",
        "enci",  "ency",    "anci",    "ancy",    "abli",  "ably",   "entli",
        "ently", "izer",    "ization", "ation",   "ator",  "alism",  "aliti",
        "ality", "alli",    "ally",    "fulness", "fulli", "fully",  "ousli",
        "ously", "ousness", "iveness", "iviti",   "ivity", "biliti", "bility",
        "bli",   "bly",     "ogi",     "logi",    "logy",  "lessli", "lessly",
        "li",    "ly",      "alize",   "icate",   "iciti", "icity",  "ical",
        "ful",   "ness",    "ative",   "al",      "ance",  "ence",   "er",
        "ic",    "able",    "ible",    "ant",     "ement", "ment",   "ent",
        "ism",   "ate",     "iti",     "ity",     "ous",   "ive",    "ize",
        "ion",   "sion",    "e",       "l",       "ll",    "ie",     "ying",
    };
    static const char *const known[] = {
        "skis",    "skies",    "dying",   "lying",   "tying",   "idly",
        "gently",  "ugly",     "early",   "only",    "singly",  "sky",
        "news",    "howe",     "atlas",   "cosmos",  "bias",    "andes",
        "inning",  "outing",   "canning", "herring", "earring", "proceed",
        "exceed",  "succeed",  "ties",    "lies",    "dies",    "communism",
        "arsenal", "generous", "abc",
    };
    struct fixture *f = *state;
    char form[64];

    for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
        for (size_t j = 0; j < sizeof(endings) / sizeof(endings[0]); j++) {
            (void)snprintf(form, sizeof(form), "%s%s", roots[i], endings[j]);
            expect_alike(f, form);
            (void)snprintf(form, sizeof(form), "un%s%s", roots[i], endings[j]);
            expect_alike(f, form);
        }
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        expect_alike(f, known[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_seen_by_stem_and_form),
        cmocka_unit_test(what_is_seen_is_what_the_tokenizer_finds),
        cmocka_unit_test(a_form_is_seen_whatever_its_endings_are),
        cmocka_unit_test(a_long_text_is_looked_at_so_far),
        cmocka_unit_test(a_wording_is_the_words_in_their_order),
        cmocka_unit_test(stems_of_a_wording_are_counted),
        cmocka_unit_test(
            a_form_begins_as_its_stem_does_but_for_the_last_letter),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
