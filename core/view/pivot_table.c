/* View: a pivot as a table of texts, and the line above it that says what stands still. Computes nothing. */
#include <string.h>

#include "view/labels.h"
#include "view/pivot_inner.h"
#include "view/written.h"

/* Label columns: a code for programs and a name for people, on each axis but that of the columns; the unit where there are several indicators. */
enum label {
	LABEL_INDICATOR,
	LABEL_TITLE,
	LABEL_UNIT,
	LABEL_BREAKDOWN,
	LABEL_PART,
	LABEL_REGION,
	LABEL_REGION_NAME,
	LABEL_PERIOD,
	LABEL_COUNT
};

static const struct {
	const char *key, *heading;
	enum axis axis;
	bool code; /* for programs; the others are for people, but the ones that are both */
	bool name;
} labels[LABEL_COUNT] = {
	[LABEL_INDICATOR] = { "indicator", N_("id"), AXIS_INDICATOR, true, false },
	[LABEL_TITLE] = { "title", N_("indicator"), AXIS_INDICATOR, true, true },
	[LABEL_UNIT] = { "unit", N_("unit"), AXIS_INDICATOR, true, true },
	[LABEL_BREAKDOWN] = { "breakdown", N_("breakdown"), AXIS_BREAKDOWN, true, false },
	[LABEL_PART] = { "", N_("breakdown"), AXIS_BREAKDOWN, false, true },
	[LABEL_REGION] = { "region", N_("code"), AXIS_REGION, true, false },
	[LABEL_REGION_NAME] = { "region_name", N_("region"), AXIS_REGION, true, true },
	[LABEL_PERIOD] = { "period", N_("period"), AXIS_PERIOD, true, true },
};

struct laying_pivot {
	struct pivoting *p;
	struct writing writing;
	struct column *columns;
	const char **cells, **plain; /* of the row being laid out */
	size_t width;
	bool incomplete;
};

static const char *kept(struct laying_pivot *l, const char *text)
{
	l->writing.failed |= !text;
	return text;
}

static const char *part_title(const struct pivoting *p, size_t at)
{
	const char *text = p->spread.parts[at];
	if (!text[0])
		return _("total");
	for (size_t i = 0; i < p->spread.counts[AXIS_INDICATOR]; i++) {
		const struct name_part *part = names_part_named(&p->names->indicators[p->spread.indicators[i]], text);
		if (part)
			return part->title;
	}
	return text;
}

static const char *period_text(struct laying_pivot *l, size_t at)
{
	char text[PERIOD_TEXT_BYTES];
	period_print(l->p->spread.periods.items[at], text);
	return kept(l, arena_copy(l->p->arena, text_of(text)));
}

static const char *label_text(struct laying_pivot *l, enum label label, size_t at)
{
	const struct pivoting *p = l->p;
	switch (label) {
	case LABEL_INDICATOR:
		return p->names->indicators[p->spread.indicators[at]].name;
	case LABEL_TITLE:
		return indicator_title(&p->names->indicators[p->spread.indicators[at]]);
	case LABEL_UNIT:
		return p->names->indicators[p->spread.indicators[at]].unit;
	case LABEL_BREAKDOWN:
		return p->spread.parts[at];
	case LABEL_PART:
		return part_title(p, at);
	case LABEL_REGION:
		return p->names->regions[p->spread.regions.items[at]].code;
	case LABEL_REGION_NAME:
		return p->names->regions[p->spread.regions.items[at]].name;
	default:
		return period_text(l, at);
	}
}

/* The n-th label column: those of the rows stand last, beside the figures. */
static enum label label_nth(const struct pivoting *p, int n)
{
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < LABEL_COUNT; i++)
			if ((labels[i].axis == p->spread.rows) == (pass == 1) && n-- == 0)
				return (enum label)i;
	return LABEL_PERIOD;
}

/* What stands still is told once, above the table. */
static bool label_moves(const struct pivoting *p, enum axis axis)
{
	return axis == p->spread.rows || p->spread.counts[axis] > 1;
}

static void label_columns(struct laying_pivot *l)
{
	for (int n = 0; n < LABEL_COUNT; n++) {
		enum label i = label_nth(l->p, n);
		if (labels[i].axis == l->p->spread.cols)
			continue;
		bool hidden = !labels[i].name || !label_moves(l->p, labels[i].axis);
		if (!labels[i].code && hidden)
			continue;
		l->columns[l->width++] =
			(struct column){ labels[i].key, _(labels[i].heading), COLUMN_TEXT, hidden, !labels[i].code };
	}
}

static const char *column_code(struct laying_pivot *l, size_t c)
{
	static const enum label codes[AXIS_COUNT] = { LABEL_INDICATOR, LABEL_BREAKDOWN, LABEL_REGION, LABEL_PERIOD };
	const char *code = label_text(l, codes[l->p->spread.cols], c);
	return code && !code[0] ? "total" : code;
}

/* Indicators side by side have units of their own, which stand nowhere else. */
static const char *value_heading(struct laying_pivot *l, size_t c)
{
	static const enum label names[AXIS_COUNT] = { LABEL_TITLE, LABEL_PART, LABEL_REGION_NAME, LABEL_PERIOD };
	const struct spread *s = &l->p->spread;
	const char *heading = label_text(l, names[s->cols], c);
	const char *unit = s->cols == AXIS_INDICATOR && fact_in_unit(s->fact) ? label_text(l, LABEL_UNIT, c) : "";
	return unit[0] ? kept(l, arena_printf(l->p->arena, _("%s (%s)"), heading, unit)) : heading;
}

static void value_columns(struct laying_pivot *l)
{
	const struct spread *s = &l->p->spread;
	enum column_kind kind = fact_is_number(s->fact) ? COLUMN_NUMBER : COLUMN_TEXT;
	for (size_t c = 0; c < s->counts[s->cols]; c++)
		if (l->p->shown[c])
			l->columns[l->width++] = (struct column){ column_code(l, c), value_heading(l, c), kind, false, false };
}

/* Behind an incomplete figure stands how much of it is there. */
static const char *marked(struct laying_pivot *l, const char *text, const struct fact *fact)
{
	l->incomplete |= fact->expected > 0;
	return text && fact->expected ? kept(l, arena_printf(l->p->arena, "%s (%d/%d)", text, fact->delivered, fact->expected))
				      : text;
}

static void lay_line(struct laying_pivot *l, const struct pivot_line *line, size_t *values)
{
	const struct spread *s = &l->p->spread;
	size_t at = 0;
	for (int n = 0; n < LABEL_COUNT; n++) {
		enum label i = label_nth(l->p, n);
		bool column = labels[i].axis != s->cols && (labels[i].code || label_moves(l->p, labels[i].axis));
		if (!column)
			continue;
		l->plain[at] = l->cells[at] = label_text(l, i, line->at[labels[i].axis]);
		at++;
	}
	for (size_t c = 0; c < s->counts[s->cols]; c++) {
		size_t row = s->cols == AXIS_INDICATOR ? c : line->at[AXIS_INDICATOR];
		const struct name_indicator *indicator = &l->p->names->indicators[s->indicators[row]];
		if (!l->p->shown[c])
			continue;
		l->plain[at] = written_plain(&l->writing, indicator, &line->facts[c]);
		l->cells[at] = marked(l, written_shown(&l->writing, indicator, &line->facts[c]), &line->facts[c]);
		*values += l->plain[at] != NULL;
		at++;
	}
}

static const char *caption_add(struct laying_pivot *l, const char *caption, const char *more)
{
	return caption && more && more[0] ? kept(l, arena_printf(l->p->arena, "%s%s%s", caption, caption[0] ? " · " : "", more))
					  : caption;
}

/* "高新技术企业 · 濮阳市 · 2018 · growth · unit: 家": what does not move, and what the figures are. */
static const char *caption_text(struct laying_pivot *l)
{
	static const enum label names[AXIS_COUNT] = { LABEL_TITLE, LABEL_PART, LABEL_REGION_NAME, LABEL_PERIOD };
	const struct spread *s = &l->p->spread;
	const char *caption = "";
	for (int axis = 0; axis < AXIS_COUNT; axis++) {
		bool total = axis == AXIS_BREAKDOWN && !s->parts[0][0];
		if ((enum axis)axis != s->cols && !label_moves(l->p, (enum axis)axis) && s->counts[axis] && !total)
			caption = caption_add(l, caption, label_text(l, names[axis], 0));
	}
	caption = caption_add(l, caption, _(fact_rows[s->fact].heading));
	if (s->counts[AXIS_INDICATOR] == 1 && s->cols != AXIS_INDICATOR && fact_in_unit(s->fact))
		caption = caption_add(l, caption,
			kept(l, arena_printf(l->p->arena, _("unit: %s"), l->p->names->indicators[s->indicators[0]].unit)));
	return caption;
}

bool pivot_table(struct pivoting *p, struct pivot *pivot, struct tally_error *error)
{
	struct laying_pivot l = { .p = p, .writing = { .names = p->names, .arena = p->arena } };
	l.columns = arena_array(p->arena, LABEL_COUNT + p->spread.counts[p->spread.cols] + 1, sizeof *l.columns);
	if (!l.columns)
		return error_memory(error);
	label_columns(&l);
	value_columns(&l);
	const char **cells = arena_array(p->arena, p->count * l.width + 1, sizeof *cells);
	const char **plain = arena_array(p->arena, p->count * l.width + 1, sizeof *plain);
	if (!cells || !plain)
		return error_memory(error);
	for (size_t i = 0; i < p->count; i++) {
		l.cells = cells + i * l.width;
		l.plain = plain + i * l.width;
		lay_line(&l, &p->lines[i], &pivot->values);
	}
	pivot->caption = caption_text(&l);
	if (l.incomplete)
		pivot->note = _("(n/m): incomplete, of m deliveries that are expected n are there; 'tally status' says which "
				"are missing");
	pivot->table = (struct table){
		.columns = l.columns, .columns_count = l.width, .cells = cells, .plain = plain, .rows = p->count
	};
	return !l.writing.failed || error_memory(error);
}
