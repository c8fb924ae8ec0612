/* Writes down what a program does to the files below $FAULT_ROOT, so that a power cut can be replayed at any point.
 *
 * Preloaded (LD_PRELOAD). One record an action: a letter, two length-prefixed paths, an offset, length-prefixed bytes.
 * Letters: C create, W write, T truncate, S flush file or folder, R rename, U unlink, L link. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static int record_fd = -1;
static const char *root;
static size_t root_length;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    root = getenv("FAULT_ROOT");
    const char *log = getenv("FAULT_LOG");
    if (root && log) {
        root_length = strlen(root);
        record_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    }
}

static void put(const void *bytes, size_t length) {
    ssize_t (*real_write)(int, const void *, size_t) = REAL(write);
    const char *at = bytes;
    while (length) {
        ssize_t done = real_write(record_fd, at, length);
        if (done <= 0) abort();
        at += done;
        length -= done;
    }
}

static int ours(const char *path) { return record_fd >= 0 && strncmp(path, root, root_length) == 0; }

static void note(char kind, const char *path, const char *other, uint64_t offset, const void *bytes, uint32_t length) {
    uint32_t a = strlen(path), b = strlen(other);
    pthread_mutex_lock(&guard);
    put(&kind, 1);
    put(&a, 4);
    put(path, a);
    put(&b, 4);
    put(other, b);
    put(&offset, 8);
    put(&length, 4);
    if (length) put(bytes, length);
    pthread_mutex_unlock(&guard);
}

static int of_fd(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return ours(path) && !strstr(path, " (deleted)");
}

static int at(int folder, const char *name, char *path) {
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else {
        char base[PATH_MAX];
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return 0;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, base, PATH_MAX - 1);
            if (length <= 0) return 0;
            base[length] = 0;
        }
        if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    }
    return ours(path);
}

static int opened(int fd, int folder, const char *name, int flags, int was_there) {
    char path[PATH_MAX];
    if (fd >= 0 && record_fd >= 0 && at(folder, name, path)) {
        if ((flags & O_CREAT) && !was_there) note('C', path, "", 0, NULL, 0);
        if ((flags & O_TRUNC) && was_there) note('T', path, "", 0, NULL, 0);
    }
    return fd;
}

#define OPEN(name)                                                                    \
    int name(const char *path, int flags, ...) {                                      \
        va_list rest;                                                                 \
        va_start(rest, flags);                                                        \
        mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;                   \
        va_end(rest);                                                                 \
        int was_there = access(path, F_OK) == 0;                                      \
        return opened(REAL(name)(path, flags, mode), AT_FDCWD, path, flags, was_there); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                      \
    int name(int folder, const char *path, int flags, ...) {                              \
        va_list rest;                                                                     \
        va_start(rest, flags);                                                            \
        mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;                       \
        va_end(rest);                                                                     \
        int was_there = faccessat(folder, path, F_OK, 0) == 0;                            \
        return opened(REAL(name)(folder, path, flags, mode), folder, path, flags, was_there); \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[PATH_MAX];
    int mine = fd != record_fd && record_fd >= 0 && of_fd(fd, path);
    off_t offset = mine ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(write)(fd, bytes, length);
    if (mine && done > 0) note('W', path, "", offset, bytes, done);
    return done;
}

#define PWRITE(name, kind)                                                \
    ssize_t name(int fd, const void *bytes, size_t length, kind offset) { \
        char path[PATH_MAX];                                              \
        ssize_t done = REAL(name)(fd, bytes, length, offset);             \
        if (done > 0 && record_fd >= 0 && of_fd(fd, path)) note('W', path, "", offset, bytes, done); \
        return done;                                                      \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, kind)                                                            \
    int name(int fd, kind length) {                                                     \
        char path[PATH_MAX];                                                            \
        int done = REAL(name)(fd, length);                                              \
        if (done == 0 && record_fd >= 0 && of_fd(fd, path)) note('T', path, "", length, NULL, 0); \
        return done;                                                                    \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define FLUSH(name)                                                                  \
    int name(int fd) {                                                               \
        char path[PATH_MAX];                                                         \
        int done = REAL(name)(fd);                                                   \
        if (done == 0 && record_fd >= 0 && of_fd(fd, path)) note('S', path, "", 0, NULL, 0); \
        return done;                                                                 \
    }
FLUSH(fsync)
FLUSH(fdatasync)

static int moved(int done, char kind, int folder, const char *from, int other, const char *to) {
    char a[PATH_MAX], b[PATH_MAX];
    if (done == 0 && record_fd >= 0) {
        int mine = at(folder, from, a);
        if (at(other, to, b) || mine) note(kind, a, b, 0, NULL, 0);
    }
    return done;
}

int rename(const char *from, const char *to) { return moved(REAL(rename)(from, to), 'R', AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int a, const char *from, int b, const char *to) { return moved(REAL(renameat)(a, from, b, to), 'R', a, from, b, to); }
int link(const char *from, const char *to) { return moved(REAL(link)(from, to), 'L', AT_FDCWD, from, AT_FDCWD, to); }
int linkat(int a, const char *from, int b, const char *to, int flags) {
    return moved(REAL(linkat)(a, from, b, to, flags), 'L', a, from, b, to);
}

int unlink(const char *name) {
    char path[PATH_MAX];
    int done = REAL(unlink)(name);
    if (done == 0 && record_fd >= 0 && at(AT_FDCWD, name, path)) note('U', path, "", 0, NULL, 0);
    return done;
}

int unlinkat(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    int mine = !(flags & AT_REMOVEDIR) && record_fd >= 0 && at(folder, name, path);
    int done = REAL(unlinkat)(folder, name, flags);
    if (done == 0 && mine) note('U', path, "", 0, NULL, 0);
    return done;
}
