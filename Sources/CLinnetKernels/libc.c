// The few libc calls the core needs, under names of our own, so that Swift modules need no
// operating-system import and the WebAssembly build finds them in wasi-libc.
#include "CLinnetKernels.h"
#include <math.h>

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

static _Atomic(linnet_memory_hint) memory_hint;

void linnet_on_will_fill(linnet_memory_hint hint) { memory_hint = hint; }

void linnet_will_fill(void *start, size_t bytes) {
  if (!start || bytes < ((size_t)4 << 20)) return;
  linnet_memory_hint hint = memory_hint;
  if (hint) hint(start, bytes);
}
