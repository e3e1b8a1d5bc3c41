/* The query language by examples: the one source of what HELP says of it, of
 * minutiae-query(7) and of the search box's help page. The tests ask each
 * example of the sample minutes and check what it finds. */
#ifndef QUERY_EXAMPLES_H
#define QUERY_EXAMPLES_H

#include <stddef.h>

struct example {
    const char *query; /* UTF-8, as a person types it */
    const char *finds; /* what it finds: part of a sentence, no full stop */
};

struct example_group {
    const char *name;  /* one word, a-z */
    const char *title; /* a heading */
    const struct example *examples;
    size_t n;
};

/* All groups, the simplest first; *n is how many. Static. */
const struct example_group *examples_groups(size_t *n);

#endif
