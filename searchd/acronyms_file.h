/* The acronyms that an administrator lists in a file:
 *
 *     # what ours stand for
 *     SEG = Strategic Estates Group
 *     MASH =
 *
 * A line without words after the sign says that the acronym stands for nothing:
 * it and its words are never taken for each other. */
#ifndef SEARCHD_ACRONYMS_FILE_H
#define SEARCHD_ACRONYMS_FILE_H

#include "common/arena.h"
#include "common/error.h"
#include "config/ini.h"
#include "engine/glossary.h"

/* Reads the file at path into *out, which lives in arena. What is wrong in a
 * line is noted, "FILE:LINE: what". Fails where it cannot be read, as
 * pairs_read, or is no regular file, which might keep the loop waiting:
 * STATUS_USAGE. */
enum status acronyms_file_read(struct glossary **out, struct arena *arena,
                               const char *path, struct ini_problems *problems,
                               struct error *err) WARN_UNUSED;

#endif
