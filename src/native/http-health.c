/*
 * http-health PORT[/PATH]...  The health check of images that have no shell: exits with 0 when every one of the addresses answers.
 *
 * PORT alone must accept a connection on 127.0.0.1; PORT/PATH must answer GET /PATH with 200, PORT/ with whatever status (a server that
 * speaks TLS answers plain HTTP with 400, and does not log it). Whatever else comes is written to the standard error, where the engine keeps
 * it for `docker inspect`. A program of its own because the servers have no probe mode, and
 * everything that could be taken instead (a shell, curl, a managed runtime) is larger than the server's need and widens its profile.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { UNHEALTHY = 1, USAGE = 64, LARGEST_ANSWER = 1024, SECONDS = 3 };

static int fail(const char *address, const char *what) {
    fprintf(stderr, "http-health: %s: %s\n", address, what);
    return UNHEALTHY;
}

static int connect_to(unsigned long port) {
    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server < 0) {
        return -1;
    }

    /* Both directions: the time to connect is bounded by the time to send. */
    struct timeval limit = {.tv_sec = SECONDS};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    if (setsockopt(server, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0 ||
        setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0 ||
        connect(server, (struct sockaddr *)&address, sizeof address) != 0) {
        int cause = errno;
        close(server);
        errno = cause;
        return -1;
    }

    return server;
}

static int ask(int server, const char *address, const char *path) {
    char text[LARGEST_ANSWER + 1];
    int length = snprintf(text, sizeof text, "GET %s HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
    if (length < 0 || (size_t)length >= sizeof text) {
        return fail(address, "the path is too long");
    }

    if (send(server, text, (size_t)length, MSG_NOSIGNAL) != length) {
        return fail(address, strerror(errno));
    }

    size_t held = 0;
    for (ssize_t got; held < LARGEST_ANSWER && (got = recv(server, text + held, LARGEST_ANSWER - held, 0)) > 0;) {
        held += (size_t)got;
    }

    text[held] = '\0';
    static const char version[] = "HTTP/1.";
    const size_t status = sizeof version + 1; /* "HTTP/1.x " */
    if (strncmp(text, version, sizeof version - 1) != 0 || held < status + 3) {
        return fail(address, held == 0 ? "no answer" : "the answer is no HTTP");
    }

    return path[1] == '\0' || strncmp(text + status, "200", 3) == 0 ? 0 : fail(address, text);
}

static int check(const char *address) {
    char *path;
    errno = 0;
    unsigned long port = strtoul(address, &path, 10);
    if (errno != 0 || path == address || port == 0 || port > 65535 || (*path != '\0' && *path != '/')) {
        fail(address, "usage: http-health PORT[/PATH]...");
        return USAGE;
    }

    int server = connect_to(port);
    if (server < 0) {
        return fail(address, strerror(errno));
    }

    int result = *path == '\0' ? 0 : ask(server, address, path);
    close(server);
    return result;
}

int main(int count, char **arguments) {
    if (count < 2) {
        fail("", "usage: http-health PORT[/PATH]...");
        return USAGE;
    }

    for (int i = 1; i < count; i++) {
        int result = check(arguments[i]);
        if (result != 0) {
            return result;
        }
    }

    return 0;
}
