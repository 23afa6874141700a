// A reader for JSON that is not trusted. It reads strictly.
//
// Decides: how large, deep and rich in values a text may be, that no member is twice there, unknown, missing or of
// another type, and that an error names the member ("rows[3].item"). Leaves to others: which members an object has
// (storage/codec/codec_*.cpp). Only .cpp files may include it, because it is heavy.
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

// Checks the syntax only, in a time that grows with the text's length alone. No exception leaves it.
Result<Json> parse_json(std::string_view text, JsonBounds bounds);
// Returns one line of UTF-8, where only control characters are escaped. Bytes that are no UTF-8 become U+FFFD.
std::string print_json(const OrderedJson& json);

// Reads the members of one object. It keeps its first error: read all members, then ask `close` once, and use what was
// read only after its success. The object must outlive its reader.
class JsonObject {
 public:
  explicit JsonObject(const Json& value, std::string path = "");

  // Reads a text that `parse` accepts. `maybe` is for members that may be left out.
  template <class T>
  std::optional<T> text(const char* name, Result<T> (*parse)(std::string_view)) {
    return parsed(name, need(name), parse);
  }
  template <class T>
  std::optional<T> maybe(const char* name, Result<T> (*parse)(std::string_view)) {
    return parsed(name, find(name), parse);
  }
  // Takes any text up to `max` bytes. It is empty when the member is left out.
  std::string free_text(const char* name, std::size_t max = 4096);
  std::int64_t integer(const char* name, std::int64_t min, std::int64_t max);
  std::int64_t integer_or(const char* name, std::int64_t otherwise, std::int64_t min, std::int64_t max);
  Quantity quantity(const char* name);
  Quantity quantity_or_none(const char* name);
  bool flag_or(const char* name, bool otherwise);
  bool has(const char* name) const;
  // Returns the elements of an array. There are none when the member is left out.
  const Json& array(const char* name);
  const Json* object(const char* name);  // null when it is missing

  const Error& failure() const { return *error_; }  // may be called after a failure only
  void fail(Error error);                           // the first error is the one that is kept
  void fail_at(const char* name, Error error);      // the same, and the error names this member
  std::string path_of(const std::string& name) const;
  // Returns the first error. A member that nobody asked for is reported before one that is missing, because it is
  // probably a misspelling of that one.
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
