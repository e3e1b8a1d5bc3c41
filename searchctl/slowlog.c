/* The slow-query log: see slowlog.h. */
#include "config.h"

#include "searchctl/slowlog.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"

/* SLOW, time, milliseconds, outcome, protocol, query. */
#define FIELDS 6
#define COLUMNS (FIELDS - 1)
#define COLUMN_MS 1
#define COLUMN_QUERY (COLUMNS - 1)

struct cell {
    const char *s; /* within the reply */
    size_t len;
};

struct row {
    struct cell cells[COLUMNS];
};

static const struct row head = {
    {{"TIME", 4}, {"MS", 2}, {"OUTCOME", 7}, {"OVER", 4}, {"QUERY", 5}}};

/* Parts a line of the log; fields behind the query are of later releases. */
static bool
read_row(const char *line, size_t len, struct row *out)
{
    const char *end = line + len;

    if (len < 5 || memcmp(line, "SLOW\t", 5) != 0)
        return false;
    line += 5;
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *tab = memchr(line, '\t', (size_t)(end - line));
        const char *stop = tab != NULL ? tab : end;
        out->cells[i] = (struct cell){line, (size_t)(stop - line)};
        line = tab != NULL ? tab + 1 : end;
    }
    return true;
}

static void
add_row(struct buf *out, const struct term *t, const struct row *row,
        const size_t widths[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++) {
        const struct cell *cell = &row->cells[i];
        size_t pad = widths[i] - term_columns(t, cell->s, cell->len);
        if (i == COLUMN_MS)
            buf_addf(out, "%*s", (int)pad, "");
        term_add(out, t, cell->s, cell->len);
        if (i == COLUMN_QUERY)
            break;
        buf_addf(out, "%*s", i == COLUMN_MS ? 2 : (int)pad + 2, "");
    }
    buf_add_char(out, '\n');
}

static void
add_table(struct buf *out, const struct term *t, const struct row *rows,
          size_t n)
{
    size_t widths[COLUMNS] = {0};

    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k < COLUMNS; k++) {
            const struct cell *cell = &(i == n ? &head : &rows[i])->cells[k];
            size_t columns = term_columns(t, cell->s, cell->len);
            if (columns > widths[k])
                widths[k] = columns;
        }
    add_row(out, t, &head, widths);
    for (size_t i = 0; i < n; i++)
        add_row(out, t, &rows[i], widths);
}

static const char *
find_threshold(const char *ok, size_t *len)
{
    const char *at = strstr(ok, " slow-log=");
    const char *value = at != NULL ? at + strlen(" slow-log=") : "";

    *len = strcspn(value, " ");
    return value;
}

static bool
is_off(const char *ok)
{
    size_t len;
    const char *value = find_threshold(ok, &len);

    return len == 3 && memcmp(value, "off", 3) == 0;
}

/* Why nothing is added, or nothing was: ok is the reply's OK line. */
static void
add_state(struct buf *out, const struct term *t, const char *ok)
{
    size_t len;
    const char *value = find_threshold(ok, &len);

    if (is_off(ok)) {
        buf_add_str(out, "the slow-query log is off: slow-log in the server's "
                         "configuration turns it on\n");
        return;
    }
    buf_add_str(out, "the slow-query log is empty");
    if (len > 0 && len == strspn(value, "0123456789")) {
        buf_add_str(out, ": nothing took ");
        term_add(out, t, value, len);
        buf_add_str(out, " ms or more");
    }
    buf_add_char(out, '\n');
}

void
slowlog_add(struct buf *out, const struct term *t, struct sc_reply *reply)
{
    struct row *rows = NULL;
    size_t n = 0, cap = 0;
    const char *line = "";
    size_t len;

    while (sc_reply_line(reply, &line, &len)) {
        rows = xgrow(rows, n, &cap, sizeof(*rows));
        if (read_row(line, len, &rows[n]))
            n++;
    }
    /* line: the OK line, the last */
    if (n > 0)
        add_table(out, t, rows, n);
    if (n == 0 || is_off(line))
        add_state(out, t, line);
    free(rows);
}
