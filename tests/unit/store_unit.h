/* For the store's tests: a store of made-up documents, written anew. */
#ifndef TESTS_STORE_UNIT_H
#define TESTS_STORE_UNIT_H

#include "unit.h"

#include "common/xalloc.h"
#include "store/positions-writer.h"
#include "store/store.h"

/* In the order in which they are written; ids not in their order. */
static const struct store_document store_unit_documents[] = {
    {"plan-2014-15", "Draft Plan 2014/15", "Panel", "", "2014/15",
     "http://example.org/1", "plan-2014-15.txt", 2014, 0, 0, "", 0, false,
     false},
    {"budget", "Budget", "Cabinet", "2016-02-03", "", "", "budget.html", 2016,
     0, 0, "", 0, false, false},
    {"empty", "Nothing was said", "", "2016-02-03", "", "", "empty.txt", 2016,
     0, 0, "", 0, false, false},
    {"annex", "Annex", "Panel", "2014-11-30", "", "", "annex.txt", 2014, 0, 0,
     "", 0, false, false},
    {"undated", "Undated", "", "", "", "", "undated.txt", 0, 0, 0, "", 0, false,
     false},
};
#define STORE_UNIT_DOCUMENTS 5

struct store_unit_row {
    const char *document; /* its id; rows stand in the documents' order */
    const char *key, *number, *text;
    enum unit_kind kind;
    uint32_t length;
};

static const struct store_unit_row store_unit_rows[] = {
    {"plan-2014-15", "p1", "1", "Members noted the plan.", UNIT_MINUTE, 4},
    {"plan-2014-15", "p2", "2", "The Chairman\xe2\x80\xa8thanked them.",
     UNIT_MINUTE, 5},
    {"plan-2014-15", "r1", "", "RESOLVED that it be noted.", UNIT_RESOLUTION,
     6},
    {"budget", "p10", "10", "", UNIT_MINUTE, 0},
    {"annex", "u1", "", "For: 5", UNIT_NOTE, 2},
    {"undated", "p1", "1", "No date.", UNIT_MINUTE, 2},
};
#define STORE_UNIT_ROWS 6

/* Sorted by form; stems are not in that order. */
static const struct store_word store_unit_words[] = {
    {"chair", "chair", 1},
    {"noted", "note", 2},
    {"notes", "note", 1},
    {"noting", "note", 3},
    {"the", "the", 4},
    {"thes", "aaa", 1},
    {"\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9", 1},
};
#define STORE_UNIT_WORDS 7

/* Where the words stand: one in text in as many units as it says, from docid 1
 * on, and in the titles of docids 2 and 3; places are far apart in "noting",
 * and many in "noted". */
static inline void
store_unit_write_words(struct store_writer *w, const char *dir)
{
    struct error err;
    struct positions_writer *positions;
    struct positions_word word;
    uint32_t i;

    assert_ok(
        positions_writer_open(&positions, dir, POSITIONS_BYTES, NULL, &err));
    for (i = 0; i < STORE_UNIT_WORDS; i++) {
        const char *form = store_unit_words[i].form;
        uint32_t step = i == 3 ? 30000 : 1;
        for (uint32_t docid = 1; docid <= store_unit_words[i].df; docid++) {
            uint32_t n = i == 1 && docid == 1 ? 256 : i + 1;
            for (uint32_t k = 1; k <= n; k++)
                assert_ok(positions_writer_add(positions, POSITIONS_TEXT, form,
                                               strlen(form), docid, 1, k * step,
                                               &err));
        }
        assert_ok(positions_writer_add(positions, POSITIONS_TITLE, form,
                                       strlen(form), 2, 2, i + 1, &err));
    }
    for (i = 0;; i++) {
        assert_ok(positions_writer_next(positions, &word, &err));
        if (word.form == NULL)
            break;
        assert_string_equal(word.form, store_unit_words[i].form);
        assert_int_equal(word.df, store_unit_words[i].df);
        assert_ok(store_writer_word(w, word.form, store_unit_words[i].stem,
                                    word.df, &err));
    }
    assert_int_equal(i, STORE_UNIT_WORDS);
    assert_ok(positions_writer_finish(positions, &err));
    positions_writer_close(positions);
}

/* In each of the rows. */
static const struct store_definition store_unit_definition = {
    "cse", "CSE", "child sexual exploitation", "Child Sexual Exploitation",
    "child sexual exploit"};

/* Writes them all to dir, an existing folder. */
static inline void
store_unit_write(const char *dir)
{
    struct error err;
    struct store_writer *w;
    uint32_t docid;
    size_t row = 0;

    assert_ok(store_writer_open(&w, dir, STORE_SORT_BYTES, &err));
    for (size_t d = 0; d < STORE_UNIT_DOCUMENTS; d++) {
        const struct store_document *doc = &store_unit_documents[d];
        assert_ok(store_writer_document(w, doc, &err));
        assert_ok(store_writer_title(w, doc->id, &err));
        for (; row < STORE_UNIT_ROWS &&
               strcmp(store_unit_rows[row].document, doc->id) == 0;
             row++) {
            const struct store_unit_row *r = &store_unit_rows[row];
            char *id = xasprintf("%s#%s", r->document, r->key);
            struct store_unit u = {.kind = r->kind,
                                   .id = id,
                                   .number = r->number,
                                   .text = r->text,
                                   .text_len = (uint32_t)strlen(r->text)};
            assert_ok(store_writer_unit(w, &u, r->length, &docid, &err));
            assert_int_equal(docid, row + 1);
            assert_ok(store_writer_definition(w, &store_unit_definition, &err));
            free(id);
        }
    }
    store_unit_write_words(w, dir);
    assert_ok(store_writer_finish(w, &err));
    store_writer_close(w);
}

#endif
