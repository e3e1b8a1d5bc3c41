/* A request line into its parts, in place: see request.h. */
#include "config.h"

#include "proto/request.h"

#include <string.h>
#include <strings.h>

#include "common/utf8.h"

/* What is still to be read: p up to end, where a NUL may be written. */
struct cursor {
    char *p;
    char *end;
};

static void
skip_blanks(struct cursor *c)
{
    while (c->p < c->end && *c->p == ' ')
        c->p++;
}

/* The next word, up to a blank or the end; ended by a NUL in place. */
static char *
take_word(struct cursor *c, size_t *len)
{
    char *word = c->p;

    while (c->p < c->end && *c->p != ' ')
        c->p++;
    *len = (size_t)(c->p - word);
    if (c->p < c->end)
        *c->p++ = '\0';
    else
        *c->end = '\0';
    return word;
}

static enum status
parse_tag(struct request *out, struct cursor *c, struct error *err)
{
    size_t len;

    skip_blanks(c);
    if (c->p == c->end || *c->p != '@')
        return STATUS_OK;
    const char *tag = take_word(c, &len) + 1;
    if (--len == 0 || len > PROTO_TAG_MAX)
        return error_set(err, STATUS_INVALID,
                         "a tag has 1 to %d characters after its @",
                         PROTO_TAG_MAX);
    for (size_t i = 0; i < len; i++)
        if (tag[i] <= ' ' || tag[i] > '~')
            return error_set(err, STATUS_INVALID,
                             "a tag is of printable ASCII characters");
    out->tag = tag;
    return STATUS_OK;
}

/* Refuses what no part of a line may hold. */
static enum status
check_bytes(const struct cursor *c, struct error *err)
{
    size_t len = (size_t)(c->end - c->p);
    unsigned used;

    for (size_t i = 0; i < len; i += used) {
        uint32_t cp = utf8_decode(c->p + i, len - i, &used);
        if (cp == UTF8_INVALID)
            return error_set(err, STATUS_INVALID, "the line is not UTF-8");
        if (utf8_is_control(cp) && cp != '\t')
            return error_set(err, STATUS_INVALID,
                             "the line holds a control character, U+%04X",
                             (unsigned)cp);
    }
    return STATUS_OK;
}

static bool
is_verb(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (s[i] < 'A' || s[i] > 'Z')
            return false;
    return len > 0;
}

static bool
is_option_name(const char *s)
{
    if (*s < 'a' || *s > 'z')
        return false;
    for (; *s != '\0'; s++)
        if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') ||
              *s == '_' || *s == '-'))
            return false;
    return true;
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/* Decodes a value in place: it never grows. */
static enum status
decode_value(const char *name, char *value, struct error *err)
{
    char *to = value;

    for (const char *from = value; *from != '\0'; from++) {
        if (*from == ':' || *from == '\t')
            return error_set(err, STATUS_INVALID,
                             "option %.32s: write %s in a value (and a blank "
                             "before the \":\" that begins the query)",
                             name,
                             *from == ':' ? "\":\" as %3A" : "TAB as %09");
        if (*from != '%') {
            *to++ = *from;
            continue;
        }
        int high = hex_digit(from[1]);
        int low = high < 0 ? -1 : hex_digit(from[2]);
        if (low < 0)
            return error_set(err, STATUS_INVALID,
                             "option %.32s: two hexadecimal digits follow a "
                             "\"%%\" (itself: %%25)",
                             name);
        if (high == 0 && low == 0)
            return error_set(err, STATUS_INVALID,
                             "option %.32s: a value cannot hold %%00", name);
        *to++ = (char)(high << 4 | low);
        from += 2;
    }
    *to = '\0';
    return STATUS_OK;
}

static enum status
parse_option(struct request *out, char *word, struct error *err)
{
    char *eq = strchr(word, '=');

    if (eq == NULL)
        return error_set(err, STATUS_INVALID,
                         "\"%.64s\" is no name=value option; the query goes "
                         "behind \" : \"",
                         word);
    *eq = '\0';
    if (!is_option_name(word))
        return error_set(err, STATUS_INVALID,
                         "\"%.64s\" is no option's name: small letters, "
                         "digits, _ and -",
                         word);
    if (request_option(out, word) != NULL)
        return error_set(err, STATUS_INVALID, "option %.32s is given twice",
                         word);
    if (out->n_options == PROTO_OPTIONS_MAX)
        return error_set(err, STATUS_INVALID, "more than %d options",
                         PROTO_OPTIONS_MAX);
    enum status status = decode_value(word, eq + 1, err);
    if (status != STATUS_OK)
        return status;
    out->options[out->n_options++] =
        (struct request_option){.name = word, .value = eq + 1};
    return STATUS_OK;
}

/* Whether a word without "=" is next, behind HELP: its topic, which people
 * type as they would to a shell. */
static bool
is_topic(const struct request *r, const struct cursor *c)
{
    size_t len = strcspn(c->p, " ");

    return strcmp(r->verb, "HELP") == 0 && memchr(c->p, '=', len) == NULL;
}

enum status
request_parse(struct request *out, char *line, size_t len, struct error *err)
{
    struct cursor c = {line, line + len};
    size_t verb_len, word_len;
    enum status status;

    memset(out, 0, sizeof(*out));
    line[len] = '\0';
    if ((status = parse_tag(out, &c, err)) != STATUS_OK ||
        (status = check_bytes(&c, err)) != STATUS_OK)
        return status;
    skip_blanks(&c);
    if (c.p == c.end)
        return error_set(err, STATUS_INVALID,
                         "an empty line: HELP lists the verbs");
    out->verb = take_word(&c, &verb_len);
    if (!is_verb(out->verb, verb_len))
        return error_set(err, STATUS_INVALID,
                         "\"%.64s\" is no verb: they are in capital letters, "
                         "and HELP lists them",
                         out->verb);
    for (skip_blanks(&c); c.p < c.end; skip_blanks(&c)) {
        bool rest = *c.p == ':';
        if (rest) {
            c.p++;
            if (c.p < c.end && *c.p == ' ')
                c.p++;
        }
        if (rest || is_topic(out, &c)) {
            out->rest = c.p;
            out->rest_len = (size_t)(c.end - c.p);
            return STATUS_OK;
        }
        status = parse_option(out, take_word(&c, &word_len), err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

const char *
request_option(const struct request *r, const char *name)
{
    for (size_t i = 0; i < r->n_options; i++)
        if (strcmp(r->options[i].name, name) == 0)
            return r->options[i].value;
    return NULL;
}

bool
request_is_http(const char *bytes, size_t len)
{
    /* GET is a verb of ours too; what HTTP asks for begins with a slash or
     * is a whole address, and neither can follow our GET. */
    static const char *const starts[] = {
        "GET /",  "GET http:", "GET https:", "POST ",  "HEAD ",
        "PUT ",   "DELETE ",   "OPTIONS ",   "PATCH ", "CONNECT ",
        "TRACE ", "PRI ",      "Host:",
    };

    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        size_t n = strlen(starts[i]);
        if (len >= n && strncasecmp(bytes, starts[i], n) == 0)
            return true;
    }
    return false;
}
