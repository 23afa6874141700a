// How often a told day is kept, and how often it is changed.
//
// The command line is: bench_promise [SEEDS [LINES]]
#include <cstdio>
#include <cstdlib>

#include "tests/support/planning/promise_world.h"

using namespace dockhand::test;

int main(int count, char** arguments) {
  const int seeds = count > 1 ? std::atoi(arguments[1]) : 4;
  const int lines = count > 2 ? std::atoi(arguments[2]) : 1000;
  struct Way {
    Tells how;
    const char* name;
  };
  std::printf("%-18s %8s %8s %10s %8s %12s\n", "told", "kept", "first", "changes", "turns", "days early");
  for (const Way way : {Way{Tells::suppliers_date, "the supplier's day"}, Way{Tells::every_p90, "every p90"},
                        Way{Tells::calmly, "p90, calmly"}}) {
    PromisesJudged all;
    for (int seed = 1; seed <= seeds; ++seed) {
      PromiseWorld world(static_cast<std::uint64_t>(seed));
      const PromisesJudged one = judge(world, way.how, lines);
      all.lines += one.lines;
      all.changes += one.changes;
      all.reversals += one.reversals;
      all.first_kept += one.first_kept;
      all.kept += one.kept;
      all.early += one.early;
    }
    std::printf("%-18s %8.3f %8.3f %10.2f %8.3f %12.1f\n", way.name, all.kept / all.lines, all.first_kept / all.lines,
                all.changes / all.lines, all.reversals / all.lines, all.early / all.lines);
  }
  return 0;
}
