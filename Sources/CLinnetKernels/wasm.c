// What the Embedded Swift runtime asks of a C library when there is no operating system.
#ifdef __wasm__
#include <stddef.h>
#include <stdint.h>

extern int getentropy(void *, size_t);

void arc4random_buf(void *place, size_t count) {
  unsigned char *bytes = place;
  while (count) {
    size_t step = count > 256 ? 256 : count;
    getentropy(bytes, step);
    bytes += step;
    count -= step;
  }
}

typedef unsigned long long u64;

// 128-bit multiplication, which compiler-rt would bring.
__int128 __multi3(__int128 a, __int128 b) {
  u64 a_low = (u64)a, a_high = (u64)(a >> 64), b_low = (u64)b, b_high = (u64)(b >> 64);
  u64 a0 = a_low & 0xffffffff, a1 = a_low >> 32, b0 = b_low & 0xffffffff, b1 = b_low >> 32;
  u64 p00 = a0 * b0, p01 = a0 * b1, p10 = a1 * b0, p11 = a1 * b1;
  u64 middle = (p00 >> 32) + (p01 & 0xffffffff) + (p10 & 0xffffffff);
  u64 low = (p00 & 0xffffffff) | (middle << 32);
  u64 high = p11 + (p01 >> 32) + (p10 >> 32) + (middle >> 32) + a_low * b_high + a_high * b_low;
  return (__int128)(((unsigned __int128)high << 64) | low);
}
#endif
