// Column kernels and the choice of instruction set. See columns.inc for the arithmetic.
#include "ColumnKernels.h"
#include <math.h>
#include <string.h>

// No fused multiply-add behind our back: that is what makes every set give the same bits.
#pragma clang fp contract(off)

#define GAP __builtin_nan("")

typedef struct {
  size_t (*unary)(int, double *, const double *, size_t);
  size_t (*binary)(int, double *, const double *, const double *, size_t);
  void (*compare)(int, uint8_t *, const double *, const double *, size_t);
  void (*and)(uint8_t *, const uint8_t *, const uint8_t *, size_t);
  void (*or)(uint8_t *, const uint8_t *, const uint8_t *, size_t);
  void (*not)(uint8_t *, const uint8_t *, size_t);
  void (*same)(uint8_t *, const uint8_t *, const uint8_t *, int, size_t);
  void (*choose)(double *, const uint8_t *, const double *, const double *, size_t);
  void (*choose_truth)(uint8_t *, const uint8_t *, const uint8_t *, const uint8_t *, size_t);
  void (*is_gap)(uint8_t *, const double *, size_t);
  void (*is_gap_truth)(uint8_t *, const uint8_t *, size_t);
  void (*from_whole)(double *, const int64_t *, size_t);
  void (*from_codes)(double *, const int32_t *, size_t);
  void (*from_truth)(double *, const uint8_t *, size_t);
  void (*product)(double *, const double *const *, const double *const *, size_t);
  linnet_summary (*summarise)(const double *, double, size_t);
  double (*products)(const double *, double, double, const double *, double, double, size_t);
  void (*moments)(double, double, double, const double *, size_t, linnet_totals *);
} column_kernels;

static double wrap_far(double x) { return remainder(x, 6.28318530717958647692); }

static size_t library_unary(int function, double *out, const double *a, size_t n) {
#define EACH(f) for (size_t i = 0; i < n; i++) out[i] = f(a[i]); break
  switch (function) {
  case LINNET_LOG10: EACH(log10);
  case LINNET_TAN: EACH(tan);
  case LINNET_ASIN: EACH(asin);
  case LINNET_ACOS: EACH(acos);
  case LINNET_ATAN: EACH(atan);
  case LINNET_TANH: EACH(tanh);
  case LINNET_ASINH: EACH(asinh);
  default: for (size_t i = 0; i < n; i++) out[i] = GAP;
  }
#undef EACH
  size_t made = 0;
  for (size_t i = 0; i < n; i++) {
    // The logarithm of zero is no number.
    if (function == LINNET_LOG10 && a[i] == 0) out[i] = GAP;
    made += (out[i] != out[i]) & (a[i] == a[i]);
  }
  return made;
}

static double power(double x, double y) {
  // pow(1, NaN) and pow(NaN, 0) are 1 in C; here a gap spreads. Zero to a negative power has no answer.
  if (x != x || y != y) return GAP;
  if (x == 0 && y < 0) return GAP;
  return y == 2 ? x * x : pow(x, y);
}
static double modulo(double x, double y) {
  // The answer has the sign of y.
  if (y == 0) return GAP;
  double r = fmod(x, y);
  return r != 0 && (r < 0) != (y < 0) ? r + y : r;
}
static double whole_divide(double x, double y) {
  if (y == 0) return GAP;
  double r = fmod(x, y), q = (x - r) / y;
  if (r != 0 && (r < 0) != (y < 0)) q -= 1;
  return q == q ? floor(q + 0.5) : floor(x / y);
}
static double longer_side(double x, double y) { return x != x || y != y ? GAP : hypot(x, y); }

static size_t library_binary(int function, double *out, const double *a, const double *b, size_t n) {
#define EACH(f) for (size_t i = 0; i < n; i++) out[i] = f(a[i], b[i]); break
  switch (function) {
  case LINNET_MODULO: EACH(modulo);
  case LINNET_WHOLE_DIVIDE: EACH(whole_divide);
  case LINNET_POWER: EACH(power);
  case LINNET_ATAN2: EACH(atan2);
  case LINNET_HYPOT: EACH(longer_side);
  default: for (size_t i = 0; i < n; i++) out[i] = GAP;
  }
#undef EACH
  size_t made = 0;
  for (size_t i = 0; i < n; i++) made += (out[i] != out[i]) & (a[i] == a[i]) & (b[i] == b[i]);
  return made;
}

#define NAME(x) portable_##x
#include "columns.inc"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define NAME(x) avx2_##x
#include "columns.inc"
#pragma clang attribute pop
#endif

static const column_kernels *chosen;

static const column_kernels *choose_set(int widest) {
#if defined(__x86_64__)
  if (widest && __builtin_cpu_supports("avx2")) return &avx2_table;
#endif
  return &portable_table;
}
// Every thread that races here stores the same address.
static inline const column_kernels *set(void) {
  const column_kernels *now = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
  if (now) return now;
  linnet_use_widest(1);
  return __atomic_load_n(&chosen, __ATOMIC_RELAXED);
}
void linnet_use_widest(int widest) { __atomic_store_n(&chosen, choose_set(widest), __ATOMIC_RELAXED); }

size_t linnet_unary(int f, double *out, const double *a, size_t n) { return set()->unary(f, out, a, n); }
size_t linnet_binary(int f, double *out, const double *a, const double *b, size_t n) { return set()->binary(f, out, a, b, n); }
void linnet_compare(int c, uint8_t *out, const double *a, const double *b, size_t n) { set()->compare(c, out, a, b, n); }
void linnet_and(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t n) { set()->and(out, a, b, n); }
void linnet_or(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t n) { set()->or(out, a, b, n); }
void linnet_not(uint8_t *out, const uint8_t *a, size_t n) { set()->not(out, a, n); }
void linnet_same(uint8_t *out, const uint8_t *a, const uint8_t *b, int differ, size_t n) { set()->same(out, a, b, differ, n); }
void linnet_choose(double *out, const uint8_t *q, const double *a, const double *b, size_t n) { set()->choose(out, q, a, b, n); }
void linnet_choose_truth(uint8_t *out, const uint8_t *q, const uint8_t *a, const uint8_t *b, size_t n) { set()->choose_truth(out, q, a, b, n); }
void linnet_is_gap(uint8_t *out, const double *a, size_t n) { set()->is_gap(out, a, n); }
void linnet_is_gap_truth(uint8_t *out, const uint8_t *a, size_t n) { set()->is_gap_truth(out, a, n); }
void linnet_from_whole(double *out, const int64_t *a, size_t n) { set()->from_whole(out, a, n); }
void linnet_from_codes(double *out, const int32_t *a, size_t n) { set()->from_codes(out, a, n); }
void linnet_from_truth(double *out, const uint8_t *a, size_t n) { set()->from_truth(out, a, n); }
void linnet_product(double *out, const double *const *a, const double *const *b, size_t n) { set()->product(out, a, b, n); }
void linnet_mass2(double *out, const double *const *parts, size_t n) { set()->product(out, parts, parts, n); }
linnet_summary linnet_summarise(const double *a, double shift, size_t n) { return set()->summarise(a, shift, n); }
double linnet_products(const double *a, double ca, double ma, const double *b, double cb, double mb, size_t n) {
  return set()->products(a, ca, ma, b, cb, mb, n);
}

void linnet_look_up(double *out, const double *a, const double *table, size_t count, size_t n) {
  for (size_t i = 0; i < n; i++) out[i] = a[i] >= 0 && a[i] < (double)count ? table[(size_t)a[i]] : GAP;
}
void linnet_look_up_truth(uint8_t *out, const double *a, const uint8_t *table, size_t count, size_t n) {
  for (size_t i = 0; i < n; i++) out[i] = a[i] >= 0 && a[i] < (double)count ? table[(size_t)a[i]] : 2;
}

void linnet_shift_dates(double *out, const double *dates, const double *days, double first, double last, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double date = dates[i], shift = round(days[i] * 86400000.0);
    if (!(fabs(date) < 9e15) || !(fabs(shift) < 1e15)) {
      out[i] = GAP;
      continue;
    }
    int64_t raw = (int64_t)date, step = (int64_t)shift, moment = (raw >> 1) + step;
    int64_t has_time = (raw & 1) | (step % 86400000 != 0);
    out[i] = (double)moment < first || (double)moment > last ? GAP : (double)(moment * 2 + has_time);
  }
}

size_t linnet_positions(int32_t *out, const uint8_t *mask, size_t n, int32_t first) {
  size_t found = 0;
  for (size_t i = 0; i < n; i++) {
    out[found] = first + (int32_t)i;
    found += mask[i] == 1;
  }
  return found;
}
#define GATHERED(gap) for (size_t i = 0; i < n; i++) out[i] = rows[i] < 0 ? (gap) : a[rows[i]]
void linnet_gather_decimal(double *out, const double *a, const int32_t *rows, size_t n) { GATHERED(GAP); }
void linnet_gather_whole(int64_t *out, const int64_t *a, const int32_t *rows, size_t n) { GATHERED(INT64_MIN); }
void linnet_gather_codes(int32_t *out, const int32_t *a, const int32_t *rows, size_t n) { GATHERED(-1); }
void linnet_gather_truth(uint8_t *out, const uint8_t *a, const int32_t *rows, size_t n) { GATHERED(2); }

// The slot of x: 0 below, then the bins, bins + 1 above, bins + 2 for a gap. `walls` are the edges with
// minus infinity before them and NaN behind, the last edge raised so that it belongs inside.
static inline size_t slot(const linnet_axis *axis, const double *walls, double x) {
  size_t bins = axis->bins, place;
  if (axis->scale > 0) {
    double position = (x - walls[1]) * axis->scale + 1, top = (double)(bins + 1);
    position = position > 0 ? position : 0;
    position = position < top ? position : top;
    place = (size_t)position;
    // The product may round across an edge; the edges themselves decide.
    place -= x < walls[place];
    place += x >= walls[place + 1];
  } else {
    size_t count = bins + 2;
    place = 0;
    while (count > 1) {
      size_t half = count / 2;
      place += half * (x >= walls[place + half]);
      count -= half;
    }
  }
  return x == x ? place : bins + 2;
}
void linnet_fill(
  const linnet_axis *axis, const double *x, size_t n, double center, int64_t *tally, linnet_totals *totals) {
  linnet_axis here = *axis;
  for (size_t i = 0; i < n; i++) tally[slot(&here, here.walls, x[i])]++;
  set()->moments(here.walls[1], here.last, center, x, n, totals);
}
void linnet_fill_weighted(
  const linnet_axis *axis, const double *x, const double *weights, size_t n, double center, double *counts,
  double *squares, linnet_totals *totals) {
  linnet_axis here = *axis;
  linnet_totals t = *totals;
  for (size_t i = 0; i < n; i++) {
    double v = x[i], w = weights[i];
    size_t place = slot(&here, here.walls, w == w ? v : GAP);
    // A gap adds nothing but itself.
    double weight = place == here.bins + 2 ? 1 : w;
    counts[place] += weight, squares[place] += weight * weight;
    double d = v - center;
    if (place - 1 < here.bins) t.weight += w, t.x += w * d, t.xx += w * d * d;
  }
  *totals = t;
}

enum { DIGIT = 11 };
static const size_t digit_mask = LINNET_SORT_VALUES - 1;
void linnet_sort_count(uint32_t *counts, const uint64_t *keys, size_t n) {
  for (size_t i = 0; i < n; i++)
    for (int pass = 0; pass < LINNET_SORT_PASSES; pass++)
      counts[pass * LINNET_SORT_VALUES + ((keys[i] >> (pass * DIGIT)) & digit_mask)]++;
}
int linnet_sort_begin(uint32_t *places, int pass, const uint64_t *keys, size_t n) {
  if (!n || places[(keys[0] >> (pass * DIGIT)) & digit_mask] == n) return 0;
  uint32_t next = 0;
  for (size_t value = 0; value < LINNET_SORT_VALUES; value++) {
    uint32_t count = places[value];
    places[value] = next;
    next += count;
  }
  return 1;
}
void linnet_sort_move(
  uint32_t *places, int pass, const uint64_t *keys, const int32_t *rows, uint64_t *new_keys, int32_t *new_rows,
  size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint32_t place = places[(keys[i] >> (pass * DIGIT)) & digit_mask]++;
    new_keys[place] = keys[i];
    new_rows[place] = rows[i];
  }
}
void linnet_sort_keys(uint64_t *out, const double *a, int descending, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double x = a[i] == 0 ? 0 : a[i];
    uint64_t bits;
    memcpy(&bits, &x, 8);
    uint64_t rising = bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
    out[i] = x != x ? UINT64_MAX : descending ? ~rising - 1 : rising;
  }
}
