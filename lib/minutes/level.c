/* Numbers of two levels: see level.h. */
#include "config.h"

#include "minutes/level.h"

#include <stdio.h>

#include "minutes/label.h"
#include "minutes/run.h"

/* No item was seen with a hundred paragraphs. */
#define MINOR_DIGITS_MAX 2

/* Planning applications are called "12/345" and more, up to "12/00345/FUL";
 * "1/2" and "24/7" are shorter. */
#define REFERENCE_MIN 6

static bool
begins_reference(struct span t)
{
    bool slash = false;
    size_t n = 0;

    while (n < t.len && (span_is_digit(t.s[n]) || t.s[n] == '/'))
        slash = t.s[n++] == '/' || slash;
    return slash && n >= REFERENCE_MIN;
}

bool
level_read(struct span text, struct level *out)
{
    struct span t = text;
    struct level l;

    if (!span_take_number(&t, LABEL_DIGITS_MAX, &l.major) || t.len == 0 ||
        t.s[0] != '.')
        return false;
    t = span_from(t, 1);
    if (t.len == 0 || t.s[0] == '0' ||
        !span_take_number(&t, MINOR_DIGITS_MAX, &l.minor) || l.major == 0)
        return false;
    l.printed = span_to(text, text.len - t.len);
    if (t.len != 0 && t.s[0] == '.')
        t = span_from(t, 1);
    if (span_blank(t) == 0)
        return false;
    l.rest = span_trim(t);
    if (l.rest.len == 0 ||
        (span_is_digit(l.rest.s[0]) && !begins_reference(l.rest)) ||
        (l.rest.s[0] >= 'a' && l.rest.s[0] <= 'z'))
        return false;
    *out = l;
    return true;
}

static bool
is_next(unsigned major, unsigned minor, const struct level *l)
{
    return (l->major == major && l->minor == minor + 1) ||
           (l->major == major + 1 && l->minor == 1);
}

bool
level_fits(const struct levels *all, const struct level *l)
{
    if (all->n == 0)
        return false;
    if (l->major == all->major)
        return l->minor > all->minor &&
               l->minor - all->minor <= RUN_GAP_MAX + 1;
    return l->minor == 1 && l->major > all->major &&
           l->major - all->major <= RUN_GAP_MAX + 1;
}

bool
level_begins(const struct level *l, const struct blocks *bs, size_t from,
             size_t to, size_t i)
{
    struct level next;
    struct span number = from > 0 ? block_number(bs, from - 1) : span_of("");
    unsigned item;

    if (l->minor != 1)
        return false;
    if (span_take_number(&number, LABEL_DIGITS_MAX, &item) && item == l->major)
        return true;
    /* The next block that has any number of the kind. */
    for (i++; i < to; i++) {
        if (bs->v[i].role == BLOCK_TEXT && level_read(block_text(bs, i), &next))
            return is_next(l->major, l->minor, &next);
    }
    return false;
}

void
level_take(struct levels *all, const struct level *l, struct build *b,
           unsigned line, const char *name)
{
    if (!level_fits(all, l))
        all->n++;
    else if (!is_next(all->major, all->minor, l))
        build_doubt(b, line, "%sa gap in the numbers: %u.%u follows %u.%u",
                    name, l->major, l->minor, all->major, all->minor);
    all->major = l->major;
    all->minor = l->minor;
}

void
level_key(const struct levels *all, char *key, size_t size)
{
    if (all->n == 1)
        (void)snprintf(key, size, "p%u.%u", all->major, all->minor);
    else
        (void)snprintf(key, size, "s%up%u.%u", all->n, all->major, all->minor);
}
