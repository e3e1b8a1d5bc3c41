/* Prints the words of a generation that are letters and digits alone, "FORM
 * STEM DF" a line. */
#include "config.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>

#include "store/store.h"

static bool
is_plain(const char *form)
{
    for (; *form != '\0'; form++)
        if (!isalnum((unsigned char)*form))
            return false;
    return true;
}

int
main(int argc, char **argv)
{
    struct error err;
    struct store *s;

    if (argc != 2) {
        (void)fprintf(stderr, "usage: words GENERATION\n");
        return 64;
    }
    if (store_open(&s, argv[1], &err) != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    for (uint32_t i = 0; i < store_words(s); i++) {
        struct store_word w;
        store_word(s, i, &w);
        if (is_plain(w.form))
            (void)printf("%s %s %u\n", w.form, w.stem, w.df);
    }
    store_close(s);
    return ferror(stdout) != 0;
}
