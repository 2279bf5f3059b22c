/* Engine: the form of records, before any cell is typed. Inner header of the room. */
#ifndef ENGINE_FORMS_H
#define ENGINE_FORMS_H

#include "io/csv.h"

const char *form_message(enum csv_fault fault); /* translated; "" for CSV_OK */
const char *form_rule(enum csv_fault fault); /* name of the rule that an issue carries */
/* Whether a cell is one of the values a | b; (empty) and (filled) are any empty and any other cell. */
bool form_says(const char *values, struct text cell);

#endif
