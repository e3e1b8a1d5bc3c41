/* SQLite's FTS5, in this process: porter stems, one transaction, optimized.
 * The years stand in a table of their own, which a count by year reads faster
 * than the one with the texts. */
#include "config.h"

#include <err.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/peers/drive.h"
#include "bench/peers/rows.h"
#include "common/xalloc.h"

struct handle {
    sqlite3 *db;
    sqlite3_stmt *best, *years;
};

static void
check(sqlite3 *db, int result)
{
    if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE)
        errx(1, "SQLite: %s", sqlite3_errmsg(db));
}

static void
run(sqlite3 *db, const char *sql)
{
    check(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static void
make_index(const char *index, const char *folder, const char *how)
{
    sqlite3 *db;
    sqlite3_stmt *text, *year;
    struct row row;

    (void)how;
    (void)unlink(index);
    if (sqlite3_open(index, &db) != SQLITE_OK)
        errx(1, "%s: SQLite cannot open it", index);
    run(db, "CREATE VIRTUAL TABLE t USING "
            "fts5(text, tokenize='porter unicode61')");
    run(db, "CREATE TABLE d(id INTEGER PRIMARY KEY, year INTEGER)");
    run(db, "BEGIN");
    check(db, sqlite3_prepare_v2(db, "INSERT INTO t(rowid, text) VALUES(?, ?)",
                                 -1, &text, NULL));
    check(db, sqlite3_prepare_v2(db, "INSERT INTO d VALUES(?, ?)", -1, &year,
                                 NULL));
    struct rows *rows = rows_open(folder);
    while (rows_next(rows, &row)) {
        check(db, sqlite3_bind_int64(text, 1, row.number));
        check(db, sqlite3_bind_text(text, 2, row.text, (int)row.len,
                                    SQLITE_STATIC));
        check(db, sqlite3_step(text));
        check(db, sqlite3_reset(text));
        check(db, sqlite3_bind_int64(year, 1, row.number));
        check(db, sqlite3_bind_int64(year, 2, row.year));
        check(db, sqlite3_step(year));
        check(db, sqlite3_reset(year));
    }
    rows_close(rows);
    (void)sqlite3_finalize(text);
    (void)sqlite3_finalize(year);
    run(db, "INSERT INTO t(t) VALUES('optimize')");
    run(db, "COMMIT");
    check(db, sqlite3_close(db));
}

static void *
open_index(const char *index, const char *how)
{
    struct handle *h = xcalloc(1, sizeof(*h));

    (void)how;
    if (sqlite3_open_v2(index, &h->db,
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        errx(1, "%s: SQLite cannot open it", index);
    check(h->db, sqlite3_prepare_v2(
                     h->db,
                     "SELECT rowid, snippet(t, 0, '<b>', '</b>', '...', 30) "
                     "FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10",
                     -1, &h->best, NULL));
    check(h->db, sqlite3_prepare_v2(
                     h->db,
                     "SELECT d.year, count(*) FROM t JOIN d ON d.id = t.rowid "
                     "WHERE t MATCH ? GROUP BY d.year",
                     -1, &h->years, NULL));
    return h;
}

static void
close_index(void *handle)
{
    struct handle *h = handle;

    (void)sqlite3_finalize(h->best);
    (void)sqlite3_finalize(h->years);
    (void)sqlite3_close(h->db);
    free(h);
}

static void
ask(void *handle, const struct question *q, struct outcome *out)
{
    struct handle *h = handle;
    char match[512] = "";
    const char *quote = q->how == DRIVE_PHRASE ? "" : "\"";

    strcat(match, q->how == DRIVE_PHRASE ? "\"" : "");
    for (uint32_t i = 0; i < q->n; i++) {
        strcat(match, i == 0 ? "" : q->how == DRIVE_ANY ? " OR " : " ");
        strcat(strcat(strcat(match, quote), q->word[i]), quote);
    }
    strcat(match, q->how == DRIVE_PHRASE ? "\"" : "");
    check(h->db, sqlite3_bind_text(h->best, 1, match, -1, SQLITE_STATIC));
    int more;
    while ((more = sqlite3_step(h->best)) == SQLITE_ROW) {
        out->hit[out->n_hits++] = (uint32_t)sqlite3_column_int64(h->best, 0);
        out->snippets += strlen((const char *)sqlite3_column_text(h->best, 1));
    }
    check(h->db, more);
    check(h->db, sqlite3_reset(h->best));
    check(h->db, sqlite3_bind_text(h->years, 1, match, -1, SQLITE_STATIC));
    while ((more = sqlite3_step(h->years)) == SQLITE_ROW) {
        uint64_t n = (uint64_t)sqlite3_column_int64(h->years, 1);
        out->year[sqlite3_column_int64(h->years, 0) - DRIVE_YEAR_FIRST] = n;
        out->total += n;
    }
    check(h->db, more);
    check(h->db, sqlite3_reset(h->years));
}

const struct peer peer = {make_index, open_index, ask, close_index};
