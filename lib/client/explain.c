/* Reasons and remedies: see explain.h. */
#include "config.h"

#include "client/explain.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/sc.h"
#include "common/xalloc.h"

/* Where systemd looks for units; not all of them, but those of packages, of
 * administrators and of a `make install`. */
static const char *const unit_folders[] = {
    "/etc/systemd/system", "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system", "/lib/systemd/system"};

/* Whether systemd runs here and has the daemon's socket. */
static bool
has_unit(void)
{
    bool found = false;

    if (access("/run/systemd/system", F_OK) != 0)
        return false;
    for (size_t i = 0;
         i < sizeof(unit_folders) / sizeof(unit_folders[0]) && !found; i++) {
        char *path = xasprintf("%s/" SEARCHD_NAME ".socket", unit_folders[i]);
        found = access(path, F_OK) == 0;
        free(path);
    }
    return found;
}

static enum status
explain_absent(const char *address, struct error *err)
{
    if (strcmp(address, SC_DEFAULT_ADDRESS) == 0 && has_unit())
        return error_set(
            err, STATUS_NOT_FOUND,
            "no daemon at %s: start it with \"systemctl start " SEARCHD_NAME
            ".socket\" (as root)",
            address);
    return error_set(err, STATUS_NOT_FOUND,
                     "no daemon at %s: start it with \"" SEARCHD_NAME
                     " --index DIR --listen %s\"",
                     address, address);
}

/* Whether the system's files have the user in the group, whatever this
 * session has. */
static bool
is_member(const struct group *group, const char *user)
{
    for (char *const *m = group->gr_mem; *m != NULL; m++)
        if (strcmp(*m, user) == 0)
            return true;
    return false;
}

/* EACCES: whose is the socket? */
static enum status
explain_denied(const char *path, struct error *err)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return error_set(err, STATUS_IO,
                         "permission denied on %s: a folder above it is closed "
                         "to you",
                         path);
    if ((st.st_mode & S_IWGRP) == 0)
        return error_set(err, STATUS_IO,
                         "permission denied on %s: it is for its owner alone "
                         "(user number %lu)",
                         path, (unsigned long)st.st_uid);
    const struct passwd *passwd = getpwuid(geteuid());
    char *user = passwd != NULL ? xstrdup(passwd->pw_name)
                                : xasprintf("#%lu", (unsigned long)geteuid());
    const struct group *group = getgrgid(st.st_gid);
    enum status status;
    if (group == NULL)
        status = error_set(err, STATUS_IO,
                           "permission denied on %s: it is for members of the "
                           "group number %lu, which has no name here",
                           path, (unsigned long)st.st_gid);
    else if (is_member(group, user))
        status = error_set(err, STATUS_IO,
                           "permission denied on %s: it is for members of the "
                           "group %s; %s is one, but was not yet when this "
                           "session began: log in again",
                           path, group->gr_name, user);
    else
        status = error_set(err, STATUS_IO,
                           "permission denied on %s: it is for members of the "
                           "group %s (as root: usermod -aG %s %s, then log in "
                           "again)",
                           path, group->gr_name, group->gr_name, user);
    free(user);
    return status;
}

/* Whether a path's folder is there: without it the daemon was not just
 * here. */
static bool
has_folder(const char *path)
{
    char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    struct stat st;

    slash[slash == folder ? 1 : 0] = '\0';
    bool there = stat(folder, &st) == 0 && S_ISDIR(st.st_mode);
    free(folder);
    return there;
}

enum status
explain_connect(const char *address, enum retry_why *why, struct error *err)
{
    switch (errno) {
    case ENOENT:
        if (has_folder(address))
            *why = RETRY_ABSENT;
        return explain_absent(address, err);
    case ENOTDIR:
        return explain_absent(address, err);
    case ECONNREFUSED:
        *why = RETRY_ABSENT;
        return explain_absent(address, err);
    case EACCES:
    case EPERM:
        return explain_denied(address, err);
    case EAGAIN: /* a Unix socket whose queue is full */
        *why = RETRY_FULL;
        return error_set(err, STATUS_BUSY,
                         "the daemon at %s has no room for another "
                         "connection: try again",
                         address);
    case ECONNRESET:
        *why = RETRY_UNMET;
        break;
    default:
        break;
    }
    return error_set_errno(err, STATUS_IO, "cannot connect to %s", address);
}
