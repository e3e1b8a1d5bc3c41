/* Dates as English minutes print them, into ISO. */
#ifndef MINUTES_DATE_H
#define MINUTES_DATE_H

#include <stdbool.h>

#include "minutes/span.h"

#define DATE_SIZE 11 /* "2014-02-06" and the NUL */

enum date_found {
    DATE_NONE,       /* no date stands there */
    DATE_FOUND,      /* iso is written */
    DATE_IMPOSSIBLE, /* one that no calendar has: 30 February */
};

/* The date at the start of *t, a weekday before it stepped over:
 * "Thursday, 16th November, 2017", "6 February 2014", "06/02/2014" or
 * "06.02.2014" (the day first), "2014-02-06". Moves *t behind it unless
 * DATE_NONE. */
enum date_found date_read(struct span *t, char iso[DATE_SIZE]);

/* Steps over a time of day: "10.30 am", "at 2pm", "10:00 - 12:30". True if
 * nothing else follows. */
bool date_only_time(struct span t);

/* The first date in a path, "2014-02-06", "2014/02/06" or "06.02.2014", no
 * digits around. */
enum date_found date_in_path(struct span path, char iso[DATE_SIZE]);

#endif
