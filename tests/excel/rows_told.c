/* For tests of workbooks: what io/rows.h gives of a file, as text: a line each for the heads (header FIRST LAST) and for each row, "LINE cell|cell", each cell
 * with a letter of its mark. usage: rows_told FILE [SHEET [FIRST LAST]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/rows_heads.h"

static const char marks[] = "TNDMYOHPBEX?";

static void put(struct text cell)
{
	for (size_t i = 0; i < cell.len; i++)
		fputs(cell.at[i] == '\n' ? "\\n" : (char[]){ cell.at[i], '\0' }, stdout);
}

static bool tell(struct rows *rows, uint32_t first, uint32_t last, bool marked, struct arena *arena, struct tally_error *error)
{
	struct rows_heads heads;
	struct rows_batch batch;
	if (!rows_heads(rows, first, last, arena, &heads, error))
		return false;
	unsigned *columns = arena_array(arena, heads.count + 1, sizeof(*columns));
	for (unsigned i = 0; i < heads.count; i++) {
		columns[i] = i;
		printf("%s", i ? "|" : "# ");
		put(heads.whole[i]);
	}
	putchar('\n');
	if (!rows_want(rows, columns, heads.count, heads.count, error))
		return false;
	do {
		if (!rows_next(rows, &batch, error))
			return false;
		for (size_t i = 0; i < batch.rows * batch.width; i++) {
			if (i % batch.width == 0)
				printf("%llu ", (unsigned long long)batch.lines[i / batch.width]);
			if (marked)
				putchar(marks[batch.marks ? batch.marks[i] : 0]);
			put(text_trim(
				batch.marks ? cell_shown(batch.cells[i], (enum cell_mark)batch.marks[i]) : batch.cells[i]));
			putchar((i + 1) % batch.width ? '|' : '\n');
		}
	} while (batch.rows);
	struct sheet_notes notes = rows_notes(rows);
	if (notes.hidden_rows[0] || notes.hidden_columns[0] || notes.beyond_row)
		printf("notes: rows %s; columns %s; beyond %llu,%u\n", notes.hidden_rows, notes.hidden_columns,
			(unsigned long long)notes.beyond_row, notes.beyond_column);
	return true;
}

int main(int count, char **words)
{
	struct tally_error error = { 0 };
	struct arena arena = { 0 };
	bool marked = getenv("MARKED") != NULL;
	struct rows_options options = { .sheet = count > 2 && words[2][0] ? words[2] : NULL };
	struct rows *rows = count > 1 ? rows_open(words[1], &options, &error) : NULL;
	bool done = rows &&
		tell(rows, count > 4 ? (uint32_t)atoi(words[3]) : 1, count > 4 ? (uint32_t)atoi(words[4]) : 1, marked, &arena,
			&error);
	rows_close(rows);
	arena_done(&arena);
	if (!done)
		fprintf(stderr, "%s\n", error.what);
	return done ? 0 : 1;
}
