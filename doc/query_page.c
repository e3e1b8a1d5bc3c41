/* Makes minutiae-query(7): copies the page from standard input to standard
 * output, with a section for each line `.\" EXAMPLES group`. Run by make. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/examples.h"

#define MARK ".\\\" EXAMPLES "

#define LINE_MAX_BYTES 76

/* A character as mdoc shows it to the letter. */
static void
put_char(char c)
{
    static const char *const escapes[] = {"\\\\e", "\"\\(dq", "-\\-", "~\\(ti",
                                          "'\\(aq"};

    for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++)
        if (escapes[i][0] == c) {
            fputs(escapes[i] + 1, stdout);
            return;
        }
    putchar(c);
}

static void
put(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        put_char(text[i]);
}

/* Text in lines that are no longer than those of a source should be, as a
 * sentence: with a capital, unless it begins with an abbreviation. */
static void
put_sentence(const char *text)
{
    size_t used = 0;

    for (const char *word = text; *word != '\0';) {
        size_t len = strcspn(word, " ");
        if (used > 0)
            putchar(used + len >= LINE_MAX_BYTES ? '\n' : ' ');
        used = used + len >= LINE_MAX_BYTES ? len : used + len + 1;
        if (*word == '.') /* no macro */
            fputs("\\&", stdout);
        size_t capital =
            word == text && *word >= 'a' && *word <= 'z' && word[1] != '.';
        if (capital)
            putchar(*word - 'a' + 'A');
        put(word + capital, len - capital);
        word += len + strspn(word + len, " ");
    }
    puts(".");
}

static void
put_group(const struct example_group *group)
{
    printf(".Sh ");
    for (const char *c = group->title; *c != '\0'; c++)
        putchar(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    puts("\n.Bl -tag -width Ds");
    for (size_t i = 0; i < group->n; i++) {
        const struct example *e = &group->examples[i];
        /* \& so that no word of it is taken for a macro's name. */
        printf(".It Li \"\\&");
        put(e->query, strlen(e->query));
        puts("\"");
        put_sentence(e->finds);
    }
    puts(".El");
}

static int
put_examples(const char *name)
{
    size_t n;
    const struct example_group *groups = examples_groups(&n);

    for (size_t i = 0; i < n; i++)
        if (strcmp(groups[i].name, name) == 0) {
            put_group(&groups[i]);
            return EXIT_SUCCESS;
        }
    fprintf(stderr, "query_page: no group of examples is called %s\n", name);
    return EXIT_FAILURE;
}

int
main(void)
{
    char line[256];
    int status = EXIT_SUCCESS;

    while (status == EXIT_SUCCESS && fgets(line, sizeof(line), stdin) != NULL) {
        if (strncmp(line, MARK, sizeof(MARK) - 1) != 0) {
            fputs(line, stdout);
            continue;
        }
        line[strcspn(line, "\n")] = '\0';
        status = put_examples(line + sizeof(MARK) - 1);
    }
    if (fflush(stdout) != 0 || ferror(stdout) || ferror(stdin))
        status = EXIT_FAILURE;
    return status;
}
