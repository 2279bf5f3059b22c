/* CLI: `tally backup`: a copy of the store. */
#include "area/workspace.h"
#include "cli/command.h"
#include "store/backup.h"

enum exit_status command_backup(struct invocation *invocation, struct tally_error *error)
{
	const char *store, *lang;
	int64_t run = 0;
	if (invocation->words_count != 1) {
		error_set(error, ERROR_USAGE, _("backup takes one FILE, the copy to be made: tally backup FILE"));
		return EXIT_USAGE;
	}
	if (!workspace_store(invocation->settings.where, invocation->arena, &store, &lang, error) ||
		!store_backup(store, invocation->words[0], &run, error))
		return error_status(error);
	fprintf(invocation->out, _("%s: the store as of run %lld, checked\n"), invocation->words[0], (long long)run);
	return EXIT_FINE;
}
