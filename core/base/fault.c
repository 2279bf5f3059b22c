/* Base: the list of faults in what people declare. Knows places and messages; prints nothing. */
#include "base/fault.h"

#include <string.h>

enum { HINT_NAMES_MAX = 24 };

void faults_init(struct faults *faults, struct arena *arena)
{
	*faults = (struct faults){ .arena = arena };
}

void fault_add(struct faults *faults, const char *file, unsigned line, const char *format, ...)
{
	struct fault *fault = arena_alloc(faults->arena, sizeof(*fault));
	va_list rest;
	va_start(rest, format);
	const char *what = arena_vprintf(faults->arena, format, rest);
	va_end(rest);
	const char *where = line ? arena_printf(faults->arena, "%s:%u", file ? file : "", line) : arena_printf(faults->arena, "%s", file ? file : "");
	faults->count++;
	if (!fault || !what || !where) {
		faults->memory = true;
		return;
	}
	*fault = (struct fault){ where, what, NULL };
	if (faults->last)
		faults->last->next = fault;
	else
		faults->first = fault;
	faults->last = fault;
}

const char *fault_hint(struct faults *faults, struct text bad, const char *const *names, size_t count)
{
	const char *near = text_nearest(bad, names, count);
	const char *hint = near ? arena_printf(faults->arena, _("; did you mean '%s'?"), near) : NULL;
	if (near || count == 0)
		return hint ? hint : "";
	size_t shown = count < HINT_NAMES_MAX ? count : HINT_NAMES_MAX;
	size_t bytes = 1;
	for (size_t i = 0; i < shown; i++)
		bytes += strlen(names[i]) + 2;
	char *list = arena_alloc(faults->arena, bytes);
	if (!list)
		return "";
	char *at = list;
	for (size_t i = 0; i < shown; i++) {
		at = i ? stpcpy(at, ", ") : at;
		at = stpcpy(at, names[i]);
	}
	hint = arena_printf(faults->arena, shown < count ? _("; allowed: %s, ...") : _("; allowed: %s"), list);
	return hint ? hint : "";
}

bool faults_none(const struct faults *faults, struct tally_error *error)
{
	if (faults->memory)
		return error_memory(error);
	if (faults->count == 0)
		return true;
	const struct fault *first = faults->first;
	const char *gap = first->where[0] ? ": " : "";
	if (faults->count == 1)
		return error_set(error, ERROR_CONFIG, "%s%s%s", first->where, gap, first->what);
	return error_set(error, ERROR_CONFIG, _("%s%s%s (and %zu more)"), first->where, gap, first->what, faults->count - 1);
}
