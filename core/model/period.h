/* Model: periods of time as integers. A period is a run of 1 to 12 whole months: first month * 16 + months - 1, a month being
 * year * 12 + month - 1. So a year, a half, a quarter, a month and a year-to-date are one type, sorted by start then length. */
#ifndef MODEL_PERIOD_H
#define MODEL_PERIOD_H

#include "base/date.h"

typedef int32_t period;

/* In the order of the bits TALLY_GRAIN_* of the contract. */
enum grain { GRAIN_YEAR, GRAIN_HALF, GRAIN_QUARTER, GRAIN_MONTH, GRAIN_COUNT };

enum { PERIOD_TEXT_BYTES = 24, PERIOD_NONE = -1 };

/* What lies outside the years 1 to 9999, or is not 1 to 12 months long, is PERIOD_NONE; so are its neighbours. */
period period_make(int first_month, int months);
int period_first_month(period p);
int period_months(period p);
int32_t period_first_day(period p);
int32_t period_last_day(period p);

/* The period of that grain which holds the day. */
period period_holding(enum grain grain, int32_t day);
/* The period of that grain which holds all of `p`; PERIOD_NONE where none does. */
period period_around(enum grain grain, period p);
/* Grain of a period; false for a year-to-date that is no year, half, quarter or month. */
bool period_grain(period p, enum grain *grain);
/* A year to date that is no month and no year: January to February .. November. Some of these are quarters and halves as well. */
bool period_to_date(period p);
/* Months of one period of the grain: 12, 6, 3, 1. */
int grain_months(enum grain grain);
const char *grain_name(enum grain grain); /* year half quarter month */

period period_previous(period p); /* the one of the same length right before it */
period period_next(period p);
period period_year_before(period p); /* the same months a year earlier */
/* Number of a grain's period, counted from year 0: consecutive periods have consecutive numbers. */
int period_number(enum grain grain, period p);
period period_numbered(enum grain grain, int number);

/* 2018, 2018H1, 2018Q3, 2018-10, 2018-01..2018-10 (a range of at most 12 months from any month). A range equal to a plain form is that form. */
bool period_parse(struct text text, period *p);
void period_print(period p, char out[PERIOD_TEXT_BYTES]);

#endif
