/* Store: rows of cells put many at a time. Knows the columns of `cell` and how many a cube has; knows no history. */
#include "store/cell_batch.h"

#include <stdio.h>

enum { RUN_PLACE = 1, ROW_PLACE = 2, PARAMETER_BYTES = 8 };

/* "INSERT OR REPLACE INTO cell(key, run, m0) VALUES(?2,?1,?3),(?4,?1,?5)": columns that the cube has not are null. */
static const char *batch_sql(struct arena *arena, int width, int rows)
{
	size_t bytes = (size_t)rows * (size_t)(width + 2) * PARAMETER_BYTES + 128;
	char *sql = arena_alloc(arena, bytes), *at = sql;
	int place = ROW_PLACE;
	if (!sql)
		return NULL;
	const char *end = sql + bytes;
	at += snprintf(at, (size_t)(end - at), "INSERT OR REPLACE INTO cell(key, run");
	for (int i = 0; i < width; i++)
		at += snprintf(at, (size_t)(end - at), ", m%d", i);
	at += snprintf(at, (size_t)(end - at), ") VALUES");
	for (int row = 0; row < rows; row++) {
		at += snprintf(at, (size_t)(end - at), "%s(?%d,?%d", row ? "," : "", place++, RUN_PLACE);
		for (int i = 0; i < width; i++)
			at += snprintf(at, (size_t)(end - at), ",?%d", place++);
		at += snprintf(at, (size_t)(end - at), ")");
	}
	return sql;
}

bool cell_batch_begin(
	struct cell_batch *batch, struct store_writer *writer, const struct cells *cells, struct tally_error *error)
{
	const char **many = &writer->put_many[cells->width], **one = &writer->put_one[cells->width];
	*batch = (struct cell_batch){ .writer = writer, .cells = cells };
	if (!*many)
		*many = batch_sql(&writer->arena, cells->width, BATCH_ROWS);
	if (!*one)
		*one = batch_sql(&writer->arena, cells->width, 1);
	if (!*many || !*one)
		return error_memory(error);
	batch->many = query_get(&writer->queries, *many, error);
	batch->one = query_get(&writer->queries, *one, error);
	return batch->many && batch->one;
}

static void bind_row(const struct cell_batch *batch, struct db_query *query, int place, size_t row)
{
	const struct cells *cells = batch->cells;
	const int64_t *values = cells->values + row * (size_t)cells->width;
	db_bind_int(query, place++, cells->keys[row]);
	for (int i = 0; i < cells->width; i++, place++) {
		if (cells->present[row] >> i & 1)
			db_bind_int(query, place, values[i]);
		else
			db_bind_null(query, place);
	}
}

static bool flush(struct cell_batch *batch, struct db_query *query, size_t first, size_t rows, struct tally_error *error)
{
	db_bind_int(query, RUN_PLACE, batch->writer->run);
	for (size_t i = 0; i < rows; i++)
		bind_row(batch, query, ROW_PLACE + (int)i * (batch->cells->width + 1), batch->places[first + i]);
	return db_run(query, error);
}

bool cell_batch_put(struct cell_batch *batch, size_t place, struct tally_error *error)
{
	batch->places[batch->count++] = place;
	if (batch->count < BATCH_ROWS)
		return true;
	batch->count = 0;
	return flush(batch, batch->many, 0, BATCH_ROWS, error);
}

bool cell_batch_end(struct cell_batch *batch, struct tally_error *error)
{
	for (size_t i = 0; i < batch->count; i++)
		if (!flush(batch, batch->one, i, 1, error))
			return false;
	batch->count = 0;
	return true;
}
