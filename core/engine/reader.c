/* Engine: the records of a register, file by file. Knows which files there are and what each record's form is; typing.c knows the types. */
#include "engine/reader.h"

#include <string.h>

#include "engine/deliveries.h"
#include "engine/forms.h"
#include "engine/heads.h"
#include "engine/issue_log.h"
#include "engine/notes.h"
#include "engine/returned_mark.h"
#include "engine/sources.h"
#include "engine/typing.h"

static const char default_skip[] = "合计 | 小计 | 总计 | 填表";
static const char default_nulls[] = "- | — | …";

enum { SKIPS_MAX = 64, NULLS_MAX = 64 };

struct reader {
	const struct reader_options *options;
	const struct catalog_register *declared;
	struct arena *arena;
	struct source_account *sources; /* of all files, in order */
	size_t sources_count, at; /* the one being read */
	struct set_aside *aside;
	size_t aside_count;
	struct rows *rows;
	struct rows_batch raw;
	struct head head;
	unsigned *wanted; /* columns of the file that are read; the first is column 0, for rows to skip */
	size_t wanted_count;
	struct unheaded unheaded;
	struct text skips[SKIPS_MAX], nulls[NULLS_MAX];
	size_t skips_count, nulls_count;
	struct typing typing;
	struct tally_column *columns;
	struct record_batch batch;
	uint64_t rows_before;
};

static size_t split(const char *list, struct text *out, size_t count, size_t most)
{
	struct text rest = text_of(list), part;
	while (count < most && text_next(&rest, '|', &part))
		out[count++] = part;
	return count;
}

/* --- one file --- */

static bool open_file(struct reader *r, struct tally_error *error)
{
	const struct register_words *said = r->declared->input ? &r->declared->input->words : NULL;
	struct rows_options options = { .csv = { said ? said->encoding : NULL, csv_delimiter(said ? said->delimiter : "") },
		.sheet = r->sources[r->at].sheet };
	struct source_account *source = &r->sources[r->at];
	issues_init(&source->issues, r->arena, source->name, r->options->all_issues);
	source->issues.sheet = source->sheet != NULL;
	if (r->options->log_issues && !(source->issues.log = issue_log_create(r->arena)))
		return error_memory(error);
	r->rows = rows_open(source->path, &options, error);
	return r->rows != NULL;
}

/* Columns that are read: the first of the file, for rows to skip, then those of the fields. */
static bool want_columns(struct reader *r, struct tally_error *error)
{
	r->wanted = arena_array(r->arena, r->declared->schema.fields_count + 1 + UNHEADED_MAX, sizeof(*r->wanted));
	if (!r->wanted)
		return error_memory(error);
	r->wanted[0] = 0;
	r->wanted_count = 1;
	for (uint32_t i = 0; i < r->declared->schema.fields_count; i++) {
		struct typing_field *f = &r->typing.fields[i];
		f->csv_column = UINT32_MAX;
		f->sum = f->subtotal = 0;
		f->above_text = (struct text){ "", 0 };
		if (r->head.columns[i] < 0)
			continue;
		f->file_column = (unsigned)r->head.columns[i] + 1;
		f->csv_column = r->head.columns[i] == 0 ? 0 : (unsigned)r->wanted_count;
		if (r->head.columns[i] != 0)
			r->wanted[r->wanted_count++] = (unsigned)r->head.columns[i];
	}
	unheaded_want(&r->unheaded, &r->head, r->wanted, &r->wanted_count);
	return rows_want(r->rows, r->wanted, r->wanted_count, r->head.count, error);
}

/* The number of a row says nothing of its record. */
static bool is_surplus(const struct head *head, size_t column)
{
	return head->fields[column] == FIELD_NONE && head->headings[column].len &&
		!text_same_label(head->headings[column], TEXT("序号"));
}

/* A wide file has many surplus columns: the first stands for all of them, so that they hide no other warning. */
static void name_surplus(struct reader *r, uint64_t line)
{
	enum { SURPLUS_TOLD = 3 };
	struct source_account *source = &r->sources[r->at];
	size_t count = 0, told = 0;
	for (size_t i = 0; i < r->head.count; i++)
		count += is_surplus(&r->head, i);
	for (size_t i = 0; i < r->head.count && told < (count > SURPLUS_TOLD ? 1 : count); i++) {
		if (!is_surplus(&r->head, i))
			continue;
		struct issue_place place = { line, (unsigned)i + 1, "", "surplus", TALLY_WARNING, r->head.headings[i],
			{ "", 0 }, 0, false };
		told++;
		if (count > SURPLUS_TOLD)
			issues_add(&source->issues, &place,
				_("this column and %zu more are no fields of the register and were passed over; tally check "
				  "FILE lists "
				  "them"),
				count - 1);
		else
			issues_add(&source->issues, &place, _("this column is no field of the register and was passed over"));
	}
}

/* The column as the file calls it, else the field by its title. */
static struct text heading_of(const struct reader *r, int field)
{
	if (field == FIELD_NONE)
		return (struct text){ "", 0 };
	const struct schema_field *declared = r->typing.fields[field].field;
	int column = r->head.columns[field];
	if (column >= 0 && r->head.headings[column].len)
		return r->head.headings[column];
	return text_of(declared->title[0] ? declared->title : declared->name);
}

/* An optional field that the file does not have is named once. */
static void name_absent(struct reader *r, uint64_t line)
{
	struct source_account *source = &r->sources[r->at];
	for (uint32_t f = 0; f < r->declared->schema.fields_count; f++)
		if (r->head.columns[f] < 0 && !head_fixed(&r->declared->adaptations[f]))
			issues_add(&source->issues,
				&(struct issue_place){ line, 0, r->declared->schema.fields[f].name, "absent", TALLY_WARNING,
					{ "", 0 }, heading_of(r, (int)f), 0, false },
				_("the file has no column for this field; it is empty in every record"));
}

/* In the name of the file, else in FILE!SHEET. */
static enum pattern_result find_in_name(struct reader *r, struct typing_field *f, struct tally_error *error)
{
	const struct source_account *source = &r->sources[r->at];
	const char *path = source_called(source), *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	struct pattern *pattern = pattern_open(f->adapt->filename, error);
	enum pattern_result result = pattern ? pattern_group(pattern, text_of(name), &f->fixed) : PATTERN_NO_MEMORY;
	if (result == PATTERN_NONE && source->sheet) {
		name = arena_printf(r->arena, "%s!%s", name, source->sheet);
		result = name ? pattern_group(pattern, text_of(name), &f->fixed) : PATTERN_NO_MEMORY;
	}
	pattern_close(pattern);
	return result;
}

/* What the name of the file says, and constants. */
static bool fix_fields(struct reader *r, struct tally_error *error)
{
	const char *path = source_called(&r->sources[r->at]);
	for (uint32_t i = 0; i < r->declared->schema.fields_count; i++) {
		struct typing_field *f = &r->typing.fields[i];
		if (f->adapt->constant)
			f->fixed = text_of(f->adapt->constant);
		if (!f->adapt->filename[0])
			continue;
		enum pattern_result result = find_in_name(r, f, error);
		if (result == PATTERN_NO_MEMORY)
			return error_memory(error);
		if (result != PATTERN_FOUND)
			return error_set(error, ERROR_INPUT,
				_("%s: the name of the file does not hold what filename.%s looks for: %s"), path,
				f->field->name, f->adapt->filename);
	}
	return true;
}

static bool read_head(struct reader *r, struct tally_error *error)
{
	struct rows_heads heads;
	struct source_account *source = &r->sources[r->at];
	if (!rows_heads(r->rows, r->declared->header_first, r->declared->header_last, r->arena, &heads, error) ||
		!head_match(r->declared, &heads, rows_name(r->rows), r->arena, &r->head, error) || !want_columns(r, error))
		return false;
	source->fields = r->head.fields;
	source->columns = r->head.count;
	source->head_line = heads.line;
	name_surplus(r, heads.line);
	name_absent(r, heads.line);
	notes_before(source);
	if (returned_outdated(source))
		issues_add(&source->issues, &(struct issue_place){ .field = "", .rule = "returned", .severity = TALLY_WARNING },
			_("takes the place of %s, which was changed after this workbook had been returned; take over what was "
			  "changed there, or take this workbook away"),
			workspace_relative(r->options->catalog->workspace, source->called));
	return true;
}

static bool next_file(struct reader *r, struct tally_error *error)
{
	return fix_fields(r, error) && open_file(r, error) && read_head(r, error);
}

static void end_file(struct reader *r)
{
	struct source_account *source = &r->sources[r->at];
	rows_totals(r->rows, &source->totals);
	notes_after(source, r->rows);
	source->encoding = rows_encoding(r->rows);
	if (!source->encoding)
		source->encoding = r->declared->input->words.encoding;
	if (source->read == 0)
		issues_add(&source->issues, &(struct issue_place){ .field = "", .rule = "empty", .severity = TALLY_WARNING },
			_("the file has headings and no record"));
	rows_close(r->rows);
	r->rows = NULL;
	r->at++;
}

/* --- batches --- */

static bool to_skip(const struct reader *r, struct text cell)
{
	for (size_t i = 0; i < r->skips_count; i++)
		if (cell.len >= r->skips[i].len && memcmp(cell.at, r->skips[i].at, r->skips[i].len) == 0)
			return true;
	return false;
}

/* Rows that skip.FIELD and only.FIELD pass over, by the cells as they stand in the file. */
static void pass_over(struct reader *r)
{
	for (size_t i = 0; i < r->declared->filters_count; i++) {
		const struct row_filter *filter = &r->declared->filters[i];
		unsigned column = r->typing.fields[filter->field].csv_column;
		for (uint32_t row = 0; row < r->raw.rows && column != UINT32_MAX; row++)
			if (r->raw.faults[row] == CSV_OK &&
				form_says(filter->values, text_trim(r->raw.cells[row * r->raw.width + column])) != filter->only)
				r->batch.states[row] = RECORD_SKIPPED;
	}
}

static void judge_forms(struct reader *r)
{
	r->typing.any_totals = false;
	memset(r->typing.totals, 0, sizeof(r->typing.totals));
	for (uint32_t row = 0; row < r->raw.rows; row++) {
		enum csv_fault fault = (enum csv_fault)r->raw.faults[row];
		struct text first = text_trim(r->raw.cells[row * r->raw.width]);
		bool skip = first.len && to_skip(r, first);
		r->batch.states[row] = skip ? RECORD_SKIPPED : RECORD_GOOD;
		r->typing.any_totals |= skip;
		if (skip)
			r->typing.totals[row / 64] |= UINT64_C(1) << (row % 64);
		if (skip || fault == CSV_OK)
			continue;
		r->batch.states[row] = RECORD_REJECTED;
		issues_add(&r->batch.source->issues,
			&(struct issue_place){ r->raw.lines[row], r->raw.columns[row], "", form_rule(fault), TALLY_ERROR,
				{ "", 0 }, { "", 0 }, row + 1, false },
			"%s", form_message(fault));
	}
}

static bool fill_batch(struct reader *r, struct tally_error *error)
{
	r->batch.source = &r->sources[r->at];
	r->batch.first = r->rows_before;
	r->rows_before += r->raw.rows;
	judge_forms(r);
	pass_over(r);
	if (!typing_batch(&r->typing))
		return error_memory(error);
	typing_places(&r->typing);
	unheaded_tell(&r->unheaded, &r->raw, r->batch.states, r->batch.source);
	r->batch.typed = (struct tally_batch){ r->columns, r->declared->schema.fields_count, (uint32_t)r->raw.rows };
	return !r->batch.source->issues.memory || error_memory(error);
}

bool reader_next(struct reader *r, struct record_batch **batch, struct tally_error *error)
{
	*batch = NULL;
	while (r->at < r->sources_count) {
		if (!r->rows && !next_file(r, error))
			return false;
		if (!rows_next(r->rows, &r->raw, error))
			return false;
		if (r->raw.rows) {
			*batch = &r->batch;
			return fill_batch(r, error);
		}
		end_file(r);
	}
	return true;
}

static void settle_issues(struct record_batch *batch)
{
	static const unsigned char fates[RECORD_REPEATED + 1] = { [RECORD_GOOD] = FATE_COUNTS,
		[RECORD_WARNED] = FATE_COUNTS,
		[RECORD_REJECTED] = FATE_REJECTED,
		[RECORD_SKIPPED] = FATE_PASSED_OVER,
		[RECORD_REPEATED] = FATE_COUNTS };
	unsigned char of[TALLY_BATCH_ROWS];
	for (uint32_t row = 0; row < batch->typed.rows; row++)
		of[row] = fates[batch->states[row]];
	issues_settle(&batch->source->issues, of);
}

void reader_account(struct record_batch *batch)
{
	int64_t counts[RECORD_REPEATED + 1] = { 0 };
	for (uint32_t row = 0; row < batch->typed.rows; row++)
		counts[batch->states[row]]++;
	struct source_account *s = batch->source;
	settle_issues(batch);
	s->skipped += counts[RECORD_SKIPPED];
	s->rejected += counts[RECORD_REJECTED];
	s->warned += counts[RECORD_WARNED] + counts[RECORD_REPEATED];
	s->accepted += counts[RECORD_GOOD] + counts[RECORD_WARNED] + counts[RECORD_REPEATED];
	s->read = s->accepted + s->rejected;
}

/* --- issues --- */

static struct text cell_of(const struct reader *r, uint32_t row, int field)
{
	unsigned column = field == FIELD_NONE ? UINT32_MAX : r->typing.fields[field].csv_column;
	if (field != FIELD_NONE && r->typing.fields[field].fixed.at)
		return r->typing.fields[field].fixed;
	return column == UINT32_MAX ? (struct text){ "", 0 } : text_trim(r->raw.cells[row * r->raw.width + column]);
}

void reader_issue(struct reader *r, struct record_batch *batch, uint32_t row, int field, const char *rule,
	enum tally_severity severity, const char *message)
{
	bool of_field = field != FIELD_NONE;
	const struct typing_field *f = of_field ? &r->typing.fields[field] : NULL;
	struct issue_place place = { r->raw.lines[row], of_field && f->csv_column != UINT32_MAX ? f->file_column : 0,
		of_field ? f->field->name : "", rule, severity, cell_of(r, row, field), heading_of(r, field), row + 1,
		of_field && (f->field->flags & TALLY_PRIVATE) };
	if (batch->states[row] != RECORD_SKIPPED && batch->states[row] != RECORD_REJECTED)
		batch->states[row] = severity == TALLY_ERROR ? RECORD_REJECTED : RECORD_WARNED;
	if (place.masked)
		place.value = text_of(place.value.len ? "***" : "");
	issues_add(&batch->source->issues, &place, "%s", message);
}

/* --- opening and closing --- */

static bool make_fields(struct reader *r, struct tally_error *error)
{
	const struct schema *schema = &r->declared->schema;
	const struct register_input *input = r->declared->input;
	r->typing.fields = memory_alloc(schema->fields_count + 1, sizeof(*r->typing.fields));
	r->columns = arena_array(r->arena, schema->fields_count + 1, sizeof(*r->columns));
	if (!r->typing.fields || !r->columns)
		return error_memory(error);
	for (uint32_t i = 0; i < schema->fields_count; i++) {
		struct typing_field *f = &r->typing.fields[i];
		f->adapt = &r->declared->adaptations[i];
		if (f->adapt->extract[0] && !(f->extract = pattern_open(f->adapt->extract, error)))
			return false;
		f->field = &schema->fields[i];
		f->needed = r->options->needed && r->options->needed[i];
		f->check = r->declared->checks[i];
		r->columns[i] = (struct tally_column){ &f->values, f->present,
			schema_lists(f->field) ? TALLY_CODES : f->field->type, f->field->scale };
		if (f->field->type == TALLY_CODE && !typing_codes(f, r->arena))
			return error_memory(error);
		struct text rest = text_of(input ? input->words.fill_down : ""), part;
		while (text_next(&rest, ',', &part))
			f->fill_down |= text_is(part, f->field->name);
	}
	return true;
}

/* Dates that are no slip: within a hundred years of the last period, either way. */
static void near_days(struct reader *r, period through)
{
	int year = date_split(period_last_day(through)).year, first = year > 100 ? year - 99 : 1;
	int last = year < 9900 ? year + 99 : 9999;
	r->typing.first_near = date_from(first, 1, 1);
	r->typing.near_days = (uint32_t)(date_from(last, 12, 31) - r->typing.first_near);
	r->typing.far = r->declared->century;
}

static bool join_aside(struct reader *r, const struct set_aside *more, size_t count)
{
	struct set_aside *all = arena_array(r->arena, r->aside_count + count + 1, sizeof(*all));
	if (!all)
		return false;
	if (r->aside_count)
		memcpy(all, r->aside, r->aside_count * sizeof(*all));
	if (count)
		memcpy(all + r->aside_count, more, count * sizeof(*all));
	r->aside = all;
	r->aside_count += count;
	return true;
}

/* Those that are read, and those that stand aside. */
static bool find_files(struct reader *r, struct tally_error *error)
{
	struct set_aside *replaced;
	size_t count;
	return sources_list(r->options, r->arena, &r->sources, &r->sources_count, error) &&
		returned_replace(r->options, r->arena, &r->sources, &r->sources_count, &replaced, &count, error) &&
		deliveries_choose(r->options, r->arena, r->sources, &r->sources_count, &r->aside, &r->aside_count, error) &&
		(join_aside(r, replaced, count) || error_memory(error));
}

struct reader *reader_open(const struct reader_options *options, struct arena *arena, struct tally_error *error)
{
	struct reader *r = memory_alloc(1, sizeof(*r));
	if (!r) {
		error_memory(error);
		return NULL;
	}
	r->options = options;
	r->declared = &options->catalog->registers[options->on];
	r->arena = arena;
	const struct register_input *input = r->declared->input;
	r->skips_count = split(input && input->words.skip[0] ? input->words.skip : default_skip, r->skips, 0, SKIPS_MAX);
	r->nulls_count = split(default_nulls, r->nulls, 0, NULLS_MAX);
	r->nulls_count = split(options->catalog->workspace->words.nulls, r->nulls, r->nulls_count, NULLS_MAX);
	r->nulls_count = split(input ? input->words.nulls : "", r->nulls, r->nulls_count, NULLS_MAX);
	r->typing.reader = r;
	r->typing.batch = &r->batch;
	r->typing.schema = &r->declared->schema;
	r->typing.regions = &options->catalog->workspace->regions;
	r->typing.nulls = r->nulls;
	r->typing.nulls_count = r->nulls_count;
	r->batch.raw = &r->raw;
	r->typing.arena = arena;
	near_days(r, options->catalog->workspace->through);
	if (make_fields(r, error) && find_files(r, error) &&
		sources_split(options, arena, &r->sources, &r->sources_count, error))
		return r;
	reader_close(r);
	return NULL;
}

void reader_close(struct reader *r)
{
	if (!r)
		return;
	rows_close(r->rows);
	for (uint32_t i = 0; r->typing.fields && i < r->declared->schema.fields_count; i++) {
		memory_free(r->typing.fields[i].above[0]);
		memory_free(r->typing.fields[i].above[1]);
		memory_free(r->typing.fields[i].pool);
		pattern_close(r->typing.fields[i].extract);
	}
	for (size_t i = 0; i < r->sources_count; i++)
		issues_done(&r->sources[i].issues);
	memory_free(r->typing.fields);
	typing_done(&r->typing);
	memory_free(r->sources);
	memory_free(r);
}

const struct source_account *reader_sources(const struct reader *r, size_t *count)
{
	*count = r->at;
	return r->sources;
}

const struct set_aside *reader_aside(const struct reader *r, size_t *count)
{
	*count = r->aside_count;
	return r->aside;
}

bool reader_is_pipe(const struct reader *r)
{
	for (size_t i = 0; i < r->at; i++)
		if (r->sources[i].totals.size < 0)
			return true;
	return false;
}

const int *reader_columns(const struct reader *r, size_t *count, const struct text **headings)
{
	*count = r->head.count;
	*headings = r->head.headings;
	return r->head.fields;
}
