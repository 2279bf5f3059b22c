/* View: writing JSON. Knows escapes, commas and indents. */
#include "view/json.h"

#include <inttypes.h>
#include <string.h>

void json_quoted(const char *text, FILE *out)
{
	static const char escaped[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	fputc('"', out);
	for (; *text; text++) {
		const char *found = strchr(escaped, *text);
		if (found)
			fprintf(out, "\\%c", letters[found - escaped]);
		else if ((unsigned char)*text < 0x20)
			fprintf(out, "\\u%04x", (unsigned)*text);
		else
			fputc(*text, out);
	}
	fputc('"', out);
}

static void line(const struct json *json)
{
	fprintf(json->out, "\n%*s", 2 * json->depth, "");
}

/* The comma, the line and the key before a value. */
static void lead(struct json *json, const char *key)
{
	if (json->some)
		fputc(',', json->out);
	if (json->depth)
		line(json);
	if (key) {
		json_quoted(key, json->out);
		fputs(": ", json->out);
	}
	json->some = true;
}

void json_open(struct json *json, const char *key, char bracket)
{
	lead(json, key);
	fputc(bracket, json->out);
	json->depth++;
	json->some = false;
}

void json_close(struct json *json, char bracket)
{
	json->depth--;
	if (json->some)
		line(json);
	fputc(bracket, json->out);
	json->some = true;
	if (json->depth == 0)
		fputc('\n', json->out);
}

void json_text(struct json *json, const char *key, const char *text)
{
	if (!text) {
		json_number(json, key, NULL);
		return;
	}
	lead(json, key);
	json_quoted(text, json->out);
}

void json_number(struct json *json, const char *key, const char *digits)
{
	lead(json, key);
	fputs(digits ? digits : "null", json->out);
}

void json_int(struct json *json, const char *key, int64_t number)
{
	lead(json, key);
	fprintf(json->out, "%" PRId64, number);
}
