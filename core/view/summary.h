/* View: the summary: one row a cell with its value, last year's, growth and targets, from the store alone. */
#ifndef VIEW_SUMMARY_H
#define VIEW_SUMMARY_H

#include "store/read.h"
#include "view/columns.h"
#include "view/page.h"

struct summary_request {
	const char *area; /* NULL: all enabled ones */
	const char *indicator; /* NULL: all; a full id, or a short one where that is unique */
	const char *region; /* NULL: home; code or name */
	bool by_region; /* the region, then its children */
	const char *by; /* NULL: all declared breakdowns; else "level", "level*kind"; "none": totals only */
	const char *period; /* NULL: the last one of the workspace (`through`) */
	enum basis basis; /* BASIS_COUNT: the best */
	bool all_bases; /* a row for each basis that has a value */
	bool to_date; /* the period, and the year up to its end; of a range of months the last one is the period */
	const char *columns; /* NULL: the usual ones; "all"; "title,value,growth" */
};

struct summary_row {
	const struct name_indicator *indicator;
	const struct name_region *region;
	const struct name_part *part; /* NULL: the total */
	period when;
	enum reason reason; /* why it has no value */
	bool adjusted, mixed; /* its value is; it is ranked among values of several bases */
	bool incomplete; /* deliveries behind one of its figures are missing */
	bool broken; /* a growth of it crosses a break in the series */
	struct value delta; /* what adjustments are of it; VALUE_NONE where there are none */
	const struct fact *facts; /* one for each chosen column; those of names are empty */
	const char *base_release; /* that gave the base of the growth, or NULL */
	int64_t rejected; /* records of its register that were rejected */
};

struct summary {
	struct chosen chosen;
	const struct summary_row *rows;
	size_t count;
	period to_date; /* of a year to date, else PERIOD_NONE */
	const char *const *notes; /* under the table: rejects and the like */
	size_t notes_count;
};

/* An unknown area, indicator, region, breakdown, period or column is ERROR_USAGE with the nearest name. */
bool summary_build(struct store_reader *reader, const struct summary_request *request, struct arena *arena,
	struct summary *summary, struct tally_error *error) MUST_USE;

/* Fills the notes from the rows: what was rejected, what is not covered, which base, which regions are compared. False without memory. */
bool summary_notes(const struct store_names *names, struct arena *arena, struct summary *summary) MUST_USE;

/* The rows as a table of the chosen columns; for people titles are indented under their area. */
bool summary_table(const struct store_names *names, const struct summary *summary, struct arena *arena, struct table *table,
	struct tally_error *error) MUST_USE;

/* What stands around the table in a workbook; marks its totals. False without memory. */
bool summary_page(struct store_reader *reader, const struct summary *summary, const struct summary_request *request,
	struct arena *arena, struct table *table, struct page *page) MUST_USE;
/* Which values stand there, in words; NULL without memory. */
const char *summary_basis_line(const struct summary_request *request, struct arena *arena) MUST_USE;

#endif
