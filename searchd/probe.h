/* The question that each searcher has to answer before its generation
 * serves. */
#ifndef SEARCHD_PROBE_H
#define SEARCHD_PROBE_H

#include "common/error.h"
#include "engine/searcher.h"

/* Searches for a word of the index's own words: something must be found, and
 * its text be there to read. An index without words has nothing to find, one
 * without paragraphs nothing to read. STATUS_CORRUPT: it holds words and finds
 * none of those that were tried; else as searcher_search. The thread that has
 * s. */
enum status probe_searcher(struct searcher *s, const xs_flag *cancel,
                           struct error *err) WARN_UNUSED;

#endif
