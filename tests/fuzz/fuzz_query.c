/* Fuzz target: any bytes as a query. A refusal points into the text; a tree
 * keeps the rules of query.h, prints, parses again to itself, and is its own
 * normal form. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "query/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

static void
check_word(const struct query_word *w, const struct query *q)
{
    CHECK(w->form[0] != '\0');
    CHECK((w->stem[0] == '\0') == w->prefix);
    CHECK(!w->prefix || q->type != QUERY_PHRASE);
    CHECK(!w->prefix ||
          utf8_count(w->form, strlen(w->form)) >= QUERY_PREFIX_MIN);
    CHECK(!w->exact || (q->type == QUERY_NEAR && !w->prefix));
}

static void
check_node(const struct query *q, const struct query *parent)
{
    size_t nots = 0;

    switch (q->type) {
    case QUERY_WORD:
        CHECK(q->n_words == 1 && !q->stemmed);
        break;
    case QUERY_PHRASE:
        CHECK(q->n_words >= 2 && q->n_words <= QUERY_PHRASE_MAX && !q->exact);
        break;
    case QUERY_NOT:
        CHECK(q->n_children == 1 && parent != NULL &&
              parent->type == QUERY_AND);
        break;
    case QUERY_AND:
    case QUERY_OR:
        CHECK(q->n_children >= 2);
        CHECK(parent == NULL || parent->type != q->type);
        break;
    case QUERY_YEAR:
        CHECK(q->year_from >= YEAR_MIN && q->year_from <= q->year_to &&
              q->year_to <= YEAR_MAX);
        break;
    case QUERY_NEAR:
        CHECK(q->n_words >= 2 && q->n_words <= QUERY_PHRASE_MAX);
        CHECK(q->near >= 1 && q->near <= QUERY_NEAR_MAX);
        break;
    case QUERY_DATE:
        CHECK(q->date_from >= QUERY_DATE_MIN && q->date_from <= q->date_to &&
              q->date_to <= QUERY_DATE_MAX);
        break;
    case QUERY_COMMITTEE:
    case QUERY_SOURCE:
    case QUERY_PARA:
        CHECK(q->text[0] != '\0');
        break;
    case QUERY_KIND:
    case QUERY_PLAN:
        break;
    }
    for (size_t i = 0; i < q->n_words; i++)
        check_word(&q->words[i], q);
    for (size_t i = 0; i < q->n_children; i++) {
        nots += q->children[i]->type == QUERY_NOT;
        check_node(q->children[i], q);
    }
    CHECK(q->n_children == 0 || nots < q->n_children);
}

/* query_parse or query_parse_all. */
typedef enum status parser(struct query **, struct query_notes *, const char *,
                           size_t, struct arena *, struct tokenizer *,
                           struct error *);

static void
check_tree(parser *parse, struct query *q, struct arena *arena,
           struct tokenizer *t)
{
    struct buf printed = {0};
    struct query *again = NULL;

    check_node(q, NULL);
    CHECK(query_equal(q, query_normalise(q, arena)));
    query_print(q, &printed);
    if (printed.len <= QUERY_BYTES_MAX) {
        CHECK(parse(&again, NULL, printed.data, printed.len, arena, t, NULL) ==
              STATUS_OK);
        CHECK(query_equal(q, again));
    }
    buf_done(&printed);
    struct query *any = query_any(q, arena);
    if (any != NULL)
        check_node(any, NULL);
}

static void
check_notes(const struct query_notes *notes)
{
    for (size_t i = 0; i < notes->n; i++)
        CHECK(notes->texts[i][0] != '\0' &&
              utf8_valid(notes->texts[i], strlen(notes->texts[i])));
    for (size_t i = 0; i < notes->n_dropped; i++)
        CHECK(token_is_stop(notes->dropped[i], strlen(notes->dropped[i])));
}

static void
check_text(parser *parse, const char *text, size_t size, struct tokenizer *t)
{
    struct arena *arena = arena_new();
    struct error err = {0};
    struct query_notes notes = {0};
    struct query *q = NULL;

    enum status status = parse(&q, &notes, text, size, arena, t, &err);
    check_notes(&notes);
    CHECK(parse == query_parse || notes.n_dropped == 0);
    if (status == STATUS_OK && q != NULL) {
        check_tree(parse, q, arena, t);
    } else if (status != STATUS_OK) {
        size_t valid = utf8_valid_prefix(text, size);
        CHECK(status == STATUS_BAD_QUERY && err.message[0] != '\0');
        CHECK(err.column >= 1 && err.column <= utf8_count(text, valid) + 1);
    }
    arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tokenizer *t;

    if (tokenizer_new(&t, NULL) != STATUS_OK)
        return 0;
    check_text(query_parse, (const char *)data, size, t);
    check_text(query_parse_all, (const char *)data, size, t);
    tokenizer_free(t);
    return 0;
}
