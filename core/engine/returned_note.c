/* Engine: the first sheet of a returned workbook: what was read, what to do, how often each fault occurs, and each of them with a link to its cell. Knows
 * issues; no cells. */
#include <stdlib.h>
#include <string.h>

#include "engine/returned_inner.h"

/* Columns of the sheet. */
enum { NUMBER, PLACE, LEVEL, COLUMN, VALUE, MESSAGE, FATE, COLUMNS };

static const double widths[COLUMNS] = { 6, 16, 13, 18, 24, 62, 14 };

enum { TITLE_POINTS = 16, LINE_HEIGHT = 17, TITLE_HEIGHT = 30, PARTS_TOLD = 40 };

#define HEAD_FILL 0xd9e2f3
#define LINK_INK 0x0563c1

struct noting {
	struct returning *r;
	struct book_sheet *sheet;
	uint32_t row;
	unsigned title, line, strong, head, cell, middle, link, error, warning;
	struct arena scratch;
	bool memory;
};

static void make_styles(struct noting *n)
{
	struct book *book = n->r->book;
	n->title = book_style(book, &(struct book_style){ .points = TITLE_POINTS, .bold = true });
	n->line = book_style(book, &(struct book_style){ .align = BOOK_LEFT, .wrap = true });
	n->strong = book_style(book, &(struct book_style){ .bold = true, .points = 12 });
	n->head = book_style(book,
		&(struct book_style){ .bold = true, .align = BOOK_CENTER, .fill = HEAD_FILL, .grid = true, .wrap = true });
	n->cell = book_style(book, &(struct book_style){ .align = BOOK_LEFT, .grid = true, .wrap = true });
	n->middle = book_style(book, &(struct book_style){ .align = BOOK_CENTER, .grid = true });
	n->link = book_style(book,
		&(struct book_style){ .align = BOOK_CENTER, .grid = true, .underline = true, .ink = LINK_INK, .wrap = true });
	n->error = book_style(book, &(struct book_style){ .align = BOOK_CENTER, .grid = true, .fill = RETURNED_ERROR_FILL });
	n->warning =
		book_style(book, &(struct book_style){ .align = BOOK_CENTER, .grid = true, .fill = RETURNED_WARNING_FILL });
}

/* Lines that a text takes in so many letters: the file says how high a row is, since not every program finds out. */
static int lines_of(const char *text, double letters)
{
	int width = text_width(text_of(text));
	return width == 0 ? 1 : (width - 1) / (int)letters + 1;
}

static void height(struct noting *n, int lines)
{
	if (lines > 1)
		book_height(n->sheet, n->row, lines * LINE_HEIGHT);
}

/* A sentence over the whole width. NULL is an allocation that failed. */
static void say(struct noting *n, const char *text, unsigned style)
{
	double all = 0;
	for (size_t i = 0; i < COLUMNS; i++)
		all += widths[i];
	n->memory |= !text;
	if (!text)
		return;
	height(n, lines_of(text, all));
	book_across(n->sheet, (struct book_at){ n->row++, 0 }, COLUMNS - 1, text, style);
	arena_done(&n->scratch);
}

static void put(struct noting *n, unsigned column, const char *text, unsigned style)
{
	n->memory |= !text;
	book_text(n->sheet, (struct book_at){ n->row, column }, text ? text : "", style);
}

/* --- what was read --- */

static void say_part(struct noting *n, const struct returned_part *part)
{
	const struct source_account *s = part->source;
	const struct schema *schema = &part->declared->schema;
	const char *place = s->sheet ? arena_printf(&n->scratch, "%s", s->sheet) : n->r->job->name;
	const char *title = schema->title && schema->title[0] ? schema->title : schema->name;
	n->memory |= !place;
	say(n,
		arena_printf(&n->scratch,
			_("%s (%s): %lld records read, %lld count (%lld of them to be checked), %lld do not count"),
			place ? place : "", title, (long long)s->read, (long long)s->accepted, (long long)s->warned,
			(long long)s->rejected),
		n->line);
}

static void say_counts(struct noting *n)
{
	for (size_t i = 0; i < n->r->job->parts_count && i < PARTS_TOLD; i++)
		say_part(n, &n->r->job->parts[i]);
	if (n->r->errors + n->r->warnings == 0)
		say(n, _("Nothing was found. There is nothing to do; this workbook need not be sent back."), n->strong);
	else
		say(n,
			arena_printf(&n->scratch, _("To be mended: %lld (red). To be checked: %lld (yellow)."),
				(long long)n->r->errors, (long long)n->r->warnings),
			n->strong);
}

static void say_what_to_do(struct noting *n)
{
	static const char *const steps[] = {
		N_("1. Mend every red cell: until then its record does not count. Compare every yellow cell with your papers; "
		   "leave it as "
		   "it is if it is right."),
		N_("2. The list below leads to each cell: click its place. The note at the cell says what is wrong and what to "
		   "do."),
		N_("3. Type over the cells where they stand, or add rows at the end. Leave the headings, the columns and the "
		   "names of "
		   "the sheets as they are; colours and notes may stay."),
		N_("4. Save the file as .xlsx under the name that it has, and send it back. It takes the place of the file "
		   "that you "
		   "sent first; this sheet is not read."),
	};
	for (size_t i = 0; n->r->errors + n->r->warnings && i < sizeof(steps) / sizeof(steps[0]); i++)
		say(n, _(steps[i]), n->line);
}

/* --- how often --- */

struct kind_count {
	const struct issue_saying *like;
	int64_t count;
};

static int compare_counts(const void *a, const void *b)
{
	const struct kind_count *first = a, *second = b;
	if (first->like->severity != second->like->severity)
		return first->like->severity == TALLY_ERROR ? -1 : 1;
	if (first->count != second->count)
		return first->count > second->count ? -1 : 1;
	int order = strcmp(first->like->rule, second->like->rule);
	return order ? order : strcmp(first->like->heading, second->like->heading);
}

static bool same_kind(const struct issue_saying *a, const struct issue_saying *b)
{
	return a->severity == b->severity && strcmp(a->rule, b->rule) == 0 && strcmp(a->heading, b->heading) == 0;
}

static size_t count_kinds(const struct returning *r, struct kind_count *kinds, size_t most)
{
	size_t count = 0;
	for (size_t i = 0; i < r->issues_count; i++) {
		const struct issue_saying *saying = r->issues[i].saying;
		size_t k = 0;
		while (k < count && !same_kind(kinds[k].like, saying))
			k++;
		if (k == most)
			continue;
		if (k == count)
			kinds[count++] = (struct kind_count){ saying, 0 };
		kinds[k].count++;
	}
	qsort(kinds, count, sizeof(*kinds), compare_counts);
	return count;
}

static void put_kind(struct noting *n, const struct kind_count *kind)
{
	char count[24];
	bool error = kind->like->severity == TALLY_ERROR;
	snprintf(count, sizeof(count), "%lld", (long long)kind->count);
	put(n, PLACE, returned_level(kind->like->severity), error ? n->error : n->warning);
	book_number(n->sheet, (struct book_at){ n->row, LEVEL }, (double)kind->count, n->middle);
	put(n, COLUMN, kind->like->heading, n->cell);
	book_across(n->sheet, (struct book_at){ n->row, VALUE }, MESSAGE, returned_rule(n->r, kind->like->rule), n->cell);
	n->row++;
}

static void put_kinds(struct noting *n)
{
	enum { KINDS_MAX = 500 };
	struct kind_count *kinds = arena_array(n->r->arena, KINDS_MAX, sizeof(*kinds));
	n->memory |= !kinds;
	size_t count = kinds ? count_kinds(n->r, kinds, KINDS_MAX) : 0;
	if (count == 0)
		return;
	n->row++;
	say(n, _("How often"), n->strong);
	put(n, PLACE, _("asked of you"), n->head);
	put(n, LEVEL, _("places"), n->head);
	put(n, COLUMN, _("column"), n->head);
	book_across(n->sheet, (struct book_at){ n->row++, VALUE }, MESSAGE, _("kind of fault"), n->head);
	for (size_t i = 0; i < count; i++)
		put_kind(n, &kinds[i]);
}

/* --- the list --- */

static const char *place_text(struct noting *n, const struct placed_issue *issue)
{
	const char *sheet = n->r->sheets_count > 1 ? n->r->sheets[issue->sheet].name : NULL;
	char name[16];
	if (issue->issue.line == 0)
		return sheet ? sheet : _("the file");
	cell_name(issue->issue.line, issue->issue.column, name);
	if (issue->issue.column == 0)
		return arena_printf(&n->scratch, _("%s%srow %llu"), sheet ? sheet : "", sheet ? "!" : "",
			(unsigned long long)issue->issue.line);
	return arena_printf(&n->scratch, "%s%s%s", sheet ? sheet : "", sheet ? "!" : "", name);
}

static void put_place(struct noting *n, const struct placed_issue *issue)
{
	const char *text = place_text(n, issue);
	struct book_at at = { n->row, PLACE };
	struct book_at there = { issue->issue.line ? (uint32_t)issue->issue.line - 1 : 0,
		issue->issue.column ? issue->issue.column - 1 : 0 };
	n->memory |= !text;
	if (text)
		book_link(n->sheet, at, n->r->sheets[issue->sheet].sheet, there, text, n->link);
}

static void put_issue(struct noting *n, const struct placed_issue *issue, double number)
{
	bool error = issue->saying->severity == TALLY_ERROR;
	const char *value = issue->value ? issue->value : "";
	height(n, lines_of(issue->saying->message, widths[MESSAGE]));
	book_number(n->sheet, (struct book_at){ n->row, NUMBER }, number, n->middle);
	put_place(n, issue);
	put(n, LEVEL, returned_level(issue->saying->severity), error ? n->error : n->warning);
	put(n, COLUMN, issue->saying->heading, n->cell);
	put(n, VALUE, value, n->cell);
	put(n, MESSAGE, issue->saying->message, n->cell);
	put(n, FATE, returned_fate((enum issue_fate)issue->issue.fate), n->middle);
	n->row++;
	arena_done(&n->scratch);
}

static void put_list(struct noting *n)
{
	static const char *const heads[COLUMNS] = { N_("no."), N_("place"), N_("asked of you"), N_("column"),
		N_("as it stands"), N_("what is wrong, and what to do"), N_("the record") };
	double number = 0;
	if (n->r->listed == 0)
		return;
	n->row++;
	say(n, _("All of them"), n->strong);
	int64_t all = n->r->errors + n->r->warnings;
	if (n->r->listed < all)
		say(n,
			arena_printf(&n->scratch,
				_("The first %lld of %lld are listed and have a note; the others are coloured. When these are "
				  "mended "
				  "and sent, the next check lists the rest."),
				(long long)n->r->listed, (long long)all),
			n->line);
	for (unsigned i = 0; i < COLUMNS; i++)
		put(n, i, _(heads[i]), n->head);
	uint32_t head = n->row++;
	for (int severity = 0; severity < 2; severity++)
		for (size_t i = 0; i < n->r->issues_count; i++)
			if (n->r->issues[i].listed && (n->r->issues[i].saying->severity == TALLY_ERROR) == (severity == 0))
				put_issue(n, &n->r->issues[i], ++number);
	book_filter(n->sheet, (struct book_at){ head, 0 }, (struct book_at){ n->row - 1, COLUMNS - 1 });
}

bool returned_note(struct returning *r, struct book_sheet *sheet, struct tally_error *error)
{
	struct noting n = { .r = r, .sheet = sheet };
	make_styles(&n);
	book_height(sheet, 0, TITLE_HEIGHT);
	say(&n, arena_printf(&n.scratch, _("%s: what the check found"), r->job->source), n.title);
	say_counts(&n);
	say_what_to_do(&n);
	put_kinds(&n);
	put_list(&n);
	for (unsigned i = 0; i < COLUMNS; i++)
		book_width(sheet, i, widths[i]);
	book_print(sheet, &(struct book_print){ .footer = "&C&P / &N", .head_first = 1, .head_last = 0 });
	book_show(sheet);
	arena_done(&n.scratch);
	return !n.memory || error_memory(error);
}
