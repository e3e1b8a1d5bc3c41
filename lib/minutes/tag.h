/* The attributes of a tag, counted: libxml2 compares each with all others, so
 * that a tag of a megabyte of them would take hours. */
#ifndef MINUTES_TAG_H
#define MINUTES_TAG_H

#include <stdbool.h>

/* Ten times the most that any page seen has in a tag. */
#define TAG_ATTRIBUTES_MAX 500

/* A tag as far as it has been read. {0} stands behind its "<". */
struct tag {
    unsigned attributes;
    enum {
        TAG_NAME,
        TAG_BETWEEN,
        TAG_ATTRIBUTE,
        TAG_AFTER_ATTRIBUTE,
        TAG_BEFORE_VALUE,
        TAG_VALUE
    } state;
    char quote; /* of TAG_VALUE; '\0': none */
};

/* Reads the next character; false: it is the ">" that ends the tag. */
bool tag_next(struct tag *tag, char c);

#endif
