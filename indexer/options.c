/* The command line: see options.h. */
#include "config.h"

#include "indexer/options.h"

#include <getopt.h>
#include <sched.h>
#include <stdio.h>

#include "common/num.h"
#include "indexer/shards.h"

/* Values of the long options; above every character, so that getopt's own
 * '?' and ':' stay apart. */
enum {
    OPTION_INDEX = 256,
    OPTION_EXPLAIN,
    OPTION_REPORT,
    OPTION_DRY_RUN,
    OPTION_REBUILD,
    OPTION_SHARD,
    OPTION_STRICT,
    OPTION_JOBS,
    OPTION_KEEP,
    OPTION_WITHDRAW,
    OPTION_RESTORE,
    OPTION_EXCLUDE,
    OPTION_COMMAND,
    OPTION_ALLOW_REMOVALS,
    OPTION_SETTLE,
    OPTION_QUIET,
    OPTION_HELP,
    OPTION_VERSION,
};

static const struct option long_options[] = {
    {"index", required_argument, NULL, OPTION_INDEX},
    {"explain", required_argument, NULL, OPTION_EXPLAIN},
    {"report", required_argument, NULL, OPTION_REPORT},
    {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
    {"rebuild", no_argument, NULL, OPTION_REBUILD},
    {"shard", no_argument, NULL, OPTION_SHARD},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"keep", required_argument, NULL, OPTION_KEEP},
    {"withdraw", required_argument, NULL, OPTION_WITHDRAW},
    {"restore", required_argument, NULL, OPTION_RESTORE},
    {"exclude", required_argument, NULL, OPTION_EXCLUDE},
    {"command", required_argument, NULL, OPTION_COMMAND},
    {"allow-removals", no_argument, NULL, OPTION_ALLOW_REMOVALS},
    {"settle", no_argument, NULL, OPTION_SETTLE},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

/* One generation to go back to; a hundred are a hundred indexes on disk. */
#define KEEP_DEFAULT 1
#define KEEP_MAX 100

/* Two keep up with the thread that reads and parts into words, whose share of
 * the work is two fifths, and three with --shard, too. */
#define JOBS_USUAL 3

static const char help[] =
    "Usage: " INDEXER_NAME " --index DIR [OPTION]... [SOURCE]...\n"
    "       " INDEXER_NAME " --explain FILE [SOURCE]...\n"
    "Makes the minutes in the files and folders SOURCE searchable. Without a\n"
    "SOURCE it goes on with those of the last time.\n"
    "\n"
    "  --index DIR        the index; made if it is not there yet\n"
    "  --explain FILE     print how FILE is understood; index nothing\n"
    "  --dry-run          say what would change; change nothing\n"
    "  --report FILE      write a line of JSON about every file to FILE\n"
    "  --rebuild          build from nothing, whatever the index holds\n"
    "  --shard            have words and their places in Xapian's part, too\n"
    "  --command .EXT=CMD have CMD make text of files with that extension\n"
    "  --exclude PATTERN  pass over files and folders of that name\n"
    "  --withdraw ID      take a document out, now and in later runs\n"
    "  --restore ID       let it in again\n"
    "  --keep N           keep N generations to go back to (1)\n"
    "  --jobs N           build with N threads (one a processor, 3 at most)\n"
    "  --strict           exit with 1 where there are doubts, too\n"
    "  --allow-removals   go on though many documents would vanish\n"
    "  --settle           wait for files being written; go round again where\n"
    "                     files came or changed meanwhile\n"
    "  --quiet            no progress\n"
    "  --help             print this\n"
    "  --version          print the version\n"
    "\n"
    "Exit status: 0 done; 1 done, but something was skipped; 64 the command\n"
    "line is wrong; 65 no documents, or too many would vanish; 66 a SOURCE is\n"
    "not there; 74 a read or write failed; 75 another indexer is at work.\n";

const char *
options_help(void)
{
    return help;
}

/* An option given twice is a mistake, not a choice. */
static enum status
set_once(char **place, const char *name, struct error *err)
{
    if (*place != NULL)
        return error_set(err, STATUS_USAGE, "--%s is given twice", name);
    if (*optarg == '\0')
        return error_set(err, STATUS_USAGE, "--%s needs a name", name);
    *place = optarg;
    return STATUS_OK;
}

static enum status
add_to_list(char **list, size_t *n, const char *name, struct error *err)
{
    if (*optarg == '\0')
        return error_set(err, STATUS_USAGE, "--%s needs a name", name);
    if (*n == OPTIONS_IDS_MAX)
        return error_set(err, STATUS_USAGE, "--%s is given more than %d times",
                         name, OPTIONS_IDS_MAX);
    list[(*n)++] = optarg;
    return STATUS_OK;
}

/* The processors that the process may run on; 1 where the system does not
 * tell. */
static unsigned
usual_jobs(void)
{
    cpu_set_t set;
    unsigned n =
        sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;

    return n < JOBS_USUAL ? n : JOBS_USUAL;
}

static enum status
take_number(uint32_t *out, const char *name, uint32_t min, uint32_t max,
            struct error *err)
{
    if (num_parse_u32(optarg, max, out) && *out >= min)
        return STATUS_OK;
    return error_set(err, STATUS_USAGE, "--%s takes a number from %u to %u",
                     name, min, max);
}

static enum status
take_option(struct options *o, int c, char **argv, struct error *err)
{
    switch (c) {
    case OPTION_INDEX:
        return set_once(&o->index, "index", err);
    case OPTION_EXPLAIN:
        return set_once(&o->explain, "explain", err);
    case OPTION_REPORT:
        return set_once(&o->report, "report", err);
    case OPTION_DRY_RUN:
        o->dry_run = true;
        return STATUS_OK;
    case OPTION_REBUILD:
        o->rebuild = true;
        return STATUS_OK;
    case OPTION_SHARD:
        o->shard = true;
        return STATUS_OK;
    case OPTION_ALLOW_REMOVALS:
        o->allow_removals = true;
        return STATUS_OK;
    case OPTION_SETTLE:
        o->settle = true;
        return STATUS_OK;
    case OPTION_STRICT:
        o->strict = true;
        return STATUS_OK;
    case OPTION_KEEP:
        return take_number(&o->keep, "keep", 0, KEEP_MAX, err);
    case OPTION_JOBS:
        return take_number(&o->jobs, "jobs", 1, SHARDS_JOBS_MAX, err);
    case OPTION_WITHDRAW:
        return add_to_list(o->withdraw, &o->n_withdraw, "withdraw", err);
    case OPTION_RESTORE:
        return add_to_list(o->restore, &o->n_restore, "restore", err);
    case OPTION_EXCLUDE:
        return add_to_list(o->exclude, &o->n_exclude, "exclude", err);
    case OPTION_COMMAND:
        return add_to_list(o->commands, &o->n_commands, "command", err);
    case OPTION_QUIET:
        o->quiet = true;
        return STATUS_OK;
    case OPTION_HELP:
        o->help = true;
        return STATUS_OK;
    case OPTION_VERSION:
        o->version = true;
        return STATUS_OK;
    case ':':
        return error_set(err, STATUS_USAGE, "%s needs an argument",
                         argv[optind - 1]);
    default:
        return error_set(err, STATUS_USAGE,
                         "%s is no option, or not a whole one; --help lists "
                         "them",
                         argv[optind - 1]);
    }
}

/* What one option asks of the others. */
static enum status
check(const struct options *o, struct error *err)
{
    if (o->help || o->version)
        return STATUS_OK;
    for (size_t i = 0; i < o->n_sources; i++)
        if (o->sources[i][0] == '\0')
            return error_set(err, STATUS_USAGE, "a SOURCE is empty");
    if (o->explain != NULL) {
        if (o->dry_run || o->rebuild || o->shard || o->allow_removals ||
            o->settle || o->report)
            return error_set(err, STATUS_USAGE,
                             "--explain only prints; it goes with --index "
                             "and SOURCEs alone");
        return STATUS_OK;
    }
    if (o->dry_run && o->n_withdraw + o->n_restore > 0)
        return error_set(err, STATUS_USAGE,
                         "--dry-run changes nothing: it does not go with "
                         "--withdraw and --restore");
    if (o->settle && o->dry_run)
        return error_set(err, STATUS_USAGE,
                         "--dry-run looks once: it does not go with --settle");
    if (o->index == NULL && !(o->dry_run && o->n_sources > 0))
        return error_set(err, STATUS_USAGE, "--index DIR is missing");
    return STATUS_OK;
}

enum status
options_parse(struct options *out, int argc, char **argv, struct error *err)
{
    struct options o = {.keep = KEEP_DEFAULT, .jobs = usual_jobs()};
    int c;

    optind = 0; /* glibc: start anew, also in a second call */
    opterr = 0; /* the messages are ours */
    while ((c = getopt_long(argc, argv, ":", long_options, NULL)) != -1) {
        enum status status = take_option(&o, c, argv, err);
        if (status != STATUS_OK)
            return status;
    }
    o.sources = argv + optind;
    o.n_sources = (size_t)(argc - optind);
    enum status status = check(&o, err);
    if (status == STATUS_OK)
        *out = o;
    return status;
}
