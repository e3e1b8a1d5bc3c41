/* indexer/terms.c: a unit's terms, read back out of a real database. */
#include "unit.h"

#include <unistd.h>

#include "common/xalloc.h"
#include "indexer/reader.h"
#include "indexer/terms.h"
#include "indexer/words.h"
#include "shim/xs.h"
#include "store/store.h"

/* A database of one document with the units given as texts. */
struct world {
    char *folder;
    xs_db *db;
    struct positions_writer *positions;
    uint32_t lengths[8]; /* as terms_unit told them, by docid */
};

static struct document
document_of(char *title, char *committee)
{
    return (struct document){.id = (char *)"plans/Plan-2014#",
                             .title = title,
                             .committee = committee,
                             .date = (char *)"2014-02-06",
                             .url = (char *)"",
                             .plan = "2014/15",
                             .year = 2014};
}

static struct world
world_of(const struct document *d, const char *const *texts, size_t n)
{
    struct error err;
    struct world w = {.folder = unit_mkdir()};
    struct terms *terms;
    xs_writer *writer;
    char *path = xasprintf("%s/db", w.folder);

    assert_ok(terms_new(&terms, &err));
    assert_ok(xs_writer_open(&writer, path, &err));
    assert_ok(positions_writer_open(&w.positions, w.folder, POSITIONS_BYTES,
                                    NULL, &err));
    terms_document(terms, d, "2014/Roads/item.old.TXT.gz");
    for (size_t i = 0; i < n; i++) {
        struct unit unit = {.kind = UNIT_RESOLUTION,
                            .key = (char *)"r1",
                            .number = (char *)"(4.2)",
                            .text = (char *)texts[i]};
        char *id = xasprintf("plan#r%zu", i + 1);
        uint32_t docid;
        struct batch batch = {0};
        struct batch_place first = {0};
        const struct terms_target to = {&batch, true, w.positions,
                                        (uint32_t)i + 1};
        assert_ok(terms_unit(terms, &to, &unit, id, &w.lengths[i + 1], &err));
        batch_end(&batch);
        assert_ok(batch_replay(&batch, &first, writer, &docid, &err));
        batch_done(&batch);
        assert_int_equal(docid, i + 1);
        free(id);
    }
    assert_ok(terms_title(terms, w.positions, 1, (uint32_t)n, &err));
    assert_ok(xs_writer_commit(writer, &err));
    xs_writer_close(writer);
    terms_free(terms);
    assert_ok(xs_db_open(&w.db, path, &err));
    free(path);
    return w;
}

static void
world_done(struct world *w)
{
    xs_db_close(w->db);
    positions_writer_close(w->positions);
    unit_rmdir(w->folder);
}

/* The wdf of a term in the unit of that docid; -1 where it is not there. */
static long
wdf(struct world *w, const char *term, uint32_t docid)
{
    struct error err;
    struct xs_postings *p;
    long found = -1;

    assert_ok(xs_db_postings(w->db, term, strlen(term), &p, &err));
    for (size_t i = 0; i < p->n; i++)
        if (p->docids[i] == docid)
            found = p->wdfs[i];
    xs_postings_free(p);
    return found;
}

/* Units that match the phrase of two terms. */
static uint64_t
phrase(struct world *w, const char *a, const char *b)
{
    struct error err;
    xs_query *subs[2], *q;
    struct xs_result *result;
    struct xs_search_params params = {.k1 = 1, .b = 0.5};

    assert_ok(xs_query_term(&subs[0], a, strlen(a), &err));
    assert_ok(xs_query_term(&subs[1], b, strlen(b), &err));
    assert_ok(xs_query_combine(&q, XS_PHRASE, subs, 2, 0, &err));
    assert_ok(xs_search(w->db, q, &params, &result, &err));
    uint64_t total = result->total;
    xs_result_free(result);
    xs_query_free(q);
    return total;
}

static void
a_text_gives_stems_that_weigh_and_forms_that_do_not(void **state)
{
    (void)state;
    const char *texts[] = {"Constables, constable and the Panel."};
    struct document d = document_of((char *)"", (char *)"");
    struct world w = world_of(&d, texts, 1);

    assert_int_equal(wdf(&w, "Zconstabl", 1), 2);
    assert_int_equal(wdf(&w, "Zthe", 1), 1);
    assert_int_equal(wdf(&w, "constables", 1), 0);
    assert_int_equal(wdf(&w, "constable", 1), 0);
    assert_int_equal(wdf(&w, "Constables", 1), -1);
    assert_int_equal(phrase(&w, "the", "panel"), 1);
    assert_int_equal(phrase(&w, "panel", "the"), 0);
    assert_int_equal(w.lengths[1], 5);
    world_done(&w);
}

static void
a_title_counts_for_every_unit_and_keeps_its_own_terms(void **state)
{
    (void)state;
    const char *texts[] = {"Roads.", "Bridges and roads."};
    struct document d = document_of((char *)"Winter Roads", (char *)"");
    struct world w = world_of(&d, texts, 2);

    assert_int_equal(wdf(&w, "Zroad", 1), 2);
    assert_int_equal(wdf(&w, "Zwinter", 2), 1);
    assert_int_equal(wdf(&w, "ZSroad", 2), 0);
    assert_int_equal(wdf(&w, "Sroads", 1), 0);
    assert_int_equal(wdf(&w, "winter", 1), -1);
    assert_int_equal(phrase(&w, "Swinter", "Sroads"), 2);
    assert_int_equal(phrase(&w, "winter", "roads"), 0);
    assert_int_equal(w.lengths[1], 3);
    assert_int_equal(w.lengths[2], 5);
    world_done(&w);
}

static void
other_forms_of_a_word_are_found_by_their_stems_too(void **state)
{
    (void)state;
    const char *texts[] = {"PCSOs in the caf\xc3\xa9, 2014/15."};
    struct document d = document_of((char *)"The Plan 2015/16", (char *)"");
    struct world w = world_of(&d, texts, 1);

    const char *const there[] = {
        "Zpcso",   "pcso",  "pcsos", "cafe",   "Zcafe",    "2014",    "Z2014",
        "2014/15", "Z2015", "S2015", "ZS2015", "Z2014/15", "S2015/16"};
    for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
        if (wdf(&w, there[i], 1) < 0)
            fail_msg("%s is not there", there[i]);
    assert_int_equal(wdf(&w, "Z2014", 1), 1);
    assert_int_equal(wdf(&w, "Z2014/15", 1), 1);
    world_done(&w);
}

static void
filters_are_terms_without_weight(void **state)
{
    (void)state;
    const char *texts[] = {"Roads."};
    struct document d =
        document_of((char *)"", (char *)"Police  AND Crime Panel");
    struct world w = world_of(&d, texts, 1);

    const char *const there[] = {"Qplan#r1",
                                 "Y2014",
                                 "XKINDresolution",
                                 "XPLAN2014/15",
                                 "XDOCplans/Plan-2014#",
                                 "XCOMMITTEEpolice and crime panel",
                                 "D20140206",
                                 "M201402",
                                 "XPARA4.2",
                                 "XSOURCE2014/roads/item.old.txt.gz",
                                 "XSOURCE2014/roads/item.old",
                                 "XSOURCE2014/roads",
                                 "XSOURCE2014"};
    struct error err;
    struct xs_terms *terms;
    for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
        if (wdf(&w, there[i], 1) != 0)
            fail_msg("%s is not there, or weighs", there[i]);
    assert_ok(xs_db_terms(w.db, "X", 1, NULL, 0, 100, &terms, &err));
    assert_int_equal(terms->n, 9);
    xs_terms_free(terms);
    assert_int_equal(w.lengths[1], 1);
    world_done(&w);
}

static void
values_that_are_unknown_give_no_filter(void **state)
{
    (void)state;
    const char *texts[] = {"Roads."};
    struct document d = document_of((char *)"", (char *)"");
    struct error err;
    struct xs_terms *terms;

    d.year = 0;
    d.plan[0] = '\0';
    d.date = (char *)"";
    struct world w = world_of(&d, texts, 1);
    assert_ok(xs_db_terms(w.db, "", 0, NULL, 0, 100, &terms, &err));
    for (size_t i = 0; i < terms->n; i++) {
        const char *term = terms->terms[i].term;
        assert_true(strchr("YDM", term[0]) == NULL);
        assert_true(strncmp(term, "XPLAN", 5) != 0);
        assert_true(strncmp(term, "XCOMM", 5) != 0);
    }
    xs_terms_free(terms);
    world_done(&w);
}

static void
lengths_told_are_those_that_xapian_adds_up(void **state)
{
    (void)state;
    const char *texts[] = {"PCSOs, PCSOs and 2014/15.", "", "One two two."};
    struct document d = document_of((char *)"A title 2016/17", (char *)"");
    struct world w = world_of(&d, texts, 3);
    struct error err;
    struct xs_stats stats;

    assert_ok(xs_db_stats(w.db, &stats, &err));
    assert_int_equal(stats.total_length,
                     w.lengths[1] + w.lengths[2] + w.lengths[3]);
    world_done(&w);
}

static void
a_word_longer_than_a_term_is_cut_and_found(void **state)
{
    (void)state;
    char *text = xcalloc(1, 70001);
    memset(text, 'x', 70000);
    const char *texts[] = {text};
    struct document d = document_of((char *)text, (char *)text);
    struct world w = world_of(&d, texts, 1);

    assert_true(w.lengths[1] >= 2);
    world_done(&w);
    free(text);
}

static void
words_are_the_forms_of_texts_and_titles_in_byte_order(void **state)
{
    (void)state;
    const char *texts[] = {"Zebra crossings \xc3\xa9tude 20mph.", "A zebra."};
    struct document d = document_of((char *)"Zebra Titles", (char *)"");
    struct world w = world_of(&d, texts, 2);
    struct error err;
    struct store_writer *writer;
    struct store *store;
    uint32_t docid;

    assert_ok(store_writer_open(&writer, w.folder, STORE_SORT_BYTES, &err));
    struct store_document record = {.id = "d",
                                    .title = "t",
                                    .committee = "",
                                    .date = "",
                                    .plan = "",
                                    .url = "",
                                    .source = "d.txt"};
    struct store_unit unit = {0, UNIT_MINUTE, "d#p1", "1", "x", 1};
    assert_ok(store_writer_document(writer, &record, &err));
    assert_ok(store_writer_unit(writer, &unit, 1, &docid, &err));
    assert_ok(store_writer_unit(writer, &unit, 1, &docid, &err));
    assert_ok(words_write(w.positions, writer, &err));
    assert_ok(words_count_stems(w.db, writer, &err));
    assert_ok(store_writer_finish(writer, &err));
    store_writer_close(writer);
    assert_ok(store_open(&store, w.folder, &err));

    struct store_word word, before = {"", "", 0};
    uint32_t zebra_df = 9, titles_df = 9;
    for (uint32_t i = 0; i < store_words(store); i++) {
        store_word(store, i, &word);
        assert_true(strcmp(before.form, word.form) < 0);
        assert_false(word.form[0] >= 'A' && word.form[0] <= 'Z');
        if (strcmp(word.form, "zebra") == 0)
            zebra_df = word.df;
        if (strcmp(word.form, "titles") == 0) {
            titles_df = word.df;
            assert_string_equal(word.stem, "titl");
        }
        before = word;
    }
    assert_int_equal(zebra_df, 2);
    assert_int_equal(titles_df, 0);
    assert_true((unsigned char)before.form[0] == 0xc3);
    /* zebra 2, cross, étude, etude, 20, mph, a, titl 2. */
    assert_int_equal(store_stem_postings(store), 10);
    store_close(store);
    world_done(&w);
}

static void
an_extension_names_its_reader(void **state)
{
    (void)state;
    struct error err;

    assert_ok(reader_setup(NULL, 0, &err));
    assert_non_null(reader_find("a.txt"));
    assert_non_null(reader_find("folder.d/A.TXT"));
    assert_null(reader_find("a.odd"));
    assert_non_null(reader_find("a.pdf.GZ"));
    assert_int_equal(reader_stem("a.b.txt.gz"), 3);
    assert_true(reader_find("a.txt")->richness >
                reader_find("a.txt.gz")->richness);
    assert_null(reader_find("folder.txt/a"));
    assert_null(reader_find(".txt"));
    assert_int_equal(reader_stem("a.b.txt"), 3);
    assert_int_equal(reader_stem("d.x/a"), 5);
    assert_true(reader_find("a.txt")->richness !=
                reader_find("a.text")->richness);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_gives_stems_that_weigh_and_forms_that_do_not),
        cmocka_unit_test(a_title_counts_for_every_unit_and_keeps_its_own_terms),
        cmocka_unit_test(other_forms_of_a_word_are_found_by_their_stems_too),
        cmocka_unit_test(filters_are_terms_without_weight),
        cmocka_unit_test(values_that_are_unknown_give_no_filter),
        cmocka_unit_test(lengths_told_are_those_that_xapian_adds_up),
        cmocka_unit_test(a_word_longer_than_a_term_is_cut_and_found),
        cmocka_unit_test(words_are_the_forms_of_texts_and_titles_in_byte_order),
        cmocka_unit_test(an_extension_names_its_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
