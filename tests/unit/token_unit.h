/* What the tests of the tokenizer share. Each test program includes it
 * once. */
#ifndef TOKEN_UNIT_H
#define TOKEN_UNIT_H

#include "unit.h"

#include "common/buf.h"
#include "text/token.h"

#define POUND "\xc2\xa3"

static struct tokenizer *tokenizer;

static inline int
set_up(void **state)
{
    (void)state;
    return tokenizer_new(&tokenizer, NULL) == STATUS_OK ? 0 : -1;
}

static inline int
tear_down(void **state)
{
    (void)state;
    tokenizer_free(tokenizer);
    tokenizer_free(NULL);
    return 0;
}

/* Words as "form" or "form=alternate", with blanks between. */
static inline void
assert_words(const char *text, const char *expected)
{
    struct buf b = {0};
    struct token t;
    uint32_t pos = 0;

    buf_add_str(&b, "");
    tokenizer_start(tokenizer, text, strlen(text));
    while (tokenizer_next(tokenizer, &t)) {
        assert_int_equal(strlen(t.form), t.form_len);
        assert_int_equal(t.pos, t.alt ? pos : pos + 1);
        pos = t.pos;
        if (b.len != 0)
            buf_add_char(&b, t.alt ? '=' : ' ');
        buf_add_str(&b, t.form);
    }
    if (strcmp(b.data, expected) != 0)
        fail_msg("\"%s\" gives \"%s\", not \"%s\"", text, b.data, expected);
    buf_done(&b);
}

struct words {
    const char *text, *expected;
};

static inline void
assert_all_words(const struct words *cases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_words(cases[i].text, cases[i].expected);
}
#define ASSERT_ALL(cases)                                                      \
    assert_all_words(cases, sizeof(cases) / sizeof((cases)[0]))

#endif
