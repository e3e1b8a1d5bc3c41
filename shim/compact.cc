/* Compaction: several databases into one, small and in order. */
#include "config.h"

#include "shim/xs-internal.hh"

#include <cerrno>

#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "shim/guard.hh"

struct dir_close {
    void operator()(DIR *d) const noexcept
    {
        (void)closedir(d);
    }
};

/* Xapian 1.4.22 syncs the tables that it has compacted and does not look at
 * what comes of it; and an error of the disk is told only once to those who
 * open a file after it. A folder opened before the compaction hears of it all
 * the same: since Linux 5.8 syncfs(2) fails where anything of the file system
 * could not be written since then. */
class witness
{
  public:
    explicit witness(const std::string &folder)
        : path(folder), fd(open(folder.c_str(), O_RDONLY | O_CLOEXEC))
    {
        if (fd < 0)
            throw Xapian::DatabaseError("cannot open " + path, errno);
    }
    ~witness()
    {
        (void)close(fd);
    }
    witness(const witness &) = delete;
    witness &operator=(const witness &) = delete;
    void check() const
    {
        if (syncfs(fd) != 0)
            throw Xapian::DatabaseError("cannot sync " + path, errno);
    }

  private:
    std::string path;
    int fd;
};

/* fsyncs what is in dir, then dir. */
static void
sync_folder(const std::string &dir)
{
    std::unique_ptr<DIR, dir_close> d(opendir(dir.c_str()));

    if (!d)
        throw Xapian::DatabaseError("cannot open " + dir, errno);
    while (const struct dirent *e = readdir(d.get()))
        if (e->d_name[0] != '.')
            xs::sync_path(dir + "/" + e->d_name);
    xs::sync_path(dir);
}

/* How many terms and positions a document has. */
static std::pair<size_t, size_t>
weigh(const Xapian::Database &db, Xapian::docid did)
{
    size_t terms = 0, positions = 0;

    for (auto it = db.termlist_begin(did); it != db.termlist_end(did); ++it) {
        terms++;
        positions += it.positionlist_count();
    }
    return {terms, positions};
}

/* Compaction opens the tables anew, and leaves out what it cannot open: see
 * open_whole. So of each source the last document is looked for in what came
 * out. Docids go on from source to source. */
static void
compare(const std::vector<Xapian::Database> &sources, const std::string &dest)
{
    Xapian::Database merged = xs::open_whole(dest);
    Xapian::docid base = 0;

    for (const auto &source : sources) {
        Xapian::docid last = source.get_lastdocid();
        if (source.get_doccount() > 0 &&
            weigh(source, last) != weigh(merged, base + last))
            throw Xapian::DatabaseError("a table was not merged into " + dest);
        base += last;
    }
}

enum status
xs_compact(const char *const *srcs, size_t n, const char *dest, bool durable,
           struct error *err) noexcept
{
    return xs::guard(err, [&] {
        if (n == 0)
            throw xs::failure{STATUS_INVALID, "nothing to compact"};
        Xapian::Database all;
        std::vector<Xapian::Database> sources;
        for (size_t i = 0; i < n; i++) {
            sources.push_back(xs::open_whole(srcs[i]));
            all.add_database(sources.back());
        }
        xs::make_folder(dest);
        witness disk(dest);
        /* FULLER would save a little more, and has had bugs. */
        all.compact(dest, Xapian::Compactor::FULL);
        compare(sources, dest);
        if (durable) {
            sync_folder(dest);
            disk.check();
        }
    });
}
