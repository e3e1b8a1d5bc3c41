/* searchd/settings, searchd/values: what each setting takes, and that table
 * and documentation tell of the same settings. */
#include "unit.h"

#include "common/xalloc.h"
#include "page/page.h"
#include "searchd/settings.h"

/* ---- values ---- */

struct taken {
    struct options o;
    struct error err;
};

static const struct setting *
find(const char *name)
{
    for (const struct setting *s = settings; s->name != NULL; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    fail_msg("there is no setting %s", name);
    return NULL;
}

static int
make(void **state)
{
    struct taken *t = xcalloc(1, sizeof(*t));
    t->o.arena = arena_new();
    *state = t;
    return 0;
}

static int
unmake(void **state)
{
    struct taken *t = *state;
    options_done(&t->o);
    free(t);
    return 0;
}

static void
takes(struct taken *t, const char *name, const char *value)
{
    if (settings_take(&t->o, find(name), value, &t->err) != STATUS_OK)
        fail_msg("%s = %s: %s", name, value, t->err.message);
}

static void
refuses(struct taken *t, const char *name, const char *const *values)
{
    for (; *values != NULL; values++) {
        struct options before = t->o;
        if (settings_take(&t->o, find(name), *values, &t->err) != STATUS_USAGE)
            fail_msg("%s = %s was taken", name, *values);
        assert_memory_equal(&before, &t->o, sizeof(before));
    }
}
#define REFUSES(t, name, ...)                                                  \
    refuses(t, name, (const char *const[]){__VA_ARGS__, NULL})

static void
colours_have_two_forms(void **state)
{
    struct taken *t = *state;
    takes(t, "accent", "#aBc");
    takes(t, "accent", "#0b5a8A");
    assert_string_equal(t->o.web.site.accent, "#0b5a8A");
    REFUSES(t, "accent", "", "#", "#ab", "#abcd", "#abcdefa", "#abg", "abc",
            "red", "#abc;", " #abc", "#abc }", "rgb(0,0,0)");
}

static void
switches_are_yes_or_no(void **state)
{
    struct taken *t = *state;
    takes(t, "verbose", "yes");
    assert_true(t->o.verbose);
    takes(t, "verbose", "no");
    assert_false(t->o.verbose);
    REFUSES(t, "verbose", "", "1", "true", "YES", "yes ");
}

static void
texts_are_one_line_of_valid_text(void **state)
{
    struct taken *t = *state;
    takes(t, "logo", "");
    takes(t, "title", "<b>&\"' \xC3\xA9\xF0\x9F\x8F\x9B");
    REFUSES(t, "title", "", "a\nb", "a\x1b", "\xC2\x85", "\xE9", "a\x7f");
}

static void
addresses_are_paths_or_have_a_port(void **state)
{
    struct taken *t = *state;
    takes(t, "http", "/run/x.sock");
    takes(t, "http", "127.0.0.1:0");
    takes(t, "http", "[::1]:80");
    assert_int_equal(t->o.n_http, 3);
    REFUSES(t, "http", "", "7700", ":80", "localhost",
            "localhost:", "localhost:http", "localhost:65536");
}

static void
languages_look_like_bcp_47(void **state)
{
    struct taken *t = *state;
    takes(t, "language", "cy");
    takes(t, "language", "zh-Hant-TW");
    REFUSES(t, "language", "", "e", "engl", "en-", "en--GB", "en_GB",
            "en-abcdefghi", "en\"", "en GB");
}

static void
links_have_a_scheme_of_ours_or_none(void **state)
{
    struct taken *t = *state;
    takes(t, "home-url", "");
    takes(t, "home-url", "/");
    takes(t, "home-url", "https://intranet.example/a?b=c&d#e");
    REFUSES(t, "home-url", "javascript:alert(1)", "//evil.example", "home",
            "data:text/html,x", " https://a", "https://a\"b", "https://a b",
            "https://a'b", "HTTPS:a", "https:/a", "/a<b", "/\xC3\xA9");
}

static void
a_base_url_gives_origin_and_prefix(void **state)
{
    struct taken *t = *state;
    const struct page_site *site = &t->o.web.site;
    takes(t, "base-url", "http://a.example");
    assert_string_equal(site->origin, "http://a.example");
    assert_string_equal(site->prefix, "");
    takes(t, "base-url", "https://A.example:8443/Minutes/v1.0_~/");
    assert_string_equal(site->origin, "https://a.example:8443");
    assert_string_equal(site->prefix, "/Minutes/v1.0_~");
    takes(t, "base-url", "https://[::1]:443");
    assert_string_equal(site->origin, "https://[::1]");
    takes(t, "base-url", "");
    assert_string_equal(site->origin, "");
    REFUSES(t, "base-url", "a.example", "//a.example", "ftp://a.example",
            "https://", "https:///x", "https://a/..", "https://a/./b",
            "https://a//b", "https://a/b//", "https://a?x", "https://a/b?x",
            "https://a/b#x", "https://u@a", "https://a:0", "https://a:x",
            "https://a/\"", "https://a/%2e", "https://*.a", "https://a..b");
}

static void
hosts_are_names_with_or_without_a_port(void **state)
{
    struct taken *t = *state;
    takes(t, "host", "Search.Example");
    takes(t, "host", "search:8080");
    takes(t, "host", "[fe80::1]");
    assert_string_equal(t->o.web.hosts[0], "search.example");
    assert_int_equal(t->o.web.n_hosts, 3);
    REFUSES(t, "host", "", "a b", "a/b", "https://a", "*", ".a", "a:", "a:b",
            "[::1", "a,b", "a\r\nb");
}

static void
origins_are_written_as_browsers_do(void **state)
{
    struct taken *t = *state;
    takes(t, "cors-origin", "https://Intranet.Example:443");
    takes(t, "cors-origin", "http://intranet.example:443");
    assert_string_equal(t->o.web.origins[0], "https://intranet.example");
    assert_string_equal(t->o.web.origins[1], "http://intranet.example:443");
    REFUSES(t, "cors-origin", "", "*", "null", "intranet.example", "https://a/",
            "https://a, https://b", "https://*.a");
}

static void
lists_have_a_bound(void **state)
{
    struct taken *t = *state;
    for (size_t i = 0; i < find("host")->room; i++)
        takes(t, "host", "a");
    assert_true(t->o.web.n_hosts < WEB_HOSTS_MAX);
    REFUSES(t, "host", "a");
    settings_forget(&t->o, find("host"));
    assert_int_equal(t->o.web.n_hosts, 0);
}

static void
frame_ancestors_become_the_directives_words(void **state)
{
    struct taken *t = *state;
    takes(t, "frame-ancestors", "none");
    assert_string_equal(t->o.web.frame_ancestors, "'none'");
    takes(t, "frame-ancestors", " 'self'\thttps://*.A.example:8443 ");
    assert_string_equal(t->o.web.frame_ancestors,
                        "'self' https://*.a.example:8443");
    REFUSES(t, "frame-ancestors", "", " ", "*", "none self", "self none",
            "self; script-src *", "self,https://a", "https://a;",
            "https:", "data:", "https://a/b", "'unsafe-inline'");
}

/* ---- the table ---- */

static void
every_setting_takes_its_own_default(void **state)
{
    struct taken *t = *state;
    size_t n = 0;
    for (const struct setting *s = settings; s->name != NULL; s++, n++) {
        assert_true(strlen(s->what) > 0);
        assert_true((s->room > 0) == (s->count > 0));
        if (s->initial != NULL)
            takes(t, s->name, s->initial);
        if (n >= settings_of_file())
            assert_null(s->section);
        for (const struct setting *other = settings; other != s; other++)
            assert_string_not_equal(other->name, s->name);
    }
}

static char *
read_doc(const char *name)
{
    const char *top = getenv("top_srcdir");
    char *path = xasprintf("%s/doc/%s", top != NULL ? top : ".", name);
    struct buf text = {0};
    struct error err;
    assert_ok(file_read(path, 1 << 20, &text, &err));
    free(path);
    return buf_take(&text);
}

/* doc/searchd.conf has its settings as "#key = default", the rest of its
 * comments with a blank after the #. One is set, since it has no default. The
 * comment before those that a reload does not change says so. */
static void
the_example_has_every_key_with_its_default(void **state)
{
    (void)state;
    char *text = read_doc("searchd.conf");
    bool seen[64] = {false};
    const char *section = "";
    size_t n = 0;
    bool restart = false; /* the paragraph's comment says so */
    for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (line[0] == '[')
            section = line;
        if (line[0] == '\0' || line[0] == '[')
            restart = false;
        else if (strstr(line, "Needs a restart.") != NULL)
            restart = true;
        if (line[0] == '[' || line[0] == '\0' || line[1] == ' ' ||
            line[1] == '\0')
            continue;
        const char *key = line + (line[0] == '#');
        char *value = strstr(line, " =");
        assert_non_null(value);
        *value = '\0';
        value += value[2] == ' ' ? 3 : 2;
        const struct setting *s = find(key);
        assert_false(seen[s - settings]);
        seen[s - settings] = true;
        n++;
        assert_non_null(s->section);
        if (restart == s->live)
            fail_msg("doc/searchd.conf is wrong on what %s needs", s->name);
        assert_memory_equal(section + 1, s->section, strlen(s->section));
        if (s->initial != NULL)
            assert_string_equal(value, s->initial);
    }
    assert_int_equal(n, settings_of_file());
    free(text);
}

/* With every # before a key taken away it is a file that searchd takes. */
static void
the_example_is_right_with_all_its_keys(void **state)
{
    (void)state;
    struct error err;
    char *text = read_doc("searchd.conf"), *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        bool line_begins = from == text || from[-1] == '\n';
        if (!(line_begins && from[0] == '#' && strchr(" \n", from[1]) == NULL))
            *to++ = *from;
    }
    *to = '\0';
    char *dir = unit_mkdir();
    char *path = xasprintf("%s/searchd.conf", dir);
    assert_ok(file_create(path, text, strlen(text), &err));
    struct buf told = {0};
    char flag[] = "--check-config", config[] = "--config";
    char *argv[] = {flag, flag, config, path, NULL};
    struct options o;
    assert_ok(options_parse(&o, 4, argv, &err));
    if (!options_check(&o, &told))
        fail_msg("%s", told.data);
    options_done(&o);
    buf_done(&told);
    free(path);
    unit_rmdir(dir);
    free(text);
}

static void
the_manual_and_the_help_have_every_setting(void **state)
{
    (void)state;
    char *manual = read_doc("searchd.8");
    struct buf help = {0};
    options_help(&help);
    for (const struct setting *s = settings; s->name != NULL; s++) {
        char *item = xasprintf("\n.It Fl Fl %s%s%s\n", s->name,
                               s->argument != NULL ? " Ar " : "",
                               s->argument != NULL ? s->argument : "");
        if (strstr(manual, item) == NULL)
            fail_msg("doc/searchd.8 lacks%s", item);
        free(item);
        char *flag = xasprintf("\n  --%s", s->name);
        assert_non_null(strstr(help.data, flag));
        free(flag);
    }
    for (const char *line = help.data, *end; (end = strchr(line, '\n')) != NULL;
         line = end + 1) {
        assert_true(end - line <= 79);
        assert_true(end == line || end[-1] != ' ');
    }
    buf_done(&help);
    free(manual);
}

/* Fails unless item, of s, has the line; unless wanted: unless it has not. */
static void item_says(const char *item, const struct setting *s, bool wanted,
                      const char *format, ...) PRINTF_LIKE(4, 5);
static void
item_says(const char *item, const struct setting *s, bool wanted,
          const char *format, ...)
{
    char line[256];
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(line, sizeof(line), format, ap);
    va_end(ap);
    if ((strstr(item, line) != NULL) != wanted)
        fail_msg("doc/searchd.conf.5, %s: %s%s", s->name,
                 wanted ? "lacks" : "should not say", line);
}

/* An item of searchd.conf(5) ends where the next one begins. */
static void
the_manual_of_the_file_has_every_key_with_what_it_takes(void **state)
{
    (void)state;
    char *manual = read_doc("searchd.conf.5");
    const char *at = manual;
    for (size_t i = 0; i < settings_of_file(); i++) {
        const struct setting *s = &settings[i];
        char *head = xasprintf("\n.It Cm %s = %s%s\n", s->name,
                               s->argument != NULL ? "Ar " : "Cm yes | no",
                               s->argument != NULL ? s->argument : "");
        at = strstr(at, head);
        if (at == NULL)
            fail_msg("doc/searchd.conf.5 lacks, or has not here,%s", head);
        at += strlen(head) - 1;
        free(head);
        size_t len = (size_t)(strstr(at, "\n.El\n") - at);
        const char *next = strstr(at, "\n.It ");
        if (next != NULL && (size_t)(next - at) < len)
            len = (size_t)(next - at);
        char *item = xmemdup0(at, len + 1);
        bool none = s->initial == NULL || *s->initial == '\0';
        item_says(item, s, true, "\nDefault: %s.\n",
                  none ? "none" : s->initial);
        item_says(item, s, !s->live, "\nNeeds a restart.\n");
        if (s->bounds.max > 0)
            item_says(item, s, true, "\nFrom %u to %u.\n", s->bounds.min,
                      s->bounds.max);
        if (s->room > 0)
            item_says(item, s, true,
                      "\nMay be given again, up to %zu times in all.\n",
                      s->room);
        free(item);
    }
    free(manual);
}

/* What a reload may carry over, and what it tells apart. */
static void
values_are_compared_and_kept_by_what_they_mean(void **state)
{
    struct taken *t = *state;
    struct error err;
    struct options other = {.arena = t->o.arena};
    for (size_t i = 0; i < settings_of_file(); i++) {
        const struct setting *s = &settings[i];
        const char *value = s->initial != NULL ? s->initial : "/x.y:1";
        if (s->parse == value_host || s->parse == value_origin)
            value = s->parse == value_host ? "a.b:1" : "http://a.b";
        takes(t, s->name, value);
        if (strcmp(s->name, "base-url") == 0)
            takes(t, s->name, "https://a.b/c");
        if (!settings_same(&other, &t->o, s) && !s->live)
            settings_keep(&other, &t->o, s);
        if (s->live)
            assert_ok(settings_take(&other, s, value, &err));
        assert_true(settings_same(&other, &t->o, s) ==
                    (strcmp(s->name, "base-url") != 0));
    }
    takes(t, "listen", "/second");
    assert_false(settings_same(&other, &t->o, find("listen")));
    takes(t, "title", "Other");
    assert_false(settings_same(&other, &t->o, find("title")));
    takes(t, "verbose", "yes");
    assert_false(settings_same(&other, &t->o, find("verbose")));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make, unmake)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(colours_have_two_forms),
        TEST(switches_are_yes_or_no),
        TEST(texts_are_one_line_of_valid_text),
        TEST(addresses_are_paths_or_have_a_port),
        TEST(languages_look_like_bcp_47),
        TEST(links_have_a_scheme_of_ours_or_none),
        TEST(a_base_url_gives_origin_and_prefix),
        TEST(hosts_are_names_with_or_without_a_port),
        TEST(origins_are_written_as_browsers_do),
        TEST(lists_have_a_bound),
        TEST(frame_ancestors_become_the_directives_words),
        TEST(every_setting_takes_its_own_default),
        TEST(values_are_compared_and_kept_by_what_they_mean),
        cmocka_unit_test(
            the_manual_of_the_file_has_every_key_with_what_it_takes),
        cmocka_unit_test(the_example_has_every_key_with_its_default),
        cmocka_unit_test(the_example_is_right_with_all_its_keys),
        cmocka_unit_test(the_manual_and_the_help_have_every_setting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
