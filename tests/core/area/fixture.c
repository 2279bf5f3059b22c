/* The folder of an office, its files, and what the room makes of them. */
#include "fixture.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

const char office_tally[] = "[workspace]\n"
			    "title = 样本局\n"
			    "home = 410900\n"
			    "periods = year, quarter\n"
			    "through = 2018\n";

const char office_regions[] = "code,name,level,parent,kind,first_day,last_day,successor\n"
			      "000000,全国,nation,,unit,,,\n"
			      "410900,甲市,prefecture,000000,unit,,,\n"
			      "410902,东区,county,410900,unit,,,\n"
			      "410923,南县,county,410900,unit,,,\n";

const char office_area[] = "# synthetic sample\n"
			   "[area]\n"
			   "title = 样区\n"
			   "severity.closing = error\n"
			   "\n"
			   "[register firms]\n"
			   "title = 企业台账\n"
			   "files = firms.csv\n"
			   "key = code\n"
			   "covers = 2017..\n"
			   "alias.level = 等级\n"
			   "\n"
			   "[field firms.code]\n"
			   "title = 代码\n"
			   "type = text\n"
			   "check = cn-uscc\n"
			   "\n"
			   "[field firms.level]\n"
			   "title = 级别\n"
			   "type = code\n"
			   "codes = national:国家 | provincial:省 | municipal:市\n"
			   "code_en.national = national\n"
			   "code_alias.municipal = 地市\n"
			   "group.upper = 省及以上: national | provincial\n"
			   "\n"
			   "[field firms.founded]\n"
			   "title = 成立日\n"
			   "type = date\n"
			   "\n"
			   "[field firms.closed]\n"
			   "title = 注销日\n"
			   "type = date\n"
			   "optional = yes\n"
			   "\n"
			   "[field firms.capital]\n"
			   "title = 资本\n"
			   "type = decimal\n"
			   "scale = 2\n"
			   "unit = 万元\n"
			   "\n"
			   "[field firms.county]\n"
			   "title = 区划\n"
			   "type = region\n"
			   "\n"
			   "[indicator firms]\n"
			   "title = 企业\n"
			   "unit = 家\n"
			   "from = firms\n"
			   "time = stock\n"
			   "ended = closed\n"
			   "by = level\n"
			   "\n"
			   "[indicator founded]\n"
			   "unit = 家\n"
			   "from = firms\n"
			   "time = flow\n"
			   "where = level = national\n"
			   "\n"
			   "[indicator capital]\n"
			   "unit = 万元\n"
			   "from = firms\n"
			   "measure = sum\n"
			   "of = capital\n"
			   "time = flow\n"
			   "\n"
			   "[indicator capital_total]\n"
			   "unit = 万元\n"
			   "of = capital\n"
			   "time = cumulative\n"
			   "\n"
			   "[indicator population]\n"
			   "unit = 人\n"
			   "from = given\n"
			   "time = stock\n"
			   "\n"
			   "[indicator density]\n"
			   "unit = 家/万人\n"
			   "formula = firms / year_end(population) * 10000\n"
			   "decimals = 2\n"
			   "\n"
			   "[rule closing]\n"
			   "register = firms\n"
			   "where = closed is null or closed >= founded\n"
			   "title = 注销不早于成立\n";

int office_open(void **state)
{
	struct office *office = calloc(1, sizeof(*office));
	if (!office)
		return -1;
	snprintf(office->folder, sizeof(office->folder), "%s/area-XXXXXX", TALLY_BINARY_DIR);
	if (!mkdtemp(office->folder)) {
		free(office);
		return -1;
	}
	*state = office;
	return 0;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
	(void)about;
	(void)kind;
	(void)place;
	return remove(path);
}

int office_close(void **state)
{
	struct office *office = *state;
	arena_done(&office->arena);
	int removed = nftw(office->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(office);
	return removed;
}

const char *office_path(const struct office *office, const char *name)
{
	static char path[512];
	snprintf(path, sizeof(path), "%s/%s", office->folder, name);
	return path;
}

void office_bytes(const struct office *office, const char *name, const void *bytes, size_t count)
{
	char path[512];
	snprintf(path, sizeof(path), "%s", office_path(office, name));
	char *slash = strrchr(path, '/');
	*slash = '\0';
	mkdir(path, 0755);
	*slash = '/';
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, count, out), count);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(path, 0644), 0);
}

void office_write(const struct office *office, const char *name, const char *text)
{
	office_bytes(office, name, text, strlen(text));
}

void office_remove(const struct office *office, const char *name)
{
	assert_int_equal(remove(office_path(office, name)), 0);
}

void office_standard(const struct office *office)
{
	office_write(office, "tally.ini", office_tally);
	office_write(office, "regions.csv", office_regions);
	office_write(office, "areas/a.ini", office_area);
}

bool office_read(struct office *office)
{
	arena_done(&office->arena);
	error_clear(&office->error);
	faults_init(&office->faults, &office->arena);
	office->catalog = (struct catalog){ 0 };
	if (!workspace_open(office->folder, &office->arena, &office->workspace, &office->faults, &office->error))
		return false;
	if (!office->workspace.sound)
		return true;
	return workspace_load(&office->workspace, false, &office->arena, &office->faults, &office->error) &&
		catalog_build(&office->workspace, &office->arena, &office->faults, &office->catalog, &office->error);
}

void office_good(struct office *office)
{
	bool done = office_read(office);
	print_faults(&office->faults);
	assert_int_equal(office->faults.count, 0);
	if (!done)
		fail_msg("%s", office->error.what);
	assert_true(office->workspace.sound);
}

char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	if (!at)
		fail_msg("no '%s' to replace", from);
	size_t size = strlen(text) + strlen(to) + 1;
	char *out = malloc(size);
	assert_non_null(out);
	snprintf(out, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	return out;
}

unsigned line_of(const char *text, const char *part)
{
	const char *at = strstr(text, part);
	unsigned line = 1;
	if (!at)
		fail_msg("no '%s' in the text", part);
	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in '%s'", part, text);
}

void assert_told(const struct faults *faults, const char *where, const char *const *parts)
{
	if (faults->count != 1)
		print_faults(faults);
	assert_int_equal(faults->count, 1);
	size_t length = strlen(faults->first->where), wanted = strlen(where);
	if (length < wanted || strcmp(faults->first->where + length - wanted, where) != 0)
		fail_msg("'%s: %s' is not at '%s'", faults->first->where, faults->first->what, where);
	for (; *parts; parts++)
		assert_holds(faults->first->what, *parts);
}

void print_faults(const struct faults *faults)
{
	for (const struct fault *fault = faults->first; fault; fault = fault->next)
		print_error("%s: %s\n", fault->where, fault->what);
}
