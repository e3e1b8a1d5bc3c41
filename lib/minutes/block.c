/* The growing list of blocks: see block.h. */
#include "config.h"

#include "minutes/block.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"

void
blocks_done(struct blocks *bs)
{
    buf_done(&bs->pool);
    free(bs->v);
    for (size_t i = 0; i < FACTS; i++)
        free(bs->facts[i].value);
    *bs = (struct blocks){0};
}

bool
blocks_add(struct blocks *bs, unsigned line)
{
    if (bs->n >= BLOCKS_MAX)
        return false;
    bs->v = xgrow(bs->v, bs->n, &bs->cap, sizeof(bs->v[0]));
    bs->v[bs->n++] = (struct block){.line = line, .text = bs->pool.len};
    return true;
}

void
blocks_join(struct blocks *bs, const char *joint, struct span text)
{
    struct block *b = &bs->v[bs->n - 1];

    if (b->text_len != 0)
        buf_add_str(&bs->pool, joint);
    size_t at = bs->pool.len;
    buf_add(&bs->pool, text.s, text.len);
    for (char *p = bs->pool.data + at, *end = p + text.len;
         p < end && (p = memchr(p, '\t', (size_t)(end - p))) != NULL;)
        *p++ = ' ';
    b->text_len = bs->pool.len - b->text;
}

struct span
block_text(const struct blocks *bs, size_t i)
{
    if (bs->v[i].text_len == 0)
        return span_of("");
    return (struct span){bs->pool.data + bs->v[i].text, bs->v[i].text_len};
}

struct span
block_number(const struct blocks *bs, size_t i)
{
    if (bs->v[i].number_len == 0)
        return span_of("");
    return (struct span){bs->pool.data + bs->v[i].number, bs->v[i].number_len};
}

void
block_narrow(struct blocks *bs, size_t i, struct span part)
{
    bs->v[i].text_len = part.len;
    if (part.len != 0)
        bs->v[i].text = (size_t)(part.s - bs->pool.data);
}

bool
blocks_part(struct blocks *bs, const size_t *v, const size_t *at, size_t n)
{
    if (n > BLOCKS_MAX - bs->n)
        return false;
    for (size_t k = 0; k < n; k++)
        bs->v = xgrow(bs->v, bs->n + k, &bs->cap, sizeof(bs->v[0]));
    for (size_t to = bs->n += n; n > 0; n--) {
        size_t from = v[n - 1];
        size_t behind = to - n - from - 1;
        memmove(&bs->v[to - behind], &bs->v[from + 1],
                behind * sizeof(bs->v[0]));
        to -= behind + 1;
        struct span text = block_text(bs, from);
        bs->v[to] = (struct block){.line = bs->v[from].line};
        block_narrow(bs, to, span_trim(span_from(text, at[n - 1])));
        block_narrow(bs, from, span_trim(span_to(text, at[n - 1])));
    }
    return true;
}

void
block_set_number(struct blocks *bs, size_t i, struct span number)
{
    bs->v[i].number_len = number.len;
    if (number.len != 0)
        bs->v[i].number = (size_t)(number.s - bs->pool.data);
}

void
blocks_fact(struct blocks *bs, enum fact fact, struct span value,
            enum minutes_origin origin, unsigned line)
{
    value = span_trim(value);
    if (bs->facts[fact].value != NULL || value.len == 0)
        return;
    bs->facts[fact].value = xmemdup0(value.s, value.len);
    for (char *p = bs->facts[fact].value; *p != '\0'; p++) {
        if (*p == '\t' || *p == '\n')
            *p = ' ';
    }
    bs->facts[fact].origin = origin;
    bs->facts[fact].line = line;
}
