/* A search by Xapian: exact total, exact counts by value, best hits. */
#include "config.h"

#include "shim/xs-internal.hh"

#include "shim/groups.hh"
#include "shim/guard.hh"
#include "shim/watch.hh"

/* Matches between two looks at the clock: few enough that a deadline is kept
 * to a fraction of a millisecond, many enough that the looks cost nothing. */
static constexpr unsigned SEARCH_INTERVAL = 16;

/* Counts each match under its code in every column. */
class counting : public Xapian::MatchSpy
{
  public:
    explicit counting(const struct xs_search_params *p) : params(p)
    {
    }
    void operator()(const Xapian::Document &doc, double) override
    {
        Xapian::docid did = doc.get_docid();

        for (size_t i = 0; i < params->n_counters; i++) {
            const struct xs_counter &c = params->counters[i];
            if (c.codes[did] >= c.n_counts)
                throw xs::failure{STATUS_INTERNAL, "a code out of range"};
            c.counts[c.codes[did]]++;
        }
        total++;
    }

    Xapian::doccount total = 0;

  private:
    const struct xs_search_params *params;
};

/* The sort key of a document: big-endian, because Xapian compares bytes. */
class keys : public Xapian::KeyMaker
{
  public:
    explicit keys(const uint32_t *k) : by_docid(k)
    {
    }
    std::string operator()(const Xapian::Document &doc) const override
    {
        uint32_t k = by_docid[doc.get_docid()];
        const char bytes[4] = {char(k >> 24), char(k >> 16), char(k >> 8),
                               char(k)};
        return std::string(bytes, sizeof(bytes));
    }

  private:
    const uint32_t *by_docid;
};

static void
set_order(Xapian::Enquire &enquire, const struct xs_search_params *p,
          keys *sorter)
{
    if (p->sort == XS_BY_KEY && p->keys == nullptr)
        throw xs::failure{STATUS_INVALID, "an order by key without keys"};
    /* Without hits nobody looks at a weight. */
    if (p->limit == 0)
        enquire.set_weighting_scheme(Xapian::BoolWeight());
    else
        enquire.set_weighting_scheme(
            Xapian::BM25Weight(p->k1, p->k2, p->k3, p->b, p->min_normlen));
    if (p->limit == 0 || p->keys == nullptr || p->groups != nullptr)
        enquire.set_sort_by_relevance();
    else if (p->sort == XS_BY_KEY)
        enquire.set_sort_by_key(sorter, false);
    else
        enquire.set_sort_by_relevance_then_key(sorter, false);
}

static xs::malloc_ptr<xs_result>
copy_hits(const Xapian::MSet &mset)
{
    size_t n = mset.size();
    auto r = xs::allocate<xs_result>(sizeof(xs_result) + n * sizeof(xs_hit));

    r->total = mset.get_matches_lower_bound();
    r->groups = 0;
    r->n = n;
    r->hits = reinterpret_cast<xs_hit *>(r.get() + 1);
    size_t i = 0;
    for (auto it = mset.begin(); it != mset.end(); ++it, ++i)
        r->hits[i] = {*it, 0, it.get_weight()};
    return r;
}

static xs::malloc_ptr<xs_result>
search(const Xapian::Database &db, const Xapian::Query &query,
       const struct xs_search_params *p)
{
    Xapian::Enquire enquire(db);
    xs::watch watcher(p->deadline, p->cancel, SEARCH_INTERVAL);
    counting counter(p);
    keys sorter(p->keys);

    if (p->deadline == 0 && p->cancel == nullptr)
        enquire.set_query(query);
    else
        enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query,
                                        Xapian::Query(&watcher)));
    set_order(enquire, p, &sorter);
    if (p->n_counters != 0)
        enquire.add_matchspy(&counter);
    std::unique_ptr<xs::grouping> groups;
    if (p->groups != nullptr) {
        groups = std::make_unique<xs::grouping>(p);
        enquire.add_matchspy(groups.get());
    }
    /* Checking at least all documents makes the total exact, and has every
     * match pass the spies. Those sort the groups; Xapian need not. */
    Xapian::MSet mset =
        enquire.get_mset(0, groups ? 1 : p->limit, db.get_doccount());
    if (mset.get_matches_lower_bound() != mset.get_matches_upper_bound() ||
        (p->n_counters != 0 && counter.total != mset.get_matches_lower_bound()))
        throw xs::failure{STATUS_INTERNAL, "Xapian did not count exactly"};
    if (groups)
        return groups->best(mset.get_matches_lower_bound());
    return copy_hits(mset);
}

enum status
xs_search(xs_db *db, const xs_query *q, const struct xs_search_params *params,
          struct xs_result **out, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        /* It may have waited in a queue until now. */
        xs::check_time(params->deadline, params->cancel);
        *out = search(db->db, q->query, params).release();
    });
}

void
xs_result_free(struct xs_result *r) noexcept
{
    free(r);
}
