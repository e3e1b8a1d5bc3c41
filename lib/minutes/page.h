/* An HTML page as its paragraphs, in order, with what their place says of
 * each: heading, furniture, the classes of ModernGov. What becomes of them is
 * for html.c and moderngov.c. */
#ifndef MINUTES_PAGE_H
#define MINUTES_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"
#include "minutes/list.h"
#include "minutes/span.h"

/* What a ModernGov class makes of a paragraph. */
enum page_mark {
    PAGE_MARK_NONE,
    PAGE_MARK_MAIN_TITLE,  /* mgMainTitleTxt: what page this is */
    PAGE_MARK_SUB_TITLE,   /* mgSubTitleTxt: the item's title, the meeting */
    PAGE_MARK_ITEM_NUMBER, /* mgItemNumberCell */
    PAGE_MARK_ITEM_TITLE,  /* mgAiTitleTxt */
    PAGE_MARK_SECTION,     /* mgSubItemTitleTxt: "Minutes:" */
    PAGE_MARK_WORD,        /* mgWordPara: a text, pasted from Word */
};

/* Where a paragraph stands. */
struct page_place {
    enum page_mark mark;
    unsigned heading; /* 1 to 6; 0: none */
    bool aside;       /* menus, headers, footers */
    bool form;
    bool main, article;
    bool bold;
};

struct page_para {
    struct page_place place;
    unsigned line;
    size_t text, text_len; /* in pool; <br> is LF */
    size_t cell;           /* of a table, counted through; 0: none */
    uint64_t item;         /* by an anchor or a link in it; 0: none */
    bool bold;             /* all of it, and numbered as headings are */
};

enum page_said {
    PAGE_TITLE,     /* <title> */
    PAGE_DATE,      /* DC.date */
    PAGE_PUBLISHED, /* article:published_time, <time datetime> */
    PAGE_URL,       /* its own */
    PAGE_BASE,      /* <base href> */
    PAGE_SAIDS
};

struct page {
    struct buf pool;
    struct page_para *v;
    size_t n, cap;
    struct {
        char *value; /* NULL: not said */
        unsigned line;
    } said[PAGE_SAIDS];
};

/* Reads html, valid UTF-8, into an empty page. STATUS_TOO_LARGE over
 * BLOCKS_MAX paragraphs; as markup_read. The page is the caller's to free,
 * on failure too. */
enum status page_read(struct page *page, struct span html,
                      struct error *err) WARN_UNUSED;
void page_done(struct page *page);

struct span page_text(const struct page *page, size_t i);

#endif
