/* Declares the register, reads its file and compares. */
#include "readings.h"

const char readings_head[] = "编号,日期,等级,金额,人数,到期,县区\n";

/* Where the cases add their own lines: [area], [register people], behind everything. */
static const char declaration[] =
	"[area]\ntitle = 样本\n%s\n"
	"[register people]\ntitle = 台账\n%s%s\n"
	"[field people.no]\ntitle = 编号\ntype = text\nkey = yes\n"
	"[field people.day]\ntitle = 日期\ntype = date\n"
	"[field people.level]\ntitle = 等级\ntype = code\ncodes = national:国家 | municipal:市\ncode_alias.municipal = 市级 | "
	"地市\n"
	"[field people.amount]\ntitle = 金额\ntype = decimal\nscale = 2\nunit = 万元\noptional = yes\n"
	"[field people.heads]\ntitle = 人数\ntype = integer\noptional = yes\n"
	"[field people.until]\ntitle = 到期\ntype = date\noptional = yes\n"
	"[field people.county]\ntitle = 县区\ntype = region\n"
	"[indicator count]\ntitle = 数\nunit = 家\nfrom = people\ntime = flow\nby = level\n"
	"[indicator money]\ntitle = 额\nunit = 万元\nfrom = people\ntime = flow\nmeasure = sum\nof = amount\n"
	"[indicator valid]\ntitle = 有效\nunit = 家\nfrom = people\ntime = stock\nuntil = until\n%s";

void readings_issues(const struct source_account *source, char *out, size_t bytes)
{
	size_t used = strlen(out);
	for (size_t i = 0; i < source->issues.kept_count; i++) {
		const struct issue *issue = &source->issues.kept[i];
		used += (size_t)snprintf(out + used, bytes - used, "%llu:%u %s %s %s %s\n", (unsigned long long)issue->line,
			issue->column, issue->field, issue->rule, issue->severity == TALLY_ERROR ? "error" : "warning",
			issue->value);
		assert_true(used < bytes);
		assert_true(issue->message[0]);
	}
}

void readings_scan(struct fixture *f, struct scan_result *result)
{
	struct scan_options options = { .catalog = &f->run.catalog, .on = fixture_register(f, "people") };
	if (!scan_register(&options, &f->arena, result, &f->error))
		fail_msg("%s", f->error.what);
}

/* Reads the files of the register; the accounts of all of them together. */
static void read_all(struct fixture *f, struct source_account *sum, char *issues, size_t issues_bytes)
{
	struct scan_result result;
	readings_scan(f, &result);
	*sum = (struct source_account){ 0 };
	issues[0] = '\0';
	for (size_t s = 0; s < result.sources_count; s++) {
		const struct source_account *source = &result.sources[s];
		assert_int_equal(source->read, source->accepted + source->rejected);
		sum->read += source->read;
		sum->warned += source->warned;
		sum->rejected += source->rejected;
		sum->skipped += source->skipped;
		readings_issues(source, issues, issues_bytes);
	}
	scan_done(&result);
}

void readings_declare(struct fixture *f, const char *area, const char *reg, const char *more)
{
	char ini[8192];
	snprintf(ini, sizeof(ini), declaration, area ? area : "",
		reg && strncmp(reg, "files", 5) == 0 ? "" : "files = ../people*.csv\n", reg ? reg : "", more ? more : "");
	fixture_office(f, "a", ini);
}

static void prepare(struct fixture *f, const struct reading *c)
{
	char file[8192];
	readings_declare(f, c->area, c->reg, c->more);
	snprintf(file, sizeof(file), "%s%s", c->rows[0] == '@' ? "" : readings_head, c->rows[0] == '@' ? c->rows + 1 : c->rows);
	fixture_write(f, "people.csv", file);
	fixture_prepare(f);
}

void readings_check(const struct reading *cases, size_t count)
{
	struct fixture f;
	fixture_open(&f);
	for (size_t i = 0; i < count; i++) {
		const struct reading *c = &cases[i];
		struct source_account sum;
		char issues[4096];
		prepare(&f, c);
		read_all(&f, &sum, issues, sizeof(issues));
		if (strcmp(issues, c->issues) != 0 || sum.read != c->read || sum.warned != c->warned ||
			sum.rejected != c->rejected || sum.skipped != c->skipped)
			print_error("%s: read %lld, warned %lld, rejected %lld, skipped %lld\n%s", c->name, (long long)sum.read,
				(long long)sum.warned, (long long)sum.rejected, (long long)sum.skipped, issues);
		assert_string_equal(issues, c->issues);
		assert_int_equal(sum.read, c->read);
		assert_int_equal(sum.warned, c->warned);
		assert_int_equal(sum.rejected, c->rejected);
		assert_int_equal(sum.skipped, c->skipped);
	}
	fixture_close(&f);
}
