/* Query builders. */
#include "config.h"

#include "shim/xs-internal.hh"

#include <algorithm>
#include <cstring>
#include <vector>

#include "shim/docids.hh"
#include "shim/guard.hh"
#include "shim/near.hh"
#include "shim/range.hh"
#include "shim/recount.hh"
#include "shim/watch.hh"

/* Candidates between two looks at the clock where one alone may be a text of
 * hundred thousands of words, whose positions are decoded and compared. */
static constexpr unsigned QUERY_INTERVAL = 1;

/* Deletes the subqueries that a builder was given, however it ends. */
class consumed
{
  public:
    consumed(xs_query **s, size_t count) : subs(s), n(count)
    {
    }
    ~consumed()
    {
        for (size_t i = 0; i < n; i++)
            delete subs[i];
    }
    consumed(const consumed &) = delete;
    consumed &operator=(const consumed &) = delete;

  private:
    xs_query **subs;
    size_t n;
};

enum status
xs_query_term(xs_query **out, const char *term, size_t len,
              struct error *err) noexcept
{
    return xs::guard(err, [&] {
        xs::check_term(term, len);
        *out = new xs_query{Xapian::Query(std::string(term, len))};
    });
}

enum status
xs_query_all(xs_query **out, struct error *err) noexcept
{
    /* Not Query::MatchAll: that is one object of the process, its reference
     * count shared by all threads without a lock. */
    return xs::guard(err, [&] {
        *out = new xs_query{Xapian::Query(0.0, Xapian::Query(std::string()))};
    });
}

enum status
xs_query_nothing(xs_query **out, struct error *err) noexcept
{
    return xs::guard(err, [&] { *out = new xs_query{Xapian::Query()}; });
}

static Xapian::Query::op
xapian_op(enum xs_op op)
{
    switch (op) {
    case XS_OR:
        return Xapian::Query::OP_OR;
    case XS_AND:
        return Xapian::Query::OP_AND;
    case XS_NOT:
        return Xapian::Query::OP_AND_NOT;
    case XS_AND_MAYBE:
        return Xapian::Query::OP_AND_MAYBE;
    case XS_FILTER:
        return Xapian::Query::OP_FILTER;
    case XS_PHRASE:
        return Xapian::Query::OP_PHRASE;
    case XS_NEAR:
        return Xapian::Query::OP_NEAR;
    }
    throw xs::failure{STATUS_INVALID, "no such operator"};
}

static Xapian::Query
combine(enum xs_op op, xs_query *const *subs, size_t n, uint32_t window)
{
    Xapian::Query::op o = xapian_op(op);
    bool pair = op == XS_NOT || op == XS_FILTER || op == XS_AND_MAYBE;
    std::vector<Xapian::Query> list;

    if (n == 0 || (pair && n != 2))
        throw xs::failure{STATUS_INVALID, "wrong number of subqueries"};
    for (size_t i = 0; i < n; i++) {
        if (subs[i] == nullptr)
            throw xs::failure{STATUS_INVALID, "a subquery is missing"};
        list.push_back(subs[i]->query);
    }
    if (op != XS_PHRASE && op != XS_NEAR)
        window = 0;
    else if (window == 0)
        window = Xapian::termcount(n);
    return Xapian::Query(o, list.begin(), list.end(), window);
}

enum status
xs_query_combine(xs_query **out, enum xs_op op, xs_query **subs, size_t n,
                 uint32_t window, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        consumed c(subs, n);
        *out = new xs_query{combine(op, subs, n, window)};
    });
}

/* What q matches, with a look at the clock for each candidate. */
static Xapian::Query
watched(const Xapian::Query &q, uint64_t deadline, const xs_flag *cancel)
{
    if (deadline == 0 && cancel == nullptr)
        return q;
    auto *source = new xs::watch(deadline, cancel, QUERY_INTERVAL);
    Xapian::Query clock(source->release());
    return Xapian::Query(Xapian::Query::OP_FILTER, q, clock);
}

/* One query a word: any of its terms. */
static std::vector<Xapian::Query>
any_terms(const std::vector<std::vector<std::string>> &words)
{
    std::vector<Xapian::Query> list;

    for (const auto &terms : words)
        list.push_back(
            Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    return list;
}

/* By Xapian itself, which keeps its place among the positions from document to
 * document: ten times as fast as a look at each by its iterators. A window
 * that is too small for the words it would widen. */
static Xapian::Query
near_by_xapian(const std::vector<std::vector<std::string>> &words,
               const struct xs_near *near)
{
    std::vector<Xapian::Query> list = any_terms(words);
    Xapian::Query q(Xapian::Query::OP_NEAR, list.begin(), list.end(),
                    near->span + 1);

    return watched(q, near->deadline, near->cancel);
}

/* By our own source, below a filter of where all the words are: each of them
 * once. */
static Xapian::Query
near_by_source(const std::vector<std::vector<std::string>> &words,
               const struct xs_near *near)
{
    std::vector<std::vector<std::string>> once = words;

    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    std::vector<Xapian::Query> list = any_terms(once);
    Xapian::Query all(Xapian::Query::OP_AND, list.begin(), list.end());
    auto *source =
        new xs::near_source(words, near->span, near->deadline, near->cancel);
    Xapian::Query filter(source->release());
    return Xapian::Query(Xapian::Query::OP_FILTER, all, filter);
}

enum status
xs_query_near(xs_query **out, const struct xs_near *near,
              struct error *err) noexcept
{
    return xs::guard(err, [&] {
        std::vector<std::vector<std::string>> words;
        if (near->n == 0)
            throw xs::failure{STATUS_INVALID, "nearness of no words"};
        for (size_t i = 0; i < near->n; i++) {
            const struct xs_near_word &w = near->words[i];
            for (size_t t = 0; t < w.n; t++)
                xs::check_term(w.terms[t], std::strlen(w.terms[t]));
            words.emplace_back(w.terms, w.terms + w.n);
        }
        bool exact = near->apart && near->n > 1 && near->span + 1 >= near->n;
        *out = new xs_query{exact ? near_by_xapian(words, near)
                                  : near_by_source(words, near)};
    });
}

enum status
xs_query_ranges(xs_query **out, const uint32_t *values,
                const struct xs_range *ranges, size_t n, uint64_t deadline,
                const xs_flag *cancel, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        if (n == 0)
            throw xs::failure{STATUS_INVALID, "no ranges"};
        auto *source = new xs::range_source(
            values, std::vector<xs_range>(ranges, ranges + n), deadline,
            cancel);
        Xapian::Query in(source->release());
        /* Some docids may be of no document. */
        *out = new xs_query{Xapian::Query(
            0.0, Xapian::Query(Xapian::Query::OP_FILTER,
                               Xapian::Query(std::string()), in))};
    });
}

enum status
xs_query_docids(xs_query **out, const uint32_t *docids, size_t n,
                uint64_t deadline, const xs_flag *cancel,
                struct error *err) noexcept
{
    return xs::guard(err, [&] {
        auto *source = new xs::docids_source(
            std::vector<uint32_t>(docids, docids + n), deadline, cancel);
        Xapian::Query these(source->release());
        *out = new xs_query{Xapian::Query(0.0, these)};
    });
}

enum status
xs_query_watched(xs_query **out, xs_query *sub, uint64_t deadline,
                 const xs_flag *cancel, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        consumed c(&sub, 1);
        if (sub == nullptr)
            throw xs::failure{STATUS_INVALID, "a subquery is missing"};
        Xapian::Query q = watched(sub->query, deadline, cancel);
        /* Xapian makes one list of ANDs below each other, and would ask the
         * clock last; not so across a factor. */
        *out = new xs_query{Xapian::Query(0.0, q)};
    });
}

enum status
xs_query_recounted(xs_query **out, const struct xs_recount *recount,
                   struct error *err) noexcept
{
    return xs::guard(err, [&] {
        xs::check_term(recount->term, recount->len);
        if (!(recount->factor >= 0))
            throw xs::failure{STATUS_INVALID, "a weight below zero"};
        auto *source = new xs::recount_source(*recount);
        *out = new xs_query{Xapian::Query(source->release())};
    });
}

enum status
xs_query_scale(xs_query **out, xs_query *sub, double factor,
               struct error *err) noexcept
{
    return xs::guard(err, [&] {
        consumed c(&sub, 1);
        if (sub == nullptr)
            throw xs::failure{STATUS_INVALID, "a subquery is missing"};
        if (!(factor >= 0)) /* not a number included */
            throw xs::failure{STATUS_INVALID, "a weight below zero"};
        *out = new xs_query{Xapian::Query(factor, sub->query)};
    });
}

void
xs_query_free(xs_query *q) noexcept
{
    delete q;
}

enum status
xs_query_describe(const xs_query *q, char **out, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        std::string text = q->query.get_description();
        auto copy = xs::allocate<char>(text.size() + 1);
        std::memcpy(copy.get(), text.c_str(), text.size() + 1);
        *out = copy.release();
    });
}
