/* Engine: what a returned workbook says, in the words of those who fill registers. Knows rules by name; knows no cells. */
#include <string.h>

#include "engine/returned_inner.h"

struct rule_words {
	const char *rule, *words;
};

static const struct rule_words known_rules[] = {
	{ "required", N_("nothing is filled in") },
	{ "code", N_("not one of the allowed entries") },
	{ "number", N_("no number") },
	{ "date", N_("no date") },
	{ "century", N_("a year far away") },
	{ "period", N_("not a period") },
	{ "region", N_("region not found") },
	{ "scope", N_("a region outside the register") },
	{ "key", N_("the same key with different contents") },
	{ "repeated", N_("the same record again") },
	{ "dates", N_("ends before it begins") },
	{ "list_day", N_("the day of the list ends no month") },
	{ "spreadsheet", N_("digits lost in a spreadsheet") },
	{ "cn-uscc", N_("unified social credit code") },
	{ "cn-patent", N_("patent number") },
	{ "width", N_("too few or too many fields") },
	{ "quote", N_("quotes that do not fit") },
	{ "bytes", N_("unreadable characters") },
	{ "length", N_("a line that is too long") },
	{ "error", N_("an error of the spreadsheet") },
	{ "digits", N_("digits lost in a cell of numbers") },
	{ "formula", N_("a formula without a result") },
	{ "hidden", N_("hidden rows or columns") },
	{ "sheets", N_("sheets that were not read") },
	{ "total", N_("a total that does not agree") },
	{ "surplus", N_("a column that is not used") },
	{ "absent", N_("a column is missing") },
	{ "empty", N_("no record") },
	{ "returned", N_("the file sent first has changed") },
};

const char *returned_rule(const struct returning *r, const char *rule)
{
	for (size_t i = 0; i < sizeof(known_rules) / sizeof(known_rules[0]); i++)
		if (strcmp(known_rules[i].rule, rule) == 0)
			return _(known_rules[i].words);
	for (size_t p = 0; p < r->job->parts_count; p++) {
		const struct catalog_register *declared = r->job->parts[p].declared;
		for (size_t i = 0; i < declared->rules_count; i++)
			if (strcmp(declared->rules[i].name, rule) == 0 && declared->rules[i].title[0])
				return declared->rules[i].title;
	}
	return rule;
}

const char *returned_level(enum tally_severity severity)
{
	return severity == TALLY_ERROR ? _("must be mended") : _("please check");
}

const char *returned_fate(enum issue_fate fate)
{
	static const char *const words[] = { [FATE_NONE] = "",
		[FATE_COUNTS] = N_("counts"),
		[FATE_REJECTED] = N_("does not count"),
		[FATE_PASSED_OVER] = N_("passed over") };
	return words[fate][0] ? _(words[fate]) : "";
}

const char *returned_message(const struct issue_saying *saying, struct arena *arena)
{
	return arena_printf(arena, saying->heading[0] ? "%s %s" : "%s%s", saying->heading, saying->message);
}

/* Said once for the cell. */
static const char *outcome(const struct placed_issue *issues, size_t count)
{
	enum issue_fate fate = FATE_NONE;
	bool errors = false;
	for (size_t i = 0; i < count; i++) {
		fate = issues[i].issue.fate ? (enum issue_fate)issues[i].issue.fate : fate;
		errors |= issues[i].saying->severity == TALLY_ERROR;
	}
	switch (fate) {
	case FATE_REJECTED:
		return errors ? _("Until this is mended the record does not count.")
			      : _("The record does not count, for another fault of its row.");
	case FATE_COUNTS:
		return _("The record counts. Mend this if it is wrong; else leave it as it is.");
	case FATE_PASSED_OVER:
		return _("The row is no record and was passed over.");
	default:
		return "";
	}
}

const char *returned_comment(const struct placed_issue *issues, size_t count, struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; text && i < count; i++) {
		const char *message = returned_message(issues[i].saying, arena);
		if (!message)
			return NULL;
		text = arena_printf(arena, _("%s%s[%s] %s"), text, text[0] ? "\n" : "",
			returned_level(issues[i].saying->severity), message);
	}
	const char *end = outcome(issues, count);
	return text && end[0] ? arena_printf(arena, "%s\n%s", text, end) : text;
}
