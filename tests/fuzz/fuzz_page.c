/* lib/page on the answers of any server and on any text: every page is well
 * formed, and has no element but its own. The input's first line is what
 * each field of the query and of the document is; the others are lines of a
 * reply. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/markup.h"
#include "../unit/page_fixture.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "page/escape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require_whole(const char *name, const struct buf *page, bool xml)
{
    struct markup m;

    markup_read(&m, page, xml);
    if (m.wrong != NULL) {
        (void)fprintf(stderr, "%s: %s at %.60s\n", name, m.wrong,
                      page->data + m.at);
        abort();
    }
    markup_done(&m);
}

/* What one function makes of a text holds no markup at all. */
static void
require_escaped(const char *text)
{
    struct buf b = {0};

    escape_text(&b, text);
    buf_reserve(&b, 0);
    if (!utf8_valid(b.data, b.len) || b.len != strcspn(b.data, "<>\"'"))
        abort();
    buf_clear(&b);
    escape_url(&b, text, false);
    if (b.len != strcspn(b.data, "<>\"'& /#?+"))
        abort();
    buf_done(&b);
}

/* Takes the lines as a reply, up to the first that is wrong. */
static void
read_answer(struct answer *a, const char *p, const char *end)
{
    enum status status = STATUS_OK;

    while (p < end && status == STATUS_OK) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        const char *stop = newline != NULL ? newline : end;
        status = answer_read_line(a, p, (size_t)(stop - p), NULL);
        p = stop + 1;
    }
}

/* The numbers of the address, and the marks, from the size of the input and
 * its first bytes. */
static void
set_numbers(struct fixture *f, const uint8_t *data, size_t size,
            struct answer_mark *marks)
{
    uint32_t n = (uint32_t)size * 2654435761u;

    f->query.from = n % 1100;
    f->query.limit = n / 7 % 101;
    f->document.rank = n / 11 % 1000;
    f->document.from = n / 13 % 3 * 1000;
    f->document.all = n / 17 % 4000;
    for (size_t i = 0; i < 4; i++)
        marks[i] = (struct answer_mark){i < size ? data[i] % 32 : n,
                                        i + 4 < size ? data[i + 4] % 32 : n};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *p = (const char *)data, *end = p + size;
    const char *newline = size > 0 ? memchr(p, '\n', size) : NULL;
    const char *rest = newline != NULL ? newline + 1 : end;
    char *text = xmemdup0(p, (size_t)((newline != NULL ? newline : end) - p));
    struct answer *read = answer_new(), *own;
    struct answer_mark marks[4];
    struct fixture f;
    struct buf page = {0};

    require_escaped(text);
    fixture_init(&f, text);
    set_numbers(&f, data, size, marks);
    struct page_unit units[2] = {f.document.units[0], f.document.units[1]};
    units[0].marks = marks;
    units[0].n_marks = 4;
    f.document.units = units;
    f.document.n_units = 2;
    read_answer(read, rest, end);
    own = f.answer;
    f.answer = read;
    for (enum fixture_page i = 0; i < FIXTURE_PAGES; i++) {
        fixture_write(&f, i, &page);
        require_whole(fixture_name(i), &page, i >= FIXTURE_HTML);
        buf_clear(&page);
    }
    f.answer = own;
    buf_done(&page);
    fixture_done(&f);
    answer_free(read);
    free(text);
    return 0;
}
