/* View: pages in every format. Knows which format has what; a workbook is laid out by view/xlsx. */
#include "view/page.h"

#include "view/xlsx.h"

bool page_begin(struct page *page, struct store_reader *reader, const char *title, struct arena *arena)
{
	const struct store_names *names = store_names(reader);
	*page = (struct page){ .title = title, .office = names->title, .made = period_last_day(names->through) };
	const char *line = arena_printf(arena, _("%s; figures as of run %lld"), names->title, (long long)store_run(reader));
	page_line(page, line);
	return title && line;
}

void page_line(struct page *page, const char *line)
{
	if (line && line[0] && page->lines_count < PAGE_LINES)
		page->lines[page->lines_count++] = line;
}

const char *period_words(period when, struct arena *arena)
{
	enum grain grain;
	int first = period_first_month(when), year = first / 12, month = first % 12 + 1, months = period_months(when);
	if (!period_grain(when, &grain)) {
		int last = (first + months - 1) % 12 + 1;
		char text[PERIOD_TEXT_BYTES];
		period_print(when, text);
		return last > month ? arena_printf(arena, _("months %d to %d of %d"), month, last, year)
				    : arena_copy(arena, text_of(text));
	}
	switch (grain) {
	case GRAIN_YEAR:
		return arena_printf(arena, _("year %d"), year);
	case GRAIN_HALF:
		return arena_printf(arena, month == 1 ? _("first half of %d") : _("second half of %d"), year);
	case GRAIN_QUARTER:
		return arena_printf(arena, _("quarter %d of %d"), (month + 2) / 3, year);
	default:
		return arena_printf(arena, _("month %d of %d"), month, year);
	}
}

bool page_print(const struct page *page, const struct table *table, enum format format, bool excel, FILE *out,
	struct tally_error *error)
{
	return format == FORMAT_XLSX ? xlsx_print(page, table, out, error) : table_print(table, format, excel, out, error);
}

struct page_stream {
	enum format format;
	bool excel;
	FILE *out;
	struct xlsx_stream *book; /* of FORMAT_XLSX */
};

struct page_stream *page_open(const struct page *page, enum format format, bool excel, FILE *out, struct tally_error *error)
{
	struct page_stream *stream = memory_alloc(1, sizeof *stream);
	if (!stream) {
		error_memory(error);
		return NULL;
	}
	*stream = (struct page_stream){ .format = format, .excel = excel, .out = out };
	if (format == FORMAT_XLSX && !(stream->book = xlsx_open(page, error))) {
		memory_free(stream);
		return NULL;
	}
	return stream;
}

bool page_piece(struct page_stream *stream, const struct table *table, struct tally_error *error)
{
	return stream->book ? xlsx_piece(stream->book, table, error)
			    : table_print(table, stream->format, stream->excel, stream->out, error);
}

bool page_close(struct page_stream *stream, bool good, struct tally_error *error)
{
	if (stream && stream->book)
		good = xlsx_close(stream->book, good ? stream->out : NULL, error) && good;
	memory_free(stream);
	return good;
}
