/* A set of docids that somebody else found. */
#ifndef SHIM_DOCIDS_HH
#define SHIM_DOCIDS_HH

#include <string>
#include <vector>

#include "shim/xs-internal.hh"

namespace xs
{

/* The documents of these docids, which ascend, as a source of postings without
 * weight. Local databases only. */
class docids_source : public Xapian::PostingSource
{
  public:
    docids_source(std::vector<uint32_t> d, uint64_t deadline,
                  const xs_flag *cancel);

    Xapian::doccount get_termfreq_min() const override;
    Xapian::doccount get_termfreq_est() const override;
    Xapian::doccount get_termfreq_max() const override;
    void init(const Xapian::Database &database) override;
    void next(double) override;
    void skip_to(Xapian::docid did, double) override;
    bool at_end() const override;
    Xapian::docid get_docid() const override;
    std::string get_description() const override;

  private:
    void tick();

    const std::vector<uint32_t> docids;
    const uint64_t deadline;
    const xs_flag *const cancel;
    std::vector<uint32_t>::const_iterator at;
    bool started = false;
    unsigned calls = 0;
};

} // namespace xs

#endif
