/* What is said where nothing can be shown: a page with the box, or JSON for
 * programs. Each fills v->reply. Any thread that owns v. */
#ifndef SEARCHD_WEB_ERROR_H
#define SEARCHD_WEB_ERROR_H

#include "common/error.h"

struct visit;

/* A failure of what was asked. What names files of the server goes to the
 * log, and the page says only that there is a reason. */
void web_error(struct visit *v, const struct error *err);
/* Nothing serves: there is no index yet, or it cannot be read. */
void web_error_no_index(struct visit *v, const struct error *err);
/* No such page. */
void web_error_not_found(struct visit *v);
/* Not tried; the connection ends with it. */
void web_error_refusal(struct visit *v, unsigned status, const char *what);

#endif
