/* Model: units of figures. A unit is a dimension and a power of ten: 亿元 is 10^4 万元; the counting words 家 个 项 件 are one dimension. */
#ifndef MODEL_UNIT_H
#define MODEL_UNIT_H

#include "base/text.h"

struct unit {
	const char *dimension; /* "money", "count", "person", "percent", "area", "ratio", ...; an unknown unit is a dimension of its own name */
	int power;             /* of ten, against the dimension's base: 元 0, 万元 4, 亿元 8 */
	char own[64];          /* holds the dimension of an unknown unit */
};

/* Known: counting words 家 个 项 件 户 期 场 次 批 份 册 条 位(rank is its own) ..., persons 人 名, 人次, money 元, % , 百分点, 倍, areas 平方米, each also with 百 千 万 亿 before it;
 * compound units A/B (件/万人). The empty unit is dimensionless. */
void unit_parse(struct text text, struct unit *unit);
bool unit_same_dimension(const struct unit *a, const struct unit *b);
/* Power of ten that turns a number of unit a into unit b. */
int unit_shift(const struct unit *a, const struct unit *b);

#endif
