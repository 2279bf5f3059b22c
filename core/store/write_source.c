/* Store: writing where figures come from: sources, what was read of them, and the issues found. */
#include <stdio.h>

#include "store/inner.h"

bool store_clear_sources(struct store_writer *writer, uint32_t register_id, struct tally_error *error)
{
	static const char sql[] = "DELETE FROM source WHERE register = ?1";
	return query_run(&writer->queries, sql, ARGS(INT(register_id)), error);
}

bool store_put_source(struct store_writer *writer, const struct store_source *source, uint32_t *id, struct tally_error *error)
{
	/* A file that was there in the last run keeps its number, so that its past is one. */
	static const char sql[] =
		"INSERT INTO source(id, register, path, size, mtime_ns, inode, fingerprint, encoding, read, "
		"accepted, warned, rejected, "
		"skipped) VALUES(coalesce((SELECT id FROM source_history h WHERE h.register = ?1 AND h.path = "
		"?2 AND last_run IS NULL AND id NOT IN (SELECT id FROM source)), 1 + max(coalesce((SELECT max(id) FROM "
		"source), 0), coalesce((SELECT max(id) FROM source_history), 0))), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
		"?11, ?12) RETURNING id";
	char print[33];
	int64_t given = 0;
	snprintf(print, sizeof print, "%016llx%016llx", (unsigned long long)source->fingerprint.high,
		(unsigned long long)source->fingerprint.low);
	if (!query_int(&writer->queries, sql,
		    ARGS(INT(source->register_id), STR(source->path), INT(source->size), INT(source->mtime_ns),
			    INT(source->inode), STR(print), STR(source->encoding), INT(source->read), INT(source->accepted),
			    INT(source->warned), INT(source->rejected), INT(source->skipped)),
		    &given, error))
		return false;
	*id = (uint32_t)given;
	return true;
}

bool store_put_issue(struct store_writer *writer, uint32_t source, const struct issue *issue, struct tally_error *error)
{
	static const char sql[] = "INSERT INTO issue(source, line, field_no, field, rule, severity, value, message) "
				  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	return query_run(&writer->queries, sql,
		ARGS(INT(source), INT(issue->line), INT(issue->column), STR(issue->field), STR(issue->rule),
			INT(issue->severity), STR(issue->value), STR(issue->message)),
		error);
}

bool store_put_issue_count(
	struct store_writer *writer, uint32_t source, const struct issue *kind, int64_t count, struct tally_error *error)
{
	static const char sql[] = "INSERT INTO issue_count(source, field, rule, severity, count) VALUES(?1, ?2, ?3, ?4, ?5) "
				  "ON CONFLICT(source, field, rule, severity) DO UPDATE SET count = count + ?5";
	return query_run(&writer->queries, sql,
		ARGS(INT(source), STR(kind->field), STR(kind->rule), INT(kind->severity), INT(count)), error);
}
