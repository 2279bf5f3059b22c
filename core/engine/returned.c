/* Engine: faults back. Gathers what was read by file, writes a workbook for each and puts it in its place. Knows the order of it; the parts know cells, words and
 * names. */
#include "engine/returned.h"

#include <stdlib.h>
#include <string.h>

#include "engine/returned_inner.h"
#include "io/file.h"

/* --- the files --- */

struct gathering {
	const struct catalog *catalog;
	struct arena *arena;
	struct returned_job *rows; /* heap */
	size_t count, capacity;
};

static const char *name_of_file(const struct gathering *g, const struct source_account *source)
{
	return workspace_relative(g->catalog->workspace, source->path);
}

static struct returned_job *job_of(struct gathering *g, const struct source_account *source)
{
	for (size_t i = 0; i < g->count; i++)
		if (strcmp(g->rows[i].path, source->path) == 0)
			return &g->rows[i];
	if (!memory_grow(&g->rows, &g->capacity, g->count + 1, sizeof(*g->rows)))
		return NULL;
	struct returned_job *job = &g->rows[g->count++];
	*job = (struct returned_job){
		.path = source->path, .name = name_of_file(g, source), .mark = source->mark, .called = source->called
	};
	job->source = job->mark ? job->mark->source : job->name;
	return job;
}

static bool gather(struct gathering *g, const struct returned_scan *scan)
{
	for (size_t i = 0; i < scan->scan->sources_count; i++) {
		const struct source_account *source = &scan->scan->sources[i];
		struct returned_job *job = job_of(g, source);
		if (!job || !memory_grow(&job->parts, &job->parts_capacity, job->parts_count + 1, sizeof(*job->parts)))
			return false;
		job->parts[job->parts_count++] = (struct returned_part){ source, &g->catalog->registers[scan->on] };
	}
	return true;
}

static int compare_jobs(const void *a, const void *b)
{
	return strcmp(((const struct returned_job *)a)->name, ((const struct returned_job *)b)->name);
}

/* --- one workbook --- */

static bool is_read(const struct returned_job *job, const char *sheet)
{
	for (size_t i = 0; i < job->parts_count; i++)
		if (job->parts[i].source->sheet && strcmp(job->parts[i].source->sheet, sheet) == 0)
			return true;
	return false;
}

/* Those that are seen, so that a sheet that is named by its number stays the same, and those that were read. */
static bool sheets_of_book(struct returning *r, struct tally_error *error)
{
	size_t count;
	struct workbook *book = workbook_open(r->job->path, error);
	const struct workbook_sheet *sheets = book ? workbook_sheets(book, &count) : NULL;
	r->dates_1904 = book && workbook_dates_1904(book);
	r->sheets = sheets ? arena_array(r->arena, count + 1, sizeof(*r->sheets)) : NULL;
	bool good = r->sheets || (sheets && error_memory(error));
	for (size_t i = 0; good && i < count; i++) {
		if (sheets[i].hidden && !is_read(r->job, sheets[i].name))
			continue;
		const char *name = arena_copy(r->arena, text_of(sheets[i].name));
		r->sheets[r->sheets_count++] = (struct returned_sheet){ .name = name, .opened = name };
		good = name || error_memory(error);
	}
	workbook_done(book);
	return good && r->sheets;
}

static bool list_sheets(struct returning *r, struct tally_error *error)
{
	if (r->job->parts[0].source->sheet)
		return sheets_of_book(r, error);
	r->sheets = arena_array(r->arena, 1, sizeof(*r->sheets));
	if (!r->sheets || !(r->sheets[0].name = returned_stem(r->job->source, r->arena)))
		return error_memory(error);
	r->sheets_count = 1;
	return true;
}

static size_t sheet_of(const struct returning *r, const struct returned_part *part)
{
	for (size_t i = 0; i < r->sheets_count; i++)
		if (part->source->sheet && strcmp(r->sheets[i].name, part->source->sheet) == 0)
			return i;
	return 0;
}

static int compare_issues(const void *a, const void *b)
{
	const struct placed_issue *first = a, *second = b;
	if (first->sheet != second->sheet)
		return first->sheet < second->sheet ? -1 : 1;
	if (first->issue.line != second->issue.line)
		return first->issue.line < second->issue.line ? -1 : 1;
	if (first->issue.column != second->issue.column)
		return first->issue.column < second->issue.column ? -1 : 1;
	if (first->saying->severity != second->saying->severity)
		return first->saying->severity == TALLY_ERROR ? -1 : 1;
	return strcmp(first->saying->message, second->saying->message);
}

static bool place_part(struct returning *r, const struct returned_part *part, struct logged_issue *raw)
{
	const struct issue_log *log = part->source->issues.log;
	size_t sheet = sheet_of(r, part), count = issue_log_count(log);
	if (!r->sheets[sheet].part)
		r->sheets[sheet].part = part;
	issue_log_copy(log, raw);
	for (size_t i = 0; i < count; i++) {
		const struct issue_saying *saying = issue_log_saying(log, raw[i].saying);
		r->issues[r->issues_count++] = (struct placed_issue){ raw[i], saying, NULL, (uint32_t)sheet, false };
		r->errors += saying->severity == TALLY_ERROR;
		r->warnings += saying->severity != TALLY_ERROR;
	}
	return true;
}

/* The same cell may be told twice by two registers that read it. */
static bool place_issues(struct returning *r)
{
	size_t most = 0, all = 0;
	for (size_t i = 0; i < r->job->parts_count; i++) {
		size_t count = issue_log_count(r->job->parts[i].source->issues.log);
		most = count > most ? count : most;
		all += count;
	}
	struct logged_issue *raw = memory_alloc(most + 1, sizeof(*raw));
	r->issues = memory_alloc(all + 1, sizeof(*r->issues));
	for (size_t i = 0; raw && r->issues && i < r->job->parts_count; i++)
		place_part(r, &r->job->parts[i], raw);
	memory_free(raw);
	if (!raw || !r->issues)
		return false;
	qsort(r->issues, r->issues_count, sizeof(*r->issues), compare_issues);
	for (size_t i = 0, s = 0; s < r->sheets_count; s++) {
		r->sheets[s].first = i;
		while (i < r->issues_count && r->issues[i].sheet == s)
			i++;
		r->sheets[s].end = i;
	}
	return true;
}

/* What must be mended comes first. */
static void choose_listed(struct returning *r)
{
	for (int severity = 0; severity < 2; severity++)
		for (size_t i = 0; i < r->issues_count && r->listed < RETURNED_LISTED_MAX; i++)
			if ((r->issues[i].saying->severity == TALLY_ERROR) == (severity == 0)) {
				r->issues[i].listed = true;
				r->listed++;
			}
}

static void make_styles(struct returning *r)
{
	static const char *const numbers[FORM_COUNT] = { [FORM_TEXT] = "@",
		[FORM_NUMBER] = NULL,
		[FORM_PERCENT] = "0.00%",
		[FORM_MOMENT] = "yyyy-mm-dd hh:mm:ss",
		[FORM_DAY] = "yyyy-mm-dd",
		[FORM_MONTH] = "yyyy-mm",
		[FORM_YEAR] = "yyyy" };
	static const uint32_t fills[PAINT_COUNT] = { [PAINT_HEAD] = 0xd9e2f3,
		[PAINT_TINT_WARNING] = 0xfffbe6,
		[PAINT_TINT_ERROR] = 0xfdecea,
		[PAINT_WARNING] = RETURNED_WARNING_FILL,
		[PAINT_ERROR] = RETURNED_ERROR_FILL };
	for (int form = 0; form < FORM_COUNT; form++)
		for (int paint = 0; paint < PAINT_COUNT; paint++) {
			struct book_style style = { .number = numbers[form],
				.fill = fills[paint],
				.bold = paint == PAINT_HEAD,
				.grid = paint != PAINT_NONE };
			r->styles[form][paint] = book_style(r->book, &style);
		}
}

/* No sheet of the file may lose its name to it. */
static bool name_note(struct returning *r)
{
	r->note = _("list of faults");
	for (int number = 2;; number++) {
		bool taken = false;
		for (size_t i = 0; i < r->sheets_count; i++)
			taken |= strcmp(r->sheets[i].name, r->note) == 0;
		if (!taken)
			return true;
		r->note = arena_printf(r->arena, "%s %d", _("list of faults"), number);
		if (!r->note)
			return false;
	}
}

static bool write_sheets(struct returning *r, struct tally_error *error)
{
	struct book_sheet *note = book_sheet(r->book, r->note);
	for (size_t i = 0; i < r->sheets_count; i++)
		r->sheets[i].sheet = book_sheet(r->book, r->sheets[i].name);
	for (size_t i = 0; i < r->sheets_count; i++)
		if (!returned_rows(r, &r->sheets[i], error))
			return false;
	if (!returned_note(r, note, error))
		return false;
	if (book_cut(r->book) == 0)
		return true;
	r->why = arena_printf(r->arena,
		_("has cells of more than %d characters, which no cell of a workbook holds; mend it where it is"),
		BOOK_TEXT_UNITS);
	return r->why != NULL || error_memory(error);
}

/* Of the file that was sent. Where a returned workbook names one that nobody found there, what it says of it is handed on. */
static const char *print_of(const struct returning *r)
{
	const struct returned_job *job = r->job;
	if (job->called)
		return returned_print(job->called, r->arena);
	bool other = job->mark && strcmp(job->mark->source, job->name) != 0;
	return other ? job->mark->fingerprint : returned_print(job->path, r->arena);
}

static bool make_book(struct returning *r, struct tally_error *error)
{
	const struct returned_job *job = r->job;
	const struct workspace *workspace = r->catalog->workspace;
	const char *print = print_of(r);
	const char *round = arena_printf(r->arena, "%u", job->mark ? job->mark->round + 1 : 1);
	if (!print || !round || !name_note(r))
		return error_memory(error);
	if (strlen(job->source) > BOOK_PROPERTY_LETTERS) {
		r->why = _("has a path that is too long for a property of a workbook");
		return true;
	}
	bool text = job->mark ? job->mark->text : !job->parts[0].source->sheet;
	const struct book_property properties[] = { { MARK_SOURCE, job->source }, { MARK_FINGERPRINT, print },
		{ MARK_ROUND, round }, { WORKBOOK_NOTE, r->note }, { WORKBOOK_WAS_TEXT, "1" } };
	struct book_about about = { .title = job->source,
		.office = workspace->words.title,
		.properties = properties,
		.properties_count = sizeof(properties) / sizeof(properties[0]) - !text,
		.flat = true };
	r->book = book_create(&about, error);
	if (!r->book)
		return false;
	make_styles(r);
	return true;
}

static bool send(struct returning *r, struct tally_error *error)
{
	struct file_aside aside;
	struct book *book = r->book;
	r->book = NULL;
	if (!file_aside_open(&aside, r->job->target, r->arena, error)) {
		book_free(book);
		return false;
	}
	bool good = book_close(book, aside.file, error) || error_prefix(error, "%s: ", r->job->target);
	return file_aside_close(&aside, good, error) && good;
}

/* Everything into the temporary file of the book before the one in the folder is touched. */
static bool fill(struct returning *r, struct tally_error *error)
{
	if (!list_sheets(r, error))
		return false;
	if (!place_issues(r))
		return error_memory(error);
	choose_listed(r);
	if (!make_book(r, error) || r->why)
		return !error->code;
	return write_sheets(r, error) || r->why;
}

static bool return_one(
	const struct gathering *g, const struct returned_job *job, struct returned_file *file, struct tally_error *error)
{
	struct arena arena = { 0 };
	struct returning r = { .catalog = g->catalog, .job = job, .arena = &arena };
	*file = (struct returned_file){ .source = job->name, .why = returned_refusal(job, g->arena) };
	if (!file->why && job->parts[0].source->totals.size < 0)
		file->why = _("comes from a pipe, which cannot be read again; give it as a file");
	bool good = file->why || (fill(&r, error) && (r.why || send(&r, error)));
	if (r.why)
		file->why = arena_copy(g->arena, text_of(r.why));
	if (good && !file->why)
		file->path = job->target;
	file->errors = r.errors;
	file->warnings = r.warnings;
	file->listed = r.listed;
	book_free(r.book);
	memory_free(r.issues);
	arena_done(&arena);
	return good;
}

static const char *without_slash(const char *folder, struct arena *arena)
{
	size_t bytes = strlen(folder);
	while (bytes > 1 && folder[bytes - 1] == '/')
		bytes--;
	return arena_copy(arena, (struct text){ folder, bytes });
}

static bool return_all(struct gathering *g, const char *folder, struct returned_report *report, struct tally_error *error)
{
	folder = without_slash(folder, g->arena);
	if (!folder)
		return error_memory(error);
	if (g->count)
		qsort(g->rows, g->count, sizeof(*g->rows), compare_jobs);
	report->files = arena_array(g->arena, g->count + 1, sizeof(*report->files));
	if (!report->files || !returned_targets(g->rows, g->count, folder, g->arena))
		return error_memory(error);
	if (!folder_make(folder, g->arena, error))
		return false;
	for (; report->count < g->count; report->count++) {
		if (!return_one(g, &g->rows[report->count], &report->files[report->count], error))
			return false;
		report->failed += report->files[report->count].path == NULL;
	}
	return true;
}

bool returned_write(const struct catalog *catalog, const struct returned_scan *scans, size_t count, const char *folder,
	struct arena *arena, struct returned_report *report, struct tally_error *error)
{
	struct gathering g = { .catalog = catalog, .arena = arena };
	bool good = true;
	*report = (struct returned_report){ .folder = folder };
	for (size_t i = 0; good && i < count; i++)
		good = gather(&g, &scans[i]) || error_memory(error);
	good = good && return_all(&g, folder, report, error);
	for (size_t i = 0; i < g.count; i++)
		memory_free(g.rows[i].parts);
	memory_free(g.rows);
	return good;
}
