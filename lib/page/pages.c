/* Paging: see pages.h. */
#include "config.h"

#include "page/pages.h"

#include "page/link.h"
#include "page/words.h"

/* Numbers shown on each side of the page that one is on: with the first and
 * the last one, a line of a telephone's screen. */
#define AROUND 2

struct pages {
    struct buf *out;
    const struct page_site *site;
    const struct page_query *query;
    uint32_t limit;
    uint32_t here, last; /* 1.. */
};

/* <li><a href=PAGE, up to the link's words. */
static void
begin_link(const struct pages *p, uint32_t page, const char *attributes)
{
    struct page_query changed = *p->query;

    changed.from = (page - 1) * p->limit;
    buf_add_str(p->out, "<li><a href=\"");
    link_search(p->out, p->site, &changed);
    buf_addf(p->out, "\"%s>", attributes);
}

static void
add_number(const struct pages *p, uint32_t page)
{
    begin_link(p, page, page == p->here ? " aria-current=\"page\"" : "");
    buf_add_str(p->out, "<span class=\"vh\">Page </span>");
    words_number(p->out, page);
    buf_add_str(p->out, "</a></li>\n");
}

static void
add_numbers(const struct pages *p)
{
    uint32_t from = p->here > AROUND + 1 ? p->here - AROUND : 1;
    uint32_t to = p->last - p->here > AROUND ? p->here + AROUND : p->last;

    if (from > 1)
        add_number(p, 1);
    if (from > 2)
        buf_add_str(p->out, "<li aria-hidden=\"true\">\xe2\x80\xa6</li>\n");
    for (uint32_t i = from; i <= to; i++)
        add_number(p, i);
    if (to + 1 < p->last)
        buf_add_str(p->out, "<li aria-hidden=\"true\">\xe2\x80\xa6</li>\n");
    if (to < p->last)
        add_number(p, p->last);
}

void
pages_add(struct buf *out, const struct page_site *site,
          const struct page_query *query, uint64_t total)
{
    uint32_t limit = query->limit > 0 ? query->limit : LINK_LIMIT_DEFAULT;
    /* The last page must end within the depth. */
    uint32_t reach = PAGES_DEPTH / limit * limit;
    uint32_t shown = total < reach ? (uint32_t)total : reach;
    struct pages p = {out,
                      site,
                      query,
                      limit,
                      query->from / limit + 1,
                      (shown + limit - 1) / limit};

    if (p.last < 2 || p.here > p.last)
        return;
    buf_add_str(out, "<nav class=\"pages\" aria-label=\"Pages\">\n<ul>\n");
    if (p.here > 1) {
        begin_link(&p, p.here - 1, " rel=\"prev\"");
        buf_add_str(out, "Previous<span class=\"vh\"> page</span></a></li>\n");
    }
    add_numbers(&p);
    if (p.here < p.last) {
        begin_link(&p, p.here + 1, " rel=\"next\"");
        buf_add_str(out, "Next<span class=\"vh\"> page</span></a></li>\n");
    }
    buf_add_str(out, "</ul>\n</nav>\n");
    if (total > reach && p.here == p.last) {
        buf_add_str(out, "<p>Only the first ");
        words_number(out, reach);
        buf_add_str(out, " can be paged through. A year, a committee or one "
                         "more word brings the others nearer.</p>\n");
    }
}
