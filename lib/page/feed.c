/* The feed of a search: Atom, RFC 4287. */
#include "config.h"

#include "page/page.h"

#include <string.h>
#include <time.h>

#include "page/escape.h"
#include "page/layout.h"
#include "page/link.h"
#include "page/marked.h"
#include "page/words.h"

struct feed {
    const struct page_site *site;
    const struct page_query *query;
    const char *host;
    struct buf *out;
};

static void
add_text(struct buf *out, const char *element, const char *text)
{
    buf_addf(out, "<%s>", element);
    escape_text(out, text);
    buf_addf(out, "</%s>\n", element);
}

static void
add_head(const struct feed *f, uint64_t updated)
{
    struct buf *out = f->out;
    time_t seconds = (time_t)updated;
    struct tm tm = {.tm_year = 70, .tm_mday = 1};
    char stamp[64];

    (void)gmtime_r(&seconds, &tm);
    if (strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
        (void)strcpy(stamp, "1970-01-01T00:00:00Z");
    buf_add_str(out, "<title>");
    if (*f->query->q != '\0') {
        escape_text(out, f->query->q);
        buf_add_str(out, " \xe2\x80\x93 ");
    }
    escape_text(out, f->site->title);
    buf_add_str(out, "</title>\n<id>");
    link_origin(out, f->site, f->host);
    link_feed(out, f->site, f->query);
    buf_addf(out,
             "</id>\n<updated>%s</updated>\n<link rel=\"self\" "
             "type=\"application/atom+xml\" href=\"",
             stamp);
    link_origin(out, f->site, f->host);
    link_feed(out, f->site, f->query);
    buf_add_str(out, "\"/>\n<link rel=\"alternate\" type=\"text/html\" "
                     "href=\"");
    struct page_query newest = *f->query;
    newest.sort = "newest";
    newest.from = 0;
    newest.limit = LINK_LIMIT_DEFAULT;
    link_origin(out, f->site, f->host);
    link_search(out, f->site, &newest);
    buf_add_str(out, "\"/>\n<author>");
    add_text(out, "name", f->site->title);
    buf_add_str(out, "</author>\n");
}

/* An entry's time is its meeting's: the same whenever it is indexed again,
 * so that no reader shows old minutes as new. */
static void
add_updated(struct buf *out, const struct answer_hit *hit)
{
    struct buf day = {0};

    buf_add_str(out, "<updated>");
    if (words_date(&day, hit->date))
        buf_add_str(out, hit->date);
    else
        buf_addf(out, "%04u-01-01",
                 hit->year > 0 && hit->year <= 9999 ? hit->year : 1970);
    buf_add_str(out, "T00:00:00Z</updated>\n");
    buf_done(&day);
}

static void
add_summary(struct buf *out, const struct answer_hit *hit)
{
    buf_add_str(out, "<summary>");
    for (size_t i = 0; i < hit->n_snippets; i++) {
        if (i > 0)
            buf_add_char(out, ' ');
        marked_add(out, hit->snippets[i].text, NULL, 0, /* breaks */ false);
    }
    buf_add_str(out, "</summary>\n");
}

static void
add_entry(const struct feed *f, const struct answer_hit *hit)
{
    const char *key = words_key(hit->id, hit->document);
    struct buf *out = f->out;

    buf_add_str(out, "<entry>\n<title>");
    escape_text(out, *hit->title != '\0' ? hit->title : "Untitled");
    buf_add_str(out, ", ");
    words_place(out, hit->number, hit->kind, key);
    buf_add_str(out, "</title>\n<id>");
    link_origin(out, f->site, f->host);
    link_document(out, f->site, NULL, hit->document, 0, 0, key);
    buf_add_str(out, "</id>\n<link rel=\"alternate\" type=\"text/html\" "
                     "href=\"");
    link_origin(out, f->site, f->host);
    link_document(out, f->site, f->query, hit->document, 0, 0, key);
    buf_add_str(out, "\"/>\n");
    add_updated(out, hit);
    if (*hit->committee != '\0') {
        buf_add_str(out, "<author>");
        add_text(out, "name", hit->committee);
        buf_add_str(out, "</author>\n");
    }
    if (*hit->kind != '\0') {
        buf_add_str(out, "<category term=\"");
        escape_text(out, hit->kind);
        buf_add_str(out, "\"/>\n");
    }
    add_summary(out, hit);
    buf_add_str(out, "</entry>\n");
}

void
page_feed(const struct page_site *site, const struct page_query *query,
          const struct answer *answer, const char *host, uint64_t updated,
          struct buf *out)
{
    const struct feed f = {site, query, host, out};

    buf_add_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                     "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                     "xml:lang=\"");
    escape_text(out, site->language);
    buf_add_str(out, "\">\n");
    add_head(&f, updated);
    for (size_t i = 0; i < answer->n_hits; i++)
        add_entry(&f, &answer->hits[i]);
    buf_add_str(out, "</feed>\n");
}
