// The steps of random work as lines of text, and the sequences that are kept.
//
// Decides: how a step is written. Leaves to others: what it does (tests/support/person/work_player.h).
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace dockhand::test {

// "scan 5901234123457", "twice YES" (a double read), "typed 12" (a scanner that types), "press number", "tap 3",
// "hasty 3" (two taps at one spot), "keys 1" (F2 twice), "type 12", "elsewhere 4 2", "unseen 4 2", "wait 90", "crash",
// "lanes" (more stands about), "staff" (from now on people sign on), "sign BADGE-1" (with the right PIN), "stick" (of
// the office).
struct WorkStep {
  std::string what{};
  std::string text{};
  int a = 0, b = 0;

  std::string line() const {
    if (!text.empty()) return what + " " + text;
    if (what == "crash" || what == "staff" || what == "lanes" || what == "stick") return what;
    const bool one = what == "tap" || what == "hasty" || what == "keys" || what == "type" || what == "wait";
    return what + " " + std::to_string(a) + (one ? "" : " " + std::to_string(b));
  }
  static WorkStep parse(const std::string& line) {
    WorkStep step;
    std::istringstream words(line);
    words >> step.what;
    if (step.what == "scan" || step.what == "twice" || step.what == "typed" || step.what == "press" ||
        step.what == "sign") {
      std::getline(words >> std::ws, step.text);
    } else {
      words >> step.a >> step.b;
    }
    return step;
  }
};
using Work = std::vector<WorkStep>;

// Does one after the other.
inline Work joined(Work first, Work then) {
  std::move(then.begin(), then.end(), std::back_inserter(first));
  return first;
}

inline std::string text_of(const Work& work) {
  std::string text{};
  for (const WorkStep& step : work) text += step.line() + "\n";
  return text;
}

// Returns those sequences that were wrong once, by name.
inline std::map<std::string, Work> kept_sequences() {
  std::map<std::string, Work> all;
  for (const auto& entry : std::filesystem::directory_iterator(DOCKHAND_SOURCE_DIR "/tests/corpus/work")) {
    std::ifstream stream(entry.path());
    Work& work = all[entry.path().stem().string()];
    for (std::string line; std::getline(stream, line);) {
      if (!line.empty()) work.push_back(WorkStep::parse(line));
    }
  }
  return all;
}

}  // namespace dockhand::test
