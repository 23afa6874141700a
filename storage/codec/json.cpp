#include "storage/codec/json.h"

#include <algorithm>
#include <set>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

Error bad(std::string place, std::string message) {
  return Error{ErrorKind::bad_input, std::move(place), std::move(message)};
}

// Looks at each token while the text is parsed; JSON itself knows neither a depth limit nor double members.
class Guard {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (depth > max_json_depth && !error_) {
      error_ = bad("", "the JSON is nested deeper than " + std::to_string(max_json_depth) + " levels");
    }
    if (event == Json::parse_event_t::object_start) members_.emplace_back();
    if (event == Json::parse_event_t::object_end && !members_.empty()) members_.pop_back();
    if (event == Json::parse_event_t::key) see_member(parsed.get_ref<const std::string&>());
    return !error_;
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  void see_member(const std::string& name) {
    if (members_.empty() || members_.back().insert(name).second || error_) return;
    error_ = bad(printable(name, 40), "stands there twice");
  }
  std::vector<std::set<std::string>> members_;  // of the objects that are open
  std::optional<Error> error_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes) {
    return bad("", "the text has " + std::to_string(text.size()) + " bytes, more than " + std::to_string(max_bytes));
  }
  Guard guard;
  try {
    Json json = Json::parse(
        text, [&guard](int depth, Json::parse_event_t event, Json& parsed) { return guard(depth, event, parsed); });
    if (guard.error()) return *guard.error();
    return json;
  } catch (const Json::parse_error& problem) {
    if (guard.error()) return *guard.error();
    return bad("", "not valid JSON at byte " + std::to_string(problem.byte));
  } catch (const Json::exception&) {
    return bad("", "not valid JSON: a number is out of range");
  }
}

std::string print_json(const OrderedJson& json) {
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

JsonObject::JsonObject(const Json& value, std::string path) : value_(value), path_(std::move(path)) {
  if (!value_.is_object()) error_ = bad(path_, "is not a JSON object, {...}");
}

std::string JsonObject::path_of(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }

void JsonObject::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

void JsonObject::fail_at(const char* name, Error error) {
  error.place = path_of(name);
  fail(std::move(error));
}

const Json* JsonObject::find(const char* name) {
  known_.emplace_back(name);
  if (!value_.is_object()) return nullptr;
  const auto member = value_.find(name);
  return member == value_.end() ? nullptr : &*member;
}

const Json* JsonObject::need(const char* name) {
  const Json* member = find(name);
  if (member == nullptr && !error_) {
    missing_ = true;
    error_ = bad(path_of(name), "is missing");
  }
  return member;
}

const std::string* JsonObject::text_of(const char* name, const Json& member) {
  if (member.is_string()) return member.get_ptr<const std::string*>();
  fail(bad(path_of(name), "is not a text in quotes"));
  return nullptr;
}

std::string JsonObject::free_text(const char* name, std::size_t max) {
  const Json* member = find(name);
  const std::string* text = member == nullptr ? nullptr : text_of(name, *member);
  if (text == nullptr) return {};
  if (text->size() > max) fail(bad(path_of(name), "is longer than " + std::to_string(max) + " bytes"));
  return *text;
}

std::int64_t JsonObject::integer_of(const char* name, const Json& member, std::int64_t min, std::int64_t max) {
  const bool too_large = member.is_number_unsigned() && member.get<std::uint64_t>() > INT64_MAX;
  const std::int64_t number = member.is_number_integer() && !too_large ? member.get<std::int64_t>() : min;
  if (!member.is_number_integer()) {
    fail(bad(path_of(name), "is not a whole number"));
  } else if (too_large || number < min || number > max) {
    fail(bad(path_of(name), "is not between " + std::to_string(min) + " and " + std::to_string(max)));
  }
  return std::clamp(number, min, max);
}

std::int64_t JsonObject::integer(const char* name, std::int64_t min, std::int64_t max) {
  const Json* member = need(name);
  return member == nullptr ? min : integer_of(name, *member, min, max);
}

std::int64_t JsonObject::integer_or(const char* name, std::int64_t otherwise, std::int64_t min, std::int64_t max) {
  const Json* member = find(name);
  return member == nullptr ? otherwise : integer_of(name, *member, min, max);
}

Quantity JsonObject::quantity(const char* name) { return Quantity::exactly(integer(name, 0, Quantity::max)); }
Quantity JsonObject::quantity_or_none(const char* name) {
  return Quantity::exactly(integer_or(name, 0, 0, Quantity::max));
}

bool JsonObject::has(const char* name) const { return value_.is_object() && value_.contains(name); }

bool JsonObject::flag_or(const char* name, bool otherwise) {
  const Json* member = find(name);
  if (member == nullptr) return otherwise;
  if (!member->is_boolean()) fail(bad(path_of(name), "is neither true nor false"));
  return member->is_boolean() ? member->get<bool>() : otherwise;
}

const Json& JsonObject::array(const char* name) {
  static const Json empty = Json::array();
  const Json* member = find(name);
  if (member == nullptr || member->is_array()) return member == nullptr ? empty : *member;
  fail(bad(path_of(name), "is not a JSON array, [...]"));
  return empty;
}

const Json* JsonObject::object(const char* name) { return need(name); }

Status JsonObject::close() {
  if (value_.is_object() && (!error_ || missing_)) {
    for (const auto& [name, member] : value_.items()) {
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      std::string expected;
      for (const auto& one : known_) expected += (expected.empty() ? "" : ", ") + one;
      return bad(path_of(printable(name, 40)), "is not known here; known are " + expected);
    }
  }
  if (error_) return *error_;
  return Done{};
}

}  // namespace dockhand
