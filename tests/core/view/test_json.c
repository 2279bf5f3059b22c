/* Tests of view/json.c: commas, indents and escapes. */
#include "view/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_document(void **state)
{
	char *found = NULL;
	size_t size;
	FILE *out = open_memstream(&found, &size);
	struct json json = { .out = out };
	(void)state;
	json_open(&json, NULL, '{');
	json_text(&json, "a\"b", "x\ty\x01\\");
	json_text(&json, "none", NULL);
	json_number(&json, "value", "1.50");
	json_open(&json, "empty", '[');
	json_close(&json, ']');
	json_open(&json, "rows", '[');
	json_int(&json, NULL, -7);
	json_open(&json, NULL, '{');
	json_close(&json, '}');
	json_close(&json, ']');
	json_close(&json, '}');
	fclose(out);
	assert_string_equal(found,
		"{\n  \"a\\\"b\": \"x\\ty\\u0001\\\\\",\n  \"none\": null,\n  \"value\": 1.50,\n  \"empty\": [],\n"
		"  \"rows\": [\n    -7,\n    {}\n  ]\n}\n");
	free(found);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_document) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
