/* The one error shape of the project.
 *
 * A fallible function returns an enum status (STATUS_OK is 0), gives its
 * results through out-parameters, which it leaves untouched on failure, and
 * takes a struct error owned by the caller as its last argument (NULL where
 * the text is not wanted). Libraries report; only programs log. */
#ifndef COMMON_ERROR_H
#define COMMON_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

enum status {
    STATUS_OK = 0,
    STATUS_USAGE,     /* the command line or an option is wrong */
    STATUS_BAD_QUERY, /* the query's text is wrong; see error.column */
    STATUS_INVALID,   /* input that is not what it should be */
    STATUS_NOT_FOUND, /* no such file, index, document or unit */
    STATUS_TOO_LARGE, /* over a limit that the documentation states */
    STATUS_LOCKED,    /* another process holds the lock */
    STATUS_CORRUPT,   /* a damaged index */
    STATUS_SCHEMA,    /* an index of another schema version */
    STATUS_IO,        /* the system refused a read or a write */
    STATUS_TIMEOUT,   /* the deadline passed */
    STATUS_CANCELLED, /* whoever asked has gone */
    STATUS_BUSY,      /* no room for more work just now */
    STATUS_NOMEM,     /* out of memory */
    STATUS_INTERNAL,  /* a defect of the program */
};

struct error {
    enum status status;
    unsigned column;   /* 1-based, in characters, of a query; 0: none */
    char message[256]; /* one line of valid text, always NUL-terminated */
};

#define WARN_UNUSED __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/* Sets err (which may be NULL) and returns status, so that
 * `return error_set(err, STATUS_IO, ...)` reads well. The message names the
 * thing and, where there is one, the remedy; it has no final newline. */
enum status error_set(struct error *err, enum status status, const char *format,
                      ...) PRINTF_LIKE(3, 4);

/* As error_set, with ": " and the text of errno appended. ENOMEM becomes
 * STATUS_NOMEM, ENOENT STATUS_NOT_FOUND where status is STATUS_IO. */
enum status error_set_errno(struct error *err, enum status status,
                            const char *format, ...) PRINTF_LIKE(3, 4);

/* The status's name in lower case, for logs: "not-found". Static. */
const char *status_name(enum status status);

/* The exit code of sysexits.h that a program ends with for this status:
 * 64 usage, 65 bad data, 66 no input, 69 unavailable, 70 internal,
 * 74 I/O, 75 try again. 0 for STATUS_OK. */
int status_exit_code(enum status status);

#ifdef __cplusplus
}
#endif

#endif
