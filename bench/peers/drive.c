/* How every engine is asked: see drive.h.
 *
 *     PEER index INDEX FOLDER [HOW]
 *     PEER ask [--passes N] [--first N] [--pid PID] [--how HOW] INDEX QUERIES
 *     PEER load [--seconds N] [--connections N] [--first N] ... INDEX QUERIES
 *
 * `ask` puts every query of the file once to warm up and then N times, one
 * after another, and prints
 *     answer CLASS TOTAL YEARS HITS WORDS  of each query: a checksum of the
 *                                          counts, numbers with commas between
 *     cpu PASS CLASS QUERIES NANOSECONDS   of the engine, or the server PID
 *     wall PASS CLASS NANOSECONDS...       of each query
 * where pass 0 is the one that warms up. `load` puts the queries by chance
 * over N connections, and prints `load CONNECTIONS QUERIES NANOSECONDS`, the
 * time of the queries at 50, 95 and 99 in a hundred in microseconds, and CPU
 * time in nanoseconds: of the server PID (0: there is none), of this program.
 */
#include "config.h"

#include "bench/peers/drive.h"

#include <err.h>
#include <getopt.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/corpus/chance.h"
#include "common/num.h"
#include "common/xalloc.h"

#define CONNECTIONS_MAX 1024
#define QUERIES_MAX 100000
#define LOAD_MAX (64u << 20) /* queries of one load */
#define SECOND 1000000000u

struct query {
    struct question q;
    const char *class;
    char *line;  /* what the others point into */
    char *words; /* as they stand in the file */
};

struct options {
    uint32_t passes, first, pid, seconds, connections;
    const char *how, *index, *queries;
};

struct run {
    struct options o;
    struct query *queries;
    size_t n;
};

static uint64_t
now(clockid_t clock)
{
    struct timespec t;

    if (clock_gettime(clock, &t) != 0)
        err(1, "clock_gettime");
    return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

/* CPU time of all threads of the server, or of this process. */
static clockid_t
cpu_clock(uint32_t pid)
{
    clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;

    if (pid != 0 && clock_getcpuclockid((pid_t)pid, &clock) != 0)
        errx(1, "no process %u", pid);
    return clock;
}

/* ---- the queries ---- */

static void
read_question(struct query *query, const char *line)
{
    query->line = xstrdup(line);
    char *words = strchr(query->line, '\t');
    if (words == NULL)
        errx(1, "%s: no query", line);
    *words++ = '\0';
    query->class = query->line;
    query->words = xstrdup(words);
    query->q.how = strcmp(query->class, "phrase") == 0   ? DRIVE_PHRASE
                   : strncmp(query->class, "or", 2) == 0 ? DRIVE_ANY
                                                         : DRIVE_ALL;
    char *rest = NULL;
    for (char *w = strtok_r(words, " ", &rest); w != NULL;
         w = strtok_r(NULL, " ", &rest)) {
        if (query->q.n == DRIVE_WORDS)
            errx(1, "%s: too many words", line);
        query->q.word[query->q.n++] = w;
    }
}

/* The first o->first of each class (0: all); classes stand together. */
static void
read_queries(struct run *run)
{
    FILE *f = fopen(run->o.queries, "r");
    char line[256], class[32] = "";
    uint32_t in_class = 0;
    size_t cap = 0;

    if (f == NULL)
        err(1, "%s", run->o.queries);
    while (run->n < QUERIES_MAX && fgets(line, sizeof(line), f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        size_t len = strcspn(line, "\t");
        if (strncmp(class, line, len) != 0 || class[len] != '\0') {
            (void)snprintf(class, sizeof(class), "%.*s", (int)len, line);
            in_class = 0;
        }
        if (run->o.first != 0 && ++in_class > run->o.first)
            continue;
        run->queries = xgrow(run->queries, run->n, &cap, sizeof(*run->queries));
        run->queries[run->n] = (struct query){.class = NULL};
        read_question(&run->queries[run->n++], line);
    }
    (void)fclose(f);
    if (run->n == 0)
        errx(1, "%s: no queries", run->o.queries);
}

static void
free_queries(struct run *run)
{
    for (size_t i = 0; i < run->n; i++) {
        free(run->queries[i].line);
        free(run->queries[i].words);
    }
    free(run->queries);
}

/* ---- one after another ---- */

static void
print_answer(const struct query *query, const struct outcome *o)
{
    uint64_t sum = 14695981039346656037u; /* FNV-1a over years and counts */

    for (uint32_t y = 0; y < DRIVE_YEARS; y++)
        sum = (sum ^ o->year[y]) * 1099511628211u + y;
    (void)printf("answer\t%s\t%llu\t%016llx\t", query->class,
                 (unsigned long long)o->total, (unsigned long long)sum);
    for (uint32_t i = 0; i < o->n_hits; i++)
        (void)printf("%s%u", i > 0 ? "," : "", o->hit[i]);
    (void)printf("\t%s\n", query->words);
    if (o->n_hits > 0 && o->snippets == 0)
        errx(1, "%s: no snippets", query->words);
}

static void
print_class(uint32_t pass, const char *class, uint64_t cpu,
            const uint64_t *wall, size_t n)
{
    (void)printf("cpu\t%u\t%s\t%zu\t%llu\nwall\t%u\t%s", pass, class, n,
                 (unsigned long long)cpu, pass, class);
    for (size_t i = 0; i < n; i++)
        (void)printf("\t%llu", (unsigned long long)wall[i]);
    (void)printf("\n");
}

static void
ask_all(const struct run *run)
{
    void *handle = peer.open(run->o.index, run->o.how);
    clockid_t clock = cpu_clock(run->o.pid);
    uint64_t *wall = xcalloc(run->n, sizeof(*wall));
    struct outcome *outcomes = xcalloc(run->n, sizeof(*outcomes));

    for (uint32_t pass = 0; pass <= run->o.passes; pass++)
        for (size_t at = 0, end; at < run->n; at = end) {
            const char *class = run->queries[at].class;
            for (end = at;
                 end < run->n && strcmp(run->queries[end].class, class) == 0;)
                end++;
            uint64_t cpu = now(clock);
            for (size_t i = at; i < end; i++) {
                struct outcome o = {.total = 0};
                uint64_t start = now(CLOCK_MONOTONIC);
                peer.ask(handle, &run->queries[i].q, &o);
                wall[i] = now(CLOCK_MONOTONIC) - start;
                if (pass == 0)
                    outcomes[i] = o;
            }
            cpu = now(clock) - cpu;
            print_class(pass, class, cpu, wall + at, end - at);
        }
    for (size_t i = 0; i < run->n; i++)
        print_answer(&run->queries[i], &outcomes[i]);
    peer.close(handle);
    free(outcomes);
    free(wall);
}

/* ---- many at once ---- */

struct load {
    const struct run *run;
    uint32_t *order;
    uint64_t until;
    uint32_t *took; /* microseconds, of each query asked */
    pthread_barrier_t ready;
    atomic_size_t next;
};

static void *
load_thread(void *argument)
{
    struct load *load = argument;
    const struct run *run = load->run;
    void *handle = peer.open(run->o.index, run->o.how);

    (void)pthread_barrier_wait(&load->ready); /* all have connected */
    (void)pthread_barrier_wait(&load->ready); /* the clock runs */
    for (uint64_t t = now(CLOCK_MONOTONIC); t < load->until;) {
        size_t i = atomic_fetch_add(&load->next, 1);
        struct outcome o = {.total = 0};
        if (i >= LOAD_MAX)
            errx(1, "more queries than there is room for");
        peer.ask(handle, &run->queries[load->order[i % run->n]].q, &o);
        uint64_t end = now(CLOCK_MONOTONIC);
        load->took[i] = (uint32_t)((end - t) / 1000);
        t = end;
    }
    peer.close(handle);
    return NULL;
}

static int
by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* What was spent, and when; of a server 0 where there is none. */
struct spent {
    uint64_t time, server, own;
};

static struct spent
spent_until_now(uint32_t pid)
{
    return (struct spent){
        .time = now(CLOCK_MONOTONIC),
        .server = pid != 0 ? now(cpu_clock(pid)) : 0,
        .own = now(CLOCK_PROCESS_CPUTIME_ID),
    };
}

static void
print_load(struct load *load, const struct spent *from, const struct spent *to)
{
    size_t n = atomic_load(&load->next);

    qsort(load->took, n, sizeof(*load->took), by_size);
    (void)printf("load\t%u\t%zu\t%llu\t%u\t%u\t%u\t%llu\t%llu\n",
                 load->run->o.connections, n,
                 (unsigned long long)(to->time - from->time), load->took[n / 2],
                 load->took[n * 95 / 100], load->took[n * 99 / 100],
                 (unsigned long long)(to->server - from->server),
                 (unsigned long long)(to->own - from->own));
}

static void
load_all(const struct run *run)
{
    struct load load = {.run = run};
    struct chance chance = {1};
    pthread_t threads[CONNECTIONS_MAX];

    load.order = xcalloc(run->n, sizeof(*load.order));
    load.took = xcalloc(LOAD_MAX, sizeof(*load.took));
    for (uint32_t i = 0; i < run->n; i++) {
        uint32_t k = chance_below(&chance, i + 1);
        load.order[i] = load.order[k];
        load.order[k] = i;
    }
    (void)pthread_barrier_init(&load.ready, NULL, run->o.connections + 1);
    for (uint32_t i = 0; i < run->o.connections; i++)
        if (pthread_create(&threads[i], NULL, load_thread, &load) != 0)
            errx(1, "no thread");
    (void)pthread_barrier_wait(&load.ready);
    struct spent start = spent_until_now(run->o.pid);
    load.until = start.time + (uint64_t)run->o.seconds * SECOND;
    (void)pthread_barrier_wait(&load.ready);
    for (uint32_t i = 0; i < run->o.connections; i++)
        (void)pthread_join(threads[i], NULL);
    struct spent end = spent_until_now(run->o.pid);
    print_load(&load, &start, &end);
    (void)pthread_barrier_destroy(&load.ready);
    free(load.order);
    free(load.took);
}

/* ---- */

static void
read_options(int argc, char **argv, struct options *o)
{
    static const struct option options[] = {
        {"passes", required_argument, NULL, 'p'},
        {"first", required_argument, NULL, 'f'},
        {"pid", required_argument, NULL, 'i'},
        {"how", required_argument, NULL, 'h'},
        {"seconds", required_argument, NULL, 's'},
        {"connections", required_argument, NULL, 'c'},
        {NULL, 0, NULL, 0}};
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        uint32_t *number = option == 'p'   ? &o->passes
                           : option == 'f' ? &o->first
                           : option == 'i' ? &o->pid
                           : option == 's' ? &o->seconds
                                           : &o->connections;
        if (option == 'h')
            o->how = optarg;
        else if (option == '?' || !num_parse_u32(optarg, INT32_MAX, number))
            errx(64, "what is wanted? See drive.c");
    }
    if (argc - optind != 2 || o->connections == 0 ||
        o->connections > CONNECTIONS_MAX)
        errx(64, "an index and a file of queries are wanted; see drive.c");
    o->index = argv[optind];
    o->queries = argv[optind + 1];
}

int
main(int argc, char **argv)
{
    struct run run = {.o = {.passes = 1, .seconds = 3, .connections = 1}};
    const char *verb = argc > 1 ? argv[1] : "";

    if (strcmp(verb, "index") == 0 && (argc == 4 || argc == 5)) {
        peer.index(argv[2], argv[3], argc == 5 ? argv[4] : NULL);
        return 0;
    }
    if (strcmp(verb, "ask") != 0 && strcmp(verb, "load") != 0)
        errx(64, "ask, load or index is wanted; see drive.c");
    read_options(argc - 1, argv + 1, &run.o);
    read_queries(&run);
    if (*verb == 'a')
        ask_all(&run);
    else
        load_all(&run);
    free_queries(&run);
    return 0;
}
