/* The slow-query log as a table. */
#ifndef SEARCHCTL_SLOWLOG_H
#define SEARCHCTL_SLOWLOG_H

#include "client/sc.h"
#include "common/buf.h"
#include "searchctl/term.h"

/* Appends the reply to SLOWLOG for people: a line for each request, newest
 * first, or one that says that the log is off, or empty. Takes the lines out
 * of the reply. */
void slowlog_add(struct buf *out, const struct term *t, struct sc_reply *reply);

#endif
