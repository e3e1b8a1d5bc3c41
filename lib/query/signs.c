/* Signs of the query language: see signs.h. */
#include "config.h"

#include "query/signs.h"

#include <string.h>
#include <strings.h>

#include "common/utf8.h"

/* Controls are blanks, as are Unicode's spaces (category Z). */
static bool
is_blank(uint32_t cp)
{
    return cp == ' ' || utf8_is_control(cp) || cp == 0xa0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
           cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

/* The keyboard's, those of phones and word processors in English, German and
 * French, and the full-width one. */
static bool
is_quote(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201c && cp <= 0x201f) || cp == 0xab ||
           cp == 0xbb || cp == 0xff02;
}

enum sign
signs_at(const char *s, size_t len, unsigned *used)
{
    uint32_t cp = utf8_decode(s, len, used);

    if (is_blank(cp))
        return SIGN_BLANK;
    if (is_quote(cp))
        return SIGN_QUOTE;
    if (cp == '(' || cp == 0xff08)
        return SIGN_OPEN;
    return cp == ')' || cp == 0xff09 ? SIGN_CLOSE : SIGN_NONE;
}

size_t
signs_dash(const char *s, size_t len)
{
    unsigned used;
    uint32_t cp;

    if (len == 0)
        return 0;
    cp = utf8_decode(s, len, &used);
    return cp == '-' || cp == 0x2010 || cp == 0x2011 || cp == 0x2212 ||
                   cp == 0xfe63 || cp == 0xff0d
               ? used
               : 0;
}

/* Pictures: the blocks of symbols and dingbats, and the plane of emoji. */
static bool
is_picture(uint32_t cp)
{
    return (cp >= 0x2300 && cp <= 0x23ff) || (cp >= 0x2600 && cp <= 0x27bf) ||
           (cp >= 0x2b00 && cp <= 0x2bff) || (cp >= 0x1f000 && cp <= 0x1faff);
}

static bool
has_picture(const char *s, size_t len)
{
    unsigned used;

    for (size_t i = 0; i < len; i += used)
        if (is_picture(utf8_decode(s + i, len - i, &used)))
            return true;
    return false;
}

static bool
is_one_of(const char *run, size_t len, const char *sign)
{
    return len == strlen(sign) && memcmp(run, sign, len) == 0;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "budget^2" and "budget~1", as other searchers have them. */
static bool
has_weight(const char *run, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++)
        if ((run[i] == '^' || (run[i] == '~' && i > 0)) && is_digit(run[i + 1]))
            return memchr(run, '/', len) == NULL;
    return false;
}

/* A dash of any length, at the beginning of a run that was not taken for
 * NOT. */
static bool
begins_with_dash(const char *run, size_t len)
{
    unsigned used;
    uint32_t cp = len > 0 ? utf8_decode(run, len, &used) : 0;

    return signs_dash(run, len) > 0 || cp == 0x2013 || cp == 0x2014;
}

/* "2014..2016", which is a range behind a field alone. */
static bool
has_range(const char *run, size_t len)
{
    const char *dots = memmem(run, len, "..", 2);

    return dots != NULL && ((dots > run && is_digit(dots[-1])) ||
                            (dots + 2 < run + len && is_digit(dots[2])));
}

void
signs_note(const char *run, size_t len, bool has_words, bool as_value,
           struct notes *notes)
{
    const char *mark = memchr(run, '?', len);
    bool address = memchr(run, '/', len) != NULL;
    if (memchr(run, '|', len) != NULL && !address)
        note_add(notes, "| is only a sign: OR in capitals means one or the "
                        "other");
    else if (!has_words && memchr(run, '*', len) != NULL)
        note_add(notes, "a * that stands alone is only a sign; behind the "
                        "beginning of a word, as in polic*, it means any end");
    else if (has_words && run[0] == '!' && len > 1)
        note_add(notes, "! is only a sign: NOT, or a - before a word, leaves "
                        "it out");
    if (has_words && !as_value && begins_with_dash(run, len))
        note_add(notes, "a dash is only a sign here: to leave a word out, one "
                        "- stands right before it, and a blank before that");
    if (has_words && len > 1 && !address &&
        (run[0] == '~' || run[len - 1] == '~'))
        note_add(notes, "~ is only a sign here: it stands before a phrase, as "
                        "in ~\"special constables\"");
    if (has_words && run[0] == ':')
        note_add(notes, "a : that begins a word is only a sign: a field's "
                        "name, colon and value stand together, as in "
                        "year:2014");
    if (has_range(run, len))
        note_add(notes, "a range is read as words, but behind year: or date:, "
                        "as in year:2014..2016");
    if (has_words && mark != NULL && mark + 1 < run + len && !address)
        note_add(notes, "? is only a sign, and stands for no letter; a * at "
                        "the end of a word, as in polic*, means any end");
    if (has_weight(run, len))
        note_add(notes, "^ and ~ behind a word are only signs: the number is "
                        "taken as a word right behind it");
    if (len > 5 && strncasecmp(run, "near/", 5) == 0 && is_digit(run[5]))
        note_add(notes, "near/ is taken as a word: NEAR/5 in capitals, between "
                        "two words, means near each other");
    if (has_picture(run, len))
        note_add(notes, "pictures and symbols are not looked for");
}

void
signs_note_value(const char *run, size_t len, bool more,
                 const struct field *field, struct notes *notes)
{
    const char *colon = memchr(run, ':', len);
    size_t name = colon != NULL ? (size_t)(colon - run) : 0;
    const struct field *other = colon != NULL ? field_find(run, name) : NULL;

    if (signs_dash(run, len) > 0)
        note_add(notes,
                 "a - behind %s is only a sign: to leave a word out it stands "
                 "before the field",
                 field->name);
    if (other != NULL && (name + 1 < len || more))
        note_add(
            notes,
            "%s behind %s is read as a word: each field has a value of its "
            "own, as in title:plan year:2014",
            other->name, field->name);
}

/* The bytes of a single quote at s[0..len): straight, or curled either way;
 * else 0. */
static size_t
single_quote(const char *s, size_t len)
{
    unsigned used;
    uint32_t cp = len > 0 ? utf8_decode(s, len, &used) : 0;

    return cp == '\'' || cp == 0x2018 || cp == 0x2019 ? used : 0;
}

/* Whether a word of text[0..len) ends in a single quote. */
static bool
has_closing_quote(const char *text, size_t len)
{
    unsigned used;

    for (size_t i = 0; i < len; i++) {
        size_t quote = single_quote(text + i, len - i);
        size_t behind = i + quote;
        if (quote > 0 && i > 0 &&
            (behind == len ||
             signs_at(text + behind, len - behind, &used) != SIGN_NONE))
            return true;
    }
    return false;
}

void
signs_note_around(const char *text, size_t text_len, size_t at, size_t len,
                  struct notes *notes)
{
    size_t quote = single_quote(text + at, len);

    if (quote > 0 &&
        has_closing_quote(text + at + quote, text_len - at - quote))
        note_add(notes, "' is only a sign: a phrase stands between double "
                        "quotes, as in \"special constables\"");
    if (!is_one_of(text + at, len, "TO"))
        return;
    while (at > 0 && text[at - 1] != ']' && text[at - 1] != '}')
        if (text[--at] == '[' || text[at] == '{') {
            note_add(notes, "TO is read as a word: a range is written as "
                            "year:2014..2016 or date:2014-02..2016-05");
            return;
        }
}

void
signs_note_quoted(const char *text, size_t len, struct notes *notes)
{
    if (memchr(text, '*', len) != NULL)
        note_add(notes, "a * within quotes is only a sign: a phrase is matched "
                        "as it is written");
    if (has_picture(text, len))
        note_add(notes, "pictures and symbols are not looked for");
}
