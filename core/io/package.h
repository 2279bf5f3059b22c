/* IO: a package of parts (a zip file, as the workbooks of spreadsheets are). Knows parts, their sizes and what a hostile file may not do; knows nothing
 * of what the parts say. */
#ifndef IO_PACKAGE_H
#define IO_PACKAGE_H

#include "base/arena.h"
#include "base/hash.h"

/* More than the largest sheet needs, and less than a small file may cost. All is judged by the directory before anything is inflated, and a part that
 * gives more than its entry says is damaged. */
#define PACKAGE_BYTES_MAX ((uint64_t)8 << 30) /* of all parts, inflated */
#define PACKAGE_PART_BYTES_MAX ((uint64_t)4 << 30)
#define PACKAGE_FREE_BYTES ((uint64_t)16 << 20) /* so much may come out of any file */
enum { PACKAGE_PARTS_MAX = 4096, PACKAGE_RATIO_MAX = 200 };

struct package;

/* A file, no pipe. What it may not be is an ERROR_INPUT that says what to do. */
struct package *package_open(const char *path, struct tally_error *error) MUST_USE;
void package_close(struct package *package);
const char *package_path(const struct package *package);

/* The file itself, as it was when opened. */
struct package_file {
	int64_t size, mtime_ns;
	uint64_t inode;
	struct identity fingerprint;
};
const struct package_file *package_file(const struct package *package);

/* Names have no slash in front and are told without regard to case. */
bool package_has(const struct package *package, const char *name);

struct part;

/* A part that is not there, stands there twice or is packed in another way than spreadsheets do is an ERROR_INPUT. */
struct part *part_open(struct package *package, const char *name, struct tally_error *error) MUST_USE;
void part_close(struct part *part);
const char *part_path(const struct part *part); /* of the file */
const char *part_name(const struct part *part);
uint64_t part_bytes(const struct part *part); /* when all are read */
/* Up to `room` bytes; none are the end, and by then their sum was checked. */
bool part_read(struct part *part, void *to, size_t room, size_t *count, struct tally_error *error) MUST_USE;

#endif
