// How another program of the same user on the same machine asks the one that has a database open.
//
// Decides: where the socket is (beside the database, for its user alone), that a connection carries one line of JSON
// with the question and is answered by lines of JSON, of which the last is {"end":CODE}, and the bounds of each.
// Leaves to others: what can be asked (sync/local/desk.h).
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

inline constexpr std::size_t max_local_question = 80 << 20;
inline constexpr std::size_t max_local_answer = 80 << 20;          // for one line
inline constexpr std::chrono::milliseconds local_silence{10'000};  // for the program that asks
// for the program that waits for an answer, which may be a large import
inline constexpr std::chrono::milliseconds local_patience{600'000};

// Writes one line to the program that asked. Returns false when nobody listens any more.
using LocalLine = std::function<bool(const std::string& json)>;
// Answers a question with any number of lines and a code, which is 0 when all went well. Up to `local_threads`
// questions are answered at once.
using LocalHandler = std::function<int(const std::string& question, const LocalLine& line)>;
inline constexpr int local_threads = 4;

class LocalServer {
 public:
  // The program that holds the database's lock has to call it. So a socket that is there already belongs to a program
  // that is gone.
  static Result<std::unique_ptr<LocalServer>> open(const std::filesystem::path& database, LocalHandler handler);
  // Waits for the answers that are under way.
  ~LocalServer();
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

 private:
  struct State;
  explicit LocalServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Returns the code that ended the answer. Nothing: no program listens there.
Result<std::optional<int>> ask_local(const std::filesystem::path& database, const std::string& question,
                                     const std::function<void(const std::string& line)>& on_line);

}  // namespace dockhand
