/* Whole and cut documents: see whole.h. */
#include "config.h"

#include "indexer/whole.h"

#include "common/buf.h"

/* Either stays empty where it is not known. */
static void
fill(const struct whole_names *n, struct buf *item, struct buf *meeting)
{
    if (*n->item != '\0')
        buf_addf(item, "item\t%s", n->item);
    if (*n->title != '\0' && *n->date != '\0')
        buf_addf(meeting, "meeting\t%s\t%s\t%s", n->title, n->date,
                 n->committee);
}

void
whole_add(struct idset *set, const struct whole_names *n)
{
    struct buf item = {0}, meeting = {0};

    fill(n, &item, &meeting);
    if (item.len > 0)
        (void)idset_add(set, item.data, item.len);
    if (meeting.len > 0)
        (void)idset_add(set, meeting.data, meeting.len);
    buf_done(&item);
    buf_done(&meeting);
}

bool
whole_has(struct idset *set, const struct whole_names *n)
{
    struct buf item = {0}, meeting = {0};

    fill(n, &item, &meeting);
    bool has = (item.len > 0 && idset_has(set, item.data, item.len)) ||
               (meeting.len > 0 && idset_has(set, meeting.data, meeting.len));
    buf_done(&item);
    buf_done(&meeting);
    return has;
}
