/* Looking at the clock while a match runs. */
#ifndef SHIM_WATCH_HH
#define SHIM_WATCH_HH

#include "shim/guard.hh"
#include "shim/xs.h"

extern "C" {
#include "common/clock.h"
}

namespace xs
{

/* Throws when time is up or whoever asked has gone; see xs_search_params. */
inline void
check_time(uint64_t deadline, const xs_flag *cancel)
{
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed))
        throw failure{STATUS_CANCELLED, "the search was cancelled"};
    if (deadline != 0 && clock_now() >= deadline)
        throw failure{STATUS_TIMEOUT, "the search took too long"};
}

} // namespace xs

#endif
