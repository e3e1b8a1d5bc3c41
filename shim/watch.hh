/* Looking at the clock while a match runs. */
#ifndef SHIM_WATCH_HH
#define SHIM_WATCH_HH

#include <string>

#include "shim/xs-internal.hh"

namespace xs
{

/* Throws when time is up or whoever asked has gone; see xs_search_params. */
void check_time(uint64_t deadline, const xs_flag *cancel);

/* All documents, and a look at the clock on the way: as the right side of a
 * filter it is asked about each candidate. Xapian has no other way to end a
 * match early (Enquire's time limit does not, a MatchDecider comes only
 * after the positions were compared). */
class watch : public Xapian::PostingSource
{
  public:
    /* every: calls between two looks at the clock. */
    watch(uint64_t d, const xs_flag *c, unsigned every)
        : deadline(d), cancel(c), interval(every)
    {
    }
    Xapian::doccount get_termfreq_min() const override;
    Xapian::doccount get_termfreq_est() const override;
    Xapian::doccount get_termfreq_max() const override;
    void init(const Xapian::Database &database) override;
    void next(double) override;
    void skip_to(Xapian::docid did, double) override;
    bool check(Xapian::docid did, double) override;
    bool at_end() const override;
    Xapian::docid get_docid() const override;
    std::string get_description() const override;

  private:
    void tick();

    const uint64_t deadline;
    const xs_flag *const cancel;
    const unsigned interval;
    Xapian::Database db;
    Xapian::PostingIterator it;
    Xapian::docid asked = 0; /* about, without a look at the list */
    bool started = false;
    unsigned calls = 0;
};

} // namespace xs

#endif
