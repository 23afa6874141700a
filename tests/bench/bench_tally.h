// What the benchmark of the scanner counts: read, wrong, and the time it took, and what counts as the same text.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/meaning/parse.h"
#include "scanner/reader/decode.h"
#include "scanner/reader/stopwatch.h"

namespace dockhand::bench {

struct Options {
  std::filesystem::path corpus;
  bool json = false;
  bool list = false;
  int frames = 200;
  int false_reads = 0;
  int empty_frames = 0;
  unsigned seed = 1;
};

struct Tally {
  int total = 0, read = 0, wrong = 0;
  std::vector<double> ms;

  double percentile(double part) const {
    if (ms.empty()) return 0;
    std::vector<double> sorted = ms;
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
  }
  void operator+=(const Tally& other) {
    total += other.total;
    read += other.read;
    wrong += other.wrong;
    ms.insert(ms.end(), other.ms.begin(), other.ms.end());
  }
};
struct Pair {
  Tally ladder, library;
};
using Tallies = std::map<std::string, Pair>;

inline double milliseconds(Stopwatch::Duration time) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(time).count()) / 1000;
}

// Removes what differs between carriers and printed texts but not in meaning: GS, brackets, blanks, leading zeros of a
// GTIN.
inline std::string bare(std::string text) {
  std::erase_if(text, [](char c) { return c == '\x1d' || c == '(' || c == ')' || c == ' ' || c == '\r' || c == '\n'; });
  text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
  return text;
}
std::string utf8_of_latin1(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | byte >> 6);
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

inline bool same(const Symbol& symbol, const std::string& expected) {
  static constexpr std::size_t a_part = 24;  // bytes of a text that is spread over several symbols
  const std::string text = bare(symbol.text);
  const std::string wanted = bare(expected);
  if (symbol.symbology == Symbology::upce) {
    const auto upca = expand_upce(symbol.text.substr(0, 8));  // what it stands for, as most readers give it
    if (upca && bare(*upca) == wanted) return true;
  }
  const bool databar = symbol.symbology == Symbology::databar || symbol.symbology == Symbology::databar_limited;
  return text == wanted || text == bare(utf8_of_latin1(expected)) || (databar && text == "1" + wanted) ||
         (text.size() >= a_part && wanted.find(text) != std::string::npos);
}

inline std::vector<Symbol> by_library(const PictureView& picture) {
  std::vector<Symbol> symbols;
  for (const Detection& detection : decode(picture, DecodeOptions{})) symbols.push_back(detection.symbol);
  return symbols;
}

// True for a number without the add-on that stands beside it: not all was read, but nothing false.
inline bool without_add_on(const Symbol& symbol, const std::string& expected) {
  const std::string text = bare(symbol.text);
  const std::string wanted = bare(expected);
  return std::min(text.size(), wanted.size()) >= 7 && (wanted.starts_with(text) || text.starts_with(wanted));
}

inline bool judge(Tally& tally, const std::vector<Symbol>& symbols, const std::string& text, double ms) {
  const bool found = std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return same(s, text); });
  ++tally.total;
  tally.read += found ? 1 : 0;
  const auto harmless = [&](const Symbol& symbol) { return without_add_on(symbol, text); };
  tally.wrong += !found && !std::all_of(symbols.begin(), symbols.end(), harmless) ? 1 : 0;
  tally.ms.push_back(ms);
  return found;
}

}  // namespace dockhand::bench
