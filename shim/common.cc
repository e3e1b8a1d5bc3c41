/* What the shim's files share: see xs-internal.hh. */
#include "config.h"

#include "shim/xs-internal.hh"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shim/guard.hh"

void
xs::check_term(const char *term, size_t len)
{
    if (len == 0)
        throw failure{STATUS_INVALID, "a term is empty"};
    if (len > TERM_MAX ||
        len + size_t(std::count(term, term + len, '\0')) > TERM_MAX)
        throw failure{STATUS_INVALID, "a term is longer than 245 bytes"};
}

void
xs::sync_path(const std::string &path)
{
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        throw Xapian::DatabaseError("cannot open " + path, errno);
    int rc = fsync(fd);
    int saved = errno;
    (void)close(fd);
    errno = saved;
    if (rc != 0)
        throw Xapian::DatabaseError("cannot sync " + path, saved);
}

static bool
has_file(const std::string &path)
{
    struct stat st;

    return stat(path.c_str(), &st) == 0 && st.st_size > 0;
}

/* Throws Xapian::FeatureUnavailableError where the table of terms by document
 * is not there. */
static void
try_termlists(const Xapian::Database &db)
{
    auto first = db.postlist_begin(std::string());

    if (first != db.postlist_end(std::string()))
        (void)db.termlist_begin(*first);
}

Xapian::Database
xs::open_whole(const std::string &dir)
{
    Xapian::Database db(dir, Xapian::DB_BACKEND_GLASS);

    if (db.get_doccount() == 0)
        return db;
    if (has_file(dir + "/position.glass") && !db.has_positions())
        throw Xapian::DatabaseError("cannot open " + dir + "/position.glass");
    if (has_file(dir + "/termlist.glass"))
        try_termlists(db);
    return db;
}

void
xs::make_folder(const char *dir)
{
    if (mkdir(dir, 0777) == 0)
        return;
    int saved = errno;
    std::string name(dir);
    if (saved != EEXIST) {
        name = "cannot create " + name;
        errno = saved;
        throw Xapian::DatabaseCreateError(name, saved);
    }
    /* Is it another writer's, or just in the way? */
    if (access((name + "/iamglass").c_str(), F_OK) == 0 &&
        Xapian::Database(name, Xapian::DB_BACKEND_GLASS).locked())
        throw Xapian::DatabaseLockError("another process is writing " + name);
    throw Xapian::InvalidArgumentError(name + " exists already");
}

const char *
xs_version(void) noexcept
{
    return Xapian::version_string();
}
