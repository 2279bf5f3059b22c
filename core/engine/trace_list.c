/* Engine: the names behind a figure. Knows that an entity with several records is one name, and in which order names are wanted; the records are those of
 * trace.c. */
#include <stdlib.h>

#include "engine/trace_inner.h"

/* A row and its place in the register. */
struct listed {
	struct trace_row row;
	size_t place;
};

static int by_entity(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	if (x->row.entity != y->row.entity)
		return x->row.entity < y->row.entity ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	return (x->place > y->place) - (x->place < y->place);
}

static int by_first(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	return x->row.first != y->row.first ? (x->row.first < y->row.first ? -1 : 1) : by_place(a, b);
}

static int by_last(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	return x->row.last != y->row.last ? (x->row.last < y->row.last ? -1 : 1) : by_place(a, b);
}

/* Of each entity its last record, valid as long as all of them together. */
static size_t merge(struct listed *rows, size_t count)
{
	size_t kept = 0;
	if (count)
		qsort(rows, count, sizeof(*rows), by_entity);
	for (size_t i = 0; i < count; i++) {
		struct listed *before = kept ? &rows[kept - 1] : NULL;
		struct listed next = rows[i];
		if (!before || before->row.entity != next.row.entity) {
			rows[kept++] = next;
			continue;
		}
		next.row.first = before->row.first < next.row.first ? before->row.first : next.row.first;
		next.row.last = before->row.last > next.row.last ? before->row.last : next.row.last;
		*before = next;
	}
	return kept;
}

bool trace_list(struct run *run, const struct trace_request *request, struct trace *trace, struct tally_error *error)
{
	static int (*const orders[])(const void *a,
		const void *b) = { [TRACE_COUNTED] = by_place, [TRACE_ENTERED] = by_first, [TRACE_LEFT] = by_last };
	if (!trace_read(run, request, true, trace, error))
		return false;
	size_t count = trace->rows_count;
	struct trace_row *rows = arena_array(run->arena, count + 1, sizeof(*rows));
	struct listed *listed = arena_array(run->arena, count + 1, sizeof(*listed));
	if (!rows || !listed)
		return error_memory(error);
	for (size_t i = 0; i < count; i++)
		listed[i] = (struct listed){ trace->rows[i], i };
	if (trace->of)
		count = merge(listed, count);
	if (count)
		qsort(listed, count, sizeof(*listed), orders[request->what]);
	for (size_t i = 0; i < count; i++)
		rows[i] = listed[i].row;
	trace->rows = rows;
	trace->rows_count = count;
	return true;
}
