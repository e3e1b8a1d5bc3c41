/* What must hold in the files of a generation before they may be read
 * without further checks. */
#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include "common/error.h"
#include "store/reader.h"

/* s has its files mapped, nothing else; sets its other fields. The
 * strings' own bytes are not read, so that opening does not read the whole
 * text: a file's strings end with a NUL, no strlen leaves them. */
enum status check_store(struct store *s, struct error *err) WARN_UNUSED;

#endif
