/* An address into a bound socket. */
#ifndef SEARCHD_BIND_H
#define SEARCHD_BIND_H

#include <stdbool.h>
#include <sys/types.h>

#include "common/error.h"

/* Connections that wait to be accepted: with 128, ten thousand connects took
 * 30 s by the kernel's one-second retries; with 512, 0.3 s. */
#define BIND_BACKLOG 512

struct bound {
    int fd; /* bound; non-blocking; -1: taken or released */
    bool is_tcp;
    bool adopted;  /* listening already, and not ours to remove */
    char *address; /* as clients write it, with the real port */
    dev_t dev;     /* of a Unix socket's file, to know it again */
    ino_t ino;
};

/* Binds address: a path (it holds a '/') or HOST:PORT. A socket file that
 * nobody answers at is replaced. STATUS_LOCKED: another searchd answers
 * there; STATUS_USAGE: malformed, or other machines reach it and allow_remote
 * is false; STATUS_IO: refused by the system. Sets the process's umask for a
 * moment: before other threads start. */
enum status bind_address(struct bound *out, const char *address,
                         bool allow_remote, struct error *err) WARN_UNUSED;

/* Whether bind_address could take it, as far as that shows without binding:
 * a socket's path that fits, an address that is the loopback's or may be
 * remote. names: also looks up the names of hosts, which may take seconds. */
enum status bind_check(const char *address, bool allow_remote, bool names,
                       struct error *err) WARN_UNUSED;

/* The same of a socket that a service manager listens on: fd is out's from
 * here on. STATUS_USAGE: it is no stream socket that listens, of the Unix or
 * an IP family, or other machines reach it and allow_remote is false; then fd
 * is still the caller's. */
enum status bind_adopt(struct bound *out, int fd, bool allow_remote,
                       struct error *err) WARN_UNUSED;

/* What libevent takes for listen's: 0 leaves an adopted socket the backlog
 * that it has. */
int bind_backlog(const struct bound *b);

/* Moves it out of b, which is nothing from here on. */
struct bound bind_take(struct bound *b);
/* Closes, removes the file if it is still the one that was made, frees. Of an
 * adopted one the manager still has its own. Of nothing a no-op. */
void bind_release(struct bound *b);

#endif
