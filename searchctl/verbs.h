/* What searchctl asks of the server, a function each: send, receive, and
 * append to out what is to be printed. */
#ifndef SEARCHCTL_VERBS_H
#define SEARCHCTL_VERBS_H

#include <stdbool.h>

#include "client/sc.h"
#include "common/buf.h"
#include "common/error.h"
#include "searchctl/options.h"
#include "searchctl/term.h"

/* *found: there are paragraphs that have what was asked for (not those of a
 * relaxed answer). */
enum status verbs_search(struct sc *s, const struct options *o,
                         const struct term *t, struct buf *out, bool *found,
                         struct error *err) WARN_UNUSED;
/* *found: there are paragraphs like it. */
enum status verbs_similar(struct sc *s, const struct options *o,
                          const struct term *t, struct buf *out, bool *found,
                          struct error *err) WARN_UNUSED;
enum status verbs_explain(struct sc *s, const struct options *o,
                          const struct term *t, struct buf *out,
                          struct error *err) WARN_UNUSED;
enum status verbs_status(struct sc *s, const struct term *t, struct buf *out,
                         struct error *err) WARN_UNUSED;
enum status verbs_reload(struct sc *s, const struct term *t, struct buf *out,
                         struct error *err) WARN_UNUSED;
enum status verbs_slowlog(struct sc *s, const struct term *t, struct buf *out,
                          struct error *err) WARN_UNUSED;

#endif
