/* Reads lines of postfix: intervals "[ 1 2 3 4 )" (edges as numerator and denominator, den 0: unbounded), operators + - * / and a relation at the end, and
 * prints what model/interval.h makes of each: the other half of test_intervals.py, which knows the answers by itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/interval.h"

enum { DEPTH = 16, LINE = 4096 };

static void print_fraction(const struct fraction *x, FILE *out)
{
	struct fraction num = { x->sign, x->num, { { 1 } } }, den = { 1, x->den, { { 1 } } };
	char text[FRACTION_TEXT_BYTES];
	fraction_print(num, 0, text);
	fputs(text, out);
	fraction_print(den, 0, text);
	fprintf(out, " %s", text);
}

static void print_edge(const struct edge *edge, FILE *out)
{
	fputc(' ', out);
	if (edge->there)
		print_fraction(&edge->at, out);
	else
		fputs("0 0", out);
}

static void print_interval(const struct interval *x)
{
	if (x->reason != REASON_NONE) {
		printf("none %d", x->reason);
		return;
	}
	putchar(x->low.open || !x->low.there ? '(' : '[');
	print_edge(&x->low, stdout);
	print_edge(&x->high, stdout);
	printf(" %c", x->high.open || !x->high.there ? ')' : ']');
}

static struct edge read_edge(char **rest)
{
	int64_t num = strtoll(strtok_r(NULL, " ", rest), NULL, 10), den = strtoll(strtok_r(NULL, " ", rest), NULL, 10);
	struct edge edge = { .there = den != 0, .at = FRACTION_ZERO };
	if (den != 0 && !fraction_reduce(num, den, &edge.at))
		abort();
	return edge;
}

static struct interval read_interval(bool open, char **rest)
{
	struct interval x = { .low = read_edge(rest) };
	x.low.open = open;
	x.high = read_edge(rest);
	x.high.open = strtok_r(NULL, " ", rest)[0] == ')';
	return x;
}

static struct interval apply(char operator, const struct interval * x, const struct interval *y)
{
	switch (operator) {
	case '+':
		return interval_add(x, y);
	case '-':
		return interval_subtract(x, y);
	case '*':
		return interval_multiply(x, y);
	default:
		return interval_divide(x, y);
	}
}

static void compare(const struct interval *stack, const char *relation)
{
	static const char *const words[] = { "holds", "perhaps", "not", "unknown" };
	enum compare compare = COMPARE_NONE;
	compare_named(text_of(relation), &compare);
	struct holding holding = interval_compare(&stack[0], compare, &stack[1]);
	printf("%s ", words[holding.holds]);
	print_fraction(&holding.distance, stdout);
}

static void answer(char *line)
{
	struct interval stack[DEPTH];
	int depth = 0;
	char *rest = NULL;
	line[strcspn(line, "\n")] = '\0';
	for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		if (*word == '[' || *word == '(') {
			stack[depth++] = read_interval(*word == '(', &rest);
		} else if (*word == '?') {
			compare(stack, word + 1);
			puts("");
			return;
		} else if (*word == 'g') {
			stack[depth - 2] = interval_growth(&stack[depth - 2], &stack[depth - 1]);
			depth--;
		} else {
			stack[depth - 2] = apply(*word, &stack[depth - 2], &stack[depth - 1]);
			depth--;
		}
	}
	print_interval(&stack[0]);
	puts("");
}

int main(void)
{
	char line[LINE];
	while (fgets(line, sizeof line, stdin))
		answer(line);
	return 0;
}
