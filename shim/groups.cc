/* The best match of each group: see groups.hh. */
#include "config.h"

#include "shim/groups.hh"

#include <algorithm>

#include "shim/guard.hh"

xs::grouping::grouping(const struct xs_search_params *p) : params(p)
{
    groups.reset(
        static_cast<group *>(std::calloc(p->n_groups + 1, sizeof(group))));
    if (!groups)
        throw std::bad_alloc();
}

uint32_t
xs::grouping::key(uint32_t docid) const
{
    return params->keys != nullptr ? params->keys[docid] : docid;
}

bool
xs::grouping::beats(double weight, uint32_t docid, const group &other) const
{
    if (weight != other.weight)
        return weight > other.weight;
    return key(docid) < key(other.docid);
}

void
xs::grouping::operator()(const Xapian::Document &doc, double weight)
{
    Xapian::docid docid = doc.get_docid();
    uint32_t code = params->groups[docid];

    if (code >= params->n_groups)
        throw xs::failure{STATUS_INTERNAL, "a group's code out of range"};
    group &g = groups.get()[code];
    if (g.count++ == 0)
        found.push_back(code);
    if (g.docid == 0 || beats(weight, docid, g)) {
        g.weight = weight;
        g.docid = docid;
    }
    total++;
}

xs::malloc_ptr<xs_result>
xs::grouping::best(uint64_t matches)
{
    if (total != matches)
        throw xs::failure{STATUS_INTERNAL, "Xapian did not group exactly"};
    const group *all = groups.get();
    size_t n = std::min<size_t>(params->limit, found.size());
    std::partial_sort(found.begin(), found.begin() + n, found.end(),
                      [&](uint32_t a, uint32_t b) {
                          if (params->sort == XS_BY_KEY)
                              return key(all[a].docid) < key(all[b].docid);
                          return beats(all[a].weight, all[a].docid, all[b]);
                      });
    auto r = allocate<xs_result>(sizeof(xs_result) + n * sizeof(xs_hit));
    r->total = total;
    r->groups = found.size();
    r->n = n;
    r->hits = reinterpret_cast<xs_hit *>(r.get() + 1);
    for (size_t i = 0; i < n; i++) {
        const group &g = all[found[i]];
        r->hits[i] = {g.docid, g.count - 1, g.weight};
    }
    return r;
}
