/* Completions of what is being typed: /api/suggest for the search box and for
 * programs, /suggest for browsers that took the box as a search engine
 * (OpenSearch Suggestions 1.0). */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "answer/jval.h"
#include "common/num.h"
#include "engine/suggest.h"
#include "searchd/visit.h"

/* Words of a title that a query for it takes: enough to tell titles apart,
 * and even where each has a hyphen no more than a phrase may have (16). */
#define TITLE_WORDS 8

static enum status
understand(struct visit *v, struct error *err)
{
    const char *q = http_params_get(&v->params, "q");
    const char *limit = http_params_get(&v->params, "limit");

    v->search.query = q;
    v->search.query_len = strlen(q);
    v->search.limit = SUGGEST_LIMIT_DEFAULT;
    if (limit[0] != '\0' &&
        !num_parse_u32(limit, SUGGEST_LIMIT_MAX, &v->search.limit))
        return error_set(err, STATUS_USAGE, "limit is a number up to %u",
                         SUGGEST_LIMIT_MAX);
    if (v->search.query_len > QUERY_BYTES_MAX)
        return error_set(err, STATUS_USAGE, "q has at most %u bytes",
                         QUERY_BYTES_MAX);
    return STATUS_OK;
}

/* The query that finds a title: its first words as a phrase. */
static json_t *
title_query(const char *title)
{
    struct buf query = {0};
    size_t words = 0;

    buf_add_str(&query, "title:\"");
    for (const char *p = title; *p != '\0' && words < TITLE_WORDS; words++) {
        p += strspn(p, " \"");
        size_t len = strcspn(p, " \"");
        if (len > 0 && words > 0)
            buf_add_char(&query, ' ');
        buf_add(&query, p, len);
        p += len;
    }
    buf_add_char(&query, '"');
    json_t *value = jval_text(query.data);
    buf_done(&query);
    return value;
}

static void
add(json_t *list, const struct suggestion *s, bool title)
{
    json_t *object = jval_must(
        json_pack("{s:s,s:o,s:o,s:I,s:o}", "kind", title ? "title" : "word",
                  "text", jval_text(s->text), "query",
                  title ? title_query(s->text) : jval_text(s->text), "count",
                  (json_int_t)s->count, "document",
                  s->document != NULL ? jval_text(s->document) : json_null()));

    if (json_array_append_new(list, object) != 0)
        abort();
}

static enum status
complete(struct visit *v, const struct job_context *context,
         struct suggestions **out, struct error *err)
{
    return suggest_new(out, context->searcher, v->options->glossary,
                       v->search.query, v->search.query_len, v->search.limit,
                       err);
}

static enum status
api(struct visit *v, const struct job_context *context, struct error *err)
{
    struct suggestions *found;
    enum status status = complete(v, context, &found, err);

    if (status != STATUS_OK)
        return status;
    json_t *list = jval_must(json_array());
    for (size_t i = 0; i < found->n_words; i++)
        add(list, &found->words[i], false);
    for (size_t i = 0; i < found->n_titles; i++)
        add(list, &found->titles[i], true);
    suggest_free(found);
    jval_write(
        jval_must(json_pack("{s:o,s:o}", "query", jval_text(v->search.query),
                            "suggestions", list)),
        &v->reply.body);
    buf_add_char(&v->reply.body, '\n');
    return STATUS_OK;
}

const struct web_route web_api_suggest = {
    .path = "/api/suggest",
    .type = HTTP_TYPE_JSON,
    .for_programs = true,
    .lasting = true,
    .quick = true,
    .understand = understand,
    .on_worker = api,
};

/* What the browser sends when it is chosen, and what it shows beside it: the
 * count of a word is not that of the words before it as well. */
static void
add_row(json_t *queries, json_t *descriptions, const struct suggestion *s,
        bool title)
{
    struct buf words = {0};

    buf_add_str(&words, "");
    if (title || strchr(s->text, ' ') == NULL)
        buf_addf(&words, "%llu %s", (unsigned long long)s->count,
                 s->count == 1 ? "paragraph" : "paragraphs");
    if (json_array_append_new(queries, title ? title_query(s->text)
                                             : jval_text(s->text)) != 0 ||
        json_array_append_new(descriptions, jval_text(words.data)) != 0)
        abort();
    buf_done(&words);
}

static enum status
opensearch(struct visit *v, const struct job_context *context,
           struct error *err)
{
    struct suggestions *found;
    enum status status = complete(v, context, &found, err);

    if (status != STATUS_OK)
        return status;
    json_t *queries = jval_must(json_array()),
           *descriptions = jval_must(json_array());
    for (size_t i = 0; i < found->n_words; i++)
        add_row(queries, descriptions, &found->words[i], false);
    for (size_t i = 0; i < found->n_titles; i++)
        add_row(queries, descriptions, &found->titles[i], true);
    suggest_free(found);
    jval_write(jval_must(json_pack("[o,o,o]", jval_text(v->search.query),
                                   queries, descriptions)),
               &v->reply.body);
    buf_add_char(&v->reply.body, '\n');
    return STATUS_OK;
}

const struct web_route web_suggest = {
    .path = "/suggest",
    .type = "application/x-suggestions+json; charset=utf-8",
    .for_programs = true,
    .lasting = true,
    .quick = true,
    .understand = understand,
    .on_worker = opensearch,
};
