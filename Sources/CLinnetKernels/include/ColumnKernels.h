#ifndef LINNET_COLUMN_KERNELS_H
#define LINNET_COLUMN_KERNELS_H
#include <stddef.h>
#include <stdint.h>

// Work on whole blocks of numbers. A gap is NaN in decimals, INT64_MIN in whole numbers, 2 in truth bytes.
// Outputs never overlap inputs. The widest instruction set of the processor is chosen at run time, and
// every set gives the same bits. Functions that can have no answer return how many new gaps they made.

/// Names of the functions of one number.
enum {
  LINNET_NEGATE, LINNET_ABS, LINNET_SQRT, LINNET_EXP, LINNET_LOG, LINNET_LOG10, LINNET_SIN, LINNET_COS,
  LINNET_TAN, LINNET_ASIN, LINNET_ACOS, LINNET_ATAN, LINNET_SINH, LINNET_COSH, LINNET_TANH, LINNET_ASINH,
  LINNET_FLOOR, LINNET_CEILING, LINNET_ROUND, LINNET_SIGN, LINNET_SQUARE, LINNET_SIGNED_SQRT, LINNET_WRAP_ANGLE
};
/// Names of the functions of two numbers.
enum {
  LINNET_ADD, LINNET_SUBTRACT, LINNET_MULTIPLY, LINNET_DIVIDE, LINNET_MODULO, LINNET_WHOLE_DIVIDE, LINNET_POWER,
  LINNET_ATAN2, LINNET_HYPOT, LINNET_MIN, LINNET_MAX, LINNET_RATIO
};
/// Names of the comparisons.
enum { LINNET_LESS, LINNET_LESS_EQUAL, LINNET_EQUAL, LINNET_NOT_EQUAL };

/// out[i] = f(a[i]).
size_t linnet_unary(int function, double *out, const double *a, size_t n);
/// out[i] = f(a[i], b[i]).
size_t linnet_binary(int function, double *out, const double *a, const double *b, size_t n);
/// out[i] = 0, 1, or 2 where a side is a gap.
void linnet_compare(int comparison, uint8_t *out, const double *a, const double *b, size_t n);
/// Three-valued `and`.
void linnet_and(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t n);
/// Three-valued `or`.
void linnet_or(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t n);
/// Three-valued `not`.
void linnet_not(uint8_t *out, const uint8_t *a, size_t n);
/// Three-valued `a == b` (or `!=`) of truth bytes.
void linnet_same(uint8_t *out, const uint8_t *a, const uint8_t *b, int differ, size_t n);
/// out[i] = question ? a[i] : b[i]; a gap where the question is one.
void linnet_choose(double *out, const uint8_t *question, const double *a, const double *b, size_t n);
/// The same for truth bytes.
void linnet_choose_truth(uint8_t *out, const uint8_t *question, const uint8_t *a, const uint8_t *b, size_t n);
/// out[i] = 1 where a[i] is a gap, else 0.
void linnet_is_gap(uint8_t *out, const double *a, size_t n);
/// The same for truth bytes.
void linnet_is_gap_truth(uint8_t *out, const uint8_t *a, size_t n);
/// Whole numbers to decimals, gaps kept.
void linnet_from_whole(double *out, const int64_t *a, size_t n);
/// Text codes to decimals, -1 to a gap.
void linnet_from_codes(double *out, const int32_t *a, size_t n);
/// Truth bytes to 0 and 1, gaps kept.
void linnet_from_truth(double *out, const uint8_t *a, size_t n);
/// out[i] = table[a[i]] for whole a[i] below `count`, else a gap.
void linnet_look_up(double *out, const double *a, const double *table, size_t count, size_t n);
/// The same for truth bytes.
void linnet_look_up_truth(uint8_t *out, const double *a, const uint8_t *table, size_t count, size_t n);
/// Dates (milliseconds doubled, plus one with a time of day) moved by days; a gap outside `first` to `last`
/// (milliseconds).
void linnet_shift_dates(double *out, const double *dates, const double *days, double first, double last, size_t n);
/// out[i] = the squared mass of E, px, py, pz, in doubled precision before the last rounding.
void linnet_mass2(double *out, const double *const *parts, size_t n);
/// out[i] = the Minkowski product of two vectors by E, px, py, pz, in doubled precision.
void linnet_product(double *out, const double *const *a, const double *const *b, size_t n);

/// The positions (plus `first`) of bytes that are 1; returns how many.
size_t linnet_positions(int32_t *out, const uint8_t *mask, size_t n, int32_t first);
/// out[i] = a[rows[i]]; a negative row gives `gap`.
void linnet_gather_decimal(double *out, const double *a, const int32_t *rows, size_t n);
void linnet_gather_whole(int64_t *out, const int64_t *a, const int32_t *rows, size_t n);
void linnet_gather_codes(int32_t *out, const int32_t *a, const int32_t *rows, size_t n);
void linnet_gather_truth(uint8_t *out, const uint8_t *a, const int32_t *rows, size_t n);

/// Count, sum of distances from a shift, least and greatest of a block, gaps left out.
typedef struct {
  size_t count;
  double sum, least, greatest;
} linnet_summary;
/// Summarises a block of at most some thousand numbers, always in the same order of additions.
linnet_summary linnet_summarise(const double *a, double shift, size_t n);
/// The sum of (a[i] - ca - ma) * (b[i] - cb - mb) over rows without a gap in either.
///
/// The center comes in two parts, so that what the second adds is not lost beside a large first one.
double linnet_products(const double *a, double ca, double ma, const double *b, double cb, double mb, size_t n);

/// Where bins begin and end.
typedef struct {
  /// Minus infinity, the bins + 1 rising edges, NaN (which no number reaches); the last edge as the next
  /// greater number, so that the last bin holds it.
  const double *walls;
  size_t bins;
  /// The last edge itself.
  double last;
  /// bins / (last - first) for bins of equal width, else 0: then the bin is searched for.
  double scale;
} linnet_axis;
/// Sums over the values inside the range: of weights, of distances from a center and of their squares.
typedef struct {
  double weight, x, xx;
} linnet_totals;
/// Counts values into `tally`: below, the bins, above, gaps (bins + 3 slots).
void linnet_fill(
  const linnet_axis *axis, const double *x, size_t n, double center, int64_t *tally, linnet_totals *totals);
/// Adds weights and their squares into such slots; a gap on either side adds 1 to the last.
void linnet_fill_weighted(
  const linnet_axis *axis, const double *x, const double *weights, size_t n, double center, double *counts,
  double *squares, linnet_totals *totals);
/// Keys that sort as the numbers do, gaps last either way.
void linnet_sort_keys(uint64_t *out, const double *a, int descending, size_t n);
/// Sorting goes once over the keys for each of their digits, the last digit first.
enum { LINNET_SORT_PASSES = 6, LINNET_SORT_VALUES = 2048 };
/// Counts the digits into LINNET_SORT_VALUES slots a pass, one pass after another.
void linnet_sort_count(uint32_t *counts, const uint64_t *keys, size_t n);
/// Turns the counts of a pass into places; 0 for a digit that is the same in all n keys and needs no pass.
int linnet_sort_begin(uint32_t *places, int pass, const uint64_t *keys, size_t n);
/// Moves some of the keys with their rows to their places; equal digits keep their order.
void linnet_sort_move(
  uint32_t *places, int pass, const uint64_t *keys, const int32_t *rows, uint64_t *new_keys, int32_t *new_rows,
  size_t n);
/// For tests and benchmarks: 0 takes the portable set, 1 the widest.
void linnet_use_widest(int widest);
#endif
