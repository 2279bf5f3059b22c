/* Area: the table of all options. Knows the names and the shape of every option; knows nothing of what they mean together. */
#include "area/words.h"

#include <string.h>

#include "area/workspace.h"
#include "base/decimal.h"
#include "model/notation.h"

#define PLACE(row, member) (uint16_t)(offsetof(struct row, member) / sizeof(uint32_t))
#define MEMBER(row, member) (uint16_t) offsetof(struct row, member)

static const struct choice type_choices[] = { { "text", TALLY_TEXT }, { "code", TALLY_CODE }, { "integer", TALLY_INTEGER },
	{ "decimal", TALLY_DECIMAL }, { "date", TALLY_DATE }, { "period", TALLY_PERIOD }, { "region", TALLY_REGION },
	{ NULL, 0 } };
static const struct choice precision_choices[] = { { "day", TALLY_DAY }, { "month", TALLY_MONTH }, { "year", TALLY_YEAR },
	{ NULL, 0 } };
static const struct choice measure_choices[] = { { "count", TALLY_COUNT }, { "distinct", TALLY_DISTINCT }, { "sum", TALLY_SUM },
	{ "min", TALLY_MIN }, { "max", TALLY_MAX }, { "mean", TALLY_MEAN }, { "ratio", TALLY_RATIO }, { "share", TALLY_SHARE },
	{ NULL, 0 } };
static const struct choice time_choices[] = { { "flow", TALLY_FLOW }, { "stock", TALLY_STOCK },
	{ "cumulative", TALLY_CUMULATIVE }, { "snapshot", TALLY_SNAPSHOT }, { NULL, 0 } };
static const struct choice direction_choices[] = { { "none", TALLY_UNDIRECTED }, { "higher", TALLY_HIGHER },
	{ "lower", TALLY_LOWER }, { NULL, 0 } };
static const struct choice grain_choices[] = { { "year", TALLY_GRAIN_YEAR }, { "half", TALLY_GRAIN_HALF },
	{ "quarter", TALLY_GRAIN_QUARTER }, { "month", TALLY_GRAIN_MONTH }, { NULL, 0 } };
static const struct choice severity_choices[] = { { "error", TALLY_ERROR }, { "warning", TALLY_WARNING }, { "off", TALLY_OFF },
	{ NULL, 0 } };
static const struct choice relation_choices[] = { { "=", TALLY_EQ }, { ">=", TALLY_GE }, { ">", TALLY_GT }, { "<=", TALLY_LE },
	{ "<", TALLY_LT }, { NULL, 0 } };
static const struct choice on_choices[] = { { "best", TALLY_ON_BEST }, { "register", TALLY_ON_REGISTER },
	{ "published", TALLY_ON_PUBLISHED }, { "targets", TALLY_ON_TARGETS }, { "given", TALLY_ON_GIVEN }, { NULL, 0 } };
static const struct choice regions_choices[] = { { "home", TALLY_HOME }, { "children", TALLY_CHILDREN },
	{ "all", TALLY_REGIONS }, { NULL, 0 } };
static const struct choice growth_base_choices[] = { { "released", 0 }, { "current", 1 }, { NULL, 0 } };
static const struct choice rounding_choices[] = { { "half-up", ROUND_HALF_UP }, { "half-even", ROUND_HALF_EVEN }, { NULL, 0 } };
static const struct choice decimal_choices[] = { { "point", 1 }, { "comma", 2 }, { NULL, 0 } };
static const struct choice grouping_choices[] = { { "comma", GROUP_COMMA }, { "point", GROUP_POINT }, { "blank", GROUP_BLANK },
	{ "apostrophe", GROUP_APOSTROPHE }, { "none", GROUP_NONE }, { NULL, 0 } };
static const struct choice as_choices[] = { { "published", STATEMENT_PUBLISHED }, { "given", STATEMENT_GIVEN },
	{ "targets", STATEMENT_TARGET }, { NULL, 0 } };
static const struct choice rows_choices[] = { { "region", ROWS_REGION }, { "breakdown", ROWS_BREAKDOWN },
	{ "period", ROWS_PERIOD }, { "indicator", ROWS_INDICATOR }, { NULL, 0 } };
static const struct choice blank_choices[] = { { "null", 0 }, { "zero", 1 }, { NULL, 0 } };
static const struct choice yes_no_choices[] = { { "yes", 1 }, { "no", 2 }, { NULL, 0 } };

#define DECLARE_TEXT(s, n, contract, blocked, member, most, help)                                                              \
	{                                                                                                                      \
		s, n, WORD_TEXT, SIDE_DECLARE, false, MEMBER(contract, member), PLACE(blocked, member), 0, most, NULL, "",     \
			help                                                                                                   \
	}
#define DECLARE_NAME(s, n, contract, blocked, member, need, help)                                                              \
	{                                                                                                                      \
		s, n, WORD_NAME, SIDE_DECLARE, need, MEMBER(contract, member), PLACE(blocked, member), 0, 63, NULL, "", help   \
	}
#define DECLARE_NUMBER(s, n, contract, blocked, member, most, fallback, help)                                                  \
	{                                                                                                                      \
		s, n, WORD_NUMBER, SIDE_DECLARE, false, MEMBER(contract, member), PLACE(blocked, member), 0, most, NULL,       \
			fallback, help                                                                                         \
	}
#define DECLARE_CHOICE(s, n, contract, blocked, member, choices, fallback, help)                                               \
	{                                                                                                                      \
		s, n, WORD_CHOICE, SIDE_DECLARE, false, MEMBER(contract, member), PLACE(blocked, member), 0, 0, choices,       \
			fallback, help                                                                                         \
	}
#define DECLARE_ROWS(s, n, contract, blocked, member, rows, most, help)                                                        \
	{                                                                                                                      \
		s, n, WORD_ROWS, SIDE_DECLARE, false, MEMBER(contract, member), PLACE(blocked, member), rows, most, NULL, "",  \
			help                                                                                                   \
	}
#define ADAPT_TEXT(s, n, holder, member, fallback, help)                                                                       \
	{                                                                                                                      \
		s, n, WORD_TEXT, SIDE_ADAPT, false, MEMBER(holder, member), 0, 0, 4096, NULL, fallback, help                   \
	}
#define FAMILY(s, n, help)                                                                                                     \
	{                                                                                                                      \
		s, n, WORD_TEXT, SIDE_ADAPT, false, 0, 0, 0, 4096, NULL, "", help                                              \
	}

/* The rows of a section stand together; those of SIDE_DECLARE in the order of the block's row. */
const struct word words[] = {
	ADAPT_TEXT(SECTION_WORKSPACE, "title", workspace_words, title, "", N_("name of the office, on top of its tables")),
	ADAPT_TEXT(SECTION_WORKSPACE, "home", workspace_words, home, "", N_("code of the region that the office reports on")),
	ADAPT_TEXT(
		SECTION_WORKSPACE, "through", workspace_words, through, "", N_("last period that is complete: 2018, 2018-10")),
	ADAPT_TEXT(SECTION_WORKSPACE, "regions", workspace_words, regions, "regions.csv", N_("table of regions")),
	ADAPT_TEXT(SECTION_WORKSPACE, "ranksets", workspace_words, ranksets, "",
		N_("table of sets of regions that are ranked together")),
	ADAPT_TEXT(SECTION_WORKSPACE, "store", workspace_words, store, "tally.db", N_("file of the store")),
	ADAPT_TEXT(SECTION_WORKSPACE, "lang", workspace_words, lang, "",
		N_("language of messages and headings: zh_CN or en; default: LANG")),
	ADAPT_TEXT(SECTION_WORKSPACE, "nulls", workspace_words, nulls, "- | — | …",
		N_("cells of numbers and dates that mean nothing, beside the usual ones: a | b")),
	{ SECTION_WORKSPACE, "periods", WORD_CHOICES, SIDE_ADAPT, false, MEMBER(workspace_words, grains), 0, 0, 0,
		grain_choices, "year", N_("grains that are computed") },
	{ SECTION_WORKSPACE, "rounding", WORD_CHOICE, SIDE_ADAPT, false, MEMBER(workspace_words, rounding), 0, 0, 0,
		rounding_choices, "half-up", N_("how a figure is rounded when it is printed") },
	{ SECTION_WORKSPACE, "growth_base", WORD_CHOICE, SIDE_ADAPT, false, MEMBER(workspace_words, growth_base), 0, 0, 0,
		growth_base_choices, "released",
		N_("what growth is measured against: the base as it was released, or as it is now") },
	ADAPT_TEXT(SECTION_PLUGINS, "path", workspace_words, plugins_path, "", N_("folder of further plugins")),

	DECLARE_NAME(
		SECTION_AREA, "name", tally_area, block_area, name, true, N_("name of the area; in INI the name of its file")),
	DECLARE_TEXT(SECTION_AREA, "title", tally_area, block_area, title, 256, N_("title")),
	DECLARE_TEXT(SECTION_AREA, "title_en", tally_area, block_area, title_en, 256, N_("title in English")),
	DECLARE_TEXT(SECTION_AREA, "version", tally_area, block_area, version, 63, N_("version of the declaration")),
	{ SECTION_AREA, "", WORD_ROWS, SIDE_DECLARE, false, MEMBER(tally_area, registers), 0, SECTION_REGISTER, 256, NULL, "",
		"" },
	{ SECTION_AREA, "", WORD_ROWS, SIDE_DECLARE, false, MEMBER(tally_area, indicators), 0, SECTION_INDICATOR, 4096, NULL,
		"", "" },
	{ SECTION_AREA, "", WORD_ROWS, SIDE_DECLARE, false, MEMBER(tally_area, rules), 0, SECTION_RULE, 4096, NULL, "", "" },
	{ SECTION_AREA, "", WORD_ROWS, SIDE_DECLARE, false, MEMBER(tally_area, parameters), 0, SECTION_PARAMETER, 1024, NULL,
		"", "" },
	{ SECTION_AREA, "", WORD_ROWS, SIDE_DECLARE, false, MEMBER(tally_area, ties), 0, SECTION_TIE, 1024, NULL, "", "" },
	ADAPT_TEXT(
		SECTION_AREA, "plugin", area_words, plugin, "", N_("shared object that declares the area, by its bare name")),
	ADAPT_TEXT(SECTION_AREA, "define", area_words, define, "",
		N_("INI file that declares the area, where that is another one")),
	{ SECTION_AREA, "enabled", WORD_CHOICE, SIDE_ADAPT, false, MEMBER(area_words, enabled), 0, 0, 0, yes_no_choices, "yes",
		N_("no: its figures stay in the store, hidden") },
	ADAPT_TEXT(SECTION_AREA, "fields", area_words, fields, "",
		N_("tables whose rows are fields, a data dictionary: a.csv | b.xlsx")),
	ADAPT_TEXT(SECTION_AREA, "indicators", area_words, indicators, "", N_("tables whose rows are indicators")),
	FAMILY(SECTION_AREA, "severity.", N_("severity of the rule or named check: error, warning or off")),

	DECLARE_NAME(SECTION_REGISTER, "name", tally_register, block_register, name, true, N_("name")),
	DECLARE_TEXT(SECTION_REGISTER, "title", tally_register, block_register, title, 256, N_("title")),
	DECLARE_TEXT(SECTION_REGISTER, "title_en", tally_register, block_register, title_en, 256, N_("title in English")),
	DECLARE_TEXT(SECTION_REGISTER, "date", tally_register, block_register, date, 63,
		N_("field that dates a record; default: the first required date")),
	DECLARE_TEXT(SECTION_REGISTER, "scope", tally_register, block_register, scope, 31,
		N_("code of the region that it is complete for; default: home")),
	DECLARE_TEXT(
		SECTION_REGISTER, "note", tally_register, block_register, note, 0, N_("what it holds and where it comes from")),
	DECLARE_ROWS(SECTION_REGISTER, "", tally_register, block_register, fields, SECTION_FIELD, 1024, ""),
	ADAPT_TEXT(SECTION_REGISTER, "key", register_words, key, "", N_("fields that together tell a record: a, b")),
	ADAPT_TEXT(SECTION_REGISTER, "files", register_words, files, "",
		N_("files, by name or pattern: a.csv | lists/*.xlsx; - is standard input")),
	ADAPT_TEXT(SECTION_REGISTER, "covers", register_words, covers, "",
		N_("periods for which it is complete: 2017.. ; default: from its first record")),
	ADAPT_TEXT(SECTION_REGISTER, "encoding", register_words, encoding, "",
		N_("encoding of the files; default: UTF-8 or GB18030, as found")),
	ADAPT_TEXT(SECTION_REGISTER, "delimiter", register_words, delimiter, "comma",
		N_("comma, semicolon, tab or one other character")),
	ADAPT_TEXT(SECTION_REGISTER, "sheet", register_words, sheet, "",
		N_("sheets of a workbook, by name or number: a | b; * is every one that is not hidden; default: the first")),
	ADAPT_TEXT(SECTION_REGISTER, "skip", register_words, skip, "合计 | 小计 | 总计 | 填表",
		N_("rows whose first cell begins so are passed over: a | b")),
	ADAPT_TEXT(SECTION_REGISTER, "fill_down", register_words, fill_down, "",
		N_("fields whose empty cells take the value above: a, b")),
	ADAPT_TEXT(SECTION_REGISTER, "nulls", register_words, nulls, "",
		N_("cells of numbers and dates that mean nothing, beside the workspace's: a | b")),
	ADAPT_TEXT(SECTION_REGISTER, "header", register_words, header, "1",
		N_("line of the headings, or first and last of several: 2..3")),
	{ SECTION_REGISTER, "keep_rows", WORD_NUMBER, SIDE_ADAPT, false, MEMBER(register_words, keep_rows), 0, 0,
		KEEP_ROWS_MOST, NULL, "100000",
		N_("up to so many records are kept, so that a change of a figure can be traced to them; 0: none") },
	{ SECTION_REGISTER, "decimal", WORD_CHOICE, SIDE_ADAPT, false, MEMBER(register_words, decimal), 0, 0, 0,
		decimal_choices, "point", N_("what stands before the fraction of a number") },
	{ SECTION_REGISTER, "grouping", WORD_CHOICES, SIDE_ADAPT, false, MEMBER(register_words, grouping), 0, 0, 0,
		grouping_choices, "",
		N_("what may stand between groups of three digits; default: comma, with decimal = comma none") },
	ADAPT_TEXT(SECTION_REGISTER, "expect", register_words, expect, "",
		N_("who delivers it and how often: a level of regions, a rank set or codes, then a grain: county, month")),
	{ SECTION_REGISTER, "due", WORD_NUMBER, SIDE_ADAPT, false, MEMBER(register_words, due), 0, 1, 31, NULL, "",
		N_("day of the month behind the period by which it is due; default: none") },
	ADAPT_TEXT(SECTION_REGISTER, "source", register_words, source, "",
		N_("how its files are called: {region}_{period}*; default: their records tell region and period")),
	FAMILY(SECTION_REGISTER, "alias.", N_("further headings of a field: a | b")),
	FAMILY(SECTION_REGISTER, "column.",
		N_("heading of the column that a field is taken from, which may serve others too: a | b")),
	FAMILY(SECTION_REGISTER, "unit.", N_("unit of the numbers in the files, where it is not that of the field")),
	FAMILY(SECTION_REGISTER, "extract.",
		N_("POSIX extended regular expression with one group: the part of the cell that is the value")),
	FAMILY(SECTION_REGISTER, "map.",
		N_("what stands in the cell > what is meant | ..., or @file.csv with columns from,to")),
	FAMILY(SECTION_REGISTER, "constant.", N_("value of a field that no column gives")),
	FAMILY(SECTION_REGISTER, "filename.",
		N_("POSIX extended regular expression with one group: the part of the file's name that is the value")),
	FAMILY(SECTION_REGISTER, "skip.", N_("rows whose cell of the field says one of these are passed over: a | b")),
	FAMILY(SECTION_REGISTER, "only.", N_("rows whose cell of the field says none of these are passed over: a | b")),

	DECLARE_NAME(SECTION_FIELD, "name", tally_field, block_field, name, true, N_("name")),
	DECLARE_TEXT(SECTION_FIELD, "title", tally_field, block_field, title, 256, N_("heading of its column")),
	DECLARE_TEXT(SECTION_FIELD, "title_en", tally_field, block_field, title_en, 256, N_("heading in English")),
	DECLARE_TEXT(SECTION_FIELD, "alias", tally_field, block_field, alias, 1024, N_("further headings: a | b")),
	DECLARE_TEXT(SECTION_FIELD, "unit", tally_field, block_field, unit, 63, N_("unit of a number")),
	DECLARE_TEXT(SECTION_FIELD, "check", tally_field, block_field, check, 63, N_("named check: cn-uscc, cn-patent")),
	DECLARE_ROWS(SECTION_FIELD, "codes", tally_field, block_field, codes, SECTION_CODE, 4096,
		N_("closed list: name:title | name:title")),
	DECLARE_ROWS(SECTION_FIELD, "", tally_field, block_field, groups, SECTION_GROUP, 256, ""),
	{ SECTION_FIELD, "type", WORD_CHOICE, SIDE_DECLARE, true, MEMBER(tally_field, type), PLACE(block_field, type), 0, 0,
		type_choices, "", N_("type") },
	{ SECTION_FIELD, "", WORD_NUMBER, SIDE_DECLARE, false, MEMBER(tally_field, flags), PLACE(block_field, flags), 0,
		TALLY_KEY | TALLY_OPTIONAL | TALLY_PRIVATE, NULL, "", "" },
	DECLARE_NUMBER(
		SECTION_FIELD, "scale", tally_field, block_field, scale, 9, "0", N_("digits after the point of a decimal")),
	DECLARE_CHOICE(SECTION_FIELD, "precision", tally_field, block_field, precision, precision_choices, "day",
		N_("coarsest date that is a fault no more: day, month, year")),
	DECLARE_TEXT(SECTION_FIELD, "list", tally_field, block_field, list, 31,
		N_("characters that stand between several codes in one cell, such as ;")),
	{ SECTION_FIELD, "key", WORD_FLAG, SIDE_DECLARE, false, MEMBER(tally_field, flags), PLACE(block_field, flags),
		TALLY_KEY, 0, NULL, "no", N_("part of the key") },
	{ SECTION_FIELD, "optional", WORD_FLAG, SIDE_DECLARE, false, MEMBER(tally_field, flags), PLACE(block_field, flags),
		TALLY_OPTIONAL, 0, NULL, "no", N_("may be empty") },
	{ SECTION_FIELD, "private", WORD_FLAG, SIDE_DECLARE, false, MEMBER(tally_field, flags), PLACE(block_field, flags),
		TALLY_PRIVATE, 0, NULL, "no", N_("never printed") },
	FAMILY(SECTION_FIELD, "code_en.", N_("English title of a code")),
	FAMILY(SECTION_FIELD, "code_alias.", N_("other spellings of a code: a | b")),
	FAMILY(SECTION_FIELD, "group.", N_("codes taken together: title: code | code")),
	FAMILY(SECTION_FIELD, "group_en.", N_("English title of a group")),

	DECLARE_NAME(SECTION_CODE, "name", tally_code, block_code, name, true, N_("name")),
	DECLARE_TEXT(SECTION_CODE, "title", tally_code, block_code, title, 256, N_("title")),
	DECLARE_TEXT(SECTION_CODE, "title_en", tally_code, block_code, title_en, 256, N_("title in English")),
	DECLARE_TEXT(SECTION_CODE, "alias", tally_code, block_code, alias, 1024, N_("other spellings: a | b")),

	DECLARE_NAME(SECTION_GROUP, "name", tally_group, block_group, name, true, N_("name")),
	DECLARE_TEXT(SECTION_GROUP, "title", tally_group, block_group, title, 256, N_("title")),
	DECLARE_TEXT(SECTION_GROUP, "title_en", tally_group, block_group, title_en, 256, N_("title in English")),
	DECLARE_TEXT(SECTION_GROUP, "members", tally_group, block_group, members, 4096, N_("codes: a | b")),

	DECLARE_NAME(SECTION_INDICATOR, "id", tally_indicator, block_indicator, id, true, N_("name; the full id is area.name")),
	DECLARE_TEXT(SECTION_INDICATOR, "title", tally_indicator, block_indicator, title, 256, N_("title")),
	DECLARE_TEXT(SECTION_INDICATOR, "title_en", tally_indicator, block_indicator, title_en, 256, N_("title in English")),
	DECLARE_TEXT(SECTION_INDICATOR, "unit", tally_indicator, block_indicator, unit, 63, N_("unit: 家, 万元, %")),
	DECLARE_TEXT(SECTION_INDICATOR, "note", tally_indicator, block_indicator, note, 0,
		N_("definition in words, with its source")),
	DECLARE_TEXT(SECTION_INDICATOR, "from", tally_indicator, block_indicator, from, 63,
		N_("register it is counted from, or given")),
	DECLARE_TEXT(SECTION_INDICATOR, "of", tally_indicator, block_indicator, of, 63,
		N_("field that is summed, averaged or told apart; flow of a cumulative")),
	DECLARE_TEXT(SECTION_INDICATOR, "when", tally_indicator, block_indicator, when, 63,
		N_("date field it is counted by; default: the date of the register")),
	DECLARE_TEXT(SECTION_INDICATOR, "until", tally_indicator, block_indicator, until, 63,
		N_("date field: last day on which a record is valid")),
	DECLARE_TEXT(SECTION_INDICATOR, "ended", tally_indicator, block_indicator, ended, 63,
		N_("date field: first day on which it is valid no more")),
	DECLARE_TEXT(SECTION_INDICATOR, "lasts", tally_indicator, block_indicator, lasts, 15,
		N_("how long a record is valid: 3y, 6m, 90d")),
	DECLARE_TEXT(SECTION_INDICATOR, "where", tally_indicator, block_indicator, where, 0, N_("condition on the record")),
	DECLARE_TEXT(
		SECTION_INDICATOR, "by", tally_indicator, block_indicator, by, 1024, N_("breakdowns: level, kind, level*kind")),
	DECLARE_TEXT(SECTION_INDICATOR, "region", tally_indicator, block_indicator, region, 63,
		N_("region field it is counted by; default: the first")),
	DECLARE_TEXT(SECTION_INDICATOR, "formula", tally_indicator, block_indicator, formula, 0, N_("formula over indicators")),
	DECLARE_NUMBER(SECTION_INDICATOR, "decimals", tally_indicator, block_indicator, decimals, 9, "0", N_("digits printed")),
	DECLARE_CHOICE(SECTION_INDICATOR, "measure", tally_indicator, block_indicator, measure, measure_choices, "count",
		N_("what is counted")),
	DECLARE_CHOICE(SECTION_INDICATOR, "time", tally_indicator, block_indicator, time, time_choices, "",
		N_("how it relates to time")),
	DECLARE_CHOICE(SECTION_INDICATOR, "direction", tally_indicator, block_indicator, direction, direction_choices, "none",
		N_("which end is the better one")),
	{ SECTION_INDICATOR, "periods", WORD_CHOICES, SIDE_DECLARE, false, MEMBER(tally_indicator, periods),
		PLACE(block_indicator, periods), 0, 0, grain_choices, "", N_("grains; default: those of the workspace") },
	DECLARE_TEXT(SECTION_INDICATOR, "over", tally_indicator, block_indicator, over, 63,
		N_("field whose sum divides that of `of` in a ratio")),
	DECLARE_TEXT(SECTION_INDICATOR, "share", tally_indicator, block_indicator, share, 0,
		N_("condition that the records of a share meet")),
	DECLARE_TEXT(SECTION_INDICATOR, "breaks", tally_indicator, block_indicator, breaks, 255,
		N_("periods with which a new series begins: 2018, 2020Q3")),

	DECLARE_NAME(SECTION_RULE, "name", tally_rule, block_rule, name, true, N_("name")),
	DECLARE_TEXT(SECTION_RULE, "register", tally_rule, block_rule, on, 63, N_("register whose records must meet it")),
	DECLARE_TEXT(SECTION_RULE, "where", tally_rule, block_rule, where, 0, N_("condition that a record must meet")),
	DECLARE_TEXT(
		SECTION_RULE, "title", tally_rule, block_rule, title, 256, N_("what the rule says, as shown with an issue")),
	DECLARE_TEXT(SECTION_RULE, "title_en", tally_rule, block_rule, title_en, 256, N_("the same in English")),
	DECLARE_TEXT(SECTION_RULE, "source", tally_rule, block_rule, source, 512, N_("law, standard or notice it comes from")),
	DECLARE_CHOICE(SECTION_RULE, "severity", tally_rule, block_rule, severity, severity_choices, "warning",
		N_("error rejects the record, warning keeps it")),

	DECLARE_NAME(SECTION_PARAMETER, "name", tally_parameter, block_parameter, name, true, N_("name")),
	DECLARE_TEXT(SECTION_PARAMETER, "title", tally_parameter, block_parameter, title, 256, N_("title")),
	DECLARE_TEXT(SECTION_PARAMETER, "title_en", tally_parameter, block_parameter, title_en, 256, N_("title in English")),
	DECLARE_TEXT(SECTION_PARAMETER, "unit", tally_parameter, block_parameter, unit, 63, N_("unit of its values")),
	DECLARE_TEXT(SECTION_PARAMETER, "note", tally_parameter, block_parameter, note, 0,
		N_("what it is, with the law or notice it comes from")),
	DECLARE_NUMBER(SECTION_PARAMETER, "scale", tally_parameter, block_parameter, scale, 9, "0",
		N_("digits after the point of its values")),
	ADAPT_TEXT(SECTION_PARAMETER, "files", parameter_words, files, "",
		N_("tables of its values by date and region: a.csv | b.csv")),

	DECLARE_NAME(SECTION_TIE, "name", tally_tie, block_tie, name, true, N_("name")),
	DECLARE_TEXT(SECTION_TIE, "title", tally_tie, block_tie, title, 256, N_("what must hold, in words")),
	DECLARE_TEXT(SECTION_TIE, "title_en", tally_tie, block_tie, title_en, 256, N_("the same in English")),
	DECLARE_TEXT(SECTION_TIE, "left", tally_tie, block_tie, left, 0, N_("formula over indicators")),
	DECLARE_TEXT(SECTION_TIE, "right", tally_tie, block_tie, right, 0, N_("formula over indicators")),
	DECLARE_TEXT(SECTION_TIE, "tolerance", tally_tie, block_tie, tolerance, 31,
		N_("rounding: within what is printed; exact; or a number in the unit of the left side")),
	DECLARE_TEXT(SECTION_TIE, "message", tally_tie, block_tie, message, 512, N_("what to do when it does not hold")),
	DECLARE_CHOICE(SECTION_TIE, "relation", tally_tie, block_tie, relation, relation_choices, "=",
		N_("what holds between the sides")),
	DECLARE_CHOICE(SECTION_TIE, "on", tally_tie, block_tie, on, on_choices, "best", N_("figures that it speaks of")),
	DECLARE_CHOICE(SECTION_TIE, "regions", tally_tie, block_tie, regions, regions_choices, "home",
		N_("where it holds: home, each region right below it, or home and all below")),
	{ SECTION_TIE, "periods", WORD_CHOICES, SIDE_DECLARE, false, MEMBER(tally_tie, periods), PLACE(block_tie, periods), 0,
		0, grain_choices, "year", N_("grains for which it holds") },
	DECLARE_CHOICE(SECTION_TIE, "severity", tally_tie, block_tie, severity, severity_choices, "error",
		N_("warning: told, without exit status 1; off: not checked")),

	ADAPT_TEXT(SECTION_PUBLISHED, "files", statement_files, files, "", N_("tables of published figures: a.csv | b.csv")),
	ADAPT_TEXT(SECTION_GIVEN, "files", statement_files, files, "", N_("tables of given figures")),
	ADAPT_TEXT(SECTION_TARGETS, "files", statement_files, files, "", N_("tables of targets")),
	ADAPT_TEXT(SECTION_TARGETS, "anew", statement_files, anew, "",
		N_("flows that are counted anew each year: an increase of theirs is on top of the year before")),
	ADAPT_TEXT(SECTION_OPENING, "files", statement_files, files, "", N_("tables of opening values")),
	ADAPT_TEXT(SECTION_ACCEPT, "files", statement_files, files, "", N_("tables of accepted findings")),
	ADAPT_TEXT(SECTION_ADJUSTMENTS, "files", statement_files, files, "", N_("tables of adjustments")),

	ADAPT_TEXT(SECTION_TABLE, "title", table_words, title, "", N_("title, which stands with its figures")),
	ADAPT_TEXT(
		SECTION_TABLE, "files", table_words, files, "", N_("printed tables, by name or pattern: a.csv | 2018-*.csv")),
	ADAPT_TEXT(SECTION_TABLE, "sheet", table_words, sheet, "",
		N_("sheets of a workbook, by name or number: a | b; * is every one that is not hidden; default: the first")),
	{ SECTION_TABLE, "as", WORD_CHOICE, SIDE_ADAPT, false, MEMBER(table_words, as), 0, 0, 0, as_choices, "published",
		N_("what its figures are") },
	ADAPT_TEXT(SECTION_TABLE, "header", table_words, header, "1", N_("lines of the headings: 3, or 3..4 for stacked ones")),
	{ SECTION_TABLE, "rows", WORD_CHOICES, SIDE_ADAPT, false, MEMBER(table_words, rows), 0, 0, 0, rows_choices, "region",
		N_("what the labels of the rows name") },
	ADAPT_TEXT(SECTION_TABLE, "label", table_words, label, "",
		N_("headings of the columns with the labels: a | b; default: the first column")),
	ADAPT_TEXT(SECTION_TABLE, "period", table_words, period, "", N_("period that the table speaks of: 2018-10")),
	ADAPT_TEXT(SECTION_TABLE, "filename.period", table_words, filename_period, "",
		N_("POSIX extended regular expression with one group: the part of the file's name that is the period")),
	ADAPT_TEXT(SECTION_TABLE, "region", table_words, region, "home",
		N_("code of the region of its totals, and of rows that name none")),
	{ SECTION_TABLE, "blank", WORD_CHOICE, SIDE_ADAPT, false, MEMBER(table_words, blank), 0, 0, 0, blank_choices, "null",
		N_("what an empty cell means: no figure, or 0") },
	ADAPT_TEXT(
		SECTION_TABLE, "nulls", table_words, nulls, "", N_("cells that give no figure, beside the workspace's: a | b")),
	ADAPT_TEXT(SECTION_TABLE, "total", table_words, total, "合计 | 总计 | 小计 | 总数 | 全市",
		N_("labels of rows that are the total: a | b")),
	ADAPT_TEXT(SECTION_TABLE, "skip", table_words, skip, "", N_("rows whose label begins so are passed over: a | b")),
	ADAPT_TEXT(SECTION_TABLE, "end", table_words, end,
		"注： | 备注 | 说明 | 填表 | 制表 | 审核 | 负责人 | 资料来源 | 数据来源",
		N_("the table ends before the row whose label begins so: a | b")),
	ADAPT_TEXT(SECTION_TABLE, "ignore", table_words, ignore, "", N_("headings that are passed over: a | b; *: all others")),
	ADAPT_TEXT(SECTION_TABLE, "map", table_words, map, "", N_("label > what it names | ...: a code, a part, an indicator")),
	ADAPT_TEXT(SECTION_TABLE, "unit", table_words, unit, "", N_("unit of its figures; default: of the indicator")),
	ADAPT_TEXT(SECTION_TABLE, "edition", table_words, edition, "", N_("edition")),
	ADAPT_TEXT(SECTION_TABLE, "date", table_words, date, "", N_("day on which it was published")),
	ADAPT_TEXT(SECTION_TABLE, "source", table_words, source, "", N_("where it stands; default: its title")),
	ADAPT_TEXT(SECTION_TABLE, "encoding", table_words, encoding, "",
		N_("encoding of the files; default: UTF-8 or GB18030, as found")),
	ADAPT_TEXT(SECTION_TABLE, "delimiter", table_words, delimiter, "comma",
		N_("comma, semicolon, tab or one other character")),
	FAMILY(SECTION_TABLE, "column.",
		N_("heading / heading below > indicator[part]; period; stat; unit=...: what the figures of a column are")),
};

const size_t words_count = sizeof(words) / sizeof(words[0]);

const struct section_form section_forms[SECTION_COUNT] = {
	[SECTION_WORKSPACE] = { "workspace", false, 0, 0, -1 },
	[SECTION_PLUGINS] = { "plugins", false, 0, 0, -1 },
	[SECTION_AREA] = { "area", false, sizeof(struct tally_area), 96, -1 },
	[SECTION_REGISTER] = { "register", true, sizeof(struct tally_register), 64, BLOCK_REGISTERS },
	[SECTION_FIELD] = { "field", true, sizeof(struct tally_field), 96, BLOCK_FIELDS },
	[SECTION_CODE] = { NULL, false, sizeof(struct tally_code), 32, BLOCK_CODES },
	[SECTION_GROUP] = { NULL, false, sizeof(struct tally_group), 32, BLOCK_GROUPS },
	[SECTION_INDICATOR] = { "indicator", true, sizeof(struct tally_indicator), 144, BLOCK_INDICATORS },
	[SECTION_RULE] = { "rule", true, sizeof(struct tally_rule), 56, BLOCK_RULES },
	[SECTION_PARAMETER] = { "parameter", true, sizeof(struct tally_parameter), 48, BLOCK_PARAMETERS },
	[SECTION_TIE] = { "tie", true, sizeof(struct tally_tie), 80, BLOCK_TIES },
	[SECTION_PUBLISHED] = { "published", false, 0, 0, -1 },
	[SECTION_GIVEN] = { "given", false, 0, 0, -1 },
	[SECTION_TARGETS] = { "targets", false, 0, 0, -1 },
	[SECTION_OPENING] = { "opening", false, 0, 0, -1 },
	[SECTION_ACCEPT] = { "accept", false, 0, 0, -1 },
	[SECTION_ADJUSTMENTS] = { "adjustments", false, 0, 0, -1 },
	[SECTION_TABLE] = { "table", true, 0, 0, -1 },
};

const uint32_t block_row_words[BLOCK_TABLES] = {
	[BLOCK_REGISTERS] = sizeof(struct block_register) / 4,
	[BLOCK_FIELDS] = sizeof(struct block_field) / 4,
	[BLOCK_CODES] = sizeof(struct block_code) / 4,
	[BLOCK_GROUPS] = sizeof(struct block_group) / 4,
	[BLOCK_INDICATORS] = sizeof(struct block_indicator) / 4,
	[BLOCK_RULES] = sizeof(struct block_rule) / 4,
	[BLOCK_PARAMETERS] = sizeof(struct block_parameter) / 4,
	[BLOCK_TIES] = sizeof(struct block_tie) / 4,
};

const struct word *word_find(enum section section, struct text name)
{
	for (size_t i = 0; i < words_count; i++) {
		const struct word *word = &words[i];
		size_t length = strlen(word->name);
		if (word->section != section || length == 0)
			continue;
		bool family = word->name[length - 1] == '.';
		if (family ? name.len > length && text_starts(name, word->name) : text_is(name, word->name))
			return word;
	}
	return NULL;
}

const char *const *word_names(enum section section, struct arena *arena, size_t *count)
{
	const char **names = arena_array(arena, words_count, sizeof(*names));
	*count = 0;
	for (size_t i = 0; names && i < words_count; i++)
		if (words[i].section == section && words[i].name[0])
			names[(*count)++] = words[i].name;
	return names;
}

const struct choice *choice_find(const struct choice *choices, struct text name)
{
	for (; choices->name; choices++)
		if (text_is(name, choices->name))
			return choices;
	return NULL;
}

const struct choice *choice_of(const struct choice *choices, uint32_t value)
{
	for (; choices->name; choices++)
		if (choices->value == value)
			return choices;
	return NULL;
}

const char *const *choice_names(const struct choice *choices, struct arena *arena, size_t *count)
{
	size_t n = 0;
	while (choices[n].name)
		n++;
	const char **names = arena_array(arena, n + 1, sizeof(*names));
	for (size_t i = 0; names && i < n; i++)
		names[i] = choices[i].name;
	*count = names ? n : 0;
	return names;
}
