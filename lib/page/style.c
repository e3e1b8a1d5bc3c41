/* The stylesheet, the icon and the script: files of the source that are built
 * in (see embed.awk); the stylesheet begins with the site's colours. */
#include "config.h"

#include "page/page.h"

#include <string.h>

#include "page/assets.h"

#define ACCENT "#0b5a8a"
#define ACCENT_DARK "#8ac6f2"

/* "#rgb" or "#rrggbb", or else the given default: a stylesheet is no place
 * for any other text. */
static const char *
colour_or(const char *colour, const char *instead)
{
    size_t len = strlen(colour);

    return (len == 4 || len == 7) && *colour == '#' &&
                   strspn(colour + 1, "0123456789abcdefABCDEF") == len - 1
               ? colour
               : instead;
}

static unsigned
hex(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a' + 10);
}

/* One of red, green and blue (0 to 2) of a colour, 0 to 255. */
static unsigned
channel(const char *colour, unsigned i)
{
    return strlen(colour) == 4
               ? hex(colour[1 + i]) * 17
               : hex(colour[1 + 2 * i]) * 16 + hex(colour[2 + 2 * i]);
}

/* Black or white, whichever is easier to read on colour. The relative
 * luminance of WCAG, with a square for its power of 2.4; both are equally
 * far at 0.18. */
static const char *
text_on(const char *colour)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double luminance = 0;

    for (unsigned i = 0; i < 3; i++) {
        double c = channel(colour, i) / 255.0;
        luminance += weights[i] * c * c;
    }
    return luminance > 0.18 ? "#000" : "#fff";
}

static void
add_colours(struct buf *out, const char *accent)
{
    buf_addf(out, ":root { --accent: %s; --on-accent: %s; }", accent,
             text_on(accent));
}

void
page_style(const struct page_site *site, struct buf *out)
{
    add_colours(out, colour_or(site->accent, ACCENT));
    buf_add_str(out, "\n@media (prefers-color-scheme: dark) { ");
    add_colours(out, colour_or(site->accent_dark, ACCENT_DARK));
    buf_add_str(out, " }\n");
    buf_add_str(out, asset_style_css);
}

void
page_script(struct buf *out)
{
    buf_add_str(out, asset_search_js);
}

void
page_favicon(struct buf *out)
{
    buf_add_str(out, asset_favicon_svg);
}
