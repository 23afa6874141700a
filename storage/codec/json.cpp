#include "storage/codec/json.h"

#include <algorithm>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

Error bad(std::string place, std::string message) {
  return Error{ErrorKind::bad_input, std::move(place), std::move(message)};
}

// Builds the value token by token, so that a bound is met before the memory is spent. The library's own callback would
// look through an array again after each object in it.
class Builder : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(std::size_t max_values) : max_values_(max_values) {}

  bool null() override { return add(nullptr) != nullptr; }
  bool boolean(bool value) override { return add(value) != nullptr; }
  bool number_integer(number_integer_t value) override { return add(value) != nullptr; }
  bool number_unsigned(number_unsigned_t value) override { return add(value) != nullptr; }
  bool number_float(number_float_t value, const string_t&) override { return add(value) != nullptr; }
  bool string(string_t& value) override { return add(std::move(value)) != nullptr; }
  bool binary(binary_t&) override { return fail(bad("", "not valid JSON")); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    const auto [member, fresh] = open_.back()->get_ref<Json::object_t&>().emplace(name, nullptr);
    member_ = &member->second;
    return fresh || fail(bad(printable(name, 40), "stands there twice"));
  }
  bool parse_error(std::size_t at, const std::string&, const Json::exception& problem) override {
    const bool syntax = dynamic_cast<const Json::parse_error*>(&problem) != nullptr;
    return fail(
        bad("", syntax ? "not valid JSON at byte " + std::to_string(at) : "not valid JSON: a number is out of range"));
  }

  Result<Json> take() {
    if (error_) return *error_;
    return std::move(root_);
  }

 private:
  bool fail(Error error) {
    if (!error_) error_ = std::move(error);
    return false;
  }

  // Returns the place where the value is now, and null when there are too many.
  Json* add(Json value) {
    if (++values_ > max_values_) {
      fail(bad("", "the JSON has more than " + std::to_string(max_values_) + " values"));
      return nullptr;
    }
    Json* place = &root_;
    if (!open_.empty()) {
      place = open_.back()->is_array() ? &open_.back()->emplace_back() : member_;
    }
    *place = std::move(value);
    return place;
  }

  bool open(Json empty) {
    if (open_.size() > max_json_depth) {
      return fail(bad("", "the JSON is nested deeper than " + std::to_string(max_json_depth) + " levels"));
    }
    Json* place = add(std::move(empty));
    if (place != nullptr) open_.push_back(place);
    return place != nullptr;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  const std::size_t max_values_;
  std::size_t values_ = 0;
  Json root_;
  std::vector<Json*> open_;  // objects and arrays that have not ended, the innermost last
  Json* member_ = nullptr;   // in the innermost object, the member whose name was read last
  std::optional<Error> error_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, JsonBounds bounds) {
  if (text.size() > bounds.bytes) {
    return bad("", "the text has " + std::to_string(text.size()) + " bytes, more than " + std::to_string(bounds.bytes));
  }
  Builder builder(bounds.values);
  Json::sax_parse(text, &builder);
  return builder.take();
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
