/* A strict reader of markup: see markup.h. */
#include "config.h"

#include "markup.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"

#define DEPTH_MAX 32

struct reader {
    struct markup *m;
    const char *start, *p;
    bool xml;
    char *open[DEPTH_MAX];
    size_t depth;
};

static void
wrong(struct reader *r, const char *what)
{
    if (r->m->wrong == NULL) {
        r->m->wrong = what;
        r->m->at = (size_t)(r->p - r->start);
    }
}

static bool
is_void(const char *name)
{
    static const char *const names[] = {"meta", "link", "input", "br"};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void
keep(char ***list, size_t *n, size_t *cap, const char *s, size_t len)
{
    *list = xgrow(*list, *n, cap, sizeof(**list));
    (*list)[(*n)++] = xmemdup0(s, len);
}

/* The characters at r->p up to one of stop, which are text. */
static void
read_text(struct reader *r, const char *stop)
{
    static const char *const references[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                             "&#39;"};

    while (*r->p != '\0' && strchr(stop, *r->p) == NULL) {
        bool known = *r->p != '&';
        for (size_t i = 0; !known && i < 5; i++)
            known = strncmp(r->p, references[i], strlen(references[i])) == 0;
        if (!known)
            wrong(r, "an unknown reference");
        if (*r->p == '<' || *r->p == '>')
            wrong(r, "a raw < or >");
        if (iscntrl((unsigned char)*r->p) && *r->p != '\n')
            wrong(r, "a control");
        r->p++;
    }
}

static size_t
read_name(struct reader *r)
{
    const char *start = r->p;

    while (isalnum((unsigned char)*r->p) || strchr("-:", *r->p) != NULL) {
        if (*r->p == '\0')
            break;
        r->p++;
    }
    if (r->p == start)
        wrong(r, "no name");
    return (size_t)(r->p - start);
}

static void
read_attribute(struct reader *r, struct buf *tag)
{
    struct markup *m = r->m;
    char name[32];
    const char *start = r->p;
    size_t len = read_name(r);

    (void)snprintf(name, sizeof(name), "%.*s", (int)len, start);
    buf_add_char(tag, ' ');
    buf_add_str(tag, name);
    if (*r->p != '=') {
        if (r->xml || strcmp(name, "selected") != 0)
            wrong(r, "an attribute without a value");
        return;
    }
    if (r->p[1] != '"') {
        wrong(r, "a value without quotes");
        return;
    }
    r->p += 2;
    start = r->p;
    read_text(r, "\"");
    len = (size_t)(r->p - start);
    if (*r->p == '"')
        r->p++;
    if (strcmp(name, "href") == 0 || strcmp(name, "action") == 0 ||
        strcmp(name, "template") == 0)
        keep(&m->values, &m->n_values, &m->cap_values, start, len);
    if (strcmp(name, "id") == 0)
        keep(&m->ids, &m->n_ids, &m->cap_ids, start, len);
}

static void
read_end_tag(struct reader *r)
{
    r->p += 2;
    const char *start = r->p;
    size_t len = read_name(r);

    if (r->depth == 0 || strlen(r->open[r->depth - 1]) != len ||
        strncmp(r->open[r->depth - 1], start, len) != 0) {
        wrong(r, "an end without its beginning");
        return;
    }
    free(r->open[--r->depth]);
    if (*r->p != '>')
        wrong(r, "an end tag that does not end");
    else
        r->p++;
}

static void
read_start_tag(struct reader *r)
{
    struct buf tag = {0};

    r->p++;
    const char *start = r->p;
    size_t len = read_name(r);
    char *name = xmemdup0(start, len);
    buf_add(&tag, start, len);
    while (*r->p == ' ' && r->m->wrong == NULL) {
        r->p++;
        read_attribute(r, &tag);
    }
    bool closed = *r->p == '/';
    r->p += closed;
    if (*r->p != '>')
        wrong(r, "a tag that does not end");
    else
        r->p++;
    keep(&r->m->tags, &r->m->n, &r->m->cap, tag.data, tag.len);
    if (!closed && (r->xml || !is_void(name))) {
        if (r->depth == DEPTH_MAX)
            wrong(r, "too deep");
        else
            r->open[r->depth++] = xstrdup(name);
    }
    free(name);
    buf_done(&tag);
}

void
markup_read(struct markup *m, const struct buf *page, bool xml)
{
    static const char html_start[] = "<!DOCTYPE html>\n",
                      xml_start[] =
                          "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    const char *start = xml ? xml_start : html_start;
    struct reader r = {
        .m = m, .start = page->data, .p = page->data, .xml = xml};

    *m = (struct markup){0};
    if (!utf8_valid(page->data, page->len) || strlen(page->data) != page->len)
        wrong(&r, "no valid text");
    if (strncmp(r.p, start, strlen(start)) != 0)
        wrong(&r, "another beginning");
    else
        r.p += strlen(start);
    while (*r.p != '\0' && m->wrong == NULL) {
        if (*r.p != '<')
            read_text(&r, "<");
        else if (r.p[1] == '/')
            read_end_tag(&r);
        else
            read_start_tag(&r);
    }
    if (r.depth > 0)
        wrong(&r, "an element without its end");
    while (r.depth > 0)
        free(r.open[--r.depth]);
}

static void
free_list(char **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i]);
    free(list);
}

void
markup_done(struct markup *m)
{
    free_list(m->tags, m->n);
    free_list(m->values, m->n_values);
    free_list(m->ids, m->n_ids);
    *m = (struct markup){0};
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

const char *
markup_new_tag(struct markup *a, struct markup *b)
{
    size_t i = 0;

    qsort(a->tags, a->n, sizeof(*a->tags), by_text);
    qsort(b->tags, b->n, sizeof(*b->tags), by_text);
    for (size_t j = 0; j < b->n; j++, i++) {
        while (i < a->n && strcmp(a->tags[i], b->tags[j]) < 0)
            i++;
        if (i == a->n || strcmp(a->tags[i], b->tags[j]) != 0)
            return b->tags[j];
    }
    return NULL;
}

size_t
markup_count(const struct markup *m, const char *tag)
{
    size_t n = 0, len = strlen(tag);

    for (size_t i = 0; i < m->n; i++)
        n += strncmp(m->tags[i], tag, len) == 0 &&
             (m->tags[i][len] == ' ' || m->tags[i][len] == '\0');
    return n;
}
