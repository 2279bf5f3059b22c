/* Lint: put before each file by the analysis, never compiled. It sees one file at a time, so it is told here what it cannot see:
 * a function that fills an error returns false. */
#if __has_include("base/error.h")
#include "base/error.h"
#define error_set(...) ((error_set)(__VA_ARGS__), false)
#define error_memory(error) ((error_memory)(error), false)
#define error_errno(...) ((error_errno)(__VA_ARGS__), false)
#define error_prefix(...) ((error_prefix)(__VA_ARGS__), false)
#endif
