// JSON as one line of text, member by member.
//
// Decides: how texts are escaped: ASCII-safe UTF-8 as it is, bytes that are no UTF-8 become U+FFFD; the same members
// give the same text always.
// Leaves to others: which members there are (storage/codec_print.cpp), reading (storage/json.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dockhand {

class JsonWriter {
 public:
  void text(const char* name, std::string_view value);
  void number(const char* name, std::int64_t value);
  void flag(const char* name, bool value);
  // `members` adds what is in it.
  template <class Members>
  void object(const char* name, Members members) {
    begin(name);
    in_braces(members);
  }
  // One object for each of `all`; `members(one)` adds what is in it.
  template <class All, class Members>
  void objects(const char* name, const All& all, Members members) {
    begin(name);
    line_ += '[';
    first_ = true;
    for (const auto& one : all) {
      separate();
      in_braces([&] { members(one); });
    }
    line_ += ']';
    first_ = false;
  }
  template <class All, class Text>
  void texts(const char* name, const All& all, Text text_of) {
    begin(name);
    line_ += '[';
    first_ = true;
    for (const auto& one : all) {
      separate();
      append(text_of(one));
    }
    line_ += ']';
    first_ = false;
  }

  // The whole text: `members(writer)` adds what is in the outermost object.
  template <class Members>
  static std::string line(Members members) {
    JsonWriter writer;
    writer.in_braces([&] { members(writer); });
    return std::move(writer.line_);
  }

 private:
  template <class Members>
  void in_braces(Members members) {
    line_ += '{';
    first_ = true;
    members();
    line_ += '}';
    first_ = false;
  }
  void begin(const char* name);
  void separate();
  void append(std::string_view text);

  std::string line_;
  bool first_ = true;  // of the object or array that is open
};

}  // namespace dockhand
