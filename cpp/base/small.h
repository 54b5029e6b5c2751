#pragma once

/// Marks what runs once a lane or less, in a file whose loops are compiled to be fast: it is compiled to be small.
#ifdef __clang__
#define SIDESTEP_SMALL [[gnu::noinline, clang::minsize]]
#else
#define SIDESTEP_SMALL [[gnu::noinline, gnu::cold]]
#endif
