// What is fuzzed: any bytes as a scan, any modules as a picture.
//
// A crash, a sanitizer's word or an assertion is a finding; so is what REQUIRED_TRUE says is never so.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "scanner/meaning/site.h"
#include "scanner/reader/reader.h"

#define REQUIRED_TRUE(condition)                                         \
  if (!(condition)) {                                                    \
    std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
    std::abort();                                                        \
  }

namespace dockhand::test {

inline const Site& fuzzed_site() {
  static const Site site = [] {
    SiteSettings settings;
    settings.patterns = {{"location", "L:([A-Z]-[0-9]{2}-[0-9])"}, {"badge", "(?:[0-9]+)*x"}};
    settings.restricted = {{"21IIIIIWWWWWC", 3}};
    auto made = Site::make(settings);
    REQUIRED_TRUE(made.ok());
    return std::move(made).value();
  }();
  return site;
}

inline void fuzz_parse(const std::uint8_t* data, std::size_t size) {
  const Date today = *Date::parse("2026-11-22");
  const Symbol symbol = typed_symbol(std::string_view(reinterpret_cast<const char*>(data), size));
  for (const Scope scope : {Scope::symbol, Scope::item}) {
    const auto scan = fuzzed_site().parse(symbol, today, scope);
    if (!scan) {
      REQUIRED_TRUE(is_valid_utf8(scan.error().sentence()) && !scan.error().message.empty());
    } else {
      REQUIRED_TRUE(scan->symbol.text.size() <= Symbol::max_text);
      REQUIRED_TRUE(scan->elements.size() <= max_elements);
    }
  }
}

// The first byte is the width in modules; each bit after it is a module, three pixels large, with quiet around.
inline void fuzz_decode(const std::uint8_t* data, std::size_t size) {
  static constexpr int module = 3;
  static constexpr int quiet = 4;
  static constexpr int most_rows = 80;
  if (size < 2) return;
  const int columns = 8 + data[0] % 120;
  const int rows = std::min(most_rows, static_cast<int>((size - 1) * 8) / columns);
  Picture picture((columns + 2 * quiet) * module, (rows + 2 * quiet) * module, 235);
  for (int y = 0; y < rows * module; ++y)
    for (int x = 0; x < columns * module; ++x) {
      const auto bit = static_cast<std::size_t>(y / module * columns + x / module);
      const bool ink = (data[1 + bit / 8] >> (7 - bit % 8) & 1) != 0;
      picture.row(y + quiet * module)[x + quiet * module] = ink ? 20 : 235;
    }
  ReaderSettings settings;
  settings.budget = std::chrono::milliseconds(20);
  for (const Symbol& symbol : read_still(picture.view(), settings)) {
    REQUIRED_TRUE(!symbol.text.empty() && symbol.text.size() <= Symbol::max_text);
    const auto scan = parse(symbol, *Date::parse("2026-11-22"));
    REQUIRED_TRUE(scan || !scan.error().message.empty());
  }
}

}  // namespace dockhand::test
