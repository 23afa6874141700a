// What looking at frames in a process of its own costs: bench_decode_worker PROGRAM [FRAMES]
//
// Milliseconds on the wall, median and 99th percentile: a still 1280x720 frame looked at here, the same through the
// worker (copy, two messages, and the look), and the first frame of a new worker (its start included) beside the first
// frame of a new reader, which has seen none before.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "scanner/worker/decode_worker.h"
#include "scanner/worker/direct_decoder.h"

namespace {

using namespace dockhand;

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
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_decode_worker PROGRAM [FRAMES]\n");
    return 2;
  }
  const int frames = argc > 2 ? std::atoi(argv[2]) : 2000;
  WorkerSettings settings;
  settings.command = {argv[1], "decode-worker"};
  const Picture frame(1280, 720, 120);
  DirectDecoder direct;
  measure("here", frames, [&] { direct.look(frame.view()); });
  measure("first frame of a reader here", 30, [&] { DirectDecoder().look(frame.view()); });
  DecodeWorker worker(settings);
  worker.look(frame.view());
  measure("in the worker", frames, [&] { worker.look(frame.view()); });
  measure("start and first frame", 30, [&] { DecodeWorker(settings).look(frame.view()); });
  return worker.respawns() == 0 ? 0 : 1;
}
