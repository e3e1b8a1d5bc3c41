/* What would change: see changes.h. */
#include "config.h"

#include "indexer/changes.h"

#include <stdio.h>
#include <string.h>

#include "common/buf.h"
#include "indexer/escape.h"

static void
print_name(const char *what, const char *name)
{
    struct buf line = {0};

    buf_addf(&line, "%s: ", what);
    escape_add(&line, name, strlen(name));
    (void)puts(line.data);
    buf_done(&line);
}

static void
print_file(const char *what, const struct root *root, const char *relative)
{
    struct buf path = {0};

    roots_path(root, relative, &path);
    print_name(what, path.data);
    buf_done(&path);
}

static void
print_files(const struct plan *p, const struct walk *walk,
            const struct roots *roots, struct files_list *before)
{
    for (size_t i = 0; i < walk->n; i++) {
        const struct walk_file *f = &walk->files[i];
        if (p->changes[i] != PLAN_SAME)
            print_file(p->changes[i] == PLAN_NEW ? "new" : "changed",
                       &roots->items[f->root], f->relative);
    }
    for (size_t i = 0; i < p->n_removed; i++) {
        const struct files_item *f = files_list_get(before, p->removed[i]);
        print_file("removed", &roots->items[f->root], f->path);
    }
}

void
changes_print(const struct plan *p, const struct walk *walk,
              const struct roots *roots, const struct previous *before,
              struct idset *ids)
{
    const struct store *store = before->store;
    uint32_t seen = 0;

    if (p->compared)
        print_files(p, walk, roots, before->files);
    for (uint32_t i = 0; store != NULL && i < store_documents_end(store); i++) {
        struct store_document d;
        store_document(store, i, &d);
        previous_seen(before, &seen, 1);
        if (!d.gone && !idset_has(ids, d.id, strlen(d.id)))
            print_name("would vanish", d.id);
    }
}
