/* CLI: --output: written aside and renamed, so that no failure leaves half a file or takes an old one away. Knows names of files; not what is written. */
#include "cli/output.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "view/table.h"

/* The format that the name ends with; FORMAT_COUNT: none. */
static enum format format_of_name(const char *path)
{
	const char *point = strrchr(path, '.');
	enum format format;
	if (point && point[1] && !strchr(point, '/') && format_named(text_of(point + 1), &format))
		return format;
	return FORMAT_COUNT;
}

/* Endings that promise what is not written: better refused than a table in words that no program opens. */
static bool promises_other(const char *path)
{
	static const char *const others[] = { "xls", "xlsm", "ods", "et", "pdf", "doc", "docx", "wps", "htm", "html" };
	const char *point = strrchr(path, '.');
	for (size_t i = 0; point && i < sizeof(others) / sizeof(others[0]); i++)
		if (strcasecmp(point + 1, others[i]) == 0)
			return true;
	return false;
}

static bool settle_format(struct settings *settings, struct tally_error *error)
{
	enum format ends = settings->output ? format_of_name(settings->output) : FORMAT_COUNT, format;
	if (settings->output && promises_other(settings->output))
		return error_set(error, ERROR_USAGE,
			_("--output: '%s': no such files are written; let the name end with .xlsx, .csv, .json, .md or .txt"),
			settings->output);
	if (ends == FORMAT_COUNT || ends == FORMAT_TABLE)
		return true;
	if (!settings->format) {
		settings->format = format_names[ends];
		return true;
	}
	if (format_named(text_of(settings->format), &format) && format != ends)
		return error_set(error, ERROR_USAGE,
			_("--output: '%s' is the name of another format than %s; let it end with .%s"), settings->output,
			settings->format, settings->format);
	return true;
}

/* It is a form of CSV: alone it asks for one, beside another format it would be passed over in silence. */
static bool settle_excel(struct settings *settings, struct tally_error *error)
{
	if (settings->excel && !settings->format)
		settings->format = format_names[FORMAT_CSV];
	return !settings->excel || strcmp(settings->format, format_names[FORMAT_CSV]) == 0 ||
		error_set(error, ERROR_USAGE, _("--excel is a form of csv and goes with no %s: leave it out, or ask for csv"),
			settings->format);
}

static bool is_workbook(const struct settings *settings)
{
	return settings->format && strcmp(settings->format, format_names[FORMAT_XLSX]) == 0;
}

bool output_open(struct invocation *invocation, struct output *output, struct tally_error *error)
{
	struct settings *settings = &invocation->settings;
	*output = (struct output){ 0 };
	if (!settle_format(settings, error) || !settle_excel(settings, error))
		return false;
	output->named = settings->output && strcmp(settings->output, "-") != 0;
	if (!output->named && is_workbook(settings) && isatty(fileno(invocation->out)))
		return error_set(error, ERROR_USAGE, "%s",
			_("--format xlsx: a workbook is nothing to look at in a terminal; name a file: --output FILE.xlsx"));
	if (!output->named)
		return true;
	if (!settings->output[0])
		return error_set(error, ERROR_USAGE, _("--output: a name of a file is missing"));
	if (!file_aside_open(&output->aside, settings->output, invocation->arena, error))
		return false;
	invocation->out = output->aside.file;
	return true;
}

bool output_close(struct invocation *invocation, struct output *output, bool good, struct tally_error *error)
{
	if (!output->aside.file)
		return good;
	invocation->out = stdout;
	return file_aside_close(&output->aside, good, error);
}
