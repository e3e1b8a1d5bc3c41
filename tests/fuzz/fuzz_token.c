/* Fuzz target: any text through the tokenizer. Spans lie in order within the
 * text (two words may share one), forms are short valid words that give
 * themselves again. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "text/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

/* The form alone is one word: itself. An alternate need not be: marks may
 * have kept a number and its unit together. */
static void
check_form(struct tokenizer *again, const struct token *word)
{
    struct token t;

    CHECK(word->form_len >= 1 && word->form_len <= TOKEN_FORM_MAX);
    CHECK(strlen(word->form) == word->form_len);
    CHECK(utf8_valid(word->form, word->form_len));
    CHECK(*tokenizer_stem(again, word->form, word->form_len) != '\0');
    if (word->alt)
        return;
    tokenizer_start(again, word->form, word->form_len);
    CHECK(tokenizer_next(again, &t));
    CHECK(t.start == 0 && t.end == word->form_len);
    CHECK(t.form_len == word->form_len);
    CHECK(memcmp(t.form, word->form, t.form_len) == 0);
    while (tokenizer_next(again, &t))
        CHECK(t.alt && t.pos == 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    size_t len = utf8_valid_prefix(text, size);
    struct tokenizer *t, *again;
    struct token word, last = {0};

    if (tokenizer_new(&t, NULL) != STATUS_OK)
        return 0;
    if (tokenizer_new(&again, NULL) != STATUS_OK)
        abort();
    tokenizer_start(t, text, len);
    while (tokenizer_next(t, &word)) {
        CHECK(word.start < word.end && word.end <= len);
        if (word.alt)
            CHECK(word.start == last.start && word.end == last.end &&
                  word.pos == last.pos);
        else
            CHECK((word.start >= last.end ||
                   (word.start == last.start && word.end == last.end)) &&
                  word.pos == last.pos + 1);
        check_form(again, &word);
        last = word;
    }
    tokenizer_free(again);
    tokenizer_free(t);
    return 0;
}
