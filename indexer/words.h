/* The list of words of a generation, as its positions are merged. */
#ifndef INDEXER_WORDS_H
#define INDEXER_WORDS_H

#include "common/error.h"
#include "shim/xs.h"
#include "store/positions-writer.h"
#include "store/store.h"

/* Writes every form of text and titles, in byte order, with its stem, the
 * number of units whose text has it (0 for one of titles alone) and its
 * positions. Memory is bounded whatever there is. STATUS_CANCELLED: see
 * stop.h. */
enum status words_write(struct positions_writer *positions,
                        struct store_writer *w, struct error *err) WARN_UNUSED;

/* Tells w how often units have stems, as db has them; likewise. */
enum status words_count_stems(xs_db *db, struct store_writer *w,
                              struct error *err) WARN_UNUSED;

#endif
