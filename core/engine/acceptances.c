/* Engine: tables of accepted findings. Knows their columns; which findings there are is not known before the figures are. */
#include "engine/acceptances.h"

#include <string.h>

#include "area/sheet.h"

enum { COL_FINDING, COL_REASON, COL_BY, COL_UNTIL, COLUMNS };

struct accepting {
	const struct workspace *workspace;
	struct arena *arena;
	struct faults *faults;
	struct acceptance *rows; /* on the heap */
	size_t count, capacity;
};

/* A day, or the last day of a period. */
static bool read_until(struct text text, int32_t *day)
{
	period p;
	*day = INT32_MAX;
	if (text.len == 0 || date_parse(text, day) == DATE_DAY)
		return true;
	if (!period_parse(text, &p))
		return false;
	*day = period_last_day(p);
	return true;
}

static void check_row(struct accepting *a, const char *path, unsigned line, const struct acceptance *row)
{
	if (!row->finding[0])
		fault_add(a->faults, path, line, _("no finding: copy its id from 'tally reconcile'"));
	if (!row->reason[0] || !row->by[0])
		fault_add(
			a->faults, path, line, _("'%s': who accepts a finding says why and by whom: reason, by"), row->finding);
	for (size_t i = 0; row->finding[0] && i < a->count; i++)
		if (strcmp(a->rows[i].finding, row->finding) == 0)
			fault_add(a->faults, path, line, _("finding '%s' is accepted in %s:%u already"), row->finding,
				a->rows[i].file, a->rows[i].line);
}

static bool read_row(struct accepting *a, const char *path, const struct text *cells, unsigned line)
{
	struct acceptance row = { .finding = arena_copy(a->arena, cells[COL_FINDING]),
		.reason = arena_copy(a->arena, cells[COL_REASON]),
		.by = arena_copy(a->arena, cells[COL_BY]),
		.file = workspace_relative(a->workspace, path),
		.line = line };
	if (!row.finding || !row.reason || !row.by)
		return false;
	if (!read_until(cells[COL_UNTIL], &row.until))
		fault_add(a->faults, path, line, _("until: '%.*s': write a day or a period: 2019-06-30, 2019"),
			(int)cells[COL_UNTIL].len, cells[COL_UNTIL].at);
	check_row(a, path, line, &row);
	if (!memory_grow(&a->rows, &a->capacity, a->count + 1, sizeof *a->rows))
		return false;
	a->rows[a->count++] = row;
	return true;
}

static bool read_file(struct accepting *a, const char *path, struct tally_error *error)
{
	static const struct sheet_column columns[COLUMNS] = { [COL_FINDING] = { "finding", true },
		[COL_REASON] = { "reason", true },
		[COL_BY] = { "by", true },
		[COL_UNTIL] = { "until", true } };
	struct sheet sheet;
	if (!sheet_read(path, columns, COLUMNS, a->arena, a->faults, &sheet, error))
		return false;
	for (size_t row = 0; row < sheet.rows; row++)
		if (!read_row(a, path, sheet.cells + row * COLUMNS, sheet.lines[row]))
			return error_memory(error);
	return true;
}

static bool read_files(struct accepting *a, const struct area *area, struct tally_error *error)
{
	struct text rest = text_of(area->accepted.files), part;
	while (text_next(&rest, '|', &part)) {
		const char *name = arena_copy(a->arena, part), *path = name ? path_join(a->arena, area->folder, name) : NULL;
		if (!path)
			return error_memory(error);
		if (!read_file(a, path, error))
			return false;
	}
	return true;
}

bool acceptances_read(const struct workspace *workspace, const struct area *area, struct arena *arena, struct faults *faults,
	const struct acceptance **rows, size_t *count, struct tally_error *error)
{
	struct accepting a = { .workspace = workspace, .arena = arena, .faults = faults };
	bool good = read_files(&a, area, error);
	struct acceptance *kept = good ? arena_array(arena, a.count + 1, sizeof *kept) : NULL;
	if (kept && a.count)
		memcpy(kept, a.rows, a.count * sizeof *kept);
	*rows = kept;
	*count = a.count;
	memory_free(a.rows);
	return good && (kept || error_memory(error));
}
