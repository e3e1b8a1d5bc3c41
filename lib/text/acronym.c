/* Definitions of acronyms: see acronym.h. Texts are looked through for
 * parentheses; only where what may be an acronym stands in one or before it is
 * there more to do. */
#include "config.h"

#include "text/acronym.h"

#include <string.h>

#include "common/utf8.h"
#include "text/chars.h"

/* Bytes of text in which the words are looked for: eight long ones and the
 * small ones between. */
#define WINDOW 256

/* Words of them: each has a letter, and something that parts it. */
#define WORDS (WINDOW / 2)

/* Words for an acronym of n letters, small ones among them: the bound of
 * Schwartz and Hearst, "A simple algorithm for identifying abbreviation
 * definitions in biomedical text" (2003). */
#define WORDS_FOR(n) ((n) < 5 ? 2 * (n) : (n) + 5)

struct word {
    uint32_t start, end; /* in the text */
    char initial;        /* a small ASCII letter, or 0 */
    bool stop;
    bool small; /* a stop word, written small */
    bool part;  /* of a word with hyphens, not the first */
    bool apart; /* a comma stands between it and the word before */
};

/* The words and the letters that are to be theirs, both from the parenthesis
 * on: backwards where the words stand before it. */
struct match {
    const struct acronym_finder *finder;
    bool back;
    char letters[ACRONYM_MAX];
    size_t n_letters;
    struct word words[WORDS];
    size_t n_words;
    uint8_t chosen[ACRONYM_MAX];   /* the words that have the letters */
    bool dead[ACRONYM_MAX][WORDS]; /* letter by word: no match from there */
};

void
acronym_start(struct acronym_finder *f, struct tokenizer *t, const char *text,
              size_t len)
{
    *f = (struct acronym_finder){t, text, len, 0};
}

/* ---- marks between words ---- */

/* U+2018 to U+201F and their plain forms. */
static bool
is_quote(uint32_t cp)
{
    return cp == '"' || cp == '\'' || (cp >= 0x2018 && cp <= 0x201f);
}

static bool
is_blank(uint32_t cp)
{
    return cp == ' ' || cp == 0xa0;
}

/* The hyphens and the dash that is written for one. */
static bool
is_hyphen(uint32_t cp)
{
    return cp == '-' || (cp >= 0x2010 && cp <= 0x2013);
}

/* The end of what stands before text[..end) when blanks and quotation marks are
 * cut off. */
static size_t
trim(const char *text, size_t end)
{
    while (end > 0) {
        size_t at = end - 1;
        unsigned used;
        while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
            at--;
        uint32_t cp = utf8_decode(text + at, end - at, &used);
        if (!is_blank(cp) && !is_quote(cp))
            break;
        end = at;
    }
    return end;
}

/* Where what is no quotation mark begins, from `at` on. */
static size_t
skip_quotes(const struct acronym_finder *f, size_t at)
{
    while (at < f->len) {
        unsigned used;
        if (!is_quote(utf8_decode(f->text + at, f->len - at, &used)))
            break;
        at += used;
    }
    return at;
}

/* Whether what stands between w and the word before leaves them in one clause;
 * then it sets w->part and w->apart. */
static bool
joins(const char *gap, size_t len, struct word *w)
{
    bool blank = false, dash = false, comma = false;

    for (size_t at = 0; at < len;) {
        unsigned used;
        uint32_t cp = utf8_decode(gap + at, len - at, &used);
        if (is_blank(cp))
            blank = true;
        else if (is_hyphen(cp))
            dash = true;
        else if (cp == ',')
            comma = true;
        else if (!is_quote(cp) && cp != '/' && cp != '&')
            return false;
        at += used;
    }
    w->part = dash && !blank;
    w->apart = comma;
    return !dash || !blank;
}

/* ---- the acronym ---- */

/* Cuts a plural's s off and tells whether what is left may be an acronym. */
static bool
is_acronym(const char *s, size_t *len)
{
    size_t capitals = 0;

    for (size_t i = 0; i < *len; i++)
        capitals += chars_is_upper(s[i]);
    if (*len > ACRONYM_MIN && capitals == *len - 1 && s[*len - 1] == 's')
        (*len)--;
    return *len >= ACRONYM_MIN && *len <= ACRONYM_MAX && capitals >= 2 &&
           chars_is_upper(s[0]);
}

/* An acronym that begins the parenthesis whose content begins at `at`, with
 * nothing else in its clause: "(the 'CSE', ...". */
static bool
acronym_inside(const struct acronym_finder *f, size_t at, struct acronym *out)
{
    static const char the[] = "the ";
    size_t n = 0, left;

    if (f->len - at > 4 && memcmp(f->text + at, the, 4) == 0)
        at += 4;
    at = skip_quotes(f, at);
    left = f->len - at;
    while (n < left && n <= ACRONYM_MAX + 1 && chars_is_alpha(f->text[at + n]))
        n++;
    size_t behind = skip_quotes(f, at + n);
    if (behind == f->len ||
        (f->text[behind] != ')' && f->text[behind] != ',' &&
         f->text[behind] != ';') ||
        !is_acronym(f->text + at, &n))
        return false;
    out->start = (uint32_t)at;
    out->end = (uint32_t)(at + n);
    return true;
}

/* One directly before the parenthesis at `at`. */
static bool
acronym_before(const struct acronym_finder *f, size_t at, struct acronym *out)
{
    size_t end = trim(f->text, at), start = end;

    while (start > 0 && end - start <= ACRONYM_MAX + 1 &&
           chars_is_alpha(f->text[start - 1]))
        start--;
    size_t n = end - start;
    if (chars_word_before(f->text, start) || !is_acronym(f->text + start, &n))
        return false;
    out->start = (uint32_t)start;
    out->end = (uint32_t)(start + n);
    return true;
}

/* ---- the words ---- */

/* Reads the words of text[start..end): of a clause that begins there, or, to be
 * matched backwards, of the one that ends there. */
static void
read_words(struct match *m, size_t start, size_t end)
{
    const char *text = m->finder->text;
    struct tokenizer *tokenizer = m->finder->tokenizer;
    struct token token;

    m->n_words = 0;
    tokenizer_start(tokenizer, text + start, end - start);
    while (tokenizer_next(tokenizer, &token)) {
        struct word w = {.start = (uint32_t)start + token.start,
                         .end = (uint32_t)start + token.end,
                         .stop = token.stop,
                         .small = token.stop &&
                                  !chars_is_upper(text[start + token.start])};
        char c = token.form[0];
        if (token.alt)
            continue;
        size_t before = m->n_words > 0 ? m->words[m->n_words - 1].end : start;
        if (!joins(text + before, w.start - before, &w) ||
            m->n_words == WORDS) {
            if (!m->back)
                break;
            m->n_words = 0;
        }
        if (m->n_words == 0)
            w.part = w.apart = false;
        w.initial = c >= 'a' && c <= 'z' ? c : '\0';
        m->words[m->n_words++] = w;
    }
    /* Something else stands between them and the parenthesis. */
    if (m->back && m->n_words > 0 && m->words[m->n_words - 1].end != end)
        m->n_words = 0;
    for (size_t i = 0; m->back && i < m->n_words / 2; i++) {
        struct word w = m->words[i];
        m->words[i] = m->words[m->n_words - 1 - i];
        m->words[m->n_words - 1 - i] = w;
    }
}

/* Whether the words behind the acronym may end at text[end]. */
static bool
may_end(const struct acronym_finder *f, size_t end)
{
    size_t at = skip_quotes(f, end);
    unsigned used;

    if (at == f->len)
        return false;
    if (strchr("),;:", f->text[at]) != NULL)
        return true;
    if (!is_blank(utf8_decode(f->text + at, f->len - at, &used)))
        return false;
    at += used;
    return at < f->len &&
           is_hyphen(utf8_decode(f->text + at, f->len - at, &used));
}

/* Whether the words that were chosen, the last of them words[last], are what
 * acronym.h promises. */
static bool
fits(const struct match *m, size_t last)
{
    size_t strong = 0;

    for (size_t i = 0; i < m->n_letters; i++)
        strong += !m->words[m->chosen[i]].stop;
    if (strong < 2 || strong * 2 < m->n_letters)
        return false;
    if (m->n_letters == 2 && m->words[m->back ? 0 : last].apart)
        return false;
    if (m->back)
        return !m->words[last].part;
    while (last + 1 < m->n_words && m->words[last + 1].part)
        last++;
    return may_end(m->finder, m->words[last].end);
}

static bool follow(struct match *m, size_t letter, size_t word);

/* Gives the letter to that word, and goes on. */
static bool
take(struct match *m, size_t letter, size_t word)
{
    m->chosen[letter] = (uint8_t)word;
    return follow(m, letter + 1, word + 1);
}

/* Gives the letters from that one on to words from words[word] on. As deep as
 * there are words. */
static bool
follow(struct match *m, size_t letter, size_t word)
{
    if (letter == m->n_letters)
        return fits(m, word - 1);
    if (word == m->n_words || word == WORDS_FOR(m->n_letters) ||
        m->dead[letter][word])
        return false;
    const struct word *w = &m->words[word];
    char c = m->letters[letter];
    bool takes = w->initial == chars_lower(c) && (chars_is_upper(c) || w->stop);
    bool skips = w->part || (w->stop && letter > 0);
    /* A capital is rather that of another word than of a small "of": OPCC is
     * the Office of the Police and Crime Commissioner. */
    bool first = takes && (!w->small || !chars_is_upper(c));
    if ((first && take(m, letter, word)) ||
        (skips && follow(m, letter, word + 1)) ||
        (takes && !first && take(m, letter, word)))
        return true;
    m->dead[letter][word] = true;
    return false;
}

/* Looks for the acronym's words in text[start..end), directly before or behind
 * the parenthesis. */
static bool
find_words(const struct acronym_finder *f, size_t start, size_t end, bool back,
           struct acronym *out)
{
    struct match m = {.finder = f, .back = back};

    m.n_letters = out->end - out->start;
    for (size_t i = 0; i < m.n_letters; i++)
        m.letters[i] = f->text[back ? out->end - 1 - i : out->start + i];
    read_words(&m, start, end);
    if (m.n_words < 2 || !follow(&m, 0, 0))
        return false;
    size_t last = m.chosen[m.n_letters - 1];
    while (!back && last + 1 < m.n_words && m.words[last + 1].part)
        last++;
    out->words_start = back ? m.words[last].start : m.words[0].start;
    out->words_end = back ? m.words[0].end : m.words[last].end;
    return true;
}

/* The words before the parenthesis at `at` for the acronym in it. */
static bool
words_before(const struct acronym_finder *f, size_t at, struct acronym *out)
{
    size_t end = trim(f->text, at), start = end;

    while (start > 0 && end - start < WINDOW && f->text[start - 1] != '(' &&
           f->text[start - 1] != ')')
        start--;
    /* Not in the middle of a word. */
    while (start > 0 && start < end && f->text[start - 1] != ' ' &&
           f->text[start - 1] != '(' && f->text[start - 1] != ')')
        start++;
    return find_words(f, start, end, true, out);
}

/* The words that begin the parenthesis whose content begins at `at`. */
static bool
words_inside(const struct acronym_finder *f, size_t at, struct acronym *out)
{
    static const char the[] = "the ";
    size_t n = utf8_cut(f->text + at, f->len - at, WINDOW);
    size_t start = skip_quotes(f, at), end = start;

    while (end < at + n && f->text[end] != ')' && f->text[end] != '(')
        end++;
    if (find_words(f, start, end, false, out))
        return true;
    return end - start > 4 && memcmp(f->text + start, the, 4) == 0 &&
           find_words(f, start + 4, end, false, out);
}

bool
acronym_next(struct acronym_finder *f, struct acronym *out)
{
    const char *p;

    while (f->at < f->len &&
           (p = memchr(f->text + f->at, '(', f->len - f->at)) != NULL) {
        struct acronym found;
        size_t at = (size_t)(p - f->text);
        f->at = at + 1;
        if ((acronym_inside(f, at + 1, &found) &&
             words_before(f, at, &found)) ||
            (acronym_before(f, at, &found) &&
             words_inside(f, at + 1, &found))) {
            *out = found;
            return true;
        }
    }
    f->at = f->len;
    return false;
}
