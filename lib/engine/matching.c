/* What the hot way goes through: see matching.h. The nodes are made as
 * match_hot.c makes them, and each is kept with what it stands for. */
#include "config.h"

#include "engine/matching.h"

#include <inttypes.h>

#include "engine/nodes.h"
#include "engine/question.h"
#include "match/row.h"

/* A part of the query and its node. */
struct part {
    const struct query *query;         /* NULL: a filter, or all together */
    const struct match_filter *filter; /* NULL: none */
    struct node *node;
    struct part *parts; /* wanted ones, then unwanted ones */
    size_t n, n_wanted;
};

struct describer {
    const struct match_request *request;
    struct nodes nodes;
    struct arena *arena;
    struct buf *out;
};

/* ---- making ---- */

/* The node of parts that are wanted together, or any of which is. */
static struct node *
join(struct describer *d, const struct part *p, bool any)
{
    struct node **list = arena_array(d->arena, p->n, sizeof(struct node *));

    for (size_t i = 0; i < p->n; i++)
        list[i] = p->parts[i].node;
    return any ? node_or(&d->nodes.maker, list, p->n)
               : node_and(&d->nodes.maker, list, p->n_wanted,
                          list + p->n_wanted, p->n - p->n_wanted);
}

/* Depth: QUERY_NESTING_MAX. */
static struct part
make_part(struct describer *d, const struct query *q)
{
    struct part part = {.query = q};
    size_t n_not = 0;

    if (q->type != QUERY_AND && q->type != QUERY_OR && q->type != QUERY_NOT) {
        part.node = nodes_tree(&d->nodes, q);
        return part;
    }
    part.n = q->n_children;
    part.parts = arena_array(d->arena, part.n, sizeof(*part.parts));
    for (size_t i = 0; i < part.n; i++) {
        const struct query *child = q->children[i];
        if (q->type != QUERY_NOT && child->type == QUERY_NOT)
            part.parts[part.n - ++n_not] = make_part(d, child->children[0]);
        else
            part.parts[part.n_wanted++] = make_part(d, child);
    }
    part.node = join(d, &part, q->type == QUERY_OR);
    return part;
}

/* Whether a filter waits until its own facet is counted. */
static bool
waits(const struct describer *d, const struct match_filter *f)
{
    return (unsigned)f->type < STORE_FACETS &&
           (d->request->facets & 1u << (unsigned)f->type) != 0;
}

/* The tree, and the filters that go with it. */
static struct part
make_whole(struct describer *d)
{
    const struct match_request *r = d->request;
    struct part whole = {
        .parts = arena_array(d->arena, r->n_filters + 1, sizeof(struct part)),
    };

    if (r->tree != NULL)
        whole.parts[whole.n++] = make_part(d, r->tree);
    for (size_t i = 0; i < r->n_filters; i++)
        if (!waits(d, &r->filters[i]))
            whole.parts[whole.n++] = (struct part){
                .filter = &r->filters[i],
                .node = nodes_filter(&d->nodes, &r->filters[i]),
            };
    whole.n_wanted = whole.n;
    whole.node = join(d, &whole, false);
    return whole;
}

/* ---- telling ---- */

static void
add_name(struct describer *d, const struct part *p)
{
    if (p->filter != NULL)
        question_describe_filter(p->filter, d->out);
    else if (p->n == 0 && p->query != NULL)
        query_print(p->query, d->out);
    else if (p->query != NULL && p->query->type == QUERY_OR)
        buf_add_str(d->out, "any of");
    else
        buf_add_str(d->out, "all of");
}

/* What a node costs, and how many units it has. */
static void
add_node(struct describer *d, const struct node *node)
{
    const char *how = "";

    if (node->type == NODE_CODES || node->type == NODE_VALUES) {
        buf_add_str(d->out, ": looked up for each paragraph that is left");
        return;
    }
    if (node->type == NODE_ROW && row_compares(node->u.row))
        how = "positions compared in at most ";
    else if (node->type != NODE_POSTINGS && node->type != NODE_RANGE &&
             node->type != NODE_NOTHING && node->type != NODE_ALL)
        how = "at most ";
    buf_addf(d->out, ": %s%" PRIu64 " paragraphs", how, node->most);
}

static void
add_part(struct describer *d, const struct part *p, unsigned depth,
         const char *before, const char *behind)
{
    buf_addf(d->out, "match %*s%s", (int)(2 * depth), "", before);
    add_name(d, p);
    add_node(d, p->node);
    buf_addf(d->out, "%s\n", behind);
    if (p->n == 0)
        return;
    bool all = p->node->type == NODE_AND &&
               p->node->u.children.n_wanted == p->n_wanted;
    for (size_t i = 0; i < p->n; i++) {
        const struct part *next = &p->parts[i];
        /* As the node has them: those that are asked first come first. */
        for (size_t j = 0; all && j < p->n; j++)
            if (p->parts[j].node == p->node->u.children.list[i])
                next = &p->parts[j];
        add_part(d, next, depth + 1, i >= p->n_wanted ? "none of " : "",
                 all && i == 0 && p->n_wanted > 1 ? ", leads" : "");
    }
}

enum status
matching_describe(const struct match_source *source,
                  const struct match_request *request, struct arena *arena,
                  struct buf *out, struct error *err)
{
    struct watch watch = {.deadline = request->deadline,
                          .cancel = request->cancel};
    struct describer d = {.request = request, .arena = arena, .out = out};

    nodes_start(&d.nodes, source, &watch, arena, err);
    struct part whole = make_whole(&d);
    enum status status = d.nodes.status;
    if (status == STATUS_OK)
        add_part(&d, whole.n == 1 ? &whole.parts[0] : &whole, 0, "", "");
    for (size_t i = 0; i < request->n_filters && status == STATUS_OK; i++) {
        const struct part own = {.filter = &request->filters[i]};
        if (!waits(&d, own.filter))
            continue;
        buf_add_str(out, "match then ");
        add_name(&d, &own);
        buf_add_str(out, ": its own facet is counted before\n");
    }
    nodes_done(&d.nodes);
    return status;
}
