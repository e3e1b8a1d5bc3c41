/* The page's own words around the minutes: the headings of an item's parts,
 * the notices that a page cut a text off, the rubbish after titles. */
#ifndef MINUTES_MARK_H
#define MINUTES_MARK_H

#include <stdbool.h>

#include "minutes/span.h"

/* A part of an agenda item's page. */
enum section {
    SECTION_AGENDA,    /* "Additional documents:", and what has no heading */
    SECTION_MINUTES,   /* "Minutes:" */
    SECTION_DECISION,  /* "Decision:" */
    SECTION_DOCUMENTS, /* "Supporting documents:" */
    SECTION_FIELD,     /* "Decision Maker:": a label, no part of its own */
    SECTION_NUMBER,    /* "Decision number:": another, with a code behind it */
};

/* Whether a whole line is such a heading. */
bool mark_read(struct span line, enum section *out);

/* The first such heading inside a line of a flattened table, where parts
 * follow one another without a break: what is before and what behind it. */
bool mark_find(struct span line, struct span *before, struct span *mark,
               struct span *after);

/* "…  view the full minutes text for item 3." at the end of a text: *before
 * is the text without it, *minutes whether minutes (or a decision) are cut
 * and not the agenda's text. */
bool mark_cut(struct span text, struct span *before, bool *minutes);

/* A title without "pdf icon", "PDF 114 KB" at its end. */
struct span mark_clean_title(struct span title);

/* Lines of a page that say nothing of the meeting, on the pages that have
 * them: in any other text they are text. */
enum page_line {
    PAGE_LINE_NONE,
    PAGE_LINE_ITEM,    /* "Agenda item": a page of one item begins */
    PAGE_LINE_MEETING, /* "Agenda and minutes", "No. Item": a whole meeting */
    PAGE_LINE_ISSUE,   /* "Issue - meetings": one issue, several meetings */
    PAGE_LINE_OTHER,   /* "Items", "Venue: ...", "Contact: ...", "Media" */
};
enum page_line mark_page_line(struct span line);

#endif
