/* Matches gathered by group: the best of each, and how many there are. */
#ifndef SHIM_GROUPS_HH
#define SHIM_GROUPS_HH

#include <vector>

#include "shim/xs-internal.hh"

namespace xs
{

/* A spy that every match passes. Xapian's own collapsing is no way to it: its
 * counts are bounds, and it has to read a value of each match. */
class grouping : public Xapian::MatchSpy
{
  public:
    explicit grouping(const struct xs_search_params *p);
    void operator()(const Xapian::Document &doc, double weight) override;

    /* The best of the best p->limit groups, in the order of p->sort. total:
     * how many matches there must have been. */
    malloc_ptr<xs_result> best(uint64_t total);

  private:
    struct group {
        double weight;
        uint32_t docid; /* 0: no match yet */
        uint32_t count;
    };

    uint32_t key(uint32_t docid) const;
    bool beats(double weight, uint32_t docid, const group &other) const;

    const struct xs_search_params *params;
    /* One a code. Of many groups most have no match: pages of zeroes that are
     * never touched cost nothing. */
    malloc_ptr<group> groups;
    std::vector<uint32_t> found; /* codes that have a match */
    uint64_t total = 0;
};

} // namespace xs

#endif
