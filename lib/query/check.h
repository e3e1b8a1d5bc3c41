/* What the grammar alone does not refuse. Private to lib/query. */
#ifndef QUERY_CHECK_H
#define QUERY_CHECK_H

#include <stddef.h>

#include "common/error.h"
#include "query/query.h"

/* A text of at most QUERY_BYTES_MAX and valid UTF-8; else
 * STATUS_BAD_QUERY. */
enum status check_text(const char *text, size_t len,
                       struct error *err) WARN_UNUSED;

/* In a normal tree every NOT stands beside something to find; else
 * STATUS_BAD_QUERY. */
enum status check_nots(const struct query *q, struct error *err) WARN_UNUSED;

#endif
