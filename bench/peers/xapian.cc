// Plain libxapian, in this process: as its documentation teaches it. It is
// what the ratios are ratios to, so nothing here is tuned.
#include "config.h"

#include <xapian.h>

#include <cstdlib>
#include <err.h>
#include <string>

#include "bench/peers/drive.h"
#include "bench/peers/rows.h"

namespace
{
constexpr Xapian::valueno YEAR_SLOT = 0;
constexpr unsigned SNIPPET_BYTES = 200;

struct Handle {
    Xapian::Database db;
    Xapian::Stem stem{"english"};
};

// How: `raw`, or nothing, has stems alone, which the queries are put to;
// `plain` has words and stems, the terms that this project's index has, too.
void
make_index(const char *index, const char *folder, const char *how)
{
    bool plain = how != nullptr && std::string(how) == "plain";
    Xapian::WritableDatabase db(index, Xapian::DB_CREATE_OR_OVERWRITE |
                                           Xapian::DB_BACKEND_GLASS);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("english"));
    generator.set_stemming_strategy(plain ? Xapian::TermGenerator::STEM_SOME
                                          : Xapian::TermGenerator::STEM_ALL_Z);
    struct rows *rows = rows_open(folder);
    struct row row;
    while (rows_next(rows, &row)) {
        Xapian::Document document;
        std::string text(row.text, row.len);
        document.set_data(text);
        document.add_value(YEAR_SLOT, std::to_string(row.year));
        generator.set_document(document);
        generator.index_text(text);
        db.replace_document(row.number, document);
    }
    rows_close(rows);
    db.commit();
}

void *
open_index(const char *index, const char *)
{
    auto *handle = new Handle;
    handle->db = Xapian::Database(index, Xapian::DB_BACKEND_GLASS);
    return handle;
}

void
close_index(void *handle)
{
    delete static_cast<Handle *>(handle);
}

Xapian::Query
make_query(const Handle &handle, const struct question &q)
{
    std::string terms[DRIVE_WORDS];
    for (uint32_t i = 0; i < q.n; i++)
        terms[i] = "Z" + handle.stem(q.word[i]);
    Xapian::Query::op op = q.how == DRIVE_PHRASE ? Xapian::Query::OP_PHRASE
                           : q.how == DRIVE_ANY  ? Xapian::Query::OP_OR
                                                 : Xapian::Query::OP_AND;
    return Xapian::Query(op, terms, terms + q.n,
                         op == Xapian::Query::OP_PHRASE ? q.n : 0);
}

void
search(Handle &handle, const struct question &q, struct outcome *out)
{
    Xapian::Enquire enquire(handle.db);
    Xapian::ValueCountMatchSpy years(YEAR_SLOT);
    enquire.set_query(make_query(handle, q));
    enquire.add_matchspy(&years);
    Xapian::MSet found =
        enquire.get_mset(0, DRIVE_HITS, handle.db.get_doccount());
    out->total = found.get_matches_estimated(); // exact: all were checked
    for (auto i = years.values_begin(); i != years.values_end(); ++i)
        out->year[std::stoul(*i) - DRIVE_YEAR_FIRST] = i.get_termfreq();
    for (auto i = found.begin(); i != found.end(); ++i) {
        out->hit[out->n_hits++] = *i;
        out->snippets += found
                             .snippet(i.get_document().get_data(),
                                      SNIPPET_BYTES, handle.stem)
                             .size();
    }
}

// An exception ends the program, as what is wrong in an index should.
[[noreturn]] void
fail(const Xapian::Error &error)
{
    errx(1, "%s", error.get_description().c_str());
}

void
index_or_fail(const char *index, const char *folder, const char *how)
{
    try {
        make_index(index, folder, how);
    } catch (const Xapian::Error &error) {
        fail(error);
    }
}

void
ask(void *handle, const struct question *q, struct outcome *out)
{
    try {
        search(*static_cast<Handle *>(handle), *q, out);
    } catch (const Xapian::Error &error) {
        fail(error);
    }
}
} // namespace

extern "C" const struct peer peer = {index_or_fail, open_index, ask,
                                     close_index};
