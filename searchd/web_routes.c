/* The table of paths: see web_routes.h. */
#include "config.h"

#include "searchd/web_routes.h"

#include <stddef.h>
#include <string.h>

static const struct web_route *const routes[] = {
    &web_home,        &web_search,
    &web_document,    &web_similar,
    &web_help,        &web_feed,
    &web_api_search,  &web_api_similar,
    &web_api_suggest, &web_api_nothing, /* behind all others below /api/ */
    &web_suggest,     &web_style,
    &web_script,      &web_opensearch,
    &web_favicon,     &web_favicon_ico,
    &web_robots,      &web_health,
    &web_metrics,     NULL,
};

const struct web_route *
web_route_find(const char *path, const char **rest)
{
    *rest = NULL;
    for (const struct web_route *const *r = routes; *r != NULL; r++) {
        size_t len = strlen((*r)->path);
        if (strcmp(path, (*r)->path) == 0 && (len == 1 || path[len - 1] != '/'))
            return *r;
        if (len > 1 && (*r)->path[len - 1] == '/' &&
            strncmp(path, (*r)->path, len) == 0 && path[len] != '\0') {
            *rest = path + len;
            return *r;
        }
    }
    return NULL;
}
