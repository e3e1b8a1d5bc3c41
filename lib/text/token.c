/* The tokenizer: finds each word's span, and gives its form and, for some,
 * another form. Words of ASCII, nearly all, are folded here; others by
 * fold.c. */
#include "config.h"

#include "text/token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "text/chars.h"
#include "text/fold.h"
#include "text/number.h"
#include "text/section.h"
#include "text/stem.h"
#include "text/stop.h"

/* Of one word: "section", "s" and "106" of s106. */
#define ALTERNATES_MAX 3

/* Digits of a plan's first year. */
#define PLAN_YEAR 4

struct alternate {
    char form[TOKEN_FORM_MAX + 1];
    size_t len;
    bool singular;
};

struct tokenizer {
    struct stem *stem;
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
    struct alternate alts[ALTERNATES_MAX];
    size_t n_alts, next_alt; /* those from next_alt on wait to be given */
    struct token word;       /* the last primary, which alternates follow */
    const char *multiple;    /* a word that follows these; NULL: none */
    bool section;            /* the last primary is a word for a section */
    struct number number;
    const bool *only; /* first letters; NULL: all */
};

enum status
tokenizer_new(struct tokenizer **out, struct error *err)
{
    struct tokenizer *t = xcalloc(1, sizeof(*t));
    enum status status = stem_new(&t->stem, err);

    if (status == STATUS_OK)
        *out = t;
    else
        free(t);
    return status;
}

void
tokenizer_free(struct tokenizer *t)
{
    if (t == NULL)
        return;
    stem_free(t->stem);
    free(t);
}

void
tokenizer_start(struct tokenizer *t, const char *text, size_t len)
{
    t->text = text;
    t->len = len <= UINT32_MAX ? len : utf8_cut(text, len, UINT32_MAX);
    t->at = 0;
    t->pos = 0;
    t->n_alts = t->next_alt = 0;
    t->multiple = NULL;
    t->section = false;
    t->only = NULL;
}

void
tokenizer_only(struct tokenizer *t, const bool first[256])
{
    t->only = first;
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

static struct alternate *
add_alternate(struct tokenizer *t, const char *form, size_t len)
{
    struct alternate *alt = &t->alts[t->n_alts++];

    memcpy(alt->form, form, len);
    alt->form[len] = '\0';
    alt->len = len;
    alt->singular = false;
    return alt;
}

/* Other forms of a number: the first year of a plan, 2m, pounds without
 * pence. */
static void
add_number_forms(struct tokenizer *t)
{
    const struct number *n = &t->number;

    if (n->plan)
        (void)add_alternate(t, t->form, PLAN_YEAR);
    if (n->pounds > 0 && n->pounds <= TOKEN_FORM_MAX)
        (void)add_alternate(t, t->form, n->pounds);
    if (n->multiple != NULL && t->word.form_len < TOKEN_FORM_MAX - 2) {
        struct alternate *alt = add_alternate(t, t->form, t->word.form_len);
        alt->len += (size_t)snprintf(alt->form + alt->len, 3, "%s", n->sign);
    }
}

/* Other forms that let s106, s. 106 and section 106 find each other. `gap`:
 * the word for a section stands before, and nothing between. */
static void
add_section_forms(struct tokenizer *t, bool one_word, bool gap)
{
    const char *form = t->form;
    size_t len = t->word.form_len;

    if (one_word) {
        (void)add_alternate(t, "section", sizeof("section") - 1);
        (void)add_alternate(t, "s", 1);
        (void)add_alternate(t, form + 1, len - 1);
    } else if (gap && section_is_number(form, len)) {
        struct alternate *alt = add_alternate(t, "s", 1);
        memcpy(alt->form + 1, form, len + 1);
        alt->len += len;
    } else if (section_is_word(form, len) &&
               section_number_follows(t->text, t->len, t->at)) {
        if (section_is_short(form, len))
            (void)add_alternate(t, "section", sizeof("section") - 1);
        if (len > 1)
            (void)add_alternate(t, "s", 1);
    }
}

/* The other forms of the word in raw, form and word. */
static void
add_alternates(struct tokenizer *t)
{
    size_t len = t->word.form_len;

    if (is_plural_acronym(t)) {
        add_alternate(t, t->form, len - 1)->singular = true;
    } else if (!t->ascii) {
        struct alternate *alt = &t->alts[t->n_alts];
        alt->len = fold_plain(t->raw, t->raw_len, t->form, len, alt->form);
        alt->form[alt->len] = '\0';
        alt->singular = false;
        t->n_alts += alt->len > 0;
    }
}

/* Gives the next alternate that waits. */
static void
take_alternate(struct tokenizer *t, struct token *out)
{
    const struct alternate *alt = &t->alts[t->next_alt++];

    *out = t->word;
    out->alt = true;
    out->singular = alt->singular;
    out->form = alt->form;
    out->form_len = (uint32_t)alt->len;
    out->stop = stop_has(alt->form, alt->len);
}

/* Gives the word that the m of £2m stands for. */
static void
take_multiple(struct tokenizer *t, struct token *out)
{
    t->word.pos = ++t->pos;
    t->word.form = t->multiple;
    t->word.form_len = (uint32_t)strlen(t->multiple);
    t->word.stop = false;
    t->multiple = NULL;
    *out = t->word;
}

/* Reads the word at t->at into raw, and moves behind it. Whether it is a
 * section's reference as a whole. */
static bool
scan_word(struct tokenizer *t)
{
    size_t start = t->at;
    const char *s = t->text + start;
    struct section section;

    t->raw_len = 0;
    t->raw_full = false;
    t->ascii = true;
    t->number = (struct number){.plan = false};
    if (chars_is_digit(*s)) {
        number_scan(s, t->len - start, chars_currency_before(t->text, start),
                    &t->number);
        raw_add(t, t->number.form, t->number.form_len);
        t->at += t->number.used;
    } else if (section_scan(s, t->len - start, &section)) {
        raw_add(t, section.form, section.form_len);
        t->at += section.used;
        return true;
    }
    if (!t->number.whole)
        scan_run(t);
    return false;
}

/* Moves behind the word at t->at, counts it, and gives nothing of it, where it
 * is one of ASCII that is not asked for. Those with an s may be a section's,
 * which gives other words another form. */
static bool
pass_over(struct tokenizer *t)
{
    const char *s = t->text + t->at;
    size_t len = t->len - t->at, n = 0;
    char first = chars_lower(s[0]);

    if (!chars_is_alpha(first) || t->only[(unsigned char)first] || first == 's')
        return false;
    while (n < len && chars_is_alpha(s[n]))
        n++;
    if (n < len && (s[n] == '\'' || chars_is_digit(s[n]) ||
                    ((unsigned char)s[n] & 0x80) != 0))
        return false;
    t->at += n;
    t->pos++;
    t->section = false;
    return true;
}

bool
tokenizer_next(struct tokenizer *t, struct token *out)
{
    if (t->next_alt < t->n_alts) {
        take_alternate(t, out);
        return true;
    }
    if (t->multiple != NULL) {
        take_multiple(t, out);
        return true;
    }
    do {
        if (!find_word(t))
            return false;
    } while (t->only != NULL && pass_over(t));

    size_t start = t->at;
    bool gap = t->section && section_is_gap(t->text, t->word.end, start);
    bool one_word = scan_word(t);
    size_t n =
        t->ascii ? fold_ascii(t) : fold_form(t->raw, t->raw_len, t->form);
    t->word = (struct token){
        .start = (uint32_t)start,
        .end = (uint32_t)t->at,
        .pos = ++t->pos,
        .form = t->form,
        .form_len = (uint32_t)n,
        .stop = stop_has(t->form, n),
    };
    t->n_alts = t->next_alt = 0;
    add_alternates(t);
    add_number_forms(t);
    add_section_forms(t, one_word, gap);
    t->multiple = t->number.multiple;
    t->section = section_is_word(t->form, n);
    *out = t->word;
    return true;
}

const char *
tokenizer_stem(struct tokenizer *t, const char *form, size_t len)
{
    return stem_of(t->stem, form, len);
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

const char *
tokenizer_counted_stem(struct tokenizer *t, const struct token *token,
                       struct buf *word, bool *counted)
{
    const char *stem = tokenizer_stem(t, token->form, token->form_len);

    *counted = !token->alt || word->len == 0 || strcmp(stem, word->data) != 0;
    if (!token->alt) {
        buf_clear(word);
        buf_add_str(word, stem);
    }
    return stem;
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
