/* What the tags of HTML and the classes of ModernGov mean for a text. */
#ifndef MINUTES_ELEMENT_H
#define MINUTES_ELEMENT_H

#include "minutes/page.h"

enum element {
    ELEMENT_META,   /* <meta>, <link>, <base>, <time>: says something */
    ELEMENT_INLINE, /* nothing: unknown tags too */
    ELEMENT_BREAK,  /* <br> */
    ELEMENT_BLOCK,  /* begins and ends a paragraph, as do all below */
    ELEMENT_PRE,
    ELEMENT_TITLE,
    ELEMENT_LIST,
    ELEMENT_LINE, /* of a list */
    ELEMENT_TABLE,
    ELEMENT_ROW,
    ELEMENT_CELL,
};

enum element element_kind(const char *tag);

/* What a <meta> and the like says of the page; false: nothing. */
bool element_says(const char *tag, const char *const *attributes,
                  enum page_said *what, struct span *value);

/* The number of the agenda item that an anchor or a link names: a[name=AI7],
 * mgAi.aspx?ID=7; 0: none. */
uint64_t element_item(const char *tag, const char *const *attributes);

struct element_place {
    struct page_place place;
    bool skip; /* what is in it is no text */
};

/* The place inside the element, where outside it is `outside`; false: the
 * same. */
bool element_place(const char *tag, const char *const *attributes,
                   const struct page_place *outside,
                   struct element_place *inside);

#endif
