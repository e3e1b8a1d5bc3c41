/* The heading of a meeting: which committee met, and when. */
#ifndef MINUTES_HEADING_H
#define MINUTES_HEADING_H

#include <stdbool.h>

#include "minutes/date.h"
#include "minutes/span.h"

struct heading {
    struct span committee; /* empty: not said */
    struct span item;      /* "9" of "(Item 9)"; empty: not said */
    enum date_found found; /* never DATE_NONE */
    char date[DATE_SIZE];  /* where DATE_FOUND */
    bool issue;            /* "Meeting: ...": a part of an issue's page */
    bool weak; /* inside a text the rest of a sentence may look so */
};

/* Longer texts are no headings: the longest seen has 140 bytes. */
#define HEADING_MAX 300

/* Whether a whole block is one:
 *   Example Panel - Thursday, 16th November, 2017 10.30 am
 *   Meeting: 04/09/2012 - Cabinet (Item 9)
 *   Minutes of the meeting of the Example Panel held on 6 February 2014 ...
 *   Minutes of the Example Panel held at the Inn on 6 February 2014
 *   Thursday, 6 February 2014 at 10 am
 *   Example Panel, 6 February 2014
 *   EXAMPLE PANEL HELD ON THURSDAY 6th FEBRUARY 2014
 *   HELD ON THURSDAY 6th FEBRUARY 2014 */
bool heading_read(struct span text, struct heading *out);

/* Whether it is the name of a body that meets: "Example Panel", "EXAMPLE TOWN
 * COUNCIL". */
bool heading_is_body(struct span text);

#endif
