#ifndef CLINNETSYSTEM_H
#define CLINNETSYSTEM_H
#include <stddef.h>

/// Asks the system for large pages for memory that is about to be filled; without effect where there are none.
void linnet_prefer_large_pages(void *start, size_t bytes);
/// Has the process keep up to 64 MB of freed memory for itself.
void linnet_keep_freed_memory(void);
#endif
