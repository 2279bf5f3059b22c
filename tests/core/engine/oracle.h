/* The second way to every cell: the accepted records of a scan in SQLite, and the plan's SQL over them. */
#ifndef TESTS_ENGINE_ORACLE_H
#define TESTS_ENGINE_ORACLE_H

#include "fixture.h"

struct db;
struct db_query;

struct oracle {
	struct fixture *fixture;
	int on; /* register */
	struct db *db;
	struct db_query *insert;
	int64_t rows;
	size_t adjustments; /* that are in the cells */
	unsigned grains; /* that the table of periods holds */
	struct scan_watcher watcher; /* to be given to scan_register */
};

#define ORACLE_UNKNOWN INT64_MIN /* entries or exits that nobody knows */

struct oracle_cell {
	uint64_t key;
	int64_t values[3];
};

struct oracle_cells {
	struct oracle_cell *rows;
	size_t count, capacity;
};

void oracle_open(struct oracle *oracle, struct fixture *fixture, int on);
void oracle_close(struct oracle *oracle);
/* The cells of an indicator by SQL, sorted, without zeros, of periods inside the coverage. */
void oracle_answer(struct oracle *oracle, int indicator, const struct span *covers, struct oracle_cells *cells);
/* The same as the engine has them. */
void engine_answer(const struct scan_result *scan, int indicator, struct oracle_cells *cells);
/* Chooses adjustments that a scan without any could have taken, and keeps them in the oracle. Returns their number. */
enum { ORACLE_ADJUSTMENTS = 6 };
size_t oracle_adjustments(
	struct oracle *oracle, const struct scan_result *scan, uint64_t random, struct adjustment rows[ORACLE_ADJUSTMENTS]);
/* Adds to the answer what they put into its cells. */
void oracle_adjust(struct oracle *oracle, const struct scan_result *scan, int indicator, struct oracle_cells *cells);
/* Makes one cell of those with one key, and sorts. */
void oracle_join(struct oracle_cells *cells, const struct plan *plan);
/* Says on stderr where the two differ and returns false. */
bool oracle_agrees(
	const struct oracle *oracle, int indicator, const struct oracle_cells *sql, const struct oracle_cells *engine);

#endif
