// Catch2 itself, of the version that is one header; apart from main(), which a benchmark has of its own.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "tests/support/run_tests.h"

int dockhand::test::run_tests(int count, char** words) { return Catch::Session().run(count, words); }
#endif
