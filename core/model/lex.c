/* Room model: cuts conditions and formulas into words, numbers, quoted texts and marks. Knows characters, not what they mean;
 * a message needs columns as a reader counts them, so these are characters and not bytes. */
#include "model/lex.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || ((unsigned char)c & 0x80u);
}

/* Bytes of the blank that `rest` starts with; 0 when it starts with none. Chinese keyboards make U+3000. */
static size_t blank_bytes(struct text rest)
{
	if (rest.len >= 1 && rest.at[0] != '\0' && strchr(" \t\r\n", rest.at[0]))
		return 1;
	if (rest.len >= 3 && memcmp(rest.at, "\xe3\x80\x80", 3) == 0)
		return 3;
	if (rest.len >= 2 && memcmp(rest.at, "\xc2\xa0", 2) == 0)
		return 2;
	return 0;
}

static int characters(struct text text, size_t bytes)
{
	int count = 0;

	for (size_t i = 0; i < bytes && i < text.len; i++)
		count += ((unsigned char)text.at[i] & 0xc0u) != 0x80u;
	return count;
}

static struct text take(struct lexer *lexer, size_t bytes)
{
	struct text taken = { lexer->rest.at, bytes };

	lexer->column += characters(lexer->rest, bytes);
	lexer->rest.at += bytes;
	lexer->rest.len -= bytes;
	return taken;
}

static size_t word_bytes(struct text rest, bool dashes)
{
	size_t n = 0;

	while (n < rest.len) {
		char c = rest.at[n];
		struct text here = { rest.at + n, rest.len - n };

		if (!is_word_start(c) && !is_digit(c) && c != '.' && !(c == '-' && dashes))
			break;
		if (blank_bytes(here) > 0)
			break;
		n++;
	}
	return n;
}

/* Bytes of a quoted text with both its quotes; 0 when it is not closed. */
static size_t quoted_bytes(struct text rest)
{
	for (size_t n = 1; n < rest.len; n++) {
		if (rest.at[n] != '\'')
			continue;
		if (n + 1 == rest.len || rest.at[n + 1] != '\'')
			return n + 1;
		n++;
	}
	return 0;
}

static struct token quoted(struct lexer *lexer, struct token token)
{
	size_t bytes = quoted_bytes(lexer->rest);

	token.kind = bytes ? TOKEN_QUOTED : TOKEN_OPEN;
	token.text = take(lexer, bytes ? bytes : lexer->rest.len);
	if (bytes) {
		token.text.at++;
		token.text.len -= 2;
	}
	return token;
}

static size_t mark_bytes(struct text rest)
{
	size_t n = 0;

	if (strchr("(),+*/-[]", rest.at[0]))
		return 1;
	while (n < rest.len && rest.at[n] != '\0' && strchr("=!<>", rest.at[n]))
		n++;
	return n;
}

static struct token mark(struct lexer *lexer, struct token token)
{
	size_t bytes = lexer->rest.at[0] == '\0' ? 0 : mark_bytes(lexer->rest);

	token.kind = bytes ? TOKEN_MARK : TOKEN_BAD;
	token.text = take(lexer, bytes ? bytes : 1);
	return token;
}

static struct token next_token(struct lexer *lexer)
{
	struct token token = { .kind = TOKEN_END };
	bool signed_number;

	for (size_t blank = blank_bytes(lexer->rest); blank > 0; blank = blank_bytes(lexer->rest))
		take(lexer, blank);
	token.column = lexer->column;
	token.text = (struct text){ lexer->rest.at, 0 };
	if (lexer->rest.len == 0)
		return token;
	signed_number = lexer->dashes && lexer->rest.len > 1 && lexer->rest.at[0] == '-' && is_digit(lexer->rest.at[1]);
	if (signed_number || is_digit(lexer->rest.at[0])) {
		token.kind = TOKEN_NUMBER;
		token.text = take(lexer, word_bytes(lexer->rest, lexer->dashes));
	} else if (is_word_start(lexer->rest.at[0])) {
		token.kind = TOKEN_WORD;
		token.text = take(lexer, word_bytes(lexer->rest, false));
	} else if (lexer->rest.at[0] == '\'') {
		return quoted(lexer, token);
	} else {
		return mark(lexer, token);
	}
	return token;
}

bool lexer_start(struct lexer *lexer, struct text source, bool dashes, struct tally_error *error)
{
	size_t bad = text_utf8_bad(source);

	*lexer = (struct lexer){ .rest = source, .column = 1, .dashes = dashes, .error = error };
	if (source.len > LEX_SOURCE_BYTES)
		return error_set(
			error, ERROR_CONFIG, _("the text has %zu bytes; at most %d are allowed"), source.len, LEX_SOURCE_BYTES);
	if (bad < source.len)
		return error_set(
			error, ERROR_CONFIG, _("column %d: not UTF-8; save the file as UTF-8"), characters(source, bad) + 1);
	lexer_advance(lexer);
	return true;
}

void lexer_advance(struct lexer *lexer)
{
	lexer->token = next_token(lexer);
}

struct token lexer_peek(const struct lexer *lexer)
{
	struct lexer ahead = *lexer;

	return next_token(&ahead);
}

bool lexer_at_mark(const struct lexer *lexer, const char *mark)
{
	return lexer->token.kind == TOKEN_MARK && text_is(lexer->token.text, mark);
}

bool lexer_skip_mark(struct lexer *lexer, const char *mark)
{
	bool there = lexer_at_mark(lexer, mark);

	if (there)
		lexer_advance(lexer);
	return there;
}

bool lexer_skip_word(struct lexer *lexer, const char *word)
{
	bool there = lexer->token.kind == TOKEN_WORD && text_is(lexer->token.text, word);

	if (there)
		lexer_advance(lexer);
	return there;
}

bool lexer_expect(struct lexer *lexer, const char *mark)
{
	return lexer_skip_mark(lexer, mark) || lexer_unexpected(lexer, mark);
}

bool lexer_unexpected(const struct lexer *lexer, const char *wanted)
{
	const struct token *token = &lexer->token;

	if (token->kind == TOKEN_END)
		return error_set(
			lexer->error, ERROR_CONFIG, _("column %d: the text ends too early; wanted: %s"), token->column, wanted);
	if (token->kind == TOKEN_OPEN)
		return error_set(lexer->error, ERROR_CONFIG, _("column %d: the quote is never closed: '%.*s'"), token->column,
			(int)token->text.len, token->text.at);
	return error_set(lexer->error, ERROR_CONFIG, _("column %d: unexpected: '%.*s'; wanted: %s"), token->column,
		(int)token->text.len, token->text.at, wanted);
}
