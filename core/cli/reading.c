/* CLI: what commands that read the store begin with. Knows the options that all of them share; must not know what they print. */
#include "cli/reading.h"

#include "area/workspace.h"

bool reading_open(const struct invocation *invocation, struct reading *reading, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	const char *lang;
	reading->reader = NULL;
	if (settings->format && !format_named(text_of(settings->format), &reading->format))
		return error_set(error, ERROR_USAGE, "--format: '%s'", settings->format); /* options_read takes no other */
	if (!workspace_store(settings->where, invocation->arena, &reading->store, &lang, error))
		return false;
	reading->reader = store_open_at(reading->store, settings->as_of, error);
	return reading->reader != NULL;
}
