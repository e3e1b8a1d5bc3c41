/* Where a number ends: points, groups of three, plans, and units that are
 * written onto it. The rules hold for the text with its soft hyphens and
 * zero-width characters gone, so all looking ahead is by chars_peek(). */
#include "config.h"

#include "text/number.h"

#include <string.h>

#include "text/chars.h"
#include "text/plan.h"

#define GROUP_DIGITS 3

/* More groups than any sum has. It bounds the looking ahead, which a long
 * row of groups would otherwise repeat from each of them. */
#define GROUPS_MAX 8

/* Digits from which on an amount's pounds are a form of it without the pence:
 * the pounds of small sums are any small number. */
#define POUNDS_DIGITS 3

/* From this many letters on, what stands right behind a number is a word of
 * its own: "2million", "100hours", but 16th, 2m, 10am. */
#define UNIT_LETTERS 3

static void
add(struct number *n, char c)
{
    if (n->form_len < sizeof(n->form))
        n->form[n->form_len++] = c;
}

/* Takes up to max digits from `at`; the count. */
static size_t
take_digits(const char *s, size_t len, size_t max, struct number *n)
{
    size_t count = 0;

    for (size_t p = n->used;
         count < max && chars_is_digit(chars_peek(s, len, &p)); count++) {
        n->used = p;
        add(n, s[p - 1]);
    }
    return count;
}

/* Whether `sign`, then exactly `digits` digits (0: one or more) follow. */
static bool
part_follows(const char *s, size_t len, size_t at, char sign, size_t digits)
{
    if (chars_peek(s, len, &at) != sign)
        return false;
    size_t count = 0;
    while (count <= GROUP_DIGITS && chars_is_digit(chars_peek(s, len, &at)))
        count++;
    return digits == 0 ? count > 0 : count == digits;
}

static void
skip_sign(const char *s, size_t len, struct number *n)
{
    (void)chars_peek(s, len, &n->used);
}

/* How many groups of three, each after a comma, follow at `at`. None, where
 * what follows them is a comma and other digits: "2,500,0000" is no number. */
static unsigned
count_groups(const char *s, size_t len, size_t at)
{
    unsigned groups = 0;

    while (groups < GROUPS_MAX && part_follows(s, len, at, ',', GROUP_DIGITS)) {
        for (int i = 0; i < 1 + GROUP_DIGITS; i++)
            (void)chars_peek(s, len, &at);
        groups++;
    }
    return part_follows(s, len, at, ',', 0) ? 0 : groups;
}

/* Whether the number ends its word: nothing of a word follows, or enough
 * letters to be a word themselves. A letter beyond ASCII, or one with a mark,
 * counts as enough, since folding changes how many letters it is. */
static bool
is_whole(const char *s, size_t len, size_t at)
{
    unsigned letters = 0;

    while (at < len && letters < UNIT_LETTERS) {
        unsigned used;
        enum char_class class = chars_at(s + at, len - at, &used);
        at += used;
        if (class == CHAR_IGNORED)
            continue;
        if (class == CHAR_LETTER)
            letters += used == 1 ? 1 : UNIT_LETTERS;
        else if (letters > 0)
            letters += class == CHAR_MARK ? UNIT_LETTERS : 0;
        else
            return class != CHAR_NUMBER && class != CHAR_MARK;
        if (class != CHAR_LETTER)
            break;
    }
    return letters == 0 || letters >= UNIT_LETTERS;
}

static bool
scan_plan(const char *s, size_t len, struct number *n)
{
    char plan[PLAN_SIZE];
    size_t used;

    if (!plan_parse(s, len, plan, &used))
        return false;
    size_t next = used;
    if (chars_is_digit(chars_peek(s, len, &next)) || !is_whole(s, len, used))
        return false;
    n->used = used;
    n->form_len = PLAN_SIZE - 1;
    memcpy(n->form, plan, n->form_len);
    n->plan = n->whole = true;
    return true;
}

/* What a letter or two behind an amount stand for. Behind other numbers an m
 * is a metre. */
static const struct {
    const char *sign, *word;
} multiples[] = {{"k", "thousand"},
                 {"m", "million"},
                 {"mn", "million"},
                 {"bn", "billion"},
                 {"tn", "trillion"}};

/* Reads "m" and the like behind the digits of an amount, at the end of their
 * word. */
static void
scan_multiple(const char *s, size_t len, struct number *n)
{
    char sign[3] = "";
    size_t at = n->used, letters = 0, next = at;

    for (char c = chars_peek(s, len, &next); chars_is_alpha(c);
         c = chars_peek(s, len, &next)) {
        if (letters == sizeof(sign) - 1)
            return;
        sign[letters++] = chars_lower(c);
        at = next;
    }
    if (letters == 0 || chars_word_goes_on(s, len, at))
        return;
    for (size_t i = 0; i < sizeof(multiples) / sizeof(multiples[0]); i++)
        if (strcmp(multiples[i].sign, sign) == 0) {
            n->multiple = multiples[i].word;
            n->sign = multiples[i].sign;
            n->used = at;
            n->whole = true;
        }
}

/* An amount to the penny is one in pounds as well; of ".00" the same one. */
static void
take_pounds(struct number *n)
{
    const char *point = memchr(n->form, '.', n->form_len);
    size_t pounds = point != NULL ? (size_t)(point - n->form) : 0;

    if (point == NULL || n->form_len - pounds != sizeof(".00") - 1)
        return;
    if (memcmp(point, ".00", sizeof(".00") - 1) == 0)
        n->form_len = pounds;
    else if (pounds >= POUNDS_DIGITS)
        n->pounds = pounds;
}

void
number_scan(const char *s, size_t len, bool amount, struct number *out)
{
    out->used = out->form_len = out->pounds = 0;
    out->plan = false;
    out->multiple = NULL;
    if (scan_plan(s, len, out))
        return;

    size_t digits = take_digits(s, len, len, out);
    unsigned groups =
        digits <= GROUP_DIGITS ? count_groups(s, len, out->used) : 0;
    for (; groups > 0; groups--) {
        skip_sign(s, len, out);
        (void)take_digits(s, len, GROUP_DIGITS, out);
    }
    while (part_follows(s, len, out->used, '.', 0)) {
        skip_sign(s, len, out);
        add(out, '.');
        (void)take_digits(s, len, len, out);
    }
    out->whole = is_whole(s, len, out->used);
    if (amount)
        scan_multiple(s, len, out);
    if (amount && out->whole && out->multiple == NULL)
        take_pounds(out);
}
