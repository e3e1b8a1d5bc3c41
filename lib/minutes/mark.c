/* The page's own words: see mark.h. */
#include "config.h"

#include "minutes/mark.h"

#include <string.h>

#include "minutes/label.h"

static const struct {
    const char *words; /* before the colon */
    enum section section;
} sections[] = {
    {"Minutes", SECTION_MINUTES},
    {"Draft minutes", SECTION_MINUTES},
    {"Decision", SECTION_DECISION},
    {"Decisions", SECTION_DECISION},
    {"Additional documents", SECTION_AGENDA},
    {"Supporting documents", SECTION_DOCUMENTS},
    {"Decision number", SECTION_NUMBER},
    {"Decision Maker", SECTION_FIELD},
    {"Decision status", SECTION_FIELD},
};
#define N_SECTIONS (sizeof(sections) / sizeof(sections[0]))

bool
mark_read(struct span line, enum section *out)
{
    line = span_trim(line);
    if (line.len == 0 || line.s[line.len - 1] != ':')
        return false;
    line = span_trim_end(span_to(line, line.len - 1));
    for (size_t i = 0; i < N_SECTIONS; i++) {
        if (span_is(line, sections[i].words)) {
            *out = sections[i].section;
            return true;
        }
    }
    return false;
}

/* The bytes of the section's words that end at a colon; 0: none do. */
static size_t
words_before(struct span line, size_t colon)
{
    size_t best = 0;

    for (size_t i = 0; i < N_SECTIONS; i++) {
        size_t n = strlen(sections[i].words);
        if (n > colon || n < best ||
            memcmp(line.s + colon - n, sections[i].words, n) != 0)
            continue;
        if (n == colon || span_blank_end(span_to(line, colon - n)) != 0)
            best = n;
    }
    return best;
}

bool
mark_find(struct span line, struct span *before, struct span *mark,
          struct span *after)
{
    for (size_t at = 0; at < line.len; at++) {
        const char *p = memchr(line.s + at, ':', line.len - at);
        if (p == NULL)
            return false;
        at = (size_t)(p - line.s);
        size_t n = words_before(line, at);
        if (n != 0) {
            *before = span_trim(span_to(line, at - n));
            *mark = span_to(span_from(line, at - n), n + 1);
            *after = span_trim(span_from(line, at + 1));
            return true;
        }
    }
    return false;
}

bool
mark_cut(struct span text, struct span *before, bool *minutes)
{
    static const struct {
        const char *words;
        bool minutes;
    } notices[] = {{"view the full minutes text for item", true},
                   {"view the full decision text for item", true},
                   {"view the full agenda text for item", false}};
    /* The notice is the end of the text: it has under 60 bytes. */
    size_t from = text.len > 60 ? text.len - 60 : 0;

    for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]); i++) {
        size_t at;
        if (!span_find(span_from(text, from), notices[i].words, &at))
            continue;
        struct span number, rest = span_from(text, from + at);
        bool sure;
        rest = span_trim(span_from(rest, strlen(notices[i].words)));
        if (rest.len != 0 && !label_item_number(rest, &number, &sure))
            continue;
        struct span t = span_trim_end(span_to(text, from + at));
        while (t.len != 0 && t.s[t.len - 1] == '.')
            t.len--;
        if (t.len >= 3 && memcmp(t.s + t.len - 3, "\xe2\x80\xa6", 3) == 0)
            t.len -= 3;
        *before = span_trim_end(t);
        *minutes = notices[i].minutes;
        return true;
    }
    return false;
}

/* "PDF 114 KB": the kind of file, its size, the unit. */
static bool
without_size(struct span *t)
{
    static const char *const units[] = {" KB", " MB", " bytes"};
    static const char *const kinds[] = {"PDF", "DOC", "DOCX", "XLS", "XLSX"};

    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(units[i]);
        if (t->len <= n || !span_is(span_from(*t, t->len - n), units[i]))
            continue;
        size_t end = t->len - n;
        while (end > 0 &&
               (span_is_digit(t->s[end - 1]) || t->s[end - 1] == '.'))
            end--;
        struct span rest = span_trim_end(span_to(*t, end));
        for (size_t k = 0; k < 5; k++) {
            size_t len = strlen(kinds[k]);
            if (end < t->len - n && rest.len >= len &&
                span_is(span_from(rest, rest.len - len), kinds[k]) &&
                (rest.len == len ||
                 span_blank_end(span_to(rest, rest.len - len)) != 0)) {
                *t = span_trim_end(span_to(rest, rest.len - len));
                return true;
            }
        }
    }
    return false;
}

static bool
without_icon(struct span *t)
{
    static const char icon[] = "pdf icon";
    size_t n = sizeof(icon) - 1;

    if (t->len < n || !span_is(span_from(*t, t->len - n), icon))
        return false;
    *t = span_trim_end(span_to(*t, t->len - n));
    return true;
}

struct span
mark_clean_title(struct span title)
{
    title = span_trim(title);
    while (without_size(&title) || without_icon(&title))
        ;
    return title;
}

enum page_line
mark_page_line(struct span line)
{
    static const struct {
        const char *words;
        bool prefix;
        enum page_line kind;
    } lines[] = {
        {"Agenda item", false, PAGE_LINE_ITEM},
        {"Agenda and minutes", false, PAGE_LINE_MEETING},
        {"Agenda and draft minutes", false, PAGE_LINE_MEETING},
        {"Agenda and decisions", false, PAGE_LINE_MEETING},
        {"No. Item", false, PAGE_LINE_MEETING},
        {"Agenda, decisions and minutes", false, PAGE_LINE_MEETING},
        {"Agenda, decisions and draft minutes", false, PAGE_LINE_MEETING},
        {"Issue - meetings", false, PAGE_LINE_ISSUE},
        {"Issue details", false, PAGE_LINE_ISSUE},
        {"Items", false, PAGE_LINE_OTHER},
        {"Media", false, PAGE_LINE_OTHER},
        {"View directions", false, PAGE_LINE_OTHER},
        {"Venue:", true, PAGE_LINE_OTHER},
        {"Contact:", true, PAGE_LINE_OTHER},
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (lines[i].prefix ? span_starts(line, lines[i].words)
                            : span_is(line, lines[i].words))
            return lines[i].kind;
    }
    return PAGE_LINE_NONE;
}
