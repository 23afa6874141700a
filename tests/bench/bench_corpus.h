// Real pictures with the text that is expected of them.
//
// A folder for each set; NAME.txt (or .bin: bytes) beside NAME.png holds the expected text, NAME.txt also that of
// NAME-01.png, NAME-02.png ... together. In a folder whose name begins with "falsepositives" nothing may be read; other
// pictures without an expected text are left out.
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include "scanner/image/picture_file.h"
#include "scanner/reader/reader.h"
#include "tests/bench/bench_tally.h"

namespace dockhand::bench {

namespace fs = std::filesystem;
using Tallies = std::map<std::string, Pair>;

inline std::optional<std::string> content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(stream), {}};
}

inline std::optional<std::string> expected_text(const fs::path& picture) {
  const std::string stem = picture.stem().string();
  for (const std::string& name : {stem, stem.substr(0, stem.find('-'))})
    for (const char* ending : {".txt", ".bin"})
      if (auto text = content(picture.parent_path() / (name + ending))) return text;
  return std::nullopt;
}
inline bool nothing_is_expected(const fs::path& picture) {
  return picture.parent_path().filename().string().starts_with("falsepositives");
}

inline bool is_picture(const fs::path& file) {
  const std::string ending = file.extension().string();
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg" || ending == ".webp";
}

// Returns "ean13" of "ean13-2".
inline std::string set_of(const fs::path& picture) {
  const std::string folder = picture.parent_path().filename().string();
  const std::size_t number = folder.find_last_not_of("0123456789");
  const bool numbered = number != std::string::npos && number + 1 < folder.size() && folder[number] == '-';
  return numbered ? folder.substr(0, number) : folder;
}

template <class Read>
inline void look(Tally& tally, const fs::path& file, const Picture& picture, bool list, Read read) {
  const Stopwatch watch;
  const std::vector<Symbol> symbols = read(picture.view());
  const double ms = milliseconds(watch.cpu());
  const auto expected = expected_text(file);
  if (judge(tally, symbols, expected.value_or(std::string(1, '\0')), ms) || !list) return;
  if (!expected && symbols.empty()) return;
  std::fprintf(stderr, "%s %6.1f ms %s %s\n", symbols.empty() ? "missed" : "wrong ", ms, file.c_str(),
               symbols.empty() ? "" : (std::string(name_of(symbols[0].symbology)) + " " + symbols[0].text).c_str());
}

inline Tallies run_corpus(const Options& options) {
  Tallies tallies;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(options.corpus))
    if (entry.is_regular_file() && is_picture(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  ReaderSettings settings;
  settings.itf_any_length = true;  // what the sets were made with
  settings.code39_full_ascii = true;
  for (const fs::path& file : files) {
    if (!expected_text(file) && !nothing_is_expected(file)) continue;
    const auto picture = load_picture(file);
    if (!picture) {
      std::fprintf(stderr, "%s\n", picture.error().sentence().c_str());
      continue;
    }
    auto& [ladder, library] = tallies[set_of(file)];
    look(ladder, file, *picture, options.list, [&](const PictureView& p) { return read_still(p, settings); });
    look(library, file, *picture, false, [&](const PictureView& p) { return by_library(p); });
  }
  return tallies;
}

}  // namespace dockhand::bench
