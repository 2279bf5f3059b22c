/* Base: exact numbers. A decimal is an int64 in units of 10^-scale, 0 <= scale <= 9; sums run in 128 bits. No function here
 * uses binary floating point, and none rounds unless its name says so. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

enum { DECIMAL_SCALE_MAX = 9, WIDE_TEXT_BYTES = 64 };

enum rounding { ROUND_HALF_UP, ROUND_HALF_EVEN }; /* half away from zero (四舍五入); GB/T 8170 */

enum decimal_fault { DECIMAL_OK, DECIMAL_EMPTY, DECIMAL_SYNTAX, DECIMAL_SCALE, DECIMAL_RANGE, DECIMAL_EXPONENT };

/* Digits with at most one point, a sign, and thousands separators (',' between groups of three, or none). `scale` digits
 * after the point at most; trailing zeros beyond it are no fault. */
enum decimal_fault decimal_parse(struct text text, int scale, int64_t *value);
int64_t decimal_power(int exponent); /* 10^exponent, 0 to 18 */
wide wide_power(int exponent); /* 10^exponent, 0 to 38 */
bool wide_fits(wide value); /* as int64 */
bool wide_multiply(wide a, wide b, wide *product); /* false on overflow */
bool wide_add(wide a, wide b, wide *sum);

/* num / den rounded to an integer; den must not be 0. */
wide wide_divide(wide num, wide den, enum rounding rounding);
/* num / den * 10^digits rounded to an integer; false when that does not fit in 127 bits. Intermediates never overflow. */
bool wide_ratio(wide num, wide den, int digits, enum rounding rounding, wide *result);

/* `value` in units of 10^-scale as plain text: "-12.340"; into WIDE_TEXT_BYTES. Returns the length. */
size_t wide_print(wide value, int scale, char *out);
/* Rounded to `decimals` first, when that is fewer than scale. */
size_t wide_print_rounded(wide value, int scale, int decimals, enum rounding rounding, char *out);

#endif
