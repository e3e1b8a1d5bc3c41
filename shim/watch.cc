/* The clock in a match: see watch.hh. */
#include "config.h"

#include "shim/watch.hh"

#include "shim/guard.hh"

extern "C" {
#include "common/clock.h"
}

void
xs::check_time(uint64_t deadline, const xs_flag *cancel)
{
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed))
        throw failure{STATUS_CANCELLED, "the search was cancelled"};
    if (deadline != 0 && clock_now() >= deadline)
        throw failure{STATUS_TIMEOUT, "the search took too long"};
}

void
xs::watch::tick()
{
    if (++calls % interval == 0)
        check_time(deadline, cancel);
}

Xapian::doccount
xs::watch::get_termfreq_min() const
{
    return db.get_doccount();
}

Xapian::doccount
xs::watch::get_termfreq_est() const
{
    return db.get_doccount();
}

Xapian::doccount
xs::watch::get_termfreq_max() const
{
    return db.get_doccount();
}

void
xs::watch::init(const Xapian::Database &database)
{
    db = database;
    it = db.postlist_begin(std::string());
    asked = 0;
    started = false;
}

void
xs::watch::next(double)
{
    tick();
    if (it != db.postlist_end(std::string())) {
        if (asked != 0)
            it.skip_to(asked + 1);
        else if (started)
            ++it;
    }
    asked = 0;
    started = true;
}

void
xs::watch::skip_to(Xapian::docid did, double)
{
    tick();
    asked = 0;
    started = true;
    if (it != db.postlist_end(std::string()))
        it.skip_to(did);
}

/* Whoever asks about a document has it from a list of documents. */
bool
xs::watch::check(Xapian::docid did, double)
{
    tick();
    asked = did;
    started = true;
    return true;
}

bool
xs::watch::at_end() const
{
    return asked == 0 && started && it == db.postlist_end(std::string());
}

Xapian::docid
xs::watch::get_docid() const
{
    return asked != 0 ? asked : *it;
}

std::string
xs::watch::get_description() const
{
    return "watch";
}
