/* CLI: `tally new area`: an area in INI, proposed from a file, written once and checked at once. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "area/propose.h"
#include "area/words.h"
#include "cli/report.h"
#include "view/table.h"

struct newcomer {
	struct invocation *invocation;
	struct workspace workspace;
	struct proposal proposal;
	const char *name, *path; /* of the INI */
	const char *files; /* as the INI names the file */
};

static bool read_words(struct newcomer *n, struct tally_error *error)
{
	const struct invocation *invocation = n->invocation;
	if (invocation->words_count != 2 || strcmp(invocation->words[0], "area") != 0 || !invocation->settings.from)
		return error_set(error, ERROR_USAGE, _("new takes a name and a file: tally new area NAME --from FILE"));
	n->name = invocation->words[1];
	if (!text_is_name(text_of(n->name)) || strcmp(n->name, "param") == 0)
		return error_set(error, ERROR_USAGE,
			_("'%s' is no name of an area; allowed: a small letter, then small letters, digits and _"), n->name);
	return true;
}

/* Only tally.ini and the regions matter: another area may have faults. */
static bool open_workspace(struct newcomer *n, struct tally_error *error)
{
	struct faults faults;
	faults_init(&faults, n->invocation->arena);
	if (!workspace_open(n->invocation->settings.where, n->invocation->arena, &n->workspace, &faults, error))
		return false;
	if (!n->workspace.sound) {
		faults_print(&faults, n->invocation->err);
		return faults_none(&faults, error);
	}
	n->path = arena_printf(
		n->invocation->arena, "%s%sareas/%s.ini", n->workspace.folder, n->workspace.folder[0] ? "/" : "", n->name);
	if (!n->path)
		return error_memory(error);
	if (access(n->path, F_OK) == 0)
		return error_set(error, ERROR_USAGE,
			_("%s is there already and is not written over; take another name or move it away"), n->path);
	return true;
}

/* What the patterns of `files` would take for something else. */
static const char *quoted(struct arena *arena, const char *path)
{
	char *out = arena_alloc(arena, strlen(path) * 2 + 1), *at = out;
	for (; out && *path; path++) {
		if (strchr("*?[\\", *path))
			*at++ = '\\';
		*at++ = *path;
	}
	return out;
}

/* Relative to the folder of the areas where the file lies within the workspace, else from the root. */
static bool name_file(struct newcomer *n, struct tally_error *error)
{
	char file[PATH_MAX], folder[PATH_MAX];
	const char *path = n->invocation->settings.from;
	if (!realpath(path, file))
		return error_errno(error, ERROR_INPUT, errno, path, _("cannot be opened"));
	if (strchr(file, '|'))
		return error_set(error, ERROR_INPUT, _("%s: a name with '|' cannot stand in an INI; rename the file"), path);
	if (!realpath(n->workspace.folder[0] ? n->workspace.folder : ".", folder))
		return error_errno(error, ERROR_CONFIG, errno, n->workspace.folder, _("cannot be opened"));
	size_t bytes = strlen(folder);
	bool within = strncmp(file, folder, bytes) == 0 && file[bytes] == '/';
	const char *shown = within ? arena_printf(n->invocation->arena, "..%s", file + bytes) : file;
	n->files = shown ? quoted(n->invocation->arena, shown) : NULL;
	return n->files || error_memory(error);
}

static bool write_ini(struct newcomer *n, struct tally_error *error)
{
	int fd = open(n->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	FILE *out = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (!out) {
		error_errno(error, ERROR_STORE, errno, n->path, _("cannot be written"));
		if (fd >= 0)
			close(fd);
		return false;
	}
	proposal_print(&n->workspace, &n->proposal, n->files, out);
	bool good = !ferror(out);
	good &= fclose(out) == 0;
	return good || error_errno(error, ERROR_STORE, errno, n->path, _("cannot be written"));
}

/* --- what is said of it --- */

static const char *kind_of(const struct newcomer *n, const struct proposed_column *c)
{
	const struct choice *choice = choice_of(word_find(SECTION_FIELD, TEXT("type"))->choices, c->type);
	if (!c->field)
		return "";
	const char *text = choice ? choice->name : "";
	if (c->type == TALLY_CODE)
		return arena_printf(n->invocation->arena, "%s (%zu)", text, c->codes_count);
	return c->unit[0] ? arena_printf(n->invocation->arena, "%s %s", text, c->unit) : text;
}

static const char *role_of(const struct newcomer *n, size_t column)
{
	const struct proposed_column *c = &n->proposal.columns[column];
	return (int)column == n->proposal.date      ? _("dates the record")
		: (int)column == n->proposal.region ? _("places the record")
		: c->key                            ? _("key")
		: c->private                        ? _("private")
		: c->optional                       ? _("may be empty")
						    : "";
}

static bool print_columns(const struct newcomer *n, struct tally_error *error)
{
	static const struct column headings[] = { { .key = "column", .heading = N_("column") },
		{ .key = "heading", .heading = N_("heading") }, { .key = "field", .heading = N_("field") },
		{ .key = "type", .heading = N_("type") }, { .key = "role", .heading = N_("role") },
		{ .key = "why", .heading = N_("told by") } };
	enum { COLUMNS = sizeof(headings) / sizeof(headings[0]) };
	const struct proposal *p = &n->proposal;
	struct column columns[COLUMNS];
	const char **cells = arena_array(n->invocation->arena, p->columns_count * COLUMNS + 1, sizeof(*cells));
	if (!cells)
		return error_memory(error);
	table_heads(columns, headings, COLUMNS);
	for (size_t i = 0; i < p->columns_count; i++) {
		char letters[8];
		const char **row = cells + i * COLUMNS;
		grid_letters(p->columns[i].place, letters);
		row[0] = arena_copy(n->invocation->arena, text_of(letters));
		row[1] = arena_copy(n->invocation->arena, p->columns[i].heading);
		row[2] = p->columns[i].field ? p->columns[i].field : _("(passed over)");
		row[3] = kind_of(n, &p->columns[i]);
		row[4] = role_of(n, i);
		row[5] = p->columns[i].why;
		if (!row[0] || !row[1] || !row[3])
			return error_memory(error);
	}
	struct table table = { .columns = columns, .columns_count = COLUMNS, .cells = cells, .rows = p->columns_count };
	return table_print(&table, FORMAT_TABLE, false, n->invocation->out, error);
}

static bool tell(const struct newcomer *n, struct tally_error *error)
{
	const struct proposal *p = &n->proposal;
	FILE *out = n->invocation->out;
	if (p->header_first != p->header)
		fprintf(out, _("%s: headings in rows %u to %u, %zu records\n\n"), p->path, p->header_first, p->header, p->rows);
	else
		fprintf(out, _("%s: headings in row %u, %zu records\n\n"), p->path, p->header, p->rows);
	if (!print_columns(n, error))
		return false;
	fputc('\n', out);
	for (size_t i = 0; i < p->looks_count; i++)
		fprintf(out, _("look: %s\n"), p->looks[i]);
	for (size_t i = 0; i < p->columns_count; i++)
		if (p->columns[i].look)
			fprintf(out, _("look: %s: %s\n"), p->columns[i].field, p->columns[i].look);
	fprintf(out, _("written: %s; read it through, mend it, then `tally run %s`\n\n"), n->path, n->name);
	return true;
}

enum exit_status command_new(struct invocation *invocation, struct tally_error *error)
{
	struct newcomer n = { .invocation = invocation };
	if (!read_words(&n, error) || !open_workspace(&n, error) || !name_file(&n, error) ||
		!proposal_make(&n.workspace, invocation->settings.from, invocation->arena, &n.proposal, error) ||
		!write_ini(&n, error) || !tell(&n, error))
		return error_status(error);
	const char *const areas[] = { n.name, NULL };
	invocation->words = areas;
	invocation->words_count = 1;
	return run_and_report(invocation, true, error);
}
