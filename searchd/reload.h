/* The configuration file, read again while searchd serves. */
#ifndef SEARCHD_RELOAD_H
#define SEARCHD_RELOAD_H

#include "common/buf.h"
#include "common/error.h"
#include "searchd/server.h"

/* Reads the command line's file again and has what may change while serving
 * (settings.h: live) be as it says; what the file lacks has its default
 * again. What differs from the start and needs a restart stays as it was, is
 * logged, and appended to lines (NULL: not wanted) as "RESTART<TAB>NAME\n".
 * Without a file, or at the end, does nothing. Where anything is wrong with the
 * file nothing changes; that is logged, too. The loop's. */
enum status reload_settings(struct server *s, struct buf *lines,
                            struct error *err) WARN_UNUSED;

/* Forgets the answers that are kept, and keeps those of what serves now, and
 * its postings, as far as the options of now say. The loop's. */
void reload_caches(struct server *s);

#endif
