/* Paragraphs that come one by one, with what each says of its document:
 * gathered into documents, beside documents that came whole. */
#ifndef MINUTES_ROWS_H
#define MINUTES_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "minutes/block.h"
#include "minutes/build.h"
#include "minutes/names.h"

struct row {
    unsigned line;
    char *document; /* the document's id; "" where it is not known */
    bool made;      /* that id was made, and says nothing of the document */
    char *id;       /* of the paragraph; NULL: made of its document's */
    char *text;     /* NULL: the row tells only of its document */
    char *number;   /* "" none */
    enum unit_kind kind;
    char *facts[FACTS]; /* NULL: not said */
    /* Set by rows_make: rows of one group are one document; another row has
     * the id. */
    char *group;
    bool renamed;
};

/* A document that came whole, and the items that it was parted into. */
struct whole {
    unsigned line;
    char *id;
    struct document *items;
    size_t n_items;
};

/* Zero-initialise. */
struct rows {
    struct row *v;
    size_t n, cap;
    struct whole *wholes;
    size_t n_wholes, cap_wholes;
    struct names names; /* of documents that have none */
};

/* Takes what r holds over, also on failure. STATUS_TOO_LARGE over
 * MINUTES_UNITS_MAX. */
enum status rows_add(struct rows *rows, struct row *r,
                     struct error *err) WARN_UNUSED;
void rows_add_whole(struct rows *rows, struct whole *w);

/* Adds the documents to b, in the order of their first lines. What is there
 * twice is a doubt: of two documents with one id the first is taken, of two
 * paragraphs the second gets another id. */
enum status rows_make(struct rows *rows, struct build *b, const char *source,
                      struct error *err) WARN_UNUSED;

void rows_done(struct rows *rows);

#endif
