/* What a title's words count of those of a text. In the index they count one
 * and one (SCHEMA_TITLE_WDF), in each unit of the document; a ranking may have
 * it otherwise. Then they are counted in the title itself, when a search asks:
 * a stem's title part is told from its wdf by nothing that is stored. */
#ifndef ENGINE_TITLE_H
#define ENGINE_TITLE_H

#include "engine/build.h"
#include "engine/match.h"

/* What request's rank says of a title's word, from 0; 1 is as indexed. */
double title_weight(const struct match_request *request);

/* The units that have a stem, a title's word counting `weight` of one of the
 * text (0: those whose text has it), scored by BM25 over what is so counted.
 * Lengths, and how many units have the stem, are those of the index, titles
 * included. Its cost is a look at each title that has the stem, some
 * two microseconds. */
xs_query *title_query(struct build *b, const struct match_source *source,
                      const char *stem, double weight);

#endif
