// Untrusted JSON, read strictly.
//
// Decides: how large, deep and rich in values a text may be, that no member is twice there, unknown, missing or of
// another type, and that an error names the member ("rows[3].item"). Leaves to others: which members an object has
// (storage/codec/codec_*.cpp). Included by .cpp files only: it is heavy.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/quantity.h"
#include "storage/model/result.h"

namespace dockhand {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;  // members are printed in the order in which they were added

inline constexpr std::size_t max_json_depth = 64;

// `values` counts each object, array, text, number and word: a text of "[],[],..." takes twenty times its size in
// memory when it is read. A megabyte needs no bound of its own for that.
struct JsonBounds {
  std::size_t bytes;
  std::size_t values = 1 << 20;
};

// Syntax only, in a time that grows with the text's length alone. No exception leaves it.
Result<Json> parse_json(std::string_view text, JsonBounds bounds);
// One line of ASCII-safe UTF-8; bytes that are no UTF-8 become U+FFFD.
std::string print_json(const OrderedJson& json);

// The members of one object. The first error sticks: read all members, then ask `close` once, and only after its
// success use what was read. The object lives longer than its reader.
class JsonObject {
 public:
  explicit JsonObject(const Json& value, std::string path = "");

  // A text that `parse` accepts. `maybe` is for members that may be left out.
  template <class T>
  std::optional<T> text(const char* name, Result<T> (*parse)(std::string_view)) {
    return parsed(name, need(name), parse);
  }
  template <class T>
  std::optional<T> maybe(const char* name, Result<T> (*parse)(std::string_view)) {
    return parsed(name, find(name), parse);
  }
  // Any text up to max bytes; empty when left out.
  std::string free_text(const char* name, std::size_t max = 4096);
  std::int64_t integer(const char* name, std::int64_t min, std::int64_t max);
  std::int64_t integer_or(const char* name, std::int64_t otherwise, std::int64_t min, std::int64_t max);
  Quantity quantity(const char* name);
  Quantity quantity_or_none(const char* name);
  bool flag_or(const char* name, bool otherwise);
  bool has(const char* name) const;
  // The elements of an array; none when left out.
  const Json& array(const char* name);
  const Json* object(const char* name);  // null when it is missing

  const Error& failure() const { return *error_; }  // after a failure only
  void fail(Error error);                           // keeps the first
  void fail_at(const char* name, Error error);      // the same, placed at a member
  std::string path_of(const std::string& name) const;
  // The first error; a member that nobody asked for is reported before one that is missing, as it is likely its
  // misspelling.
  Status close();

 private:
  template <class T>
  std::optional<T> parsed(const char* name, const Json* member, Result<T> (*parse)(std::string_view)) {
    const std::string* text = member == nullptr ? nullptr : text_of(name, *member);
    if (text == nullptr) return std::nullopt;
    auto result = parse(*text);
    if (result) return std::move(result).value();
    fail_at(name, result.error());
    return std::nullopt;
  }
  const Json* find(const char* name);
  const Json* need(const char* name);
  const std::string* text_of(const char* name, const Json& member);
  std::int64_t integer_of(const char* name, const Json& member, std::int64_t min, std::int64_t max);

  const Json& value_;
  std::string path_;
  std::vector<std::string> known_;
  std::optional<Error> error_;
  bool missing_ = false;  // the first error is a missing member
};

}  // namespace dockhand
