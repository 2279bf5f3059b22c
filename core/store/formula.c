/* Store: formulas reckoned from what the store has: the year to date of one, and whether a cell is what its operands give. Knows where operands are read; the
 * arithmetic is the model's. */
#include "model/formula.h"

#include <stdio.h>
#include <string.h>

#include "model/parameter.h"
#include "store/audit.h"
#include "store/inner.h"

enum { DEPTH_MOST = 32, OPERANDS_MOST = FORMULA_OPERANDS };

const struct formula *reader_formula(struct store_reader *reader, int indicator)
{
	const struct name_indicator *about = &reader->names.indicators[indicator];
	struct tally_error trouble = { 0 };
	if (!reader->formulas)
		reader->formulas = arena_array(&reader->arena, reader->names.indicators_count + 1, sizeof(*reader->formulas));
	if (!reader->formulas)
		return NULL;
	if (!reader->formulas[indicator]) {
		struct formula *formula = formula_parse(text_of(about->formula), &reader->arena, &trouble);
		if (formula) /* as the check decided when the areas were adopted */
			formula->parts = about->kind == VALUE_PARTS && formula->num && formula->den;
		reader->formulas[indicator] = formula;
	}
	return reader->formulas[indicator];
}

int reader_operand(struct store_reader *reader, const char *area, const char *name)
{
	char full[2 * 64 + 1];
	if (strchr(name, '.'))
		return names_indicator(&reader->names, text_of(name));
	snprintf(full, sizeof full, "%s.%s", area, name);
	return names_indicator(&reader->names, text_of(full));
}

/* --- operands --- */

/* param.name or param.area.name: the value of the last day, for the region of the cell. */
static bool read_parameter(struct store_reader *reader, const struct cell_place *cell, const char *word,
	struct observation *seen, struct tally_error *error)
{
	const struct name_indicator *user = &reader->names.indicators[cell->indicator];
	const struct store_parameter *found;
	struct arena scratch = { 0 };
	size_t count = 0;
	int32_t day = period_last_day(cell->when);
	const char *name = word + strlen(PARAMETER_PREFIX);
	struct parameter_question ask = { .name = name, .region = cell->region, .first = day, .last = day };
	if (!strchr(name, '.'))
		ask.name = arena_printf(&scratch, "%s.%s", user->area, name);
	bool good = ask.name ? store_parameters(reader, &ask, &scratch, &found, &count, error) : error_memory(error);
	if (good)
		seen->value = count ? found[count - 1].value : value_none(REASON_NO_PARAMETER);
	arena_done(&scratch);
	return good;
}

static bool part_of(const struct name_indicator *indicator, const char *text, uint32_t *breakdown)
{
	if (!text)
		return true;
	const struct name_part *part = names_part_named(indicator, text);
	*breakdown = part ? part->breakdown : 0;
	return !text[0] || part;
}

/* Of a year to date, what is counted on a day is that of the last period that ends with it. */
static period last_of(const struct name_indicator *indicator, period when)
{
	int32_t day = period_last_day(when);
	for (int g = GRAIN_COUNT - 1; g >= 0; g--) {
		period last = period_holding((enum grain)g, day);
		if (indicator->grains >> g & 1 && last != PERIOD_NONE && period_last_day(last) == day)
			return last;
	}
	return when;
}

period store_operand_period(const struct name_indicator *operand, enum formula_when when, period cell, bool to_date)
{
	period at = formula_period(when, cell);
	if (!to_date || at == PERIOD_NONE)
		return at;
	if (when == WHEN_PREV)
		return PERIOD_NONE;
	bool whole = when == WHEN_SAME || when == WHEN_LAST_YEAR;
	return whole && !name_is_formula(operand) && operand->time != TALLY_FLOW ? last_of(operand, at) : at;
}

/* A cell, and what is known of its operands. */
struct reckoning {
	struct store_reader *reader;
	struct cell_place cell;
	bool to_date;
	bool gone; /* an operand is no longer in the store, or its area is off */
	enum basis basis; /* the weakest */
};

static bool read_operand(
	struct reckoning *r, const struct formula_operand *operand, struct observation *seen, struct tally_error *error)
{
	const struct store_names *names = &r->reader->names;
	struct cell_place place = r->cell;
	*seen = (struct observation){ .value = value_none(REASON_MISSING) };
	if (parameter_mentioned(text_of(operand->name)))
		return read_parameter(r->reader, &r->cell, operand->name, seen, error);
	place.indicator = reader_operand(r->reader, names->indicators[r->cell.indicator].area, operand->name);
	if (r->to_date && operand->when == WHEN_PREV) {
		seen->value = value_none(REASON_RATIO);
		return true;
	}
	if (place.indicator < 0 || !part_of(&names->indicators[place.indicator], operand->breakdown, &place.breakdown)) {
		r->gone = true;
		return true;
	}
	const struct name_indicator *about = &names->indicators[place.indicator];
	r->gone |= !names->areas[about->row_area].enabled;
	place.when = store_operand_period(about, operand->when, r->cell.when, r->to_date);
	if (place.when == PERIOD_NONE)
		return true;
	return store_observe(r->reader, &place, BASIS_COUNT, seen, error);
}

static bool reckon(struct reckoning *r, struct value *value, struct tally_error *error)
{
	const struct formula *formula = reader_formula(r->reader, r->cell.indicator);
	struct value operands[OPERANDS_MOST];
	r->basis = BASIS_REGISTER;
	*value = value_none(REASON_MISSING);
	r->gone = !formula;
	for (uint32_t i = 0; formula && i < formula->operands_count; i++) {
		struct observation seen;
		if (!read_operand(r, &formula->operands[i], &seen, error))
			return false;
		r->gone |= seen.value.kind == VALUE_NONE && seen.value.reason == REASON_NO_PARAMETER;
		operands[i] = seen.value;
		if (seen.value.kind != VALUE_NONE && seen.basis > r->basis)
			r->basis = seen.basis;
	}
	if (formula)
		*value = formula_value(formula, operands);
	return true;
}

bool observe_formula_to_date(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	struct reckoning r = { .reader = reader, .cell = *place, .to_date = true };
	observation->value = value_none(REASON_RATIO);
	if (period_first_month(place->when) % 12 != 0 || period_months(place->when) < 2 || reader->depth >= DEPTH_MOST)
		return true;
	reader->depth++;
	bool good = reckon(&r, &observation->value, error);
	reader->depth--;
	observation->basis = r.basis;
	return good;
}

/* --- the check --- */

struct auditing {
	struct store_reader *reader;
	struct arena *arena;
	struct audit_result *result;
	int64_t unknown; /* cells whose operands are not all in the store any more */
	int *rows; /* of regions, by id */
};

static bool same_cell(struct db_query *query, int slot, const struct value *value, enum basis basis)
{
	int64_t state = (int64_t)basis | (int64_t)(value->kind == VALUE_NONE ? value->reason : REASON_NONE) << 8;
	if (db_column_int(query, slot + 3) != state || db_column_null(query, slot + 1) != (value->kind == VALUE_NONE))
		return false;
	return value->kind == VALUE_NONE ||
		(db_column_int(query, slot + 1) == value->a && db_column_int(query, slot + 2) == value->b);
}

static bool tell_fault(struct auditing *a, const struct cell_place *cell)
{
	const struct store_names *names = &a->reader->names;
	char when[PERIOD_TEXT_BYTES];
	period_print(cell->when, when);
	if (++a->result->count <= AUDIT_DETAILS_MOST)
		a->result->details =
			arena_printf(a->arena, "%s%s%s %s %s", a->result->details, a->result->count > 1 ? "; " : "",
				names->indicators[cell->indicator].name, names->regions[cell->region].code, when);
	return a->result->details != NULL;
}

static bool audit_cell(struct auditing *a, struct db_query *query, int indicator, struct tally_error *error)
{
	int64_t key = db_column_int(query, 0);
	int region = a->rows[key >> (KEY_PERIOD_BITS + KEY_BREAKDOWN_BITS) & (KEY_REGIONS - 1)];
	struct reckoning r = { .reader = a->reader,
		.cell = { indicator, region, (period)(key >> KEY_BREAKDOWN_BITS & ((1 << KEY_PERIOD_BITS) - 1)),
			(uint32_t)(key & (KEY_BREAKDOWNS - 1)) } };
	struct value value;
	int slot = a->reader->names.indicators[indicator].slot;
	if (db_column_null(query, slot + 3))
		return true;
	if (region == REGION_NONE) {
		a->unknown++;
		return true;
	}
	if (!reckon(&r, &value, error))
		return false;
	a->unknown += r.gone;
	return r.gone || same_cell(query, slot, &value, r.basis) || tell_fault(a, &r.cell) || error_memory(error);
}

static bool audit_formula(struct auditing *a, int indicator, struct tally_error *error)
{
	static const char sql[] =
		"SELECT key, m0, m1, m2, m3, m4, m5, m6, m7 FROM cell WHERE key BETWEEN ?1 << 53 AND (?1 << 53) "
		"+ 9007199254740991";
	struct tally_error problem = { 0 };
	struct db_query *query = query_get(&a->reader->queries, sql, error);
	bool good = true;
	if (!query)
		return false;
	query_bind(query, ARGS(INT(a->reader->names.indicators[indicator].cube)));
	while (good && db_step(query, &problem))
		good = audit_cell(a, query, indicator, error);
	if (problem.code != ERROR_NONE)
		return error_set(error, problem.code, "%s", problem.what);
	return good && db_reset(query, error);
}

static bool audit_all(struct auditing *a, struct tally_error *error)
{
	const struct store_names *names = &a->reader->names;
	a->rows = arena_array(a->arena, (size_t)KEY_REGIONS, sizeof *a->rows);
	if (!a->rows)
		return error_memory(error);
	for (size_t i = 0; i < (size_t)KEY_REGIONS; i++)
		a->rows[i] = REGION_NONE;
	for (size_t i = 0; i < names->regions_count; i++)
		a->rows[names->regions[i].id] = (int)i;
	for (size_t i = 0; i < names->indicators_count; i++) {
		const struct name_indicator *indicator = &names->indicators[i];
		bool checked = name_is_formula(indicator) && names->areas[indicator->row_area].enabled;
		if (checked && !audit_formula(a, (int)i, error))
			return false;
	}
	return true;
}

bool audit_formulas(const char *path, struct arena *arena, struct audit_result *result)
{
	struct tally_error trouble = { 0 };
	struct auditing a = { .reader = store_open(path, &trouble), .arena = arena, .result = result };
	*result = (struct audit_result){ "formulas", N_("a formula has the value that its operands give"), true, 0, "" };
	if (!a.reader) /* other checks say what is wrong with it */
		result->details = arena_printf(arena, "%s", trouble.what);
	else if (!audit_all(&a, &trouble)) {
		result->count++;
		result->details = arena_printf(arena, "%s", trouble.what);
	} else if (a.unknown)
		result->details = arena_printf(arena, _("%s%snot checkable: %lld"), result->details,
			result->details[0] ? "; " : "", (long long)a.unknown);
	store_close(a.reader);
	error_clear(&trouble);
	return result->details != NULL;
}
