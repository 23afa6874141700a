// How much is read, beside the library's own defaults. Run by hand; never a test.
//
//   bench_scanner --corpus DIR [--json] [--upce] [--list]
//
// DIR has a folder for each set; NAME.txt beside NAME.png holds the expected text. Folders without any expect nothing.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>

#include "scanner/decode.h"
#include "scanner/frames.h"
#include "scanner/reader.h"
#include "scanner/stopwatch.h"

namespace {

using namespace dockhand;
namespace fs = std::filesystem;

struct Options {
  fs::path corpus;
  bool json = false;
  bool upce = false;
  bool list = false;
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
};

double milliseconds(Stopwatch::Duration time) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(time).count()) / 1000;
}

std::optional<std::string> expected_text(const fs::path& picture) {
  for (const char* ending : {".txt", ".bin"}) {
    std::ifstream file(fs::path(picture).replace_extension(ending), std::ios::binary);
    if (file) return std::string{std::istreambuf_iterator<char>(file), {}};
  }
  return std::nullopt;
}

// What differs between carriers and printed texts but not in meaning: GS, brackets, leading zeros of a GTIN.
std::string bare(std::string text) {
  std::erase_if(text, [](char c) { return c == '\x1d' || c == '(' || c == ')' || c == ' ' || c == '\r' || c == '\n'; });
  text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
  return text;
}

bool same(const Symbol& symbol, const std::string& expected) {
  const std::string text = bare(symbol.text);
  const std::string wanted = bare(expected);
  return text == wanted || (text.size() > 4 && wanted.starts_with(text)) ||
         (symbol.symbology == Symbology::databar && text == "1" + wanted);
}

template <class Read>
void judge(Tally& tally, const fs::path& file, const Picture& picture, bool list, Read read) {
  const Stopwatch watch;
  const std::vector<Symbol> symbols = read(picture.view());
  tally.ms.push_back(milliseconds(watch.cpu()));
  const auto expected = expected_text(file);
  const bool found =
      expected && std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return same(s, *expected); });
  ++tally.total;
  tally.read += found ? 1 : 0;
  tally.wrong += !found && !symbols.empty() ? 1 : 0;
  if (list && !found && (expected || !symbols.empty()))
    std::fprintf(stderr, "%s %s %s\n", symbols.empty() ? "missed" : "wrong ", file.c_str(),
                 symbols.empty() ? "" : (std::string(name_of(symbols[0].symbology)) + " " + symbols[0].text).c_str());
}

std::vector<Symbol> by_library(const PictureView& picture, bool upce) {
  DecodeOptions defaults;
  defaults.upce = upce;
  std::vector<Symbol> symbols;
  for (const Sighting& sighting : decode(picture, defaults)) symbols.push_back(sighting.symbol);
  return symbols;
}

bool is_picture(const fs::path& file) {
  const std::string ending = file.extension().string();
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg" || ending == ".webp" || ending == ".pgm";
}

using Tallies = std::map<std::string, std::pair<Tally, Tally>>;  // set: the ladder, the library

Tallies run_corpus(const Options& options) {
  Tallies tallies;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(options.corpus))
    if (entry.is_regular_file() && is_picture(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  ReaderSettings settings;
  settings.upce = options.upce;
  settings.accept.itf_any_length = true;
  for (const fs::path& file : files) {
    const auto picture = load_picture(file);
    if (!picture) {
      std::fprintf(stderr, "%s\n", picture.error().sentence().c_str());
      continue;
    }
    auto& [ladder, library] = tallies[file.parent_path().filename().string()];
    judge(ladder, file, *picture, options.list, [&](const PictureView& p) { return read_still(p, settings); });
    judge(library, file, *picture, false, [&](const PictureView& p) { return by_library(p, options.upce); });
  }
  return tallies;
}

// Frames of a camera that moves over shelves without a code: soft shapes and the grain of a sensor.
Tally empty_frames() {
  std::mt19937 random(1);
  FrameReader reader;
  Tally tally;
  Picture frame(1280, 720);
  for (int i = 0; i < 300; ++i) {
    for (int y = 0; y < frame.height; ++y)
      for (int x = 0; x < frame.width; ++x)
        frame.row(y)[x] = static_cast<std::uint8_t>(110 + ((x + 40 * i) / 160 % 2 == 0 ? 30 : 0) +
                                                    (y / 180 % 2 == 0 ? 25 : 0) + random() % 9);
    const Stopwatch watch;
    tally.wrong += reader.read(frame.view()).empty() ? 0 : 1;
    tally.ms.push_back(milliseconds(watch.cpu()));
    ++tally.total;
  }
  return tally;
}

nlohmann::ordered_json to_json(const Tally& tally) {
  return {{"total", tally.total},
          {"read", tally.read},
          {"wrong", tally.wrong},
          {"ms_median", tally.percentile(0.5)},
          {"ms_p95", tally.percentile(0.95)}};
}

void print(const Tallies& tallies, bool json) {
  nlohmann::ordered_json all;
  std::pair<Tally, Tally> sum;
  if (!json)
    std::printf("%-24s %6s | %5s %5s %8s %8s | library %5s %5s %8s\n", "set", "total", "read", "wrong", "median", "p95",
                "read", "wrong", "median");
  const auto row = [&](const std::string& name, const Tally& a, const Tally& b) {
    all[name] = to_json(a);
    all[name]["library"] = to_json(b);
    if (!json)
      std::printf("%-24s %6d | %5d %5d %8.1f %8.1f | library %5d %5d %8.1f\n", name.c_str(), a.total, a.read, a.wrong,
                  a.percentile(0.5), a.percentile(0.95), b.read, b.wrong, b.percentile(0.5));
  };
  const auto add = [](Tally& to, const Tally& from) {
    to.total += from.total;
    to.read += from.read;
    to.wrong += from.wrong;
    to.ms.insert(to.ms.end(), from.ms.begin(), from.ms.end());
  };
  for (const auto& [name, pair] : tallies) {
    row(name, pair.first, pair.second);
    add(sum.first, pair.first);
    add(sum.second, pair.second);
  }
  row("all", sum.first, sum.second);
  const Tally empty = empty_frames();
  all["empty_ms_median"] = empty.percentile(0.5);
  all["empty_ms_p99"] = empty.percentile(0.99);
  all["empty_wrong"] = empty.wrong;
  if (!json)
    std::printf("empty 1280x720 frames: %.2f ms median, %.2f ms p99, %d false\n", empty.percentile(0.5),
                empty.percentile(0.99), empty.wrong);
  if (json) std::puts(all.dump(2).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--corpus") == 0 && i + 1 < argc) options.corpus = argv[++i];
    if (std::strcmp(argv[i], "--json") == 0) options.json = true;
    if (std::strcmp(argv[i], "--upce") == 0) options.upce = true;
    if (std::strcmp(argv[i], "--list") == 0) options.list = true;
  }
  if (!fs::is_directory(options.corpus)) {
    std::fprintf(stderr, "usage: bench_scanner --corpus DIR [--json] [--upce] [--list]\n");
    return 2;
  }
  print(run_corpus(options), options.json);
  return 0;
}
