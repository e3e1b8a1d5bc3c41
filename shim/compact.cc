/* Compaction: several databases into one, small and in order. */
#include "config.h"

#include "shim/xs-internal.hh"

#include <cerrno>

#include <dirent.h>

#include "shim/guard.hh"

struct dir_close {
    void operator()(DIR *d) const noexcept
    {
        (void)closedir(d);
    }
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

enum status
xs_compact(const char *const *srcs, size_t n, const char *dest,
           struct error *err) noexcept
{
    return xs::guard(err, [&] {
        if (n == 0)
            throw xs::failure{STATUS_INVALID, "nothing to compact"};
        Xapian::Database all;
        for (size_t i = 0; i < n; i++)
            all.add_database(
                Xapian::Database(srcs[i], Xapian::DB_BACKEND_GLASS));
        xs::make_folder(dest);
        /* FULLER would save a little more, and has had bugs. */
        all.compact(dest, Xapian::Compactor::FULL);
        sync_folder(dest);
    });
}
