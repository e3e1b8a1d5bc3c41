/* Extensions and readers: see reader.h. */
#include "config.h"

#include "indexer/reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "common/xalloc.h"

/* ".xhtml" has five letters behind its dot; a file format's own has no more
 * than fifteen. */
#define EXTENSION_MAX 16

#define GZIP ".gz"

/* Where programs are, if the environment does not say. */
#define PATH_DEFAULT "/usr/local/bin:/usr/bin:/bin"

/* Markdown is not here: its marks would be indexed as words. Those that say
 * more of a document come first. */
static const struct {
    const char *extension, *name;
    enum minutes_format format;
    const char *command;
} formats[] = {
    {".jsonl", "JSONL", MINUTES_JSONL, NULL},
    {".ndjson", "JSONL", MINUTES_JSONL, NULL},
    {".xml", "XML", MINUTES_XML, NULL},
    {".html", "HTML", MINUTES_HTML, NULL},
    {".htm", "HTML", MINUTES_HTML, NULL},
    {".xhtml", "HTML", MINUTES_HTML, NULL},
    {".aspx", "HTML", MINUTES_HTML, NULL},
    {".txt", "text", MINUTES_TEXT, NULL},
    {".text", "text", MINUTES_TEXT, NULL},
    /* The layout keeps a paragraph's number beside it, and the gaps between
     * paragraphs. */
    {".pdf", "PDF", MINUTES_PAGED,
     "pdftotext -layout -enc UTF-8 -eol unix - -"},
};
#define N_FORMATS (sizeof(formats) / sizeof(formats[0]))

/* The readers, each twice: as it is, and with gzip. Read only once it is
 * made. */
static struct reader *readers;
static size_t n_readers;

static char **
split(const char *command, size_t *n)
{
    char **words = xcalloc(READER_WORDS_MAX + 1, sizeof(*words));

    *n = 0;
    while (*(command += strspn(command, " \t")) != '\0') {
        size_t len = strcspn(command, " \t");
        if (*n == READER_WORDS_MAX) {
            ++*n;
            break;
        }
        words[(*n)++] = xmemdup0(command, len);
        command += len;
    }
    return words;
}

/* The path of a program, as a shell would find it; NULL: it is not there. */
static char *
find_program(const char *name)
{
    const char *path = getenv("PATH");

    if (strchr(name, '/') != NULL)
        return access(name, X_OK) == 0 ? xstrdup(name) : NULL;
    if (path == NULL || *path == '\0')
        path = PATH_DEFAULT;
    for (const char *end; *path != '\0'; path = *end != '\0' ? end + 1 : end) {
        end = path + strcspn(path, ":");
        char *whole = xasprintf("%.*s/%s", (int)(end - path), path, name);
        if (end > path && access(whole, X_OK) == 0)
            return whole;
        free(whole);
    }
    return NULL;
}

static struct reader
make(const char *extension, const char *name, enum minutes_format format,
     unsigned rank, const char *command, bool gzip)
{
    struct reader r = {.extension =
                           xasprintf("%s%s", extension, gzip ? GZIP : ""),
                       .name = name,
                       .format = format,
                       .richness = 2 * rank + !gzip,
                       .gzip = gzip};
    size_t n;

    if (command != NULL) {
        r.command = split(command, &n);
        r.program = find_program(r.command[0]);
    }
    r.record =
        xasprintf("%s%s%s%s%s", name, gzip ? " | gzip" : "",
                  command != NULL ? " | " : "", command != NULL ? command : "",
                  command != NULL && r.program == NULL ? " (not there)" : "");
    return r;
}

static bool
is_extension(const char *s, size_t len)
{
    if (len < 2 || len > EXTENSION_MAX || s[0] != '.')
        return false;
    for (size_t i = 1; i < len; i++)
        if (!(s[i] >= '0' && s[i] <= '9') && !(s[i] >= 'a' && s[i] <= 'z') &&
            !(s[i] >= 'A' && s[i] <= 'Z'))
            return false;
    return len != strlen(GZIP) || strncasecmp(s, GZIP, len) != 0;
}

static enum status
check(const char *command, struct error *err)
{
    const char *equals = strchr(command, '=');
    size_t n;

    if (equals == NULL || !is_extension(command, (size_t)(equals - command)))
        return error_set(err, STATUS_USAGE,
                         "--command wants .EXTENSION=PROGRAM [ARGUMENT]..., "
                         "with an extension of letters and digits");
    char **words = split(equals + 1, &n);
    for (size_t i = 0; i < n && i < READER_WORDS_MAX; i++)
        free(words[i]);
    free(words);
    if (n == 0 || n > READER_WORDS_MAX)
        return error_set(err, STATUS_USAGE,
                         n == 0 ? "--command names no program"
                                : "--command has more than 30 words");
    if (!utf8_valid(command, strlen(command)))
        return error_set(err, STATUS_USAGE, "--command is not UTF-8");
    for (const char *p = command; *p != '\0'; p++)
        if ((unsigned char)*p < ' ' && *p != '\t')
            return error_set(err, STATUS_USAGE,
                             "--command holds a control character");
    return STATUS_OK;
}

enum status
reader_setup(char *const *commands, size_t n, struct error *err)
{
    if (readers != NULL)
        return STATUS_OK;
    for (size_t i = 0; i < n; i++) {
        enum status status = check(commands[i], err);
        if (status != STATUS_OK)
            return status;
    }
    readers = xcalloc((N_FORMATS + n) * 2, sizeof(*readers));
    for (int gzip = 0; gzip < 2; gzip++) {
        /* The last of an extension first: it is the one that is found. */
        for (size_t i = n; i-- > 0;) {
            const char *equals = strchr(commands[i], '=');
            char *extension =
                xmemdup0(commands[i], (size_t)(equals - commands[i]));
            readers[n_readers++] = make(extension, "command", MINUTES_TEXT, 0,
                                        equals + 1, gzip != 0);
            free(extension);
        }
        for (size_t i = 0; i < N_FORMATS; i++) {
            struct reader *r = &readers[n_readers++];
            *r = make(formats[i].extension, formats[i].name, formats[i].format,
                      (unsigned)(N_FORMATS - i), formats[i].command, gzip != 0);
            r->is_pdf = formats[i].command != NULL;
        }
    }
    return STATUS_OK;
}

static const char *
base_of(const char *name)
{
    const char *slash = strrchr(name, '/');

    return slash != NULL ? slash + 1 : name;
}

/* Where the last extension of base[0..len) begins; len: it has none. */
static size_t
last_dot(const char *base, size_t len)
{
    for (size_t i = len; i-- > 1;)
        if (base[i] == '.')
            return i;
    return len;
}

size_t
reader_stem(const char *name)
{
    const char *base = base_of(name);
    size_t len = strlen(base);
    size_t dot = last_dot(base, len);

    if (strcasecmp(base + dot, GZIP) == 0)
        dot = last_dot(base, dot);
    return (size_t)(base - name) + dot;
}

const struct reader *
reader_find(const char *name)
{
    const char *extension = name + reader_stem(name);

    for (size_t i = 0; i < n_readers; i++)
        if (strcasecmp(extension, readers[i].extension) == 0)
            return &readers[i];
    return NULL;
}

size_t
reader_record_name(const char *record)
{
    const char *bar = strstr(record, " | ");

    return bar != NULL ? (size_t)(bar - record) : strlen(record);
}
