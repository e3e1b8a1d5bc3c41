/* Numbers, dates, kinds and places in words: see words.h. */
#include "config.h"

#include "page/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/kind.h"
#include "common/num.h"
#include "common/utf8.h"
#include "page/escape.h"

void
words_number(struct buf *out, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof(digits), "%" PRIu64, n);

    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            buf_add_char(out, ',');
        buf_add_char(out, digits[i]);
    }
}

void
words_paragraphs(struct buf *out, uint64_t n)
{
    words_number(out, n);
    buf_add_str(out, n == 1 ? " paragraph" : " paragraphs");
}

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static unsigned
days_in(unsigned month, unsigned year)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool
words_date(struct buf *out, const char *date)
{
    uint64_t year, month, day;

    if (strlen(date) != 10 || date[4] != '-' || date[7] != '-' ||
        !num_parse(date, 4, 9999, &year) ||
        !num_parse(date + 5, 2, 12, &month) ||
        !num_parse(date + 8, 2, 31, &day) || year == 0 || month == 0 ||
        day == 0 || day > days_in((unsigned)month, (unsigned)year))
        return false;
    buf_addf(out, "%u %s %u", (unsigned)day, months[month - 1], (unsigned)year);
    return true;
}

void
words_time(struct buf *out, const char *date)
{
    struct buf day = {0};

    if (words_date(&day, date))
        buf_addf(out, "<time datetime=\"%s\">%s</time>", date, day.data);
    else
        escape_text(out, date);
    buf_done(&day);
}

const char *
words_key(const char *id, const char *document)
{
    size_t len = strlen(document);

    if (len > 0 && strncmp(id, document, len) == 0 && id[len] == '#')
        return id + len + 1;
    const char *hash = strrchr(id, '#');
    return hash != NULL ? hash + 1 : id;
}

void
words_kind(struct buf *out, const char *kind)
{
    static const char *const words[UNIT_KINDS] = {
        [UNIT_MINUTE] = "Minute",
        [UNIT_RESOLUTION] = "Resolution",
        [UNIT_RECOMMENDATION] = "Recommendation",
        [UNIT_DECISION] = "Decision",
        [UNIT_NOTE] = "Note",
    };
    enum unit_kind known;

    if (unit_kind_parse(kind, strlen(kind), &known))
        buf_add_str(out, words[known]);
    else
        escape_text(out, kind);
}

/* The digits of a key like "r1", a letter among letters and a number; NULL
 * where it is no such key. */
static const char *
number_in_key(const char *key, const char *letters)
{
    uint64_t n;

    return *key != '\0' && strchr(letters, *key) != NULL &&
                   num_parse(key + 1, strlen(key + 1), 999999, &n)
               ? key + 1
               : NULL;
}

/* What the units with such a key are called. */
static const char *
noun(const char *kind, const char *key)
{
    if (strcmp(kind, "recommendation") == 0)
        return kind;
    return *key == 'd' ? "decision" : *key == 'n' ? "note" : "resolution";
}

/* The run of "s2p1", 2; 0 for other keys. */
static unsigned
run_in_key(const char *key)
{
    size_t len = *key == 's' ? strspn(key + 1, "0123456789") : 0;
    uint64_t run;

    return len > 0 && key[1 + len] == 'p' &&
                   num_parse(key + 1, len, 999999, &run)
               ? (unsigned)run
               : 0;
}

void
words_place(struct buf *out, const char *number, const char *kind,
            const char *key)
{
    const char *formal = number_in_key(key, "rdn");
    const char *unnumbered = number_in_key(key, "u");

    if (*number != '\0') {
        buf_add_str(out, "paragraph ");
        escape_text(out, number);
        if (formal != NULL)
            buf_addf(out, " of the %s", noun(kind, key));
        else if (run_in_key(key) > 0)
            buf_addf(out, " (numbering %u)", run_in_key(key));
    } else if (formal != NULL) {
        buf_addf(out, "%s %s", noun(kind, key), formal);
    } else if (unnumbered != NULL) {
        buf_addf(out, "unnumbered paragraph %s", unnumbered);
    } else {
        escape_text(out, key);
    }
}

bool
words_kind_matters(const char *number, const char *kind, const char *key)
{
    return *kind != '\0' && strcmp(kind, "minute") != 0 &&
           (*number != '\0' || number_in_key(key, "rdn") == NULL);
}

void
words_pilcrow(struct buf *out, const char *number, const char *kind,
              const char *key)
{
    if (*number == '\0') {
        words_place(out, number, kind, key);
        return;
    }
    buf_add_str(out, "<span aria-hidden=\"true\">\xc2\xb6\xc2\xa0");
    escape_text(out, number);
    buf_add_str(out, "</span><span class=\"vh\">");
    words_place(out, number, kind, key);
    buf_add_str(out, "</span>");
}

void
words_sentence(struct buf *out, const char *s)
{
    size_t len = strlen(s);

    if (*s >= 'a' && *s <= 'z') {
        buf_add_char(out, (char)(*s - 'a' + 'A'));
        escape_text(out, s + 1);
    } else {
        escape_text(out, s);
    }
    if (len > 0 && strchr(".!?", s[len - 1]) == NULL)
        buf_add_char(out, '.');
}

void
words_cut(struct buf *out, const char *s, size_t max)
{
    size_t i = 0;

    if (utf8_count(s, strlen(s)) <= max) {
        buf_add_str(out, s);
        return;
    }
    /* The character that "…" takes is one of max. */
    for (size_t n = 0; s[i] != '\0'; i++)
        if (((unsigned char)s[i] & 0xc0) != 0x80 && n++ == max - 1)
            break;
    while (i > 0 && s[i - 1] == ' ')
        i--;
    buf_add(out, s, i);
    buf_add_str(out, "\xe2\x80\xa6");
}

void
words_name(struct buf *out, const char *name, size_t max)
{
    struct buf cut = {0};

    words_cut(&cut, name, max);
    escape_bytes(out, cut.data != NULL ? cut.data : "", cut.len);
    buf_done(&cut);
}
