/* searchctl's command line: see options.h. What the server's own options may
 * be, the server says: the client passes them on. */
#include "config.h"

#include "searchctl/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/num.h"
#include "common/utf8.h"

/* Seconds. A search is over in milliseconds and the server has a deadline of
 * its own; a reload verifies a whole index first and may take as long as its
 * reading, so that it is waited for without an end. */
#define TIMEOUT_DEFAULT 30
#define TIMEOUT_MAX 86400

enum {
    OPT_SENT, /* goes to the server under its own name */
    OPT_SERVER,
    OPT_TIMEOUT,
    OPT_COLOR,
    OPT_JSON,
    OPT_SIMILAR,
    OPT_EXPLAIN,
    OPT_STATUS,
    OPT_RELOAD,
    OPT_SLOWLOG,
    OPT_HELP,
    OPT_VERSION,
};

static const struct option long_options[] = {
    {"limit", required_argument, NULL, OPT_SENT},
    {"from", required_argument, NULL, OPT_SENT},
    {"sort", required_argument, NULL, OPT_SENT},
    {"match", required_argument, NULL, OPT_SENT},
    {"year", required_argument, NULL, OPT_SENT},
    {"kind", required_argument, NULL, OPT_SENT},
    {"plan", required_argument, NULL, OPT_SENT},
    {"committee", required_argument, NULL, OPT_SENT},
    {"document", required_argument, NULL, OPT_SENT},
    {"group", required_argument, NULL, OPT_SENT},
    {"decision", required_argument, NULL, OPT_SENT},
    {"expand", required_argument, NULL, OPT_SENT},
    {"server", required_argument, NULL, OPT_SERVER},
    {"timeout", required_argument, NULL, OPT_TIMEOUT},
    {"color", required_argument, NULL, OPT_COLOR},
    {"json", no_argument, NULL, OPT_JSON},
    {"similar", required_argument, NULL, OPT_SIMILAR},
    {"explain", no_argument, NULL, OPT_EXPLAIN},
    {"status", no_argument, NULL, OPT_STATUS},
    {"reload", no_argument, NULL, OPT_RELOAD},
    {"slowlog", no_argument, NULL, OPT_SLOWLOG},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

const char *
options_help(void)
{
    return "usage: " SEARCHCTL_NAME " [OPTION]... WORD...\n"
           "       " SEARCHCTL_NAME " [OPTION]... --similar ID\n"
           "       " SEARCHCTL_NAME
           " [--server ADDR] --status | --reload | --slowlog\n"
           "\n"
           "Prints the paragraphs of committee minutes that have the WORDs, "
           "best first.\n"
           "Options end at the first WORD. The query may have \"a phrase\", "
           "OR, -not, (groups),\n"
           "title:word, text:word, year:2014, kind:resolution, plan:2014/15.\n"
           "\n"
           "  --year YEAR|FROM..TO  of these years only\n"
           "  --kind KIND           minute, resolution, recommendation, "
           "decision, note\n"
           "  --committee NAME      of this committee only\n"
           "  --document ID         of this document only\n"
           "  --plan 2014/15        of documents about this plan year only\n"
           "  --match MODE          auto (default), all, any\n"
           "  --sort ORDER          relevance (default), newest, oldest, "
           "document\n"
           "  --group document      the best paragraph of each document\n"
           "  --decision yes        with each what was decided in its item\n"
           "  --expand no           take acronyms as they are typed\n"
           "  --limit N             so many paragraphs, 10 by default\n"
           "  --from N              leave out the first N\n"
           "  --similar ID          print paragraphs like this one instead\n"
           "  --json                print one JSON object\n"
           "  --explain             print how the query is understood\n"
           "  --status              print the server's figures\n"
           "  --reload              have configuration and index read anew, "
           "and "
           "wait\n"
           "  --slowlog             print the requests that took long\n"
           "  --server ADDR         a socket's path, or HOST:PORT\n"
           "  --timeout SECONDS     wait no longer; 0: without an end\n"
           "  --color WHEN          auto (default), always, never\n"
           "  --help, --version\n"
           "\n"
           "Exit status: 0 found, 1 nothing found (or not all the words), "
           "2 an error.\n";
}

/* Sets an option of the server; the last of one name counts. */
static void
set_sent(struct options *o, const char *name, const char *value)
{
    size_t i = 0;

    while (i < o->n_sent && strcmp(o->sent[i].name, name) != 0)
        i++;
    if (i == o->n_sent)
        o->n_sent++;
    o->sent[i] = (struct sc_option){.name = name, .value = value};
}

static enum status
set_color(struct options *o, const char *value, struct error *err)
{
    if (strcmp(value, "auto") == 0)
        o->color = TERM_COLOR_AUTO;
    else if (strcmp(value, "always") == 0)
        o->color = TERM_COLOR_ALWAYS;
    else if (strcmp(value, "never") == 0)
        o->color = TERM_COLOR_NEVER;
    else
        return error_set(err, STATUS_USAGE,
                         "--color %s: say auto, always or never", value);
    return STATUS_OK;
}

static enum status
set_mode(struct options *o, enum options_mode mode, struct error *err)
{
    if (o->mode != OPTIONS_SEARCH && o->mode != mode)
        return error_set(
            err, STATUS_USAGE,
            "--similar, --explain, --status, --reload and --slowlog are one "
            "at a time");
    o->mode = mode;
    return STATUS_OK;
}

static enum status
set_timeout(struct options *o, const char *value, bool *given,
            struct error *err)
{
    uint32_t seconds;

    if (!num_parse_u32(value, TIMEOUT_MAX, &seconds))
        return error_set(err, STATUS_USAGE,
                         "--timeout %s: say how many seconds, 0 to %d", value,
                         TIMEOUT_MAX);
    o->timeout_ms = seconds * 1000;
    *given = true;
    return STATUS_OK;
}

/* What getopt did not take. */
static enum status
refuse(int c, char *const *argv, struct error *err)
{
    const char *word = argv[optind - 1];

    if (c == ':')
        return error_set(err, STATUS_USAGE, "%s wants a value", word);
    if (strncmp(word, "--", 2) == 0)
        return error_set(err, STATUS_USAGE,
                         "unknown or incomplete option %s: see " SEARCHCTL_NAME
                         " --help",
                         word);
    return error_set(err, STATUS_USAGE,
                     "options have two dashes (" SEARCHCTL_NAME
                     " --help lists them); a "
                     "query that begins with one goes after --");
}

/* An option behind the first word is text by the rule, but nobody searches for
 * "--year": whoever wrote it would wonder at the answer. */
static enum status
refuse_late_options(char *const *words, struct error *err)
{
    for (; *words != NULL; words++) {
        if (strncmp(*words, "--", 2) != 0)
            continue;
        const char *name = *words + 2;
        size_t len = strcspn(name, "=");
        for (const struct option *o = long_options; o->name != NULL; o++)
            if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
                return error_set(err, STATUS_USAGE,
                                 "--%s stands behind a word: options go before "
                                 "the words (and words that look like them "
                                 "after --)",
                                 o->name);
    }
    return STATUS_OK;
}

static char *
join(char *const *words)
{
    struct buf b = {0};

    if (*words == NULL)
        return NULL;
    for (; *words != NULL; words++) {
        if (b.len != 0)
            buf_add_char(&b, ' ');
        buf_add_str(&b, *words);
    }
    return buf_take(&b);
}

static enum status
check_similar(const struct options *o, struct error *err)
{
    if (o->query != NULL)
        return error_set(err, STATUS_USAGE,
                         "--similar takes the id of one paragraph, as the "
                         "results of a search show it, and no words");
    if (*o->similar == '\0' || !utf8_valid(o->similar, strlen(o->similar)))
        return error_set(err, STATUS_USAGE,
                         "--similar wants the id of a paragraph, as the "
                         "results of a search show it");
    return STATUS_OK;
}

/* What fits together, once all is read. */
static enum status
check(const struct options *o, struct error *err)
{
    bool asks = o->mode == OPTIONS_SEARCH || o->mode == OPTIONS_EXPLAIN;

    if (o->json && o->mode != OPTIONS_SEARCH && o->mode != OPTIONS_SIMILAR)
        return error_set(err, STATUS_USAGE,
                         "--json goes with a search or --similar only");
    if (o->mode == OPTIONS_SIMILAR)
        return check_similar(o, err);
    if (!asks && (o->query != NULL || o->n_sent != 0) &&
        (o->mode == OPTIONS_STATUS || o->mode == OPTIONS_RELOAD ||
         o->mode == OPTIONS_SLOWLOG))
        return error_set(
            err, STATUS_USAGE,
            "--status, --reload and --slowlog take no words and no "
            "options of a search");
    if (asks && (o->query == NULL || o->query[strspn(o->query, " ")] == '\0'))
        return error_set(err, STATUS_USAGE,
                         "no words to search for: " SEARCHCTL_NAME
                         " WORD... (--help "
                         "tells more)");
    if (asks && !utf8_valid(o->query, strlen(o->query)))
        return error_set(err, STATUS_USAGE,
                         "the query is not UTF-8 text: type it in a UTF-8 "
                         "locale");
    return STATUS_OK;
}

enum status
options_parse(struct options *out, int argc, char **argv, struct error *err)
{
    enum status status = STATUS_OK;
    bool timeout_given = false;
    int c, which = 0;

    *out = (struct options){.timeout_ms = TIMEOUT_DEFAULT * 1000};
    optind = 0; /* glibc: begin anew, also for a second call */
    opterr = 0;
    while (status == STATUS_OK &&
           (c = getopt_long(argc, argv, "+:", long_options, &which)) != -1) {
        switch (c) {
        case OPT_SENT:
            set_sent(out, long_options[which].name, optarg);
            break;
        case OPT_SERVER:
            out->server = optarg;
            break;
        case OPT_TIMEOUT:
            status = set_timeout(out, optarg, &timeout_given, err);
            break;
        case OPT_COLOR:
            status = set_color(out, optarg, err);
            break;
        case OPT_JSON:
            out->json = true;
            break;
        case OPT_SIMILAR:
            out->similar = optarg;
            status = set_mode(out, OPTIONS_SIMILAR, err);
            break;
        case OPT_EXPLAIN:
            status = set_mode(out, OPTIONS_EXPLAIN, err);
            break;
        case OPT_STATUS:
            status = set_mode(out, OPTIONS_STATUS, err);
            break;
        case OPT_RELOAD:
            status = set_mode(out, OPTIONS_RELOAD, err);
            break;
        case OPT_SLOWLOG:
            status = set_mode(out, OPTIONS_SLOWLOG, err);
            break;
        case OPT_HELP:
        case OPT_VERSION:
            out->mode = c == OPT_HELP ? OPTIONS_HELP : OPTIONS_VERSION;
            return STATUS_OK;
        default:
            status = refuse(c, argv, err);
        }
    }
    if (status != STATUS_OK)
        return status;
    if (out->mode == OPTIONS_RELOAD && !timeout_given)
        out->timeout_ms = 0;
    if (strcmp(argv[optind - 1], "--") != 0) {
        status = refuse_late_options(argv + optind, err);
        if (status != STATUS_OK)
            return status;
    }
    out->query = join(argv + optind);
    return check(out, err);
}

void
options_done(struct options *o)
{
    free(o->query);
    o->query = NULL;
}
