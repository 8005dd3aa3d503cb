/* A disk that fails on demand: stands between a program and its C library, for the files of one folder only.
 *
 * OCTAVO_FAULT_FOLDER names the folder, OCTAVO_FAULT_CONTROL a file of six numbers (32 bits each) that the test writes:
 * armed, which calls (a mask), the first that fails, whether all later ones fail too, the error, and how many there
 * were. The last is counted here. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, TRUNCATE = 4, CREATE = 8, UNLINK = 16, RENAME = 32, LINK = 64 };
struct control { volatile int32_t armed, mask, first, all, error, count; };

static struct control *control;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("OCTAVO_FAULT_CONTROL");
    folder = getenv("OCTAVO_FAULT_FOLDER");
    if (!path || !folder) return;
    int fd = open(path, O_RDWR);
    void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (map != MAP_FAILED) control = map;
}

static int inside(const char *path) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int fails(int kind) {
    if (!(control->mask & kind)) return 0;
    int number = ++control->count;
    if (number != control->first && !(control->all && number > control->first)) return 0;
    errno = control->error;
    return 1;
}

static int path_fails(int kind, const char *path) { return control && control->armed && inside(path) && fails(kind); }

static int fd_fails(int kind, int fd) {
    if (!control || !control->armed) return 0;
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path) && fails(kind);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t count) {
    return fd_fails(WRITE, fd) ? -1 : REAL(write)(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return fd_fails(WRITE, fd) ? -1 : REAL(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return fd_fails(WRITE, fd) ? -1 : REAL(pwrite64)(fd, bytes, count, at);
}
int fsync(int fd) { return fd_fails(SYNC, fd) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return fd_fails(SYNC, fd) ? -1 : REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t length) { return fd_fails(TRUNCATE, fd) ? -1 : REAL(ftruncate)(fd, length); }
int ftruncate64(int fd, off64_t length) { return fd_fails(TRUNCATE, fd) ? -1 : REAL(ftruncate64)(fd, length); }
int unlink(const char *path) { return path_fails(UNLINK, path) ? -1 : REAL(unlink)(path); }
int rename(const char *from, const char *to) { return path_fails(RENAME, to) ? -1 : REAL(rename)(from, to); }
int link(const char *from, const char *to) { return path_fails(LINK, to) ? -1 : REAL(link)(from, to); }
int linkat(int a, const char *from, int b, const char *to, int flags) {
    return path_fails(LINK, to) ? -1 : REAL(linkat)(a, from, b, to, flags);
}

#define OPEN(name)                                                            \
    int name(const char *path, int flags, ...) {                              \
        va_list rest;                                                         \
        va_start(rest, flags);                                                \
        mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;           \
        va_end(rest);                                                         \
        if ((flags & O_CREAT) && path_fails(CREATE, path)) return -1;         \
        return REAL(name)(path, flags, mode);                                 \
    }
OPEN(open)
OPEN(open64)
