/* The tokenizer: finds each word's span, and gives its form and, for some,
 * another form. Words of ASCII, nearly all, are folded here; others by
 * fold.c. */
#include "config.h"

#include "text/token.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "text/chars.h"
#include "text/fold.h"
#include "text/number.h"
#include "text/plan.h"
#include "text/stop.h"

struct tokenizer {
    struct sb_stemmer *stemmer;
    const char *text;
    size_t len;
    size_t at;    /* where to look for the next word */
    uint32_t pos; /* words given so far */

    /* The word being read: its bytes, without what is ignored. */
    char raw[FOLD_RAW_MAX];
    size_t raw_len;
    bool raw_full; /* it did not fit; what came later was left out */
    bool ascii;

    char form[TOKEN_FORM_MAX + 1];
    char alt[TOKEN_FORM_MAX + 1];
    size_t alt_len;    /* 0: no other form waits to be given */
    struct token word; /* the last primary, which an alternate follows */
    struct number number;
    char stem[TOKEN_FORM_MAX + 1];
};

enum status
tokenizer_new(struct tokenizer **out, struct error *err)
{
    struct sb_stemmer *stemmer = sb_stemmer_new("english", "UTF_8");

    if (stemmer == NULL)
        return error_set(err, STATUS_INTERNAL,
                         "libstemmer has no English stemmer");
    struct tokenizer *t = xcalloc(1, sizeof(*t));
    t->stemmer = stemmer;
    *out = t;
    return STATUS_OK;
}

void
tokenizer_free(struct tokenizer *t)
{
    if (t == NULL)
        return;
    sb_stemmer_delete(t->stemmer);
    free(t);
}

void
tokenizer_start(struct tokenizer *t, const char *text, size_t len)
{
    t->text = text;
    t->len = len <= UINT32_MAX ? len : utf8_cut(text, len, UINT32_MAX);
    t->at = 0;
    t->pos = 0;
    t->alt_len = 0;
}

/* Moves to the next letter or number; false at the end. */
static bool
find_word(struct tokenizer *t)
{
    while (t->at < t->len) {
        unsigned used;
        enum char_class class =
            chars_at(t->text + t->at, t->len - t->at, &used);
        if (class == CHAR_LETTER || class == CHAR_NUMBER)
            return true;
        t->at += used;
    }
    return false;
}

static void
raw_add(struct tokenizer *t, const char *bytes, size_t n)
{
    if (t->raw_full || n > sizeof(t->raw) - t->raw_len) {
        t->raw_full = true;
        return;
    }
    memcpy(t->raw + t->raw_len, bytes, n);
    t->raw_len += n;
}

/* Whether the next character that counts, from `at`, is a letter. */
static bool
letter_follows(const struct tokenizer *t, size_t at)
{
    while (at < t->len) {
        unsigned used;
        enum char_class class = chars_at(t->text + at, t->len - at, &used);
        if (class != CHAR_IGNORED)
            return class == CHAR_LETTER;
        at += used;
    }
    return false;
}

/* Reads letters, numbers, marks and inner apostrophes from t->at into raw;
 * leaves t->at behind the last of them. */
static void
scan_run(struct tokenizer *t)
{
    enum char_class last = CHAR_NUMBER; /* an apostrophe needs a letter */
    size_t p = t->at;

    while (p < t->len) {
        unsigned used;
        enum char_class class = chars_at(t->text + p, t->len - p, &used);
        if (class == CHAR_OTHER)
            break;
        if (class == CHAR_IGNORED) {
            p += used;
            continue;
        }
        if (class == CHAR_APOSTROPHE) {
            if (last == CHAR_NUMBER || last == CHAR_APOSTROPHE ||
                !letter_follows(t, p + used))
                break;
            raw_add(t, "'", 1);
        } else {
            raw_add(t, t->text + p, used);
            t->ascii = t->ascii && used == 1;
        }
        p += used;
        t->at = p;
        last = class;
    }
}

/* Whether raw is two or more capitals and one small s: PCSOs, MPs. English
 * acronyms are ASCII. */
static bool
is_plural_acronym(const struct tokenizer *t)
{
    if (!t->ascii || t->raw_len < 3 || t->raw_len > TOKEN_FORM_MAX ||
        t->raw[t->raw_len - 1] != 's')
        return false;
    for (size_t i = 0; i + 1 < t->raw_len; i++)
        if (!chars_is_upper(t->raw[i]))
            return false;
    return true;
}

static size_t
fold_ascii(struct tokenizer *t)
{
    size_t n = t->raw_len < TOKEN_FORM_MAX ? t->raw_len : TOKEN_FORM_MAX;

    for (size_t i = 0; i < n; i++)
        t->form[i] = chars_lower(t->raw[i]);
    return fold_cut(t->form, n);
}

/* Another form of the word in raw and form, if it has one. */
static void
find_alternate(struct tokenizer *t, size_t form_len)
{
    if (t->number.plan)
        t->alt_len = 4; /* the first year */
    else if (is_plural_acronym(t))
        t->alt_len = form_len - 1;
    else if (!t->ascii)
        t->alt_len = fold_plain(t->raw, t->raw_len, t->form, form_len, t->alt);
    if (t->ascii)
        memcpy(t->alt, t->form, t->alt_len);
    t->alt[t->alt_len] = '\0';
}

/* Gives the waiting alternate. */
static void
take_alternate(struct tokenizer *t, struct token *out)
{
    *out = t->word;
    out->alt = true;
    out->singular = is_plural_acronym(t);
    out->form = t->alt;
    out->form_len = (uint32_t)t->alt_len;
    out->stop = stop_has(t->alt, t->alt_len);
    t->alt_len = 0;
}

bool
tokenizer_next(struct tokenizer *t, struct token *out)
{
    if (t->alt_len != 0) {
        take_alternate(t, out);
        return true;
    }
    if (!find_word(t))
        return false;

    size_t start = t->at;
    t->raw_len = 0;
    t->raw_full = false;
    t->ascii = true;
    t->number.plan = t->number.whole = false;
    if (chars_is_digit(t->text[start])) {
        number_scan(t->text + start, t->len - start, &t->number);
        raw_add(t, t->number.form, t->number.form_len);
        t->at += t->number.used;
    }
    if (!t->number.whole)
        scan_run(t);

    size_t n =
        t->ascii ? fold_ascii(t) : fold_form(t->raw, t->raw_len, t->form);
    find_alternate(t, n);
    t->word = (struct token){
        .start = (uint32_t)start,
        .end = (uint32_t)t->at,
        .pos = ++t->pos,
        .form = t->form,
        .form_len = (uint32_t)n,
        .stop = stop_has(t->form, n),
    };
    *out = t->word;
    return true;
}

const char *
tokenizer_stem(struct tokenizer *t, const char *form, size_t len)
{
    bool digit = false;

    len = utf8_cut(form, len, TOKEN_FORM_MAX);
    for (size_t i = 0; i < len; i++)
        digit = digit || chars_is_digit(form[i]);
    if (!digit) {
        const sb_symbol *stem =
            sb_stemmer_stem(t->stemmer, (const sb_symbol *)form, (int)len);
        int n = stem != NULL ? sb_stemmer_length(t->stemmer) : 0;
        if (n > 0 && n <= TOKEN_FORM_MAX) {
            form = (const char *)stem;
            len = (size_t)n;
        }
    }
    memcpy(t->stem, form, len);
    t->stem[len] = '\0';
    return t->stem;
}

void
tokenizer_fold(struct tokenizer *t, const char *text, size_t len,
               struct buf *out)
{
    size_t before = out->len;
    struct token token;

    tokenizer_start(t, text, len);
    while (tokenizer_next(t, &token)) {
        if (token.alt)
            continue;
        if (out->len > before)
            buf_add_char(out, ' ');
        buf_add(out, token.form, token.form_len);
    }
}

bool
token_is_stop(const char *form, size_t len)
{
    return stop_has(form, len);
}

bool
token_is_ignored(uint32_t cp)
{
    return chars_class(cp) == CHAR_IGNORED;
}
