/*
 * with-secrets NAME=FILE... -- PROGRAM [ARGUMENT...]  Becomes PROGRAM, with the first line of each FILE in the environment variable NAME.
 *
 * For servers that take a secret from their environment and from nowhere else: given to the container, a variable is shown by
 * `docker inspect` and kept on disk by the engine; set in here, it is readable by this process and its user alone.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { USAGE = 64, UNREADABLE = 65, EMPTY = 66, NOT_RUN = 70, LARGEST_SECRET = 4096 };

static int fail(int code, const char *subject, const char *what) {
    fprintf(stderr, "with-secrets: %s: %s\n", subject, what);
    return code;
}

/* The first line without its end, of a file of at most LARGEST_SECRET bytes. */
static int read_line(const char *path, char line[LARGEST_SECRET + 1]) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return fail(UNREADABLE, path, errno == ENOENT ? "the secret is missing: mount a file that holds it there" : strerror(errno));
    }

    size_t held = 0;
    ssize_t got = 0;
    while (held < LARGEST_SECRET && (got = read(file, line + held, LARGEST_SECRET - held)) > 0) {
        held += (size_t)got;
    }

    int cause = errno;
    close(file);
    if (got < 0) {
        return fail(UNREADABLE, path, strerror(cause));
    }

    line[held] = '\0';
    if (strlen(line) != held) {
        return fail(UNREADABLE, path, "the secret has a zero byte in it");
    }

    size_t length = strcspn(line, "\n");
    if (length == LARGEST_SECRET) {
        return fail(UNREADABLE, path, "the secret's first line is too long");
    }

    while (length > 0 && line[length - 1] == '\r') {
        length--;
    }

    line[length] = '\0';
    return length > 0 ? 0 : fail(EMPTY, path, "the secret file is empty: its first line must hold the secret");
}

static int take(char *assignment) {
    static char line[LARGEST_SECRET + 1];
    char *path = strchr(assignment, '=');
    if (path == NULL || path == assignment || path[1] != '/') {
        return fail(USAGE, assignment, "it must be NAME=/the/secret's/file");
    }

    *path++ = '\0';
    int result = read_line(path, line);
    if (result == 0 && setenv(assignment, line, 1) != 0) {
        result = fail(NOT_RUN, assignment, strerror(errno));
    }

    explicit_bzero(line, sizeof line);
    return result;
}

int main(int count, char **arguments) {
    int i = 1;
    for (; i < count && strcmp(arguments[i], "--") != 0; i++) {
        int result = take(arguments[i]);
        if (result != 0) {
            return result;
        }
    }

    if (i + 1 >= count || arguments[i + 1][0] != '/') {
        return fail(USAGE, "usage", "with-secrets NAME=FILE... -- /PROGRAM [ARGUMENT...]");
    }

    execv(arguments[i + 1], arguments + i + 1);
    return fail(NOT_RUN, arguments[i + 1], strerror(errno));
}
