/* Being asked to stop: SIGINT, SIGTERM and SIGHUP. They are kept pending and
 * looked for between two steps of the work, so that there is no handler and
 * no moment at which a half-made generation is left behind. */
#ifndef INDEXER_STOP_H
#define INDEXER_STOP_H

#include "common/error.h"

/* Keeps the three pending; ignores SIGPIPE and SIGXFSZ, whose causes come
 * back as EPIPE and EFBIG. */
void stop_prepare(void);

/* The number of the signal that asks for an end; 0: none. */
int stop_signal(void);

/* STATUS_CANCELLED where one does. */
enum status stop_check(struct error *err) WARN_UNUSED;

#endif
