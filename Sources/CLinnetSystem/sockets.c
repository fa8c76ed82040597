// What waiting for several things at once needs and Swift does not see.
#include "CLinnetSystem.h"
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#endif

int linnet_bell(void) {
#ifdef __linux__
  return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
#else
  return errno = ENOSYS, -1;
#endif
}

int linnet_accept(int listener) {
#ifdef __linux__
  return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
  return errno = ENOSYS, (void)listener, -1;
#endif
}

int linnet_take_signals(void) {
#ifdef __linux__
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
#else
  return errno = ENOSYS, -1;
#endif
}

int linnet_next_signal(int signals) {
#ifdef __linux__
  struct signalfd_siginfo information;
  return read(signals, &information, sizeof information) == sizeof information
    ? (int)information.ssi_signo : 0;
#else
  return (void)signals, 0;
#endif
}
