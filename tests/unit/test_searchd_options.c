/* searchd/options: the command line and the configuration file;
 * searchd/commands: the table of verbs. */
#include "unit.h"

#include <sys/stat.h>

#include "common/xalloc.h"
#include "searchd/command.h"
#include "searchd/options.h"

#define PARSE(o, ...)                                                          \
    parse(o, (const char *[]){"searchd", __VA_ARGS__, NULL}, &err)

#define ARGUMENTS_MAX 32

static struct arena *last; /* of the options parsed last */

static void
forget(void)
{
    arena_free(last);
    last = NULL;
}

/* What options point at stays until the next call; getopt may reorder the
 * array. */
static enum status
parse(struct options *o, const char *const *given, struct error *err)
{
    static char words[ARGUMENTS_MAX][128];
    static char *argv[ARGUMENTS_MAX + 1];
    int argc = 0;
    for (; given[argc] != NULL; argc++) {
        assert_true(argc < ARGUMENTS_MAX);
        (void)snprintf(words[argc], sizeof(words[argc]), "%s", given[argc]);
        argv[argc] = words[argc];
    }
    argv[argc] = NULL;
    forget();
    enum status status = options_parse(o, argc, argv, err);
    if (status == STATUS_OK)
        last = o->arena;
    return status;
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

/* The file of the tests below; written anew by each. */
static char *conf_dir, *conf;

static int
make_conf(void **state)
{
    (void)state;
    conf_dir = unit_mkdir();
    conf = xasprintf("%s/c", conf_dir);
    return 0;
}

static int
remove_conf(void **state)
{
    (void)state;
    forget();
    free(conf);
    unit_rmdir(conf_dir);
    return 0;
}

static void
write_conf(const char *text)
{
    struct error err;
    (void)remove(conf);
    assert_ok(file_create(conf, text, strlen(text), &err));
}

static void
a_file_sets_what_flags_set(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    write_conf("[searchd]\nindex = /srv/i n\nthreads = auto\ntimeout = 7\n"
               "allow-remote = yes\nlisten = /a\nlisten = h:1\n"
               "[web]\nhttp = 127.0.0.1:0\ntitle = Our minutes\n"
               "base-url = HTTPS://Intranet.Example:443/search/\n"
               "host = Search\ncors-origin = https://a.example:8443\n"
               "frame-ancestors = self  https://*.example\n");
    assert_ok(PARSE(&o, "--config", conf));
    assert_string_equal(o.index, "/srv/i n");
    assert_int_equal(o.timeout_ms, 7);
    assert_true(o.threads >= 1);
    assert_true(o.allow_remote);
    assert_int_equal(o.n_listen, 2);
    assert_string_equal(o.listen[1], "h:1");
    assert_int_equal(o.n_http, 1);
    assert_string_equal(o.web.site.title, "Our minutes");
    assert_string_equal(o.web.site.accent, "#0b5a8a");
    assert_string_equal(o.web.site.origin, "https://intranet.example");
    assert_string_equal(o.web.site.prefix, "/search");
    assert_int_equal(o.web.n_hosts, 1);
    assert_int_equal(o.web.n_all_hosts, 2);
    assert_string_equal(o.web.hosts[0], "search");
    assert_string_equal(o.web.hosts[1], "intranet.example");
    assert_int_equal(o.web.n_origins, 1);
    assert_string_equal(o.web.origins[0], "https://a.example:8443");
    assert_string_equal(o.web.frame_ancestors, "'self' https://*.example");
    assert_int_equal(o.web.request_seconds, 10);
}

static void
flags_win_over_the_file_wherever_they_stand(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    write_conf("[searchd]\nindex = a\ntimeout = 7\nqueue = 8\n"
               "listen = /a\nlisten = /b\n[web]\nhost = a\n");
    assert_ok(
        PARSE(&o, "--timeout=9", "--listen=/c", "--config", conf, "--index=b"));
    assert_string_equal(o.index, "b");
    assert_int_equal(o.timeout_ms, 9);
    assert_int_equal(o.queue, 8);
    /* A list is replaced, not added to. */
    assert_int_equal(o.n_listen, 1);
    assert_string_equal(o.listen[0], "/c");
    assert_int_equal(o.web.n_hosts, 1);
}

static void
one_wrong_line_of_the_file_is_named(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    write_conf("[searchd]\nindex = a\nqueue = many\n");
    assert_int_equal(PARSE(&o, "--config", conf), STATUS_USAGE);
    char *want = xasprintf("%s:3: queue takes a number from 1 to 1000000, not "
                           "\"many\"",
                           conf);
    assert_string_equal(err.message, want);
    free(want);
    write_conf("[searchd]\nready-fd = 3\nindx = a\nindex = a\n");
    assert_int_equal(PARSE(&o, "--config", conf), STATUS_USAGE);
    assert_non_null(strstr(err.message, ":2: there is no key ready-fd"));
    assert_non_null(strstr(err.message, "1 more"));
    assert_int_equal(PARSE(&o, "--config=/nonexistent/c"), STATUS_NOT_FOUND);
}

static void
a_check_of_the_file_tells_all_and_wants_no_index(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    struct buf told = {0};
    write_conf("[web]\ntitle = x\n");
    assert_ok(PARSE(&o, "--check-config", "--config", conf));
    assert_false(options_check(&o, &told));
    assert_non_null(strstr(told.data, "index is missing"));
    buf_clear(&told);
    write_conf("[searchd]\nindex = i\n[web]\ntitle = x\n");
    assert_ok(PARSE(&o, "--check-config", "--config", conf));
    assert_true(o.check_config);
    assert_true(options_check(&o, &told));
    assert_int_equal(told.len, 0);
    assert_int_equal(PARSE(&o, "--check-config"), STATUS_USAGE);

    write_conf("[web]\naccent = red\nindex = x\n");
    assert_ok(PARSE(&o, "--check-config", "--config", conf));
    assert_false(options_check(&o, &told));
    assert_non_null(strstr(told.data, ":2: accent takes a colour"));
    assert_non_null(strstr(told.data, ":3: index is a key of [searchd]"));
    buf_clear(&told);
    buf_clear(&told);
    assert_ok(PARSE(&o, "--check-config", "--config=/nonexistent/c"));
    assert_false(options_check(&o, &told));
    assert_non_null(strstr(told.data, "/nonexistent/c"));
    buf_done(&told);
}

/* What options_check says of the file at conf, with one more flag. */
static void
check_tells(const char *flag, const char *want)
{
    struct error err;
    struct options o;
    struct buf told = {0};
    assert_ok(PARSE(&o, "--check-config", "--config", conf, flag));
    (void)options_check(&o, &told);
    if (strstr(told.len > 0 ? told.data : "", want) == NULL ||
        (*want == '\0' && told.len > 0))
        fail_msg("expected \"%s\", told: %s", want, told.data);
    buf_done(&told);
}

static void
addresses_of_a_file_must_be_such_as_can_be_bound(void **state)
{
    (void)state;
    struct error err;
    struct options o;
    write_conf("[searchd]\nindex = a\nlisten = 127.0.0.1:7700\n"
               "listen = 0.0.0.0:7700\n[web]\nhttp = [::]:80\n");
    check_tells("--verbose", ":4: listen: 0.0.0.0:7700 can be reached");
    check_tells("--verbose", ":6: http: [::]:80 can be reached");
    check_tells("--allow-remote", "");
    check_tells("--listen=/a", ":6: http");
    assert_int_equal(PARSE(&o, "--config", conf), STATUS_USAGE);
    assert_non_null(strstr(err.message, ":4: listen"));
    assert_ok(PARSE(&o, "--config", conf, "--allow-remote"));
    /* The whole file counts, not only what stands above. */
    write_conf("[searchd]\nindex = a\nlisten = 0.0.0.0:0\n"
               "allow-remote = yes\n");
    check_tells("--verbose", "");
    char *text = xasprintf("[searchd]\nlisten = /%0200d\n", 0);
    write_conf(text);
    free(text);
    check_tells("--verbose", ":2: listen: /000");
    /* Only a check looks names up: searchd does as it binds. */
    write_conf("[searchd]\nindex = a\nlisten = no host.invalid:7700\n");
    check_tells("--verbose", ":3: listen: no host.invalid:7700: ");
    assert_ok(PARSE(&o, "--config", conf));
}

static void
a_file_is_read_again_under_the_same_flags(void **state)
{
    (void)state;
    struct error err;
    struct options o, *again;
    write_conf("[searchd]\nindex = a\ntimeout = 7\nqueue = 8\n"
               "[web]\ntitle = One\nbase-url = https://a.example/m\n");
    assert_ok(PARSE(&o, "--config", conf, "--timeout=9"));
    assert_string_equal(o.web.front, "/m/");
    write_conf("[searchd]\nindex = a\ntimeout = 8\n[web]\ntitle = Two\n");
    assert_ok(options_read_again(&again, &o, &err));
    assert_string_equal(o.web.site.title, "One");
    assert_string_equal(again->web.site.title, "Two");
    assert_int_equal(again->timeout_ms, 9);
    assert_int_equal(again->queue, 1024);
    assert_int_equal(again->web.n_all_hosts, 0);
    assert_string_equal(again->web.front, "/");
    assert_int_not_equal(again->web.hash, o.web.hash);
    /* Held by a job and by the server. */
    assert_ptr_equal(options_hold(again), again);
    options_release(again);
    assert_string_equal(again->web.site.title, "Two");
    options_release(again);

    write_conf("[searchd]\nindex = a\ntimeout = never\n");
    again = &o;
    assert_int_equal(options_read_again(&again, &o, &err), STATUS_USAGE);
    assert_non_null(strstr(err.message, ":3: timeout takes"));
    write_conf("[searchd]\ntimeout = 8\n");
    assert_int_equal(options_read_again(&again, &o, &err), STATUS_USAGE);
    assert_non_null(strstr(err.message, "/c: index, or --index DIR is missi"));
    assert_int_equal(remove(conf), 0);
    assert_int_equal(options_read_again(&again, &o, &err), STATUS_NOT_FOUND);
    assert_int_equal(mkfifo(conf, 0600), 0);
    assert_int_equal(options_read_again(&again, &o, &err), STATUS_USAGE);
    assert_ptr_equal(again, &o);
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
        cmocka_unit_test(a_file_sets_what_flags_set),
        cmocka_unit_test(flags_win_over_the_file_wherever_they_stand),
        cmocka_unit_test(one_wrong_line_of_the_file_is_named),
        cmocka_unit_test(a_check_of_the_file_tells_all_and_wants_no_index),
        cmocka_unit_test(addresses_of_a_file_must_be_such_as_can_be_bound),
        cmocka_unit_test(a_file_is_read_again_under_the_same_flags),
        cmocka_unit_test(help_and_version_need_no_index),
        cmocka_unit_test(each_verb_is_found_and_has_exactly_one_way_to_run),
        cmocka_unit_test(each_option_is_in_its_verbs_form),
    };
    return cmocka_run_group_tests(tests, make_conf, remove_conf);
}
