/* shim/guard.hh: every kind of exception becomes its status, none escapes. */
#include "config.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>

#include "shim/guard.hh"

#ifndef __has_feature /* gcc 12 says __SANITIZE_THREAD__ */
#define __has_feature(x) 0
#endif

/* While set, operator new counts and fails: guard must not need it. TSan's
 * own operator new cannot be replaced; there that part is left out. */
static bool memory_is_gone;
static int allocations;

#if !defined(__SANITIZE_THREAD__) && !__has_feature(thread_sanitizer)
#define REPLACES_NEW 1
#else
#define REPLACES_NEW 0
#endif

#if REPLACES_NEW
void *
operator new(size_t size)
{
    if (memory_is_gone) {
        allocations++;
        throw std::bad_alloc();
    }
    void *p = std::malloc(size != 0 ? size : 1);
    if (p == nullptr)
        throw std::bad_alloc();
    return p;
}

void
operator delete(void *p) noexcept
{
    std::free(p);
}

void
operator delete(void *p, size_t) noexcept
{
    std::free(p);
}
#endif

static int tests, failures;

static void
check(bool good, const char *name, const struct error *err)
{
    tests++;
    failures += !good;
    std::printf("%s %d - %s\n", good ? "ok" : "not ok", tests, name);
    if (!good)
        std::printf("# %s: %s\n", status_name(err->status), err->message);
}

/* What body throws must become this status and message. */
template <typename Body>
static void
expect(const char *name, enum status want, const char *message, Body body)
{
    struct error err = {};
    enum status got = xs::guard(&err, body);
    bool silent = xs::guard(nullptr, body) == want;

    check(got == want && err.status == want && silent &&
              std::strcmp(err.message, message) == 0,
          name, &err);
}

static void
xapian_errors_have_their_statuses()
{
    expect("corrupt", STATUS_CORRUPT, "m",
           [] { throw Xapian::DatabaseCorruptError("m"); });
    expect("version", STATUS_SCHEMA, "m",
           [] { throw Xapian::DatabaseVersionError("m"); });
    expect("lock", STATUS_LOCKED, "m",
           [] { throw Xapian::DatabaseLockError("m"); });
    expect("not found", STATUS_NOT_FOUND, "m",
           [] { throw Xapian::DatabaseNotFoundError("m"); });
    expect("opening", STATUS_NOT_FOUND, "m",
           [] { throw Xapian::DatabaseOpeningError("m"); });
    expect("modified", STATUS_CORRUPT, "m",
           [] { throw Xapian::DatabaseModifiedError("m"); });
    expect("closed", STATUS_IO, "m",
           [] { throw Xapian::DatabaseClosedError("m"); });
    expect("create", STATUS_IO, "m",
           [] { throw Xapian::DatabaseCreateError("m"); });
    expect("database", STATUS_IO, "m",
           [] { throw Xapian::DatabaseError("m"); });
    expect("invalid argument", STATUS_INVALID, "m",
           [] { throw Xapian::InvalidArgumentError("m"); });
    expect("range", STATUS_INVALID, "m", [] { throw Xapian::RangeError("m"); });
    expect("unimplemented", STATUS_INTERNAL, "m",
           [] { throw Xapian::UnimplementedError("m"); });
    expect("document not found", STATUS_NOT_FOUND, "m",
           [] { throw Xapian::DocNotFoundError("m"); });
}

static void
other_exceptions_have_theirs()
{
    expect("no memory", STATUS_NOMEM, "out of memory",
           [] { throw std::bad_alloc(); });
    expect("length", STATUS_INTERNAL, "long",
           [] { throw std::length_error("long"); });
    expect("an int", STATUS_INTERNAL, "an unknown exception", [] { throw 42; });
    expect("a C string", STATUS_INTERNAL, "an unknown exception",
           [] { throw "text"; });
    expect("our own", STATUS_TIMEOUT, "late", [] {
        throw xs::failure{STATUS_TIMEOUT, "late"};
    });
}

static void
the_system_s_reason_is_told()
{
    expect("a full disk", STATUS_IO, "m: No space left on device", [] {
        errno = ENOSPC;
        throw Xapian::DatabaseError("m");
    });
    expect("no right to open", STATUS_IO, "m: Permission denied", [] {
        errno = EACCES;
        throw Xapian::DatabaseOpeningError("m");
    });
    expect("a leftover is not", STATUS_IO, "m", [] {
        errno = EEXIST;
        throw Xapian::DatabaseError("m");
    });
    errno = ENOSPC;
    expect("an old one is not", STATUS_IO, "m",
           [] { throw Xapian::DatabaseError("m"); });
}

static void
messages_are_one_line_of_text_that_fits()
{
    struct error err = {};
    std::string text;

    for (int i = 0; i < 5000; i++)
        text += char(i % 256 != 0 ? i % 256 : 1);
    enum status got =
        xs::guard(&err, [&] { throw Xapian::InvalidArgumentError(text); });
    bool plain = true;
    for (const char *p = err.message; *p != '\0'; p++)
        plain = plain && *p >= 0x20 && *p < 0x7f;
    check(got == STATUS_INVALID && plain &&
              std::strlen(err.message) == sizeof(err.message) - 1,
          "5000 bytes of all kinds", &err);

    /* 300 bytes of two each, cut within one at byte 255. */
    text.clear();
    for (int i = 0; i < 150; i++)
        text += "\xc3\xa9";
    got = xs::guard(&err, [&] { throw std::runtime_error(text); });
    check(got == STATUS_INTERNAL && err.message[253] == '\xa9' &&
              err.message[254] == '?' && err.message[255] == '\0',
          "a character is not left half", &err);
}

static void
nothing_is_allocated_when_memory_is_gone()
{
    struct error err = {};

    /* The exception itself is thrown from memory that the run-time keeps
     * for it. */
    enum status got = xs::guard(&err, [] {
        memory_is_gone = true;
        std::string s(1000, 'x');
        (void)s;
    });
    memory_is_gone = false;
    check(got == STATUS_NOMEM && allocations == 1, "only the failing one",
          &err);

    const Xapian::DatabaseError ready("m");
    allocations = 0;
    got = xs::guard(&err, [&] {
        errno = ENOSPC;
        memory_is_gone = true;
        throw &ready; /* a pointer: copying it would allocate */
    });
    memory_is_gone = false;
    check(got == STATUS_INTERNAL && allocations == 0, "a pointer", &err);
}

static void
success_touches_nothing()
{
    struct error err = {STATUS_BUSY, 7, "before"};
    enum status got = xs::guard(&err, [] {});

    check(got == STATUS_OK && err.status == STATUS_BUSY && err.column == 7 &&
              std::strcmp(err.message, "before") == 0,
          "success", &err);
}

int
main()
{
    xapian_errors_have_their_statuses();
    other_exceptions_have_theirs();
    the_system_s_reason_is_told();
    messages_are_one_line_of_text_that_fits();
    if (REPLACES_NEW)
        nothing_is_allocated_when_memory_is_gone();
    success_touches_nothing();
    std::printf("1..%d\n", tests);
    return failures != 0;
}
