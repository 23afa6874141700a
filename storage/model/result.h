// The types of results and errors, which are returned as values.
//
// Decides: how a function says that it failed. An `Error` names a kind (what a program may branch on), a place
// (file and line, JSON member, AI and position, path) and a sentence that a user can act on.
// Leaves to others: how the sentence is shown, and which exit code a kind becomes (storage/model/exit_code.h).
// Exceptions are for bugs and exhausted memory; they never cross a thread or a room.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace dockhand {

enum class ErrorKind {
  bad_input,      // what was given is malformed: a code, a line, a file, a command
  incomplete,     // it does not say which units are meant: the place names what is missing ("lot", "serial")
  unknown,        // well-formed, but it names nothing that is known here
  refused,        // known, but the rules of the warehouse do not allow it now
  conflict,       // the same id was used before for something else
  io,             // reading or writing failed; what was acknowledged is still there
  disk_full,      // no room; nothing was written
  read_only,      // the folder or file cannot be written
  corrupt,        // a database that is damaged
  foreign,        // a file that is not ours (text, another program's database)
  newer_version,  // a newer version of the program wrote the database
  busy,           // another process holds the database
  network,        // the hub cannot be reached, or answered nonsense
};

// Returns the kind's name as it stands in JSON output: "bad_input", "unknown" and so on.
const char* name_of(ErrorKind kind);

struct Error {
  ErrorKind kind;
  std::string place;    // "orders.csv:17", "AI 17 at 18"; empty when there is none
  std::string message;  // a sentence without the place, without a trailing full stop

  // Returns "place: message", or the message alone.
  std::string sentence() const;
  bool operator==(const Error&) const = default;
};

// A value or an Error. Reading the wrong one is a bug and asserts.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

  explicit operator bool() const { return held_.index() == 0; }
  bool ok() const { return held_.index() == 0; }

  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&held_);
  }
  T& value() & {
    assert(ok());
    return *std::get_if<0>(&held_);
  }
  T value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&held_));
  }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&held_);
  }

 private:
  std::variant<T, Error> held_;
};

// The result of something that has no value: `return Done{};` or `return Error{...}`.
struct Done {
  bool operator==(const Done&) const = default;
};

using Status = Result<Done>;
extern template class Result<Done>;  // it is everywhere, and is compiled once

}  // namespace dockhand
