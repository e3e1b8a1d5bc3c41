/* The text of --help from the table of settings: see settings.h. */
#include "config.h"

#include "searchd/settings.h"

#include <string.h>

#define HELP_INDENT 24 /* where the sentences begin */
#define HELP_WIDTH 79

/* Appends text in words, the first at the indent, wrapped. */
static void
add_wrapped(struct buf *out, const char *text)
{
    size_t column = HELP_INDENT;
    const char *between = "";
    while (*text != '\0') {
        size_t len = strcspn(text, " ");
        if (column + len + 1 > HELP_WIDTH) {
            buf_addf(out, "\n%*s", HELP_INDENT, "");
            column = HELP_INDENT;
            between = "";
        }
        buf_add_str(out, between);
        buf_add(out, text, len);
        column += len + 1;
        between = " ";
        text += len + strspn(text + len, " ");
    }
}

static void
add_setting(struct buf *out, const struct setting *s)
{
    size_t start = out->len;
    buf_addf(out, "  --%s%s%s", s->name, s->argument != NULL ? " " : "",
             s->argument != NULL ? s->argument : "");
    size_t used = out->len - start;
    if (used + 2 > HELP_INDENT)
        buf_addf(out, "\n%*s", HELP_INDENT, "");
    else
        buf_addf(out, "%*s", (int)(HELP_INDENT - used), "");
    struct buf text = {0};
    buf_add_str(&text, s->what);
    if (s->argument != NULL && s->initial != NULL && *s->initial != '\0')
        buf_addf(&text, " (%s)", s->initial);
    add_wrapped(out, text.data);
    buf_add_char(out, '\n');
    buf_done(&text);
}

void
settings_help(struct buf *out)
{
    static const char none[] = "";
    const char *section = none;
    buf_add_str(out,
                "Usage: " SEARCHD_NAME " --index DIR [OPTION]...\n"
                "Answers searches in the index that the indexer made in DIR.\n"
                "In parentheses: what holds without the option.\n");
    for (const struct setting *s = settings; s->name != NULL; s++) {
        if (s->section != section) {
            section = s->section;
            if (section == NULL)
                buf_add_str(out, "\nOn the command line only:\n");
            else
                buf_addf(out,
                         "\nAs keys without the -- also in a configuration "
                         "file, under [%s]:\n",
                         section);
        }
        add_setting(out, s);
    }
}
