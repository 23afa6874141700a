// What a source said, collected from its thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "scanner/source/source.h"

namespace dockhand::test {

class HeardReadings {
 public:
  SourceEvents events() {
    return {.deliver = [this](const Reading& reading) { note([&] { readings_.push_back(reading); }); },
            .trouble = [this](const Error& error) { note([&] { troubles_.push_back(error); }); },
            .ready = [this] { note([&] { ++ready_; }); }};
  }

  // False when it has not come to that within ten seconds.
  bool readings(std::size_t count) {
    return wait([&] { return readings_.size() >= count; });
  }
  bool troubles(std::size_t count) {
    return wait([&] { return troubles_.size() >= count; });
  }
  bool ready(std::size_t count = 1) {
    return wait([&] { return ready_ >= count; });
  }

  std::vector<std::string> texts() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> all;
    for (const Reading& reading : readings_) all.push_back(reading.symbol.text);
    return all;
  }
  Reading reading(std::size_t i) {
    const std::lock_guard lock(mutex_);
    return readings_.at(i);
  }
  Error trouble(std::size_t i) {
    const std::lock_guard lock(mutex_);
    return troubles_.at(i);
  }
  std::size_t trouble_count() {
    const std::lock_guard lock(mutex_);
    return troubles_.size();
  }

 private:
  template <class Change>
  void note(const Change& change) {
    {
      const std::lock_guard lock(mutex_);
      change();
    }
    changed_.notify_all();
  }
  template <class Enough>
  bool wait(const Enough& enough) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), enough);
  }

  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::vector<Reading> readings_;
  std::vector<Error> troubles_;
  std::size_t ready_ = 0;
};

}  // namespace dockhand::test
