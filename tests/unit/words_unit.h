/* For tests of what reads the words of an index: a store that has words and
 * nothing else. */
#ifndef TESTS_WORDS_UNIT_H
#define TESTS_WORDS_UNIT_H

#include "positions_unit.h"

#include "common/xalloc.h"
#include "store/store.h"
#include "text/token.h"

struct words_unit_word {
    const char *form;
    uint32_t df;
};

struct words_unit {
    char *dir;
    struct store *store;
    struct tokenizer *tokenizer;
};

static inline int
words_unit_compare(const void *a, const void *b)
{
    const struct words_unit_word *x = a, *y = b;

    return strcmp(x->form, y->form);
}

/* The words need not be in order; they are put into it. */
static inline struct words_unit *
words_unit_new(struct words_unit_word *words, size_t n)
{
    struct words_unit *u = xcalloc(1, sizeof(*u));
    struct store_writer *w;
    struct error err;

    u->dir = unit_mkdir();
    qsort(words, n, sizeof(*words), words_unit_compare);
    assert_ok(tokenizer_new(&u->tokenizer, &err));
    assert_ok(store_writer_open(&w, u->dir, STORE_SORT_BYTES, &err));
    for (size_t i = 0; i < n; i++) {
        const char *form = words[i].form;
        const char *stem = tokenizer_stem(u->tokenizer, form, strlen(form));
        assert_ok(store_writer_word(w, form, stem, words[i].df, &err));
    }
    assert_ok(store_writer_finish(w, &err));
    store_writer_close(w);
    positions_unit_none(u->dir, (uint32_t)n);
    assert_ok(store_open(&u->store, u->dir, &err));
    return u;
}

static inline void
words_unit_free(struct words_unit *u)
{
    tokenizer_free(u->tokenizer);
    store_close(u->store);
    unit_rmdir(u->dir);
    free(u);
}

#endif
