/* Whole files, and the fsyncs that make them last. */
#ifndef COMMON_FILE_H
#define COMMON_FILE_H

#include <stddef.h>

#include "common/buf.h"
#include "common/error.h"

/* Appends all of fd, from its offset on, to out. More than max bytes:
 * STATUS_TOO_LARGE (out then holds the first part). name is for the
 * message. */
enum status file_read_fd(int fd, const char *name, size_t max, struct buf *out,
                         struct error *err) WARN_UNUSED;

/* Opens path (following symlinks), reads it as above. */
enum status file_read(const char *path, size_t max, struct buf *out,
                      struct error *err) WARN_UNUSED;

/* write(2) until all is written. */
enum status file_write_all(int fd, const char *name, const void *data,
                           size_t len, struct error *err) WARN_UNUSED;

/* Creates path (mode 0644, must not exist), writes, fsyncs, closes. The
 * folder is the caller's to sync. */
enum status file_create(const char *path, const void *data, size_t len,
                        struct error *err) WARN_UNUSED;

/* Copies a regular file to a path that must not exist (mode 0644), sharing
 * its blocks where the file system can. Not synced. */
enum status file_copy(const char *from, const char *to,
                      struct error *err) WARN_UNUSED;

/* fsync of a file or a folder by its path. */
enum status file_sync(const char *path, struct error *err) WARN_UNUSED;

/* Removes a folder with all it holds, never following a symlink; a folder
 * that does not exist is success. */
enum status file_remove_tree(const char *path, struct error *err) WARN_UNUSED;

#endif
