/* IO: a written workbook read once more. Knows which parts it may have and how XML ends; not what stands in them. */
#include "io/book_check.h"

#include <stdio.h>
#include <string.h>

#include "io/package.h"

enum { NAME_BYTES = 64, TAIL_BYTES = 64, BLOCK_BYTES = 1 << 16 };

/* Parts of a number, then those there is one of. */
static const struct {
	const char *before, *behind, *root;
} parts[] = {
	{ "xl/worksheets/sheet", ".xml", "</worksheet>" },
	{ "xl/charts/chart", ".xml", "</c:chartSpace>" },
	{ "xl/drawings/drawing", ".xml", "</xdr:wsDr>" },
	{ "xl/drawings/vmlDrawing", ".vml", "</xml>" },
	{ "xl/comments", ".xml", "</comments>" },
	{ "xl/worksheets/_rels/sheet", ".xml.rels", "</Relationships>" },
	{ "xl/drawings/_rels/drawing", ".xml.rels", "</Relationships>" },
};
static const struct {
	const char *name, *root;
} singles[] = {
	{ "[Content_Types].xml", "</Types>" },
	{ "_rels/.rels", "</Relationships>" },
	{ "docProps/app.xml", "</Properties>" },
	{ "docProps/core.xml", "</cp:coreProperties>" },
	{ "xl/workbook.xml", "</workbook>" },
	{ "xl/_rels/workbook.xml.rels", "</Relationships>" },
	{ "xl/styles.xml", "</styleSheet>" },
	{ "xl/sharedStrings.xml", "</sst>" },
	{ "xl/theme/theme1.xml", "</a:theme>" },
};

/* The last bytes of what was read, at most TAIL_BYTES. */
struct tail {
	char bytes[TAIL_BYTES];
	size_t count;
};

static void keep_tail(struct tail *tail, const char *block, size_t count)
{
	if (count >= TAIL_BYTES) {
		memcpy(tail->bytes, block + count - TAIL_BYTES, TAIL_BYTES);
		tail->count = TAIL_BYTES;
		return;
	}
	size_t stays = tail->count + count > TAIL_BYTES ? TAIL_BYTES - count : tail->count;
	memmove(tail->bytes, tail->bytes + tail->count - stays, stays);
	memcpy(tail->bytes + stays, block, count);
	tail->count = stays + count;
}

static bool ends_with(const struct tail *tail, const char *root)
{
	size_t count = tail->count, length = strlen(root);
	while (count && strchr(" \r\n", tail->bytes[count - 1]))
		count--;
	return count >= length && memcmp(tail->bytes + count - length, root, length) == 0;
}

static bool check_part(struct package *package, const char *name, const char *root, struct tally_error *error)
{
	char block[BLOCK_BYTES];
	struct tail tail = { .count = 0 };
	size_t count = 1;
	struct part *part = part_open(package, name, error);
	bool good = part;
	while (good && count > 0) {
		good = part_read(part, block, sizeof block, &count, error);
		if (good)
			keep_tail(&tail, block, count);
	}
	part_close(part);
	if (good && !ends_with(&tail, root))
		good = error_set(error, ERROR_INPUT,
			_("the workbook cannot be written: '%s' in it is cut off; is the disk full? TMPDIR names another "
			  "folder for "
			  "what is being written"),
			name);
	return good;
}

static bool check_numbered(struct package *package, size_t which, struct tally_error *error)
{
	char name[NAME_BYTES];
	for (unsigned number = 1;; number++) {
		snprintf(name, sizeof name, "%s%u%s", parts[which].before, number, parts[which].behind);
		if (!package_has(package, name))
			return true;
		if (!check_part(package, name, parts[which].root, error))
			return false;
	}
}

bool book_is_whole(const char *path, struct tally_error *error)
{
	struct package *package = package_open(path, error);
	bool good = package;
	for (size_t i = 0; good && i < sizeof singles / sizeof singles[0]; i++)
		if (package_has(package, singles[i].name))
			good = check_part(package, singles[i].name, singles[i].root, error);
	for (size_t i = 0; good && i < sizeof parts / sizeof parts[0]; i++)
		good = check_numbered(package, i, error);
	package_close(package);
	return good;
}
