/* What the flat files of a generation list besides its paragraphs: titles,
 * acronyms, words with where they stand, and how many postings the stems have.
 * One line each, with ids in place of numbers, which differ after an update. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/positions.h"
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

/* FNV-1a. */
static uint64_t
mix(uint64_t hash, const void *data, size_t len)
{
    const unsigned char *p = data;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* The sum over all units that have a word, whatever their order. */
static uint64_t
sum_of(const struct store *s, const struct positions_list *list)
{
    uint64_t sum = 0;

    for (uint32_t i = 0; i < list->n_parts; i++) {
        struct positions_part part;
        positions_part(list, i, &part);
        for (uint32_t k = 0; k < part.n; k++) {
            struct store_unit u;
            struct positions_run run;
            store_unit(s, part.base + part.low[k], &u);
            positions_run(&part, k, &run);
            uint64_t hash =
                mix(UINT64_C(0xcbf29ce484222325), u.id, strlen(u.id));
            for (uint32_t n = 0; n < run.n; n++) {
                uint32_t pos = positions_at(&run, n);
                hash = mix(hash, &pos, sizeof(pos));
            }
            sum += hash;
        }
    }
    return sum;
}

static void
print_words(const struct store *s)
{
    for (uint32_t i = 0; i < store_words(s); i++) {
        struct store_word w;
        store_word(s, i, &w);
        struct positions_list text, title;
        store_positions(s, POSITIONS_TEXT, i, &text);
        store_positions(s, POSITIONS_TITLE, i, &title);
        (void)printf("WORD\t%s\t%s\t%u\t%u\t%" PRIx64 "\t%u\t%" PRIx64 "\n",
                     w.form, w.stem, w.df, text.n, sum_of(s, &text), title.n,
                     sum_of(s, &title));
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
