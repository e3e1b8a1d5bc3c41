/* Writes the pages of the fixture as files, to be looked at, and for the
 * tests that parse them with other programs: page_files FOLDER [TEXT]. With
 * TEXT every field of theirs is that. Addresses are relative to FOLDER's
 * server root. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page_fixture.h"

static void
write_file(const char *folder, const char *name, const char *ending,
           struct buf *page)
{
    char path[4096];

    (void)snprintf(path, sizeof(path), "%s/%s.%s", folder, name, ending);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(page->data, 1, page->len, file) != page->len ||
        fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    buf_clear(page);
}

/* Pages that the fixture's own state does not show. */
static void
write_others(struct fixture *f, const char *folder, struct buf *page)
{
    page_home(&f->site, NULL, page);
    write_file(folder, "home-no-index", "html", page);
    fixture_set_years(f, 60);
    page_results(&f->site, &f->query, f->answer, page);
    write_file(folder, "results-sixty-years", "html", page);
    f->answer->n_hits = f->answer->n_expanded = f->answer->n_notes = 0;
    f->answer->suggestion = NULL;
    page_results(&f->site, &f->query, f->answer, page);
    write_file(folder, "results-behind-the-last", "html", page);
    f->answer->total = f->answer->n_facets = 0;
    page_results(&f->site, &f->query, f->answer, page);
    write_file(folder, "results-nothing", "html", page);
    page_error(&f->site, &f->query, 503, "Too many people are searching",
               "Please try again in a moment.", 0, page);
    write_file(folder, "busy", "html", page);
    f->document.from = 1000;
    f->document.all = 1012;
    page_document(&f->site, &f->query, &f->document, page);
    write_file(folder, "document-second-part", "html", page);
}

int
main(int argc, char **argv)
{
    struct fixture f;
    struct buf page = {0};

    if (argc < 2 || argc > 3) {
        (void)fputs("usage: page_files FOLDER [TEXT]\n", stderr);
        return 64;
    }
    fixture_init(&f, argc == 3 ? argv[2] : NULL);
    for (enum fixture_page p = 0; p < FIXTURE_PAGES; p++) {
        fixture_write(&f, p, &page);
        write_file(argv[1], fixture_name(p), p < FIXTURE_HTML ? "html" : "xml",
                   &page);
    }
    write_others(&f, argv[1], &page);
    page_style(&f.site, &page);
    write_file(argv[1], "style", "css", &page);
    page_favicon(&page);
    write_file(argv[1], "favicon", "svg", &page);
    buf_done(&page);
    fixture_done(&f);
    return 0;
}
