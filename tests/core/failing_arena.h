/* Makes the n-th request for memory fail, for tests that link the target failing_arena. */
#ifndef TESTS_FAILING_ARENA_H
#define TESTS_FAILING_ARENA_H

/* The request that will fail, counted from 1; 0: none. */
void failing_arena_at(unsigned request);
/* Requests made since failing_arena_at. */
unsigned failing_arena_requests(void);

#endif
