/* Room base: the list of everything that is wrong in what people declared. Knows places and sentences, not the meaning of
 * either; memory that runs out while collecting is remembered and told instead of a silent gap. */
#include "base/fault.h"

#include <string.h>

enum { NAMES_TOLD = 24 };

void faults_init(struct faults *faults, struct arena *arena)
{
	*faults = (struct faults){ .arena = arena };
}

static const char *place(struct faults *faults, const char *file, unsigned line)
{
	if (!file)
		return "";
	if (line == 0)
		return arena_copy(faults->arena, text_of(file));
	return arena_printf(faults->arena, "%s:%u", file, line);
}

void fault_add(struct faults *faults, const char *file, unsigned line, const char *format, ...)
{
	struct fault *fault = arena_alloc(faults->arena, sizeof *fault);
	const char *where = place(faults, file, line);
	const char *what;
	va_list rest;

	va_start(rest, format);
	what = arena_vprintf(faults->arena, format, rest);
	va_end(rest);
	faults->count++;
	if (!fault || !what || !where) {
		faults->memory = true;
		return;
	}
	*fault = (struct fault){ .where = where, .what = what };
	if (faults->last)
		faults->last->next = fault;
	else
		faults->first = fault;
	faults->last = fault;
}

static size_t names_bytes(const char *const *names, size_t count)
{
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += strlen(names[i]) + 2;
	return bytes;
}

/* "a, b, c"; NULL when memory ran out. */
static const char *names_joined(struct arena *arena, const char *const *names, size_t count)
{
	char *joined = arena_alloc(arena, names_bytes(names, count) + 1);
	char *end = joined;

	for (size_t i = 0; joined && i < count; i++) {
		if (i > 0)
			end = stpcpy(end, ", ");
		end = stpcpy(end, names[i]);
	}
	return joined;
}

const char *fault_hint(struct faults *faults, struct text bad, const char *const *names, size_t count)
{
	const char *near = text_nearest(bad, names, count);
	const char *joined;
	const char *hint = NULL;

	if (count == 0)
		return "";
	if (near) {
		hint = arena_printf(faults->arena, _("; did you mean '%s'?"), near);
		return hint ? hint : "";
	}
	joined = names_joined(faults->arena, names, count < NAMES_TOLD ? count : NAMES_TOLD);
	if (joined && count > NAMES_TOLD)
		hint = arena_printf(faults->arena, _("; allowed: %s, and %zu more"), joined, count - NAMES_TOLD);
	else if (joined)
		hint = arena_printf(faults->arena, _("; allowed: %s"), joined);
	return hint ? hint : "";
}

bool faults_none(const struct faults *faults, struct tally_error *error)
{
	const struct fault *first = faults->first;
	const char *colon;

	if (faults->memory)
		return error_memory(error);
	if (!first)
		return true;
	colon = *first->where ? ": " : "";
	if (faults->count == 1)
		return error_set(error, ERROR_CONFIG, "%s%s%s", first->where, colon, first->what);
	return error_set(error, ERROR_CONFIG, _("%s%s%s (and %zu more)"), first->where, colon, first->what, faults->count - 1);
}
