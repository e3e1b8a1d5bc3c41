/* Tags: see tag.h. */
#include "config.h"

#include "minutes/tag.h"

bool
tag_next(struct tag *tag, char c)
{
    bool blank = (unsigned char)c <= ' ';

    if (c == '>' && (tag->state != TAG_VALUE || tag->quote == '\0'))
        return false;
    switch (tag->state) {
    case TAG_NAME:
        tag->state = blank ? TAG_BETWEEN : TAG_NAME;
        break;
    case TAG_AFTER_ATTRIBUTE:
        if (c == '=') {
            tag->state = TAG_BEFORE_VALUE;
            break;
        }
        /* fall through */
    case TAG_BETWEEN:
        if (!blank) {
            tag->attributes++;
            tag->state = TAG_ATTRIBUTE;
        }
        break;
    case TAG_ATTRIBUTE:
        if (c == '=')
            tag->state = TAG_BEFORE_VALUE;
        else if (blank || c == '/')
            tag->state = TAG_AFTER_ATTRIBUTE;
        break;
    case TAG_BEFORE_VALUE:
        if (!blank) {
            tag->quote = c == '"' || c == '\'' ? c : '\0';
            tag->state = TAG_VALUE;
        }
        break;
    case TAG_VALUE:
        if (tag->quote != '\0' ? c == tag->quote : blank)
            tag->state = TAG_BETWEEN;
        break;
    }
    return true;
}
