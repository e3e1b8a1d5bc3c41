/* Rows as sets of docids: see rowset.h. */
#include "config.h"

#include "engine/rowset.h"

#include "engine/nodes.h"

/* Appends the docids of the set bits. */
static size_t
add_docids(uint32_t *docids, size_t n, uint32_t window, const uint64_t *bits)
{
    for (unsigned i = 0; i < WINDOW_WORDS; i++)
        for (uint64_t in = bits[i]; in != 0; in &= in - 1)
            docids[n++] =
                window_first(window) + i * 64 + (uint32_t)__builtin_ctzll(in);
    return n;
}

/* All units that the node has; how many. */
static size_t
collect(struct node *node, uint32_t *docids)
{
    size_t n = 0;

    for (uint32_t w = node_next(node, 0); w != WINDOW_END;
         w = node_next(node, w + 1)) {
        uint64_t bits[WINDOW_WORDS];
        window_fill(bits);
        if (node_filter(node, w, bits))
            n = add_docids(docids, n, w, bits);
    }
    return n;
}

xs_query *
rowset_query(struct build *b, const struct match_source *source,
             const struct query *q, bool text_alone)
{
    struct watch watch = {.deadline = b->deadline, .cancel = b->cancel};
    struct nodes nodes;
    xs_query *out = NULL;

    if (b->status != STATUS_OK)
        return NULL;
    nodes_start(&nodes, source, &watch, b->arena, b->err);
    nodes.text_alone = text_alone;
    struct node *node = nodes_row(&nodes, q);
    uint64_t most = node->most;
    if (most > store_last_docid(source->store))
        most = store_last_docid(source->store);
    uint32_t *docids = arena_array(b->arena, most, sizeof(*docids));
    size_t n = collect(node, docids);
    b->status = watch_status(&watch, b->err);
    if (b->status == STATUS_OK)
        b->status =
            xs_query_docids(&out, docids, n, b->deadline, b->cancel, b->err);
    nodes_done(&nodes);
    return out;
}
