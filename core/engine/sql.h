/* Engine: a plan as SQL and in words. The SQL is a second way to the same numbers: tests run it in SQLite over the accepted records. */
#ifndef ENGINE_SQL_H
#define ENGINE_SQL_H

#include "area/catalog.h"

/* Names that the SQL speaks of: a table AREA_REGISTER with a column `row` and one for each field (dates as 2018-12-05, codes and regions by their code, several codes as ;a;b;, numbers in units of
 * their last digit); `period` (id, grain, number, first_day, last_day) of the grains of the indicator, and with grain 4 the years to date of plan_to_date;
 * `counted` (region, period, at): the regions whose value a
 * record of `region` is part of in that period; `within` (region, ancestor); `parameter` (area, name, value in units of its last digit, first_day, last_day,
 * region or null).
 * Result: region, period, breakdown; then value, entries, exits; of a least or greatest value only value; of a mean, ratio or share a, b and scale: its value is
 * a / b * 10^-scale (model/value.h). */
const char *plan_sql(const struct catalog *catalog, int indicator, struct arena *arena);

/* The definition for people, in the language of the messages. */
const char *plan_words(const struct catalog *catalog, int indicator, struct arena *arena);

#endif
