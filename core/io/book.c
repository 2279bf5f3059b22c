/* IO: a workbook being written. The one door to libxlsxwriter, which writes into a file of a name; so does this, into one aside, and hands on its bytes.
 * Knows nothing of what stands in the cells. */
#include "io/book.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "io/book_check.h"
#include "io/book_text.h"

#define FONT "宋体"
#define GRID_INK 0xa6a6a6

enum {
	USUAL_POINTS = 11,
	COMMENT_POINTS = 10,
	COMMENT_FILL = 0xffffe1,
	CHART_WIDTH = 480,
	CHART_HEIGHT = 288 /* of a chart that is not scaled */
};

struct book_sheet {
	struct book *book;
	struct book_sheet *next;
	lxw_worksheet *sheet;
	const char *name;
};

struct known_style {
	struct book_style style;
	lxw_format *format;
};

struct book {
	struct arena arena;
	struct arena scratch; /* texts of the cell in hand */
	char *path;
	lxw_workbook *file;
	struct book_sheet *sheets;
	struct known_style *styles; /* on the heap while it grows */
	size_t styles_count, styles_capacity;
	size_t cut;
	bool failed_memory;
	lxw_error failed;
};

static void keep_failure(struct book *book, lxw_error result)
{
	if (book->failed == LXW_NO_ERROR)
		book->failed = result;
}

/* --- the file --- */

static bool make_place(struct book *book, struct tally_error *error)
{
	const char *folder = getenv("TMPDIR");
	book->path = arena_printf(&book->arena, "%s/tally-XXXXXX", folder && folder[0] ? folder : "/tmp");
	int fd = book->path ? mkstemp(book->path) : -1;
	if (fd >= 0)
		return close(fd) == 0;
	char *path = book->path;
	book->path = NULL; /* nothing to take away */
	return path ? error_errno(error, ERROR_INPUT, errno, path,
			      _("no workbook can be written there; TMPDIR names another folder"))
		    : error_memory(error);
}

static bool set_about(struct book *book, const struct book_about *about)
{
	lxw_doc_properties properties = { .title = (char *)(uintptr_t)about->title,
		.company = (char *)(uintptr_t)about->office,
		.author = (char *)(uintptr_t)about->office,
		.comments = (char *)(uintptr_t)about->comments,
		.created = about->made ? (time_t)about->made : 1 /* 0 would be the clock's */ };
	bool good = workbook_set_properties(book->file, &properties) == LXW_NO_ERROR;
	for (size_t i = 0; good && i < about->properties_count; i++)
		good = workbook_set_custom_property_string(book->file, about->properties[i].name, about->properties[i].value) ==
			LXW_NO_ERROR;
	return good;
}

struct book *book_create(const struct book_about *about, struct tally_error *error)
{
	struct book *book = memory_alloc(1, sizeof *book);
	lxw_workbook_options options = { .constant_memory = about->flat, .use_zip64 = about->flat };
	if (!book) {
		error_memory(error);
		return NULL;
	}
	if (!make_place(book, error)) {
		book_free(book);
		return NULL;
	}
	book->file = workbook_new_opt(book->path, &options);
	if (!book->file || !set_about(book, about)) {
		error_memory(error);
		book_free(book);
		return NULL;
	}
	return book;
}

void book_free(struct book *book)
{
	if (!book)
		return;
	lxw_workbook_free(book->file);
	if (book->path)
		unlink(book->path);
	memory_free(book->styles);
	arena_done(&book->scratch);
	arena_done(&book->arena);
	memory_free(book);
}

static bool send_bytes(const char *path, FILE *out, struct tally_error *error)
{
	char block[1 << 16];
	FILE *in = fopen(path, "rb");
	size_t count;
	if (!in)
		return error_errno(error, ERROR_INPUT, errno, path, _("cannot be read"));
	while ((count = fread(block, 1, sizeof block, in)) > 0 && fwrite(block, 1, count, out) == count)
		;
	bool good = !ferror(in) || error_errno(error, ERROR_INPUT, EIO, path, _("cannot be read"));
	fclose(in);
	if (good && (fflush(out) != 0 || ferror(out)) && errno != EPIPE)
		good = error_errno(error, ERROR_INPUT, errno, _("output"), _("cannot be written"));
	return good;
}

static bool tell_failure(const struct book *book, struct tally_error *error)
{
	if (book->failed_memory || book->failed == LXW_ERROR_MEMORY_MALLOC_FAILED)
		return error_memory(error);
	return error_set(error, ERROR_INPUT, _("the workbook cannot be written: %s"), lxw_strerror(book->failed));
}

bool book_close(struct book *book, FILE *out, struct tally_error *error)
{
	if (!book)
		return true;
	bool good = !book->failed && !book->failed_memory;
	if (good) {
		book->failed = workbook_close(book->file);
		book->file = NULL;
		good = book->failed == LXW_NO_ERROR;
	}
	good = good ? book_is_whole(book->path, error) && send_bytes(book->path, out, error) : tell_failure(book, error);
	book_free(book);
	return good;
}

size_t book_cut(const struct book *book)
{
	return book->cut;
}

/* --- sheets --- */

static bool name_taken(const struct book *book, const char *name)
{
	for (const struct book_sheet *sheet = book->sheets; sheet; sheet = sheet->next)
		if (strcasecmp(sheet->name, name) == 0)
			return true;
	return false;
}

struct book_sheet *book_sheet(struct book *book, const char *name)
{
	struct book_sheet *sheet = arena_alloc(&book->arena, sizeof *sheet);
	const char *kept = book_text_name(name, 1, &book->arena);
	for (unsigned number = 2; kept && name_taken(book, kept); number++)
		kept = book_text_name(name, number, &book->arena);
	if (!sheet || !kept) {
		book->failed_memory = true;
		return NULL;
	}
	*sheet = (struct book_sheet){ book, book->sheets, workbook_add_worksheet(book->file, kept), kept };
	if (!sheet->sheet) {
		keep_failure(book, workbook_validate_sheet_name(book->file, kept));
		book->failed_memory |= !book->failed;
		return NULL;
	}
	book->sheets = sheet;
	return sheet;
}

const char *book_name(const struct book_sheet *sheet)
{
	return sheet ? sheet->name : "";
}

void book_hide(struct book_sheet *sheet)
{
	if (sheet)
		worksheet_hide(sheet->sheet);
}

void book_show(struct book_sheet *sheet)
{
	if (sheet)
		worksheet_activate(sheet->sheet);
}

/* --- styles --- */

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_style(const struct book_style *a, const struct book_style *b)
{
	return same_text(a->number, b->number) && a->align == b->align && a->points == b->points && a->indent == b->indent &&
		a->ink == b->ink && a->fill == b->fill && a->bold == b->bold && a->wrap == b->wrap &&
		a->underline == b->underline && a->grid == b->grid;
}

static void set_format(lxw_format *format, const struct book_style *style)
{
	static const uint8_t aligns[] = { LXW_ALIGN_NONE, LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT };
	format_set_font_name(format, FONT);
	format_set_font_size(format, style->points ? style->points : USUAL_POINTS);
	format_set_align(format, aligns[style->align]);
	format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
	if (style->number)
		format_set_num_format(format, style->number);
	if (style->indent)
		format_set_indent(format, (uint8_t)style->indent);
	if (style->ink)
		format_set_font_color(format, style->ink);
	if (style->fill)
		format_set_bg_color(format, style->fill);
	if (style->bold)
		format_set_bold(format);
	if (style->underline)
		format_set_underline(format, LXW_UNDERLINE_SINGLE);
	if (style->wrap)
		format_set_text_wrap(format);
	if (style->grid) {
		format_set_border(format, LXW_BORDER_THIN);
		format_set_border_color(format, GRID_INK);
	}
}

unsigned book_style(struct book *book, const struct book_style *style)
{
	struct book_style kept = *style;
	for (size_t i = 0; i < book->styles_count; i++)
		if (same_style(&book->styles[i].style, style))
			return (unsigned)i;
	lxw_format *format = workbook_add_format(book->file);
	if (style->number)
		kept.number = arena_copy(&book->arena, text_of(style->number));
	if (!format || (style->number && !kept.number) ||
		!memory_grow(&book->styles, &book->styles_capacity, book->styles_count + 1, sizeof *book->styles)) {
		book->failed_memory = true;
		return 0;
	}
	set_format(format, style);
	book->styles[book->styles_count] = (struct known_style){ kept, format };
	return (unsigned)book->styles_count++;
}

static lxw_format *format_of(const struct book *book, unsigned style)
{
	return style < book->styles_count ? book->styles[style].format : NULL;
}

/* --- cells --- */

static void take(const struct book_sheet *sheet, lxw_error result)
{
	keep_failure(sheet->book, result);
}

/* As the file can hold it; valid until the next one. */
static const char *held(const struct book_sheet *sheet, const char *text)
{
	struct book *book = sheet->book;
	bool cut = false;
	arena_done(&book->scratch);
	const char *copy = book_text_held(text, BOOK_TEXT_UNITS, &cut, &book->scratch);
	book->failed_memory |= !copy;
	book->cut += cut;
	return copy ? copy : "";
}

void book_text(struct book_sheet *sheet, struct book_at at, const char *text, unsigned style)
{
	if (sheet)
		take(sheet,
			worksheet_write_string(
				sheet->sheet, at.row, (lxw_col_t)at.column, held(sheet, text), format_of(sheet->book, style)));
}

void book_number(struct book_sheet *sheet, struct book_at at, double number, unsigned style)
{
	if (sheet)
		take(sheet,
			worksheet_write_number(
				sheet->sheet, at.row, (lxw_col_t)at.column, number, format_of(sheet->book, style)));
}

void book_blank(struct book_sheet *sheet, struct book_at at, unsigned style)
{
	if (sheet)
		take(sheet, worksheet_write_blank(sheet->sheet, at.row, (lxw_col_t)at.column, format_of(sheet->book, style)));
}

void book_across(struct book_sheet *sheet, struct book_at at, unsigned last, const char *text, unsigned style)
{
	if (last <= at.column)
		book_text(sheet, at, text, style);
	else if (sheet)
		take(sheet,
			worksheet_merge_range(sheet->sheet, at.row, (lxw_col_t)at.column, at.row, (lxw_col_t)last,
				held(sheet, text), format_of(sheet->book, style)));
}

/* As worksheet_merge_range without its blank cells, which would come too late where rows are written once. */
void book_merge(struct book_sheet *sheet, struct book_at first, struct book_at last)
{
	if (!sheet || (first.row == last.row && first.column == last.column))
		return;
	lxw_merged_range *range = memory_alloc(1, sizeof(*range)); /* freed with the sheet */
	sheet->book->failed_memory |= !range;
	if (!range)
		return;
	range->first_row = first.row;
	range->first_col = (lxw_col_t)first.column;
	range->last_row = last.row;
	range->last_col = (lxw_col_t)last.column;
	STAILQ_INSERT_TAIL(sheet->sheet->merged_ranges, range, list_pointers);
	sheet->sheet->merged_range_count++;
}

void book_error(struct book_sheet *sheet, struct book_at at, unsigned style)
{
	if (sheet)
		take(sheet,
			worksheet_write_formula_str(
				sheet->sheet, at.row, (lxw_col_t)at.column, "=NA()", format_of(sheet->book, style), "#N/A"));
}

/* "internal:'名单'!C18"; a quote in a name is doubled. */
static const char *address(struct book *book, const struct book_sheet *to, struct book_at there)
{
	char cell[LXW_MAX_CELL_NAME_LENGTH];
	const char *text = "internal:'";
	for (const char *at = to->name; text && *at; at++)
		text = arena_printf(&book->arena, "%s%.1s%s", text, at, *at == '\'' ? "'" : "");
	lxw_rowcol_to_cell(cell, there.row, (lxw_col_t)there.column);
	return text ? arena_printf(&book->arena, "%s'!%s", text, cell) : NULL;
}

void book_link(struct book_sheet *sheet, struct book_at at, const struct book_sheet *to, struct book_at there, const char *text,
	unsigned style)
{
	if (!sheet || !to)
		return;
	const char *url = address(sheet->book, to, there);
	sheet->book->failed_memory |= !url;
	if (url)
		take(sheet,
			worksheet_write_url_opt(sheet->sheet, at.row, (lxw_col_t)at.column, url, format_of(sheet->book, style),
				held(sheet, text), NULL));
}

void book_comment(struct book_sheet *sheet, struct book_at at, const char *text)
{
	enum { LETTERS = 36, LINES = 4 /* that a comment shows */ };
	lxw_comment_options options = { .x_scale = 2,
		.y_scale = 1,
		.font_name = (char[]){ FONT },
		.font_size = COMMENT_POINTS,
		.author = (char[]){ " " },
		.color = COMMENT_FILL };
	int lines = text_width(text_of(text)) / LETTERS + 2;
	if (lines > LINES)
		options.y_scale = (double)lines / LINES;
	if (sheet)
		take(sheet,
			worksheet_write_comment_opt(sheet->sheet, at.row, (lxw_col_t)at.column, held(sheet, text), &options));
}

void book_texts_meant(struct book_sheet *sheet, struct book_at first, struct book_at last)
{
	char range[LXW_MAX_CELL_RANGE_LENGTH];
	if (!sheet)
		return;
	lxw_rowcol_to_range(range, first.row, (lxw_col_t)first.column, last.row, (lxw_col_t)last.column);
	take(sheet, worksheet_ignore_errors(sheet->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
}

/* They stand in one text with commas between them. */
static bool can_offer(const char *const *texts, size_t count)
{
	enum { LETTERS_MAX = 255 };
	size_t letters = 0;
	for (size_t i = 0; i < count; i++) {
		if (strchr(texts[i], ',') || strchr(texts[i], '"'))
			return false;
		letters += book_text_units(texts[i]) + 1;
	}
	return count > 0 && letters <= LETTERS_MAX;
}

bool book_offer(struct book_sheet *sheet, struct book_at first, uint32_t last_row, const char *const *texts, size_t count)
{
	if (!sheet || !can_offer(texts, count))
		return false;
	char **list = arena_array(&sheet->book->arena, count + 1, sizeof(*list));
	sheet->book->failed_memory |= !list;
	if (!list)
		return false;
	memcpy(list, texts, count * sizeof(*list));
	lxw_data_validation rule = { .validate = LXW_VALIDATION_TYPE_LIST,
		.value_list = list,
		.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION,
		.show_error = LXW_VALIDATION_OFF };
	take(sheet,
		worksheet_data_validation_range(
			sheet->sheet, first.row, (lxw_col_t)first.column, last_row, (lxw_col_t)first.column, &rule));
	return true;
}

/* --- how a sheet looks --- */

void book_width(struct book_sheet *sheet, unsigned column, double letters)
{
	if (sheet)
		take(sheet, worksheet_set_column(sheet->sheet, (lxw_col_t)column, (lxw_col_t)column, letters, NULL));
}

void book_column(struct book_sheet *sheet, unsigned column, double letters, unsigned style)
{
	if (sheet)
		take(sheet,
			worksheet_set_column(
				sheet->sheet, (lxw_col_t)column, (lxw_col_t)column, letters, format_of(sheet->book, style)));
}

void book_height(struct book_sheet *sheet, uint32_t row, double points)
{
	if (sheet)
		take(sheet, worksheet_set_row(sheet->sheet, row, points, NULL));
}

void book_freeze(struct book_sheet *sheet, struct book_at first_moving)
{
	if (sheet)
		worksheet_freeze_panes(sheet->sheet, first_moving.row, (lxw_col_t)first_moving.column);
}

void book_filter(struct book_sheet *sheet, struct book_at head, struct book_at last)
{
	if (sheet)
		take(sheet,
			worksheet_autofilter(sheet->sheet, head.row, (lxw_col_t)head.column, last.row, (lxw_col_t)last.column));
}

void book_print(struct book_sheet *sheet, const struct book_print *print)
{
	enum { A4 = 9 };
	if (!sheet)
		return;
	worksheet_set_paper(sheet->sheet, A4);
	if (!print->upright)
		worksheet_set_landscape(sheet->sheet);
	worksheet_fit_to_pages(sheet->sheet, 1, print->one_page);
	worksheet_center_horizontally(sheet->sheet);
	worksheet_set_margins(sheet->sheet, 0.6, 0.6, 0.8, 0.8);
	if (print->header)
		take(sheet, worksheet_set_header(sheet->sheet, print->header));
	if (print->footer)
		take(sheet, worksheet_set_footer(sheet->sheet, print->footer));
	if (print->head_first <= print->head_last)
		take(sheet, worksheet_repeat_rows(sheet->sheet, print->head_first, print->head_last));
}

/* --- charts --- */

/* Of series, told apart in print without colour as well as may be. */
static const lxw_color_t inks[] = { 0x1f4e79, 0xed7d31, 0x9dc3e6, 0x7f7f7f, 0xffc000, 0x548235, 0x7030a0, 0xc00000, 0xa9d18e,
	0x2e75b6, 0x806000, 0xbfbfbf };

/* What begins with '=' would be taken for a formula there. */
static const char *words(const struct book_sheet *sheet, const char *text)
{
	if (!text || text[0] != '=')
		return text;
	const char *copy = arena_printf(&sheet->book->arena, " %s", text);
	sheet->book->failed_memory |= !copy;
	return copy;
}

static void add_series(const struct book_sheet *sheet, lxw_chart *chart, const struct book_chart *asked, size_t i)
{
	const struct book_series *row = &asked->series[i];
	struct book_at from = asked->categories_first, to = asked->categories_last;
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
	if (!series) {
		sheet->book->failed_memory = true;
		return;
	}
	const char *name = words(sheet, row->name);
	if (name)
		chart_series_set_name(series, name);
	chart_series_set_categories(series, sheet->name, from.row, (lxw_col_t)from.column, to.row, (lxw_col_t)to.column);
	chart_series_set_values(
		series, sheet->name, row->first.row, (lxw_col_t)row->first.column, row->last.row, (lxw_col_t)row->last.column);
	lxw_chart_fill fill = { .color = inks[i % (sizeof inks / sizeof inks[0])] };
	lxw_chart_line line = { .color = fill.color, .width = 2 };
	if (asked->kind == BOOK_CHART_LINES) {
		chart_series_set_line(series, &line);
		chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
		chart_series_set_marker_size(series, 5);
		chart_series_set_marker_fill(series, &fill);
	} else {
		chart_series_set_fill(series, &fill);
	}
}

/* Of bars the library calls the axis below x, whatever it shows; and their first category would stand at the bottom. */
static void set_axes(const struct book_sheet *sheet, lxw_chart *chart, const struct book_chart *asked)
{
	lxw_chart_font font = { .name = (char[]){ FONT }, .size = 9 };
	lxw_chart_font upright = { .name = (char[]){ FONT }, .size = 9, .rotation = 360 };
	lxw_chart_line faint = { .color = 0xd9d9d9, .width = 0.75 };
	bool bars = asked->kind == BOOK_CHART_BARS;
	lxw_chart_axis *names = bars ? chart->y_axis : chart->x_axis, *values = bars ? chart->x_axis : chart->y_axis;
	chart_axis_set_num_font(names, &font);
	chart_axis_set_num_font(values, &font);
	chart_axis_set_name_font(names, &font);
	chart_axis_set_name_font(values, bars ? &font : &upright);
	chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
	chart_axis_major_gridlines_set_line(values, &faint);
	if (bars) {
		chart_axis_set_reverse(names);
		chart_axis_set_crossing_max(names);
		chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
	}
	if (asked->categories_title)
		chart_axis_set_name(names, words(sheet, asked->categories_title));
	if (asked->values_title)
		chart_axis_set_name(values, words(sheet, asked->values_title));
	if (asked->number)
		chart_axis_set_num_format(values, asked->number);
	if (asked->from_zero)
		chart_axis_set_min(values, 0);
}

static void set_words(const struct book_sheet *sheet, lxw_chart *chart, const struct book_chart *asked)
{
	lxw_chart_font small = { .name = (char[]){ FONT }, .size = 9 };
	lxw_chart_font large = { .name = (char[]){ FONT }, .size = 12, .bold = LXW_TRUE };
	if (asked->title) {
		chart_title_set_name(chart, words(sheet, asked->title));
		chart_title_set_name_font(chart, &large);
	} else {
		chart_title_off(chart);
	}
	chart_legend_set_position(chart, asked->series_count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
	chart_legend_set_font(chart, &small);
}

void book_chart(struct book_sheet *sheet, struct book_at corner, const struct book_chart *asked)
{
	static const uint8_t kinds[] = { LXW_CHART_COLUMN, LXW_CHART_BAR, LXW_CHART_LINE };
	if (!sheet)
		return;
	lxw_chart *chart = workbook_add_chart(sheet->book->file, kinds[asked->kind]);
	lxw_chart_options options = { .x_scale = (double)asked->width / CHART_WIDTH,
		.y_scale = (double)asked->height / CHART_HEIGHT,
		.object_position = LXW_OBJECT_MOVE_DONT_SIZE };
	if (!chart) {
		sheet->book->failed_memory = true;
		return;
	}
	for (size_t i = 0; i < asked->series_count; i++)
		add_series(sheet, chart, asked, i);
	set_axes(sheet, chart, asked);
	set_words(sheet, chart, asked);
	if (asked->kind != BOOK_CHART_LINES)
		chart_set_series_gap(chart, asked->series_count > 1 ? 80 : 60);
	take(sheet, worksheet_insert_chart_opt(sheet->sheet, corner.row, (lxw_col_t)corner.column, chart, &options));
}
