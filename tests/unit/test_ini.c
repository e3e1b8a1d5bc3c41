/* config/ini: configuration files. */
#include "unit.h"

#include "common/xalloc.h"
#include "config/ini.h"
#include "config/pairs.h"

enum { WEB_TITLE, WEB_HOST, DAEMON_THREADS, N_KEYS };
static const struct ini_key keys[N_KEYS] = {
    [WEB_TITLE] = {"web", "title", false},
    [WEB_HOST] = {"web", "host", true},
    [DAEMON_THREADS] = {"daemon", "threads", false},
};

/* What was read of a text; reading_done frees it. */
struct reading {
    struct arena *arena;
    struct ini ini;
    struct ini_problems problems;
};

static struct reading
read_bytes(const char *text, size_t len)
{
    struct reading r = {.arena = arena_new()};
    ini_parse(&r.ini, r.arena, keys, N_KEYS, "f", text, len, &r.problems);
    return r;
}

static void
reading_done(struct reading *r)
{
    buf_done(&r->problems.text);
    arena_free(r->arena);
}

static void
assert_entry(const struct reading *r, size_t n, size_t key, const char *value,
             unsigned line)
{
    assert_true(n < r->ini.n_entries);
    assert_int_equal(r->ini.entries[n].key, key);
    assert_string_equal(r->ini.entries[n].value, value);
    assert_int_equal(r->ini.entries[n].line, line);
}

/* The problems of a text, all of them. */
static void
assert_problems(const char *text, const char *problems)
{
    struct reading r = read_bytes(text, strlen(text));
    assert_true(r.problems.n > 0);
    assert_string_equal(r.problems.text.data, problems);
    reading_done(&r);
}

static void
sections_keys_and_comments_are_read_in_order(void **state)
{
    (void)state;
    static const char text[] = "# first\n"
                               "; second\n"
                               "\n"
                               "[web]\n"
                               "  title =\tOur minutes \t\n"
                               "host=a.example\n"
                               "\t[ daemon ] \n"
                               "threads = 4\n"
                               "[web]\n"
                               "host = b.example";
    struct reading r = read_bytes(text, sizeof(text) - 1);
    assert_int_equal(r.problems.n, 0);
    assert_int_equal(r.ini.n_entries, 4);
    assert_entry(&r, 0, WEB_TITLE, "Our minutes", 5);
    assert_entry(&r, 1, WEB_HOST, "a.example", 6);
    assert_entry(&r, 2, DAEMON_THREADS, "4", 8);
    assert_entry(&r, 3, WEB_HOST, "b.example", 10);
    reading_done(&r);
}

static void
a_value_is_all_that_follows_the_first_equals_sign(void **state)
{
    (void)state;
    static const char text[] = "[web]\ntitle = \"a\" = b # c ; d\nhost =\n";
    struct reading r = read_bytes(text, sizeof(text) - 1);
    assert_int_equal(r.problems.n, 0);
    assert_entry(&r, 0, WEB_TITLE, "\"a\" = b # c ; d", 2);
    assert_entry(&r, 1, WEB_HOST, "", 3);
    reading_done(&r);
}

static void
a_byte_order_mark_and_carriage_returns_do_not_count(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF[web]\r\ntitle = \xC3\xA9t\xC3\xA9"
                               "\r\n";
    struct reading r = read_bytes(text, sizeof(text) - 1);
    assert_int_equal(r.problems.n, 0);
    assert_entry(&r, 0, WEB_TITLE, "\xC3\xA9t\xC3\xA9", 2);
    reading_done(&r);
}

static void
an_empty_text_has_nothing_and_no_problem(void **state)
{
    (void)state;
    struct reading r = read_bytes("", 0);
    assert_int_equal(r.problems.n, 0);
    assert_int_equal(r.ini.n_entries, 0);
    reading_done(&r);
    r = read_bytes(NULL, 0);
    assert_int_equal(r.ini.n_entries, 0);
    reading_done(&r);
}

static void
what_is_wrong_is_told_with_file_and_line(void **state)
{
    (void)state;
    assert_problems("[web]\ncolour = red\n", "f:2: there is no key colour\n");
    assert_problems("[web]\ntitel = x\n",
                    "f:2: there is no key titel: did you mean title?\n");
    assert_problems("[daemon]\nthread = x\ntreadz = x\n",
                    "f:2: there is no key thread: did you mean threads?\n"
                    "f:3: there is no key treadz: did you mean threads?\n");
    assert_problems("[web]\nthreads = 1\n",
                    "f:2: threads is a key of [daemon], not of [web]\n");
    assert_problems("\n[wbe]\ntitle = x\n", "f:2: there is no section [wbe]\n");
    assert_problems("title = x\n", "f:1: a key before the first [section]\n");
    assert_problems("[web]\ntitle = a\n\ntitle = b\n",
                    "f:4: title is given twice, first in line 2\n");
    assert_problems("[web] # no\n", "f:1: a section is a name in brackets, "
                                    "nothing after them\n");
    assert_problems("[\n", "f:1: a section is a name in brackets, nothing "
                           "after them\n");
    assert_problems("[web]\nTitle = a\n= b\n",
                    "f:2: there is no key Title: did you mean title?\n"
                    "f:3: expected [section], key = value, or a comment\n");
    assert_problems("[web]\ntitle\n",
                    "f:2: expected [section], key = value, or a comment\n");
    assert_problems("[web]\ntitle = a\x1b[1m\n",
                    "f:2: there is a control character in this line\n");
    assert_problems("[web]\n# caf\xE9\n", "f:2: this line is no valid UTF-8: "
                                          "save the file as UTF-8\n");
}

static void
a_nul_byte_is_a_control_character(void **state)
{
    (void)state;
    static const char text[] = "[web]\ntitle = a\0b\n";
    struct reading r = read_bytes(text, sizeof(text) - 1);
    assert_int_equal(r.problems.n, 1);
    assert_int_equal(r.ini.n_entries, 0);
    reading_done(&r);
}

static void
a_line_has_a_bound(void **state)
{
    (void)state;
    static const char head[] = "[web]\ntitle=";
    char text[sizeof(head) + INI_LINE_MAX];
    size_t start = strlen("[web]\n");
    memset(text, 'x', sizeof(text));
    memcpy(text, head, strlen(head));
    struct reading r = read_bytes(text, start + INI_LINE_MAX);
    assert_int_equal(r.problems.n, 0);
    assert_int_equal(strlen(r.ini.entries[0].value),
                     INI_LINE_MAX - strlen("title="));
    reading_done(&r);
    r = read_bytes(text, start + INI_LINE_MAX + 1);
    assert_int_equal(r.problems.n, 1);
    assert_string_equal(r.problems.text.data,
                        "f:2: a line has at most 1000 bytes, this one 1001\n");
    reading_done(&r);
}

static void
no_more_problems_are_told_than_a_screen_holds(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 3 * INI_PROBLEMS_MAX; i++)
        buf_add_str(&text, "what\n");
    struct reading r = read_bytes(text.data, text.len);
    assert_int_equal(r.problems.n, 3 * INI_PROBLEMS_MAX);
    size_t lines = 0;
    for (const char *s = r.problems.text.data; *s != '\0'; s++)
        lines += *s == '\n';
    assert_int_equal(lines, INI_PROBLEMS_MAX);
    reading_done(&r);
    buf_done(&text);
}

static void
a_file_is_read_up_to_its_bound(void **state)
{
    (void)state;
    struct error err;
    char *dir = unit_mkdir();
    char *path = xasprintf("%s/c.conf", dir);
    struct reading r = {.arena = arena_new()};

    assert_int_equal(
        ini_read(&r.ini, r.arena, keys, N_KEYS, path, &r.problems, &err),
        STATUS_NOT_FOUND);
    assert_non_null(strstr(err.message, path));

    static char data[INI_FILE_MAX + 1];
    memset(data, '\n', sizeof(data));
    memcpy(data, "[web]\ntitle = x", 15);
    assert_ok(file_create(path, data, INI_FILE_MAX, &err));
    assert_ok(ini_read(&r.ini, r.arena, keys, N_KEYS, path, &r.problems, &err));
    assert_int_equal(r.problems.n, 0);
    assert_entry(&r, 0, WEB_TITLE, "x", 2);

    assert_int_equal(remove(path), 0);
    assert_ok(file_create(path, data, sizeof(data), &err));
    assert_int_equal(
        ini_read(&r.ini, r.arena, keys, N_KEYS, path, &r.problems, &err),
        STATUS_TOO_LARGE);
    /* A folder is no file. */
    assert_int_equal(
        ini_read(&r.ini, r.arena, keys, N_KEYS, dir, &r.problems, &err),
        STATUS_IO);
    reading_done(&r);
    free(path);
    unit_rmdir(dir);
}

/* ---- pairs ---- */

static void
pairs_have_any_name_as_often_as_it_is_wanted(void **state)
{
    static const char text[] = "\xEF\xBB\xBF# ours\r\n"
                               " CSE\t=  child sexual exploitation \r\n"
                               "; theirs\n\n"
                               "CSE = a = b\n"
                               "PCC =";
    struct reading r = {.arena = arena_new()};
    struct pairs pairs;

    (void)state;
    pairs_parse(&pairs, r.arena, "f", text, sizeof(text) - 1, &r.problems);
    assert_int_equal(r.problems.n, 0);
    assert_int_equal(pairs.n, 3);
    assert_string_equal(pairs.pairs[0].name, "CSE");
    assert_string_equal(pairs.pairs[0].value, "child sexual exploitation");
    assert_int_equal(pairs.pairs[0].line, 2);
    assert_string_equal(pairs.pairs[1].value, "a = b");
    assert_int_equal(pairs.pairs[1].line, 5);
    assert_string_equal(pairs.pairs[2].name, "PCC");
    assert_string_equal(pairs.pairs[2].value, "");
    reading_done(&r);
}

static void
lines_that_are_no_pairs_are_named(void **state)
{
    static const char text[] = "words\n= x\nA = b\nB = \001\n[A]\n";
    struct reading r = {.arena = arena_new()};
    struct pairs pairs;

    (void)state;
    pairs_parse(&pairs, r.arena, "f", text, sizeof(text) - 1, &r.problems);
    assert_int_equal(pairs.n, 1);
    assert_string_equal(r.problems.text.data,
                        "f:1: expected a name, =, and what it stands for\n"
                        "f:2: expected a name, =, and what it stands for\n"
                        "f:4: there is a control character in this line\n"
                        "f:5: expected a name, =, and what it stands for\n");
    reading_done(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_keys_and_comments_are_read_in_order),
        cmocka_unit_test(a_value_is_all_that_follows_the_first_equals_sign),
        cmocka_unit_test(a_byte_order_mark_and_carriage_returns_do_not_count),
        cmocka_unit_test(an_empty_text_has_nothing_and_no_problem),
        cmocka_unit_test(what_is_wrong_is_told_with_file_and_line),
        cmocka_unit_test(a_nul_byte_is_a_control_character),
        cmocka_unit_test(a_line_has_a_bound),
        cmocka_unit_test(no_more_problems_are_told_than_a_screen_holds),
        cmocka_unit_test(a_file_is_read_up_to_its_bound),
        cmocka_unit_test(pairs_have_any_name_as_often_as_it_is_wanted),
        cmocka_unit_test(lines_that_are_no_pairs_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
