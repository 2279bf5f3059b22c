/* CLI: the records of a trace beside the figure that they explain. */
#ifndef CLI_RECORDS_H
#define CLI_RECORDS_H

#include "cli/command.h"
#include "engine/trace.h"
#include "view/explain.h"

/* Says which files of the trace are not what the last run read; `then` are the register's sources of that run. */
void files_told(const struct trace *trace, const struct read_source *then, size_t count, FILE *out);

/* A figure or one of its operands, and its records. */
struct traced_figure {
	const struct explanation *e; /* of the figure asked for: names and sources */
	const struct name_indicator *indicator;
	const struct name_part *part; /* NULL: the total */
	period when;
	struct observation now;
	struct explained_moves added;
	enum trace_what what;
	struct trace trace;
};

/* Finds the figure whose records are asked for: that of the explanation, or the operand of that name (NULL: none was named). What has no records
 * is ERROR_USAGE with what to name. */
bool records_find(const struct explanation *explanation, const char *operand, struct arena *arena, struct traced_figure *figure,
	struct tally_error *error) MUST_USE;

/* Whether the records give the stored value; true where there is nothing to compare with. */
bool records_agree(const struct traced_figure *figure);

/* Lines behind the explanation (table, Markdown), rows alone (CSV), or a member `records` (JSON). */
bool records_print(const struct traced_figure *figure, enum format format, struct invocation *invocation,
	struct tally_error *error) MUST_USE;

#endif
