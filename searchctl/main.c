/* searchctl: asks a searchd for paragraphs and prints them. See searchctl(1).
 * Exit codes as grep's: 0 found, 1 nothing, 2 an error. */
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "client/sc.h"
#include "searchctl/fault.h"
#include "searchctl/options.h"
#include "searchctl/term.h"
#include "searchctl/verbs.h"

enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

static int
report(const struct options *o, const struct error *err)
{
    struct term t;
    struct buf text = {0};

    term_detect(&t, STDERR_FILENO, o->color);
    fault_add(&text, &t, o->query, err);
    (void)fwrite(text.data, 1, text.len, stderr);
    buf_done(&text);
    return EXIT_ERROR;
}

/* What was printed counts only if it has arrived: a full disk is an error. */
static enum status
print(const struct buf *out, struct error *err)
{
    if ((out->len != 0 && fwrite(out->data, 1, out->len, stdout) != out->len) ||
        fflush(stdout) != 0)
        return error_set_errno(err, STATUS_IO, "cannot write the results");
    return STATUS_OK;
}

static enum status
ask(const struct options *o, struct buf *out, bool *found, struct error *err)
{
    struct sc *s = sc_new(o->server, o->timeout_ms);
    struct term t;
    enum status status;

    term_detect(&t, STDOUT_FILENO, o->color);
    *found = true;
    switch (o->mode) {
    case OPTIONS_SIMILAR:
        status = verbs_similar(s, o, &t, out, found, err);
        break;
    case OPTIONS_EXPLAIN:
        status = verbs_explain(s, o, &t, out, err);
        break;
    case OPTIONS_STATUS:
        status = verbs_status(s, &t, out, err);
        break;
    case OPTIONS_RELOAD:
        status = verbs_reload(s, &t, out, err);
        break;
    case OPTIONS_SLOWLOG:
        status = verbs_slowlog(s, &t, out, err);
        break;
    default:
        status = verbs_search(s, o, &t, out, found, err);
    }
    sc_free(s);
    return status;
}

int
main(int argc, char **argv)
{
    struct options o;
    struct buf out = {0};
    struct error err;
    bool found = true;

    (void)setlocale(LC_CTYPE, "");
    enum status status = options_parse(&o, argc, argv, &err);
    if (status == STATUS_OK) {
        if (o.mode == OPTIONS_HELP)
            buf_add_str(&out, options_help());
        else if (o.mode == OPTIONS_VERSION)
            buf_add_str(&out,
                        SEARCHCTL_NAME " (" PACKAGE ") " PACKAGE_VERSION "\n");
        else
            status = ask(&o, &out, &found, &err);
    }
    if (status == STATUS_OK)
        status = print(&out, &err);
    int code = found ? EXIT_FOUND : EXIT_NOTHING;
    if (status != STATUS_OK)
        code = report(&o, &err);
    buf_done(&out);
    options_done(&o);
    return code;
}
