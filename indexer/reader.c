/* Extensions and readers: see reader.h. */
#include "config.h"

#include "indexer/reader.h"

#include <string.h>
#include <strings.h>

/* Markdown is not here: its marks would be indexed as words. */
static const struct reader readers[] = {
    {".xml", "XML", MINUTES_XML, 10},   {".html", "HTML", MINUTES_HTML, 9},
    {".htm", "HTML", MINUTES_HTML, 8},  {".xhtml", "HTML", MINUTES_HTML, 7},
    {".aspx", "HTML", MINUTES_HTML, 6}, {".txt", "text", MINUTES_TEXT, 2},
    {".text", "text", MINUTES_TEXT, 1},
};

size_t
reader_stem(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash != NULL ? slash + 1 : name;
    const char *dot = strrchr(base, '.');

    if (dot == NULL || dot == base)
        return strlen(name);
    return (size_t)(dot - name);
}

const struct reader *
reader_find(const char *name)
{
    const char *extension = name + reader_stem(name);

    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
        if (strcasecmp(extension, readers[i].extension) == 0)
            return &readers[i];
    return NULL;
}
