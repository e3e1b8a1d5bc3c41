/* Signals that ask for an end: see stop.h. */
#include "config.h"

#include "indexer/stop.h"

#include <signal.h>
#include <stddef.h>

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};
#define N_STOP_SIGNALS (sizeof(stop_signals) / sizeof(stop_signals[0]))

void
stop_prepare(void)
{
    sigset_t set;

    (void)sigemptyset(&set);
    for (size_t i = 0; i < N_STOP_SIGNALS; i++)
        (void)sigaddset(&set, stop_signals[i]);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
}

int
stop_signal(void)
{
    sigset_t set;

    if (sigpending(&set) != 0)
        return 0;
    for (size_t i = 0; i < N_STOP_SIGNALS; i++)
        if (sigismember(&set, stop_signals[i]) == 1)
            return stop_signals[i];
    return 0;
}

enum status
stop_check(struct error *err)
{
    int signal_number = stop_signal();

    if (signal_number == 0)
        return STATUS_OK;
    return error_set(err, STATUS_CANCELLED,
                     "stopped by signal %d; the index is as it was",
                     signal_number);
}
