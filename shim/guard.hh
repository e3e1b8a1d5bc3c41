/* The one place where an exception becomes a status: every extern "C" body
 * of the shim is `return xs::guard(err, [&] { ... });`, and no other file of
 * the tree catches. Nothing here allocates, because what is being reported
 * may be that memory is gone. */
#ifndef SHIM_GUARD_HH
#define SHIM_GUARD_HH

#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <string>

#include <xapian.h>

#include "common/error.h"

namespace xs
{

/* What the shim itself throws where no class of Xapian's says it. text is a
 * literal. */
struct failure {
    enum status status;
    const char *text;
};

inline enum status
report(struct error *err, enum status status, const Xapian::Error &e)
{
    /* get_description() and get_error_string() would allocate. */
    return error_set(err, status, "%s", e.get_msg().c_str());
}

/* Xapian keeps the errno of a failed call to itself; guard cleared the
 * global one, and if it is now one of a full or failing disk, or of a right
 * or a resource that is missing, it is the cause. Others may be leftovers of
 * calls that failed without harm. */
inline const char *
system_cause(int saved)
{
    switch (saved) {
    case EACCES:
    case EDQUOT:
    case EFBIG:
    case EIO:
    case EMFILE:
    case ENFILE:
    case ENOSPC:
    case EPERM:
    case EROFS:
        return strerrordesc_np(saved);
    default:
        return nullptr;
    }
}

inline enum status
report_system(struct error *err, enum status status, const Xapian::Error &e,
              int saved)
{
    const char *cause = system_cause(saved);

    if (cause == nullptr)
        return report(err, status, e);
    return error_set(err, STATUS_IO, "%s: %s", e.get_msg().c_str(), cause);
}

/* The exception being handled as a status; derived classes stand before
 * those they derive from. */
inline enum status
translate(struct error *err, int saved) noexcept
{
    try {
        throw;
    } catch (const failure &e) {
        return error_set(err, e.status, "%s", e.text);
    } catch (const Xapian::DatabaseCorruptError &e) {
        return report(err, STATUS_CORRUPT, e);
    } catch (const Xapian::DatabaseVersionError &e) {
        return report(err, STATUS_SCHEMA, e);
    } catch (const Xapian::DatabaseLockError &e) {
        return report(err, STATUS_LOCKED, e);
    } catch (const Xapian::DatabaseOpeningError &e) {
        /* DatabaseNotFoundError is one of these. */
        return report_system(err, STATUS_NOT_FOUND, e, saved);
    } catch (const Xapian::DatabaseModifiedError &e) {
        /* A generation is never written again: somebody did. */
        return report(err, STATUS_CORRUPT, e);
    } catch (const Xapian::DatabaseError &e) {
        return report_system(err, STATUS_IO, e, saved);
    } catch (const Xapian::FeatureUnavailableError &e) {
        /* A table that could not be opened: see open_whole(). */
        return report_system(err, STATUS_IO, e, saved);
    } catch (const Xapian::InvalidArgumentError &e) {
        return report(err, STATUS_INVALID, e);
    } catch (const Xapian::DocNotFoundError &e) {
        return report(err, STATUS_NOT_FOUND, e);
    } catch (const Xapian::RangeError &e) {
        return report(err, STATUS_INVALID, e);
    } catch (const Xapian::Error &e) {
        return report(err, STATUS_INTERNAL, e);
    } catch (const std::bad_alloc &) {
        return error_set(err, STATUS_NOMEM, "out of memory");
    } catch (const std::exception &e) {
        return error_set(err, STATUS_INTERNAL, "%s", e.what());
    } catch (...) {
        return error_set(err, STATUS_INTERNAL, "an unknown exception");
    }
}

template <typename Body>
enum status
guard(struct error *err, Body body) noexcept
{
    errno = 0;
    try {
        body();
        return STATUS_OK;
    } catch (...) {
        return translate(err, errno);
    }
}

} // namespace xs

#endif
