// What looking at frames in a process of its own costs.
//
// Prints milliseconds by the clock on the wall, as median and 99th percentile: for a still 1280x720 frame that is
// looked at here; for the same through the worker (copy, two messages, and the look); and for the first frame of a new
// worker (its start included) beside the first frame of a new reader, which has seen none before.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "scanner/worker/decode_worker.h"
#include "scanner/worker/direct_decoder.h"
#include "tests/bench/bench_arguments.h"

namespace {

using namespace dockhand;

constexpr const char* usage =
    "bench_decode_worker [--only PART] PROGRAM [FRAMES]\n"
    "  PROGRAM  dockhand\n"
    "  --only   here, first, worker or start";

template <class Work>
void measure(const char* name, int times, const Work& work) {
  std::vector<double> all;
  for (int i = 0; i < times; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    all.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(all.begin(), all.end());
  fmt::print("{:<28} median {:7.3f} ms   p99 {:7.3f} ms\n", name, all[all.size() / 2], all[all.size() * 99 / 100]);
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv, usage);
  const std::string only = arguments.part({"here", "first", "worker", "start"});
  WorkerSettings settings;
  settings.command = {arguments.word(), "decode-worker"};
  if (settings.command.front().empty()) arguments.refuse("PROGRAM is missing");
  const int frames = std::max(1, arguments.number_word(2000));
  arguments.done();
  const auto wanted = [&](const char* part) { return only.empty() || only == part; };
  const Picture frame(1280, 720, 120);
  DirectDecoder direct;
  if (wanted("here")) measure("here", frames, [&] { direct.look(frame.view()); });
  if (wanted("first")) measure("first frame of a reader here", 30, [&] { DirectDecoder().look(frame.view()); });
  DecodeWorker worker(settings);
  worker.look(frame.view());
  if (wanted("worker")) measure("in the worker", frames, [&] { worker.look(frame.view()); });
  if (wanted("start")) measure("start and first frame", 30, [&] { DecodeWorker(settings).look(frame.view()); });
  return worker.respawns() == 0 ? 0 : 1;
}
