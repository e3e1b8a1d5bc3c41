/* Tags and classes: see element.h. */
#include "config.h"

#include "minutes/element.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/num.h"
#include "minutes/markup.h"

struct word {
    const char *tag;
    enum element kind;
};

static int
compare(const void *key, const void *member)
{
    return strcmp(key, ((const struct word *)member)->tag);
}

enum element
element_kind(const char *tag)
{
    /* Sorted. */
    static const struct word words[] = {
        {"address", ELEMENT_BLOCK},    {"article", ELEMENT_BLOCK},
        {"aside", ELEMENT_BLOCK},      {"base", ELEMENT_META},
        {"blockquote", ELEMENT_BLOCK}, {"body", ELEMENT_BLOCK},
        {"br", ELEMENT_BREAK},         {"caption", ELEMENT_BLOCK},
        {"center", ELEMENT_BLOCK},     {"dd", ELEMENT_BLOCK},
        {"details", ELEMENT_BLOCK},    {"dialog", ELEMENT_BLOCK},
        {"dir", ELEMENT_LIST},         {"div", ELEMENT_BLOCK},
        {"dl", ELEMENT_BLOCK},         {"dt", ELEMENT_BLOCK},
        {"fieldset", ELEMENT_BLOCK},   {"figcaption", ELEMENT_BLOCK},
        {"figure", ELEMENT_BLOCK},     {"footer", ELEMENT_BLOCK},
        {"form", ELEMENT_BLOCK},       {"frameset", ELEMENT_BLOCK},
        {"h1", ELEMENT_BLOCK},         {"h2", ELEMENT_BLOCK},
        {"h3", ELEMENT_BLOCK},         {"h4", ELEMENT_BLOCK},
        {"h5", ELEMENT_BLOCK},         {"h6", ELEMENT_BLOCK},
        {"head", ELEMENT_BLOCK},       {"header", ELEMENT_BLOCK},
        {"hr", ELEMENT_BLOCK},         {"html", ELEMENT_BLOCK},
        {"legend", ELEMENT_BLOCK},     {"li", ELEMENT_LINE},
        {"link", ELEMENT_META},        {"listing", ELEMENT_PRE},
        {"main", ELEMENT_BLOCK},       {"menu", ELEMENT_LIST},
        {"meta", ELEMENT_META},        {"nav", ELEMENT_BLOCK},
        {"ol", ELEMENT_LIST},          {"p", ELEMENT_BLOCK},
        {"pre", ELEMENT_PRE},          {"section", ELEMENT_BLOCK},
        {"summary", ELEMENT_BLOCK},    {"table", ELEMENT_TABLE},
        {"tbody", ELEMENT_BLOCK},      {"td", ELEMENT_CELL},
        {"tfoot", ELEMENT_BLOCK},      {"th", ELEMENT_CELL},
        {"thead", ELEMENT_BLOCK},      {"time", ELEMENT_META},
        {"title", ELEMENT_TITLE},      {"tr", ELEMENT_ROW},
        {"ul", ELEMENT_LIST},          {"xmp", ELEMENT_PRE},
    };
    const struct word *found =
        bsearch(tag, words, sizeof(words) / sizeof(words[0]), sizeof(words[0]),
                compare);

    return found != NULL ? found->kind : ELEMENT_INLINE;
}

static bool
is_one_of(const char *word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (word != NULL && strcasecmp(word, *words) == 0)
            return true;
    }
    return false;
}

bool
element_says(const char *tag, const char *const *attributes,
             enum page_said *what, struct span *value)
{
    static const char *const dates[] = {"DC.date", "DC.date.issued",
                                        "DCTERMS.date", "DCTERMS.issued", NULL};
    static const char *const published[] = {"article:published_time",
                                            "datePublished", "date", NULL};
    const char *name = markup_attribute(attributes, "name");
    const char *said = markup_attribute(attributes, "content");

    if (name == NULL)
        name = markup_attribute(attributes, "property");
    if (strcmp(tag, "meta") == 0 && is_one_of(name, dates)) {
        *what = PAGE_DATE;
    } else if (strcmp(tag, "meta") == 0 && is_one_of(name, published)) {
        *what = PAGE_PUBLISHED;
    } else if (strcmp(tag, "meta") == 0 && name != NULL &&
               strcasecmp(name, "og:url") == 0) {
        *what = PAGE_URL;
    } else if (strcmp(tag, "link") == 0 &&
               markup_has_word(markup_attribute(attributes, "rel"),
                               "canonical")) {
        *what = PAGE_URL;
        said = markup_attribute(attributes, "href");
    } else if (strcmp(tag, "base") == 0) {
        *what = PAGE_BASE;
        said = markup_attribute(attributes, "href");
    } else if (strcmp(tag, "time") == 0) {
        *what = PAGE_PUBLISHED;
        said = markup_attribute(attributes, "datetime");
    } else {
        return false;
    }
    if (said == NULL)
        return false;
    *value = span_of(said);
    /* Of the site only, "/item": no link without the page's own address. */
    return *what == PAGE_DATE || *what == PAGE_PUBLISHED ||
           span_starts(*value, "http://") || span_starts(*value, "https://");
}

static uint64_t
number_at(const char *s)
{
    uint64_t n;

    return num_parse(s, strspn(s, "0123456789"), UINT64_MAX, &n) ? n : 0;
}

uint64_t
element_item(const char *tag, const char *const *attributes)
{
    static const char page[] = "mgAi.aspx?ID=";
    const char *name = markup_attribute(attributes, "name");
    const char *href = markup_attribute(attributes, "href");

    if (strcmp(tag, "a") != 0)
        return 0;
    if (name == NULL)
        name = markup_attribute(attributes, "id");
    if (name != NULL && strncasecmp(name, "AI", 2) == 0)
        return number_at(name + 2);
    href = href != NULL ? strcasestr(href, page) : NULL;
    return href != NULL ? number_at(href + strlen(page)) : 0;
}

/* What no reader sees, or what is no text. */
static bool
is_hidden(const char *tag, const char *const *attributes)
{
    static const char *const tags[] = {
        "script",   "style",  "template", "noscript", "svg",      "math",
        "iframe",   "object", "canvas",   "audio",    "video",    "select",
        "textarea", "button", "datalist", "applet",   "noframes", NULL};
    const char *style = markup_attribute(attributes, "style");
    const char *aria = markup_attribute(attributes, "aria-hidden");

    if (is_one_of(tag, tags) ||
        markup_attribute(attributes, "hidden") != NULL ||
        markup_has_word(markup_attribute(attributes, "class"), "mgFileSize"))
        return true;
    if (aria != NULL && strcasecmp(aria, "true") == 0)
        return true;
    const char *display = style != NULL ? strcasestr(style, "display") : NULL;
    if (display == NULL)
        return false;
    display += strlen("display");
    display += strspn(display, " \t\n:");
    return strncasecmp(display, "none", 4) == 0;
}

static enum page_mark
mark_of(const char *class)
{
    static const struct {
        const char *word;
        enum page_mark mark;
    } classes[] = {
        {"mgMainTitleTxt", PAGE_MARK_MAIN_TITLE},
        {"mgSubTitleTxt", PAGE_MARK_SUB_TITLE},
        {"mgItemNumberCell", PAGE_MARK_ITEM_NUMBER},
        {"mgAiTitleTxt", PAGE_MARK_ITEM_TITLE},
        {"mgSubItemTitleTxt", PAGE_MARK_SECTION},
        {"mgWordPara", PAGE_MARK_WORD},
    };

    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (markup_has_word(class, classes[i].word))
            return classes[i].mark;
    }
    return PAGE_MARK_NONE;
}

/* Menus and the like; a header of the text's own is text. */
static bool
is_aside(const char *tag, const char *const *attributes,
         const struct page_place *place)
{
    static const char *const tags[] = {"nav", "aside", NULL};
    static const char *const edges[] = {"header", "footer", NULL};
    static const char *const roles[] = {
        "navigation", "banner", "contentinfo", "complementary", "search", NULL};
    static const char *const classes[] = {
        "mgActionList", "mgNonPrintable", "mgFooter", "footer",
        "breadcrumb",   "breadcrumbs",    "sidebar",  NULL};
    const char *class = markup_attribute(attributes, "class");

    for (size_t i = 0; class != NULL && classes[i] != NULL; i++) {
        if (markup_has_word(class, classes[i]))
            return true;
    }
    if (is_one_of(tag, tags) ||
        is_one_of(markup_attribute(attributes, "id"), classes) ||
        is_one_of(markup_attribute(attributes, "role"), roles))
        return true;
    return is_one_of(tag, edges) && !place->main && !place->article;
}

bool
element_place(const char *tag, const char *const *attributes,
              const struct page_place *outside, struct element_place *inside)
{
    const char *role = markup_attribute(attributes, "role");
    enum page_mark mark = mark_of(markup_attribute(attributes, "class"));
    struct page_place p = *outside;

    inside->skip = is_hidden(tag, attributes);
    if (mark != PAGE_MARK_NONE && p.mark != PAGE_MARK_ITEM_NUMBER)
        p.mark = mark;
    if (tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' && tag[2] == '\0')
        p.heading = (unsigned)(tag[1] - '0');
    p.aside = p.aside || is_aside(tag, attributes, &p);
    p.form = p.form || strcmp(tag, "form") == 0;
    p.main = p.main || strcmp(tag, "main") == 0 ||
             (role != NULL && strcasecmp(role, "main") == 0);
    p.article = p.article || strcmp(tag, "article") == 0;
    p.bold = p.bold || strcmp(tag, "b") == 0 || strcmp(tag, "strong") == 0;
    inside->place = p;
    return inside->skip || p.mark != outside->mark ||
           p.heading != outside->heading || p.aside != outside->aside ||
           p.form != outside->form || p.main != outside->main ||
           p.article != outside->article || p.bold != outside->bold;
}
