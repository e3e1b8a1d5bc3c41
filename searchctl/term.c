/* The terminal: see term.h. */
#include "config.h"

#include "searchctl/term.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "common/num.h"
#include "common/utf8.h"

#define WIDTH_DEFAULT 80
/* Below, wrapping makes a text unreadable; above, $COLUMNS is a mistake. */
#define WIDTH_MIN 20
#define WIDTH_MAX 1000

static unsigned
find_width(int fd)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    uint32_t width = WIDTH_DEFAULT;

    if (columns == NULL || !num_parse_u32(columns, WIDTH_MAX, &width) ||
        width == 0) {
        width = WIDTH_DEFAULT;
        if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col != 0)
            width = size.ws_col;
    }
    return width < WIDTH_MIN ? WIDTH_MIN : width;
}

void
term_detect(struct term *out, int fd, enum term_color color)
{
    const char *name = getenv("TERM"), *no_color = getenv("NO_COLOR");
    bool tty = isatty(fd) == 1;

    out->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    out->ascii = tty && !out->utf8;
    out->width = find_width(fd);
    if (color == TERM_COLOR_AUTO)
        out->color = tty && (no_color == NULL || *no_color == '\0') &&
                     name != NULL && strcmp(name, "dumb") != 0;
    else
        out->color = color == TERM_COLOR_ALWAYS;
}

/* What an ASCII terminal shows of the characters that minutes are full of. */
static const struct {
    uint32_t cp;
    const char *ascii; /* at most three bytes */
} replacements[] = {
    {0x00a0, " "},   {0x00a3, "GBP"}, {0x00b7, "-"},  {0x2010, "-"},
    {0x2011, "-"},   {0x2013, "-"},   {0x2014, "--"}, {0x2018, "'"},
    {0x2019, "'"},   {0x201c, "\""},  {0x201d, "\""}, {0x2022, "*"},
    {0x2026, "..."},
};

static const char *
to_ascii(uint32_t cp)
{
    for (size_t i = 0; i < sizeof(replacements) / sizeof(replacements[0]); i++)
        if (replacements[i].cp == cp)
            return replacements[i].ascii;
    return "?";
}

static void
set_cell(struct term_cell *out, const char *ascii)
{
    size_t len = strlen(ascii);

    memcpy(out->bytes, ascii, len);
    out->len = (unsigned char)len;
    out->width = (unsigned char)len;
}

static bool
is_line_end(uint32_t cp)
{
    return cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x2028 ||
           cp == 0x2029;
}

size_t
term_cell(const struct term *t, const char *s, size_t len,
          struct term_cell *out)
{
    unsigned used;
    uint32_t cp = utf8_decode(s, len, &used);

    if (cp != UTF8_INVALID && is_line_end(cp)) {
        set_cell(out, " ");
    } else if (cp == UTF8_INVALID || utf8_is_control(cp) ||
               utf8_is_bidi_control(cp)) {
        set_cell(out, "?");
        if (t->utf8)
            out->len = (unsigned char)utf8_encode(0xfffd, out->bytes);
    } else if (cp >= 0x80 && t->ascii) {
        set_cell(out, to_ascii(cp));
    } else {
        int width = t->utf8 ? wcwidth((wchar_t)cp) : 1;
        memcpy(out->bytes, s, used);
        out->len = (unsigned char)used;
        out->width = (unsigned char)(width < 0 ? 1 : width);
    }
    return used;
}

void
term_add(struct buf *out, const struct term *t, const char *text, size_t len)
{
    struct term_cell cell;

    for (size_t i = 0; i < len;) {
        i += term_cell(t, text + i, len - i, &cell);
        buf_add(out, cell.bytes, cell.len);
    }
}

void
term_add_str(struct buf *out, const struct term *t, const char *text)
{
    term_add(out, t, text, strlen(text));
}

size_t
term_columns(const struct term *t, const char *text, size_t len)
{
    struct term_cell cell;
    size_t columns = 0;

    for (size_t i = 0; i < len; columns += cell.width)
        i += term_cell(t, text + i, len - i, &cell);
    return columns;
}

void
term_bold(struct buf *out, const struct term *t, bool on)
{
    if (t->color)
        buf_add_str(out, on ? "\033[1m" : "\033[0m");
}
