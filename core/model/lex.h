/* Model: the words of the two small languages, conditions and formulas. */
#ifndef MODEL_LEX_H
#define MODEL_LEX_H

#include "base/text.h"

enum token_kind {
	TOKEN_END,
	TOKEN_WORD,   /* starts with a letter, '_' or a character beyond ASCII; goes on with digits and '.' too */
	TOKEN_NUMBER, /* starts with a digit: a number, a date, a period, a region code */
	TOKEN_QUOTED, /* what stands between the quotes, '' not yet undone */
	TOKEN_MARK,   /* one of ( ) , + * / - [ ] or a run of = ! < > */
	TOKEN_OPEN,   /* a quote that is never closed */
	TOKEN_BAD     /* any other character */
};

enum { LEX_SOURCE_BYTES = 65535 }; /* longer sources are refused, so that columns fit */

struct token {
	enum token_kind kind;
	struct text text; /* points into the source */
	int column;       /* in characters, from 1 */
};

struct lexer {
	struct text rest;
	int column;
	bool dashes; /* a '-' belongs to the number it touches: 2018-01-01, -5 */
};

/* The source must be valid UTF-8 and at most LEX_SOURCE_BYTES long. */
struct lexer lexer_over(struct text source, bool dashes);
struct token lexer_next(struct lexer *lexer);
/* Column of the byte at `offset`. */
int lexer_column(struct text source, size_t offset);

#endif
