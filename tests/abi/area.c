/* A work area that says everything the contract of 1.0 knows, and behind it what 1.1 appended. Built from the frozen header of 1.0 and from that of today
 * (tests/abi/test_plugins.c); area.ini and area_1_1.ini declare the same. */
#include <tally/plugin.h>

static const struct tally_code kinds[] = {
	{ .name = "credit", .title = "信用", .title_en = "credit", .alias = "信用贷 | 信" },
	{ .name = "pledge", .title = "抵押" },
	{ .name = "other" },
};
static const struct tally_group groups[] = {
	{ .name = "plain", .title = "一般", .title_en = "plain", .members = "credit | pledge" },
};
static const struct tally_field fields[] = {
	{ .name = "no", .title = "编号", .type = TALLY_TEXT, .flags = TALLY_KEY | TALLY_PRIVATE, .check = "cn-uscc" },
	{ .name = "paid",
		.title = "放款日",
		.title_en = "paid",
		.alias = "日期 | 放款",
		.type = TALLY_DATE,
		.precision = TALLY_MONTH },
	{ .name = "due", .type = TALLY_DATE, .flags = TALLY_OPTIONAL },
	{ .name = "repaid", .type = TALLY_DATE, .flags = TALLY_OPTIONAL },
	{ .name = "term", .type = TALLY_PERIOD, .flags = TALLY_OPTIONAL },
	{ .name = "kind", .title = "类别", .type = TALLY_CODE, TALLY_LIST(.codes, kinds), TALLY_LIST(.groups, groups) },
	{ .name = "amount", .title = "金额", .unit = "万元", .type = TALLY_DECIMAL, .scale = 2 },
	{ .name = "staff", .title = "人数", .unit = "人", .type = TALLY_INTEGER },
	{ .name = "county", .title = "区划", .type = TALLY_REGION },
#if TALLY_ABI_MINOR >= 1 && !defined(ABI_FIRST)
	{ .name = "trades", .title = "行业", .type = TALLY_CODE, TALLY_LIST(.codes, kinds), .list = ";、" },
#endif
};
static const struct tally_register registers[] = {
	{ .name = "loans",
		.title = "贷款台账",
		.title_en = "loans",
		.date = "paid",
		.scope = "410900",
		.note = "样本",
		TALLY_LIST(.fields, fields) },
};
static const struct tally_indicator indicators[] = {
	{ .id = "loans",
		.title = "贷款",
		.title_en = "loans",
		.unit = "笔",
		.note = "样本",
		.from = "loans",
		.measure = TALLY_COUNT,
		.time = TALLY_STOCK,
		.when = "paid",
		.until = "due",
		.ended = "repaid",
		.lasts = "3y",
		.where = "amount > 1",
		.by = "kind",
		.region = "county",
		.direction = TALLY_HIGHER,
		.periods = TALLY_GRAIN_YEAR | TALLY_GRAIN_MONTH },
	{ .id = "firms", .unit = "家", .from = "loans", .measure = TALLY_DISTINCT, .of = "no", .time = TALLY_FLOW },
	{ .id = "sum",
		.unit = "万元",
		.from = "loans",
		.measure = TALLY_SUM,
		.of = "amount",
		.time = TALLY_FLOW,
		.decimals = 1 },
	{ .id = "all", .unit = "万元", .of = "sum", .time = TALLY_CUMULATIVE },
	{ .id = "rate", .unit = "%", .decimals = 2, .formula = "firms / loans * 100", .direction = TALLY_LOWER },
	{ .id = "plan", .unit = "笔", .from = "given", .time = TALLY_FLOW },
#if TALLY_ABI_MINOR >= 1 && !defined(ABI_FIRST)
	{ .id = "least", .unit = "万元", .from = "loans", .measure = TALLY_MIN, .of = "amount", .time = TALLY_STOCK },
	{ .id = "most", .unit = "万元", .from = "loans", .measure = TALLY_MAX, .of = "amount", .time = TALLY_FLOW },
	{ .id = "mean", .unit = "万元", .from = "loans", .measure = TALLY_MEAN, .of = "amount", .time = TALLY_FLOW },
	{ .id = "each",
		.unit = "万元/人",
		.from = "loans",
		.measure = TALLY_RATIO,
		.of = "amount",
		.over = "staff",
		.time = TALLY_FLOW },
	{ .id = "part", .unit = "%", .from = "loans", .measure = TALLY_SHARE, .share = "kind = credit", .time = TALLY_FLOW },
#endif
};
static const struct tally_rule rules[] = {
	{ .name = "order",
		.on = "loans",
		.where = "due is null or due >= paid",
		.title = "先借后还",
		.title_en = "order",
		.source = "样本",
		.severity = TALLY_ERROR },
};

#if TALLY_ABI_MINOR >= 1 && !defined(ABI_FIRST)
static const struct tally_parameter parameters[] = {
	{ .name = "floor", .title = "起点", .title_en = "floor", .unit = "元", .note = "样本", .scale = 2 },
	{ .name = "term" },
};
static const struct tally_tie ties[] = {
	{ .name = "whole",
		.title = "合计",
		.title_en = "whole",
		.left = "all",
		.right = "prev(all) + 1",
		.tolerance = "0.5",
		.message = "查",
		.relation = TALLY_GE,
		.on = TALLY_ON_TARGETS,
		.regions = TALLY_CHILDREN,
		.periods = TALLY_GRAIN_YEAR,
		.severity = TALLY_WARNING },
	{ .name = "least", .left = "all", .right = "all" },
};
#define MORE , TALLY_LIST(.parameters, parameters), TALLY_LIST(.ties, ties)
#else
#define MORE
#endif

TALLY_EXPORT const struct tally_area tally_area_v1 = { TALLY_AREA_HEAD, .name = "loans", .title = "贷款", .title_en = "loans",
	.version = "1", TALLY_LIST(.registers, registers), TALLY_LIST(.indicators, indicators),
	TALLY_LIST(.rules, rules) MORE };
