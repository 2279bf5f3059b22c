/* Model: the words of the two small languages, conditions and formulas. */
#ifndef MODEL_LEX_H
#define MODEL_LEX_H

#include "base/error.h"
#include "base/text.h"

enum token_kind {
	TOKEN_END,
	TOKEN_WORD, /* starts with a letter, '_' or a character beyond ASCII; goes on with digits and '.' too */
	TOKEN_NUMBER, /* starts with a digit: a number, a date, a period, a region code */
	TOKEN_QUOTED, /* what stands between the quotes, '' not yet undone */
	TOKEN_MARK, /* one of ( ) , + * / - [ ] or a run of = ! < > */
	TOKEN_OPEN, /* a quote that is never closed */
	TOKEN_BAD /* any other character */
};

enum { LEX_SOURCE_BYTES = 65535 }; /* longer sources are refused, so that columns fit */

struct token {
	enum token_kind kind;
	struct text text; /* points into the source */
	int column; /* in characters, from 1 */
};

struct lexer {
	struct text rest;
	int column;
	bool dashes; /* a '-' belongs to the number it touches: 2018-01-01, -5 */
	struct token token; /* looked at, not yet taken */
	struct tally_error *error;
};

/* Starts at the first token. Refuses a source that is not UTF-8 or longer than LEX_SOURCE_BYTES; it must outlive the lexer. */
bool lexer_start(struct lexer *lexer, struct text source, bool dashes, struct tally_error *error) MUST_USE;
void lexer_advance(struct lexer *lexer);
struct token lexer_peek(const struct lexer *lexer); /* the token behind the one looked at */

bool lexer_at_mark(const struct lexer *lexer, const char *mark);
/* Takes the token when it is this one. */
bool lexer_skip_mark(struct lexer *lexer, const char *mark);
bool lexer_skip_word(struct lexer *lexer, const char *word);
/* As skip, but another token is an error. */
bool lexer_expect(struct lexer *lexer, const char *mark) MUST_USE;
/* Sets the error: the token cannot stand here, `wanted` could. Returns false. */
bool lexer_unexpected(const struct lexer *lexer, const char *wanted);

#endif
