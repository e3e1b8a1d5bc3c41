/* Errors as pages and as JSON: see web_error.h. */
#include "config.h"

#include "searchd/web_error.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "answer/jval.h"
#include "common/log.h"
#include "proto/reply.h"
#include "searchd/visit.h"

struct fault {
    unsigned status;
    const char *code; /* the line protocol's word */
    const char *what; /* a heading */
    const char *message;
    unsigned column;
};

/* One object; it names what the line protocol's ERR does. */
static void
write_json(const struct fault *f, struct buf *out)
{
    json_t *root = json_pack(
        "{s:{s:i,s:s,s:o,s:o}}", "error", "status", (int)f->status, "code",
        f->code, "column",
        f->column != 0 ? json_integer((json_int_t)f->column) : json_null(),
        "message", jval_text(f->message));
    jval_write(jval_must(root), out);
    buf_add_char(out, '\n');
}

static void
fill(struct visit *v, const struct fault *f)
{
    struct http_reply *r = &v->reply;
    buf_clear(&r->body);
    r->status = f->status;
    r->cache = HTTP_CACHE_NEVER;
    r->etag[0] = '\0';
    if (v->route != NULL && v->route->for_programs) {
        r->type = HTTP_TYPE_JSON;
        write_json(f, &r->body);
    } else {
        r->type = HTTP_TYPE_HTML;
        page_error(visit_site(v), &v->page, f->status, f->what, f->message,
                   f->column, &r->body);
    }
}

/* HTTP's status where the protocol's number is another. */
static unsigned
status_of(const struct error *err)
{
    switch (err->status) {
    case STATUS_BAD_QUERY:
    case STATUS_USAGE:
    case STATUS_INVALID:
        return 400;
    case STATUS_NOT_FOUND:
        return 404;
    case STATUS_TIMEOUT:
        return 504;
    case STATUS_BUSY:
    case STATUS_LOCKED:
    case STATUS_CANCELLED:
    case STATUS_NOMEM:
    case STATUS_CORRUPT:
    case STATUS_SCHEMA:
    case STATUS_IO:
        return 503;
    default:
        return 500;
    }
}

static const char *
heading_of(enum status status)
{
    switch (status) {
    case STATUS_BAD_QUERY:
        return "The search cannot be read";
    case STATUS_USAGE:
    case STATUS_INVALID:
        return "The address asks for what cannot be";
    case STATUS_NOT_FOUND:
        return "Not found";
    case STATUS_BUSY:
        return "Too much to do just now";
    case STATUS_TIMEOUT:
        return "The search took too long";
    default:
        return "Something went wrong";
    }
}

/* Whether the message is for who asked. Others name files of the server:
 * they are for its log. */
static bool
is_for_reader(enum status status)
{
    return status == STATUS_BAD_QUERY || status == STATUS_USAGE ||
           status == STATUS_INVALID || status == STATUS_NOT_FOUND ||
           status == STATUS_BUSY || status == STATUS_TIMEOUT;
}

void
web_error(struct visit *v, const struct error *err)
{
    bool told = is_for_reader(err->status);
    if (!told && err->status != STATUS_CANCELLED)
        log_event(LOG_LEVEL_ERROR, "http-failed", "reason=\"%s\"",
                  err->message);
    fill(v, &(struct fault){
                .status = status_of(err),
                .code = reply_code_word(reply_code_of(err->status)),
                .what = heading_of(err->status),
                .message = told ? err->message
                                : "The search could not be made. Those who "
                                  "run this service find the reason in its "
                                  "log.",
                .column = err->column,
            });
}

void
web_error_no_index(struct visit *v, const struct error *err)
{
    bool none = err->status == STATUS_NOT_FOUND;
    /* The message names folders and commands: it is in the log for those
     * whom it concerns, and in the line protocol. */
    fill(v, &(struct fault){
                .status = 503,
                .code = none ? "NOINDEX" : "INDEX",
                .what = "Nothing to search yet",
                .message = none ? "There is no index yet. Once the minutes "
                                  "have been indexed, this page searches them."
                                : "The index cannot be read just now.",
            });
}

void
web_error_not_found(struct visit *v)
{
    fill(v, &(struct fault){
                .status = 404,
                .code = "NOTFOUND",
                .what = "Not found",
                .message = "There is no page at this address.",
            });
}

void
web_error_refusal(struct visit *v, unsigned status, const char *what)
{
    v->reply.close = true;
    fill(v, &(struct fault){
                .status = status,
                .code = "REQUEST",
                .what = "The request was refused",
                .message = what,
            });
}
