/* The lock of an index: one indexer at a time. */
#ifndef INDEXER_LOCK_H
#define INDEXER_LOCK_H

#include "common/error.h"

/* Takes INDEX/lock and writes our process id into it; *fd holds it until it
 * is closed or the process ends, however it ends. STATUS_LOCKED names the
 * process that has it. */
enum status lock_take(int *fd, const char *index,
                      struct error *err) WARN_UNUSED;

#endif
