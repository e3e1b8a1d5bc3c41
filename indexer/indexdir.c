/* The index directory: see indexdir.h. */
#include "config.h"

#include "indexer/indexdir.h"

#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/lock.h"
#include "store/schema.h"

/* Whether a name is one that an empty file system has, or a hidden one. */
static bool
is_harmless(const char *name)
{
    return name[0] == '.' || strcmp(name, "lost+found") == 0;
}

static enum status
check_contents(const char *index, struct error *err)
{
    bool ours = false, others = false;
    const struct dirent *d;
    DIR *dir = opendir(index);

    if (dir == NULL)
        return error_set_errno(err, STATUS_IO, "cannot open %s", index);
    errno = 0;
    while ((d = readdir(dir)) != NULL) {
        if (strcmp(d->d_name, SCHEMA_LOCK) == 0 ||
            strcmp(d->d_name, SCHEMA_CURRENT) == 0)
            ours = true;
        else if (!is_harmless(d->d_name))
            others = true;
    }
    int saved = errno;
    (void)closedir(dir);
    errno = saved;
    if (saved != 0)
        return error_set_errno(err, STATUS_IO, "cannot read %s", index);
    if (others && !ours)
        return error_set(err, STATUS_USAGE,
                         "%s holds other things and no index; give --index a "
                         "directory of its own",
                         index);
    return STATUS_OK;
}

/* What root makes in a service's index, the service cannot write or clear away
 * any more: a run by hand would end those of every night. */
static enum status
check_owner(const char *index, struct error *err)
{
    struct stat st;

    if (geteuid() != 0 || stat(index, &st) != 0 || st.st_uid == 0)
        return STATUS_OK;
    const struct passwd *owner = getpwuid(st.st_uid);
    if (owner == NULL)
        return error_set(err, STATUS_USAGE,
                         "%s belongs to the user %lu, who could not go on with "
                         "what root makes there: run it as that user",
                         index, (unsigned long)st.st_uid);
    return error_set(
        err, STATUS_USAGE,
        "%s belongs to the user %s, who could not go on with what "
        "root makes there: run it as runuser -u %s -- " INDEXER_NAME
        " ..., or start its service",
        index, owner->pw_name, owner->pw_name);
}

/* Makes it, so that it lasts: the first generation is of no use in a folder
 * that a power cut takes away. */
static enum status
make(const char *index, struct error *err)
{
    if (mkdir(index, 0755) != 0)
        return errno == EEXIST
                   ? STATUS_OK
                   : error_set_errno(err, STATUS_IO, "cannot make %s", index);
    char *parent = xasprintf("%s/..", index);
    enum status status = STATUS_OK;
    if (access(parent, R_OK) == 0)
        status = file_sync(parent, err);
    free(parent);
    return status;
}

enum status
indexdir_look(const char *index, struct error *err)
{
    struct stat st;

    if (stat(index, &st) == 0) {
        enum status status = check_owner(index, err);
        return status == STATUS_OK ? check_contents(index, err) : status;
    }
    if (errno != ENOENT)
        return error_set_errno(err, STATUS_IO, "cannot look at %s", index);
    char *parent = xstrdup(index);
    size_t len = strlen(parent);
    while (len > 1 && parent[len - 1] == '/')
        parent[--len] = '\0';
    char *slash = strrchr(parent, '/');
    if (slash != NULL)
        slash[slash == parent] = '\0';
    enum status status = STATUS_OK;
    if (stat(slash != NULL ? parent : ".", &st) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot make %s", index);
    free(parent);
    return status;
}

enum status
indexdir_open(int *lock, const char *index, struct error *err)
{
    enum status status = make(index, err);
    if (status == STATUS_OK)
        status = check_owner(index, err);
    if (status == STATUS_OK)
        status = check_contents(index, err);
    if (status == STATUS_OK)
        status = lock_take(lock, index, err);
    return status;
}
