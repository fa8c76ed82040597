// The few libc calls the core needs, under names of our own, so that Swift modules need no
// operating-system import and the WebAssembly build finds them in wasi-libc.
#include "CLinnetKernels.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// A program around the engine may have set a locale with a comma in its numbers. Where there are
// locales, these calls are made in the plain one, which is changed for the calling thread alone.
#if defined(__wasm__)
#define IN_PLAIN_LOCALE(call) call
#else
#include <locale.h>

static locale_t plain_locale(void) {
  static _Atomic(locale_t) made;
  locale_t known = made;
  if (known) return known;
  // Two threads may make one each at the very first number; one of them is kept for nothing.
  locale_t fresh = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  made = fresh;
  return fresh;
}

#define IN_PLAIN_LOCALE(call)                 \
  do {                                        \
    locale_t before = uselocale(plain_locale()); \
    call;                                     \
    uselocale(before);                        \
  } while (0)
#endif

int linnet_format_general(double value, int digits, char *buffer, size_t capacity) {
  int length;
  IN_PLAIN_LOCALE(length = snprintf(buffer, capacity, "%.*g", digits, value));
  return length;
}
int linnet_format_fixed(double value, int digits, char *buffer, size_t capacity) {
  int length;
  IN_PLAIN_LOCALE(length = snprintf(buffer, capacity, "%.*f", digits, value));
  return length;
}
double linnet_sin(double x) { return sin(x); }
double linnet_cos(double x) { return cos(x); }
double linnet_tan(double x) { return tan(x); }
double linnet_asin(double x) { return asin(x); }
double linnet_acos(double x) { return acos(x); }
double linnet_atan(double x) { return atan(x); }
double linnet_atan2(double y, double x) { return atan2(y, x); }
double linnet_sinh(double x) { return sinh(x); }
double linnet_cosh(double x) { return cosh(x); }
double linnet_tanh(double x) { return tanh(x); }
double linnet_asinh(double x) { return asinh(x); }
double linnet_exp(double x) { return exp(x); }
double linnet_expm1(double x) { return expm1(x); }
double linnet_log(double x) { return log(x); }
double linnet_log1p(double x) { return log1p(x); }
double linnet_log10(double x) { return log10(x); }
double linnet_pow(double x, double y) { return pow(x, y); }
double linnet_hypot(double x, double y) { return hypot(x, y); }
double linnet_fmod(double x, double y) { return fmod(x, y); }
double linnet_strtod(const char *text) {
  double value;
  IN_PLAIN_LOCALE(value = strtod(text, 0));
  return value;
}

static _Atomic(linnet_memory_hint) memory_hint;

void linnet_on_will_fill(linnet_memory_hint hint) { memory_hint = hint; }

void linnet_will_fill(void *start, size_t bytes) {
  if (!start || bytes < ((size_t)4 << 20)) return;
  linnet_memory_hint hint = memory_hint;
  if (hint) hint(start, bytes);
}
