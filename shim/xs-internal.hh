/* The bodies behind the opaque handles of xs.h, and what the shim's files
 * share. Handles are C++ objects, made by new and destroyed by delete. */
#ifndef SHIM_XS_INTERNAL_HH
#define SHIM_XS_INTERNAL_HH

#include <cstdlib>
#include <memory>
#include <string>

#include <xapian.h>

#include "shim/xs.h"

struct xs_db {
    Xapian::Database db;
};

struct xs_query {
    Xapian::Query query;
};

namespace xs
{

/* Glass limits a key to 255 bytes, and a term in it to 245. */
constexpr size_t TERM_MAX = 245;

/* Whether the length is one that glass takes: a zero byte is stored as two,
 * and Xapian would find that out only when it flushes, with the batch lost. */
void check_term(const char *term, size_t len);

/* fsync; a failure is thrown as Xapian::DatabaseError. */
void sync_path(const std::string &path);

/* Opens a database to read. Xapian takes a table that it cannot open, for want
 * of a descriptor or for an error of the disk, for one that is not there, and
 * would find no phrase any more: here that is a Xapian::DatabaseError. */
Xapian::Database open_whole(const std::string &dir);

/* mkdir(2) of a folder that must be new. */
void make_folder(const char *dir);

struct free_delete {
    void operator()(void *p) const noexcept
    {
        std::free(p);
    }
};

/* malloc'd memory, so that C code can free() it; owned until released. */
template <typename T> using malloc_ptr = std::unique_ptr<T, free_delete>;

template <typename T>
malloc_ptr<T>
allocate(size_t size)
{
    void *p = std::malloc(size);

    if (p == nullptr)
        throw std::bad_alloc();
    return malloc_ptr<T>(static_cast<T *>(p));
}

} // namespace xs

#endif
