#pragma once
#include <sys/resource.h>
#include <sys/types.h>

#ifdef __linux__
/* glibc and musl declare it for GNU sources only, which Swift's module of the C library is not. */
extern int prlimit(pid_t, int, const struct rlimit *, struct rlimit *);

/* Bounds the address space of a process that runs already; 0, or -1 with errno. */
static inline int limit_address_space(pid_t process, unsigned long long bytes) {
  struct rlimit limit = {(rlim_t)bytes, (rlim_t)bytes};
  return prlimit(process, (int)RLIMIT_AS, &limit, (struct rlimit *)0);
}
#else
/* Other systems can bound a process only from within. */
static inline int limit_address_space(pid_t process, unsigned long long bytes) { return 0; }
#endif
