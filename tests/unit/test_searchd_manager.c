/* searchd/manager: what a service manager is told, and when it is not. */
#include "unit.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <event2/event.h>

#include "searchd/manager.h"

/* Short, since the tests wait for several; microseconds. */
#define WATCHDOG "40000"

struct fixture {
    struct event_base *base;
    struct manager *manager;
    struct event *news;
    char *folder;
    int fd; /* the manager's end */
    const char *trouble;
    unsigned asked;     /* how often trouble was asked for */
    unsigned asked_max; /* the loop ends with so many */
    char told[64][512];
    unsigned n_told;
    const char *wanted; /* the loop ends with this told */
};

static const char *
trouble(void *arg)
{
    struct fixture *f = arg;
    if (++f->asked == f->asked_max)
        event_base_loopbreak(f->base);
    return f->trouble;
}

static void
on_news(evutil_socket_t fd, short what, void *arg)
{
    struct fixture *f = arg;
    (void)what;
    assert_true(f->n_told < 64);
    char *told = f->told[f->n_told++];
    ssize_t n = recv(fd, told, sizeof(f->told[0]) - 1, 0);
    assert_true(n > 0);
    told[n] = '\0';
    if (f->wanted != NULL && strstr(told, f->wanted) != NULL)
        event_base_loopbreak(f->base);
}

static struct fixture *
setup(const char *watchdog)
{
    struct error err;
    struct fixture *f = calloc(1, sizeof(*f));
    struct sockaddr_un sun = {.sun_family = AF_UNIX};
    assert_non_null(f);
    f->folder = unit_mkdir();
    (void)snprintf(sun.sun_path, sizeof(sun.sun_path), "%s/n", f->folder);
    f->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(f->fd, (struct sockaddr *)&sun, sizeof(sun)), 0);
    setenv("NOTIFY_SOCKET", sun.sun_path, 1);
    if (watchdog != NULL)
        setenv("WATCHDOG_USEC", watchdog, 1);
    else
        unsetenv("WATCHDOG_USEC");
    f->base = event_base_new();
    f->news = event_new(f->base, f->fd, EV_READ | EV_PERSIST, on_news, f);
    event_add(f->news, NULL);
    assert_ok(
        manager_new(&f->manager, f->base, "/srv/index", trouble, f, &err));
    return f;
}

static void
teardown(struct fixture *f)
{
    manager_free(f->manager);
    event_free(f->news);
    event_base_free(f->base);
    (void)close(f->fd);
    unit_rmdir(f->folder);
    free(f);
}

static void
wait_told(struct fixture *f, const char *wanted)
{
    f->wanted = wanted;
    event_base_dispatch(f->base);
    f->wanted = NULL;
}

static unsigned
count(const struct fixture *f, const char *text)
{
    unsigned n = 0;
    for (unsigned i = 0; i < f->n_told; i++)
        n += strstr(f->told[i], text) != NULL;
    return n;
}

static const struct error no_index = {.status = STATUS_NOT_FOUND,
                                      .message = "none"};

static void
more_time_is_asked_for_until_the_first_load_has_ended(void **state)
{
    (void)state;
    struct fixture *f = setup(WATCHDOG);
    for (unsigned i = 0; i < 3; i++) /* at once, and a second later, ... */
        wait_told(f, "EXTEND_TIMEOUT_USEC=");
    assert_int_equal(count(f, "opening and checking the index in /srv/index"),
                     1);
    assert_int_equal(count(f, "READY=1"), 0);
    assert_int_equal(count(f, "WATCHDOG=1"), 0);
    manager_loaded(f->manager, NULL, &no_index);
    unsigned extended = count(f, "EXTEND_TIMEOUT_USEC=");
    wait_told(f, "WATCHDOG=1");
    assert_int_equal(count(f, "READY=1"), 1);
    assert_int_equal(count(f, "waiting for"), 1);
    assert_int_equal(count(f, "EXTEND_TIMEOUT_USEC="), extended);
    teardown(f);
}

static void
pings_stop_while_there_is_trouble_and_come_again_after_it(void **state)
{
    (void)state;
    struct fixture *f = setup(WATCHDOG);
    manager_loaded(f->manager, NULL, &no_index);
    for (unsigned i = 0; i < 3; i++)
        wait_told(f, "WATCHDOG=1");
    f->trouble = "a worker does not come back from its request";
    event_base_loop(f->base, EVLOOP_NONBLOCK); /* what is on its way */
    unsigned pings = count(f, "WATCHDOG=1");
    assert_true(pings >= 3);
    f->asked_max = f->asked + 30; /* one and a half times its patience */
    event_base_dispatch(f->base);
    assert_int_equal(count(f, "WATCHDOG=1"), pings);
    f->trouble = NULL;
    wait_told(f, "WATCHDOG=1");
    assert_int_equal(count(f, "WATCHDOG=1"), pings + 1);
    teardown(f);
}

static void
the_end_is_told_and_pings_go_on_until_it_comes(void **state)
{
    (void)state;
    struct fixture *f = setup(WATCHDOG);
    manager_loaded(f->manager, NULL, &no_index);
    wait_told(f, "WATCHDOG=1");
    f->trouble = "workers end";
    manager_stopping(f->manager);
    wait_told(f, "STOPPING=1");
    wait_told(f, "WATCHDOG=1");
    unsigned told = count(f, "STATUS=");
    manager_loaded(f->manager, NULL, &no_index);
    wait_told(f, "WATCHDOG=1");
    assert_int_equal(count(f, "STATUS="), told); /* no news then */
    teardown(f);
}

static void
without_a_watchdog_nobody_asks_for_trouble(void **state)
{
    (void)state;
    struct fixture *f = setup(NULL);
    manager_loaded(f->manager, NULL, &no_index);
    wait_told(f, "READY=1");
    event_base_loop(f->base, EVLOOP_NONBLOCK);
    assert_int_equal(f->asked, 0);
    assert_int_equal(count(f, "WATCHDOG=1"), 0);
    teardown(f);
}

static void
a_status_is_one_line(void **state)
{
    (void)state;
    struct fixture *f = setup(NULL);
    struct error bad = {.status = STATUS_IO, .message = "a\nMAINPID=1\nb"};
    manager_loaded(f->manager, NULL, &bad);
    wait_told(f, "READY=1");
    assert_int_equal(count(f, "\nMAINPID="), 0);
    assert_int_equal(count(f, "a?MAINPID=1?b"), 1);
    teardown(f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_time_is_asked_for_until_the_first_load_has_ended),
        cmocka_unit_test(
            pings_stop_while_there_is_trouble_and_come_again_after_it),
        cmocka_unit_test(the_end_is_told_and_pings_go_on_until_it_comes),
        cmocka_unit_test(without_a_watchdog_nobody_asks_for_trouble),
        cmocka_unit_test(a_status_is_one_line),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    libevent_global_shutdown();
    return failed;
}
