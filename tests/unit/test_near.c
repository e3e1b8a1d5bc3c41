/* lib/engine: nearness against brute force. */
#include "unit.h"

#include <stdlib.h>

#include "match/near.h"

#define PLACES 14

/* Tries every place for word w and those after it; one of them must be where
 * `wanted` is. */
static bool
choose(const struct near_place *p, size_t count, size_t n, unsigned span,
       size_t wanted, size_t w, size_t *chosen)
{
    if (w == n) {
        uint32_t low = UINT32_MAX, high = 0;
        bool has = false;
        for (size_t i = 0; i < n; i++) {
            uint32_t pos = p[chosen[i]].pos;
            low = pos < low ? pos : low;
            high = pos > high ? pos : high;
            has = has || pos == p[wanted].pos;
        }
        return has && high - low <= span;
    }
    for (size_t i = 0; i < count; i++) {
        bool good = p[i].word == w;
        for (size_t j = 0; j < w; j++)
            good = good && p[chosen[j]].pos != p[i].pos;
        chosen[w] = i;
        if (good && choose(p, count, n, span, wanted, w + 1, chosen))
            return true;
    }
    return false;
}

static void
what_is_near_is_what_some_choice_has(void **state)
{
    size_t near = 0, far = 0, shared = 0;

    (void)state;
    srand(6);
    for (int round = 0; round < 3000; round++) {
        struct near_place p[PLACES];
        size_t n = 2 + (size_t)rand() % 3, count = 0, chosen[4];
        unsigned span = (unsigned)rand() % 8;
        for (uint32_t pos = 1; count + n <= PLACES;) {
            /* Each word at most once at a place, in any order. */
            size_t before = count;
            for (uint32_t w = 0; w < n; w++)
                if (rand() % 3 == 0)
                    p[count++] = (struct near_place){pos, w, false};
            shared += count > before + 1;
            pos += 1 + (uint32_t)rand() % 4;
        }
        near_find(p, count, n, span);
        for (size_t i = 0; i < count; i++) {
            bool want = choose(p, count, n, span, i, 0, chosen);
            assert_int_equal(p[i].near, want);
            near += want;
            far += !want;
        }
    }
    assert_true(near > 1000 && far > 1000 && shared > 1000);
}

static void
nothing_is_near_nothing(void **state)
{
    struct near_place one = {7, 0, false};

    (void)state;
    near_find(NULL, 0, 2, 5);
    near_find(&one, 1, 2, 5);
    assert_false(one.near);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_near_is_what_some_choice_has),
        cmocka_unit_test(nothing_is_near_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
