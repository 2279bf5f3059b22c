/* Model: periods as offices write them: 2018年10月, 1-10月, 一季度, 上半年, 201810. */
#ifndef MODEL_PERIOD_SPELLING_H
#define MODEL_PERIOD_SPELLING_H

#include "model/period.h"

/* Everything that period_parse takes, and what stands above; blanks and full-width forms do not count. `year` is that of a text that names none, 0 where
 * there is none. */
bool period_read(struct text text, int year, period *p);

#endif
