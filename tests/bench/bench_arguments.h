// What every bench does with its arguments: --help explains and measures nothing, an unknown word is refused.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace dockhand::bench {

class Arguments {
 public:
  Arguments(int argc, char** argv, const char* usage) : usage_(usage), words_(argv + 1, argv + argc) {
    if (!flag("--help")) return;
    std::printf("usage: %s\n", usage_);
    std::exit(0);
  }

  // Each of these takes what it asks for out of the arguments.
  bool flag(std::string_view name) { return std::erase(words_, name) > 0; }
  std::string value(std::string_view name, std::string otherwise = "") {
    const auto at = std::find(words_.begin(), words_.end(), name);
    if (at == words_.end()) return otherwise;
    if (at + 1 == words_.end()) refuse(std::string(name) + " needs a value");
    std::string given = *(at + 1);
    words_.erase(at, at + 2);
    return given;
  }
  int number(std::string_view name, int otherwise) {
    const std::string text = value(name);
    return text.empty() ? otherwise : number_of(text);
  }
  // Returns the part that --only names. Empty: all of them.
  std::string part(const std::vector<std::string>& parts) {
    const std::string only = value("--only");
    if (only.empty() || std::find(parts.begin(), parts.end(), only) != parts.end()) return only;
    std::string all;
    for (const std::string& one : parts) all += " " + one;
    refuse("there is no part '" + only + "'; the parts are" + all);
  }
  // Returns the next word that is no option. Empty: there is none.
  std::string word() {
    if (words_.empty() || words_.front().starts_with("-")) return "";
    std::string first = words_.front();
    words_.erase(words_.begin());
    return first;
  }
  int number_word(int otherwise) {
    const std::string text = word();
    return text.empty() ? otherwise : number_of(text);
  }
  // When all is asked for, nothing may be left.
  void done() const {
    if (!words_.empty()) refuse("'" + words_.front() + "' is not known");
  }
  [[noreturn]] void refuse(const std::string& why) const {
    std::fprintf(stderr, "%s\nusage: %s\n", why.c_str(), usage_);
    std::exit(2);
  }

 private:
  int number_of(const std::string& text) const {
    char* end = nullptr;
    const long number = std::strtol(text.c_str(), &end, 10);
    if (*end != '\0' || number < 0 || number > 1'000'000'000) refuse("'" + text + "' is no number");
    return static_cast<int>(number);
  }

  const char* usage_;
  std::vector<std::string> words_;
};

}  // namespace dockhand::bench
