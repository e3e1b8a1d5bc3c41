/* searchd: answers searches over the line protocol. Here: the command line,
 * what a process is set to before anything runs, and its exit status. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include <event2/event.h>

#include "common/log.h"
#include "searchd/manager.h"
#include "searchd/options.h"
#include "searchd/server.h"
#include "shim/xs.h"

/* libevent's own complaints, as lines of our log. */
static void
log_libevent(int severity, const char *message)
{
    enum log_level level = severity >= EVENT_LOG_ERR    ? LOG_LEVEL_ERROR
                           : severity == EVENT_LOG_WARN ? LOG_LEVEL_WARNING
                                                        : LOG_LEVEL_DEBUG;
    log_event(level, "libevent", "message=\"%s\"", message);
}

static int
fail_with(const struct error *err, int exit_code)
{
    log_sentence(LOG_LEVEL_ERROR, "%s: %s", SEARCHD_NAME, err->message);
    return exit_code;
}

/* A service that cannot be had here and now, rather than a wrong command. */
static int
exit_code_of(enum status status)
{
    return status == STATUS_IO || status == STATUS_NOT_FOUND
               ? EX_UNAVAILABLE
               : status_exit_code(status);
}

/* Whether the journal reads stderr: not for a signal's handler to find out. */
static bool is_journal;

/* The index is read through mappings: a page that is gone, since something cut
 * the file short or the disk fails, is this signal, in whichever thread. There
 * is no going on (the same answer could be half read), but a word. Reset by
 * then, the signal comes again and ends the process as it would have. */
static void
on_lost_page(int number)
{
    (void)number;
    static const char word[] = SEARCHD_NAME
        ": a file of the index was cut short or cannot be read any "
        "more: start it again, and if it calls the index damaged, "
        "run " INDEXER_NAME " with --rebuild\n";
    if (is_journal)
        (void)!write(STDERR_FILENO, "<3>", 3);
    (void)!write(STDERR_FILENO, word, sizeof(word) - 1);
}

static int
show_help(void)
{
    struct buf text = {0};
    options_help(&text);
    (void)fputs(text.data, stdout);
    buf_done(&text);
    return fflush(stdout) == 0 ? 0 : EX_IOERR;
}

static int
show_version(void)
{
    (void)printf(SEARCHD_NAME " (minutiae) %s, libxapian %s, libevent %s\n",
                 PACKAGE_VERSION, xs_version(), event_get_version());
    return fflush(stdout) == 0 ? 0 : EX_IOERR;
}

/* --check-config: "FILE: ok", or what is wrong with it. */
static int
check_config(const struct options *options)
{
    struct buf problems = {0};
    bool ok = options_check(options, &problems);
    if (ok)
        (void)printf("%s: ok\n", options->config);
    else
        (void)fputs(problems.data, stderr);
    buf_done(&problems);
    if (fflush(stdout) != 0)
        return EX_IOERR;
    return ok ? 0 : EX_USAGE;
}

static int
serve(struct options *options)
{
    struct error err;
    if (options->verbose)
        log_set_level(LOG_LEVEL_DEBUG);
    if (options->ready_fd >= 0 &&
        fcntl(options->ready_fd, F_SETFD, FD_CLOEXEC) != 0) {
        (void)error_set(&err, STATUS_USAGE,
                        "--ready-fd %d is no open descriptor",
                        options->ready_fd);
        return fail_with(&err, EX_USAGE);
    }
    /* A peer that has gone is an error of its write, not the end of us. */
    (void)signal(SIGPIPE, SIG_IGN);
    is_journal = log_is_journal();
    struct sigaction lost = {.sa_handler = on_lost_page,
                             .sa_flags = (int)SA_RESETHAND};
    (void)sigaction(SIGBUS, &lost, NULL);
    event_set_log_callback(log_libevent);

    enum status status = server_run(options, &err);
    log_end();
    if (status != STATUS_OK)
        return fail_with(&err, exit_code_of(status));
    return 0;
}

int
main(int argc, char **argv)
{
    struct options options;
    struct error err;
    if (options_parse(&options, argc, argv, &err) != STATUS_OK) {
        int failed = fail_with(&err, EX_USAGE);
        manager_pause();
        return failed;
    }
    int exit_code = options.help           ? show_help()
                    : options.version      ? show_version()
                    : options.check_config ? check_config(&options)
                                           : serve(&options);
    options_done(&options);
    return exit_code;
}
