#ifndef CLINNETKERNELS_H
#define CLINNETKERNELS_H
#include <stddef.h>
#include <stdint.h>
#include "ColumnKernels.h"

double linnet_sin(double), linnet_cos(double), linnet_tan(double), linnet_asin(double), linnet_acos(double);
double linnet_atan(double), linnet_atan2(double, double), linnet_sinh(double), linnet_cosh(double);
double linnet_tanh(double), linnet_asinh(double), linnet_exp(double), linnet_expm1(double), linnet_log(double);
double linnet_log1p(double), linnet_log10(double), linnet_pow(double, double), linnet_hypot(double, double);
double linnet_fmod(double, double);

/// Takes the beginning and length of memory that is about to be filled; called from any thread.
typedef void (*linnet_memory_hint)(void *start, size_t bytes);
/// Says that memory is about to be filled, so that a host may ask the system for large pages.
///
/// Only a hint: without effect below 4 MB, and where no host listens.
void linnet_will_fill(void *start, size_t bytes);
/// Names who is told of it, the same for the whole process; null for nobody.
void linnet_on_will_fill(linnet_memory_hint hint);
#endif
