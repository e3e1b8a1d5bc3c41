/* Ranges of values: see range.hh. */
#include "config.h"

#include "shim/range.hh"

#include <algorithm>

#include "shim/watch.hh"

/* Docids passed over between two looks at the clock: some 10 us. */
static constexpr Xapian::docid RANGE_INTERVAL = 4096;

xs::range_source::range_source(const uint32_t *v, std::vector<xs_range> r,
                               uint64_t d, const xs_flag *c)
    : values(v), ranges(std::move(r)), deadline(d), cancel(c)
{
}

Xapian::doccount
xs::range_source::get_termfreq_min() const
{
    return 0;
}

/* As many as there are, so that everything else is asked first. */
Xapian::doccount
xs::range_source::get_termfreq_est() const
{
    return last;
}

Xapian::doccount
xs::range_source::get_termfreq_max() const
{
    return last;
}

void
xs::range_source::init(const Xapian::Database &database)
{
    last = database.get_lastdocid();
    at = 0;
}

bool
xs::range_source::matches(Xapian::docid did) const
{
    auto after = std::upper_bound(
        ranges.begin(), ranges.end(), values[did],
        [](uint32_t value, const xs_range &r) { return value < r.from; });

    return after != ranges.begin() && values[did] <= (after - 1)->to;
}

void
xs::range_source::next(double weight)
{
    skip_to(at + 1, weight);
}

void
xs::range_source::skip_to(Xapian::docid did, double)
{
    for (at = std::max(at, did); at <= last && !matches(at); at++)
        if (at % RANGE_INTERVAL == 0)
            check_time(deadline, cancel);
}

bool
xs::range_source::check(Xapian::docid did, double)
{
    at = std::max(at, did);
    return at > last || matches(at);
}

bool
xs::range_source::at_end() const
{
    return at > last;
}

Xapian::docid
xs::range_source::get_docid() const
{
    return at;
}

std::string
xs::range_source::get_description() const
{
    return "range " + std::to_string(ranges.front().from) + ".." +
           std::to_string(ranges.back().to);
}
