/* The regions, the declarations and the rows of a made-up office. Knows the words of the INI and nothing of the engine. */
#include "random_office.h"

#include "../base/random.h"

uint64_t office_below(struct random_office *office, uint64_t limit)
{
	return random_below(&office->random, limit);
}

bool office_chance(struct random_office *office, unsigned percent)
{
	return office_below(office, 100) < percent;
}

static const char *one_of(struct random_office *o, const char *const *words, size_t count)
{
	return words[office_below(o, count)];
}

#define ONE_OF(office, ...)                                                                                                    \
	one_of(office, (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void random_day(struct random_office *o, int first_year, int years, FILE *out)
{
	int year = first_year + (int)office_below(o, (uint64_t)years), month = 1 + (int)office_below(o, 12);
	int day = office_chance(o, 15) ? 1 : office_chance(o, 20) ? date_month_days(year, month) : 1 + (int)office_below(o, 28);
	if (office_chance(o, 6)) { /* 29 February, and the last of February in other years */
		year = first_year + (int)office_below(o, (uint64_t)years);
		month = 2;
		day = date_month_days(year, month);
	}
	fprintf(out, "%04d-%02d-%02d", year, month, day);
}

/* --- regions --- */

static void print_code(int region, FILE *out)
{
	fprintf(out, region < 3 ? "%c" : "r%d", region < 3 ? "xco"[region] : region);
}

/* One that follows in the list, or an ancestor that goes on: never a circle. */
static int random_successor(struct random_office *o, int region, int count)
{
	int parent = o->parents[region];
	if (office_chance(o, 15) && parent >= 1 && !o->followed[parent])
		return parent;
	if (office_chance(o, 5))
		return 2;
	if (region + 1 < count)
		return region + 1 + (int)office_below(o, (uint64_t)(count - region - 1));
	return -1;
}

static void put_region(struct random_office *o, int region, int count, FILE *out)
{
	static const char *const kinds[] = { "unit", "unit", "unit", "unit", "zone", "overlay" };
	o->parents[region] = region == 0             ? -1
		: region < 3                         ? 0
		: region > 5 && office_chance(o, 30) ? 3 + (int)office_below(o, 3)
		: office_chance(o, 5)                ? 2
						     : 1;
	print_code(region, out);
	fprintf(out, ",名%d,level%d,", region, region > 2);
	if (region)
		print_code(o->parents[region], out);
	fprintf(out, ",%s,", region < 3 ? "unit" : one_of(o, kinds, 6));
	if (region > 2 && office_chance(o, 15))
		random_day(o, 2013, 3, out);
	fputc(',', out);
	int successor = -1;
	if ((region > 2 && office_chance(o, 35)) || (region == 1 && office_chance(o, 3))) {
		random_day(o, 2017, 2, out);
		successor = office_chance(o, 80) ? random_successor(o, region, count) : -1;
	}
	fputc(',', out);
	if (successor >= 0)
		print_code(successor, out);
	o->followed[region] = successor >= 0;
	fputc('\n', out);
}

static void put_regions(struct random_office *o, FILE *out)
{
	fputs("code,name,level,parent,kind,first_day,last_day,successor\n", out);
	o->regions = 5 + (int)office_below(o, 9);
	for (int i = 0; i < o->regions; i++)
		put_region(o, i, o->regions, out);
}

static void random_region(struct random_office *o, FILE *out)
{
	print_code(office_chance(o, 85) ? 3 + (int)office_below(o, (uint64_t)o->regions - 3) : (int)office_below(o, 3), out);
}

/* --- the workspace --- */

static const char *const grain_words[] = { "year", "half", "quarter", "month" };

static void put_grains(unsigned grains, FILE *out)
{
	const char *between = "";
	for (int g = 0; g < GRAIN_COUNT; g++)
		if (grains >> g & 1) {
			fprintf(out, "%s%s", between, grain_words[g]);
			between = ", ";
		}
}

static void put_workspace(struct random_office *o, FILE *out)
{
	o->grains = 1 + (unsigned)office_below(o, office_chance(o, 25) ? 15 : 7); /* months cost most */
	fprintf(out, "[workspace]\ntitle = 合成样本\nhome = c\nthrough = %s\nperiods = ",
		ONE_OF(o, "2018", "2018", "2018H1", "2018-10", "2018Q3"));
	put_grains(o->grains, out);
	fputc('\n', out);
}

/* --- declarations --- */

static void put_codes(struct random_office *o, const char *name, int count, bool optional, bool list, FILE *out)
{
	fprintf(out, "[field r.%s]\ntype = code\ncodes = ", name);
	for (int i = 0; i < count; i++)
		fprintf(out, "%s%c%d:题%d", i ? " | " : "", name[0], i, i);
	fprintf(out, "\noptional = %s\n%s", optional ? "yes" : "no", list ? "list = ;、\n" : "");
	if (count > 2 && office_chance(o, 70))
		fprintf(out, "group.%c_up = 合: %c0 | %c%d\n", name[0], name[0], name[0], count - 1);
	if (count > 3)
		fprintf(out, "group.%c_most = %c1 | %c2 | %c3\n", name[0], name[0], name[0], name[0]);
}

static void put_register(struct random_office *o, FILE *out)
{
	strcpy(o->scope, office_chance(o, 80) ? "c" : office_chance(o, 50) ? "x" : "r3");
	fputs("[area]\ntitle = 合成\n", out);
	o->param_scale = office_chance(o, 50) ? (int)office_below(o, 5) : -1;
	for (int p = 0; o->param_scale >= 0 && p < 2; p++)
		fprintf(out, "[parameter p%d]\nscale = %d\nfiles = ../p%d.csv\n", p, o->param_scale, p);
	fprintf(out, "[register r]\ndate = d1\nscope = %s\nfiles = ../a*.csv\n", o->scope);
	if (office_chance(o, 80))
		fprintf(out, "covers = %s\n",
			ONE_OF(o, "2016..", "2015..2017", "2017..", "2016Q2..2018-05", "2017-02..2017-11", "2017"));
	o->placed = office_chance(o, 92);
	o->second = o->placed && office_chance(o, 40);
	o->scale = (int)office_below(o, 5);
	o->levels = 2 + (int)office_below(o, OFFICE_CODES - 1);
	o->kinds = 1 + (int)office_below(o, OFFICE_CODES);
	o->listed = office_chance(o, 40) ? ONE_OF(o, "list", "list", "p") : NULL;
	o->who = o->listed && office_chance(o, 80) ? 3 + (int)office_below(o, 8) : 0;
	fprintf(out, "[field r.id]\ntype = text\nkey = %s\n[field r.d1]\ntype = date\n", office_chance(o, 90) ? "yes" : "no");
	fputs("[field r.d2]\ntype = date\noptional = yes\n[field r.d3]\ntype = date\noptional = yes\n", out);
	o->level_list = office_chance(o, 15);
	o->kind_list = office_chance(o, 40);
	put_codes(o, "level", o->levels, false, o->level_list, out);
	put_codes(o, "kind", o->kinds, true, o->kind_list, out);
	fprintf(out,
		"[field r.amount]\ntype = decimal\nscale = %d\noptional = yes\n[field r.n]\ntype = integer\noptional = yes\n",
		o->scale);
	fputs("[field r.big]\ntype = integer\noptional = yes\n[field r.who]\ntype = text\noptional = yes\n", out);
	fputs("[field r.list]\ntype = date\noptional = yes\n[field r.p]\ntype = period\noptional = yes\n", out);
	fputs("[field r.y]\ntype = date\nprecision = year\noptional = yes\n[field r.m]\ntype = date\nprecision = "
	      "month\noptional = yes\n",
		out);
	if (o->placed)
		fprintf(out, "[field r.place]\ntype = region\noptional = %s\n", office_chance(o, 50) ? "yes" : "no");
	if (o->second)
		fputs("[field r.place2]\ntype = region\noptional = yes\n", out);
	if (office_chance(o, 20)) {
		fprintf(out, "[rule odd]\nregister = r\nseverity = %s\nwhere = ", ONE_OF(o, "error", "warning"));
		random_condition(o, 2, out);
		fputc('\n', out);
	}
}

static const struct {
	const char *name;
	bool numbers, running; /* takes a number; a cumulative of it means something */
	bool extreme; /* adds nothing, so its numbers may be as large as they come */
} measures[] = { { "count", false, true, false }, { "distinct", false, true, false }, { "distinct", false, true, false },
	{ "sum", true, true, false }, { "min", true, true, true }, { "max", true, true, true }, { "mean", true, false, false },
	{ "ratio", true, false, false }, { "share", true, false, false } };

/* The measure and its fields; false when a cumulative of it is refused. */
static bool put_measure(struct random_office *o, FILE *out)
{
	size_t choice = office_below(o, sizeof(measures) / sizeof(measures[0]));
	bool share = strcmp(measures[choice].name, "share") == 0;
	fprintf(out, "from = r\nmeasure = %s\n", measures[choice].name);
	if (measures[choice].numbers && (!share || office_chance(o, 50)))
		fprintf(out, "of = %s\n",
			measures[choice].extreme ? ONE_OF(o, "amount", "n", "big") : ONE_OF(o, "amount", "n"));
	if (strcmp(measures[choice].name, "distinct") == 0)
		fprintf(out, "of = %s\n",
			ONE_OF(o, "who", "who", "who", "n", o->kind_list ? "who" : "kind", o->placed ? "place" : "who"));
	if (strcmp(measures[choice].name, "ratio") == 0)
		fprintf(out, "over = %s\nunit = %s\n", ONE_OF(o, "amount", "n", "n"), ONE_OF(o, "", "%", "‰", "元/人"));
	if (!share)
		return measures[choice].running;
	fprintf(out, "unit = %s\nshare = d1 is not null and ", ONE_OF(o, "", "%", "‰"));
	random_condition(o, 2, out);
	fputc('\n', out);
	return false;
}

/* What a stock and a flow share. */
static bool put_counting(struct random_office *o, const char *time, FILE *out)
{
	bool running = put_measure(o, out), years = false;
	fprintf(out, "time = %s\n", time);
	if (strcmp(time, "snapshot") == 0) {
		fprintf(out, "when = %s\n", o->listed);
	} else {
		const char *when = strcmp(time, "flow") == 0 ? ONE_OF(o, "d1", "d1", "d2", "p", "y", "m")
							     : ONE_OF(o, "d1", "d1", "d2", "y", "m");
		years = strcmp(when, "y") == 0;
		fprintf(out, "when = %s\n", when);
	}
	o->years = years;
	if (office_chance(o, 60)) {
		fputs("where = ", out);
		random_condition(o, 3, out);
		fputc('\n', out);
	}
	if (o->level_list && o->kind_list) /* one of them in a crossing */
		fprintf(out, "by = %s\n", ONE_OF(o, "level", "kind", "level, kind"));
	else if (office_chance(o, 75))
		fprintf(out, "by = %s\n",
			ONE_OF(o, "level", "kind", "level, kind", "level*kind", "kind*level, level",
				"level, kind, level*kind"));
	if (o->second && office_chance(o, 50))
		fprintf(out, "region = %s\n", ONE_OF(o, "place", "place2"));
	if (!years && office_chance(o, 40)) {
		unsigned grains = o->grains & (unsigned)office_below(o, 16);
		fputs("periods = ", out);
		put_grains(grains ? grains : o->grains, out);
		fputc('\n', out);
	}
	return running;
}

static void put_endings(struct random_office *o, FILE *out)
{
	if (office_chance(o, 40))
		fprintf(out, "until = %s\n", ONE_OF(o, "d2", "d3"));
	if (office_chance(o, 40))
		fprintf(out, "ended = %s\n", o->years ? ONE_OF(o, "d2", "d3", "y") : ONE_OF(o, "d2", "d3", "m"));
	if (office_chance(o, 40))
		fprintf(out, "lasts = %s\n",
			o->years ? ONE_OF(o, "1y", "3y", "2y", "12m")
				 : ONE_OF(o, "1y", "3y", "2y", "5m", "1m", "13m", "90d", "1d", "400d"));
}

static void put_indicators(struct random_office *o, FILE *out)
{
	int flow = -1, count = 2 + (int)office_below(o, 4);
	for (int i = 0; i < count; i++) {
		fprintf(out, "[indicator i%d]\ntitle = 指标%d\n", i, i);
		if (flow >= 0 && office_chance(o, 25)) {
			fprintf(out, "time = cumulative\nof = i%d\n", flow);
			continue;
		}
		bool stock = office_chance(o, 55);
		bool lists = o->listed && office_chance(o, 50);
		bool running = put_counting(o, lists ? "snapshot" : stock ? "stock" : "flow", out);
		if (lists)
			continue;
		if (stock)
			put_endings(o, out);
		else if (running)
			flow = i;
	}
}

/* --- rows --- */

static void put_number(struct random_office *o, int scale, FILE *out)
{
	if (office_chance(o, 10))
		fputs(office_chance(o, 50) ? "-" : "", out);
	else if (office_chance(o, 2))
		fputs("many", out);
	else if (office_chance(o, 5))
		fprintf(out, "\"%llu,%03llu\"", (unsigned long long)office_below(o, 900) + 1,
			(unsigned long long)office_below(o, 1000));
	else
		fprintf(out, "%s%llu%s%.*s", office_chance(o, 15) ? "-" : "", (unsigned long long)office_below(o, 40),
			scale ? "." : "", scale, "507125");
}

/* Most lists end a month, as they should. */
static void put_list_day(struct random_office *o, FILE *out)
{
	if (office_chance(o, 92))
		fputs(ONE_OF(o, "2016-12-31", "2017-06-30", "2017-12-31", "2017-12-31", "2018-06-30", "2018-09-30",
			      "2018-10-31", "2018-12-31", "2016-06-30"),
			out);
	else
		random_day(o, 2016, 3, out);
}

/* A code, or several with blanks and repetitions; one that is none of them now and then. */
static void put_code(struct random_office *o, char letter, int codes, bool list, FILE *out)
{
	do
		fprintf(out, "%c%llu", letter,
			(unsigned long long)office_below(o, (uint64_t)codes + (office_chance(o, 3) ? 1 : 0)));
	while (list && office_chance(o, 55) && fputs(ONE_OF(o, ";", "; ", "、", ";;"), out) >= 0);
}

static void put_row(struct random_office *o, int id, FILE *out)
{
	fprintf(out, "k%d,", o->who ? (int)office_below(o, (uint64_t)o->who) : id);
	if (!office_chance(o, 2))
		random_day(o, 2014, 5, out);
	for (int i = 0; i < 2; i++) {
		fputc(',', out);
		if (office_chance(o, 60))
			random_day(o, 2014, 6, out);
	}
	fputc(',', out);
	put_code(o, 'l', o->levels, o->level_list, out);
	fputc(',', out);
	if (office_chance(o, 85))
		put_code(o, 'k', o->kinds, o->kind_list, out);
	fputc(',', out);
	put_number(o, o->scale, out);
	fputc(',', out);
	put_number(o, 0, out);
	fprintf(out, ",%s",
		ONE_OF(o, "", "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775806", "7"));
	fprintf(out, ",%s", ONE_OF(o, "", "A1", "A1", "B2", "B2", "\"x \"\"y\"\"\"", "张'三", "91410900MA3X000001", "C3"));
	fputc(',', out);
	if (office_chance(o, 92))
		put_list_day(o, out);
	fprintf(out, ",%s,%s,%s",
		ONE_OF(o, "", "2016", "2017", "2017H1", "2017H2", "2018Q1", "2017Q4", "2018-03", "2017-12", "2016-01..2016-10",
			"2018-05..2018-08"),
		ONE_OF(o, "", "2016", "2017", "2018", "2017-08-31", "2015-12-31"),
		ONE_OF(o, "", "2016-01", "2017-12", "2018-03", "2017-12-31", "2018-06-15"));
	for (int i = 0; i < o->placed + o->second; i++) {
		fputc(',', out);
		if (office_chance(o, 95))
			random_region(o, out);
	}
	fputc('\n', out);
}

static void put_rows(struct random_office *o, int first, int count, FILE *out)
{
	fprintf(out, "id,d1,d2,d3,level,kind,amount,n,big,who,list,p,y,m%s%s\n", o->placed ? ",place" : "",
		o->second ? ",place2" : "");
	for (int i = 0; i < count; i++) {
		uint64_t before = o->random;
		put_row(o, first + i, out);
		if (office_chance(o, 3)) { /* the same record again */
			uint64_t after = o->random;
			o->random = before;
			put_row(o, first + i, out);
			o->random = after;
		}
		if (office_chance(o, 2)) /* most likely another record of the same key */
			put_row(o, first + i, out);
	}
}

typedef void (*put_function)(struct random_office *office, FILE *out);

static void put_declaration(struct random_office *o, FILE *out)
{
	put_register(o, out);
	put_indicators(o, out);
}

static void write_file(struct fixture *fixture, struct random_office *o, const char *name, put_function put)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *out = open_memstream(&text, &bytes);
	assert_non_null(out);
	put(o, out);
	assert_int_equal(fclose(out), 0);
	fixture_write_bytes(fixture, name, text, bytes);
	free(text);
}

static void put_first_rows(struct random_office *o, FILE *out)
{
	put_rows(o, 0, (int)office_below(o, 30), out);
}

static void put_more_rows(struct random_office *o, FILE *out)
{
	put_rows(o, office_chance(o, 90) ? 100 : 30, (int)office_below(o, 15), out);
}

void random_office(struct fixture *fixture, uint64_t seed)
{
	struct random_office o = { .random = seed };
	write_file(fixture, &o, "tally.ini", put_workspace);
	write_file(fixture, &o, "regions.csv", put_regions);
	write_file(fixture, &o, "areas/a.ini", put_declaration);
	write_file(fixture, &o, "p0.csv", random_parameter);
	write_file(fixture, &o, "p1.csv", random_parameter);
	write_file(fixture, &o, "a1.csv", put_first_rows);
	write_file(fixture, &o, "a2.csv", put_more_rows);
}
