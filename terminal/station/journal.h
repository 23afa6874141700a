// The terminal's log: one line an event, in a file that does not grow without end.
//
// Decides: where lines go, that 3 files of 1 MB are enough, and that only the user who runs the terminal reads them.
// Leaves to others: what is worth a line. spdlog is included in journal.cpp and nowhere else. Any thread may use it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "storage/model/result.h"

namespace spdlog {
class logger;
}

namespace dockhand {

class Journal {
 public:
  static Result<std::unique_ptr<Journal>> open(const std::filesystem::path& file);
  ~Journal();

  void note(const std::string& line);
  void warn(const std::string& line);

 private:
  explicit Journal(std::shared_ptr<spdlog::logger> logger);
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace dockhand
