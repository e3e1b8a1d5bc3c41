/* The index directory, before anything is built in it. */
#ifndef INDEXER_INDEXDIR_H
#define INDEXER_INDEXDIR_H

#include "common/error.h"

/* Makes the directory if it is missing (not those above it) and takes its
 * lock; *lock is closed to let go of it. STATUS_USAGE for a directory that
 * holds other things and no index: it is more likely a mistake;
 * and for root in another user's. */
enum status indexdir_open(int *lock, const char *index,
                          struct error *err) WARN_UNUSED;

/* Whether indexdir_open would take the directory, without making anything. */
enum status indexdir_look(const char *index, struct error *err) WARN_UNUSED;

#endif
