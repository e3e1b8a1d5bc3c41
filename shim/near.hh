/* Words near each other, looked at document by document. */
#ifndef SHIM_NEAR_HH
#define SHIM_NEAR_HH

#include <string>
#include <vector>

#include "shim/xs-internal.hh"

namespace xs
{

/* Positions of one word in a document, ascending. */
using positions = std::vector<Xapian::termpos>;

/* The documents in which the words stand near each other, each at a position
 * of its own, as a source of postings. Xapian's OP_NEAR does not do: where two
 * words can be at one position (a word and a prefix of it), it gives up as
 * soon as one of them has no other position left, though the other has. It is
 * asked about single documents where others restrict more, so it stands below
 * a filter; alone it looks at all of them. Local databases only. */
class near_source : public Xapian::PostingSource
{
  public:
    near_source(const std::vector<std::vector<std::string>> &w, uint32_t s,
                uint64_t d, const xs_flag *c);

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
    /* A term of a word, and where its postings have come to. */
    struct cursor {
        std::string term;
        Xapian::PostingIterator at, end;
    };

    void settle();
    bool matches(Xapian::docid did);
    bool read(std::vector<cursor> &word, Xapian::docid did, positions *out);
    bool near();
    void tick();

    std::vector<std::vector<std::string>> words; /* different ones */
    std::vector<size_t> word_of;                 /* the i-th that is wanted */
    std::vector<size_t> times; /* each different one is wanted */
    const uint32_t span;
    const uint64_t deadline;
    const xs_flag *const cancel;

    Xapian::Database db;
    /* By different word; its positions are those of one document. */
    std::vector<std::vector<cursor>> cursors;
    std::vector<positions> found;
    Xapian::PostingIterator it; /* over all documents */
    bool started = false;
    unsigned calls = 0;
};

} // namespace xs

#endif
