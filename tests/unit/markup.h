/* A strict reader of the markup that the pages write: stricter than any
 * browser, so that what it takes holds no surprise for one. */
#ifndef TESTS_MARKUP_H
#define TESTS_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

struct markup {
    char **tags; /* "a class href": elements with their attributes' names */
    size_t n, cap;
    char **values; /* of every href, action and template */
    size_t n_values, cap_values;
    char **ids;
    size_t n_ids, cap_ids;
    const char *wrong; /* NULL: the page is as it should be */
    size_t at;         /* the byte where it is not */
};

/* Reads page: well-formed (void elements are not closed in HTML, all are in
 * XML), attributes in double quotes, no raw < or >, no reference but the five
 * of escape.h, valid UTF-8, no control but the line break. */
void markup_read(struct markup *m, const struct buf *page, bool xml);
void markup_done(struct markup *m);

/* The first tag of b that a does not have, or not as often; NULL if none. */
const char *markup_new_tag(struct markup *a, struct markup *b);

/* How many tags begin with that name and these attributes. */
size_t markup_count(const struct markup *m, const char *tag);

#endif
