/* Area: a first declaration for a file that is there: where its headings are, which rows are records, which column dates, places and tells them. */
#include "area/propose.h"

#include <string.h>

#include "area/propose_inner.h"

enum { SAMPLE_ROWS = 100000 };

/* Rows that the reader passes over where nothing is said, and those that end a list. */
static const char usual_skips[] = "合计 | 小计 | 总计 | 填表";
static const char notes[] = "注： | 注: | 备注 | 说明 | 制表 | 审核 | 负责人 | 单位负责人 | 资料来源 | 数据来源";

struct proposing {
	const struct workspace *workspace;
	struct arena *arena;
	struct proposal *out;
	struct grid grid;
	struct grid_line head; /* one heading a column */
	bool *records; /* of each line */
	struct region_spellings spellings;
};

/* --- how the file is written --- */

/* The cells that most of the first lines have. */
static size_t usual_width(const struct grid *grid)
{
	size_t best = 0, most = 0;
	for (size_t i = 0; i < grid->count && i < TRIAL_ROWS; i++) {
		size_t same = 0;
		for (size_t k = 0; k < grid->count && k < TRIAL_ROWS; k++)
			same += grid->lines[k].count == grid->lines[i].count;
		if (same > most || (same == most && grid->lines[i].count > best)) {
			most = same;
			best = grid->lines[i].count;
		}
	}
	return best;
}

/* The separator with which the first lines have the most cells. */
static bool find_delimiter(struct proposing *p, struct tally_error *error)
{
	static const char *const names[] = { "comma", "tab", "semicolon", "pipe" };
	size_t best = 0;
	p->out->delimiter = names[0];
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct grid_options options = { .encoding = "", .delimiter = names[i], .most = TRIAL_ROWS };
		struct grid trial;
		if (!grid_read(p->out->path, &options, p->arena, &trial, error))
			return false;
		size_t width = usual_width(&trial);
		if (width > best)
			p->out->delimiter = names[i];
		best = width > best ? width : best;
	}
	return true;
}

static bool read_file(struct proposing *p, struct tally_error *error)
{
	struct rows_choice chosen;
	if (!rows_sheets(p->out->path, "", p->arena, &chosen, error))
		return false;
	p->out->sheet = chosen.count ? chosen.names[0] : NULL;
	p->out->delimiter = "";
	if (chosen.count == 0 && !find_delimiter(p, error))
		return false;
	struct grid_options options = { "", p->out->delimiter, p->out->sheet, SAMPLE_ROWS };
	if (!grid_read(p->out->path, &options, p->arena, &p->grid, error))
		return false;
	p->out->cut = p->grid.count == SAMPLE_ROWS;
	return true;
}

/* --- headings and records --- */

static bool begins(struct text cell, const char *list)
{
	struct text rest = text_of(list), part;
	while (text_next(&rest, '|', &part))
		if (cell.len >= part.len && memcmp(cell.at, part.at, part.len) == 0)
			return true;
	return false;
}

static void look(struct proposing *p, const char *what)
{
	if (what && p->out->looks_count < sizeof(p->out->looks) / sizeof(p->out->looks[0]))
		p->out->looks[p->out->looks_count++] = what;
}

static bool add_text(struct proposing *p, const char **list, struct text text)
{
	struct text rest = text_of(*list), part;
	while (text_next(&rest, '|', &part))
		if (text_equal(part, text))
			return true;
	*list = arena_printf(p->arena, "%s%s%.*s", *list, (*list)[0] ? " | " : "", (int)text.len, text.at);
	return *list != NULL;
}

/* A note up to its colon, 合 计 as it is spelt: how the row begins. */
static struct text beginning(struct text first)
{
	for (size_t at = 0; at < first.len; at++) {
		if (first.at[at] == ':')
			return (struct text){ first.at, at + 1 };
		if (at + 3 <= first.len && memcmp(first.at + at, "：", 3) == 0)
			return (struct text){ first.at, at + 3 };
	}
	return first;
}

static bool is_total(struct text cell)
{
	char folded[256];
	if (cell.len > sizeof(folded))
		return false;
	size_t length = text_fold_label(cell, folded);
	return begins((struct text){ folded, length }, usual_skips);
}

/* Whether the row is a record; one that is not and that the reader would take for one is remembered by what it begins with. */
static bool see_row(struct proposing *p, const struct grid_line *line, size_t width, bool *record)
{
	size_t filled = grid_filled(line), place = 0;
	while (place < line->count && line->cells[place].len == 0)
		place++;
	struct text first = grid_cell(line, place);
	bool total = filled && is_total(first);
	*record = filled && !total && !(begins(first, notes) || (filled == 1 && width > 2));
	if (filled == 0 || *record || (place == 0 && begins(first, usual_skips)))
		return true;
	if (place == 0)
		return add_text(p, &p->out->skip, beginning(first));
	if (!p->out->totals[0])
		p->out->total_place = place;
	return place != p->out->total_place || add_text(p, &p->out->totals, first);
}

static bool find_records(struct proposing *p)
{
	size_t width = grid_filled(&p->head);
	p->records = arena_array(p->arena, p->grid.count + 1, sizeof(*p->records));
	p->out->skip = p->out->totals = "";
	if (!p->records)
		return false;
	for (size_t i = p->out->header; i < p->grid.count; i++) {
		if (!see_row(p, &p->grid.lines[i], width, &p->records[i]))
			return false;
		p->out->rows += p->records[i];
	}
	return true;
}

/* --- columns --- */

static void settle_names(struct proposal *out, struct arena *arena)
{
	for (size_t c = 0; c < out->columns_count; c++)
		for (size_t k = 0; k < c; k++)
			if (out->columns[c].field && out->columns[k].field &&
				strcmp(out->columns[c].field, out->columns[k].field) == 0) {
				const char *other = arena_printf(arena, "field_%zu", out->columns[c].place + 1);
				out->columns[c].field = other ? other : out->columns[c].field;
			}
}

/* The column that tells a record: none of its cells is empty or stands twice. */
static void settle_key(struct proposing *p, const struct column_facts *facts)
{
	struct proposed_column *best = NULL;
	unsigned rank = 0;
	for (size_t c = 0; c < p->out->columns_count; c++) {
		struct proposed_column *column = &p->out->columns[c];
		const struct usual_heading *usual = usual_heading(text_of(column->title));
		unsigned own = usual ? usual->key : column->type == TALLY_TEXT ? 1 : 0;
		if (!column->field || facts[c].empty || facts[c].distinct != p->out->rows || p->out->rows < 2 || own <= rank)
			continue;
		best = column;
		rank = own;
	}
	if (best) {
		best->key = true;
		best->why = arena_printf(p->arena, _("%s; no value twice: the key"), best->why);
	}
	if (!best)
		look(p,
			_("no column tells a record alone, so the register has no key; name the fields that do together: key = "
			  "a, b"));
	else if (rank <= 2)
		look(p,
			arena_printf(p->arena,
				_("the key is '%s', for want of a number; a better one is a number that never changes"),
				best->title));
}

static bool is_end(const struct proposed_column *column)
{
	const struct usual_heading *usual = usual_heading(text_of(column->title));
	return usual && usual->role == ROLE_END;
}

/* The first date without an empty cell, ends of validity last; a known heading before an unknown one. */
static void settle_date(struct proposing *p)
{
	int best = -1, rank = -1;
	for (size_t c = 0; c < p->out->columns_count; c++) {
		const struct proposed_column *column = &p->out->columns[c];
		if (!column->field || column->type != TALLY_DATE || column->optional)
			continue;
		int own = is_end(column)                        ? 0
			: column->precision == TALLY_YEAR       ? 1
			: usual_heading(text_of(column->title)) ? 3
								: 2;
		if (own > rank) {
			best = (int)c;
			rank = own;
		}
	}
	p->out->date = best;
	if (best < 0)
		look(p,
			_("no column dates a record, so all of them are taken as of one day (constant.listed); say the right "
			  "one, "
			  "or take it from the file's name by filename.listed"));
}

static void settle_region(struct proposing *p, const struct column_facts *facts)
{
	p->out->region = -1;
	for (size_t c = 0; c < p->out->columns_count && p->out->region < 0; c++)
		if (p->out->columns[c].field && p->out->columns[c].type == TALLY_REGION)
			p->out->region = (int)c;
	if (p->out->region < 0) {
		look(p, _("no column names a region of the office, so all records are counted for the office as a whole"));
		return;
	}
	struct proposed_column *column = &p->out->columns[p->out->region];
	size_t first = p->out->header;
	while (first < p->grid.count && !p->records[first])
		first++;
	if (facts[p->out->region].empty == 0 || first == p->grid.count)
		return;
	column->fill_down = grid_cell(&p->grid.lines[first], column->place).len > 0;
	column->optional = !column->fill_down;
	column->look = column->fill_down ? _("some cells are empty and take the region above them, as merged cells mean it; if "
					     "they mean no region, write optional = yes and leave out fill_down")
					 : _("some cells are empty; records without a region are in no figure");
}

/* What stands below no heading belongs to no field, and is not lost without a word. */
static void look_unheaded(struct proposing *p, size_t column)
{
	char letters[8];
	bool filled = false;
	for (size_t i = p->out->header; i < p->grid.count && !filled; i++)
		filled = p->records[i] && grid_cell(&p->grid.lines[i], column).len > 0;
	grid_letters(column, letters);
	if (filled)
		look(p,
			arena_printf(p->arena, _("column %s is filled and has no heading; it is not read before it has one"),
				letters));
}

static bool make_columns(struct proposing *p)
{
	const struct grid_line *head = &p->head;
	struct column_facts *facts = arena_array(p->arena, head->count + 1, sizeof(*facts));
	p->out->columns = arena_array(p->arena, head->count + 1, sizeof(*p->out->columns));
	if (!facts || !p->out->columns)
		return false;
	for (size_t c = 0; c < head->count && p->out->columns_count < PROPOSED_COLUMNS_MAX; c++) {
		size_t at = p->out->columns_count;
		struct proposed_column *column = &p->out->columns[at];
		if (head->cells[c].len == 0) {
			look_unheaded(p, c);
			continue;
		}
		*column = (struct proposed_column){ .place = c, .heading = head->cells[c] };
		if (!column_facts(&p->grid, p->records, p->out->header, c, &p->spellings, &facts[at]) ||
			!propose_column(column, &facts[at], c, p->arena))
			return false;
		p->out->columns_count++;
	}
	settle_names(p->out, p->arena);
	settle_key(p, facts);
	settle_date(p);
	settle_region(p, facts);
	return true;
}

/* The first line above the headings that stands alone and is no line of who reports, else the name of the file. */
static bool find_title(struct proposing *p)
{
	static const char others[] = "附件 | 附表 | 填报 | 单位 | 填表 | 制表 | 报送 | 日期";
	const char *slash = strrchr(p->out->path, '/'), *name = slash ? slash + 1 : p->out->path, *dot = strrchr(name, '.');
	struct text title = { name, dot && dot > name ? (size_t)(dot - name) : strlen(name) };
	bool found = false;
	for (size_t i = 0; i + 1 < p->out->header_first && !found; i++)
		for (size_t c = 0; grid_filled(&p->grid.lines[i]) == 1 && c < p->grid.lines[i].count && !found; c++) {
			struct text cell = p->grid.lines[i].cells[c];
			found = cell.len && !begins(cell, others);
			title = found ? cell : title;
		}
	char *copy = arena_copy(p->arena, title), *at = copy;
	for (size_t i = 0; copy && i < title.len; i++)
		if ((unsigned char)title.at[i] >= ' ')
			*at++ = title.at[i];
	if (copy)
		*at = '\0';
	p->out->title = copy;
	return copy != NULL;
}

bool proposal_make(const struct workspace *workspace, const char *path, struct arena *arena, struct proposal *proposal,
	struct tally_error *error)
{
	struct proposing p = { .workspace = workspace, .arena = arena, .out = proposal };
	*proposal = (struct proposal){ .path = path, .date = -1, .region = -1 };
	if (!read_file(&p, error) || !propose_head(&p.grid, proposal, arena, &p.head, error))
		return false;
	if (!region_spellings_build(&workspace->regions, workspace->home, arena, &p.spellings) || !find_records(&p))
		return error_memory(error);
	if (proposal->rows == 0)
		return error_set(error, ERROR_INPUT, _("%s: no records below the headings in row %u"), path, proposal->header);
	if (proposal->cut)
		look(&p, arena_printf(arena, _("only the first %d rows were looked at"), SAMPLE_ROWS));
	return (make_columns(&p) && find_title(&p)) || error_memory(error);
}
