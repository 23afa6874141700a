// A source with a thread of its own around a device.
//
// Decides: how the thread begins and ends. `Device` has `void run(const StopSignal&)`, which returns once the signal is
// set or its input has come to an end, and may have `SourceCounters counters() const` for any thread.
#pragma once

#include <thread>
#include <utility>

#include "scanner/source/source.h"
#include "scanner/source/stop_signal.h"

namespace dockhand {

template <class Device>
class ThreadedSource final : public Source {
 public:
  template <class... Arguments>
  explicit ThreadedSource(Arguments&&... arguments)
      : device_(std::forward<Arguments>(arguments)...), thread_([this] { device_.run(stop_); }) {}
  ~ThreadedSource() override { stop(); }
  ThreadedSource(const ThreadedSource&) = delete;
  ThreadedSource& operator=(const ThreadedSource&) = delete;

  void stop() override {
    stop_.set();
    wait();
  }
  void wait() override {
    if (thread_.joinable()) thread_.join();
  }
  SourceCounters counters() const override {
    if constexpr (requires { device_.counters(); }) return device_.counters();
    return {};
  }

 private:
  Device device_;
  StopSignal stop_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand
