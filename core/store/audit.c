/* Store: checks of a whole store. A check is a row: its name, what must hold, and a query whose rows are the faults, each one text. Knows all tables;
 * mends nothing. */
#include "store/audit.h"

#include <errno.h>
#include <sys/stat.h>

#include "store/inner.h"

/* Where a cell stands, for people: region, period, part; numbers where they are no names. */
#define PLACE(k)                                                                                                               \
	"coalesce((SELECT code FROM region WHERE id = " k " >> 36 & 131071), " k                                               \
	" >> 36 & 131071) || ' ' || coalesce((SELECT text FROM period WHERE id = " k " >> 16 & 1048575), " k                   \
	" >> 16 & 1048575) || coalesce((SELECT nullif(' ' || text, ' ') FROM breakdown WHERE id = " k " & 65535), ' ' || (" k  \
	" & 65535))"
#define COLUMN(c, slot)                                                                                                        \
	"CASE " slot " WHEN 0 THEN " c ".m0 WHEN 1 THEN " c ".m1 WHEN 2 THEN " c ".m2 WHEN 3 THEN " c ".m3 WHEN 4 THEN " c     \
	".m4 WHEN 5 THEN " c ".m5 WHEN 6 THEN " c ".m6 WHEN 7 THEN " c ".m7 END"
/* What adjustments added to the cell c of the indicator i; it may be said of a total and of no part. */
#define ADDED                                                                                                                  \
	"coalesce((SELECT a.delta FROM adjusted a WHERE a.indicator = i.id AND a.region = c.key >> 36 & 131071 AND a.period "  \
	"= c.key >> 16 & 1048575 AND a.breakdown = c.key & 65535), 0)"
/* Cells of what is counted and stands: i, c, and x the number of its records. */
#define COUNTED                                                                                                                \
	"WITH v AS (SELECT i.id, i.name, i.register, i.measure, c.key, " COLUMN("c",                                           \
		"i.slot") " - " ADDED " AS x FROM indicator i JOIN cell c ON c.key "                                           \
			  "BETWEEN i.cube << 53 AND (i.cube << 53) + 9007199254740991 WHERE i.live AND i.measure IN (1, 3)) "
#define PRESENT(n) "((m" #n " IS NOT NULL) << " #n ")"
/* Stocks with entries and exits, by cell. */
#define MOVING                                                                                                                 \
	"FROM indicator i JOIN register g ON g.id = i.register JOIN cell c ON c.key BETWEEN i.cube << 53 AND (i.cube << 53) "  \
	"+ "                                                                                                                   \
	"9007199254740991 "
#define COUNTS_DIFFER(t)                                                                                                       \
	"SELECT '" t "' WHERE (SELECT count(*) FROM " t " NOT INDEXED) <> (SELECT count(*) FROM " t                            \
	"_history WHERE last_run IS NULL) UNION ALL "

static const struct check {
	const char *name;
	bool error;
	const char *what, *sql;
} checks[] = {
	{ "pages", true, N_("pages and indexes of the file are whole"),
		"SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'" },
	{ "references", true, N_("every row that is referred to is there"),
		"SELECT \"table\" || ' refers to ' || parent FROM pragma_foreign_key_check" },
	{ "workspace", true, N_("the store has one workspace, and a run"),
		"SELECT 'workspaces: ' || count(*) FROM workspace HAVING count(*) <> 1 UNION ALL SELECT 'no run' WHERE NOT "
		"EXISTS "
		"(SELECT 1 FROM run)" },
	{ "runs", false, N_("runs began one after the other"),
		"SELECT 'run ' || b.id || ' began ' || b.started FROM run a JOIN run b ON b.id = a.id + 1 WHERE a.started <> "
		"'' AND "
		"b.started <> '' AND b.started < a.started" },
	{ "region-order", true, N_("regions stand in the order of their tree"),
		"SELECT r.code FROM region r JOIN region p ON p.id = r.parent WHERE r.place IS NOT NULL AND (p.place IS NULL "
		"OR r.place "
		"<= p.place OR r.last > p.last OR r.depth <> p.depth + 1) UNION ALL SELECT code FROM region WHERE last < place "
		"UNION "
		"ALL SELECT min(code) || ' ' || max(code) FROM region WHERE place IS NOT NULL GROUP BY place HAVING count(*) > "
		"1" },
	{ "period-texts", true, N_("periods say the months that their numbers stand for"),
		"WITH p AS (SELECT *, (id >> 4) / 12 AS y, (id >> 4) % 12 + 1 AS m, (id & 15) + 1 AS n FROM period), q AS "
		"(SELECT *, "
		"printf('%04d-%02d-01', y, m) AS begin FROM p), s AS (SELECT *, date(begin, '+' || n || ' months', '-1 day') "
		"AS end "
		"FROM q) SELECT id || ' ' || text FROM s WHERE text <> CASE WHEN n = 12 AND m = 1 THEN printf('%04d', y) WHEN "
		"n = 6 AND "
		"m % 6 = 1 THEN printf('%04dH%d', y, m / 6 + 1) WHEN n = 3 AND m % 3 = 1 THEN printf('%04dQ%d', y, m / 3 + 1) "
		"WHEN n = 1 "
		"THEN printf('%04d-%02d', y, m) ELSE printf('%04d-%02d..%s', y, m, substr(end, 1, 7)) END OR first_day <> "
		"begin OR "
		"last_day <> end OR first <> strftime('%s', begin) / 86400 OR last <> strftime('%s', end) / 86400" },
	{ "breakdowns", false, N_("every part of a breakdown is used by something"),
		"SELECT text FROM breakdown WHERE id <> 0 AND id NOT IN (SELECT breakdown FROM part_history UNION SELECT key & "
		"65535 FROM "
		"cell UNION SELECT key & 65535 FROM cell_history UNION SELECT breakdown FROM statement_history)" },
	{ "measure-columns", true, N_("no column of a cube belongs to two indicators at once"),
		"SELECT 'cube ' || a.cube || ' column ' || b.slot FROM measure a JOIN measure b ON b.cube = a.cube AND (b.slot "
		"> a.slot OR "
		"(b.slot = a.slot AND b.from_run > a.from_run)) AND b.slot < a.slot + a.width AND b.from_run <= "
		"coalesce(a.to_run, "
		"b.from_run) AND a.from_run <= coalesce(b.to_run, a.from_run)" },
	{ "indicator-columns", true, N_("every indicator that is computed has its columns"),
		"SELECT i.name FROM indicator i WHERE i.live AND i.cube IS NOT NULL AND NOT EXISTS (SELECT 1 FROM measure m "
		"WHERE m.cube = "
		"i.cube AND m.slot = i.slot AND m.width = i.width AND m.indicator = i.id AND m.to_run IS NULL)" },
	{ "cell-cubes", true, N_("every cell belongs to a cube"),
		"SELECT 'cube ' || (key >> 53) FROM cell WHERE key >> 53 NOT IN (SELECT id FROM cube)" },
	{ "cell-regions", true, N_("every cell has a region"),
		"SELECT " PLACE("key") " FROM cell WHERE key >> 36 & 131071 NOT IN (SELECT id FROM region)" },
	{ "cell-periods", true, N_("every cell has a period"),
		"SELECT " PLACE("key") " FROM cell WHERE key >> 16 & 1048575 NOT IN (SELECT id FROM period)" },
	{ "cell-parts", true, N_("every cell has a part that is known"),
		"SELECT " PLACE("key") " FROM cell WHERE key & 65535 NOT IN (SELECT id FROM breakdown)" },
	{ "cell-runs", true, N_("every cell was written by a run"),
		"SELECT " PLACE("key") " FROM cell WHERE run NOT IN (SELECT id FROM run)" },
	{ "cell-columns", true, N_("no cell has a value in a column that belongs to nobody"),
		"SELECT " PLACE(
			"key") " FROM cell LEFT JOIN (SELECT cube, sum((1 << width) - 1 << slot) AS mask FROM measure WHERE "
			       "to_run "
			       "IS NULL GROUP BY cube) o ON o.cube = key >> 53 WHERE key >> 53 IN (SELECT id FROM cube) AND "
			       "(" PRESENT(0) " | " PRESENT(1) " | " PRESENT(2) " | " PRESENT(3) " | " PRESENT(4) " | " PRESENT(
				       5) " | " PRESENT(6) " | " PRESENT(7) ") & ~coalesce(mask, 0) <> 0" },
	{ "history-spans", true, N_("a value that stood ended after it began, and before the last run"),
		"SELECT " PLACE(
			"key") " FROM cell_history WHERE last_run < first_run OR last_run >= (SELECT max(id) FROM run)" },
	{ "history-order", true, N_("no two values stood at one place at once"),
		"SELECT " PLACE(
			"a.key") " FROM cell_history a JOIN cell_history b ON b.key = a.key AND b.first_run > a.first_run AND "
				 "b.first_run <= a.last_run UNION ALL SELECT " PLACE(
					 "a.key") " FROM cell_history a JOIN cell c ON c.key = a.key AND c.run "
						  "<= a.last_run" },
	{ "history-rows", true, N_("what stands is what the history says stands"),
		COUNTS_DIFFER("workspace") COUNTS_DIFFER("region") COUNTS_DIFFER("area") COUNTS_DIFFER("register")
			COUNTS_DIFFER("source") COUNTS_DIFFER("issue_count") COUNTS_DIFFER("indicator") COUNTS_DIFFER("part")
				COUNTS_DIFFER("rank_set") COUNTS_DIFFER("rank_member")
					COUNTS_DIFFER("statement") "SELECT '' WHERE 0" },
	{ "inputs", true, N_("an input had one digest at a time"),
		"SELECT a.owner || ' ' || a.name FROM input a JOIN input b ON b.kind = a.kind AND b.owner = a.owner AND b.name "
		"= a.name AND "
		"b.first_run > a.first_run AND b.first_run <= coalesce(a.last_run, b.first_run)" },
	{ "accounts", true, N_("records read are accepted or rejected, in every file"),
		"SELECT path || ': ' || read || ' read, ' || accepted || ' + ' || rejected FROM source WHERE read <> accepted "
		"+ rejected OR "
		"warned > accepted OR min(read, accepted, warned, rejected, skipped) < 0" },
	{ "deliveries", true, N_("a delivery that counts is a file that was read, and nothing is missing that is there"),
		"SELECT file || ' was not read' FROM delivery d WHERE state = 1 AND NOT EXISTS (SELECT 1 FROM source s WHERE "
		"s.register = d.register AND s.path = d.file) UNION ALL SELECT 'register ' || register || ' region ' || region "
		"|| "
		"' period ' || period FROM delivery WHERE state < 2 GROUP BY register, region, period HAVING min(state) < "
		"max(state)" },
	{ "issues", true, N_("no more issues are listed than were counted"),
		"SELECT s.path || ' ' || i.field || ' ' || i.rule FROM issue i JOIN source s ON s.id = i.source LEFT JOIN "
		"issue_count n ON "
		"n.source = i.source AND n.field = i.field AND n.rule = i.rule AND n.severity = i.severity GROUP BY i.source, "
		"i.field, "
		"i.rule, i.severity HAVING count(*) > coalesce(max(n.count), 0)" },
	{ "rejects", true, N_("every rejected record has an issue that says why"),
		"SELECT path || ': ' || rejected || ' rejected' FROM source s WHERE rejected > 0 AND NOT EXISTS (SELECT 1 FROM "
		"issue_count n "
		"WHERE n.source = s.id AND n.severity = 1)" },
	{ "statement-bounds", true, N_("a printed value lies between its bounds"),
		"SELECT file || ':' || line || ' ' || text FROM statement WHERE value_kind = 1 AND ((low_kind = 1 AND "
		"low_scale = value_scale "
		"AND low_a > value_a) OR (high_kind = 1 AND high_scale = value_scale AND high_a < value_a))" },
	{ "movements", true, N_("a closing is the one before, plus entries, minus exits"),
		"SELECT i.name || ' ' || " PLACE(
			"c.key") " " MOVING "LEFT JOIN cell b ON b.key = c.key - (((c.key >> 16 & 15) + 1) * 16 << 16) "
				 "JOIN period p ON p.id = c.key >> 16 & 1048575 JOIN region r ON r.id = c.key >> 36 & 131071 "
				 "AND r.first_day < p.first AND r.last_day >= p.last WHERE i.live AND i.kind = 1 AND i.width = "
				 "3 "
				 "AND p.grain AND (b.key IS NOT NULL "
				 "OR p.first > g.covers_first) AND " COLUMN(
					 "c", "i.slot + 1") " IS NOT NULL AND coalesce(" COLUMN("c",
					 "i.slot") ", 0) <> coalesce(" COLUMN("b", "i.slot") ", 0) + coalesce(" COLUMN("c",
					 "i.slot + 1") ", 0) - coalesce(" COLUMN("c", "i.slot + 2") ", 0)" },
	{ "region-sums", true, N_("a region counts what its parts count together"),
		COUNTED /* where one of them did not stand at the end of the period, what it had is a figure of none: a count is more then, a sum may be
			less */
		"SELECT w.name || ' ' || " PLACE(
			"w.key") " FROM (SELECT v.id, v.name, v.register, v.measure, v.key, v.x, r.id AS region "
				 "FROM v JOIN region r ON r.id = "
				 "v.key >> 36 & 131071 AND EXISTS (SELECT 1 FROM region c WHERE "
				 "c.parent = r.id AND c.kind <> 2) "
				 "UNION ALL SELECT v.id, v.name, v.register, v.measure, v.key - (r.id << 36) + "
				 "(r.parent << 36), -v.x, r.parent "
				 "FROM v JOIN region r ON r.id = v.key >> 36 & 131071 AND r.kind <> 2 "
				 "AND r.parent IS NOT NULL) w "
				 "JOIN region p ON p.id = w.region JOIN register g ON g.id = "
				 "w.register JOIN region scope ON scope.id = "
				 "g.scope AND p.place BETWEEN scope.place AND scope.last GROUP BY "
				 "w.id, w.key HAVING (sum(w.x) < 0 AND w.measure = 1) OR "
				 "(sum(w.x) <> 0 AND NOT EXISTS (SELECT 1 FROM region c JOIN period d "
				 "ON d.id = w.key >> 16 & 1048575 "
				 "WHERE c.parent = w.region AND c.kind <> 2 AND d.last NOT BETWEEN "
				 "c.first_day AND c.last_day))" },
	{ "part-sums", true, N_("a total counts what its parts count together"),
		COUNTED "SELECT w.name || ' ' || " PLACE(
			"w.key") " || ' ' || w.dimension FROM (SELECT v.id, v.name, v.key, t.dimension, v.x FROM v JOIN "
				 "(SELECT "
				 "DISTINCT indicator, dimension FROM part WHERE NOT grouped AND NOT several) t ON t.indicator "
				 "= v.id "
				 "WHERE v.key & 65535 = 0 UNION ALL SELECT v.id, v.name, v.key - s.breakdown, s.dimension, "
				 "-v.x FROM v "
				 "JOIN part s ON s.indicator = v.id AND s.breakdown = v.key & 65535 AND NOT s.grouped AND NOT "
				 "s.several) w GROUP BY w.id, w.key, w.dimension HAVING sum(w.x) <> 0" },
};

/* The faults of one check: how many, and the first ones as one text. */
static bool check_ask(struct db *db, const struct check *check, struct arena *arena, struct audit_result *result)
{
	struct tally_error problem = { 0 };
	struct db_query *query = db_prepare(db, check->sql, &problem);
	const char *details = "";
	*result = (struct audit_result){ check->name, check->what, check->error, 0, "" };
	while (query && details && db_step(query, &problem)) {
		struct text text = db_column_text(query, 0);
		if (++result->count <= AUDIT_DETAILS_MOST)
			details = arena_printf(arena, "%s%s%.*s", details, details[0] ? "; " : "", (int)text.len, text.at);
	}
	db_finish(query);
	if (problem.code != ERROR_NONE) {
		result->count++;
		details = arena_printf(arena, "%s", problem.what);
	}
	error_clear(&problem);
	result->details = details;
	return details != NULL;
}

bool store_audit(
	const char *path, struct arena *arena, const struct audit_result **results, size_t *count, struct tally_error *error)
{
	struct stat status;
	if (stat(path, &status) != 0 && errno == ENOENT)
		return error_set(error, ERROR_STORE, _("store '%s' is not there: 'tally run' writes it"), path);
	struct db *db = db_open(path, DB_READ, error);
	bool good = db && store_known(db, error) && db_exec(db, "BEGIN", error);
	size_t asked = sizeof checks / sizeof checks[0];
	struct audit_result *items = arena_array(arena, asked + 1, sizeof *items);
	if (good && !items)
		good = error_memory(error);
	for (size_t i = 0; good && i < asked; i++)
		good = check_ask(db, &checks[i], arena, &items[i]) || error_memory(error);
	db_close(db);
	if (good && !audit_formulas(path, arena, &items[asked]))
		good = error_memory(error);
	*count = asked + 1;
	*results = items;
	return good;
}
