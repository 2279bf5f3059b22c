/* Base: civil days, days since 1970-01-01 in the proleptic Gregorian calendar (ISO 8601), years 1 to 9999. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

#define DATE_MIN (-719162) /* 0001-01-01 */
#define DATE_MAX 2932896 /* 9999-12-31 */

struct date_parts {
	int year, month, day;
};

bool date_valid(int year, int month, int day);
int32_t date_from(int year, int month, int day); /* the arguments must be valid */
struct date_parts date_split(int32_t days);
int date_month_days(int year, int month);
/* 29 February + n years is 28 February; a day past the end of a month becomes its last day. What lies
 * outside the range becomes DATE_MIN or DATE_MAX. */
int32_t date_add_months(int32_t days, int months);

enum date_form { DATE_BAD, DATE_DAY, DATE_MONTH, DATE_YEAR };
/* Reads 2018-12-05, 2018/12/5, 2018.12.5, 2018年12月5日, 20181205 (a time of day behind it is allowed only when 00:00[:00]); a
 * month 2018-12, 2018/12, 2018年12月, 201812; a year 2018, 2018年. Months and years give their first day. Full-width digits are the caller's to fold. */
enum date_form date_parse(struct text text, int32_t *days);
/* Serial number of a spreadsheet in the 1900 system, with its 29 February 1900: 1 to 2958465. */
bool date_from_serial(int64_t serial, int32_t *days);
/* "2018-12-05" with a zero into 11 bytes. */
void date_print(int32_t days, char out[11]);

#endif
