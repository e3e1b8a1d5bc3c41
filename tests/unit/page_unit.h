/* For tests of lib/page: the fixture's pages, and what stands in them. */
#ifndef TESTS_PAGE_UNIT_H
#define TESTS_PAGE_UNIT_H

#include "unit.h"

#include "page_fixture.h"

static struct fixture fixture;
static struct buf out;

static inline int
set_up(void **state)
{
    (void)state;
    fixture_init(&fixture, NULL);
    return 0;
}

static inline int
tear_down(void **state)
{
    (void)state;
    fixture_done(&fixture);
    buf_done(&out);
    return 0;
}

/* Writes the page afresh. */
static inline void
write_page(enum fixture_page page)
{
    buf_clear(&out);
    fixture_write(&fixture, page, &out);
}

static inline void
assert_has(const char *part)
{
    if (strstr(out.data, part) == NULL)
        fail_msg("no %s in:\n%s", part, out.data);
}

static inline void
assert_has_not(const char *part)
{
    if (strstr(out.data, part) != NULL)
        fail_msg("%s in:\n%s", part, out.data);
}

static inline size_t
count(const char *part)
{
    size_t n = 0;

    for (const char *p = out.data; (p = strstr(p, part)) != NULL; p++)
        n++;
    return n;
}

#define PAGE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

#endif
