/* Tables as engine/sql.h describes them, filled by a watcher of the scan and from the region tree; `counted` is worked out here, from what a region, its
 * successor and its parent are, not by the engine. */
#include "oracle.h"

#include "engine/sql.h"
#include "io/db.h"

static void check(const struct oracle *o, bool done)
{
	if (!done)
		fail_msg("%s", o->fixture->error.what);
}

static const struct schema *schema_of(const struct oracle *o)
{
	return &o->fixture->run.catalog.registers[o->on].schema;
}

static const struct region_tree *tree_of(const struct oracle *o)
{
	return &o->fixture->run.workspace.regions;
}

/* --- records --- */

/* ;a;b; */
static void bind_codes(const struct oracle *o, int place, const struct schema_field *field, struct tally_codes codes)
{
	const char *text = ";";
	for (uint64_t i = 0; i < codes.count; i++)
		text = arena_printf(&o->fixture->arena, "%s%s;", text, field->codes[codes.at[i]].name);
	db_bind_zero(o->insert, place, text);
}

static void bind_value(
	const struct oracle *o, int place, const struct schema_field *field, const struct tally_column *column, uint32_t row)
{
	char day[11];
	if (!tally_has(column, row)) {
		db_bind_null(o->insert, place);
		return;
	}
	if (column->type == TALLY_CODES) {
		bind_codes(o, place, field, tally_codes_at(column, row));
		return;
	}
	switch (field->type) {
	case TALLY_TEXT:
		db_bind_text(o->insert, place, (struct text){ tally_text(column, row).at, tally_text(column, row).bytes });
		break;
	case TALLY_CODE:
		db_bind_zero(o->insert, place, field->codes[tally_code_at(column, row)].name);
		break;
	case TALLY_REGION:
		db_bind_zero(o->insert, place, tree_of(o)->rows[tally_code_at(column, row)].code);
		break;
	case TALLY_DATE:
		date_print(tally_days(column, row), day);
		db_bind_zero(o->insert, place, day);
		break;
	case TALLY_PERIOD:
		db_bind_int(o->insert, place, tally_days(column, row));
		break;
	default:
		db_bind_int(o->insert, place, tally_integer(column, row));
	}
}

static bool take_batch(void *user, const struct record_batch *batch, const uint64_t *accepted, struct tally_error *error)
{
	struct oracle *o = user;
	const struct schema *schema = schema_of(o);
	for (uint32_t row = 0; row < batch->typed.rows; row++) {
		if (!(accepted[row / 64] >> (row % 64) & 1))
			continue;
		db_bind_int(o->insert, 1, ++o->rows);
		for (uint32_t f = 0; f < schema->fields_count; f++)
			bind_value(o, (int)f + 2, &schema->fields[f], &batch->typed.columns[f], row);
		if (!db_run(o->insert, error))
			return false;
	}
	return true;
}

static void forget(void *user)
{
	struct oracle *o = user;
	char sql[128];
	snprintf(sql, sizeof(sql), "DELETE FROM \"%s_%s\"", schema_of(o)->area, schema_of(o)->name);
	check(o, db_exec(o->db, sql, &o->fixture->error));
	o->rows = 0;
}

static void make_records(struct oracle *o)
{
	const struct schema *schema = schema_of(o);
	char *create =
		arena_printf(&o->fixture->arena, "CREATE TABLE \"%s_%s\"(row INTEGER PRIMARY KEY", schema->area, schema->name);
	char *insert = arena_printf(&o->fixture->arena, "INSERT INTO \"%s_%s\" VALUES(?1", schema->area, schema->name);
	for (uint32_t f = 0; f < schema->fields_count; f++) {
		enum tally_type type = schema->fields[f].type;
		bool number = type == TALLY_INTEGER || type == TALLY_DECIMAL || type == TALLY_PERIOD;
		create = arena_printf(
			&o->fixture->arena, "%s, \"%s\" %s", create, schema->fields[f].name, number ? "INTEGER" : "TEXT");
		insert = arena_printf(&o->fixture->arena, "%s, ?%u", insert, f + 2);
	}
	create = arena_printf(&o->fixture->arena, "%s) STRICT", create);
	insert = arena_printf(&o->fixture->arena, "%s)", insert);
	check(o, db_exec(o->db, create, &o->fixture->error));
	o->insert = db_prepare(o->db, insert, &o->fixture->error);
	check(o, o->insert != NULL);
}

/* --- what the SQL joins with --- */

/* The regions that a record coded to `region` is part of in a period that ends on `day`: a unit that has ended by then hands it to its successor; one with
 * children keeps it in its rest; each adds into its parent but an overlay; nothing counts outside the scope. */
static int64_t list_counted(const struct oracle *o, int region, int32_t day, int *out)
{
	const struct region_tree *tree = tree_of(o);
	int scope = schema_of(o)->scope;
	int64_t count = 0;
	while (tree->rows[region].last_day < day && tree->rows[region].successor != REGION_NONE)
		region = tree->rows[region].successor;
	if (tree->rows[region].rest != REGION_NONE)
		region = tree->rows[region].rest;
	bool inside = region >= scope && region < tree->rows[scope].end;
	while (inside && region != REGION_NONE) {
		out[count++] = region;
		inside = region != scope && tree->rows[region].kind != REGION_OVERLAY;
		region = tree->rows[region].parent;
	}
	return count;
}

static void fill_counted(struct oracle *o, period when, struct db_query *insert)
{
	const struct region_tree *tree = tree_of(o);
	int above[64];
	for (int region = 0; region < (int)tree->count; region++) {
		int64_t count = list_counted(o, region, period_last_day(when), above);
		for (int64_t i = 0; i < count; i++) {
			db_bind_zero(insert, 1, tree->rows[region].code);
			db_bind_int(insert, 2, when);
			db_bind_zero(insert, 3, tree->rows[above[i]].code);
			check(o, db_run(insert, &o->fixture->error));
		}
	}
}

static void bind_day(struct db_query *insert, int place, int32_t day)
{
	char text[11];
	date_print(day, text);
	db_bind_zero(insert, place, text);
}

static void fill_parameters(struct oracle *o)
{
	const struct parameter_list *all = &o->fixture->run.catalog.parameters;
	struct db_query *insert = db_prepare(o->db, "INSERT INTO parameter VALUES(?1, ?2, ?3, ?4, ?5, ?6)", &o->fixture->error);
	check(o, insert != NULL);
	for (size_t i = 0; i < all->count; i++)
		for (size_t v = 0; v < all->rows[i].count; v++) {
			const struct parameter_value *value = &all->rows[i].values[v];
			db_bind_zero(insert, 1, all->rows[i].area);
			db_bind_zero(insert, 2, all->rows[i].name);
			db_bind_int(insert, 3, value->value);
			bind_day(insert, 4, value->first);
			bind_day(insert, 5, value->last);
			if (value->region == REGION_NONE)
				db_bind_null(insert, 6);
			else
				db_bind_zero(insert, 6, tree_of(o)->rows[value->region].code);
			check(o, db_run(insert, &o->fixture->error));
		}
	db_finish(insert);
}

static void fill_within(struct oracle *o)
{
	const struct region_tree *tree = tree_of(o);
	struct db_query *insert = db_prepare(o->db, "INSERT INTO within VALUES(?1, ?2)", &o->fixture->error);
	check(o, insert != NULL);
	for (int region = 0; region < (int)tree->count; region++)
		for (int above = region; above != REGION_NONE; above = tree->rows[above].parent) {
			db_bind_zero(insert, 1, tree->rows[region].code);
			db_bind_zero(insert, 2, tree->rows[above].code);
			check(o, db_run(insert, &o->fixture->error));
		}
	db_finish(insert);
}

void oracle_open(struct oracle *o, struct fixture *fixture, int on)
{
	*o = (struct oracle){ .fixture = fixture, .on = on };
	o->watcher = (struct scan_watcher){ forget, take_batch, o };
	o->db = db_open(":memory:", DB_MEMORY, &fixture->error);
	check(o, o->db != NULL);
	check(o,
		db_exec(o->db,
			"CREATE TABLE period(id INTEGER PRIMARY KEY, grain INTEGER, number INTEGER, first_day TEXT, last_day "
			"TEXT, UNIQUE(grain, number));"
			"CREATE TABLE counted(region TEXT, period INTEGER, at TEXT, PRIMARY KEY(region, period, at)) WITHOUT "
			"ROWID;"
			"CREATE TABLE within(region TEXT, ancestor TEXT, PRIMARY KEY(ancestor, region)) WITHOUT ROWID;"
			"CREATE TABLE parameter(area TEXT, name TEXT, value INTEGER, first_day TEXT, last_day TEXT, region "
			"TEXT) STRICT; BEGIN",
			&fixture->error));
	make_records(o);
	fill_within(o);
	fill_parameters(o);
}

void oracle_close(struct oracle *o)
{
	db_finish(o->insert);
	db_close(o->db);
	*o = (struct oracle){ 0 };
}

static void put_period(struct oracle *o, struct db_query *insert, struct db_query *counted, period when, int grain, int number)
{
	char first_day[11], last_day[11];
	date_print(period_first_day(when), first_day);
	date_print(period_last_day(when), last_day);
	db_bind_int(insert, 1, when);
	db_bind_int(insert, 2, grain);
	db_bind_int(insert, 3, number);
	db_bind_zero(insert, 4, first_day);
	db_bind_zero(insert, 5, last_day);
	check(o, db_run(insert, &o->fixture->error));
	fill_counted(o, when, counted);
}

/* Periods of the plan's grains from the one before the coverage (what left must have been there) to the last one inside it. */
static void fill_periods(struct oracle *o, unsigned grains, bool to_date, const struct span *covers)
{
	if (o->grains == (grains | (unsigned)to_date << GRAIN_COUNT))
		return; /* as for the indicator before */
	o->grains = grains | (unsigned)to_date << GRAIN_COUNT;
	check(o, db_exec(o->db, "DELETE FROM period; DELETE FROM counted", &o->fixture->error));
	struct db_query *insert = db_prepare(o->db, "INSERT INTO period VALUES(?1, ?2, ?3, ?4, ?5)", &o->fixture->error);
	struct db_query *counted = db_prepare(o->db, "INSERT INTO counted VALUES(?1, ?2, ?3)", &o->fixture->error);
	check(o, insert && counted);
	for (int g = 0; g < GRAIN_COUNT && covers->first <= covers->last; g++) {
		int last = period_number((enum grain)g, period_holding((enum grain)g, covers->last));
		int number = period_number((enum grain)g, period_holding((enum grain)g, covers->first)) - 2;
		for (; grains >> g & 1 && number <= last; number++)
			put_period(o, insert, counted, period_numbered((enum grain)g, number), g, number);
	}
	int first = date_split(covers->first).year, last = date_split(covers->last).year;
	for (int year = first; to_date && covers->first <= covers->last && year <= last; year++)
		for (int months = 2; months < 12; months++)
			if (!(months == 3 && grains & TALLY_GRAIN_QUARTER) && !(months == 6 && grains & TALLY_GRAIN_HALF))
				put_period(o, insert, counted, period_make(year * 12, months), GRAIN_COUNT, year * 12 + months);
	db_finish(insert);
	db_finish(counted);
}

/* --- answers --- */

static bool is_nothing(int64_t value)
{
	return value == 0 || value == ORACLE_UNKNOWN;
}

/* The columns of a place: value, entries and exits; of parts numerator and denominator. Where nothing counts as zero, zeros are no cell. */
static void add_cell(struct oracle_cells *cells, const struct plan *plan, uint64_t key, const int64_t values[3])
{
	if (plan_form(plan)->zero && values[0] == 0 && is_nothing(values[1]) && is_nothing(values[2]))
		return;
	assert_true(memory_grow(&cells->rows, &cells->capacity, cells->count + 1, sizeof(*cells->rows)));
	cells->rows[cells->count++] = (struct oracle_cell){ key, { values[0], values[1], values[2] } };
}

static int compare_cells(const void *a, const void *b)
{
	const struct oracle_cell *x = a, *y = b;
	return (x->key > y->key) - (x->key < y->key);
}

void oracle_join(struct oracle_cells *cells, const struct plan *plan)
{
	struct oracle_cells joined = { 0 };
	qsort(cells->rows, cells->count, sizeof(*cells->rows), compare_cells);
	for (size_t i = 0, next; i < cells->count; i = next) {
		struct oracle_cell sum = cells->rows[i];
		for (next = i + 1; next < cells->count && cells->rows[next].key == sum.key; next++)
			for (int c = 0; c < 3; c++)
				if (sum.values[c] != ORACLE_UNKNOWN)
					sum.values[c] += cells->rows[next].values[c];
		add_cell(&joined, plan, sum.key, sum.values);
	}
	memory_free(cells->rows);
	*cells = joined;
}

static bool inside(const struct span *covers, period when, bool flow)
{
	int32_t from = flow ? period_first_day(when) : period_last_day(when);
	return from >= covers->first && period_last_day(when) <= covers->last;
}

void oracle_answer(struct oracle *o, int indicator, const struct span *covers, struct oracle_cells *cells)
{
	const struct catalog *catalog = &o->fixture->run.catalog;
	const struct plan *plan = &catalog->indicators[indicator].plan;
	fill_periods(o, plan->grains, plan_to_date(plan), covers);
	struct db_query *query = db_prepare(o->db, plan_sql(catalog, indicator, &o->fixture->arena), &o->fixture->error);
	check(o, query != NULL);
	while (db_step(query, &o->fixture->error)) {
		period when = (period)db_column_int(query, 1);
		int region = region_find(tree_of(o), db_column_text(query, 0)),
		    text = catalog_breakdown(catalog, db_column_text(query, 2));
		assert_true(region != REGION_NONE && text >= 0);
		int64_t values[3] = { 0 };
		for (int c = 0; c < (plan_form(plan)->zero ? 3 : plan_form(plan)->stored); c++)
			values[c] = db_column_null(query, 3 + c) ? ORACLE_UNKNOWN : db_column_int(query, 3 + c);
		if (plan_form(plan)->kind == VALUE_PARTS)
			assert_int_equal(db_column_int(query, 5), plan->scale);
		if (inside(covers, when, plan->time == TALLY_FLOW))
			add_cell(cells, plan, cell_key((uint32_t)region, when, (uint32_t)text), values);
	}
	check(o, o->fixture->error.code == ERROR_NONE);
	db_finish(query);
	qsort(cells->rows ? cells->rows : (void *)cells, cells->count, sizeof(*cells->rows), compare_cells);
}

/* Whether records stand behind a row of a measure, by the column that its form keeps for that. */
static bool has_records(const struct measure_form *form, const wide *sums)
{
	return form->zero || sums[form->columns - 1] != combine_neutral(form->combine);
}

void engine_answer(const struct scan_result *scan, int indicator, struct oracle_cells *cells)
{
	for (size_t c = 0; c < scan->program.cubes_count; c++)
		for (size_t m = 0; m < scan->program.cubes[c].measures_count; m++) {
			const struct measure *measure = &scan->program.cubes[c].measures[m];
			const struct cube_cells *found = &scan->cells[c];
			int columns = plan_moves(measure->plan) ? 3 : plan_form(measure->plan)->stored;
			for (uint32_t row = 0; measure->indicator == indicator && row < found->rows.count; row++) {
				const wide *sums = table_sums(&found->rows, row) + found->columns[m];
				int64_t values[3] = { 0 };
				for (int k = 0; k < columns; k++)
					values[k] = k > 0 && plan_moves(measure->plan) &&
							!cells_moves_known(found, cell_period(found->rows.keys[row]))
						? ORACLE_UNKNOWN
						: (int64_t)sums[k];
				if (has_records(plan_form(measure->plan), sums))
					add_cell(cells, measure->plan, found->rows.keys[row], values);
			}
		}
	qsort(cells->rows ? cells->rows : (void *)cells, cells->count, sizeof(*cells->rows), compare_cells);
}

static void say_cell(const struct oracle *o, const char *who, const struct oracle_cell *cell)
{
	char when[PERIOD_TEXT_BYTES];
	period_print(cell_period(cell->key), when);
	print_error("  %s: %s %s '%s': %lld, entries %lld, exits %lld\n", who, tree_of(o)->rows[cell_region(cell->key)].code,
		when, o->fixture->run.catalog.breakdowns[cell_text(cell->key)], (long long)cell->values[0],
		(long long)cell->values[1], (long long)cell->values[2]);
}

bool oracle_agrees(const struct oracle *o, int indicator, const struct oracle_cells *sql, const struct oracle_cells *engine)
{
	size_t a = 0, b = 0;
	int said = 0;
	while ((a < sql->count || b < engine->count) && said < 12) {
		const struct oracle_cell *x = a < sql->count ? &sql->rows[a] : NULL,
					 *y = b < engine->count ? &engine->rows[b] : NULL;
		int order = !x ? 1 : !y ? -1 : compare_cells(x, y);
		a += order <= 0;
		b += order >= 0;
		if (order == 0 && memcmp(x->values, y->values, sizeof(x->values)) == 0)
			continue;
		if (said++ == 0)
			print_error("%s:\n", o->fixture->run.catalog.indicators[indicator].id);
		if (order <= 0)
			say_cell(o, "sql   ", x);
		if (order >= 0)
			say_cell(o, "engine", y);
	}
	return said == 0;
}
