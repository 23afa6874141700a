// Runs the tests of a program as its command line says, with the version of Catch2 that is one header.
#pragma once

namespace dockhand::test {

int run_tests(int count, char** words);  // returns the exit code

}  // namespace dockhand::test
