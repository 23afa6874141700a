#include "storage/json_writer.h"

#include <algorithm>

#include "storage/json.h"

namespace dockhand {

void JsonWriter::text(const char* name, std::string_view value) {
  begin(name);
  append(value);
}

void JsonWriter::number(const char* name, std::int64_t value) {
  begin(name);
  line_ += std::to_string(value);
}

void JsonWriter::flag(const char* name, bool value) {
  begin(name);
  line_ += value ? "true" : "false";
}

void JsonWriter::begin(const char* name) {
  separate();
  line_ += '"';
  line_ += name;
  line_ += "\":";
}

void JsonWriter::separate() {
  if (!first_) line_ += ',';
  first_ = false;
}

// Nearly all texts are codes and names that need no escaping.
void JsonWriter::append(std::string_view text) {
  const auto plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  if (!std::all_of(text.begin(), text.end(), plain)) {
    line_ += print_json(OrderedJson(text));
    return;
  }
  line_ += '"';
  line_ += text;
  line_ += '"';
}

}  // namespace dockhand
