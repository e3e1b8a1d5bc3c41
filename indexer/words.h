/* The list of words of a generation, read back out of its Xapian database. */
#ifndef INDEXER_WORDS_H
#define INDEXER_WORDS_H

#include "common/error.h"
#include "shim/xs.h"
#include "store/store.h"

/* Writes every form of text and titles, in byte order, with its stem and the
 * number of units whose text has it (0 for one of titles alone), and tells how
 * often units have stems. Memory is
 * bounded whatever the database holds. STATUS_CANCELLED: see stop.h. */
enum status words_write(xs_db *db, struct store_writer *w,
                        struct error *err) WARN_UNUSED;

#endif
