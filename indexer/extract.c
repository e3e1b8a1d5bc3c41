/* Running a command for its text: see extract.h. */
#include "config.h"

#include "indexer/extract.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/confine.h"
#include "indexer/escape.h"
#include "indexer/stop.h"

/* How late a signal, or the end of a child that left others behind, is
 * noticed. */
#define STEP_MS 50

#define MS_PER_S UINT64_C(1000)

/* What is kept of the program's messages: the first say what is wrong. */
#define MESSAGES_MAX 4096
#define MESSAGE_SHOWN_MAX 120

#define CHUNK 65536

/* confine.c wants 0 to 4 free. */
#define FD_MIN 5

struct run {
    const struct reader *reader;
    const char *name; /* of the program, for messages */
    struct error *err;
    pid_t child;
    int output, messages, failure; /* our ends of the pipes; -1: closed */
    uint64_t deadline;
    struct buf *out;
    struct buf said;
    bool reaped;
    int ended; /* wait status */
};

/* A pipe with both ends above what the child will use. */
static bool
make_pipe(int ends[2])
{
    int low[2];

    ends[0] = ends[1] = -1;
    if (pipe2(low, O_CLOEXEC) != 0)
        return false;
    for (int i = 0; i < 2; i++) {
        ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, FD_MIN);
        (void)close(low[i]);
    }
    return ends[0] >= 0 && ends[1] >= 0;
}

static void
close_end(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

/* The bytes as a file that can be read and nothing else. */
static enum status
make_input(const char *bytes, size_t len, int *out, struct error *err)
{
    int low = memfd_create("minutes", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    int fd = low >= 0 ? fcntl(low, F_DUPFD_CLOEXEC, FD_MIN) : -1;

    close_end(&low);
    if (fd < 0)
        return error_set_errno(err, STATUS_IO, "no file in memory");
    enum status status =
        file_write_all(fd, "a file in memory", bytes, len, err);
    if (status == STATUS_OK &&
        (lseek(fd, 0, SEEK_SET) != 0 ||
         fcntl(fd, F_ADD_SEALS,
               F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0))
        status = error_set_errno(err, STATUS_IO, "a file in memory");
    if (status == STATUS_OK)
        *out = fd;
    else
        (void)close(fd);
    return status;
}

static enum status
start(struct run *r, int input)
{
    const char *path = getenv("PATH");
    char *path_line = xasprintf(
        "PATH=%s", path != NULL ? path : "/usr/local/bin:/usr/bin:/bin");
    char locale[] = "LC_ALL=C.UTF-8";
    char *environment[] = {path_line, locale, NULL};
    int output[2] = {-1, -1}, messages[2] = {-1, -1}, failure[2] = {-1, -1};
    pid_t self = getpid();

    if (make_pipe(output) && make_pipe(messages) && make_pipe(failure)) {
        const struct confine c = {.program = r->reader->program,
                                  .argv = r->reader->command,
                                  .environment = environment,
                                  .input = input,
                                  .output = output[1],
                                  .messages = messages[1],
                                  .failure = failure[1],
                                  .parent = self,
                                  .alone = r->reader->is_pdf};
        r->child = fork();
        if (r->child == 0)
            confine_exec(&c);
    }
    int saved = errno;
    free(path_line);
    close_end(&output[1]);
    close_end(&messages[1]);
    close_end(&failure[1]);
    r->output = output[0];
    r->messages = messages[0];
    r->failure = failure[0];
    errno = saved;
    if (r->child < 0)
        return error_set_errno(r->err, STATUS_IO, "cannot start %s", r->name);
    (void)setpgid(r->child, r->child); /* the child does so, too */
    return STATUS_OK;
}

/* Reads what there is; closes at the end. False once there is more than max:
 * only that is kept. */
static bool
drain(int *fd, struct buf *out, size_t max)
{
    buf_reserve(out, CHUNK);
    ssize_t n = read(*fd, out->data + out->len, CHUNK);

    if (n < 0 && errno == EINTR)
        return true;
    if (n <= 0) {
        close_end(fd);
        return true;
    }
    out->len += (size_t)n;
    bool fits = out->len <= max;
    if (!fits)
        out->len = max;
    out->data[out->len] = '\0';
    return fits;
}

/* Whether the child has ended; it stays to be waited for, so that its number,
 * which is its group's, is nobody else's. */
static bool
has_ended(const struct run *r)
{
    siginfo_t info = {0};

    return waitid(P_PID, (id_t)r->child, &info, WEXITED | WNOHANG | WNOWAIT) ==
               0 &&
           info.si_pid == r->child;
}

/* One look at the pipes. */
static enum status
step(struct run *r, bool *done)
{
    struct pollfd fds[] = {{.fd = r->output, .events = POLLIN},
                           {.fd = r->messages, .events = POLLIN}};
    enum status status = stop_check(r->err);

    if (status != STATUS_OK)
        return status;
    if (clock_now() >= r->deadline)
        return error_set(r->err, STATUS_TIMEOUT, "%s took longer than %d s",
                         r->name, EXTRACT_WALL_S);
    int n = poll(fds, 2, STEP_MS);
    if (n <= 0) {
        /* Others may hold the pipes open: they are killed, then all that
         * was written is read. */
        *done = has_ended(r);
        return STATUS_OK;
    }
    if (fds[0].revents != 0 && !drain(&r->output, r->out, EXTRACT_OUTPUT_MAX))
        return error_set(r->err, STATUS_TOO_LARGE,
                         "%s gives more than %u MiB of text", r->name,
                         EXTRACT_OUTPUT_MAX >> 20);
    if (fds[1].revents != 0)
        (void)drain(&r->messages, &r->said, MESSAGES_MAX);
    return STATUS_OK;
}

static enum status
watch(struct run *r)
{
    enum status status = STATUS_OK;
    bool done = false;

    while (status == STATUS_OK && !done && (r->output >= 0 || !has_ended(r)))
        status = step(r, &done);
    (void)kill(-r->child, SIGKILL);
    while (waitpid(r->child, &r->ended, 0) < 0 && errno == EINTR)
        ;
    r->reaped = true;
    return status;
}

/* ---- what became of it ---- */

/* The first line of what the program said. */
static void
first_line(const struct run *r, struct buf *out)
{
    size_t n = r->said.len > 0 ? strcspn(r->said.data, "\r\n") : 0;

    buf_add_str(out, "");
    if (n == 0)
        return;
    buf_add_str(out, ": ");
    escape_add(out, r->said.data,
               n < MESSAGE_SHOWN_MAX ? n : MESSAGE_SHOWN_MAX);
}

static bool
said(const struct run *r, const char *words)
{
    return r->said.len > 0 && strstr(r->said.data, words) != NULL;
}

static enum status
judge_signal(const struct run *r)
{
    int signal_number = WTERMSIG(r->ended);

    if (signal_number == SIGXCPU || signal_number == SIGKILL)
        return error_set(r->err, STATUS_INVALID,
                         "%s took more than %d s of the processor", r->name,
                         EXTRACT_CPU_S);
    if (said(r, "bad_alloc") || said(r, "ut of memory"))
        return error_set(r->err, STATUS_INVALID,
                         "%s wanted more than %u MiB of memory", r->name,
                         EXTRACT_MEMORY >> 20);
    return error_set(r->err, STATUS_INVALID, "%s was ended by signal %d (%s)",
                     r->name, signal_number, strsignal(signal_number));
}

/* pdftotext's own statuses: 1 it cannot be opened, 3 its permissions. */
static enum status
judge_pdf(const struct run *r)
{
    if (said(r, "ncorrect password"))
        return error_set(r->err, STATUS_INVALID,
                         "an encrypted PDF: it wants a password");
    if (WEXITSTATUS(r->ended) == 3)
        return error_set(r->err, STATUS_INVALID,
                         "a protected PDF: it does not let its text be taken");
    return STATUS_OK;
}

static enum status
judge(struct run *r)
{
    struct buf line = {0};
    int failure;

    if (read(r->failure, &failure, sizeof(failure)) ==
        (ssize_t)sizeof(failure)) {
        errno = failure;
        return error_set_errno(r->err, STATUS_IO, "cannot start %s", r->name);
    }
    if (WIFSIGNALED(r->ended))
        return judge_signal(r);
    if (WEXITSTATUS(r->ended) == 0)
        return STATUS_OK;
    enum status status = r->reader->is_pdf ? judge_pdf(r) : STATUS_OK;
    if (status != STATUS_OK)
        return status;
    if (said(r, "bad_alloc") || said(r, "ut of memory"))
        return error_set(r->err, STATUS_INVALID,
                         "%s wanted more than %u MiB of memory", r->name,
                         EXTRACT_MEMORY >> 20);
    first_line(r, &line);
    status = error_set(r->err, STATUS_INVALID, "%s failed with status %d%s",
                       r->name, WEXITSTATUS(r->ended), line.data);
    buf_done(&line);
    return status;
}

static enum status
missing(const struct reader *reader, struct error *err)
{
    if (reader->is_pdf)
        return error_set(err, STATUS_NOT_FOUND,
                         "%s is not there to read it: install the package "
                         "poppler-utils",
                         reader->command[0]);
    return error_set(err, STATUS_NOT_FOUND,
                     "its command %s is not there, or cannot be run",
                     reader->command[0]);
}

enum status
extract_run(const struct reader *reader, const char *bytes, size_t len,
            struct buf *out, struct error *err)
{
    struct run r = {.reader = reader,
                    .name = reader->command[0],
                    .err = err,
                    .child = -1,
                    .output = -1,
                    .messages = -1,
                    .failure = -1,
                    .deadline = clock_now() +
                                EXTRACT_WALL_S * MS_PER_S * CLOCK_NS_PER_MS,
                    .out = out};
    int input = -1;

    buf_clear(out);
    if (reader->program == NULL)
        return missing(reader, err);
    enum status status = make_input(bytes, len, &input, err);
    if (status == STATUS_OK)
        status = start(&r, input);
    if (status == STATUS_OK)
        status = watch(&r);
    /* What it wrote before it ended, and was not read yet. */
    while (status == STATUS_OK && r.output >= 0)
        if (!drain(&r.output, out, EXTRACT_OUTPUT_MAX))
            status = error_set(err, STATUS_TOO_LARGE,
                               "%s gives more than %u MiB of text", r.name,
                               EXTRACT_OUTPUT_MAX >> 20);
    while (status == STATUS_OK && r.messages >= 0 &&
           drain(&r.messages, &r.said, MESSAGES_MAX))
        ;
    if (status == STATUS_OK)
        status = judge(&r);
    close_end(&input);
    close_end(&r.output);
    close_end(&r.messages);
    close_end(&r.failure);
    buf_done(&r.said);
    return status;
}
