/* View: JSON, member by member, indented. Knows syntax; must not know what a member means. */
#ifndef VIEW_JSON_H
#define VIEW_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct json {
	FILE *out;
	int depth;
	bool some; /* a member stands before the next one at this depth */
};

/* A text as a JSON string, escaped. */
void json_quoted(const char *text, FILE *out);
/* `key` NULL: an element of an array, or the whole document. `bracket` is '{' or '['. */
void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket); /* '}' or ']'; a line end behind the last one */
void json_text(struct json *json, const char *key, const char *text); /* NULL: null */
void json_number(struct json *json, const char *key, const char *digits); /* bare; NULL: null */
void json_int(struct json *json, const char *key, int64_t number);

#endif
