/* Lists: see list.h. */
#include "config.h"

#include "minutes/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "minutes/label.h"
#include "minutes/markup.h"

/* The type that a style names; the old one where it names none. */
static char
type_of_style(const char *style, char type)
{
    static const struct {
        const char *words;
        char type;
    } types[] = {
        {"lower-alpha", 'a'}, {"lower-latin", 'a'}, {"upper-alpha", 'A'},
        {"upper-latin", 'A'}, {"lower-roman", 'i'}, {"upper-roman", 'I'},
        {"decimal", '1'},     {"none", '\0'},       {"disc", '*'},
        {"circle", '*'},      {"square", '*'},
    };
    const char *list = style != NULL ? strcasestr(style, "list-style") : NULL;

    if (list == NULL)
        return type;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        const char *word = strcasestr(list, types[i].words);
        if (word != NULL && memchr(list, ';', (size_t)(word - list)) == NULL)
            return types[i].type;
    }
    return type;
}

static char
type_of(const char *const *attributes, char type)
{
    const char *said = markup_attribute(attributes, "type");

    if (said != NULL && strlen(said) == 1 && strchr("1aAiI", *said) != NULL)
        type = *said;
    else if (said != NULL && *said != '\0')
        type = type == '*' || strchr("dDcCsS", *said) != NULL ? '*' : type;
    return type_of_style(markup_attribute(attributes, "style"), type);
}

static void
take_number(const char *said, long *out)
{
    char *end;

    if (said == NULL)
        return;
    long n = strtol(said, &end, 10);
    /* What no label can have is none: see LABEL_NUMBER_MAX. */
    if (end != said && n >= 0 && n <= LABEL_NUMBER_MAX)
        *out = n;
}

struct list
list_of(const char *tag, const char *const *attributes)
{
    bool ordered = strcmp(tag, "ol") == 0;
    struct list list = {.next = 1};

    list.type = type_of(attributes, ordered ? '1' : '*');
    take_number(markup_attribute(attributes, "start"), &list.next);
    /* Downwards from a number that is not known yet. */
    if (ordered && markup_attribute(attributes, "reversed") != NULL)
        list.type = '*';
    return list;
}

/* 1 is a, 27 is aa. */
static void
letters(long n, char first, char *out, size_t size)
{
    char digits[16];
    size_t k = 0;

    for (; n > 0 && k < sizeof(digits); n = (n - 1) / 26)
        digits[k++] = (char)(first + (n - 1) % 26);
    for (size_t i = 0; i < k && i + 1 < size; i++)
        out[i] = digits[k - 1 - i];
    out[k < size ? k : size - 1] = '\0';
}

static void
roman(long n, bool capital, char *out, size_t size)
{
    static const struct {
        int value;
        const char *small, *capital;
    } numerals[] = {
        {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
        {100, "c", "C"},  {90, "xc", "XC"},  {50, "l", "L"},  {40, "xl", "XL"},
        {10, "x", "X"},   {9, "ix", "IX"},   {5, "v", "V"},   {4, "iv", "IV"},
        {1, "i", "I"},
    };
    size_t k = 0;

    for (size_t i = 0; i < sizeof(numerals) / sizeof(numerals[0]);) {
        const char *s = capital ? numerals[i].capital : numerals[i].small;
        if (n < numerals[i].value) {
            i++;
            continue;
        }
        n -= numerals[i].value;
        for (; *s != '\0' && k + 1 < size; s++)
            out[k++] = *s;
    }
    out[k] = '\0';
}

void
list_line(struct list *list, const char *const *attributes,
          char label[LIST_LABEL_SIZE])
{
    char mark[LIST_LABEL_SIZE - 4] = "";
    char type = type_of(attributes, list->type);
    bool numbered = type != '*' && type != '\0';

    if (numbered)
        take_number(markup_attribute(attributes, "value"), &list->next);
    /* Beyond these Roman numerals are plain figures, as in browsers. */
    if ((type == 'i' || type == 'I') && list->next > 0 && list->next < 4000)
        roman(list->next, type == 'I', mark, sizeof(mark));
    else if ((type == 'a' || type == 'A') && list->next > 0)
        letters(list->next, type, mark, sizeof(mark));
    else if (numbered)
        (void)snprintf(mark, sizeof(mark), "%ld", list->next);
    if (numbered && list->next < LABEL_NUMBER_MAX)
        list->next++;

    label[0] = '\0';
    if (type == '*')
        (void)snprintf(label, LIST_LABEL_SIZE, "\xe2\x80\xa2 ");
    else if (mark[0] >= 'A' && mark[0] <= 'Z')
        (void)snprintf(label, LIST_LABEL_SIZE, "(%s) ", mark);
    else if (numbered)
        (void)snprintf(label, LIST_LABEL_SIZE, "%s. ", mark);
}

bool
list_said(const char *label, struct span text)
{
    struct label drawn, own;

    if (!label_read(span_trim(span_of(label)), &drawn) ||
        !label_read(text, &own))
        return false;
    if (label_is_number(&drawn))
        return label_is_number(&own) && own.number == drawn.number;
    /* The bullet, or the same letter. */
    return own.style == LABEL_SUB && (strncmp(label, "\xe2\x80\xa2", 3) == 0 ||
                                      span_starts(text, label) ||
                                      (text.s[0] == '(' && label[0] != '(' &&
                                       text.len > 1 && text.s[1] == label[0]));
}
