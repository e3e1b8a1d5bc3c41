/* Confining a child: see confine.h. Only system calls from here on: the fork
 * may have met locks held. */
#include "config.h"

#include "indexer/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "indexer/extract.h"

/* Where the failure is told from, once 0 to 2 are the program's. */
#define FAILURE_FD 3

#if defined(__x86_64__)
#define OWN_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define OWN_ARCH AUDIT_ARCH_RISCV64
#endif

/* x32 calls on x86-64 begin here; elsewhere no number is as high. */
#define FOREIGN_CALLS 0x40000000

/* No network: no socket can be made. Unlike a network namespace this works
 * without user namespaces, which many machines and our own service forbid. On
 * machines whose name is not known above a namespace is tried. */
static bool
refuse_sockets(void)
{
#ifdef OWN_ARCH
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES)
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCH, 1, 0),
        REFUSE,
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN_CALLS, 4, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ptrace, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        REFUSE,
    };
    const struct sock_fprog program = {
        .len = sizeof(filter) / sizeof(filter[0]), .filter = filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
#else
    return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
#endif
}

/* Since Linux 6.2, and not yet in Debian 12's header. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

#define REMOVE_AND_MAKE                                                        \
    (LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |          \
     LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |              \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |              \
     LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |            \
     LANDLOCK_ACCESS_FS_MAKE_SYM)

/* No file is made, emptied, renamed or removed, which RLIMIT_FSIZE allows;
 * only /dev/null is written to, as scripts do. Where the kernel has no
 * Landlock (before Linux 5.13, or forbidden, as by our own service, which
 * protects all files itself), that limit has to do. */
static bool
refuse_files(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
                           LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return true;

    uint64_t write = LANDLOCK_ACCESS_FS_WRITE_FILE;
    if (version >= 3)
        write |= LANDLOCK_ACCESS_FS_TRUNCATE;
    const struct landlock_ruleset_attr all = {.handled_access_fs =
                                                  write | REMOVE_AND_MAKE};
    int set = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0);
    if (set < 0)
        return false;
    struct landlock_path_beneath_attr null = {
        .allowed_access = write,
        .parent_fd = open("/dev/null", O_PATH | O_CLOEXEC)};
    bool done = null.parent_fd < 0 ||
                syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH,
                        &null, 0) == 0;
    done = done && syscall(SYS_landlock_restrict_self, set, 0) == 0;
    if (null.parent_fd >= 0)
        (void)close(null.parent_fd);
    (void)close(set);
    return done;
}

static bool
limit(int what, rlim_t value)
{
    struct rlimit l;

    if (getrlimit((__rlimit_resource_t)what, &l) != 0)
        return false;
    if (l.rlim_max == RLIM_INFINITY || l.rlim_max > value)
        l.rlim_max = value;
    l.rlim_cur = l.rlim_max;
    return setrlimit((__rlimit_resource_t)what, &l) == 0;
}

static bool
set_limits(bool alone)
{
    return limit(RLIMIT_CPU, EXTRACT_CPU_S) &&
           limit(RLIMIT_AS, EXTRACT_MEMORY) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, EXTRACT_FILES) &&
           (!alone || limit(RLIMIT_NPROC, 0));
}

/* Everything from FAILURE_FD + 1 on; the call is as old as Linux 5.9. */
static void
close_others(void)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, FAILURE_FD + 1, ~0u, 0) == 0)
        return;
#endif
    for (int fd = FAILURE_FD + 1; fd < 1024; fd++)
        (void)close(fd);
}

/* What the indexer set for itself. */
static bool
reset_signals(void)
{
    sigset_t none;

    (void)signal(SIGPIPE, SIG_DFL);
    (void)signal(SIGXFSZ, SIG_DFL);
    return sigemptyset(&none) == 0 &&
           sigprocmask(SIG_SETMASK, &none, NULL) == 0;
}

static bool
prepare(const struct confine *c)
{
    if (setpgid(0, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
        getppid() != c->parent)
        return false;
    if (dup2(c->input, 0) < 0 || dup2(c->output, 1) < 0 ||
        dup2(c->messages, 2) < 0)
        return false;
    close_others();
    return chdir("/") == 0 && reset_signals() &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && refuse_files() &&
           set_limits(c->alone) && refuse_sockets();
}

void
confine_exec(const struct confine *c)
{
    if (dup3(c->failure, FAILURE_FD, O_CLOEXEC) >= 0 && prepare(c))
        (void)execve(c->program, c->argv, c->environment);
    int failure = errno;
    ssize_t ignored = write(FAILURE_FD, &failure, sizeof(failure));
    (void)ignored;
    _exit(127);
}
