/* View: words for the enumerations of figures, and titles of what was declared, as people read them; in the language of messages. */
#ifndef VIEW_LABELS_H
#define VIEW_LABELS_H

#include "model/statement.h"
#include "store/names.h"

const char *basis_word(enum basis basis);
const char *kind_word(enum statement_kind kind);
const char *stat_word(enum statement_stat stat); /* STAT_VALUE: figure */
const char *quantity_word(enum quantity quantity);

/* The English title where messages are not Chinese and there is one. */
const char *title_told(const char *title, const char *title_en);
const char *area_title(const struct name_area *area);
const char *register_title(const struct name_register *reg);
const char *indicator_title(const struct name_indicator *indicator);

#endif
