/* Writing a database: one big transaction from commit to commit, so that
 * closing without commit discards (the destructor of a WritableDatabase
 * outside a transaction would commit, and hide any failure). Xapian flushes
 * within a transaction as it does without, so memory stays bounded. */
#include "config.h"

#include "shim/xs-internal.hh"

#include "shim/guard.hh"

struct xs_writer {
    xs_writer(const char *path, int action)
        : dir(path), db(dir, action | Xapian::DB_BACKEND_GLASS),
          synced((action & Xapian::DB_NO_SYNC) == 0)
    {
        db.begin_transaction();
    }

    std::string dir;
    Xapian::WritableDatabase db;
    Xapian::Document doc; /* the one being built */
    bool synced;          /* what is committed lasts */
    bool failed = false;  /* what was pending is lost: of no more use */
};

/* Marks the writer as failed unless the operation that it spans succeeds. */
class attempt
{
  public:
    explicit attempt(xs_writer *writer) : w(writer)
    {
        if (w->failed)
            throw xs::failure{STATUS_IO,
                              "an earlier write to this database failed"};
        w->failed = true;
    }
    void succeeded()
    {
        w->failed = false;
    }

  private:
    xs_writer *w;
};

enum status
xs_writer_open(xs_writer **out, const char *dir, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        xs::make_folder(dir);
        *out = new xs_writer(dir, Xapian::DB_CREATE);
    });
}

enum status
xs_writer_open_scratch(xs_writer **out, const char *dir,
                       struct error *err) noexcept
{
    return xs::guard(err, [&] {
        xs::make_folder(dir);
        *out = new xs_writer(dir, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    });
}

enum status
xs_writer_open_existing(xs_writer **out, const char *dir,
                        struct error *err) noexcept
{
    return xs::guard(err, [&] { *out = new xs_writer(dir, Xapian::DB_OPEN); });
}

void
xs_writer_close(xs_writer *w) noexcept
{
    delete w;
}

enum status
xs_writer_term(xs_writer *w, const char *term, size_t len, uint32_t wdf,
               struct error *err) noexcept
{
    return xs::guard(err, [&] {
        xs::check_term(term, len);
        w->doc.add_term(std::string(term, len), wdf);
    });
}

enum status
xs_writer_posting(xs_writer *w, const char *term, size_t len, uint32_t pos,
                  uint32_t wdf, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        xs::check_term(term, len);
        w->doc.add_posting(std::string(term, len), pos, wdf);
    });
}

enum status
xs_writer_add(xs_writer *w, uint32_t *docid, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        attempt a(w);
        Xapian::docid did = w->db.add_document(w->doc);
        w->doc = Xapian::Document();
        a.succeeded();
        *docid = did;
    });
}

enum status
xs_writer_delete(xs_writer *w, uint32_t docid, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        attempt a(w);
        w->db.delete_document(docid);
        a.succeeded();
    });
}

enum status
xs_writer_commit(xs_writer *w, struct error *err) noexcept
{
    return xs::guard(err, [&] {
        attempt a(w);
        w->db.commit_transaction();
        /* Xapian renames its version file into place and leaves the rename
         * to the file system: lost in a power cut, it takes blocks of the
         * old revision with it. */
        if (w->synced)
            xs::sync_path(w->dir);
        w->db.begin_transaction();
        a.succeeded();
    });
}
