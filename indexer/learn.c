/* Learning from texts: see learn.h. Whatever a generation holds passes here
 * when it is made, also what an update keeps: so nothing is known that has
 * gone. */
#include "config.h"

#include "indexer/learn.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "text/acronym.h"
#include "text/token.h"

struct learn {
    struct tokenizer *finder; /* a definition is taken apart by the other */
    struct tokenizer *tokenizer;
    struct buf folded, acronym, words, shown, stems;
};

enum status
learn_new(struct learn **out, struct error *err)
{
    struct learn *l = xcalloc(1, sizeof(*l));
    enum status status = tokenizer_new(&l->finder, err);

    if (status == STATUS_OK)
        status = tokenizer_new(&l->tokenizer, err);
    if (status == STATUS_OK)
        *out = l;
    else
        learn_free(l);
    return status;
}

void
learn_free(struct learn *l)
{
    if (l == NULL)
        return;
    tokenizer_free(l->finder);
    tokenizer_free(l->tokenizer);
    buf_done(&l->folded);
    buf_done(&l->acronym);
    buf_done(&l->words);
    buf_done(&l->shown);
    buf_done(&l->stems);
    free(l);
}

enum status
learn_title(struct learn *l, struct store_writer *w, const char *title,
            struct error *err)
{
    buf_clear(&l->folded);
    buf_add_str(&l->folded, "");
    tokenizer_fold(l->tokenizer, title, strlen(title), &l->folded);
    return store_writer_title(w, l->folded.data, err);
}

static void
set(struct buf *b, const char *text, size_t len)
{
    buf_clear(b);
    buf_add(b, text, len);
}

/* The stems of a definition's words. */
static void
set_stems(struct learn *l, const char *words, size_t len)
{
    struct token token;

    buf_clear(&l->stems);
    tokenizer_start(l->tokenizer, words, len);
    while (tokenizer_next(l->tokenizer, &token)) {
        if (token.alt)
            continue;
        if (l->stems.len > 0)
            buf_add_char(&l->stems, ' ');
        buf_add_str(&l->stems,
                    tokenizer_stem(l->tokenizer, token.form, token.form_len));
    }
}

static enum status
learn_acronym(struct learn *l, struct store_writer *w, const char *text,
              const struct acronym *a, struct error *err)
{
    const char *acronym = text + a->start, *words = text + a->words_start;
    size_t len = a->end - a->start, words_len = a->words_end - a->words_start;

    set(&l->acronym, acronym, len);
    set(&l->shown, words, words_len);
    buf_clear(&l->folded);
    tokenizer_fold(l->tokenizer, acronym, len, &l->folded);
    buf_clear(&l->words);
    tokenizer_fold(l->tokenizer, words, words_len, &l->words);
    set_stems(l, words, words_len);
    const struct store_definition d = {.folded = l->folded.data,
                                       .acronym = l->acronym.data,
                                       .words = l->words.data,
                                       .shown = l->shown.data,
                                       .stems = l->stems.data};
    return store_writer_definition(w, &d, err);
}

enum status
learn_unit(struct learn *l, struct store_writer *w, const char *text,
           size_t len, struct error *err)
{
    struct acronym_finder finder;
    struct acronym found;
    enum status status = STATUS_OK;

    acronym_start(&finder, l->finder, text, len);
    while (status == STATUS_OK && acronym_next(&finder, &found))
        status = learn_acronym(l, w, text, &found, err);
    return status;
}
