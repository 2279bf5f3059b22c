/* CLI, of the manual page only: what it says beyond the tables of commands and options. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include <stddef.h>

/* A paragraph about a command (option NULL), about an option of it, or about an option wherever it stands (command NULL). The most
 * special one is printed; an option without any says what `--help` says. */
struct manual_note {
	const char *command, *option;
	const char *text; /* translated when printed */
};
extern const struct manual_note manual_notes[];
extern const size_t manual_notes_count;

/* The other parts of the page, in their order. A piece with a term is an entry of a list; one without a text begins a part. */
enum manual_form { MANUAL_PART, MANUAL_TEXT, MANUAL_ENTRY, MANUAL_EXAMPLE, MANUAL_COMMANDS };
struct manual_piece {
	enum manual_form form;
	const char *term; /* heading, term or the line of an example; headings are translated, the others are what one types */
	const char *text; /* translated, or NULL */
};
extern const struct manual_piece manual_pieces[];
extern const size_t manual_pieces_count;

#endif
