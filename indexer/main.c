/* indexer: makes minutes searchable. The command line, and exit codes. */
#include "config.h"

#include <stdio.h>

#include "common/error.h"
#include "indexer/console.h"
#include "indexer/explain.h"
#include "indexer/options.h"
#include "indexer/reader.h"
#include "indexer/run.h"
#include "indexer/stop.h"
#include "shim/xs.h"

/* Done, but some files were skipped: for who watches the run of every night.
 * Below the codes of sysexits.h, which all failures have. */
#define EXIT_SKIPPED 1

/* A shell's own way to say that a signal ended a program. */
#define EXIT_SIGNAL_BASE 128

static int
exit_code(enum status status, uint64_t skipped)
{
    if (status == STATUS_CANCELLED && stop_signal() != 0)
        return EXIT_SIGNAL_BASE + stop_signal();
    if (status == STATUS_OK && skipped > 0)
        return EXIT_SKIPPED;
    return status_exit_code(status);
}

static enum status
run(const struct options *o, struct console *console, uint64_t *skipped,
    struct error *err)
{
    if (o->help) {
        (void)fputs(options_help(), stdout);
        return STATUS_OK;
    }
    if (o->version) {
        (void)printf(INDEXER_NAME " (%s) with libxapian %s\n", PACKAGE_STRING,
                     xs_version());
        return STATUS_OK;
    }
    enum status status = reader_setup(o->commands, o->n_commands, err);
    if (status != STATUS_OK)
        return status;
    if (o->explain != NULL)
        return explain_file(o, err);
    return run_index(o, console, skipped, err);
}

int
main(int argc, char **argv)
{
    struct options options = {0};
    struct error err = {0};
    uint64_t skipped = 0;

    stop_prepare();
    enum status status = options_parse(&options, argc, argv, &err);
    struct console *console = console_new(options.quiet);
    if (status == STATUS_OK)
        status = run(&options, console, &skipped, &err);
    if (status == STATUS_OK && (fflush(stdout) != 0 || ferror(stdout)))
        status =
            error_set_errno(&err, STATUS_IO, "cannot write to standard output");
    if (status != STATUS_OK)
        console_message(console, LOG_LEVEL_ERROR, "%s", err.message);
    console_free(console);
    return exit_code(status, skipped);
}
