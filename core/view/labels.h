/* View: words for the enumerations of figures, as people read them; translated. */
#ifndef VIEW_LABELS_H
#define VIEW_LABELS_H

#include "model/statement.h"

const char *basis_word(enum basis basis);
const char *kind_word(enum statement_kind kind);
const char *stat_word(enum statement_stat stat); /* STAT_VALUE: figure */
const char *quantity_word(enum quantity quantity);

#endif
