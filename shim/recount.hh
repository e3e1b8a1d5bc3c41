/* A term of whose occurrences some count otherwise. */
#ifndef SHIM_RECOUNT_HH
#define SHIM_RECOUNT_HH

#include <string>
#include <vector>

#include "shim/xs-internal.hh"

namespace xs
{

/* The term's postings with another wdf, as a source of postings: a
 * Xapian::Weight does not learn which document it weighs. It weighs them
 * itself, by the formula of Xapian's BM25Weight. Local databases only. */
class recount_source : public Xapian::PostingSource
{
  public:
    explicit recount_source(const struct xs_recount &r);

    Xapian::doccount get_termfreq_min() const override;
    Xapian::doccount get_termfreq_est() const override;
    Xapian::doccount get_termfreq_max() const override;
    double get_weight() const override;
    void init(const Xapian::Database &database) override;
    void next(double) override;
    void skip_to(Xapian::docid did, double) override;
    bool at_end() const override;
    Xapian::docid get_docid() const override;
    std::string get_description() const override;

  private:
    void settle();

    const std::string term;
    const std::vector<uint32_t> docids, counts;
    const double factor, k1, b;
    const uint64_t deadline;
    const xs_flag *const cancel;

    Xapian::Database db;
    Xapian::PostingIterator it, end;
    bool started = false;
    size_t at = 0; /* first of docids not behind it */
    double tf = 0; /* of the document that it is at */
    double constant = 0, average = 1;
    unsigned calls = 0;
};

} // namespace xs

#endif
