/* Names of a page's state, for browsers that have it already. Pure. */
#ifndef SEARCHD_ETAG_H
#define SEARCHD_ETAG_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/glossary.h"
#include "engine/rank.h"
#include "searchd/web.h"

#define ETAG_SIZE 48

/* Of all that pages are made of besides the index and the request: what is
 * set, and this program's version. */
uint64_t etag_of_settings(const struct web_settings *settings,
                          const struct rank *rank,
                          const struct glossary *glossary);

/* Weak, since gzip or not is the same page: W/"42-0123456789abcdef". created
 * is the generation's time: an index that is deleted and made anew counts
 * from 1 again. host stands in links where no origin is set. */
void etag_make(char out[ETAG_SIZE], uint64_t generation, uint64_t created,
               uint64_t settings, const char *target, const char *host);

/* Whether an If-None-Match header names it: by RFC 9110, weakly, in a list,
 * or as "*". */
bool etag_matches(const char *header, const char *etag);

#endif
