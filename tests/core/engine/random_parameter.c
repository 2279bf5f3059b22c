/* Parameters by chance: two of them with their tables, by region and by spells of time; and conditions that read them. */
#include "random_office.h"

static const char *word(struct random_office *o, const char *const *words, size_t count)
{
	return words[office_below(o, count)];
}

#define WORD(office, ...)                                                                                                      \
	word(office, (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void put_value(struct random_office *o, const char *from, const char *to, const char *where, FILE *out)
{
	int scale = o->param_scale > 0 ? (int)office_below(o, (uint64_t)o->param_scale + 1) : 0;
	fprintf(out, "%s%llu%s%.*s,%s,%s,%s\n", office_chance(o, 15) ? "-" : "", (unsigned long long)office_below(o, 25),
		scale ? "." : "", scale, "5071", from, to, where);
}

/* One value, or a spell behind the other, with a gap now and then. */
static void put_spells(struct random_office *o, const char *where, FILE *out)
{
	const char *end = WORD(o, "2016", "2015-06", "2017-02-28");
	if (office_chance(o, 40)) {
		put_value(o, WORD(o, "", "2014", "2016-02-29"), WORD(o, "", "2018-08", "2017"), where, out);
		return;
	}
	put_value(o, WORD(o, "", "2014"), end, where, out);
	put_value(o, WORD(o, "2017-03", "2017-03-01", "2017-10"), WORD(o, "", "2018-01", "2018-06-30"), where, out);
}

void random_parameter(struct random_office *o, FILE *out)
{
	fputs("value,from,to,where\n", out);
	bool everywhere = office_chance(o, 70);
	if (everywhere)
		put_spells(o, "", out);
	if (!everywhere || office_chance(o, 40))
		put_spells(o, WORD(o, "c", "x"), out);
	for (int region = 3; region < o->regions && region < 6; region++)
		if (office_chance(o, 40))
			put_spells(o, (const char *const[]){ "r3", "r4", "r5" }[region - 3], out);
}

void random_parameter_test(struct random_office *o, FILE *out)
{
	const char *order = WORD(o, "=", "!=", "<", "<=", ">", ">="), *name = WORD(o, "param.p0", "param.a.p1", "param.p1");
	if (office_chance(o, 20))
		fprintf(out, "years(%s, %s) %s %s", WORD(o, "d1", "d2"), WORD(o, "d2", "d3"), order, name);
	else
		fprintf(out, "%s %s %s", WORD(o, "amount", "amount", "n", "n", "big"), order, name);
}
