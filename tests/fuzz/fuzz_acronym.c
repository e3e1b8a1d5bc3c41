/* Fuzz target: any text through the finder of acronyms. What it finds lies in
 * the text, in order, and is what acronym.h says. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "text/acronym.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

static bool
is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The words are whole ones; the first has the first letter, and the others
 * follow in order. */
static void
check_words(struct tokenizer *t, const char *text, const struct acronym *a)
{
    struct token word;
    uint32_t next = a->start, end = 0;

    CHECK(utf8_valid(text + a->words_start, a->words_end - a->words_start));
    tokenizer_start(t, text + a->words_start, a->words_end - a->words_start);
    while (tokenizer_next(t, &word)) {
        CHECK(end != 0 || word.start == 0);
        CHECK(end != 0 || word.form[0] == (text[next] | 0x20));
        end = word.end;
        if (!word.alt && next < a->end && word.form[0] == (text[next] | 0x20))
            next++;
    }
    CHECK(next == a->end);
    CHECK(end == a->words_end - a->words_start);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    size_t len = utf8_valid_prefix(text, size);
    struct tokenizer *t, *again;
    struct acronym_finder finder;
    struct acronym a, last = {0};

    if (tokenizer_new(&t, NULL) != STATUS_OK)
        return 0;
    if (tokenizer_new(&again, NULL) != STATUS_OK)
        abort();
    acronym_start(&finder, t, text, len);
    while (acronym_next(&finder, &a)) {
        CHECK(a.end - a.start >= ACRONYM_MIN && a.end - a.start <= ACRONYM_MAX);
        CHECK(a.words_start < a.words_end);
        CHECK(a.end <= len && a.words_end <= len);
        CHECK(a.end < a.words_start || a.words_end < a.start);
        CHECK(a.start >= last.end || a.words_start >= last.words_end);
        for (uint32_t i = a.start; i < a.end; i++)
            CHECK(is_letter(text[i]));
        check_words(again, text, &a);
        last = a;
    }
    tokenizer_free(again);
    tokenizer_free(t);
    return 0;
}
