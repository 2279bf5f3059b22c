/* Formulas: what each text is parsed into, what is refused, which have two parts, and values, compared with a plain evaluation of
 * the same tree over random small numbers (fixed seed). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <tally/plugin.h>

#include "failing_arena.h"
#include "model/formula.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))
#define YEAR TALLY_GRAIN_YEAR
#define QUARTER TALLY_GRAIN_QUARTER
#define ONE 1000000000000LL

struct out {
	char text[2048];
	size_t used;
};

static void put(struct out *out, const char *format, ...) PRINTF_LIKE(2, 3);
static void put(struct out *out, const char *format, ...)
{
	va_list rest;

	va_start(rest, format);
	out->used += (size_t)vsnprintf(out->text + out->used, sizeof(out->text) - out->used, format, rest);
	va_end(rest);
	assert_true(out->used < sizeof(out->text));
}

static void put_node(struct out *out, const struct formula *formula, int at)
{
	static const char *const whens[] = { "", "year_end ", "last_year_end ", "last_year ", "prev " };
	static const char signs[] = "  +-*/-";
	const struct formula_node *node = &formula->nodes[at];

	if (node->op == FORMULA_CONST) {
		put(out, "%lld", (long long)node->constant);
		put(out, node->scale ? "e-%d" : "%.0d", node->scale);
	} else if (node->op == FORMULA_OPERAND) {
		const struct formula_operand *operand = &formula->operands[node->operand];

		put(out, "%s%s", whens[operand->when], operand->name);
		put(out, operand->breakdown ? "[%s]" : "%s", operand->breakdown ? operand->breakdown : "");
	} else {
		assert_in_range(node->left, 0, at - 1);
		put(out, "(%c ", signs[node->op]);
		put_node(out, formula, node->left);
		if (node->op != FORMULA_NEG) {
			assert_in_range(node->right, 0, at - 1);
			put(out, " ");
			put_node(out, formula, node->right);
		}
		put(out, ")");
	}
}

static const struct {
	const char *source, *shown;
	uint32_t operands;
} parsed_rows[] = {
	{ "a", "a", 1 },
	{ "-a", "(- a)", 1 },
	{ "a - -b", "(- a (- b))", 2 },
	{ "-a * b", "(* (- a) b)", 2 },
	{ "-(a + b)", "(- (+ a b))", 2 },
	{ "a + b * c", "(+ a (* b c))", 3 },
	{ "(a + b) * c", "(* (+ a b) c)", 3 },
	{ "a - b - c", "(- (- a b) c)", 3 },
	{ "a - (b - c)", "(- a (- b c))", 3 },
	{ "a / b / c", "(/ (/ a b) c)", 3 },
	{ "a / b * 10000", "(* (/ a b) 10000)", 2 },
	{ "a*0.50", "(* a 5e-1)", 1 },
	{ "a * 2.000", "(* a 2)", 1 },
	{ "a * 0.000000001", "(* a 1e-9)", 1 },
	{ "a-1", "(- a 1)", 1 },
	{ "a + a + a", "(+ (+ a a) a)", 1 },
	{ "a - last_year(a)", "(- a last_year a)", 2 },
	{ "ip.a / year_end(ip.population)", "(/ ip.a year_end ip.population)", 2 },
	{ "prev( a ) + last_year_end(a)", "(+ prev a last_year_end a)", 2 },
	{ "a[kind=invention]", "a[kind=invention]", 1 },
	{ "a[ kind = invention , level = provincial ] / a[]", "(/ a[kind=invention,level=provincial] a[])", 2 },
	{ "a[kind=]", "a[kind=]", 1 },
	{ "a[kind=x] + a[ kind=x ]", "(+ a[kind=x] a[kind=x])", 1 },
	{ "prev(a[kind=x])", "prev a[kind=x]", 1 },
	{ "prev + 1", "(+ prev 1)", 1 },
	{ "a　+\n\tb", "(+ a b)", 2 },
};

static void test_parsed(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ROWS(parsed_rows); i++) {
		struct tally_error error = { 0 };
		struct out out = { .used = 0 };
		struct formula *formula = formula_parse(text_of(parsed_rows[i].source), &arena, &error);

		if (!formula)
			fail_msg("%s: %s", parsed_rows[i].source, error.what);
		put_node(&out, formula, (int)formula->count - 1);
		if (strcmp(out.text, parsed_rows[i].shown) != 0)
			fail_msg("%s: %s, not %s", parsed_rows[i].source, out.text, parsed_rows[i].shown);
		assert_int_equal(formula->operands_count, parsed_rows[i].operands);
		assert_string_equal(formula->source, parsed_rows[i].source);
	}
	arena_done(&arena);
}

static const struct {
	const char *source, *first, *second; /* both must stand in the message */
} refused_rows[] = {
	{ "", "column 1: the text ends too early", "an indicator" },
	{ "a +", "column 4: the text ends too early", "" },
	{ "a b", "column 3: unexpected: 'b'", "+ - * /" },
	{ "a + * b", "column 5: unexpected: '*'", "" },
	{ "a ++ b", "column 4: unexpected: '+'", "" },
	{ "--a", "column 2: unexpected: '-'", "" },
	{ "(a", "column 3: the text ends", ")" },
	{ "a)", "column 2: unexpected: ')'", "the end" },
	{ "()", "column 2: unexpected: ')'", "" },
	{ "1 + 2", "names no indicator", "" },
	{ "a % b", "column 3: unexpected: '%'", "" },
	{ "a * 1e3", "column 5: not a number: '1e3'", "10000" },
	{ "a * 1.2.3", "column 5: not a number: '1.2.3'", "" },
	{ "a * .5", "column 5: unexpected: '.'", "" },
	{ "a * 1,000", "column 6: unexpected: ','", "" },
	{ "a * 0.0000000001", "too many decimals: '0.0000000001'", "at most 9" },
	{ "a * 9223372036854775808", "column 5: the number does not fit", "" },
	{ "Abc", "column 1: unexpected: 'Abc'", "area.name" },
	{ "a.b.c", "unexpected: 'a.b.c'", "" },
	{ "a. + b", "unexpected: 'a.'", "" },
	{ "专利 / b", "column 1: unexpected: '专利'", "" },
	{ "人 + x", "column 1:", "" },
	{ "a / 人", "column 5: unexpected: '人'", "" },
	{ "yearend(a)", "column 1: unknown function: 'yearend'; allowed: year_end", "did you mean 'year_end'?" },
	{ "sum(a)", "unknown function: 'sum'", "last_year, prev" },
	{ "prev(a + b)", "column 8: unexpected: '+'", ")" },
	{ "prev(2)", "column 6: unexpected: '2'", "an indicator" },
	{ "prev(prev(a))", "column 10: unexpected: '('", ")" },
	{ "a[kind]", "column 7: unexpected: ']'", "=" },
	{ "a[kind=x", "column 9: the text ends", "]" },
	{ "a[kind=x,]", "column 10: unexpected: ']'", "a field" },
	{ "a[=x]", "column 3: unexpected: '='", "a field" },
	{ "a[kind=X]", "column 8: unexpected: 'X'", "a code" },
	{ "a / 0", "column 3: '/': the divisor is always 0", "" },
	{ "a / (b - b)", "column 3: '/': the divisor is always 0", "" },
	{ "a + b / (1 - 2 * 0.5)", "column 7: '/': the divisor is always 0", "" },
	{ "a / (0 * b)", "always 0", "" },
	{ "a\xff", "column 2: not UTF-8", "" },
};

static void test_refused(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ROWS(refused_rows); i++) {
		struct tally_error error = { 0 };

		if (formula_parse(text_of(refused_rows[i].source), &arena, &error))
			fail_msg("%s: was accepted", refused_rows[i].source);
		assert_int_equal(error.code, ERROR_CONFIG);
		if (!strstr(error.what, refused_rows[i].first) || !strstr(error.what, refused_rows[i].second))
			fail_msg("%s: %s", refused_rows[i].source, error.what);
	}
	arena_done(&arena);
}

static char *repeated(struct arena *arena, const char *head, const char *piece, int times)
{
	char *text = arena_printf(arena, "%s", head);

	for (int i = 0; i < times; i++)
		text = arena_printf(arena, "%s%s", text, piece);
	return text;
}

static void test_limits(void **state)
{
	struct arena arena = { 0 };
	struct tally_error error = { 0 };
	char *many = arena_printf(&arena, "a0");

	(void)state;
	assert_non_null(formula_parse(text_of(repeated(&arena, "a", " + a", 127)), &arena, &error));
	assert_null(formula_parse(text_of(repeated(&arena, "a", " + a", 128)), &arena, &error));
	assert_non_null(strstr(error.what, "at most 256"));
	error_clear(&error);
	assert_non_null(formula_parse(
		text_of(repeated(&arena, repeated(&arena, repeated(&arena, "", "(", 32), "a", 1), ")", 32)), &arena, &error));
	assert_null(formula_parse(
		text_of(repeated(&arena, repeated(&arena, repeated(&arena, "", "(", 33), "a", 1), ")", 33)), &arena, &error));
	assert_non_null(strstr(error.what, "at most 32"));
	error_clear(&error);
	for (int i = 1; i < 64; i++)
		many = arena_printf(&arena, "%s + a%d", many, i);
	assert_non_null(formula_parse(text_of(many), &arena, &error));
	assert_null(formula_parse(text_of(arena_printf(&arena, "%s + a64", many)), &arena, &error));
	assert_non_null(strstr(error.what, "at most 64"));
	arena_done(&arena);
}

/* Sample indicators. */
static const struct formula_subject subjects[] = {
	{ 0, "ip.a", "家", true, YEAR | QUARTER, false, false, false },
	{ 1, "ip.b", "件", true, YEAR | QUARTER, false, false, false },
	{ 2, "ip.c", "个", false, YEAR | QUARTER, false, false, false },
	{ 3, "ip.population", "人", true, YEAR, false, false, false },
	{ 4, "finance.loans", "万元", false, YEAR | QUARTER, false, false, false },
	{ 5, "finance.gdp", "亿元", false, YEAR | QUARTER, false, false, false },
	{ 6, "ip.rate", "件/万人", true, YEAR, true, false, false },
	{ 7, "ip.monthly", "件", false, TALLY_GRAIN_MONTH, false, false, false },
	{ 8, "ip.bare", NULL, false, YEAR, false, false, false },
};

static bool find(void *user, const char *name, struct formula_subject *subject, struct tally_error *error)
{
	(void)user;
	for (size_t i = 0; i < ROWS(subjects); i++) {
		if (strcmp(subjects[i].id, name) == 0 || strcmp(strchr(subjects[i].id, '.') + 1, name) == 0) {
			*subject = subjects[i];
			return true;
		}
	}
	return error_set(error, ERROR_CONFIG, "no indicator '%s'", name);
}

static const struct {
	const char *source, *unit;
	unsigned grains;
	const char *fault; /* NULL: accepted */
	bool parts;
} checked_rows[] = {
	{ "a", "家", YEAR, NULL, false },
	{ "a", "项", YEAR, NULL, false },
	{ "a + b", "家", YEAR, NULL, false },
	{ "a + b * 2 - c", "家", YEAR, NULL, false },
	{ "a + 1", "家", YEAR, NULL, false },
	{ "a / b * 100", "%", YEAR, NULL, true },
	{ "a / 100", "家", YEAR, NULL, true },
	{ "a / year_end(population) * 10000", "件/万人", YEAR | QUARTER, NULL, true },
	{ "a / last_year_end(population)", "", QUARTER, NULL, true },
	{ "rate * 2", "件/万人", YEAR, NULL, false },
	{ "rate + last_year(rate)", "件/万人", YEAR, NULL, false },
	{ "rate / a", "", YEAR, NULL, false },
	{ "a / b + 1", "", YEAR, NULL, false },
	{ "gdp * 10000 + loans", "万元", YEAR, NULL, false },
	{ "a - last_year(a)", "家", YEAR, NULL, false },
	{ "(a + last_year_end(a)) / 2", "家", YEAR, NULL, true },
	{ "c + prev(c)", "个", QUARTER, NULL, false },
	{ "a[kind=x] + a[kind=y]", "个", YEAR, NULL, false },
	{ "bare", "", YEAR, NULL, false },
	{ "nothing / a", "", YEAR, "column 1: no indicator 'nothing'", false },
	{ "a + prev(nothing)", "家", YEAR, "column 10: no indicator 'nothing'", false },
	{ "a + population", "家", YEAR, "column 3: '+': 'a' is in 家 and 'population' in 人, which measure different things",
		false },
	{ "a / (b - loans)", "", YEAR, "column 8: '-': 'b' is in 件 and 'loans' in 万元, which measure different things",
		false },
	{ "loans + gdp", "万元", YEAR, "'gdp' in 亿元; bring them to one unit: gdp * 10000", false },
	{ "gdp - loans", "亿元", YEAR,
		"column 5: '-': 'gdp' is in 亿元 and 'loans' in 万元; bring them to one unit: loans / 10000", false },
	{ "a + bare", "家", YEAR, "'bare' in no unit", false },
	{ "a + b", "人", YEAR, "the formula is in 家 as 'a' is, but its indicator says: '人'", false },
	{ "loans", "亿元", YEAR, "the formula is in 万元", false },
	{ "a", NULL, YEAR, "its indicator says: 'no unit'", false },
	{ "a / population", "", YEAR | QUARTER,
		"column 5: 'population' has no values by quarter as the formula wants them; write year_end(population)",
		false },
	{ "a / prev(population)", "", QUARTER, "column 10: 'population' has no values by quarter", false },
	{ "a / monthly", "", YEAR, "'monthly' has no values by year as the formula wants them; name fewer periods", false },
	{ "a / year_end(monthly)", "", YEAR, "'monthly' has no values by year, and year_end() reads those", false },
	{ "a + last_year(a)", "家", YEAR, "column 15: 'a' does not add over time and is added to itself at another time",
		false },
	{ "b - a - last_year_end(a)", "件", YEAR, "is added to itself", false },
};

static void test_checked(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ROWS(checked_rows); i++) {
		struct tally_error error = { 0 };
		struct formula *formula = formula_parse(text_of(checked_rows[i].source), &arena, &error);

		assert_non_null(formula);
		if (formula_check(formula, checked_rows[i].unit, checked_rows[i].grains, find, NULL, &error) !=
			!checked_rows[i].fault)
			fail_msg("%s: %s", checked_rows[i].source, checked_rows[i].fault ? "was accepted" : error.what);
		if (checked_rows[i].fault && !strstr(error.what, checked_rows[i].fault))
			fail_msg("%s: %s", checked_rows[i].source, error.what);
		if (formula->parts != checked_rows[i].parts)
			fail_msg("%s: parts %d", checked_rows[i].source, formula->parts);
		assert_true(checked_rows[i].fault || formula->operands[0].indicator >= 0);
	}
	arena_done(&arena);
}

/* Everything is in one unit and never computed. */
static bool find_any(void *user, const char *name, struct formula_subject *subject, struct tally_error *error)
{
	(void)user;
	(void)name;
	(void)error;
	*subject = (struct formula_subject){ .unit = "家", .grains = YEAR };
	return true;
}

static struct formula *ready(const char *source, struct arena *arena)
{
	struct tally_error error = { 0 };
	struct formula *formula = formula_parse(text_of(source), arena, &error);

	if (!formula || !formula_check(formula, "家", YEAR, find_any, NULL, &error))
		fail_msg("%s: %s", source, error.what);
	return formula;
}

#define NUMBER(units, places)                                                                                                  \
	{                                                                                                                      \
		.kind = VALUE_NUMBER, .a = (units), .scale = (places)                                                          \
	}
#define WHOLE(units) NUMBER(units, 0)
#define PARTS(num, denom)                                                                                                      \
	{                                                                                                                      \
		.kind = VALUE_PARTS, .a = (num), .b = (denom)                                                                  \
	}
#define DECIMAL(whole, rest)                                                                                                   \
	{                                                                                                                      \
		.kind = VALUE_DECIMAL, .a = (whole), .b = (rest)                                                               \
	}
#define NONE(why)                                                                                                              \
	{                                                                                                                      \
		.kind = VALUE_NONE, .reason = (why)                                                                            \
	}

static const struct {
	const char *source;
	struct value operands[3];
	struct value result;
} values_rows[] = {
	/* Parts: constants are collected, a scale common to both sides falls away, the denominator is positive. */
	{ "a / b", { WHOLE(1), WHOLE(3) }, PARTS(1, 3) },
	{ "a / b", { WHOLE(6), WHOLE(4) }, PARTS(6, 4) },
	{ "a / b", { WHOLE(6), WHOLE(-4) }, PARTS(-6, 4) },
	{ "a / b", { WHOLE(0), WHOLE(-4) }, PARTS(0, 4) },
	{ "a / b * 10000", { WHOLE(681), WHOLE(3603200) }, PARTS(6810000, 3603200) },
	{ "10000 * a / b", { WHOLE(681), WHOLE(3603200) }, PARTS(6810000, 3603200) },
	{ "a / (b * 100)", { WHOLE(5), WHOLE(7) }, PARTS(5, 700) },
	{ "a / b / 2", { WHOLE(5), WHOLE(7) }, PARTS(5, 14) },
	{ "a / 2 / 3", { WHOLE(5) }, PARTS(5, 6) },
	{ "(a + 2 * b) / c", { WHOLE(5), WHOLE(7), WHOLE(9) }, PARTS(19, 9) },
	{ "(a - b) / (b + c) * -3", { WHOLE(5), WHOLE(7), WHOLE(9) }, PARTS(6, 16) },
	{ "-(a / b)", { WHOLE(5), WHOLE(7) }, PARTS(-5, 7) },
	{ "(a - b) / b", { WHOLE(5), WHOLE(7) }, PARTS(-2, 7) },
	{ "100 / a", { WHOLE(8) }, PARTS(100, 8) },
	{ "a * (1 / 3)", { WHOLE(8) }, PARTS(8, 3) },
	{ "a / b * 0.5", { WHOLE(5), WHOLE(7) }, PARTS(25, 70) },
	{ "(a * 0.5) / (b * 0.5)", { WHOLE(5), WHOLE(7) }, PARTS(25, 35) },
	{ "(a + 0.25) / b", { WHOLE(5), WHOLE(7) }, PARTS(525, 700) },
	{ "a / b", { NUMBER(150, 2), WHOLE(7) }, PARTS(150, 700) },
	{ "a / b", { NUMBER(150, 2), NUMBER(30, 2) }, PARTS(150, 30) },
	{ "(a + 1) / b", { NUMBER(150, 2), NUMBER(3, 1) }, PARTS(250, 30) },
	{ "a / b", { PARTS(2, 3), WHOLE(5) }, PARTS(2, 15) },
	{ "a / b", { DECIMAL(2, 500000000000), WHOLE(5) }, PARTS(2500000000000, 5 * ONE) },
	{ "a / b", { DECIMAL(9000000000, 0), DECIMAL(3, 0) }, PARTS(3000000000, 1) },
	{ "a / b", { WHOLE(INT64_MAX), WHOLE(1) }, PARTS(INT64_MAX, 1) },
	{ "a / b", { WHOLE(INT64_MIN), WHOLE(-2) }, PARTS(INT64_MAX / 2 + 1, 1) },
	{ "a * 10 / b", { WHOLE(INT64_MAX), WHOLE(30) }, PARTS(INT64_MAX, 3) },
	{ "a * 10 / b", { WHOLE(INT64_MAX), WHOLE(3) }, NONE(REASON_OVERFLOW) },
	{ "a / b", { WHOLE(INT64_MIN), WHOLE(-1) }, NONE(REASON_OVERFLOW) },
	{ "a / b", { WHOLE(5), WHOLE(0) }, NONE(REASON_DIVISION) },
	{ "a / (b - c)", { WHOLE(5), WHOLE(7), WHOLE(7) }, NONE(REASON_DIVISION) },
	{ "0 * a / b", { WHOLE(5), WHOLE(0) }, NONE(REASON_DIVISION) },
	{ "10 / (5 / a)", { WHOLE(0) }, NONE(REASON_DIVISION) },
	{ "10 / (5 / a)", { WHOLE(4) }, DECIMAL(8, 0) },
	/* Decimals: sums are exact, each product and quotient rounds half away from zero at 12 digits. */
	{ "a", { WHOLE(-7) }, DECIMAL(-7, 0) },
	{ "a", { NUMBER(-1234567891, 9) }, DECIMAL(-1, -234567891000) },
	{ "a + b", { WHOLE(5), NUMBER(-75, 1) }, DECIMAL(-2, -500000000000) },
	{ "a + b", { NUMBER(1, 1), NUMBER(2, 1) }, DECIMAL(0, 300000000000) },
	{ "a - 0.25 * b", { WHOLE(5), WHOLE(3) }, DECIMAL(4, 250000000000) },
	{ "a / b + 0", { WHOLE(2), WHOLE(3) }, DECIMAL(0, 666666666667) },
	{ "a / b + 0", { WHOLE(-2), WHOLE(3) }, DECIMAL(0, -666666666667) },
	{ "a / b + 0", { WHOLE(1), WHOLE(2 * ONE) }, DECIMAL(0, 1) },
	{ "a / b + 0", { WHOLE(-1), WHOLE(2 * ONE) }, DECIMAL(0, -1) },
	{ "a / b + 0", { WHOLE(1), WHOLE(2 * ONE + 1) }, DECIMAL(0, 0) },
	{ "a / b + 0", { WHOLE(3), WHOLE(2 * ONE) }, DECIMAL(0, 2) },
	{ "a / b + 0", { WHOLE(3), WHOLE(-2 * ONE) }, DECIMAL(0, -2) },
	{ "a * b", { DECIMAL(0, 1), NUMBER(5, 1) }, DECIMAL(0, 1) },
	{ "a * b", { DECIMAL(0, 1), NUMBER(-5, 1) }, DECIMAL(0, -1) },
	{ "a * b", { DECIMAL(0, 1), NUMBER(499999999, 9) }, DECIMAL(0, 0) },
	{ "a * b", { DECIMAL(0, 3), NUMBER(-5, 1) }, DECIMAL(0, -2) },
	{ "a * b", { DECIMAL(3000000000, 1), DECIMAL(3000000000, 0) }, DECIMAL(9000000000000000000, 3000000000) },
	{ "a * b", { DECIMAL(-2, -500000000000), DECIMAL(-2, -500000000000) }, DECIMAL(6, 250000000000) },
	{ "a + b", { PARTS(1, 3), PARTS(2, 3) }, DECIMAL(1, 0) },
	{ "a / b * c", { WHOLE(1), WHOLE(3), WHOLE(3) }, DECIMAL(0, 999999999999) },
	{ "a / b / c", { WHOLE(1), WHOLE(0), WHOLE(3) }, NONE(REASON_DIVISION) },
	{ "a * b", { WHOLE(INT64_MAX), WHOLE(1) }, DECIMAL(INT64_MAX, 0) },
	{ "a * b", { WHOLE(INT64_MIN), WHOLE(1) }, DECIMAL(INT64_MIN, 0) },
	{ "a * b", { WHOLE(INT64_MAX), WHOLE(2) }, NONE(REASON_OVERFLOW) },
	{ "a * b", { WHOLE(INT64_MIN), WHOLE(-1) }, NONE(REASON_OVERFLOW) },
	{ "a * b", { WHOLE(INT64_MAX), WHOLE(INT64_MAX) }, NONE(REASON_OVERFLOW) },
	{ "a * b / c * 1", { WHOLE(INT64_MAX), WHOLE(10000000), WHOLE(10000000) }, DECIMAL(INT64_MAX, 0) },
	{ "a + b", { WHOLE(INT64_MAX), WHOLE(1) }, NONE(REASON_OVERFLOW) },
	{ "a + b - c", { WHOLE(INT64_MAX), WHOLE(1), WHOLE(1) }, DECIMAL(INT64_MAX, 0) },
	{ "-a", { WHOLE(INT64_MIN) }, NONE(REASON_OVERFLOW) },
	/* The first operand without a value gives the reason. */
	{ "a / b", { NONE(REASON_MISSING), WHOLE(0) }, NONE(REASON_MISSING) },
	{ "a / b", { WHOLE(1), NONE(REASON_AREA_OFF) }, NONE(REASON_AREA_OFF) },
	{ "a + b", { NONE(REASON_NOT_COVERED), NONE(REASON_MISSING) }, NONE(REASON_NOT_COVERED) },
	{ "0 * a", { NONE(REASON_ABOVE_SCOPE) }, NONE(REASON_ABOVE_SCOPE) },
};

static void test_values(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ROWS(values_rows); i++) {
		struct value result = formula_value(ready(values_rows[i].source, &arena), values_rows[i].operands);
		const struct value *wanted = &values_rows[i].result;

		if (result.kind != wanted->kind || result.reason != wanted->reason || result.a != wanted->a ||
			result.b != wanted->b)
			fail_msg("row %zu, %s: kind %d reason %d %lld %lld", i, values_rows[i].source, (int)result.kind,
				(int)result.reason, (long long)result.a, (long long)result.b);
	}
	arena_done(&arena);
}

static const struct {
	const char *at, *year_end, *last_year_end, *last_year, *prev;
} periods_rows[] = {
	{ "2018", "2018", "2017", "2017", "2017" },
	{ "2018H1", "2018", "2017", "2017H1", "2017H2" },
	{ "2018Q1", "2018", "2017", "2017Q1", "2017Q4" },
	{ "2018-12", "2018", "2017", "2017-12", "2018-11" },
	{ "2018-01", "2018", "2017", "2017-01", "2017-12" },
	{ "2018-01..2018-10", "2018", "2017", "2017-01..2017-10", NULL },
};

static void test_periods(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(periods_rows); i++) {
		const char *const wanted[] = { periods_rows[i].at, periods_rows[i].year_end, periods_rows[i].last_year_end,
			periods_rows[i].last_year, periods_rows[i].prev };
		char text[PERIOD_TEXT_BYTES];
		period p;

		assert_true(period_parse(text_of(periods_rows[i].at), &p));
		for (int when = WHEN_SAME; when <= WHEN_PREV; when++) {
			if (!wanted[when])
				continue;
			period_print(formula_period((enum formula_when)when, p), text);
			assert_string_equal(text, wanted[when]);
		}
	}
	assert_int_equal(formula_period(WHEN_YEAR_END, PERIOD_NONE), PERIOD_NONE);
}

/* A random tree and its plain evaluation. */
enum { TREE_NODES = 15, TREE_OPERANDS = 4 };

struct tree {
	struct {
		char op; /* one of +-*~/, 'n' a number, 'x' an operand; '~' is unary minus */
		int left, right, number, scale;
	} nodes[TREE_NODES];
	int count;
};

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static int below(uint64_t *seed, int limit)
{
	return (int)((next_random(seed) >> 20) % (uint64_t)limit);
}

static int grow(struct tree *tree, uint64_t *seed, int depth)
{
	static const char ops[] = "++--**///~";
	bool leaf = depth == 0 || below(seed, 4) == 0;
	char op = leaf ? "nxx"[below(seed, 3)] : ops[below(seed, 10)];
	int left = leaf ? 0 : grow(tree, seed, depth - 1);
	int right = leaf || op == '~' ? 0 : grow(tree, seed, depth - 1);

	tree->nodes[tree->count].op = op;
	tree->nodes[tree->count].left = left;
	tree->nodes[tree->count].right = right;
	tree->nodes[tree->count].number = below(seed, op == 'n' ? 30 : TREE_OPERANDS);
	tree->nodes[tree->count].scale = op == 'n' && below(seed, 3) == 0;
	return tree->count++;
}

static int binding(char op)
{
	return op == '+' || op == '-' ? 1 : op == '*' || op == '/' ? 2 : op == '~' ? 3 : 4;
}

/* Brackets stand where they must, and now and then where they need not. */
static void write_tree(struct out *out, const struct tree *tree, int at, int least, uint64_t *seed)
{
	char op = tree->nodes[at].op;
	bool brackets = binding(op) < least || below(seed, 6) == 0;
	const char *blank = below(seed, 2) ? " " : "";

	put(out, brackets ? "(" : "%s", "");
	if (op == 'n' && tree->nodes[at].scale)
		put(out, "%d.%d", tree->nodes[at].number / 10, tree->nodes[at].number % 10);
	else if (op == 'n')
		put(out, "%d", tree->nodes[at].number);
	else if (op == 'x')
		put(out, "x%d", tree->nodes[at].number);
	else if (op == '~')
		put(out, "-");
	if (op == '~') {
		write_tree(out, tree, tree->nodes[at].left, 4, seed);
	} else if (binding(op) < 3) {
		write_tree(out, tree, tree->nodes[at].left, binding(op), seed);
		put(out, "%s%c%s", blank, op, blank);
		write_tree(out, tree, tree->nodes[at].right, binding(op) + 1, seed);
	}
	put(out, brackets ? ")" : "%s", "");
}

struct fraction {
	wide num, den; /* den 0: division by zero; den -1: too large to follow */
};

static const struct fraction division = { 0, 0 }, lost = { 0, -1 };

static struct fraction reduced(wide num, wide den)
{
	wide a = num < 0 ? -num : num, b = den < 0 ? -den : den;

	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	if (den < 0)
		a = -a;
	return (struct fraction){ num / a, den / a };
}

static struct fraction joined(char op, struct fraction x, struct fraction y)
{
	const wide limit = (wide)1 << 60;

	if (x.den <= 0)
		return x;
	if (y.den <= 0)
		return y;
	if (op == '/' && y.num == 0)
		return division;
	if (x.num > limit || x.num < -limit || y.num > limit || y.num < -limit || x.den > limit || y.den > limit)
		return lost;
	if (op == '/')
		return reduced(x.num * y.den, x.den * y.num);
	if (op == '*')
		return reduced(x.num * y.num, x.den * y.den);
	return reduced(x.num * y.den + (op == '+' ? 1 : -1) * y.num * x.den, x.den * y.den);
}

/* To 12 digits, half away from zero. */
static struct fraction rounded(struct fraction x)
{
	wide size = x.num < 0 ? -x.num : x.num, units;

	if (x.den <= 0)
		return x;
	if (size > ((wide)1 << 84) || x.den > ((wide)1 << 84))
		return lost;
	units = (size * ONE * 2 + x.den) / (x.den * 2);
	return reduced(x.num < 0 ? -units : units, ONE);
}

static struct fraction evaluate(const struct tree *tree, int at, const int *operands, bool rounding)
{
	char op = tree->nodes[at].op;
	struct fraction left, right, result;

	if (op == 'n')
		return reduced(tree->nodes[at].number, tree->nodes[at].scale ? 10 : 1);
	if (op == 'x')
		return (struct fraction){ operands[tree->nodes[at].number], 1 };
	left = evaluate(tree, tree->nodes[at].left, operands, rounding);
	right = op == '~' ? left : evaluate(tree, tree->nodes[at].right, operands, rounding);
	if (op == '~')
		left = (struct fraction){ 0, left.den > 0 ? 1 : left.den };
	result = joined(op == '~' ? '-' : op, left, right);
	return rounding && (op == '*' || op == '/') ? rounded(result) : result;
}

static void compare_values(const struct formula *formula, const struct tree *tree, const char *source, uint64_t *seed)
{
	struct value values[TREE_OPERANDS], result;
	int operands[TREE_OPERANDS];
	struct fraction wanted;
	wide num, den;

	for (int i = 0; i < TREE_OPERANDS; i++)
		operands[i] = below(seed, 25) - 8;
	for (uint32_t i = 0; i < formula->operands_count; i++)
		values[i] = value_number(operands[formula->operands[i].name[1] - '0'], 0);
	wanted = evaluate(tree, tree->count - 1, operands, !formula->parts);
	if (wanted.den < 0)
		return;
	result = formula_value(formula, values);
	if (wanted.den == 0 && result.reason == REASON_DIVISION)
		return;
	value_fraction(&result, &num, &den);
	if (wanted.den == 0 || result.kind != (formula->parts ? VALUE_PARTS : VALUE_DECIMAL) || den <= 0 ||
		reduced(num, den).num != wanted.num || reduced(num, den).den != wanted.den)
		fail_msg("%s with %d %d %d %d: kind %d, %lld and %lld", source, operands[0], operands[1], operands[2],
			operands[3], (int)result.kind, (long long)result.a, (long long)result.b);
}

/* A divisor that is always 0 is refused at parsing: then the plain evaluation divides by 0 whatever the operands are. */
static void compare_refusal(const struct tree *tree, const char *source, const char *what, uint64_t *seed)
{
	if (!strstr(what, "always 0") && !strstr(what, "no indicator"))
		fail_msg("%s: %s", source, what);
	for (int round = 0; strstr(what, "always 0") && round < 4; round++) {
		int operands[TREE_OPERANDS] = { below(seed, 25), below(seed, 25), below(seed, 25), below(seed, 25) };

		assert_int_equal(evaluate(tree, tree->count - 1, operands, false).den, 0);
	}
}

static void test_random_trees(void **state)
{
	enum { TREES = 20000 };
	uint64_t seed = 0x9e3779b97f4a7c15u;
	int with_parts = 0, without_parts = 0;

	(void)state;
	for (int i = 0; i < TREES; i++) {
		struct arena arena = { 0 };
		struct tally_error error = { 0 };
		struct tree tree = { .count = 0 };
		struct out out = { .used = 0 };
		struct formula *formula;

		grow(&tree, &seed, 3);
		write_tree(&out, &tree, tree.count - 1, 0, &seed);
		formula = formula_parse(text_of(out.text), &arena, &error);
		if (!formula)
			compare_refusal(&tree, out.text, error.what, &seed);
		else if (!formula_check(formula, "家", YEAR, find_any, NULL, &error))
			fail_msg("%s: %s", out.text, error.what);
		with_parts += formula && formula->parts;
		without_parts += formula && !formula->parts;
		for (int round = 0; formula && round < 4; round++)
			compare_values(formula, &tree, out.text, &seed);
		arena_done(&arena);
	}
	assert_true(with_parts > TREES / 20 && without_parts > TREES / 4);
}

static void test_memory(void **state)
{
	static const char *const sources[] = { "(a[kind=x,level=y] + 2 * last_year(ip.b)) / year_end(ip.population) * 10000",
		"a + (b" };

	(void)state;
	for (size_t i = 0; i < ROWS(sources); i++) {
		unsigned request = 0;
		bool failed = true;

		while (failed) {
			struct arena arena = { 0 };
			struct tally_error error = { 0 };
			struct formula *formula;

			failing_arena_at(++request);
			formula = formula_parse(text_of(sources[i]), &arena, &error);
			failed = failing_arena_requests() >= request;
			failing_arena_at(0);
			assert_int_equal(formula != NULL, error.code == ERROR_NONE);
			assert_true(!failed || error.code == ERROR_MEMORY);
			assert_true(failed || (formula != NULL) == (i == 0));
			arena_done(&arena);
		}
		assert_true(request > 3);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parsed),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_checked),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_periods),
		cmocka_unit_test(test_random_trees),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
