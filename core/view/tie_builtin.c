/* View: the table of ties that hold by themselves. Knows indicators, parts and flows; evaluates nothing. */
#include "view/tie_builtin.h"

#include <string.h>

/* --- days --- */

static void widen(struct tie_span *span, int32_t first, int32_t last)
{
	if (first <= last) {
		span->first = first < span->first ? first : span->first;
		span->last = last > span->last ? last : span->last;
	}
}

bool tie_span(struct reconciling *r, struct tie_span *span, struct tally_error *error)
{
	*span = (struct tie_span){ period_first_day(r->names->through), period_last_day(r->names->through), false };
	for (size_t i = 0; i < r->names->registers_count; i++) {
		int32_t from = r->names->registers[i].covers_first;
		widen(span, from, r->names->registers[i].covers_last < from ? from - 1 : span->last);
	}
	for (int kind = 0; kind < STATEMENT_KINDS; kind++) {
		const struct stated *stated;
		size_t count;
		if (!store_stated(r->reader, (enum statement_kind)kind, r->arena, &stated, &count, error))
			return false;
		for (size_t i = 0; i < count; i++)
			widen(span, period_first_day(stated[i].place.when), period_last_day(stated[i].place.when));
	}
	return true;
}

/* --- the ties --- */

/* Each makes a side; NULL: it does not apply, or no memory, which *failed says. */
struct making_tie {
	const struct store_names *names;
	const struct name_indicator *indicator;
	const char *by; /* the breakdown whose parts are added */
	struct arena *arena;
	bool failed;
};

static const char *text(struct making_tie *m, const char *made)
{
	m->failed |= !made;
	return made;
}

static const char *total(struct making_tie *m)
{
	return text(m, arena_printf(m->arena, "%s[]", m->indicator->name));
}

static const char *before_and_flow(struct making_tie *m)
{
	if (!m->indicator->flow[0])
		return NULL;
	return text(m, arena_printf(m->arena, "last_year(%s[]) + %s[]", m->indicator->name, m->indicator->flow));
}

/* A breakdown by one field, groups aside: each record stands in one part. The unknown part is one of them; where nothing was said of it, it is left out. */
static const char *parts_added(struct making_tie *m, bool unknown)
{
	const char *sum = "";
	size_t count = 0;
	for (size_t i = 0; sum && m->by && i < m->indicator->parts_count; i++) {
		const struct name_part *part = &m->indicator->parts[i];
		if (part->group || strcmp(part->by, m->by) != 0 || (!unknown && !part->shown))
			continue;
		sum = arena_printf(m->arena, "%s%s%s[%s]", sum, count ? " + " : "", m->indicator->name, part->text);
		count++;
	}
	m->failed |= !sum;
	return count > 1 && count <= FORMULA_OPERANDS ? sum : NULL;
}

static const char *parts_published(struct making_tie *m)
{
	return parts_added(m, false);
}

static const char *parts_counted(struct making_tie *m)
{
	return parts_added(m, true);
}

static const struct builtin {
	const char *name, *title;
	enum tally_on on;
	bool parts; /* once for each breakdown by one field */
	enum compare relation, overlapping; /* between the sides; where parts overlap, as those of entities do */
	const char *(*left)(struct making_tie *m);
	const char *(*right)(struct making_tie *m);
} builtins[] = {
	{ "total_published", N_("total so far is that of a year before and the flow of the year"), TALLY_ON_PUBLISHED, false,
		COMPARE_EQ, COMPARE_EQ, total, before_and_flow },
	{ "parts_published", N_("parts together are the total"), TALLY_ON_PUBLISHED, true, COMPARE_EQ, COMPARE_GE,
		parts_published, total },
	{ "parts", N_("parts together are the total"), TALLY_ON_REGISTER, true, COMPARE_EQ, COMPARE_GE, parts_counted, total },
};

enum { BUILTINS = sizeof builtins / sizeof builtins[0], BY_MOST = 16 };

/* A least or a mean does not. */
static bool adds(const struct name_indicator *indicator)
{
	return indicator->measure == TALLY_COUNT || indicator->measure == TALLY_SUM || indicator->measure == TALLY_DISTINCT;
}

/* Entities stand in several parts, and so do records with several codes. */
static bool overlaps(const struct making_tie *m)
{
	bool several = m->indicator->measure == TALLY_DISTINCT;
	for (size_t i = 0; m->by && i < m->indicator->parts_count; i++)
		several |= m->indicator->parts[i].several && strcmp(m->indicator->parts[i].by, m->by) == 0;
	return several;
}

static bool make(struct making_tie *m, const struct builtin *b, struct store_tie *tie)
{
	*tie = (struct store_tie){ .area = m->indicator->area,
		.title = _(b->title),
		.title_en = b->title,
		.left = b->left(m),
		.right = b->right(m),
		.tolerance = "rounding",
		.message = "",
		.relation = overlaps(m) ? b->overlapping : b->relation,
		.on = b->on,
		.severity = TALLY_ERROR,
		.grains = TALLY_GRAIN_YEAR };
	if (!tie->left || !tie->right)
		return false;
	const char *dot = strchr(m->indicator->name, '.');
	tie->name = text(m,
		arena_printf(m->arena, "%s.%s%s%s", dot ? dot + 1 : m->indicator->name, b->name, m->by ? "." : "",
			m->by ? m->by : ""));
	return tie->name != NULL;
}

/* The breakdowns by one field, each once. */
static size_t list_by(const struct name_indicator *indicator, const char *by[BY_MOST])
{
	size_t count = 0;
	for (size_t i = 0; i < indicator->parts_count && count < BY_MOST; i++) {
		const char *own = indicator->parts[i].by;
		if (!strchr(own, '*') && (count == 0 || strcmp(by[count - 1], own) != 0))
			by[count++] = own;
	}
	return count;
}

static bool make_all(struct making_tie *m, struct store_tie *ties, size_t *count)
{
	const char *by[BY_MOST];
	size_t bys = adds(m->indicator) ? list_by(m->indicator, by) : 0;
	for (size_t b = 0; b < BUILTINS; b++)
		for (size_t k = 0; k < (builtins[b].parts ? bys : 1); k++) {
			m->by = builtins[b].parts ? by[k] : NULL;
			*count += make(m, &builtins[b], &ties[*count]);
		}
	return !m->failed;
}

bool ties_builtin(struct reconciling *r, const struct store_tie **ties, size_t *count, struct tally_error *error)
{
	struct store_tie *made = arena_array(r->arena, r->names->indicators_count * BUILTINS * BY_MOST + 1, sizeof *made);
	*count = 0;
	*ties = made;
	for (size_t i = 0; made && i < r->names->indicators_count; i++) {
		struct making_tie m = { .names = r->names, .indicator = &r->names->indicators[i], .arena = r->arena };
		if (r->names->areas[m.indicator->row_area].enabled && !make_all(&m, made, count))
			return error_memory(error);
	}
	return made || error_memory(error);
}
