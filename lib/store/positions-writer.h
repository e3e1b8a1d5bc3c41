/* Writing the file `positions`: words as they are met, unit by unit; of an
 * update also the lists of the generation before, without the units that have
 * gone. All is merged word by word, so that memory is bounded: with what waits
 * to be merged, and of an update a bit for each docid. Units that the store has
 * as gaps must not be added. */
#ifndef STORE_POSITIONS_WRITER_H
#define STORE_POSITIONS_WRITER_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "store/positions.h"

struct positions_writer;

/* Memory for what waits: the words of some 60,000 paragraphs, so that a million
 * of them makes 20 runs to be merged. Half of it, or four times as much, takes
 * the same time. */
#define POSITIONS_BYTES ((size_t)32 << 20)

/* Creates the file in dir, an existing folder that has none. bytes:
 * POSITIONS_BYTES, or less in tests. old, which is borrowed, has the lists to
 * begin with; NULL: there are none. */
enum status positions_writer_open(struct positions_writer **out,
                                  const char *dir, size_t bytes,
                                  const struct store *old,
                                  struct error *err) WARN_UNUSED;
/* Frees; what was not finished is rubbish in dir. NULL is a no-op. */
void positions_writer_close(struct positions_writer *w);

/* Units docid..docid + n - 1 of old have gone. */
void positions_writer_gone(struct positions_writer *w, uint32_t docid,
                           uint32_t n);

/* A word of a new unit: see inverter_add. Docids are above those of old. */
enum status positions_writer_add(struct positions_writer *w,
                                 enum positions_zone zone, const char *form,
                                 size_t len, uint32_t docid, uint32_t n,
                                 uint32_t pos, struct error *err) WARN_UNUSED;

struct positions_word {
    const char *form; /* valid until the next; NULL: there are no more */
    const char *stem; /* as old has it; NULL: it has not */
    uint32_t df;      /* units whose text has it; 0 for one of titles alone */
};

/* Ends adding; writes the lists of the next word in byte order of form, for
 * which the caller has to call store_writer_word. */
enum status positions_writer_next(struct positions_writer *w,
                                  struct positions_word *out,
                                  struct error *err) WARN_UNUSED;

/* After the last word: writes what is left, and fsyncs. */
enum status positions_writer_finish(struct positions_writer *w,
                                    struct error *err) WARN_UNUSED;

#endif
