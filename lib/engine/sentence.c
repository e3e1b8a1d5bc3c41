/* Sentence ends: see sentence.h. */
#include "config.h"

#include "engine/sentence.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "common/utf8.h"

/* Bytes of the blank at s, or 0: space, tab, NBSP (c2 a0), U+2028 (e2 80
 * a8). */
static size_t
blank_len(const char *s, size_t len)
{
    if (len >= 1 && (s[0] == ' ' || s[0] == '\t' || s[0] == '\n'))
        return 1;
    if (len >= 2 && memcmp(s, "\xc2\xa0", 2) == 0)
        return 2;
    if (len >= 3 && memcmp(s, "\xe2\x80\xa8", 3) == 0)
        return 3;
    return 0;
}

size_t
sentence_skip_blanks(const char *text, size_t len, size_t from)
{
    for (size_t n; from < len && (n = blank_len(text + from, len - from)) > 0;)
        from += n;
    return from;
}

/* Behind quotes and brackets that close after the mark at from. */
static size_t
skip_closers(const char *text, size_t len, size_t from)
{
    while (from < len) {
        if (strchr("\"')]", text[from]) != NULL)
            from++;
        else if (len - from >= 3 &&
                 (memcmp(text + from, "\xe2\x80\x9d", 3) == 0 ||
                  memcmp(text + from, "\xe2\x80\x99", 3) == 0))
            from += 3;
        else
            break;
    }
    return from;
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Abbreviations of British minutes that a capital or a figure follows. */
static const char *const before_any[] = {
    "ald",  "capt",   "cf",  "cll", "cllr", "cllrs", "co",  "cont",
    "dept", "dr",     "drs", "eg",  "e.g",  "esp",   "etc", "govt",
    "hon",  "ie",     "i.e", "inc", "insp", "jnr",   "lt",  "ltd",
    "maj",  "messrs", "mr",  "mrs", "ms",   "prof",  "rev", "revd",
    "rt",   "sgt",    "snr", "st",  "supt", "viz",   "vs"};

/* Those that a figure follows; before anything else they are words that may
 * end a sentence ("She said no."). */
static const char *const before_figures[] = {
    "app", "appx", "approx", "apr", "art",  "aug",  "ch",   "cl",
    "dec", "est",  "ext",    "feb", "fig",  "figs", "jan",  "jul",
    "jun", "mar",  "max",    "min", "no",   "nos",  "nov",  "oct",
    "p",   "para", "paras",  "pp",  "ref",  "reg",  "regs", "s",
    "sch", "sec",  "sect",   "sep", "sept", "ss",   "tel",  "vol"};

static bool
is_in(const char *const *list, size_t n, const char *word, size_t len)
{
    char first = (char)(word[0] | 0x20); /* all begin with a small letter */

    for (size_t i = 0; i < n; i++)
        if (list[i][0] == first && strlen(list[i]) == len &&
            strncasecmp(list[i], word, len) == 0)
            return true;
    return false;
}

/* What counts a list's items: a figure, a letter, a small Roman number. */
static bool
is_enumerator(const char *word, size_t len)
{
    size_t figures = 0, roman = 0;

    for (size_t i = 0; i < len; i++) {
        figures += is_digit(word[i]);
        roman += strchr("ivx", word[i]) != NULL;
    }
    return len == 1 || (len <= 3 && figures == len) ||
           (len <= 4 && roman == len);
}

/* Capitals with a stop after each but the last: "J.R", "H.M". */
static bool
is_initials(const char *word, size_t len)
{
    if (len % 2 == 0)
        return false;
    for (size_t i = 0; i < len; i++)
        if (i % 2 == 0 ? word[i] < 'A' || word[i] > 'Z' : word[i] != '.')
            return false;
    /* One alone is an initial, but "I." ends sentences as well. */
    return len > 1 || word[0] != 'I';
}

/* Whether text[at..len) begins with a figure, or an amount of money. */
static bool
is_figure(const char *text, size_t len, size_t at)
{
    static const char *const signs[] = {"$", "\xc2\xa3", "\xe2\x82\xac"};

    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        size_t n = strlen(signs[i]);
        if (len - at > n && memcmp(text + at, signs[i], n) == 0)
            return is_digit(text[at + n]);
    }
    return is_digit(text[at]);
}

/* Whether the full stop at text[dot] belongs to the word before it; next is
 * where the text, of len bytes, goes on. */
static bool
is_word_stop(const char *text, size_t len, size_t from, size_t dot, size_t next)
{
    size_t start = dot;

    while (start > from &&
           (is_letter(text[start - 1]) || is_digit(text[start - 1]) ||
            (text[start - 1] == '.' && start < dot)))
        start--;
    const char *word = text + start;
    size_t size = dot - start;
    if (size == 0)
        return false;
    return (start == from && is_enumerator(word, size)) ||
           is_initials(word, size) ||
           is_in(before_any, sizeof(before_any) / sizeof(before_any[0]), word,
                 size) ||
           (is_figure(text, len, next) &&
            is_in(before_figures,
                  sizeof(before_figures) / sizeof(before_figures[0]), word,
                  size));
}

static bool
ends_here(const char *text, size_t len, size_t from, size_t mark)
{
    size_t after = skip_closers(text, len, mark + 1);
    size_t next = sentence_skip_blanks(text, len, after);

    if (next == len)
        return true;
    if (next == after) /* "4.3", "www.example.org" */
        return false;
    if (text[next] >= 'a' && text[next] <= 'z')
        return false;
    return text[mark] != '.' || !is_word_stop(text, len, from, mark, next);
}

size_t
sentence_end(const char *text, size_t len, size_t from)
{
    static const bool looked_at[256] = {
        ['.'] = true, ['!'] = true, ['?'] = true, [0xe2] = true};

    for (size_t i = from; i < len; i++) {
        if (!looked_at[(unsigned char)text[i]])
            continue;
        if (text[i] == '\xe2') {
            if (blank_len(text + i, len - i) == 3 && i > from)
                return i;
        } else if (ends_here(text, len, from, i)) {
            return skip_closers(text, len, i + 1);
        }
    }
    return len;
}
