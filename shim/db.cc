/* Reading a database: its statistics, its terms and their postings. */
#include "config.h"

#include "shim/xs-internal.hh"

#include <cstring>
#include <vector>

#include "shim/guard.hh"

enum status
xs_db_open(xs_db **out, const char *dir, struct error *err) noexcept
{
    return xs::guard(err, [&] { *out = new xs_db{xs::open_whole(dir)}; });
}

void
xs_db_close(xs_db *db) noexcept
{
    delete db;
}

enum status
xs_db_has_positions(xs_db *db, bool *out, struct error *err) noexcept
{
    return xs::guard(err, [&] { *out = db->db.has_positions(); });
}

enum status
xs_db_stats(xs_db *db, struct xs_stats *out, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        struct xs_stats s = {};
        s.documents = db->db.get_doccount();
        s.last_docid = db->db.get_lastdocid();
        s.total_length = db->db.get_total_length();
        s.min_length = db->db.get_doclength_lower_bound();
        *out = s;
    });
}

enum status
xs_db_term(xs_db *db, const char *term, size_t len, uint32_t *df, uint64_t *cf,
           struct error *err) noexcept
{
    return xs::guard(err, [&] {
        xs::check_term(term, len);
        std::string t(term, len);
        Xapian::doccount documents = db->db.get_termfreq(t);
        *cf = db->db.get_collection_freq(t);
        *df = documents;
    });
}

enum status
xs_db_postings(xs_db *db, const char *term, size_t len,
               struct xs_postings **out, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        xs::check_term(term, len);
        std::string t(term, len);
        size_t n = db->db.get_termfreq(t);
        auto p = xs::allocate<xs_postings>(sizeof(xs_postings) +
                                           n * 2 * sizeof(uint32_t));
        p->n = n;
        p->docids = reinterpret_cast<uint32_t *>(p.get() + 1);
        p->wdfs = p->docids + n;
        size_t i = 0;
        Xapian::PostingIterator end = db->db.postlist_end(t);
        for (auto it = db->db.postlist_begin(t); it != end; ++it, ++i) {
            if (i == n)
                break;
            p->docids[i] = *it;
            p->wdfs[i] = it.get_wdf();
        }
        if (i != n)
            throw Xapian::DatabaseCorruptError(
                "a term has other postings than its frequency says");
        *out = p.release();
    });
}

void
xs_postings_free(struct xs_postings *p) noexcept
{
    free(p);
}

/* The terms as one block: the array, then the bytes that it points at. */
static xs::malloc_ptr<xs_terms>
flatten(const std::vector<std::pair<std::string, uint32_t>> &found)
{
    size_t bytes = 0;

    for (const auto &f : found)
        bytes += f.first.size() + 1;
    auto t = xs::allocate<xs_terms>(sizeof(xs_terms) +
                                    found.size() * sizeof(xs_term) + bytes);
    t->n = found.size();
    t->terms = reinterpret_cast<xs_term *>(t.get() + 1);
    char *text = reinterpret_cast<char *>(t->terms + t->n);
    for (size_t i = 0; i < t->n; i++) {
        const std::string &term = found[i].first;
        t->terms[i] = {text, term.size(), found[i].second};
        std::memcpy(text, term.c_str(), term.size() + 1);
        text += term.size() + 1;
    }
    return t;
}

enum status
xs_db_terms(xs_db *db, const char *prefix, size_t prefix_len, const char *after,
            size_t after_len, size_t max, struct xs_terms **out,
            struct error *err) noexcept
{
    return xs::guard(err, [&] {
        std::string head(prefix, prefix_len);
        std::string last(after, after_len);
        std::vector<std::pair<std::string, uint32_t>> found;
        auto it = db->db.allterms_begin(head);
        const auto end = db->db.allterms_end(head);
        if (!last.empty())
            it.skip_to(last);
        for (; it != end && found.size() < max; ++it)
            if (last.empty() || *it > last)
                found.emplace_back(*it, it.get_termfreq());
        *out = flatten(found).release();
    });
}

void
xs_terms_free(struct xs_terms *t) noexcept
{
    free(t);
}
