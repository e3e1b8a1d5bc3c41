/* What the flat files of a generation list besides its paragraphs: titles,
 * acronyms, words, and how many postings the stems have. One line each, with
 * ids in place of numbers, which differ after an update. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/store.h"

static void
print_titles(const struct store *s)
{
    for (uint32_t i = 0; i < store_titles(s); i++) {
        struct store_title t;
        struct store_document d;
        store_title(s, i, &t);
        store_document(s, t.document, &d);
        (void)printf("TITLE\t%s\t%s\t%u\t%s\n", t.folded, t.title, t.units,
                     d.id);
    }
}

static void
print_acronyms(const struct store *s)
{
    for (uint32_t i = 0; i < store_acronyms(s); i++) {
        struct store_acronym a;
        struct store_unit u;
        store_acronym(s, i, &a);
        store_unit(s, a.docid, &u);
        (void)printf("ACRONYM\t%s\t%s\t%s\t%s\t%u\t%s\n", a.folded, a.acronym,
                     a.words, a.shown, a.count, u.id);
    }
}

static void
print_words(const struct store *s)
{
    for (uint32_t i = 0; i < store_words(s); i++) {
        struct store_word w;
        store_word(s, i, &w);
        (void)printf("WORD\t%s\t%s\t%u\n", w.form, w.stem, w.df);
    }
    (void)printf("POSTINGS\t%" PRIu64 "\n", store_stem_postings(s));
}

int
main(int argc, char **argv)
{
    struct error err;
    struct store *s;

    if (argc != 2) {
        (void)fprintf(stderr, "usage: names GENERATION\n");
        return 2;
    }
    if (store_open(&s, argv[1], &err) != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    print_titles(s);
    print_acronyms(s);
    print_words(s);
    store_close(s);
    return 0;
}
