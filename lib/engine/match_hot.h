/* Matching by the postings and positions of lib/match, window by window: the
 * hot way. It answers as match_by_xapian does, of which the tests make sure;
 * scores agree but for their last digits. */
#ifndef ENGINE_MATCH_HOT_H
#define ENGINE_MATCH_HOT_H

#include "engine/match.h"

enum status match_hot(const struct match_source *source,
                      const struct match_request *request, struct arena *arena,
                      struct match_result *out, struct error *err) WARN_UNUSED;

#endif
