/* Engine: names of returned workbooks. Knows what stands in the folder; writes nothing. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "engine/returned_inner.h"

const char *returned_stem(const char *name, struct arena *arena)
{
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name, *point = strrchr(base, '.');
	return arena_copy(arena, (struct text){ base, point && point > base ? (size_t)(point - base) : strlen(base) });
}

/* a/b/list.csv: "list", "a-b-list", "a-b-list.csv". */
static const char *name_of(const struct returned_job *job, int level, struct arena *arena)
{
	if (level == 0)
		return returned_stem(job->source, arena);
	char *name = arena_copy(arena, text_of(job->source));
	char *slash = name ? strrchr(name, '/') : NULL, *point = name ? strrchr(slash ? slash : name, '.') : NULL;
	if (level == 1 && point && point > name && point[-1] != '/')
		*point = '\0';
	for (char *at = name; at && *at; at++)
		if (*at == '/')
			*at = '-';
	return name;
}

static bool is_taken(const struct returned_job *jobs, size_t count, size_t but, const char *target)
{
	for (size_t i = 0; i < count; i++)
		if (i != but && jobs[i].target && strcasecmp(jobs[i].target, target) == 0)
			return true;
	return false;
}

/* The shortest name that no other of them would have. */
static const char *unlike_others(const struct returned_job *jobs, size_t count, size_t at, struct arena *arena)
{
	const char *name = NULL;
	for (int level = 0; level < 3; level++) {
		bool alone = true;
		name = name_of(&jobs[at], level, arena);
		for (size_t i = 0; name && i < count && alone; i++) {
			const char *other = i == at ? NULL : name_of(&jobs[i], level, arena);
			alone = !other || strcasecmp(other, name) != 0;
		}
		if (alone)
			break;
	}
	return name;
}

bool returned_targets(struct returned_job *jobs, size_t count, const char *folder, struct arena *arena)
{
	for (size_t i = 0; i < count; i++) {
		const char *name = unlike_others(jobs, count, i, arena);
		const char *target = name ? arena_printf(arena, "%s/%s.xlsx", folder, name) : NULL;
		for (int number = 2; target && is_taken(jobs, count, i, target); number++)
			target = arena_printf(arena, "%s/%s (%d).xlsx", folder, name, number);
		if (!target)
			return false;
		jobs[i].target = target;
	}
	return true;
}

static bool is_there(const char *path)
{
	struct stat about;
	return path && lstat(path, &about) == 0;
}

static bool same_file(const char *a, const char *b)
{
	struct stat first, second;
	return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* Spreadsheets leave a file beside one that they have open. */
static bool is_open(const char *target, struct arena *arena)
{
	const char *slash = strrchr(target, '/'), *base = slash ? slash + 1 : target;
	int folder = (int)(base - target);
	return is_there(arena_printf(arena, "%.*s~$%s", folder, target, base)) ||
		is_there(arena_printf(arena, "%.*s.~lock.%s#", folder, target, base));
}

const char *returned_refusal(const struct returned_job *job, struct arena *arena)
{
	const char *target = job->target;
	struct stat about;
	if (lstat(target, &about) != 0)
		return NULL;
	if (same_file(target, job->path))
		return arena_printf(arena, _("%s is the file that was read; name another folder"), target);
	if (!S_ISREG(about.st_mode))
		return arena_printf(arena, _("%s is there and is no file; name another folder"), target);
	if (is_open(target, arena))
		return arena_printf(arena, _("%s is open in another program; close it there"), target);
	const struct returned_mark *mark = returned_mark(target, arena);
	if (!mark)
		return arena_printf(arena, _("%s is there and is no returned workbook; name another folder"), target);
	if (strcmp(mark->source, job->source) != 0)
		return arena_printf(
			arena, _("%s is there and is the returned workbook of %s; name another folder"), target, mark->source);
	if (mark->saved)
		return arena_printf(arena,
			_("%s was saved after it had been returned, so somebody is mending it; put it among the files of its "
			  "register, or take it away"),
			target);
	return NULL;
}
