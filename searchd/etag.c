/* ETags: see etag.h. */
#include "config.h"

#include "searchd/etag.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* FNV-1a: what differs is told apart, nobody gains by a collision. */
#define FNV_START UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

/* Adds a string, its NUL with it, so that "ab","c" is not "a","bc". */
static uint64_t
add(uint64_t hash, const char *s)
{
    do
        hash = (hash ^ (unsigned char)*s) * FNV_PRIME;
    while (*s++ != '\0');
    return hash;
}

uint64_t
etag_of_settings(const struct web_settings *settings, const struct rank *rank,
                 const struct glossary *glossary)
{
    const struct page_site *s = &settings->site;
    const char *const parts[] = {
        PACKAGE_VERSION, s->title,  s->logo,        s->home_url, s->home_text,
        s->language,     s->accent, s->accent_dark, s->prefix,   s->origin,
    };
    uint64_t hash = FNV_START;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        hash = add(hash, parts[i]);
    for (unsigned i = 0; i < RANK_PARTS; i++)
        hash = (hash ^ rank->weight[i]) * FNV_PRIME;
    for (size_t i = 0; i < glossary_count(glossary); i++) {
        const struct glossary_entry *e = glossary_at(glossary, i);
        hash = add(add(hash, e->acronym), e->shown);
    }
    return hash;
}

void
etag_make(char out[ETAG_SIZE], uint64_t generation, uint64_t created,
          uint64_t settings, const char *target, const char *host)
{
    uint64_t hash = (settings ^ created) * FNV_PRIME;
    (void)snprintf(out, ETAG_SIZE, "W/\"%" PRIu64 "-%016" PRIx64 "\"",
                   generation, add(add(hash, target), host));
}

/* The part that a weak comparison looks at: without W/. */
static const char *
opaque(const char *etag)
{
    return strncmp(etag, "W/", 2) == 0 ? etag + 2 : etag;
}

bool
etag_matches(const char *header, const char *etag)
{
    const char *wanted = opaque(etag);
    size_t len = strlen(wanted);
    const char *p = header + strspn(header, " \t");
    if (strcmp(p, "*") == 0)
        return true;
    while (*p != '\0') {
        p += strspn(p, " \t,");
        p = opaque(p);
        if (strncmp(p, wanted, len) == 0)
            return true;
        if (*p != '"')
            return false;
        p = strchr(p + 1, '"');
        if (p == NULL)
            return false;
        p++;
    }
    return false;
}
