/* An administrator's acronyms: see acronyms_file.h. */
#include "config.h"

#include "searchd/acronyms_file.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "config/pairs.h"

struct reading {
    struct glossary *glossary;
    struct pairs pairs;
    struct tokenizer *tokenizer;
    const char *path;
    struct ini_problems *problems;
};

#define PROBLEM(r, line, ...)                                                  \
    ini_problem((r)->problems, (r)->path, line, __VA_ARGS__)

/* The first line that says of the same acronym what the i-th does, or that
 * contradicts it; NULL: none does. */
static const struct pair *
earlier(const struct reading *r, size_t i)
{
    const struct pair *p = &r->pairs.pairs[i];
    for (size_t j = 0; j < i; j++) {
        const struct pair *other = &r->pairs.pairs[j];
        if (strcmp(other->name, p->name) == 0 &&
            (strcmp(other->value, p->value) == 0 || *other->value == '\0' ||
             *p->value == '\0'))
            return other;
    }
    return NULL;
}

static void
take(struct reading *r, size_t i)
{
    const struct pair *p = &r->pairs.pairs[i];
    const struct pair *other = earlier(r, i);
    if (other != NULL && strcmp(other->value, p->value) == 0)
        PROBLEM(r, p->line, "%s is given twice, first in line %u", p->name,
                other->line);
    else if (other != NULL)
        PROBLEM(r, p->line,
                "%s stands for something and for nothing: see line %u", p->name,
                other->line);
    else if (!glossary_add(r->glossary, p->name, p->value, 0, r->tokenizer))
        PROBLEM(r, p->line,
                "expected one word without blanks, =, and at most %u words "
                "that it stands for",
                QUERY_PHRASE_MAX);
}

enum status
acronyms_file_read(struct glossary **out, struct arena *arena, const char *path,
                   struct ini_problems *problems, struct error *err)
{
    struct reading r = {
        .glossary = glossary_new(arena), .path = path, .problems = problems};
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return error_set(err, STATUS_USAGE, "%s is no regular file", path);
    enum status status = pairs_read(&r.pairs, arena, path, problems, err);
    if (status == STATUS_OK)
        status = tokenizer_new(&r.tokenizer, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < r.pairs.n; i++)
        take(&r, i);
    glossary_sort(r.glossary);
    tokenizer_free(r.tokenizer);
    *out = r.glossary;
    return STATUS_OK;
}
