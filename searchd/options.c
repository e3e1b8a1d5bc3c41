/* The settings of a run: see options.h. */
#include "config.h"

#include "searchd/options.h"

#include <getopt.h>
#include <string.h>

#include "config/ini.h"
#include "searchd/settings.h"

/* Where values come from; a weightier source's list replaces a lighter's. */
struct source {
    struct options *o;
    bool *begun; /* per setting: whether this source has given it */
};

static size_t
count_settings(void)
{
    size_t n = 0;
    while (settings[n].name != NULL)
        n++;
    return n;
}

static struct source
source_begin(struct options *o)
{
    return (struct source){
        o, arena_array(o->arena, count_settings(), sizeof(bool))};
}

static enum status
source_take(struct source *from, const struct setting *s, const char *value,
            struct error *err)
{
    bool *begun = &from->begun[s - settings];
    if (!*begun)
        settings_forget(from->o, s);
    *begun = true;
    return settings_take(from->o, s, value, err);
}

/* The defaults go through the same parsers, which take them all. */
static enum status
take_defaults(struct options *o, struct error *err)
{
    struct source from = source_begin(o);
    enum status status = STATUS_OK;
    for (const struct setting *s = settings;
         s->name != NULL && status == STATUS_OK; s++)
        if (s->initial != NULL)
            status = source_take(&from, s, s->initial, err);
    return status;
}

/* ---- a file ---- */

/* Fails where the file cannot be read; what is wrong in it is noted. */
static enum status
take_file(struct options *o, const char *path, struct ini_problems *problems,
          struct error *err)
{
    size_t n = settings_of_file();
    struct ini_key *keys = arena_array(o->arena, n, sizeof(*keys));
    for (size_t i = 0; i < n; i++)
        keys[i] = (struct ini_key){settings[i].section, settings[i].name,
                                   settings[i].room > 0};
    struct ini ini;
    enum status status = ini_read(&ini, o->arena, keys, n, path, problems, err);
    if (status != STATUS_OK)
        return status;
    struct source from = source_begin(o);
    for (size_t i = 0; i < ini.n_entries; i++) {
        const struct ini_entry *e = &ini.entries[i];
        const struct setting *s = &settings[e->key];
        struct error why;
        if (source_take(&from, s, e->value, &why) != STATUS_OK)
            ini_problem(problems, path, e->line, "%s %s", s->name, why.message);
    }
    return STATUS_OK;
}

/* The first problem stands for all. */
static enum status
fail_on_problems(const struct ini_problems *problems, struct error *err)
{
    if (problems->n == 0)
        return STATUS_OK;
    int first = (int)strcspn(problems->text.data, "\n");
    if (problems->n == 1)
        return error_set(err, STATUS_USAGE, "%.*s", first, problems->text.data);
    return error_set(err, STATUS_USAGE,
                     "%.*s (and %zu more: --check-config tells all)", first,
                     problems->text.data, problems->n - 1);
}

bool
options_check(const char *path, struct buf *out)
{
    struct options o = {.arena = arena_new()};
    struct ini_problems problems = {0};
    struct error err;
    bool ok = false;
    if (take_file(&o, path, &problems, &err) != STATUS_OK) {
        buf_addf(out, "%s\n", err.message);
        goto out;
    }
    ok = problems.n == 0;
    if (!ok)
        buf_add_str(out, problems.text.data);
    if (problems.n > INI_PROBLEMS_MAX)
        buf_addf(out, "%s: and %zu more\n", path,
                 problems.n - INI_PROBLEMS_MAX);
out:
    buf_done(&problems.text);
    options_done(&o);
    return ok;
}

/* ---- the command line ---- */

/* A flag of a setting that a file may give, too: taken after the file. */
struct flag {
    const struct setting *setting;
    const char *value;
};

static const struct option *
long_options(struct arena *arena)
{
    size_t n = count_settings();
    struct option *all = arena_array(arena, n + 1, sizeof(*all));
    for (size_t i = 0; i < n; i++)
        all[i] = (struct option){
            settings[i].name,
            settings[i].argument != NULL ? required_argument : no_argument,
            NULL, (int)i + 1};
    return all;
}

static enum status
take_flag(struct source *from, const struct flag *flag, struct error *err)
{
    struct error why;
    enum status status = source_take(from, flag->setting, flag->value, &why);
    if (status == STATUS_OK)
        return STATUS_OK;
    return error_set(err, status, "--%s %s", flag->setting->name, why.message);
}

/* Takes those of the command line alone; the others into flags, of argc. */
static enum status
read_flags(struct source *from, int argc, char **argv, struct flag *flags,
           size_t *n, struct error *err)
{
    const struct option *known = long_options(from->o->arena);
    enum status status = STATUS_OK;
    int which;
    optind = 0; /* glibc: begin anew, for who parses twice */
    while (status == STATUS_OK &&
           (which = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (which == '?') /* getopt has said what is wrong */
            return error_set(err, STATUS_USAGE,
                             "see " SEARCHD_NAME " --help for the options");
        struct flag flag = {&settings[which - 1],
                            optarg != NULL ? optarg : "yes"};
        if (flag.setting->section != NULL)
            flags[(*n)++] = flag;
        else
            status = take_flag(from, &flag, err);
    }
    return status;
}

/* Readers ask for the host of base-url by that name. */
static void
add_own_host(struct web_settings *web)
{
    const char *scheme_end = strstr(web->site.origin, "://");
    if (scheme_end != NULL)
        web->hosts[web->n_hosts++] = scheme_end + 3;
}

static enum status
take_all(struct options *o, int argc, char **argv, struct error *err)
{
    struct source from = source_begin(o);
    struct flag *flags = arena_array(o->arena, (size_t)argc, sizeof(*flags));
    size_t n = 0;
    struct ini_problems problems = {0};
    enum status status = take_defaults(o, err);
    if (status == STATUS_OK)
        status = read_flags(&from, argc, argv, flags, &n, err);
    if (status != STATUS_OK || o->help || o->version)
        goto out;
    if (optind < argc)
        status = error_set(err, STATUS_USAGE,
                           "\"%s\" is no option: see " SEARCHD_NAME " --help",
                           argv[optind]);
    else if (o->check_config && o->config == NULL)
        status =
            error_set(err, STATUS_USAGE, "--check-config wants --config FILE");
    if (status != STATUS_OK || o->check_config)
        goto out;
    if (o->config != NULL)
        status = take_file(o, o->config, &problems, err);
    if (status == STATUS_OK)
        status = fail_on_problems(&problems, err);
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = take_flag(&from, &flags[i], err);
    if (status == STATUS_OK && o->index == NULL)
        status =
            error_set(err, STATUS_USAGE,
                      "--index DIR is missing: see " SEARCHD_NAME " --help");
    add_own_host(&o->web);
out:
    buf_done(&problems.text);
    return status;
}

enum status
options_parse(struct options *out, int argc, char **argv, struct error *err)
{
    struct options o = {.ready_fd = -1, .arena = arena_new()};
    enum status status = take_all(&o, argc, argv, err);
    if (status == STATUS_OK)
        *out = o;
    else
        options_done(&o);
    return status;
}

void
options_done(struct options *o)
{
    arena_free(o->arena);
    o->arena = NULL;
}

void
options_help(struct buf *out)
{
    settings_help(out);
}
