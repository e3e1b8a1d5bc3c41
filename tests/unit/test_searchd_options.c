/* searchd/options: the command line; searchd/commands: the table of verbs. */
#include "unit.h"

#include "searchd/command.h"
#include "searchd/options.h"

#define PARSE(o, ...)                                                          \
    parse(o, (const char *[]){"searchd", __VA_ARGS__, NULL}, &err)

#define ARGUMENTS_MAX 32

/* The strings that options point at stay until the next call; getopt may
 * reorder the array. */
static enum status
parse(struct options *o, const char *const *given, struct error *err)
{
    static char words[ARGUMENTS_MAX][64];
    static char *argv[ARGUMENTS_MAX + 1];
    int argc = 0;
    for (; given[argc] != NULL; argc++) {
        assert_true(argc < ARGUMENTS_MAX);
        (void)snprintf(words[argc], sizeof(words[argc]), "%s", given[argc]);
        argv[argc] = words[argc];
    }
    argv[argc] = NULL;
    return options_parse(o, argc, argv, err);
}

static void
an_index_is_enough_and_the_rest_has_defaults(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    assert_ok(PARSE(&o, "--index", "dir"));
    assert_string_equal(o.index, "dir");
    assert_int_equal(o.n_listen, 1);
    assert_string_equal(o.listen[0], "/run/minutiae/searchd.sock");
    assert_true(o.threads >= 1);
    assert_int_equal(o.timeout_ms, 500);
    assert_int_equal(o.ready_fd, -1);
    assert_false(o.allow_remote);
}

static void
addresses_are_kept_in_order_up_to_a_bound(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    assert_ok(PARSE(&o, "--index=d", "--listen", "/a", "--listen=h:1"));
    assert_int_equal(o.n_listen, 2);
    assert_string_equal(o.listen[1], "h:1");

    const char *many[2 + OPTIONS_LISTEN_MAX + 2] = {"searchd", "--index=d"};
    for (int i = 0; i <= OPTIONS_LISTEN_MAX; i++)
        many[2 + i] = "--listen=/a";
    assert_int_equal(parse(&o, many, &err), STATUS_USAGE);
}

static void
numbers_are_strict_and_in_range(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    const char *const bad[] = {
        "--threads=0",  "--threads=257",    "--threads=",
        "--threads=2x", "--timeout=0",      "--timeout=-1",
        "--timeout= 5", "--queue=0",        "--ready-fd=-1",
        "--ready-fd=x", "--idle-timeout=0", "--max-connections=0",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (PARSE(&o, "--index=d", bad[i]) != STATUS_USAGE)
            fail_msg("%s was taken", bad[i]);
    assert_ok(PARSE(&o, "--index=d", "--threads=256", "--timeout=600000",
                    "--queue=1", "--ready-fd=0"));
    assert_int_equal(o.threads, 256);
    assert_int_equal(o.ready_fd, 0);
}

static void
help_and_version_need_no_index(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    assert_ok(PARSE(&o, "--help"));
    assert_true(o.help);
    assert_ok(PARSE(&o, "--version"));
    assert_true(o.version);
    assert_int_equal(PARSE(&o, "--verbose"), STATUS_USAGE);
    assert_int_equal(PARSE(&o, "--index="), STATUS_USAGE);
    assert_int_equal(PARSE(&o, "--index=d", "more"), STATUS_USAGE);
}

/* What the comment in command.h promises of every entry. */
static void
each_verb_is_found_and_has_exactly_one_way_to_run(void **state)
{
    (void)state;
    for (const struct command *const *c = commands; *c != NULL; c++) {
        assert_ptr_equal(command_find((*c)->verb), *c);
        int ways = ((*c)->on_worker != NULL) + ((*c)->on_loop != NULL) +
                   ((*c)->on_load != NULL);
        assert_int_equal(ways, 1);
        assert_int_equal(strncmp((*c)->form, (*c)->verb, strlen((*c)->verb)),
                         0);
        assert_true((*c)->rest == (strstr((*c)->form, " : ") != NULL));
        assert_null(strchr((*c)->what, '\t'));
    }
    assert_null(command_find("search"));
    assert_null(command_find(""));
}

/* HELP shows each option that a verb takes, so that the two do not part. */
static void
each_option_is_in_its_verbs_form(void **state)
{
    (void)state;
    for (const struct command *const *c = commands; *c != NULL; c++) {
        const char *form = (*c)->form;
        if (strstr(form, "options of SEARCH") != NULL)
            form = cmd_search.form;
        for (const char *const *o = (*c)->options; o != NULL && *o != NULL;
             o++) {
            char shown[64];
            (void)snprintf(shown, sizeof(shown), "[%s=", *o);
            if (strstr(form, shown) == NULL)
                fail_msg("%s: %s is not in its form", (*c)->verb, *o);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_is_enough_and_the_rest_has_defaults),
        cmocka_unit_test(addresses_are_kept_in_order_up_to_a_bound),
        cmocka_unit_test(numbers_are_strict_and_in_range),
        cmocka_unit_test(help_and_version_need_no_index),
        cmocka_unit_test(each_verb_is_found_and_has_exactly_one_way_to_run),
        cmocka_unit_test(each_option_is_in_its_verbs_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
