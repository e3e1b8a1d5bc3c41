/* Labels of paragraphs and lists: see label.h. */
#include "config.h"

#include "minutes/label.h"

#include <string.h>

static bool
read_number(struct span t, struct label *out)
{
    struct span rest = t;
    bool open = rest.len != 0 && rest.s[0] == '(';

    if (open)
        rest = span_from(rest, 1);
    struct span digits = rest;
    unsigned n;
    if (!span_take_number(&rest, LABEL_DIGITS_MAX, &n) || n == 0)
        return false;
    digits.len -= rest.len;
    if (rest.len == 0)
        return false;

    enum label_style style;
    if (rest.s[0] == ')') {
        style = open ? LABEL_PAREN : LABEL_CLOSE;
        rest = span_from(rest, 1);
        if (open && rest.len != 0 && rest.s[0] == '.')
            rest = span_from(rest, 1);
    } else if (!open && rest.s[0] == '.') {
        style = LABEL_DOT;
        rest = span_from(rest, 1);
        /* "4.3" is a section, "10.30" a time, "1..." a row of dots. */
        if (rest.len != 0 && (span_is_digit(rest.s[0]) || rest.s[0] == '.'))
            return false;
    } else {
        return false;
    }
    out->style = style;
    out->number = n;
    out->printed = digits;
    out->rest = span_trim(rest);
    return true;
}

/* One letter, or a small Roman number. */
static size_t
sub_letters(struct span t)
{
    size_t n = 0;

    while (n < t.len && n < 6 && memchr("ivxlIVXL", t.s[n], 8) != NULL)
        n++;
    if (n != 0 && (n == t.len || !span_is_letter(t.s[n])))
        return n;
    return t.len != 0 && span_is_letter(t.s[0]) && (unsigned char)t.s[0] < 0x80
               ? 1
               : 0;
}

static bool
read_letters(struct span t, struct label *out)
{
    bool open = t.len != 0 && t.s[0] == '(';
    struct span rest = open ? span_from(t, 1) : t;
    size_t n = sub_letters(rest);

    if (n == 0 || n >= rest.len)
        return false;
    bool small = rest.s[0] >= 'a';
    char end = rest.s[n];
    rest = span_from(rest, n + 1);
    /* "A. Smith" is a name; "a." and "(A)" begin a line of a list. */
    if (end != ')' && (end != '.' || open || !small))
        return false;
    if (!open && rest.len != 0 && span_blank(rest) == 0)
        return false;
    out->rest = span_trim(rest);
    out->style = LABEL_SUB;
    return true;
}

static bool
read_bullet(struct span t, struct label *out)
{
    /* U+F0B7 is Word's bullet in the Symbol font. */
    static const char *const bullets[] = {"\xc2\xb7",
                                          "\xe2\x80\xa2",
                                          "\xe2\x96\xaa",
                                          "\xe2\x97\xa6",
                                          "\xe2\x80\xa3",
                                          "\xef\x82\xb7",
                                          "-",
                                          "\xe2\x80\x93",
                                          "*"};

    for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
        if (!span_starts(t, bullets[i]))
            continue;
        struct span rest = span_from(t, strlen(bullets[i]));
        bool needs_blank = i >= 6;
        if (needs_blank && rest.len != 0 && span_blank(rest) == 0)
            return false;
        out->rest = span_trim(rest);
        out->style = needs_blank ? LABEL_DASH : LABEL_SUB;
        return true;
    }
    return false;
}

bool
label_read(struct span text, struct label *out)
{
    *out = (struct label){.rest = text};
    return read_number(text, out) || read_letters(text, out) ||
           read_bullet(text, out);
}

bool
label_is_number(const struct label *l)
{
    return l->style == LABEL_DOT || l->style == LABEL_PAREN ||
           l->style == LABEL_CLOSE;
}

bool
label_item_number(struct span line, struct span *out, bool *sure)
{
    struct span rest = line;
    unsigned n;
    bool compound = false;

    if (!span_take_number(&rest, LABEL_DIGITS_MAX, &n))
        return false;
    while (rest.len >= 2 && (rest.s[0] == '.' || rest.s[0] == '/') &&
           span_is_digit(rest.s[1])) {
        rest = span_from(rest, 1);
        if (!span_take_number(&rest, LABEL_DIGITS_MAX, &n))
            return false;
        compound = true;
    }
    if (rest.len != 0 && span_is_letter(rest.s[0]) &&
        (unsigned char)rest.s[0] < 0x80)
        rest = span_from(rest, 1);
    struct span number = span_to(line, line.len - rest.len);
    bool dot = rest.len == 1 && rest.s[0] == '.';
    if (rest.len != 0 && !dot)
        return false;
    *out = number;
    *sure = dot || compound;
    return true;
}

bool
label_item_before(struct span a, struct span b)
{
    while (a.len != 0 && b.len != 0) {
        unsigned x, y;
        if (!span_take_number(&a, LABEL_DIGITS_MAX, &x) ||
            !span_take_number(&b, LABEL_DIGITS_MAX, &y))
            return a.len == 0 || b.len == 0 || a.s[0] < b.s[0];
        if (x != y)
            return x < y;
        if (a.len != 0 && b.len != 0 && a.s[0] == b.s[0]) {
            a = span_from(a, 1);
            b = span_from(b, 1);
        }
    }
    return a.len == 0 && b.len != 0;
}
