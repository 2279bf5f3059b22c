/* Model: which value of a parameter holds on a day and in a region. Knows the tree of regions; knows nothing of tables or records. */
#include "model/parameter.h"

#include <string.h>

bool parameter_mentioned(struct text word)
{
	return text_starts(word, PARAMETER_PREFIX);
}

/* Of the word behind the prefix: its own area's name, or area.name. */
static bool is_meant(const struct parameter *parameter, const char *area, struct text word)
{
	const char *dot = memchr(word.at, '.', word.len);
	struct text name = word;
	if (!dot)
		return strcmp(parameter->area, area) == 0 && text_is(name, parameter->name);
	name.at = dot + 1;
	name.len = word.len - (size_t)(dot + 1 - word.at);
	return text_is((struct text){ word.at, (size_t)(dot - word.at) }, parameter->area) && text_is(name, parameter->name);
}

static bool unknown(
	const struct parameter_list *list, const char *area, struct text word, struct arena *arena, struct tally_error *error)
{
	const char **names = arena_array(arena, list->count + 1, sizeof(*names));
	if (!names)
		return error_memory(error);
	for (size_t i = 0; i < list->count; i++) {
		bool own = strcmp(list->rows[i].area, area) == 0;
		names[i] = own ? arena_printf(arena, PARAMETER_PREFIX "%s", list->rows[i].name)
			       : arena_printf(arena, PARAMETER_PREFIX "%s.%s", list->rows[i].area, list->rows[i].name);
		if (!names[i])
			return error_memory(error);
	}
	const char *near = text_nearest(word, names, list->count);
	if (near)
		return error_set(
			error, ERROR_CONFIG, _("unknown parameter: '%.*s'; did you mean '%s'?"), (int)word.len, word.at, near);
	return error_set(error, ERROR_CONFIG, _("unknown parameter: '%.*s'; declare it in a section [parameter NAME]"),
		(int)word.len, word.at);
}

const struct parameter *parameter_named(
	const struct parameter_list *list, const char *area, struct text word, struct arena *arena, struct tally_error *error)
{
	size_t prefix = strlen(PARAMETER_PREFIX);
	struct text rest = { word.at + prefix, word.len - prefix };
	for (size_t i = 0; i < list->count; i++) {
		const struct parameter *found = &list->rows[i];
		if (!is_meant(found, area, rest))
			continue;
		if (found->count)
			return found;
		error_set(error, ERROR_CONFIG,
			_("parameter '%.*s' has no values; name their table by files = ... in [parameter %s] of areas/%s.ini"),
			(int)word.len, word.at, found->name, found->area);
		return NULL;
	}
	unknown(list, area, word, arena, error);
	return NULL;
}

/* The last row of the region that begins on or before the day, if it has not ended. */
static const struct parameter_value *valid_in(const struct parameter *parameter, int region, int32_t day)
{
	size_t low = 0, high = parameter->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct parameter_value *at = &parameter->values[middle];
		if (at->region < region || (at->region == region && at->first <= day))
			low = middle + 1;
		else
			high = middle;
	}
	const struct parameter_value *found = low ? &parameter->values[low - 1] : NULL;
	return found && found->region == region && day <= found->last ? found : NULL;
}

const struct parameter_value *parameter_at(
	const struct parameter *parameter, const struct region_tree *tree, int region, int32_t day)
{
	for (; region != REGION_NONE; region = tree->rows[region].parent) {
		const struct parameter_value *found = valid_in(parameter, region, day);
		if (found)
			return found;
	}
	return valid_in(parameter, REGION_NONE, day);
}
