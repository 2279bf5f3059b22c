/* Model: a figure that somebody gave: published (a claim to be checked), given (an input), target (a plan). Keeps what was printed and
 * the bounds it means. */
#ifndef MODEL_STATEMENT_H
#define MODEL_STATEMENT_H

#include "model/period.h"
#include "model/value.h"

enum statement_kind {
	STATEMENT_PUBLISHED,
	STATEMENT_GIVEN,
	STATEMENT_TARGET,
	STATEMENT_OPENING,
	STATEMENT_ADJUSTMENT,
	STATEMENT_KINDS
};

/* What a statement speaks of; names in the tables are the lower-case words. */
enum statement_stat {
	STAT_VALUE,
	STAT_GROWTH,
	STAT_CHANGE,
	STAT_SHARE_PARENT,
	STAT_SHARE_TOTAL,
	STAT_RANK,
	STAT_RANK_LAST,
	STAT_ENTRIES,
	STAT_EXITS,
	STAT_NET,
	STAT_COMPLETION, /* of the target of the cell, in % */
	STAT_COUNT
};
enum quantity { QUANTITY_NONE, QUANTITY_LEVEL, QUANTITY_NET, QUANTITY_ENTRIES, QUANTITY_COUNT };
enum compare { COMPARE_NONE, COMPARE_EQ, COMPARE_GE, COMPARE_GT, COMPARE_LE, COMPARE_LT, COMPARE_COUNT };

/* Bounds of a printed number in the indicator's unit. low <= x, x < high or x <= high; exact: low = high = value. */
struct bounds {
	struct value value; /* the number as read: the printed one, converted to the indicator's unit */
	struct value low, high; /* VALUE_NONE where open */
	bool exact;
	bool low_open, high_open; /* the bound itself is excluded */
};

struct statement {
	enum statement_kind kind;
	enum statement_stat stat;
	enum quantity quantity;
	enum compare compare;
	const char *file, *ref;
	unsigned line;
	const char *indicator; /* full id */
	const char *region; /* code */
	period when;
	const char *breakdown; /* canonical text, "" for the total */
	const char *text, *unit, *qualifier, *edition, *date, *source;
	struct bounds bounds;
};

bool stat_named(struct text name, enum statement_stat *stat);
bool quantity_named(struct text name, enum quantity *quantity);
bool compare_named(struct text name, enum compare *compare); /* = >= > <= < */
const char *stat_name(enum statement_stat stat);
const char *quantity_name(enum quantity quantity);
const char *compare_name(enum compare compare);
extern const char *const stat_names[STAT_COUNT];
extern const char *const quantity_names[QUANTITY_COUNT];
extern const char *const compare_names[COMPARE_COUNT];

/* A printed number and its qualifier as bounds in `to_unit` (both units are texts; an empty `unit` is `to_unit`; give "%" for a growth or a share,
 * "位" for a rank). Understands plain numbers, "1.29亿", "22%", Chinese fractions (三分之二, exact), ranks (第16位, 第二位, 倒数第二 -> 2 with *from_last),
 * small Chinese numerals (两, 三, 十五, 百万), 空白 清零 全覆盖 全部 零突破, "(1人,点名)", full-width forms; a unit written behind the number wins over `unit`.
 * Qualifiers, as words of their own ("力争/以上", remarks in brackets are passed over) or at the start, the end or within the text: 余 多 (of the last digit
 * printed that is not zero: 220余 is [220, 230)), 近 (below), 约 左右 (half a unit of the last digit that is not zero), 以上 不少于 不低于 (>=), 超过 突破 (>),
 * 以下 不超过 (<=), 不到 不足 (<), 仅 只有 力争 预计 隐含 争取 (no bound). A number printed whole in a counting unit without multiplier is exact; any other
 * spans half a unit of its last digit: 1.29亿 is [1.285, 1.295) 亿, -1.78% is (-1.785, -1.775]. `low`/`high` given explicitly (not empty) win and are
 * inclusive; with both of them the text may be no number at all (数千万) and `value` is then VALUE_NONE.
 * False with *what a message (static, untranslated msgid) when it cannot be read or the dimensions differ. */
struct printed {
	struct text text, unit, qualifier, low, high;
	struct text to_unit;
};
bool statement_bounds(const struct printed *printed, struct bounds *bounds, bool *from_last, const char **what) MUST_USE;

#endif
