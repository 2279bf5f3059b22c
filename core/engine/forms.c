/* Engine: the form of records: what is wrong with one that is damaged, and which are passed over. Knows texts; does not know types. */
#include "engine/forms.h"

const char *form_message(enum csv_fault fault)
{
	static const char *const messages[] = { [CSV_OK] = "",
		[CSV_FEWER_FIELDS] = N_("has fewer fields than the headings; a delimiter or a quote is missing"),
		[CSV_MORE_FIELDS] = N_("has more fields than the headings; put a cell with a comma between quotes"),
		[CSV_STRAY_QUOTE] = N_("has text behind a closing quote; write two quotes for one"),
		[CSV_OPEN_QUOTE] = N_("has a quote that is never closed; reading went on with the next line"),
		[CSV_BAD_BYTES] = N_("has bytes that are no text in the encoding of the file"),
		[CSV_NUL] = N_("has a zero byte"),
		[CSV_TOO_LONG] = N_("is longer than 1 MiB; a quote may be open") };
	return _(messages[fault]);
}

const char *form_rule(enum csv_fault fault)
{
	static const char *const rules[] = { [CSV_OK] = "",
		[CSV_FEWER_FIELDS] = "width",
		[CSV_MORE_FIELDS] = "width",
		[CSV_STRAY_QUOTE] = "quote",
		[CSV_OPEN_QUOTE] = "quote",
		[CSV_BAD_BYTES] = "bytes",
		[CSV_NUL] = "bytes",
		[CSV_TOO_LONG] = "length" };
	return rules[fault];
}

bool form_says(const char *values, struct text cell)
{
	struct text rest = text_of(values), part;
	while (text_next(&rest, '|', &part))
		if (text_is(part, "(empty)")                ? cell.len == 0
				: text_is(part, "(filled)") ? cell.len > 0
							    : text_same_label(part, cell))
			return true;
	return false;
}
