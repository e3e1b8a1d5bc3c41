/* Sets of docids: see docids.hh. */
#include "config.h"

#include "shim/docids.hh"

#include <algorithm>

#include "shim/watch.hh"

/* Steps between two looks at the clock: some 100 us. */
static constexpr unsigned DOCIDS_INTERVAL = 4096;

xs::docids_source::docids_source(std::vector<uint32_t> d, uint64_t end,
                                 const xs_flag *c)
    : docids(std::move(d)), deadline(end), cancel(c)
{
}

Xapian::doccount
xs::docids_source::get_termfreq_min() const
{
    return Xapian::doccount(docids.size());
}

Xapian::doccount
xs::docids_source::get_termfreq_est() const
{
    return Xapian::doccount(docids.size());
}

Xapian::doccount
xs::docids_source::get_termfreq_max() const
{
    return Xapian::doccount(docids.size());
}

void
xs::docids_source::init(const Xapian::Database &)
{
    at = docids.begin();
    started = false;
}

void
xs::docids_source::tick()
{
    if (++calls % DOCIDS_INTERVAL == 0)
        check_time(deadline, cancel);
}

void
xs::docids_source::next(double)
{
    tick();
    if (started)
        ++at;
    started = true;
}

void
xs::docids_source::skip_to(Xapian::docid did, double)
{
    tick();
    started = true;
    at = std::lower_bound(at, docids.end(), did);
}

bool
xs::docids_source::at_end() const
{
    return started && at == docids.end();
}

Xapian::docid
xs::docids_source::get_docid() const
{
    return *at;
}

std::string
xs::docids_source::get_description() const
{
    return std::to_string(docids.size()) + " docids";
}
