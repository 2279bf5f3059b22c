/* Tests of area/catalog*.c: what declarations mean together, and each way in which they make no sense: the line, the value, what is allowed. */
#include "fixture.h"

#include "failing_arena.h"

/* A change of office_area and what is told of it. */
struct wrong {
	const char *from, *to;
	const char *at; /* the line of the fault holds this, after the change */
	const char *parts[4];
};

static void each_is_told(struct office *office, const struct wrong *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct wrong *c = &cases[i];
		char *text = replaced(office_area, c->from, c->to), where[64];
		office_standard(office);
		office_write(office, "areas/a.ini", text);
		if (!office_read(office))
			fail_msg("'%s': %s", c->to, office->error.what);
		snprintf(where, sizeof(where), "areas/a.ini:%u", line_of(text, c->at));
		if (office->faults.count != 1)
			print_error("of '%s':\n", c->to);
		assert_told(&office->faults, where,
			(const char *const[]){ c->parts[0], c->parts[1], c->parts[2], c->parts[3], NULL });
		free(text);
	}
}

#define EACH_IS_TOLD(state, cases) each_is_told(*(state), cases, sizeof(cases) / sizeof((cases)[0]))

/* --- what a good one gives --- */

static const struct catalog_indicator *indicator(const struct office *office, const char *id)
{
	int row = catalog_indicator(&office->catalog, text_of(id));
	if (row < 0)
		fail_msg("no indicator %s", id);
	return &office->catalog.indicators[row];
}

static void a_register_in_normal_form(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_good(office);
	assert_int_equal(office->catalog.registers_count, 1);
	const struct catalog_register *firms = &office->catalog.registers[0];
	const struct schema *schema = &firms->schema;
	assert_string_equal(schema->area, "a");
	assert_string_equal(schema->name, "firms");
	assert_int_equal(schema->fields_count, 6);
	assert_int_equal(schema->keys_count, 1);
	assert_string_equal(schema->fields[schema->keys[0]].name, "code");
	assert_string_equal(schema->fields[schema->date].name, "founded"); /* the first required date */
	assert_int_equal(schema->scope, office->workspace.home);
	assert_string_equal(firms->input->words.files, "firms.csv");
	assert_string_equal(firms->aliases[1], "等级");
	assert_string_equal(firms->aliases[0], "");
	assert_int_equal(firms->checks[0], TALLY_WARNING);
	assert_int_equal(firms->checks[1], TALLY_OFF);
	assert_int_equal(firms->dates, TALLY_WARNING);
	assert_true(firms->covers_said && firms->covers_open);
	assert_int_equal(firms->rules_count, 1);
	assert_int_equal(firms->rules[0].severity, TALLY_ERROR); /* severity.closing */
	const struct schema_field *level = &schema->fields[1];
	assert_int_equal(level->codes_count, 3);
	assert_int_equal(schema_code(level, TEXT("地市")), 2);
	assert_int_equal(level->groups_count, 1);
	assert_int_equal(level->groups[0].members_count, 2);
	assert_int_equal(level->groups[0].members[1], 1);
	assert_string_equal(level->groups[0].title, "省及以上");
}

static void indicators_in_normal_form(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_good(office);
	const struct catalog_indicator *firms = indicator(office, "a.firms"), *total = indicator(office, "a.capital_total");
	assert_int_equal(office->catalog.indicators_count, 6);
	assert_int_equal(firms->kind, FROM_REGISTER);
	assert_int_equal(firms->plan.measure, TALLY_COUNT);
	assert_int_equal(firms->plan.time, TALLY_STOCK);
	assert_int_equal(firms->plan.ended, 3);
	assert_int_equal(firms->plan.region, 5);
	assert_int_equal(firms->plan.by_count, 1);
	assert_int_equal(firms->plan.by[0].parts_count, 4); /* with one for null */
	assert_int_equal(firms->plan.by[0].groups_count, 1);
	assert_int_equal(firms->plan.grains, TALLY_GRAIN_YEAR | TALLY_GRAIN_QUARTER);
	assert_int_equal(indicator(office, "a.capital")->plan.scale, 2);
	assert_int_equal(indicator(office, "a.capital")->decimals, 2); /* those of its field */
	assert_int_equal(total->plan.time, TALLY_CUMULATIVE);
	assert_int_equal(total->plan.of, indicator(office, "a.capital")->plan.of);
	assert_string_equal(total->plan.id, "a.capital_total");
	assert_int_equal(indicator(office, "a.population")->kind, FROM_GIVEN);
	assert_int_equal(indicator(office, "a.density")->kind, FROM_FORMULA);
	assert_int_equal(office->catalog.formulas_count, 1);
	assert_int_equal(catalog_indicator(&office->catalog, TEXT("a.nothing")), -1);
}

static void breakdowns_are_sorted_texts(void **state)
{
	struct office *office = *state;
	static const char *const texts[] = { "", "level=", "level=municipal", "level=national", "level=provincial",
		"level=upper" };
	char *text = replaced(office_area, "where = level = national\n", "where = level = national\nby = level\n");
	office_standard(office);
	office_write(office, "areas/a.ini", text);
	free(text);
	office_good(office);
	assert_int_equal(office->catalog.breakdowns_count, 6);
	for (int i = 0; i < 6; i++) {
		assert_string_equal(office->catalog.breakdowns[i], texts[i]);
		assert_int_equal(catalog_breakdown(&office->catalog, text_of(texts[i])), i);
	}
	assert_int_equal(catalog_breakdown(&office->catalog, TEXT("level=x")), -1);
	const struct breakdown *by = &indicator(office, "a.firms")->plan.by[0];
	static const uint32_t numbers[] = { 3, 4, 2, 1 }; /* as the codes are declared, then null */
	assert_memory_equal(by->texts, numbers, sizeof(numbers));
	assert_memory_equal(indicator(office, "a.founded")->plan.by[0].texts, numbers, sizeof(numbers)); /* the same ones */
	assert_int_equal(by->groups[0].text, 5);
}

static void formulas_come_after_their_operands(void **state)
{
	struct office *office = *state;
	char *text = replaced(office_area, "[rule closing]",
		"[indicator b1]\nunit = 家\nformula = b2 + b2\n[indicator b2]\nunit = 家\nformula = b3 * 2\n"
		"[indicator b3]\nunit = 家\nformula = firms * 2\n[rule closing]");
	office_standard(office);
	office_write(office, "areas/a.ini", text);
	office_good(office);
	free(text);
	int place[16] = { 0 };
	assert_int_equal(office->catalog.formulas_count, 4);
	for (size_t i = 0; i < office->catalog.formulas_count; i++)
		place[office->catalog.formulas[i]] = (int)i;
	int b1 = catalog_indicator(&office->catalog, TEXT("a.b1")), b2 = catalog_indicator(&office->catalog, TEXT("a.b2"));
	assert_true(place[b2] < place[b1]);
	assert_true(place[catalog_indicator(&office->catalog, TEXT("a.b3"))] < place[b2]);
}

/* --- registers --- */

static void registers(void **state)
{
	static const struct wrong cases[] = {
		{ "key = code\n", "key = code\ndate = fonded\n", "date = fonded",
			{ "no field 'fonded'", "did you mean 'founded'?" } },
		{ "key = code\n", "key = code\ndate = capital\n", "date = capital", { "field 'capital' is no date" } },
		{ "key = code\n", "key = code\nscope = 999999\n",
			"scope =", { "'999999' is no code of the table of regions" } },
		{ "key = code", "key = cod", "key = cod", { "key: no field 'cod' in register 'firms'" } },
		{ "covers = 2017..", "covers = since 2017",
			"covers =", { "covers: 'since 2017' is not allowed", "write 2017.. or 2017..2018" } },
		{ "covers = 2017..", "covers = 2017..then", "covers =", { "covers: '2017..then' is not allowed" } },
		{ "alias.level", "alias.levle", "alias.levle", { "alias.levle: no field 'levle'", "did you mean 'level'?" } },
		{ "severity.closing", "severity.closeng", "severity.closeng",
			{ "no rule or check of this name", "did you mean 'closing'?" } },
		{ "severity.closing = error", "severity.closing = fatal", "severity.closing",
			{ "'fatal' is not allowed; error, warning or off" } },
		{ "check = cn-uscc", "check = cn-usc", "check =", { "unknown check 'cn-usc'", "did you mean 'cn-uscc'?" } },
		{ "type = date\noptional", "type = date\ncheck = cn-uscc\noptional", "check = cn-uscc\noptional",
			{ "only a field of type text has a named check" } },
		{ "[field firms.capital]", "[field firms.extra]\ntype = code\n[field firms.capital]", "[field firms.extra]",
			{ "a field of type code needs codes = name:title | name:title" } },
		{ "type = text\n", "type = text\ncodes = a:甲\n", "codes = a", { "only a field of type code has codes" } },
		{ "type = text\n", "type = text\nscale = 2\n", "scale = 2", { "only a field of type decimal has a scale" } },
		{ "type = text\n", "type = text\nprecision = year\n", "precision",
			{ "only a field of type date has a precision" } },
		{ "municipal:市", "municipal:市 | national:国", "codes =", { "code 'national' stands twice" } },
		{ "national | provincial\n", "national | provinical\n", "[field firms.level]",
			{ "group upper: no code 'provinical' of this field" } },
		{ "group.upper", "group.national", "[field firms.level]", { "group national has the name of a code" } },
		{ "register = firms\nwhere", "register = firm\nwhere", "register = firm\n",
			{ "no register 'firm' in this area" } },
		{ "closed >= founded", "fonded <= closed", "where = closed",
			{ "column 19: unknown field: 'fonded'", "did you mean 'founded'?" } },
	};
	EACH_IS_TOLD(state, cases);
}

/* --- indicators --- */

#define EXTRA(lines) "[rule closing]", "[indicator extra]\n" lines "[rule closing]"
#define TAGS(name, more) "[field firms." name "]\ntype = code\ncodes = a | b\nlist = ;\n" more

static void indicators(void **state)
{
	static const struct wrong cases[] = {
		{ EXTRA("from = firm\ntime = flow\n"), "from = firm\n",
			{ "no register 'firm' in this area", "did you mean 'firms'?" } },
		{ EXTRA("time = flow\n"), "[indicator extra]", { "write from = REGISTER, from = given, or formula" } },
		{ EXTRA("from = firms\n"), "[indicator extra]", { "time = flow, stock, cumulative or snapshot" } },
		{ EXTRA("from = firms\ntime = flow\nwhen = fonded\n"),
			"when =", { "no field 'fonded' in register 'firms'", "did you mean 'founded'?" } },
		{ EXTRA("from = firms\ntime = flow\nwhen = county\n"), "when =", { "field 'county' is not a date" } },
		{ EXTRA("from = firms\ntime = flow\nuntil = closed\n"), "time = flow\nuntil",
			{ "until, ended and lasts belong to a stock" } },
		{ EXTRA("from = firms\ntime = flow\nended = closed\n"), "time = flow\nended",
			{ "until, ended and lasts belong to a stock" } },
		{ EXTRA("from = firms\ntime = flow\nlasts = 3y\n"), "time = flow\nlasts",
			{ "until, ended and lasts belong to a stock" } },
		{ EXTRA("from = firms\ntime = stock\nlasts = 3 years\n"),
			"lasts =", { "'3 years' is not allowed; write 3y, 6m or 90d" } },
		{ EXTRA("from = firms\ntime = stock\nlasts = 0y\n"), "lasts =", { "'0y' is not allowed" } },
		{ EXTRA("from = firms\ntime = flow\nof = capital\n"), "of = capital\n[rule",
			{ "count takes no field; use measure = distinct or sum" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = sum\n"), "[indicator extra]",
			{ "measure = sum needs of = FIELD" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = sum\nof = code\n"), "of = code",
			{ "field 'code' is not a number" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = distinct\nof = capital\n"), "of = capital\n[rule",
			{ "field 'capital' is not a text, code" } },
		{ EXTRA("from = firms\ntime = flow\nregion = code\n"), "region = code", { "field 'code' is not a region" } },
		{ EXTRA("from = firms\ntime = flow\nwhere = level = nationl\n"), "where = level = nationl",
			{ "unknown code of 'level': 'nationl'", "'national'" } },
		{ EXTRA("from = firms\ntime = flow\nwhere = county = 999\n"), "where = county",
			{ "unknown region code in 'county': '999'" } },
		{ EXTRA("from = firms\ntime = flow\nwhere = (level = national\n"), "where = (", { "column" } },
		{ EXTRA("from = firms\ntime = flow\nby = levl\n"), "by = levl",
			{ "no field 'levl' in register 'firms'", "did you mean 'level'?" } },
		{ EXTRA("from = firms\ntime = flow\nby = code\n"), "by = code",
			{ "field 'code' is no code; only a closed list breaks down" } },
		{ EXTRA("from = firms\ntime = flow\nby = level, level*code\n"), "by = level, level*code",
			{ "field 'code' is no code" } },
		{ EXTRA("from = firms\ntime = flow\nby = level*level*level*level*level\n"), "by = level*",
			{ "crosses more than 4 fields" } },
		{ EXTRA("from = firms\ntime = flow\nby = tags*more\n" TAGS("tags", "") TAGS("more", "")), "by = tags*more",
			{ "crosses two fields that may hold several codes" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = distinct\nof = tags\n" TAGS("tags", "")), "of = tags",
			{ "'tags' may hold several codes, which tell no entity" } },
		{ EXTRA("from = firms\ntime = flow\nwhere = tags = more\n" TAGS("tags", "") TAGS("more", "")), "where = tags",
			{ "'tags' may hold several codes: compare it with a code, not with a field" } },
		{ EXTRA("from = firms\ntime = flow\n" TAGS("tags", "key = yes\n")), "list = ;",
			{ "a field of the key holds one value" } },
		{ EXTRA("from = firms\ntime = flow\n[field firms.tags]\ntype = text\nlist = ;\n"), "list = ;",
			{ "only a field of type code may hold several codes" } },
		{ EXTRA("from = firms\ntime = flow\n[field firms.tags]\ntype = code\ncodes = a | b\nlist = ;x\n"), "list = ;x",
			{ "';x' has letters or digits, which are part of codes" } },
		{ EXTRA("of = firms\ntime = cumulative\n"), "of = firms",
			{ "'firms' is no flow of this area declared before" } },
		{ EXTRA("of = population\ntime = cumulative\n"), "of = population", { "'population' is no flow" } },
		{ EXTRA("of = nothing\ntime = cumulative\n"), "of = nothing", { "'nothing' is no flow" } },
		{ EXTRA("of = founded\nwhere = level = national\ntime = cumulative\n"), "of = founded",
			{ "a cumulative is its flow so far" } },
		{ EXTRA("of = founded\nlasts = 3y\ntime = cumulative\n"), "of = founded",
			{ "a cumulative is its flow so far" } },
		{ EXTRA("of = founded\nfrom = other\ntime = cumulative\n"), "from = other",
			{ "'other': its flow is counted from 'firms'" } },
	};
	EACH_IS_TOLD(state, cases);
}

static void measures(void **state)
{
	static const struct wrong cases[] = {
		{ EXTRA("from = firms\ntime = flow\nmeasure = mean\n"), "[indicator extra]",
			{ "measure = mean needs of = FIELD" } },
		{ EXTRA("from = firms\ntime = stock\nmeasure = min\nof = level\n"), "of = level",
			{ "field 'level' is not a number; min compares integers or decimals" } },
		{ EXTRA("from = firms\ntime = stock\nmeasure = max\nof = founded\n"), "of = founded\n[rule",
			{ "field 'founded' is not a number" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = max\nof = wage\n[field firms.wage]\ntype = integer\nprivate = "
			"yes\n"),
			"of = wage", { "field 'wage' is private, and max would print what one record says" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = sum\nof = capital\nunit = 亿元\n"), "unit = 亿元",
			{ "'capital' is in 万元, so its sum is no number of 亿元; write unit = 万元" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = ratio\nof = capital\n"), "[indicator extra]",
			{ "not said; a ratio divides the sum of `of`" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = ratio\nof = capital\nover = county\n"), "over = county",
			{ "field 'county' is not a number" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = sum\nof = capital\nover = capital\n"), "over = capital",
			{ "write measure = ratio, or leave it out" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = share\n"), "[indicator extra]", { "share = CONDITION" } },
		{ EXTRA("from = firms\ntime = flow\nshare = level = national\n"), "share = level",
			{ "write measure = share, or where = ..." } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = share\nshare = levl = national\n"), "share = levl",
			{ "unknown field: 'levl'", "did you mean 'level'?" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = share\nshare = level = national\nby = level*level\n"),
			"by = level*level",
			{ "every part by 'level*level' meets 'level = national' as a whole or not at all" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = share\nshare = level = national\nunit = 家\n"),
			"unit = 家\n[rule", { "'家' is no unit of a share" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = ratio\nof = capital\nover = capital\nunit = 百万亿万亿%\n"),
			"unit = 百万亿", { "lies more than 18 powers of ten from its fields" } },
		{ EXTRA("from = given\nover = capital\n"), "over = capital", { "a given figure counts no records" } },
		{ EXTRA("unit = 家\nformula = firms * 2\nshare = level = national\n"), "share = level",
			{ "a formula or a given figure counts no records" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = mean\nof = capital\n[indicator all]\nof = extra\ntime = "
			"cumulative\n"),
			"of = extra", { "'extra' is a mean, which does not add up over time" } },
		{ EXTRA("of = founded\nshare = level = national\ntime = cumulative\n"), "of = founded",
			{ "a cumulative is its flow so far" } },
	};
	EACH_IS_TOLD(state, cases);
}

/* 万元 over 万元 in % is twice a power of ten away, a mean has the scale of its field. */
static void scales(void **state)
{
	static const struct {
		const char *lines;
		int scale, decimals;
	} cases[] = {
		{ "measure = mean\nof = capital\nunit = 万元\n", 2, 2 },
		{ "measure = min\nof = capital\nunit = 万元\n", 2, 2 },
		{ "measure = ratio\nof = capital\nover = staff\nunit = 万元/人\n", 2, 0 },
		{ "measure = ratio\nof = capital\nover = staff\nunit = 元/人\n", -2, 0 },
		{ "measure = ratio\nof = staff\nover = capital\nunit = 人/亿元\n", -6, 0 },
		{ "measure = ratio\nof = capital\nover = profit\nunit = %\n", -2, 0 },
		{ "measure = ratio\nof = profit\nover = capital\nunit = ‰\n", -3, 0 },
		{ "measure = ratio\nof = debt\nover = capital\nunit = %\n", -6, 0 },
		{ "measure = ratio\nof = plain\nover = capital\nunit = %\ndecimals = 3\n", -3, 3 },
		{ "measure = ratio\nof = plain\nover = staff\nunit = 个/人\n", 1, 0 },
		{ "measure = share\nshare = level = national\nunit = %\n", -2, 0 },
		{ "measure = share\nshare = level = national\nof = capital\n", 0, 0 },
	};
	static const char more[] = "[field firms.staff]\ntype = integer\nunit = 人\n[field firms.profit]\ntype = decimal\n"
				   "scale = 2\nunit = 万元\n[field firms.debt]\ntype = decimal\nscale = 2\nunit = 亿元\n"
				   "[field firms.plain]\ntype = decimal\nscale = 1\n";
	struct office *office = *state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[1024];
		snprintf(text, sizeof(text), "%s[indicator x]\nfrom = firms\ntime = flow\n%s[rule closing]", more,
			cases[i].lines);
		office_standard(office);
		char *changed = replaced(office_area, "[rule closing]", text);
		office_write(office, "areas/a.ini", changed);
		office_good(office);
		const struct catalog_indicator *x = indicator(office, "a.x");
		if (x->plan.scale != cases[i].scale || x->decimals != cases[i].decimals)
			fail_msg("%s: scale %d, decimals %d", cases[i].lines, x->plan.scale, x->decimals);
		free(changed);
	}
}

static void formulas(void **state)
{
	static const struct wrong cases[] = {
		{ EXTRA("unit = 家\nformula = firms + fonded\n"), "formula = firms + f",
			{ "no indicator 'a.fonded'", "did you mean 'a.founded'?" } },
		{ EXTRA("unit = 家\nformula = other.firms\n"), "formula = other", { "no indicator 'other.firms'" } },
		{ EXTRA("unit = 家\nformula = firms + year_end(population)\n"), "formula = firms +", { "'+'", "家", "人" } },
		{ EXTRA("unit = 人\nformula = founded + founded\n"), "formula = founded", { "家", "'人'" } },
		{ EXTRA("unit = 家\nformula = firms +\n"), "formula = firms +", { "column", "too early" } },
		{ EXTRA("unit = 家\nfrom = firms\nformula = firms * 2\n"), "from = firms\nformula",
			{ "a formula is computed from indicators; leave out from" } },
		{ EXTRA("from = firms\ntime = flow\nmeasure = mean\nof = capital\nunit = 万元\n[indicator two]\nunit = "
			"万元\nformula = extra + last_year(extra)\n"),
			"formula = extra", { "'extra' does not add over time", "write a change or a mean" } },
		{ EXTRA("unit = 家\nby = level\nformula = firms * 2\n"), "by = level\nformula",
			{ "a formula gives totals", "x[level=provincial]" } },
		{ EXTRA("unit = 家\nformula = founded + firms[level=city]\n"), "formula = founded +",
			{ "column 11", "'a.firms' has no part 'level=city'", "allowed: level=national" } },
		{ EXTRA("unit = 家\nformula = firms + founded[level=national]\n"), "formula = firms +",
			{ "'a.founded' has no part 'level=national'; the indicator has no breakdown" } },
		{ EXTRA("unit = %\nformula = founded / firms\n"), "formula = founded /",
			{ "家/家", "'%'", "write ... * 100" } },
		{ EXTRA("unit = 家\nformula = extra + 1\n"), "formula = extra",
			{ "'a.extra' depends on itself: a.extra -> a.extra" } },
		{ EXTRA("unit = 家\nformula = c1 + firms\n[indicator c1]\nunit = 家\nformula = c2 * 2\n[indicator c2]\nunit = "
			"家\nformula = c1 - firms\n"),
			"formula = c2", { "'a.c1' depends on itself: a.c1 -> a.c2 -> a.c1" } },
	};
	EACH_IS_TOLD(state, cases);
}

/* A plugin may say twice what the form of INI cannot. */
static void a_plugin_says_things_twice(void **state)
{
	struct office *office = *state;
	static const struct tally_code codes[] = { { .name = "x" } };
	static const struct tally_group groups[] = { { .name = "g", .members = "x" }, { .name = "g", .members = "x" } };
	static const struct tally_field fields[] = { { .name = "day", .type = TALLY_DATE },
		{ .name = "kind", .type = TALLY_CODE, TALLY_LIST(.codes, codes), TALLY_LIST(.groups, groups) },
		{ .name = "day", .type = TALLY_DATE } };
	static const struct tally_register rows[] = { { .name = "r", TALLY_LIST(.fields, fields) },
		{ .name = "r", .fields = fields, .fields_count = 1, .fields_size = sizeof(fields[0]) }, { .name = "none" } };
	static const struct tally_indicator figures[] = { { .id = "i", .from = "given" }, { .id = "i", .from = "given" } };
	static const struct tally_rule rules[] = { { .name = "q", .on = "r", .where = "day is null" },
		{ .name = "q", .on = "r", .where = "day is null" } };
	static const struct tally_area area = { TALLY_AREA_HEAD, .name = "a", TALLY_LIST(.registers, rows),
		TALLY_LIST(.indicators, figures), TALLY_LIST(.rules, rules) };
	static const char *const told[] = { "field r.kind: groups: group 'g' stands twice",
		"field r.day: field 'day' stands twice", "register r: register 'r' stands twice",
		"register none: a register without fields", "rule q: rule 'q' stands twice",
		"indicator i: indicator 'i' stands twice" };
	office_standard(office);
	office_good(office);
	struct area *adopted = &office->workspace.areas[0];
	adopted->declared_in = NULL;
	adopted->origin = "a.so";
	adopted->families_count = adopted->inputs_count = 0;
	adopted->block = block_adopt(&area, "a.so", NULL, &office->arena, &office->faults, &office->error);
	assert_non_null(adopted->block);
	assert_true(catalog_build(&office->workspace, &office->arena, &office->faults, &office->catalog, &office->error));
	const struct fault *fault = office->faults.first;
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++, fault = fault->next) {
		assert_non_null(fault);
		assert_string_equal(fault->where, "a.so");
		assert_holds(fault->what, told[i]);
	}
	assert_null(fault);
}

/* --- over several areas --- */

/* A quotient of sums is kept as two parts; one of means, which are quotients themselves, is a decimal. */
static void formulas_over_means(void **state)
{
	struct office *office = *state;
	char *text = replaced(office_area,
		EXTRA("from = firms\ntime = flow\nmeasure = mean\nof = capital\n[indicator over_mean]\n"
		      "formula = capital / extra\n[indicator over_most]\nformula = capital / most\n"
		      "[indicator most]\nfrom = firms\ntime = flow\nmeasure = max\nof = capital\n"));
	office_standard(office);
	office_write(office, "areas/a.ini", text);
	office_good(office);
	assert_false(indicator(office, "a.over_mean")->formula->parts);
	assert_true(indicator(office, "a.over_most")->formula->parts);
	free(text);
}

static void formulas_reach_other_areas(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "areas/b.ini", "[area]\ntitle = 他区\n[indicator twice]\nunit = 家\nformula = a.firms * 2\n");
	office_good(office);
	assert_int_equal(indicator(office, "b.twice")->kind, FROM_FORMULA);
	assert_false(indicator(office, "b.twice")->waits);
}

static void a_failed_area_makes_formulas_wait(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "areas/b.ini", "[area]\nplugin = tally_test_missing\n");
	office_write(office, "areas/c.ini",
		"[indicator twice]\nunit = 家\nformula = b.firms * 2\n[indicator thrice]\nunit = 家\nformula = twice + "
		"a.firms\n");
	office_good(office);
	assert_true(indicator(office, "c.twice")->waits);
	assert_holds(office->workspace.areas[1].failure, "'tally_test_missing' not found");
}

static void a_cycle_over_two_areas_is_told_once(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "areas/b.ini", "[indicator x]\nunit = 家\nformula = c.y * 2\n");
	office_write(office, "areas/c.ini", "[indicator y]\nunit = 家\nformula = b.x * 2\n");
	assert_true(office_read(office));
	assert_told(&office->faults, "areas/b.ini:3", (const char *const[]){ "b.x -> c.y -> b.x", NULL });
}

/* --- without memory --- */

static void same_catalog(const struct catalog *a, const struct catalog *b)
{
	assert_int_equal(a->registers_count, b->registers_count);
	assert_int_equal(a->indicators_count, b->indicators_count);
	assert_int_equal(a->formulas_count, b->formulas_count);
	assert_int_equal(a->breakdowns_count, b->breakdowns_count);
	for (size_t i = 0; i < a->breakdowns_count; i++)
		assert_string_equal(a->breakdowns[i], b->breakdowns[i]);
	for (size_t i = 0; i < a->registers_count; i++) {
		assert_int_equal(a->registers[i].rules_count, b->registers[i].rules_count);
		assert_int_equal(a->registers[i].schema.fields_count, b->registers[i].schema.fields_count);
	}
	for (size_t i = 0; i < a->indicators_count; i++) {
		assert_string_equal(a->indicators[i].id, b->indicators[i].id);
		assert_int_equal(a->indicators[i].kind, b->indicators[i].kind);
		assert_int_equal(a->indicators[i].plan.by_count, b->indicators[i].plan.by_count);
	}
}

/* Each request for memory fails once: it is said, or the catalog is the same. */
static void every_request_may_fail(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_good(office);
	struct catalog whole = office->catalog;
	bool failed = true;
	unsigned request = 0, said = 0;
	while (failed) {
		struct faults faults;
		struct tally_error error = { 0 };
		struct catalog catalog;
		faults_init(&faults, &office->arena);
		failing_arena_at(++request);
		bool done = catalog_build(&office->workspace, &office->arena, &faults, &catalog, &error);
		failed = failing_arena_requests() >= request;
		failing_arena_at(0);
		assert_int_equal(faults.count, 0); /* nothing is wrong with the declaration */
		assert_int_equal(error.code, done ? ERROR_NONE : ERROR_MEMORY);
		said += !done || faults.memory;
		if (done && !faults.memory)
			same_catalog(&catalog, &whole);
	}
	assert_true(request > 40);
	assert_int_equal(said, request - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_register_in_normal_form, office_open, office_close),
		cmocka_unit_test_setup_teardown(indicators_in_normal_form, office_open, office_close),
		cmocka_unit_test_setup_teardown(breakdowns_are_sorted_texts, office_open, office_close),
		cmocka_unit_test_setup_teardown(formulas_come_after_their_operands, office_open, office_close),
		cmocka_unit_test_setup_teardown(registers, office_open, office_close),
		cmocka_unit_test_setup_teardown(indicators, office_open, office_close),
		cmocka_unit_test_setup_teardown(measures, office_open, office_close),
		cmocka_unit_test_setup_teardown(scales, office_open, office_close),
		cmocka_unit_test_setup_teardown(formulas, office_open, office_close),
		cmocka_unit_test_setup_teardown(a_plugin_says_things_twice, office_open, office_close),
		cmocka_unit_test_setup_teardown(formulas_over_means, office_open, office_close),
		cmocka_unit_test_setup_teardown(formulas_reach_other_areas, office_open, office_close),
		cmocka_unit_test_setup_teardown(a_failed_area_makes_formulas_wait, office_open, office_close),
		cmocka_unit_test_setup_teardown(a_cycle_over_two_areas_is_told_once, office_open, office_close),
		cmocka_unit_test_setup_teardown(every_request_may_fail, office_open, office_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
