/* Fuzz target of the parts of a workbook: the first byte says which part the others are; the rest of the workbook is as it should be. Read in small batches
 * and in large ones it is the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/workbook.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DOCUMENT "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

enum { PARTS = 6, FILE_BYTES = 1 << 20, WANTED = 5 };

static const struct {
	const char *name, *text;
} parts[PARTS] = {
	{ "xl/worksheets/sheet1.xml",
		"<worksheet xmlns=\"" MAIN
		"\"><sheetData><row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>43439.5</v></c></row><row><c t=\"s\">"
		"<v>1</v></c><c s=\"2\"><v>1E+5</v></c><c s=\"3\"><v>.5</v></c></row></sheetData></worksheet>" },
	{ "xl/sharedStrings.xml", "<sst xmlns=\"" MAIN "\"><si><t>a</t></si><si><r><t>b_x0041_</t></r></si></sst>" },
	{ "xl/styles.xml",
		"<styleSheet xmlns=\"" MAIN
		"\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy/m/d h:mm\"/></numFmts><cellXfs>"
		"<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>" },
	{ "xl/workbook.xml",
		"<workbook xmlns=\"" MAIN "\" xmlns:r=\"" DOCUMENT
		"\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>" },
	{ "xl/_rels/workbook.xml.rels",
		RELATIONS "<Relationship Id=\"a\" Type=\"" DOCUMENT
			  "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" "
			  "Type=\"" DOCUMENT
			  "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"c\" Type=\"" DOCUMENT
			  "/styles\" Target=\"/xl/styles.xml\"/></Relationships>" },
	{ "_rels/.rels",
		RELATIONS "<Relationship Id=\"a\" Type=\"" DOCUMENT
			  "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" },
};

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_sheet: %s\n", what);
	abort();
}

/* --- a zip file, nothing packed --- */

struct file {
	unsigned char bytes[FILE_BYTES];
	size_t used;
};

static void put(struct file *file, uint64_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		file->bytes[file->used++] = (unsigned char)value;
}

static void put_text(struct file *file, const void *at, size_t bytes)
{
	if (bytes)
		memcpy(file->bytes + file->used, at, bytes);
	file->used += bytes;
}

static uint32_t sum_of(const unsigned char *at, size_t bytes)
{
	static const uint32_t half[16] = { 0, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158,
		0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c };
	uint32_t sum = UINT32_MAX;
	for (size_t i = 0; i < bytes; i++) {
		sum ^= at[i];
		sum = sum >> 4 ^ half[sum & 15];
		sum = sum >> 4 ^ half[sum & 15];
	}
	return ~sum;
}

static void put_part(struct file *file, struct file *directory, const char *name, const void *at, size_t bytes)
{
	size_t offset = file->used, name_bytes = strlen(name);
	uint32_t sum = sum_of(at, bytes);
	put(file, 0x04034b50, 4);
	put(directory, 0x02014b50, 4);
	put(directory, 20, 2);
	for (int i = 0; i < 2; i++) {
		struct file *to = i ? directory : file;
		put(to, 20, 2);
		put(to, 0, 4);
		put(to, 0x210000, 4);
		put(to, sum, 4);
		put(to, bytes, 4);
		put(to, bytes, 4);
		put(to, name_bytes, 2);
		put(to, 0, 2);
	}
	put(directory, 0, 10);
	put(directory, offset, 4);
	put_text(file, name, name_bytes);
	put_text(directory, name, name_bytes);
	put_text(file, at, bytes);
}

static void put_file(int fd, unsigned changed, const uint8_t *bytes, size_t count)
{
	static struct file file, directory;
	file.used = directory.used = 0;
	for (unsigned i = 0; i < PARTS; i++)
		if (i == changed)
			put_part(&file, &directory, parts[i].name, bytes, count);
		else
			put_part(&file, &directory, parts[i].name, parts[i].text, strlen(parts[i].text));
	size_t offset = file.used;
	put_text(&file, directory.bytes, directory.used);
	put(&file, 0x06054b50, 4);
	put(&file, 0, 4);
	put(&file, PARTS, 2);
	put(&file, PARTS, 2);
	put(&file, directory.used, 4);
	put(&file, offset, 4);
	put(&file, 0, 2);
	must(write(fd, file.bytes, file.used) == (ssize_t)file.used, "a file in memory");
}

/* --- reading --- */

/* One number for all that was read. */
static uint64_t take_batch(const struct sheet_batch *batch, uint64_t *line, uint64_t sum)
{
	for (size_t row = 0; row < batch->rows; row++) {
		must(batch->lines[row] > *line, "rows ascend");
		*line = batch->lines[row];
		sum = hash_bytes(line, sizeof(*line), sum);
		for (size_t i = row * batch->width; i < (row + 1) * batch->width; i++) {
			must(batch->marks[i] <= CELL_NOT_CALCULATED, "a mark is one of the list");
			must(text_utf8_valid(batch->cells[i]), "a cell is text");
			must(batch->marks[i] != CELL_DAY || batch->cells[i].len == 10, "a day is printed so");
			sum = hash_bytes(
				batch->cells[i].at ? batch->cells[i].at : "", batch->cells[i].len, sum + batch->marks[i]);
		}
	}
	return sum;
}

static uint64_t read_sheet(struct workbook *book, const struct workbook_sheet *sheet, size_t most)
{
	static const unsigned columns[WANTED] = { 2, 0, 1, 0, 16000 };
	struct tally_error error = { 0 };
	struct sheet_row head;
	struct sheet_batch batch;
	uint64_t line = 0, sum = 0;
	struct sheet_stream *stream = sheet_open(book, sheet, &error);
	if (stream && sheet_head(stream, &head, &error) && sheet_want(stream, columns, WANTED, 16384, &error)) {
		sum = head.line;
		do {
			if (!sheet_next(stream, most, &batch, &error))
				break;
			sum = take_batch(&batch, &line, sum);
		} while (batch.rows);
		sum += error.code == ERROR_NONE ? sheet_blank_rows(stream) : 0;
	}
	must(stream || error.code != ERROR_NONE, "a failure says what");
	sheet_close(stream);
	return error.code == ERROR_NONE ? sum : 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	char path[64];
	struct tally_error error = { 0 };
	size_t sheets = 0;
	if (count < 1 || count > FILE_BYTES / 2)
		return 0;
	int fd = memfd_create("fuzz_sheet", MFD_CLOEXEC);
	must(fd >= 0, "a file in memory");
	put_file(fd, bytes[0] % PARTS, bytes + 1, count - 1);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	struct workbook *book = workbook_open(path, &error);
	must(book || (error.code != ERROR_NONE && error.what[0]), "a failure says what");
	const struct workbook_sheet *rows = book ? workbook_sheets(book, &sheets) : NULL;
	for (size_t i = 0; i < sheets && i < 2; i++)
		must(read_sheet(book, &rows[i], 1) == read_sheet(book, &rows[i], 1000), "batches of any size give the same");
	workbook_done(book);
	close(fd);
	return 0;
}
