/* CLI: --output: written aside and renamed, so that no failure leaves half a file or takes an old one away. Knows names of files; not what is written. */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
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

/* A pipe, a device: there is nothing to rename. */
static bool is_special(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

static bool open_aside(struct invocation *invocation, struct output *output, struct tally_error *error)
{
	const char *path = output->path;
	bool special = is_special(path);
	int fd;
	if (special) {
		fd = open(path, O_WRONLY | O_CLOEXEC);
	} else {
		output->aside = arena_printf(invocation->arena, "%s.%ld.tmp", path, (long)getpid());
		if (!output->aside)
			return error_memory(error);
		fd = open(output->aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	}
	output->file = fd >= 0 ? fdopen(fd, "wb") : NULL;
	if (output->file)
		return true;
	error_errno(error, ERROR_INPUT, errno, path, _("cannot be written"));
	if (fd >= 0 && output->aside)
		unlink(output->aside);
	if (fd >= 0)
		close(fd);
	return false;
}

bool output_open(struct invocation *invocation, struct output *output, struct tally_error *error)
{
	struct settings *settings = &invocation->settings;
	*output = (struct output){ 0 };
	if (!settle_format(settings, error) || !settle_excel(settings, error))
		return false;
	if (settings->output && strcmp(settings->output, "-") != 0)
		output->path = settings->output;
	if (!output->path && is_workbook(settings) && isatty(fileno(invocation->out)))
		return error_set(error, ERROR_USAGE, "%s",
			_("--format xlsx: a workbook is nothing to look at in a terminal; name a file: --output FILE.xlsx"));
	if (output->path && !output->path[0])
		return error_set(error, ERROR_USAGE, _("--output: a name of a file is missing"));
	if (!output->path)
		return true;
	if (!open_aside(invocation, output, error))
		return false;
	invocation->out = output->file;
	return true;
}

static bool settle_file(struct output *output, struct tally_error *error)
{
	bool good = fflush(output->file) == 0 && !ferror(output->file);
	if (good && output->aside)
		good = fsync(fileno(output->file)) == 0;
	int number = errno;
	if (fclose(output->file) != 0 && good) {
		good = false;
		number = errno;
	}
	if (good && output->aside && rename(output->aside, output->path) != 0) {
		good = false;
		number = errno;
	}
	return good || error_errno(error, ERROR_INPUT, number, output->path, _("cannot be written"));
}

bool output_close(struct invocation *invocation, struct output *output, bool good, struct tally_error *error)
{
	if (!output->file)
		return good;
	invocation->out = stdout;
	if (good)
		good = settle_file(output, error);
	else
		fclose(output->file);
	if (!good && output->aside)
		unlink(output->aside);
	return good;
}
