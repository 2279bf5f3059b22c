/* Conditions by chance, over the fields of the register of random_office.c. */
#include "random_office.h"

static const char *word(struct random_office *o, const char *const *words, size_t count)
{
	return words[office_below(o, count)];
}

#define WORD(office, ...)                                                                                                      \
	word(office, (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static const char *order(struct random_office *o)
{
	return WORD(o, "=", "!=", "<", "<=", ">", ">=");
}

static void put_code_test(struct random_office *o, FILE *out)
{
	bool level = office_chance(o, 50);
	char letter = level ? 'l' : 'k';
	int count = level ? o->levels : o->kinds, a = (int)office_below(o, (uint64_t)count),
	    b = (int)office_below(o, (uint64_t)count);
	const char *name = level ? "level" : "kind";
	if (office_chance(o, 50))
		fprintf(out, "%s %s %c%d", name, WORD(o, "=", "!="), letter, a);
	else if (count > 3 && office_chance(o, 50))
		fprintf(out, "%s %s %c_most", name, WORD(o, "=", "!=", "in", "not in"), letter);
	else
		fprintf(out, "%s %s %c%d, %c%d", name, WORD(o, "in", "not in"), letter, a, letter, b);
}

static void put_number_test(struct random_office *o, FILE *out)
{
	switch (office_below(o, 4)) {
	case 0:
		fprintf(out, "amount %s %llu%s", order(o), (unsigned long long)office_below(o, 40), o->scale ? ".5" : "");
		break;
	case 1:
		fprintf(out, "n %s %llu", order(o), (unsigned long long)office_below(o, 40));
		break;
	case 2:
		fprintf(out, "%s %s %s", WORD(o, "amount", "n"), order(o), WORD(o, "amount", "n"));
		break;
	default:
		fprintf(out, "n %s %llu, %llu", WORD(o, "in", "not in"), (unsigned long long)office_below(o, 20),
			(unsigned long long)office_below(o, 20));
	}
}

static void put_date_test(struct random_office *o, FILE *out)
{
	if (office_chance(o, 35))
		fprintf(out, "%s %s %s", WORD(o, "d1", "d2", "d3"), order(o), WORD(o, "d1", "d2", "d3"));
	else if (office_chance(o, 40))
		fprintf(out, "years(%s, %s) %s %llu", WORD(o, "d1", "d2"), WORD(o, "d1", "d2", "d3"), order(o),
			(unsigned long long)office_below(o, 4));
	else
		fprintf(out, "%s %s 201%llu-0%llu-15", WORD(o, "d1", "d2", "d3"), order(o),
			(unsigned long long)office_below(o, 5) + 4, (unsigned long long)office_below(o, 9) + 1);
}

static void put_text_test(struct random_office *o, FILE *out)
{
	if (office_chance(o, 50))
		fprintf(out, "who %s %s", WORD(o, "=", "!="), WORD(o, "'A1'", "'张''三'", "'x \"y\"'", "'C3'"));
	else
		fprintf(out, "who %s 'B2', '张''三'", WORD(o, "in", "not in"));
}

static void put_region_test(struct random_office *o, FILE *out)
{
	const char *name = o->second && office_chance(o, 40) ? "place2" : "place";
	int a = 3 + (int)office_below(o, (uint64_t)o->regions - 3), b = 3 + (int)office_below(o, (uint64_t)o->regions - 3);
	if (!o->placed)
		fputs("who is not null", out);
	else if (o->second && office_chance(o, 20))
		fprintf(out, "place %s place2", WORD(o, "=", "!="));
	else if (office_chance(o, 50))
		fprintf(out, "%s %s %s", name, WORD(o, "=", "!="), WORD(o, "c", "r3", "r4", "x"));
	else
		fprintf(out, "%s %s r%d, r%d", name, WORD(o, "in", "not in"), a, b);
}

static void put_test(struct random_office *o, FILE *out)
{
	static void (*const tests[])(struct random_office *, FILE *) = { put_code_test, put_number_test, put_date_test,
		put_text_test, put_region_test };
	if (o->param_scale >= 0 && office_chance(o, 20))
		random_parameter_test(o, out);
	else if (office_chance(o, 20))
		fprintf(out, "%s is %snull", WORD(o, "d2", "d3", "kind", "amount", "n", "who"),
			office_chance(o, 50) ? "not " : "");
	else
		tests[office_below(o, 5)](o, out);
}

void random_condition(struct random_office *o, int depth, FILE *out)
{
	if (depth == 0 || office_chance(o, 45)) {
		put_test(o, out);
		return;
	}
	bool negated = office_chance(o, 25);
	fputs(negated ? "not (" : "(", out);
	random_condition(o, depth - 1, out);
	if (!negated || office_chance(o, 50)) {
		fputs(WORD(o, " and ", " or "), out);
		random_condition(o, depth - 1, out);
	}
	fputc(')', out);
}
