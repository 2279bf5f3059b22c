/* Area: how the workspace reads the targets of an area. Knows indicators and options; must not know a target. */
#include <string.h>

#include "area/catalog_inner.h"

static struct catalog_indicator *find_own(struct building *b, struct text name)
{
	size_t area = strlen(b->workspace->areas[b->area].name);
	for (size_t i = 0; i < b->indicators_count; i++)
		if (b->indicators[i].area == b->area && text_is(name, b->indicators[i].id + area + 1))
			return &b->indicators[i];
	return NULL;
}

static const char *own_hint(struct building *b, struct text name)
{
	size_t area = strlen(b->workspace->areas[b->area].name), count = 0;
	const char **names = arena_array(b->arena, b->indicators_count + 1, sizeof *names);
	for (size_t i = 0; names && i < b->indicators_count; i++)
		if (b->indicators[i].area == b->area)
			names[count++] = b->indicators[i].id + area + 1;
	return names ? fault_hint(b->faults, name, names, count) : "";
}

static void anew_fault(struct building *b, const char *what)
{
	const struct area *area = &b->workspace->areas[b->area];
	if (what)
		declaration_fault(b->faults, area->path, area->ini, "targets", "", "anew", what);
	else
		b->faults->memory = true;
}

void settle_targets(struct building *b)
{
	struct text rest = text_of(b->workspace->areas[b->area].statements[STATEMENT_TARGET].anew), name;
	while (text_next(&rest, '|', &name)) {
		struct catalog_indicator *found = find_own(b, name);
		if (!found)
			anew_fault(b,
				arena_printf(b->arena, _("anew: no indicator '%.*s' of this area%s"), (int)name.len, name.at,
					own_hint(b, name)));
		else if (found->time != TALLY_FLOW)
			anew_fault(b,
				arena_printf(b->arena,
					_("anew: '%.*s' is no flow: an increase of it is on top of the period before in any "
					  "case; leave it out"),
					(int)name.len, name.at));
		else
			found->anew = true;
	}
}
