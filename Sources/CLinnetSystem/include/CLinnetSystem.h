#ifndef CLINNETSYSTEM_H
#define CLINNETSYSTEM_H
#include <stddef.h>

/// Asks the system for large pages for memory that is about to be filled; without effect where there are none.
void linnet_prefer_large_pages(void *start, size_t bytes);
/// Has the process keep up to 64 MB of freed memory for itself.
void linnet_keep_freed_memory(void);

/// Gives memory that nobody uses back to the system.
void linnet_give_back_freed_memory(void);

/// A descriptor that is readable once a number was written to it; does not block.
int linnet_bell(void);

/// Takes a peer in; the descriptor does not block.
int linnet_accept(int listener);

/// Has the signals that stop work or end the process delivered through a descriptor.
int linnet_take_signals(void);

/// The next signal of such a descriptor; 0 when there is none.
int linnet_next_signal(int signals);
/// The flags to open a folder with only to go on from it: never through a link, and without being asked to list it.
int linnet_folder_flags(void);
/// About how many bytes this process can still take before the system refuses them: the least of the limits on it,
/// on its container, and of the computer's memory; of the last two only three quarters, for others live there too.
size_t linnet_memory_room(void);
/// How large the stack of the main thread may become, in bytes.
size_t linnet_stack_limit(void);
/// Has a function called, which must not return, when the system has no memory left, instead of a crash.
void linnet_on_no_memory(void (*end)(void));
#endif
