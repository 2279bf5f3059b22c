/* View: what was published held against what is computed, and targets held against each other: findings, each with an id that stays. */
#ifndef VIEW_RECONCILE_H
#define VIEW_RECONCILE_H

#include "view/page.h"
#include "view/request.h"
#include "view/table.h"
#include "view/verdict.h"

struct reconcile_request {
	const char *area, *indicator, *region, *period; /* NULL: all */
};

/* Findings are shown together by area; those of what was printed twice, of targets and of ties behind all areas. */
enum finding_group { FINDINGS_AREA, FINDINGS_PUBLISHED, FINDINGS_TARGETS, FINDINGS_TIES };

struct finding {
	const char *id; /* finance.F068.growth: area, ref, and what it speaks of where that is not the value */
	const struct statement *said; /* NULL: of a tie */
	struct cell_place place;
	const struct name_part *part; /* NULL: the total */
	enum finding_group group;
	const char *stat; /* what it speaks of, for programs: value, growth, ..., published, target, tie */
	const char *printed; /* the one side, for people */
	const char *what; /* figure, growth, target; translated */
	const char *found; /* the other side for people, with its unit or the sum it is made of; why there is none */
	const char *found_plain; /* digits alone; NULL: none */
	const char *distance; /* NULL: none */
	const char *basis; /* NULL: nothing found */
	const char *basis_shown;
	const char *note;
	enum verdict verdict;
	bool mild; /* a difference that leaves the exit status alone */
};

struct reconciliation {
	const struct store_names *names;
	int64_t run;
	const struct finding *rows; /* published figures in the order of store_stated, then targets */
	size_t count;
	size_t counts[VERDICT_COUNT];
	size_t open; /* differences that need a person */
	const char *const *warnings; /* acceptances that speak of no finding */
	size_t warnings_count;
};

bool reconcile_build(struct store_reader *reader, const struct reconcile_request *request, struct arena *arena,
	struct reconciliation *found, struct tally_error *error) MUST_USE;
bool reconcile_table(
	const struct reconciliation *found, struct arena *arena, struct table *table, struct tally_error *error) MUST_USE;
/* The table with two empty columns to check it in, and what stands around it in a workbook. False without memory. */
bool reconcile_page(struct store_reader *reader, const struct reconciliation *found, struct arena *arena, struct table *table,
	struct page *page) MUST_USE;
/* 核对单: Markdown to print and sign, area by area, both sides written out. */
bool reconcile_sheet(const struct reconciliation *found, FILE *out, struct tally_error *error) MUST_USE;

/* --- inner --- */

struct reconciling {
	struct store_reader *reader;
	const struct store_names *names;
	struct arena *arena;
	struct asked asked; /* `when` PERIOD_NONE: all */
	struct finding *rows; /* on the heap while it grows */
	size_t count, capacity;
};

bool finding_keep(struct reconciling *r, const struct finding *finding, struct tally_error *error) MUST_USE;
/* reconcile_published.c: what was published several times of one cell. */
bool reconcile_published(struct reconciling *r, struct tally_error *error) MUST_USE;
/* reconcile_targets.c: targets of one cell that speak of the same level. */
bool reconcile_targets(struct reconciling *r, struct tally_error *error) MUST_USE;
/* reconcile_ties.c: what areas declare, and what holds by itself. */
bool reconcile_ties(struct reconciling *r, struct tally_error *error) MUST_USE;
/* reconcile_regions.c: published regions against the published region above. */
bool reconcile_regions(struct reconciling *r, struct tally_error *error) MUST_USE;
/* reconcile_accept.c: turns differences that somebody answers for into accepted ones. */
bool reconcile_accept(struct reconciling *r, struct reconciliation *found, struct tally_error *error) MUST_USE;
const char *finding_heading(const struct reconciliation *found, const struct finding *finding);
bool reconcile_asked(const struct reconciling *r, const struct cell_place *place);
/* As printed, with its qualifier and unit: 220余件. */
const char *finding_printed(const struct statement *said, struct arena *arena);

#endif
