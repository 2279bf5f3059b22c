/* Model: units of figures. A unit is a dimension and a power of ten: 亿元 is 10^4 万元; the counting words 家 个 项 件 are one dimension. */
#ifndef MODEL_UNIT_H
#define MODEL_UNIT_H

#include "base/text.h"

enum { UNIT_DIMENSION_BYTES = 64 };

struct unit {
	/* count person visit rank money ratio area ..., "count/person" for a compound; an unknown unit is a dimension of its own name */
	char dimension[UNIT_DIMENSION_BYTES];
	int power; /* of ten, against the dimension's base: 元 0, 万元 4, 亿元 8; % is -2 of ratio */
};

/* Known: counting words 家 个 项 件 户 期 场 次 批 份 册 条 ..., 位 (rank), 人 名, 人次, 元, areas, and 倍 分数 % ‰ 百分点, which are ratios like
 * the empty unit; each also with 百 千 万 亿 before it, unknown ones too; compound units A/B (件/万人). */
void unit_parse(struct text text, struct unit *unit);
bool unit_same_dimension(const struct unit *a, const struct unit *b);
/* A whole number of things, people or places: printed without a multiplier it is meant to the last one. */
bool unit_counts(const struct unit *unit);
/* Power of ten that turns a number of unit a into unit b, which has the same dimension. */
int unit_shift(const struct unit *a, const struct unit *b);

#endif
