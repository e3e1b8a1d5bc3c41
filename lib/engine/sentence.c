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

/* Abbreviations of British minutes that a capital or a figure follows. */
static bool
is_abbreviation(const char *word, size_t len)
{
    static const char *const list[] = {
        "approx", "art",  "cf",  "cll",  "cllr", "cllrs", "co",   "dept",
        "dr",     "eg",   "e.g", "esp",  "est",  "etc",   "fig",  "hon",
        "ie",     "i.e",  "inc", "insp", "jnr",  "lt",    "ltd",  "maj",
        "min",    "mr",   "mrs", "ms",   "no",   "nos",   "para", "paras",
        "pp",     "prof", "ref", "rev",  "sec",  "sgt",   "snr",  "st",
        "supt",   "viz",  "vol", "vs"};

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
        if (strlen(list[i]) == len && strncasecmp(list[i], word, len) == 0)
            return true;
    return false;
}

/* Whether the full stop at text[dot] belongs to the word before it. */
static bool
is_word_stop(const char *text, size_t from, size_t dot)
{
    size_t start = dot;

    while (start > from && (is_letter(text[start - 1]) ||
                            (text[start - 1] == '.' && start < dot)))
        start--;
    size_t len = dot - start;
    if (len == 1) /* an initial, but "I." and "a." end sentences as well */
        return text[start] >= 'A' && text[start] <= 'Z' && text[start] != 'I';
    return is_abbreviation(text + start, len);
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
    return text[mark] != '.' || !is_word_stop(text, from, mark);
}

size_t
sentence_end(const char *text, size_t len, size_t from)
{
    for (size_t i = from; i < len; i++) {
        if (text[i] == '\xe2' && blank_len(text + i, len - i) == 3 && i > from)
            return i;
        if ((text[i] == '.' || text[i] == '!' || text[i] == '?') &&
            ends_here(text, len, from, i))
            return skip_closers(text, len, i + 1);
    }
    return len;
}
