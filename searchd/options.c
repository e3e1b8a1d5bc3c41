/* The settings of a run: see options.h. */
#include "config.h"

#include "searchd/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/xalloc.h"
#include "config/ini.h"
#include "searchd/acronyms_file.h"
#include "searchd/bind.h"
#include "searchd/etag.h"
#include "searchd/settings.h"

/* Where values come from; a weightier source's list replaces a lighter's. */
struct source {
    struct options *o;
    bool *begun; /* per setting: whether this source has given it */
};

/* A flag of a setting that a file may give, too: taken after the file. */
struct flag {
    const struct setting *setting;
    const char *value;
};

/* A command line and its file on their way into options. */
struct reading {
    struct options *o;
    struct source line; /* the command line's */
    struct flag *flags;
    size_t n_flags;
    struct ini file;
    struct ini_problems problems; /* of the file; its text is to be freed */
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
take_file(struct reading *r, struct error *err)
{
    struct options *o = r->o;
    size_t n = settings_of_file();
    struct ini_key *keys = arena_array(o->arena, n, sizeof(*keys));
    for (size_t i = 0; i < n; i++)
        keys[i] = (struct ini_key){settings[i].section, settings[i].name,
                                   settings[i].room > 0};
    enum status status =
        ini_read(&r->file, o->arena, keys, n, o->config, &r->problems, err);
    if (status != STATUS_OK)
        return status;
    struct source from = source_begin(o);
    for (size_t i = 0; i < r->file.n_entries; i++) {
        const struct ini_entry *e = &r->file.entries[i];
        const struct setting *s = &settings[e->key];
        struct error why;
        if (source_take(&from, s, e->value, &why) != STATUS_OK)
            ini_problem(&r->problems, o->config, e->line, "%s %s", s->name,
                        why.message);
    }
    return STATUS_OK;
}

/* Whether the file's addresses, where no flag takes their place, are such as
 * can be bound, which only all of it tells. Those that have no right form
 * have been noted. */
static void
check_addresses(struct reading *r, bool look_up)
{
    for (size_t i = 0; i < r->file.n_entries; i++) {
        const struct ini_entry *e = &r->file.entries[i];
        const struct setting *s = &settings[e->key];
        const char *parsed;
        struct error why;
        if (s->parse == value_address && !r->line.begun[e->key] &&
            value_address(&parsed, e->value, NULL, NULL, NULL) == STATUS_OK &&
            bind_check(parsed, r->o->allow_remote, look_up, &why) != STATUS_OK)
            ini_problem(&r->problems, r->o->config, e->line, "%s: %s", s->name,
                        why.message);
    }
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

/* ---- the command line ---- */

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

/* Takes those of the command line alone, keeps the others. */
static enum status
read_flags(struct reading *r, struct error *err)
{
    const struct options *o = r->o;
    const struct option *known = long_options(o->arena);
    enum status status = STATUS_OK;
    int which;
    r->flags = arena_array(o->arena, (size_t)o->argc + 1, sizeof(*r->flags));
    optind = 0; /* glibc: begin anew, for who parses twice */
    while (status == STATUS_OK &&
           (which = getopt_long(o->argc, o->argv, "", known, NULL)) != -1) {
        if (which == '?') /* getopt has said what is wrong */
            return error_set(err, STATUS_USAGE,
                             "see " SEARCHD_NAME " --help for the options");
        struct flag flag = {&settings[which - 1],
                            optarg != NULL ? optarg : "yes"};
        if (flag.setting->section != NULL)
            r->flags[r->n_flags++] = flag;
        else
            status = take_flag(&r->line, &flag, err);
    }
    return status;
}

static enum status
take_command_line(struct reading *r, struct error *err)
{
    struct options *o = r->o;
    r->line = source_begin(o);
    enum status status = take_defaults(o, err);
    if (status == STATUS_OK)
        status = read_flags(r, err);
    if (status != STATUS_OK || o->help || o->version)
        return status;
    if (optind < o->argc)
        return error_set(err, STATUS_USAGE,
                         "\"%s\" is no option: see " SEARCHD_NAME " --help",
                         o->argv[optind]);
    if (o->check_config && o->config == NULL)
        return error_set(err, STATUS_USAGE,
                         "--check-config wants --config "
                         "FILE");
    return STATUS_OK;
}

/* What follows from the settings. Readers ask for the host of base-url by
 * that name. */
static void
derive(struct options *o)
{
    struct web_settings *web = &o->web;
    web->n_all_hosts = web->n_hosts;
    const char *scheme_end = strstr(web->site.origin, "://");
    if (scheme_end != NULL)
        web->hosts[web->n_all_hosts++] = scheme_end + 3;
    web->front = arena_printf(o->arena, "%s/", web->site.prefix);
    web->hash = etag_of_settings(web, &o->rank, o->glossary);
}

/* The line of the file that gives the setting of that field; 0: none does, or
 * a flag wins over it. */
static unsigned
line_of(const struct reading *r, const void *field)
{
    unsigned line = 0;
    for (size_t i = 0; i < r->file.n_entries; i++) {
        const struct ini_entry *e = &r->file.entries[i];
        if ((const char *)r->o + settings[e->key].field ==
                (const char *)field &&
            !r->line.begun[e->key])
            line = e->line;
    }
    return line;
}

/* What is wrong in the list of acronyms is noted as well. */
static enum status
take_acronyms(struct reading *r, struct error *err)
{
    struct options *o = r->o;
    struct error why;
    if (*o->acronyms_file == '\0')
        return STATUS_OK;
    enum status status = acronyms_file_read(
        &o->glossary, o->arena, o->acronyms_file, &r->problems, &why);
    if (status == STATUS_OK)
        return STATUS_OK;
    unsigned line = line_of(r, &o->acronyms_file);
    if (line == 0)
        return error_set(err, status, "--acronyms %s", why.message);
    ini_problem(&r->problems, o->config, line, "acronyms: %s", why.message);
    return STATUS_OK;
}

/* The file, and the flags that win over it. What is wrong in the files is
 * noted. */
static enum status
take_settings(struct reading *r, bool look_up, struct error *err)
{
    enum status status = r->o->config != NULL ? take_file(r, err) : STATUS_OK;
    for (size_t i = 0; i < r->n_flags && status == STATUS_OK; i++)
        status = take_flag(&r->line, &r->flags[i], err);
    if (status != STATUS_OK)
        return status;
    check_addresses(r, look_up);
    status = take_acronyms(r, err);
    derive(r->o);
    return status;
}

static enum status
take_all(struct options *o, struct error *err)
{
    struct reading r = {.o = o};
    enum status status = take_command_line(&r, err);
    if (status != STATUS_OK || o->help || o->version || o->check_config)
        return status;
    status = take_settings(&r, /* look_up= */ false, err);
    if (status == STATUS_OK)
        status = fail_on_problems(&r.problems, err);
    if (status == STATUS_OK && o->index == NULL)
        status =
            error_set(err, STATUS_USAGE,
                      "%s%s--index DIR is missing: see " SEARCHD_NAME " --help",
                      o->config != NULL ? o->config : "",
                      o->config != NULL ? ": index, or " : "");
    buf_done(&r.problems.text);
    return status;
}

/* ---- for the others ---- */

static struct options
begin(int argc, char **argv)
{
    return (struct options){.ready_fd = -1,
                            .argc = argc,
                            .argv = argv,
                            .arena = arena_new(),
                            .holders = 1};
}

enum status
options_parse(struct options *out, int argc, char **argv, struct error *err)
{
    struct options o = begin(argc, argv);
    enum status status = take_all(&o, err);
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

enum status
options_read_again(struct options **out, const struct options *started,
                   struct error *err)
{
    struct options *o;
    struct stat st;
    if (started->config != NULL && stat(started->config, &st) == 0 &&
        !S_ISREG(st.st_mode))
        return error_set(err, STATUS_USAGE,
                         "%s: only a regular file can be read again",
                         started->config);
    o = xcalloc(1, sizeof(*o));
    enum status status = options_parse(o, started->argc, started->argv, err);
    if (status == STATUS_OK)
        *out = o;
    else
        free(o);
    return status;
}

struct options *
options_hold(struct options *o)
{
    o->holders++;
    return o;
}

void
options_release(struct options *o)
{
    if (--o->holders > 0)
        return;
    options_done(o);
    free(o);
}

bool
options_check(const struct options *asked, struct buf *out)
{
    struct options o = begin(asked->argc, asked->argv);
    struct reading r = {.o = &o};
    struct error err;
    bool ok = false;
    enum status status = take_command_line(&r, &err);
    if (status == STATUS_OK)
        status = take_settings(&r, /* look_up= */ true, &err);
    if (status != STATUS_OK) {
        buf_addf(out, "%s\n", err.message);
        goto out;
    }
    ok = r.problems.n == 0;
    if (!ok)
        buf_add_str(out, r.problems.text.data);
    else if (o.index == NULL) {
        buf_addf(out, "%s: index is missing under [searchd]\n", o.config);
        ok = false;
    }
    if (r.problems.n > INI_PROBLEMS_MAX)
        buf_addf(out, "%s: and %zu more\n", o.config,
                 r.problems.n - INI_PROBLEMS_MAX);
out:
    buf_done(&r.problems.text);
    options_done(&o);
    return ok;
}

void
options_help(struct buf *out)
{
    settings_help(out);
}
