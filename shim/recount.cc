/* Terms counted otherwise: see recount.hh. */
#include "config.h"

#include "shim/recount.hh"

#include <algorithm>
#include <cmath>

#include "shim/watch.hh"

/* Postings between two looks at the clock: some ten microseconds. */
static constexpr unsigned RECOUNT_INTERVAL = 256;

xs::recount_source::recount_source(const struct xs_recount &r)
    : term(r.term, r.len), docids(r.docids, r.docids + r.n),
      counts(r.counts, r.counts + r.n), factor(r.factor), k1(r.k1), b(r.b),
      deadline(r.deadline), cancel(r.cancel)
{
}

Xapian::doccount
xs::recount_source::get_termfreq_min() const
{
    return 0;
}

Xapian::doccount
xs::recount_source::get_termfreq_est() const
{
    return db.get_termfreq(term);
}

Xapian::doccount
xs::recount_source::get_termfreq_max() const
{
    return db.get_termfreq(term);
}

void
xs::recount_source::init(const Xapian::Database &database)
{
    db = database;
    it = db.postlist_begin(term);
    end = db.postlist_end(term);
    started = false;
    at = 0;
    average = std::max(db.get_avlength(), 1e-9);
    double n = db.get_doccount(), df = db.get_termfreq(term);
    double odds = (n - df + 0.5) / (df + 0.5);
    constant = std::log(odds < 2 ? odds * 0.5 + 1 : odds) * (k1 + 1);
    set_maxweight(constant);
}

/* On to the first posting from here on that is worth something. */
void
xs::recount_source::settle()
{
    for (; it != end; ++it) {
        if (++calls % RECOUNT_INTERVAL == 0)
            check_time(deadline, cancel);
        auto from = docids.begin() + std::ptrdiff_t(at);
        at = size_t(std::lower_bound(from, docids.end(), *it) - docids.begin());
        double wdf = it.get_wdf();
        double other =
            at < docids.size() && docids[at] == *it ? counts[at] : 0.0;
        tf = wdf - other + factor * other;
        if (tf > 0)
            break;
    }
}

double
xs::recount_source::get_weight() const
{
    double length = it.get_doclength() / average;

    return constant * tf / (tf + k1 * (1 - b + b * length));
}

void
xs::recount_source::next(double)
{
    if (started && it != end)
        ++it;
    started = true;
    settle();
}

void
xs::recount_source::skip_to(Xapian::docid did, double)
{
    started = true;
    if (it != end)
        it.skip_to(did);
    settle();
}

bool
xs::recount_source::at_end() const
{
    return started && it == end;
}

Xapian::docid
xs::recount_source::get_docid() const
{
    return *it;
}

std::string
xs::recount_source::get_description() const
{
    return "recount(" + term + ")";
}
