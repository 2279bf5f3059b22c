/* Engine: which files of a register count, by the deliveries that their names say they are; and what the records of the others deliver. Inner header of
 * the room. */
#ifndef ENGINE_DELIVERIES_H
#define ENGINE_DELIVERIES_H

#include "engine/reader.h"
#include "engine/table.h"

/* A file that is not read. */
struct set_aside {
	const char *name; /* relative to the workspace */
	int region; /* row of the tree; REGION_NONE: its name tells none */
	period when; /* PERIOD_NONE likewise */
	int32_t dated; /* day in its name; DATE_MIN: none */
	int64_t mtime_ns;
	const char *why; /* translated */
	bool unread; /* its name is not understood; else a newer file counts */
	bool replaced; /* a returned workbook takes its place */
};

/* When the file was changed; 0 where that is not known. */
int64_t delivery_changed_at(const char *path);

/* Fills the pair of each source from its name, where the register says how files are called; of several files for a pair the newest by the day in its
 * name stays, the others and those whose names tell nothing are moved to *aside (arena). Two that are equally new are an ERROR_INPUT that names them. The order
 * of what stays is kept. */
bool deliveries_choose(const struct reader_options *options, struct arena *arena, struct source_account *sources, size_t *count,
	struct set_aside **aside, size_t *aside_count, struct tally_error *error) MUST_USE;

/* Where the names tell nothing, the records do: how many each source has of a member and period. */
struct delivered_records {
	const struct expectation *expects; /* NULL: nothing is counted */
	const struct region_tree *regions;
	int region, date; /* fields */
	struct table_rows rows;
};
/* Nothing is counted unless the register expects deliveries and does not say how its files are called. */
void delivered_init(struct delivered_records *delivered, const struct catalog *catalog, int on);
void delivered_done(struct delivered_records *delivered);
void delivered_restart(struct delivered_records *delivered);
bool delivered_batch(struct delivered_records *delivered, const struct record_batch *batch, size_t source,
	const uint64_t *accepted) MUST_USE;
/* A record of another region than its file is delivered for is an issue. */
void delivered_check(struct reader *reader, struct record_batch *batch, const struct catalog *catalog, int on);
/* What a row of the table speaks of. */
size_t delivered_source(uint64_t key);
int delivered_region(uint64_t key);
period delivered_period(uint64_t key);

#endif
