/* Furniture among plain text: see furniture.h. */
#include "config.h"

#include "minutes/furniture.h"

#include "minutes/label.h"

/* A line of a list of documents: a name, perhaps behind a bullet. */
static bool
is_document(struct span text)
{
    struct label l;

    (void)label_read(text, &l);
    return span_title_like(l.rest);
}

void
furniture_find(struct blocks *bs)
{
    bool documents = true; /* names of documents only, to the next part */
    bool minutes = false;  /* and that part is minutes or a decision */

    for (size_t i = bs->n; i-- > 0;) {
        struct block *b = &bs->v[i];
        if (b->role == BLOCK_TEXT)
            documents = documents && is_document(block_text(bs, i));
        if (b->role != BLOCK_SECTION || b->section >= SECTION_FIELD)
            continue;
        bool list =
            b->section == SECTION_AGENDA ? documents && minutes : documents;
        minutes =
            b->section == SECTION_MINUTES || b->section == SECTION_DECISION;
        if (!minutes && !list) {
            b->role = BLOCK_TEXT;
            documents = false;
            continue;
        }
        documents = true;
    }
}
