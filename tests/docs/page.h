/* Tests of the pages in docs/: a page as text, and looking for words in it. */
#ifndef TEST_PAGE_H
#define TEST_PAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PAGE_BYTES = 1 << 18 };

struct page {
	char text[PAGE_BYTES];
};

/* Reads docs/NAME; the test fails when it is not there. */
static inline void page_read(struct page *page, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/docs/%s", TALLY_SOURCE_DIR, name);
	FILE *file = fopen(path, "rb");
	if (!file)
		fail_msg("%s is not there", path);
	size_t bytes = fread(page->text, 1, sizeof page->text - 1, file);
	fclose(file);
	assert_true(bytes > 0 && bytes < sizeof page->text - 1);
	page->text[bytes] = '\0';
}

/* The piece from `begin` to the `end` behind it (or the end of the text), both beginning a line; empty where `begin` is not there. */
static inline struct page *page_piece(const struct page *page, const char *begin, const char *end, struct page *piece)
{
	size_t length = strlen(begin);
	const char *at = page->text;
	while (at && strncmp(at, begin, length) != 0) {
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
	piece->text[0] = '\0';
	if (!at)
		return piece;
	char mark[64];
	snprintf(mark, sizeof mark, "\n%s", end);
	const char *stop = strstr(at + length, mark);
	size_t bytes = stop ? (size_t)(stop - at) : strlen(at);
	memcpy(piece->text, at, bytes);
	piece->text[bytes] = '\0';
	return piece;
}

#endif
