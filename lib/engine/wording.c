/* A query's words as they were typed: see wording.h. */
#include "config.h"

#include "engine/wording.h"

#include <string.h>

#include "common/utf8.h"

/* Words on its two sides are that far apart, and so beyond every nearness. */
#define BARRIER 1000u

static bool
is_operator(const char *word, size_t len)
{
    static const char *const operators[] = {"AND", "OR", "NOT", "NEAR"};

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
        if (strlen(operators[i]) == len && memcmp(operators[i], word, len) == 0)
            return true;
    return false;
}

struct wording *
wording_make(struct tokenizer *t, const char *text, size_t len,
             struct arena *arena)
{
    struct wording *w = arena_alloc(arena, sizeof(*w));
    struct token token;
    uint32_t shift = 0;

    if (!utf8_valid(text, len))
        return w;
    /* A word has a byte or more, and one of something else behind it; its
     * alternates stand for it in some queries. */
    w->words = arena_array(arena, len + 2, sizeof(*w->words));
    tokenizer_start(t, text, len);
    while (tokenizer_next(t, &token)) {
        /* As the parser has it: Resolved: that is no field. */
        bool field = token.end + 1 < len && text[token.end] == ':' &&
                     text[token.end + 1] != ' ';
        if (field || is_operator(text + token.start, token.end - token.start)) {
            shift += BARRIER;
            continue;
        }
        const char *stem = tokenizer_stem(t, token.form, token.form_len);
        w->words[w->n++] = (struct wording_word){
            .form = arena_strndup(arena, token.form, token.form_len),
            .stem = arena_strdup(arena, stem),
            .pos = token.pos + shift,
        };
    }
    return w;
}

uint32_t
wording_count(const struct wording *w, const char *stem)
{
    uint32_t n = 0;

    for (size_t i = 0; i < w->n; i++)
        n += strcmp(w->words[i].stem, stem) == 0;
    return n > 0 ? n : 1;
}
