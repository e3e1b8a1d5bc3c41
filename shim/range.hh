/* Documents by a value that somebody else keeps of each. */
#ifndef SHIM_RANGE_HH
#define SHIM_RANGE_HH

#include <string>
#include <vector>

#include "shim/xs-internal.hh"

namespace xs
{

/* Docids whose value lies in one of some ranges, as a source of postings; those
 * of no document among them, so that it stands below a filter. Asked about a
 * document it reads one number, where an OR of as many terms as there are
 * months walks through all their lists. Local databases only. */
class range_source : public Xapian::PostingSource
{
  public:
    /* v is borrowed; r ascends. */
    range_source(const uint32_t *v, std::vector<xs_range> r, uint64_t d,
                 const xs_flag *c);

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
    bool matches(Xapian::docid did) const;

    const uint32_t *const values;
    const std::vector<xs_range> ranges;
    const uint64_t deadline;
    const xs_flag *const cancel;
    Xapian::docid at = 0, last = 0;
};

} // namespace xs

#endif
