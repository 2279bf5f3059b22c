/* Area: a proposal as an INI file that works as it stands. Knows how an area is written; decides nothing. */
#include <string.h>

#include "area/propose_inner.h"
#include "area/words.h"

static void comment(FILE *out, const char *text)
{
	fprintf(out, "; %s\n", text);
}

/* Without the line breaks that a cell may have: a heading is compared without them. */
static void print_text(FILE *out, struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\n' && text.at[i] != '\r')
			fputc(text.at[i], out);
}

static void print_option(FILE *out, const char *key, struct text value)
{
	if (value.len == 0)
		return;
	fprintf(out, "%s = ", key);
	print_text(out, value);
	fputc('\n', out);
}

static const char *type_name(enum tally_type type)
{
	const struct choice *choice = choice_of(word_find(SECTION_FIELD, TEXT("type"))->choices, type);
	return choice ? choice->name : "";
}

static const char *precision_name(enum tally_precision precision)
{
	const struct choice *choice = choice_of(word_find(SECTION_FIELD, TEXT("precision"))->choices, precision);
	return choice ? choice->name : "";
}

static void print_codes(FILE *out, const struct proposed_column *c)
{
	fputs("codes = ", out);
	for (size_t i = 0; i < c->codes_count; i++) {
		fprintf(out, "%s%s:", i ? " | " : "", c->codes[i].name);
		print_text(out, c->codes[i].title);
	}
	fputc('\n', out);
	for (size_t i = 0; i < c->codes_count; i++)
		if (c->codes[i].alias[0])
			fprintf(out, "code_alias.%s = %s\n", c->codes[i].name, c->codes[i].alias);
}

static void print_field(FILE *out, const struct proposed_column *c)
{
	if (c->look)
		comment(out, c->look);
	fprintf(out, "[field records.%s]\n", c->field);
	print_option(out, "title", text_of(c->title));
	if (!text_same_label(text_of(c->title), c->heading))
		print_option(out, "alias", c->heading);
	fprintf(out, "type = %s\n", type_name(c->type));
	if (c->type == TALLY_DECIMAL)
		fprintf(out, "scale = %d\n", c->scale);
	if (c->type == TALLY_DATE && c->precision != TALLY_DAY)
		fprintf(out, "precision = %s\n", precision_name(c->precision));
	print_option(out, "unit", text_of(c->unit));
	if (c->type == TALLY_TEXT)
		print_option(out, "check", text_of(c->check));
	if (c->type == TALLY_CODE)
		print_codes(out, c);
	fputs(c->key ? "key = yes\n" : c->optional ? "optional = yes\n" : "", out);
	fputs(c->private ? "private = yes\n" : "", out);
	fputc('\n', out);
}

static void print_register(const struct workspace *workspace, const struct proposal *p, const char *files, FILE *out)
{
	char day[11];
	fputs("[register records]\n", out);
	print_option(out, "title", text_of(p->title));
	fprintf(out, "files = %s\n", files);
	if (p->sheet)
		fprintf(out, "sheet = %s\n", p->sheet);
	if (p->header_first != p->header)
		fprintf(out, "header = %u..%u\n", p->header_first, p->header);
	else if (p->header != 1)
		fprintf(out, "header = %u\n", p->header);
	if (p->delimiter[0] && strcmp(p->delimiter, "comma") != 0)
		fprintf(out, "delimiter = %s\n", p->delimiter);
	if (p->skip[0])
		fprintf(out, "skip = 合计 | 小计 | 总计 | 填表 | %s\n", p->skip);
	for (size_t c = 0; p->totals[0] && c < p->columns_count; c++)
		if (p->columns[c].field && p->columns[c].place == p->total_place)
			fprintf(out, "skip.%s = %s\n", p->columns[c].field, p->totals);
	fprintf(out, "date = %s\n", p->date < 0 ? "listed" : p->columns[p->date].field);
	for (size_t c = 0; c < p->columns_count; c++)
		if (p->columns[c].fill_down)
			fprintf(out, "fill_down = %s\n", p->columns[c].field);
	if (p->date < 0) {
		date_print(period_last_day(workspace->through), day);
		fprintf(out, "constant.listed = %s\n", day);
	}
	comment(out, _("covers = 2017.. says from when the register is complete; without it that is its first record"));
	fputc('\n', out);
}

/* What is counted: 家 of firms, else 项. */
static const char *unit_of(const struct proposal *p)
{
	for (size_t c = 0; c < p->columns_count; c++)
		if (p->columns[c].field &&
			(strcmp(p->columns[c].field, "credit_code") == 0 || strcmp(p->columns[c].field, "name") == 0))
			return "家";
	return "项";
}

static void print_counts(const struct proposal *p, FILE *out)
{
	bool any = false;
	comment(out, _("how many records each period has, by region; the unit is a guess"));
	fputs("[indicator records]\n", out);
	fprintf(out, _("title = %s: records\n"), p->title);
	fprintf(out, "unit = %s\nfrom = records\nmeasure = count\ntime = flow\n", unit_of(p));
	for (size_t c = 0; c < p->columns_count; c++)
		if (p->columns[c].field && p->columns[c].type == TALLY_CODE) {
			fprintf(out, "%s%s", any ? ", " : "by = ", p->columns[c].field);
			any = true;
		}
	fputs(any ? "\n\n" : "\n", out);
}

/* Others that the columns would allow, for a person to choose. */
static void print_others(const struct proposal *p, FILE *out)
{
	for (size_t c = 0; c < p->columns_count; c++) {
		const struct proposed_column *column = &p->columns[c];
		const struct usual_heading *usual = usual_heading(text_of(column->title));
		if (!column->field || (int)c == p->date)
			continue;
		if ((column->type == TALLY_DECIMAL || column->type == TALLY_INTEGER) && column->unit[0])
			fprintf(out,
				"; [indicator %s]\n; title = %s\n; unit = %s\n; from = records\n; measure = sum\n; of = %s\n; "
				"time = flow\n;\n",
				column->field, column->title, column->unit, column->field);
		if (column->type == TALLY_DATE && usual && usual->role == ROLE_END)
			fprintf(out,
				"; [indicator valid_by_%s]\n; title = %s\n; unit = %s\n; from = records\n; time = stock\n; %s "
				"= %s\n;\n",
				column->field, p->title, unit_of(p), strcmp(column->field, "until") == 0 ? "until" : "ended",
				column->field);
	}
}

void proposal_print(const struct workspace *workspace, const struct proposal *p, const char *files, FILE *out)
{
	comment(out,
		_("proposed from a file: everything here is a guess; what is to be looked at stands in lines such as this "
		  "one"));
	for (size_t i = 0; i < p->looks_count; i++)
		comment(out, p->looks[i]);
	fputs("\n[area]\n", out);
	print_option(out, "title", text_of(p->title));
	fputc('\n', out);
	print_register(workspace, p, files, out);
	if (p->date < 0)
		fprintf(out, "[field records.listed]\ntitle = %s\ntype = date\n\n", _("day of the list"));
	for (size_t c = 0; c < p->columns_count; c++)
		if (p->columns[c].field)
			print_field(out, &p->columns[c]);
	print_counts(p, out);
	print_others(p, out);
}
