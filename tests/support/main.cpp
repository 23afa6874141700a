#if !__has_include(<catch2/catch_all.hpp>)
#include "tests/support/run_tests.h"

int main(int count, char** words) { return dockhand::test::run_tests(count, words); }
#endif
