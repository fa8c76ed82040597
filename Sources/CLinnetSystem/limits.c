// How much memory there is, and what happens when there is none left.
#include "CLinnetSystem.h"
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/// Reads a small file of the system; its length, or -1.
static long text_of(const char *path, char *text, size_t room) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  long count = read(file, text, room - 1);
  close(file);
  if (count >= 0) text[count] = 0;
  return count;
}

/// The number in a small file of the system; SIZE_MAX when there is none, or a word such as `max`.
static size_t number_in(const char *path) {
  char text[64];
  if (text_of(path, text, sizeof text) <= 0 || text[0] < '0' || text[0] > '9') return SIZE_MAX;
  return strtoull(text, NULL, 10);
}

/// The limits of the container this process lives in, and of those around it.
static size_t container_limit(void) {
  size_t limit = number_in("/sys/fs/cgroup/memory/memory.limit_in_bytes");
  limit = least(limit, number_in("/sys/fs/cgroup/memory.max"));
  char text[2048], path[2200];
  if (text_of("/proc/self/cgroup", text, sizeof text) <= 0) return limit;
  char *own = strncmp(text, "0::", 3) == 0 ? text : strstr(text, "\n0::");
  if (!own) return limit;
  own = strchr(own, '/');
  if (!own) return limit;
  own[strcspn(own, "\n")] = 0;
  for (char *end = own + strlen(own); end && end > own; end = strrchr(own, '/')) {
    *end = 0;
    snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.max", own);
    limit = least(limit, number_in(path));
  }
  return limit;
}

size_t linnet_memory_room(void) {
  size_t room = SIZE_MAX;
#ifdef __linux__
  long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  if (pages > 0 && size > 0) room = (size_t)pages * (size_t)size;
  room = least(room, container_limit());
  room = room / 4 * 3;
  char text[128];
  size_t taken[7] = {0};
  if (size > 0 && text_of("/proc/self/statm", text, sizeof text) > 0) {
    char *place = text;
    for (int i = 0; i < 7; i++) taken[i] = strtoull(place, &place, 10) * (size_t)size;
  }
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    room = least(room, limit.rlim_cur > taken[0] ? limit.rlim_cur - taken[0] : 0);
  if (getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    room = least(room, limit.rlim_cur > taken[5] ? limit.rlim_cur - taken[5] : 0);
#endif
  return room;
}

size_t linnet_stack_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return SIZE_MAX;
  return limit.rlim_cur;
}

static void (*end_without_memory)(void);
/// Given back before the end, so that there is something to speak with.
static void *spare;

void linnet_on_no_memory(void (*end)(void)) {
  end_without_memory = end;
  if (!spare) spare = malloc(1 << 18);
}

/// What the standard library calls when the system gives no memory; the link step puts this in its place.
void __wrap__ZN5swift28swift_abortAllocationFailureEmm(size_t size, size_t alignment);
void __wrap__ZN5swift28swift_abortAllocationFailureEmm(size_t size, size_t alignment) {
  (void)size, (void)alignment;
  free(spare);
  spare = NULL;
  if (end_without_memory) end_without_memory();
  abort();
}
