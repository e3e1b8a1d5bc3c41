/* The two ways of matching, compared: reads lines "[name=value...] : QUERY"
 * with the options of SEARCH (values percent-encoded as there), and `depth=N`
 * of its own; matches each both ways in the index that it is given, and prints
 * a line for each difference. The last line says how many were compared, how
 * many of them found anything, and how many docids of the index are gaps.
 *
 *   engines INDEX        compares
 *   engines INDEX times  prints a line "RATIO XAPIAN HOT TOTAL QUERY" for
 *                        each: microseconds of CPU, the best of five */
#include "config.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/num.h"
#include "common/xalloc.h"
#include "engine/index.h"
#include "engine/match.h"
#include "engine/question.h"
#include "engine/searcher-internal.h"
#include "engine/searcher.h"
#include "proto/request.h"

/* Scores agree but for what their sums' order makes of the last digits. */
#define CLOSE 1e-9
#define TIMES 5
#define DEPTH 200

struct engines {
    struct searcher *searcher;
    struct match_source source;
    const char *line;
    unsigned compared, found, differences;
};

static PRINTF_LIKE(2, 3) void differ(struct engines *e, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vprintf(format, arguments);
    va_end(arguments);
    printf(": %s\n", e->line);
    e->differences++;
}

static bool
is_close(double a, double b)
{
    return fabs(a - b) <= CLOSE * fmax(1, fmax(fabs(a), fabs(b)));
}

static uint32_t
score_place(const struct match_result *r, uint32_t docid)
{
    for (uint32_t i = 0; i < r->n_hits; i++)
        if (r->hits[i].docid == docid)
            return i;
    return UINT32_MAX;
}

/* Hits in the same order, but among those of one score. At the end of the list
 * one of them may stand for another. */
static void
compare_hits(struct engines *e, const struct match_request *request,
             const struct match_result *x, const struct match_result *h)
{
    bool by_score = request->sort == SEARCH_BY_RELEVANCE;

    if (x->n_hits != h->n_hits) {
        differ(e, "%zu hits, hot %zu", x->n_hits, h->n_hits);
        return;
    }
    for (size_t i = 0; i < x->n_hits; i++) {
        const struct match_hit *a = &x->hits[i], *b = &h->hits[i];
        if (!is_close(a->score, b->score)) {
            differ(e, "hit %zu, unit %u scores %.17g, hot unit %u %.17g", i,
                   a->docid, a->score, b->docid, b->score);
            return;
        }
        if (a->docid == b->docid && a->more == b->more)
            continue;
        uint32_t place = score_place(h, a->docid);
        if (a->docid == b->docid || !by_score ||
            (place != UINT32_MAX
                 ? !is_close(h->hits[place].score, a->score)
                 : !is_close(x->hits[x->n_hits - 1].score, a->score))) {
            differ(e, "hit %zu is unit %u with %u more, hot %u with %u", i,
                   a->docid, a->more, b->docid, b->more);
            return;
        }
    }
}

static void
compare_results(struct engines *e, const struct match_request *request,
                const struct match_result *x, const struct match_result *h)
{
    const struct store *store = e->source.store;

    if (x->total != h->total)
        differ(e, "total %" PRIu64 ", hot %" PRIu64, x->total, h->total);
    if (x->groups != h->groups)
        differ(e, "groups %" PRIu64 ", hot %" PRIu64, x->groups, h->groups);
    for (unsigned f = 0; f < STORE_FACETS; f++) {
        if ((x->counts[f] == NULL) != (h->counts[f] == NULL)) {
            differ(e, "facet %u in one only", f);
            continue;
        }
        for (uint32_t i = 0;
             x->counts[f] != NULL && i < store_facet_values(store, f); i++)
            if (x->counts[f][i] != h->counts[f][i]) {
                differ(e, "facet %u, %s: %" PRIu64 ", hot %" PRIu64, f,
                       store_facet_value(store, f, i), x->counts[f][i],
                       h->counts[f][i]);
                break;
            }
    }
    compare_hits(e, request, x, h);
}

static double
cpu_now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static enum status
match(struct engines *e, struct match_request *request,
      enum search_engine engine, struct arena *arena, struct match_result *out,
      struct error *err)
{
    request->engine = engine;
    return match_units(&e->source, request, arena, out, err);
}

static double
time_of(struct engines *e, struct match_request *request,
        enum search_engine engine)
{
    double best = INFINITY;

    for (int i = 0; i < TIMES; i++) {
        struct arena *arena = arena_new();
        struct match_result out;
        struct error err;
        double began = cpu_now();
        if (match(e, request, engine, arena, &out, &err) != STATUS_OK)
            differ(e, "%s", err.message);
        best = fmin(best, cpu_now() - began);
        arena_free(arena);
    }
    return best;
}

static void
run(struct engines *e, struct match_request *request, struct arena *arena,
    bool times)
{
    struct match_result x, h;
    struct error xe = {0}, he = {0};
    enum status xs = match(e, request, SEARCH_BY_XAPIAN, arena, &x, &xe);
    enum status hs = match(e, request, SEARCH_HOT, arena, &h, &he);

    e->compared++;
    if (xs != hs) {
        differ(e, "%s (%s), hot %s (%s)", status_name(xs), xe.message,
               status_name(hs), he.message);
        return;
    }
    if (xs != STATUS_OK)
        return;
    e->found += x.total > 0;
    compare_results(e, request, &x, &h);
    if (!times)
        return;
    double by_xapian = time_of(e, request, SEARCH_BY_XAPIAN);
    double hot = time_of(e, request, SEARCH_HOT);
    printf("%.3f %.0f %.0f %" PRIu64 " %s\n", hot / by_xapian, by_xapian, hot,
           x.total, e->line);
}

/* Sets what the line asks for; its options and the depth. */
static enum status
read_line(struct request *parsed, char *line, size_t len,
          struct search_request *r, uint32_t *depth, struct error *err)
{
    enum status status = request_parse(parsed, line, len, err);

    search_request_init(r);
    for (size_t i = 0; status == STATUS_OK && i < parsed->n_options; i++) {
        const struct request_option *o = &parsed->options[i];
        if (strcmp(o->name, "depth") == 0)
            (void)num_parse_u32(o->value, 1000, depth);
        else if (strcmp(o->name, "rank") == 0)
            status = rank_parse(&r->rank, o->value, err);
        else
            status = search_request_set(r, o->name, o->value, err);
    }
    r->query = parsed->rest;
    r->query_len = parsed->rest_len;
    return status;
}

static void
compare_line(struct engines *e, char *line, size_t len, bool times)
{
    struct arena *arena = arena_new();
    struct request parsed;
    struct search_request r;
    struct question question;
    struct error err;
    uint32_t depth = DEPTH;
    char *copy = xasprintf("SEARCH %s", line);

    (void)len;
    e->line = line;
    enum status status =
        read_line(&parsed, copy, strlen(copy), &r, &depth, &err);
    if (status == STATUS_OK)
        status = question_make(&question, e->searcher, &r, arena, &err);
    if (status != STATUS_OK) {
        differ(e, "%s", err.message);
    } else {
        struct match_request request = {
            .tree = question.tree,
            .filters = question.filters,
            .n_filters = question.n_filters,
            .depth = depth,
            .sort = r.sort,
            .facets = r.facets,
            .groups = r.group ? e->source.documents : NULL,
            .n_groups = store_documents_end(e->source.store),
            .rank = &r.rank,
            .wording = question.wording,
        };
        run(e, &request, arena, times);
    }
    free(copy);
    arena_free(arena);
}

int
main(int argc, char **argv)
{
    struct engines e = {0};
    struct index *index;
    struct error err;
    char *line = NULL;
    size_t room = 0;

    if (argc < 2)
        return 64;
    enum status status = index_open(&index, argv[1], false, NULL, &err);
    if (status == STATUS_OK) {
        status = searcher_new(&e.searcher, index, &err);
        index_unref(index);
    }
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        return status_exit_code(status);
    }
    e.source = searcher_source(e.searcher);
    for (ssize_t len; (len = getline(&line, &room, stdin)) > 0;) {
        if (line[len - 1] == '\n')
            line[--len] = '\0';
        compare_line(&e, line, (size_t)len, argc > 2);
    }
    free(line);
    printf("compared %u found %u different %u gaps %u\n", e.compared, e.found,
           e.differences,
           store_last_docid(e.source.store) - store_units(e.source.store));
    searcher_free(e.searcher);
    return e.differences > 0;
}
