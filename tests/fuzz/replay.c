/* The main() of a fuzz target that is built without libFuzzer: gives it every
 * file of its kept corpus (or the files named), as one TAP test. */
#include "config.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/xalloc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
replay(const char *path)
{
    struct buf b = {0};
    struct error err;

    if (file_read(path, 1u << 20, &b, &err) != STATUS_OK) {
        printf("Bail out! %s\n", err.message);
        exit(1);
    }
    /* An exact copy, so that a read past its end is seen. */
    uint8_t *copy = xmalloc(b.len);
    if (b.len != 0)
        memcpy(copy, b.data, b.len);
    (void)LLVMFuzzerTestOneInput(copy, b.len);
    free(copy);
    buf_done(&b);
}

int
main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    if (argc > 1)
        return 0;

    const char *name = strrchr(argv[0], '/');
    name = name != NULL ? name + 1 : argv[0];
    const char *under = strstr(name, "fuzz_");
    const char *top = getenv("top_srcdir");
    char *dir = xasprintf("%s/tests/fuzz/corpus/%s", top != NULL ? top : ".",
                          under != NULL ? under + 5 : name);
    unsigned n = 0;
    DIR *d = opendir(dir);
    if (d != NULL) {
        for (struct dirent *e; (e = readdir(d)) != NULL;) {
            if (e->d_name[0] == '.')
                continue;
            char *path = xasprintf("%s/%s", dir, e->d_name);
            replay(path);
            free(path);
            n++;
        }
        (void)closedir(d);
    }
    printf("1..1\n%s 1 - %u kept inputs do no harm\n", n > 0 ? "ok" : "not ok",
           n);
    free(dir);
    return n > 0 ? 0 : 1;
}
