/* searchctl/options: the command line. */
#include "unit.h"

#include "searchctl/options.h"

#define ARGS_MAX 16

/* Parses "searchctl" and the words of args up to NULL. */
static enum status
parse(struct options *o, const char *const *args, struct error *err)
{
    char *argv[ARGS_MAX + 2] = {(char *)"searchctl"};
    int argc = 1;

    while (args[argc - 1] != NULL) {
        assert_true(argc <= ARGS_MAX);
        argv[argc] = (char *)args[argc - 1];
        argc++;
    }
    return options_parse(o, argc, argv, err);
}

#define PARSE(o, err, ...)                                                     \
    parse((o), (const char *const[]){__VA_ARGS__, NULL}, (err))

static void
words_are_joined_into_the_query(void **state)
{
    (void)state;
    struct options o;
    struct error err;
    assert_ok(PARSE(&o, &err, "special", "constables"));
    assert_int_equal(o.mode, OPTIONS_SEARCH);
    assert_string_equal(o.query, "special constables");
    assert_int_equal(o.n_sent, 0);
    assert_int_equal(o.timeout_ms, 30000);
    options_done(&o);
}

static void
options_end_at_the_first_word(void **state)
{
    (void)state;
    struct options o;
    struct error err;
    assert_ok(
        PARSE(&o, &err, "--limit", "5", "special", "-constables", "--jso"));
    assert_string_equal(o.query, "special -constables --jso");
    assert_false(o.json);
    options_done(&o);
    assert_ok(PARSE(&o, &err, "--json", "--", "-constables", "special"));
    assert_string_equal(o.query, "-constables special");
    assert_true(o.json);
    options_done(&o);
}

static void
an_option_behind_a_word_is_refused(void **state)
{
    (void)state;
    static const char *const late[] = {"--json", "--year", "--year=2014"};
    for (size_t i = 0; i < sizeof(late) / sizeof(late[0]); i++) {
        struct options o;
        struct error err;
        assert_int_equal(PARSE(&o, &err, "special", late[i], "2014"),
                         STATUS_USAGE);
        assert_non_null(strstr(err.message, "before the words"));
        options_done(&o);
        assert_ok(PARSE(&o, &err, "--", "special", late[i], "2014"));
        options_done(&o);
    }
}

static void
options_of_the_server_are_passed_on_once(void **state)
{
    (void)state;
    struct options o;
    struct error err;
    assert_ok(PARSE(&o, &err, "--year=2014", "--committee", "Parks Panel",
                    "--year", "2015..2016", "--plan", "2014/15", "paths"));
    assert_int_equal(o.n_sent, 3);
    assert_string_equal(o.sent[0].name, "year");
    assert_string_equal(o.sent[0].value, "2015..2016");
    assert_string_equal(o.sent[1].name, "committee");
    assert_string_equal(o.sent[1].value, "Parks Panel");
    assert_string_equal(o.sent[2].name, "plan");
    options_done(&o);
}

static void
all_options_of_a_search_have_room(void **state)
{
    (void)state;
    struct options o;
    struct error err;
    assert_ok(PARSE(&o, &err, "--limit=1", "--from=1", "--sort=newest",
                    "--match=all", "--year=1", "--kind=note", "--plan=1",
                    "--committee=x", "--document=x", "--group=document",
                    "--decision=yes", "--expand=no", "--limit=2", "w"));
    assert_int_equal(o.n_sent, OPTIONS_SENT_MAX);
    assert_string_equal(o.sent[0].value, "2");
    options_done(&o);
}

static void
the_modes_need_no_words(void **state)
{
    (void)state;
    struct options o;
    struct error err;
    assert_ok(PARSE(&o, &err, "--status"));
    assert_int_equal(o.mode, OPTIONS_STATUS);
    assert_null(o.query);
    assert_ok(PARSE(&o, &err, "--reload"));
    assert_int_equal(o.mode, OPTIONS_RELOAD);
    assert_int_equal(o.timeout_ms, 0);
    assert_ok(PARSE(&o, &err, "--reload", "--timeout", "7"));
    assert_int_equal(o.timeout_ms, 7000);
    assert_ok(PARSE(&o, &err, "--help"));
    assert_int_equal(o.mode, OPTIONS_HELP);
    assert_ok(PARSE(&o, &err, "--version"));
    assert_int_equal(o.mode, OPTIONS_VERSION);
    assert_ok(PARSE(&o, &err, "--explain", "--server", "/s", "--color=never",
                    "paths"));
    assert_int_equal(o.mode, OPTIONS_EXPLAIN);
    assert_int_equal(o.color, TERM_COLOR_NEVER);
    assert_string_equal(o.server, "/s");
    options_done(&o);
}

static void
what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *args[4], *part;
    } cases[] = {
        {{NULL}, "no words"},
        {{"", " "}, "no words"},
        {{"--explain"}, "no words"},
        {{"--limit"}, "--limit wants a value"},
        {{"--colour=never", "w"}, "unknown or incomplete option --colour"},
        {{"-constables", "w"}, "goes after --"},
        {{"--color=red", "w"}, "auto, always or never"},
        {{"--timeout=-1", "w"}, "0 to 86400"},
        {{"--timeout=x", "w"}, "0 to 86400"},
        {{"--status", "--reload"}, "one at a time"},
        {{"--status", "word"}, "take no words"},
        {{"--reload", "--year=2014"}, "no options of a search"},
        {{"--json", "--explain", "w"}, "--json goes with a search"},
        {{"caf\xe9"}, "not UTF-8"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct options o;
        struct error err = {0};
        const char *args[5] = {0};
        for (size_t j = 0; j < 4 && cases[i].args[j] != NULL; j++)
            args[j] = cases[i].args[j];
        assert_int_equal(parse(&o, args, &err), STATUS_USAGE);
        if (strstr(err.message, cases[i].part) == NULL)
            fail_msg("case %zu: %s", i, err.message);
        options_done(&o);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_joined_into_the_query),
        cmocka_unit_test(options_end_at_the_first_word),
        cmocka_unit_test(an_option_behind_a_word_is_refused),
        cmocka_unit_test(options_of_the_server_are_passed_on_once),
        cmocka_unit_test(all_options_of_a_search_have_room),
        cmocka_unit_test(the_modes_need_no_words),
        cmocka_unit_test(what_is_wrong_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
