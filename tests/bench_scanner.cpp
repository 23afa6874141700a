// How much is read, how fast, and how much is read wrongly, beside the library's own defaults. Run by hand; never a
// test.
//
//   bench_scanner [--corpus DIR] [--json] [--list] [--frames N] [--seed N]
//
// DIR has a folder for each set; NAME.txt (or .bin: bytes) beside NAME.png holds the expected text, NAME.txt also that
// of NAME-01.png, NAME-02.png ... together. In a folder whose name begins with "falsepositives" nothing may be read;
// other pictures without an expected text are left out. The frames are synthetic (tests/synthetic_frames.h), N of each
// kind.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "scanner/decode.h"
#include "scanner/frames.h"
#include "scanner/parse.h"
#include "scanner/reader.h"
#include "scanner/stopwatch.h"
#include "tests/synthetic_frames.h"

namespace {

using namespace dockhand;
using namespace dockhand::test;
using nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Options {
  fs::path corpus;
  bool json = false;
  bool list = false;
  int frames = 200;
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

double milliseconds(Stopwatch::Duration time) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(time).count()) / 1000;
}

// What is expected.

std::optional<std::string> content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(stream), {}};
}

std::optional<std::string> expected_text(const fs::path& picture) {
  const std::string stem = picture.stem().string();
  for (const std::string& name : {stem, stem.substr(0, stem.find('-'))})
    for (const char* ending : {".txt", ".bin"})
      if (auto text = content(picture.parent_path() / (name + ending))) return text;
  return std::nullopt;
}
bool nothing_is_expected(const fs::path& picture) {
  return picture.parent_path().filename().string().starts_with("falsepositives");
}

// What differs between carriers and printed texts but not in meaning: GS, brackets, blanks, leading zeros of a GTIN.
std::string bare(std::string text) {
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

bool same(const Symbol& symbol, const std::string& expected) {
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

std::vector<Symbol> by_library(const PictureView& picture) {
  std::vector<Symbol> symbols;
  for (const Sighting& sighting : decode(picture, DecodeOptions{})) symbols.push_back(sighting.symbol);
  return symbols;
}

// A number without the add-on that stands beside it: not all, but nothing false.
bool without_add_on(const Symbol& symbol, const std::string& expected) {
  const std::string text = bare(symbol.text);
  const std::string wanted = bare(expected);
  return std::min(text.size(), wanted.size()) >= 7 && (wanted.starts_with(text) || text.starts_with(wanted));
}

bool judge(Tally& tally, const std::vector<Symbol>& symbols, const std::string& text, double ms) {
  const bool found = std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return same(s, text); });
  ++tally.total;
  tally.read += found ? 1 : 0;
  const auto harmless = [&](const Symbol& symbol) { return without_add_on(symbol, text); };
  tally.wrong += !found && !std::all_of(symbols.begin(), symbols.end(), harmless) ? 1 : 0;
  tally.ms.push_back(ms);
  return found;
}

// The corpus.

bool is_picture(const fs::path& file) {
  const std::string ending = file.extension().string();
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg" || ending == ".webp" || ending == ".pgm";
}

// "ean13" of "ean13-2".
std::string set_of(const fs::path& picture) {
  const std::string folder = picture.parent_path().filename().string();
  const std::size_t number = folder.find_last_not_of("0123456789");
  const bool numbered = number != std::string::npos && number + 1 < folder.size() && folder[number] == '-';
  return numbered ? folder.substr(0, number) : folder;
}

template <class Read>
void look(Tally& tally, const fs::path& file, const Picture& picture, bool list, Read read) {
  const Stopwatch watch;
  const std::vector<Symbol> symbols = read(picture.view());
  const double ms = milliseconds(watch.cpu());
  const auto expected = expected_text(file);
  if (judge(tally, symbols, expected.value_or(std::string(1, '\0')), ms) || !list) return;
  if (!expected && symbols.empty()) return;
  std::fprintf(stderr, "%s %6.1f ms %s %s\n", symbols.empty() ? "missed" : "wrong ", ms, file.c_str(),
               symbols.empty() ? "" : (std::string(name_of(symbols[0].symbology)) + " " + symbols[0].text).c_str());
}

Tallies run_corpus(const Options& options) {
  Tallies tallies;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(options.corpus))
    if (entry.is_regular_file() && is_picture(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  ReaderSettings settings;
  settings.accept.itf_any_length = true;  // what the sets were made with
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

// Frames.

// A camera that moves over shelves without a code: soft shapes and the grain of a sensor.
Tally empty_frames(int count) {
  std::mt19937 random(1);
  FrameReader reader;
  Tally tally;
  Picture frame(1280, 720);
  for (int i = 0; i < count; ++i) {
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

View hard_view(Chance& chance, Symbology symbology) {
  const bool matrix = symbology == Symbology::qr || symbology == Symbology::datamatrix;
  View view;
  view.module = matrix ? chance.uniform(2.2, 5) : chance.uniform(1.3, 3.2);
  view.x = chance.uniform(400, 880);
  view.y = chance.uniform(230, 490);
  view.angle = chance.uniform(-0.6, 0.6);
  view.tilt_x = chance.uniform(-0.15, 0.15);
  view.tilt_y = chance.uniform(-0.15, 0.15);
  return view;
}
Optics hard_optics(Chance& chance) {
  Optics optics;
  optics.blur = chance.uniform(0.5, 2.0);
  optics.motion = chance.below(2) == 0 ? chance.uniform(0, 6) : 0;
  optics.motion_way = chance.uniform(0, 3.14);
  optics.contrast = chance.uniform(35, 180);
  optics.ink = chance.uniform(15, 60);
  optics.shade = chance.uniform(0, 0.5);
  optics.noise = chance.uniform(1, 7);
  return optics;
}

struct Hard {
  Pair frame;   // a camera's frame within its budget; the library
  Tally still;  // the same picture without a limit
};

std::map<std::string, Hard> hard_frames(const Options& options) {
  std::map<std::string, Hard> tallies;
  for (int i = 0; i < options.frames; ++i) {
    Chance chance(options.seed * 100'003U + static_cast<unsigned>(i));
    const Print print = random_print(chance, warehouse_formats[i % int(std::size(warehouse_formats))]);
    Scene scene(1280, 720, chance);
    scene.add(print, hard_view(chance, print.symbology));
    const Picture frame = scene.shoot(hard_optics(chance), chance);
    Hard& hard = tallies[name_of(print.symbology)];
    FrameReader reader;
    const auto timed = [&](Tally& tally, auto read) {
      const Stopwatch watch;
      const auto symbols = read();
      const bool found = judge(tally, symbols, print.text, milliseconds(watch.cpu()));
      if (options.list && !found && !symbols.empty())
        std::fprintf(stderr, "wrong  hard frame %d: %s %s, not %s %s\n", i, name_of(symbols[0].symbology),
                     symbols[0].text.c_str(), name_of(print.symbology), print.text.c_str());
    };
    timed(hard.frame.ladder, [&] { return reader.read(frame.view()); });
    timed(hard.frame.library, [&] { return by_library(frame.view()); });
    timed(hard.still, [&] { return read_still(frame.view(), {}); });
  }
  return tallies;
}

// A hand brings a label before the camera: it slows down, shakes, and the lens looks for its focus. Ten frames are
// 333 ms at 30 a second.
struct Bursts {
  Tally burst;
  Tally frames;
};
Bursts bursts(const Options& options) {
  static constexpr int frames_of_a_burst = 10;
  Bursts result;
  for (int i = 0; i < options.frames / 2; ++i) {
    Chance chance(options.seed * 200'003U + static_cast<unsigned>(i));
    const Print print = random_print(chance, warehouse_formats[i % int(std::size(warehouse_formats))]);
    View view = hard_view(chance, print.symbology);
    Optics optics = hard_optics(chance);
    optics.contrast = chance.uniform(60, 180);
    const Scene wall(1280, 720, chance);
    const double speed = chance.uniform(0, 14), way = chance.uniform(0, 6.28);
    FrameReader reader;
    bool read = false;
    bool wrong = false;
    for (int n = 0; n < frames_of_a_burst; ++n) {
      const double slowing = std::exp(-n / 4.0);
      view.x += speed * slowing * std::cos(way) + chance.normal();
      view.y += speed * slowing * std::sin(way) + chance.normal();
      view.angle += 0.01 * chance.normal();
      optics.motion = speed * slowing * 0.5 + std::abs(chance.normal());
      optics.motion_way = way;
      optics.blur = 0.7 + 1.3 * std::abs(std::sin(0.5 * n + i));
      Scene scene = wall;
      scene.add(print, view);
      const Picture frame = scene.shoot(optics, chance);
      const Stopwatch watch;
      const auto symbols = reader.read(frame.view());
      result.frames.ms.push_back(milliseconds(watch.cpu()));
      for (const Symbol& symbol : symbols) (same(symbol, print.text) ? read : wrong) = true;
    }
    ++result.burst.total;
    result.burst.read += read ? 1 : 0;
    result.burst.wrong += wrong ? 1 : 0;
  }
  return result;
}

// Eight labels at two pixels a module: what one look reads of them, and what ten frames of a camera do.
struct Shelves {
  Pair look;
  Tally burst;
};
Shelves shelves(const Options& options) {
  Shelves result;
  for (int i = 0; i < options.frames / 8; ++i) {
    Chance chance(options.seed * 300'007U + static_cast<unsigned>(i));
    Scene scene(1280, 720, chance);
    std::vector<Print> prints;
    for (int place = 0; place < 8; ++place) {
      prints.push_back(random_print(chance, warehouse_formats[(i + place) % int(std::size(warehouse_formats))]));
      View view;
      view.module = 2;
      view.x = 170 + 312 * (place % 4) + chance.uniform(-12, 12);
      view.y = 190 + 340 * (place / 4) + chance.uniform(-60, 60);
      view.angle = chance.uniform(-0.15, 0.15);
      scene.add(prints.back(), view);
    }
    Optics optics;
    optics.blur = chance.uniform(0.4, 0.8);
    const Picture frame = scene.shoot(optics, chance);
    const auto count = [&](Tally& tally, const std::vector<Symbol>& symbols) {
      for (const Print& print : prints)
        tally.read += std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return same(s, print.text); });
      for (const Symbol& symbol : symbols) {
        if (std::any_of(prints.begin(), prints.end(), [&](const Print& print) { return same(symbol, print.text); }))
          continue;
        ++tally.wrong;
        if (options.list)
          std::fprintf(stderr, "wrong  shelf %d: %s %s\n", i, name_of(symbol.symbology), symbol.text.c_str());
      }
      tally.total += static_cast<int>(prints.size());
    };
    const Stopwatch watch;
    count(result.look.ladder, read_still(frame.view(), {}));
    result.look.ladder.ms.push_back(milliseconds(watch.cpu()));
    const Stopwatch again;
    count(result.look.library, by_library(frame.view()));
    result.look.library.ms.push_back(milliseconds(again.cpu()));
    FrameReader reader;
    std::vector<Symbol> seen;
    for (int n = 0; n < 10; ++n) {
      const auto symbols = reader.read(scene.shoot(optics, chance).view());
      seen.insert(seen.end(), symbols.begin(), symbols.end());
    }
    count(result.burst, seen);
  }
  return result;
}

// The report.

ordered_json to_json(const Tally& tally) {
  return {{"total", tally.total},
          {"read", tally.read},
          {"wrong", tally.wrong},
          {"ms_median", tally.percentile(0.5)},
          {"ms_p95", tally.percentile(0.95)}};
}

class Report {
 public:
  void row(const std::string& name, const Pair& pair) {
    json[name] = to_json(pair.ladder);
    json[name]["library"] = to_json(pair.library);
    const Tally &a = pair.ladder, &b = pair.library;
    text +=
        line("%-24s %5d | %5d %5d %8.1f %8.1f | library %5d %5d %8.1f %8.1f\n", name.c_str(), a.total, a.read, a.wrong,
             a.percentile(0.5), a.percentile(0.95), b.read, b.wrong, b.percentile(0.5), b.percentile(0.95));
  }
  void number(const char* name, double value) {
    json[name] = value;
    text += line("%-24s %8.3f\n", name, value);
  }
  template <class... Values>
  static std::string line(const char* format, Values... values) {
    char buffer[300];
    std::snprintf(buffer, sizeof buffer, format, values...);
    return buffer;
  }

  ordered_json json;
  std::string text = line("%-24s %5s | %5s %5s %8s %8s | library %5s %5s %8s %8s\n", "", "total", "read", "wrong",
                          "median", "p95 ms", "read", "wrong", "median", "p95 ms");
};

double part(int of, int total) { return total == 0 ? 0 : static_cast<double>(of) / total; }

void report_corpus(Report& report, const Options& options) {
  Pair sum;
  for (const auto& [name, pair] : run_corpus(options)) {
    report.row(name, pair);
    sum.ladder += pair.ladder;
    sum.library += pair.library;
  }
  report.row("all", sum);
}

void report_frames(Report& report, const Options& options) {
  const Tally empty = empty_frames(options.frames);
  report.number("empty_ms_median", empty.percentile(0.5));
  report.number("empty_ms_p99", empty.percentile(0.99));
  report.number("empty_wrong", empty.wrong);
  Hard sum;
  for (const auto& [name, hard] : hard_frames(options)) {
    report.row("hard " + name, hard.frame);
    sum.frame.ladder += hard.frame.ladder;
    sum.frame.library += hard.frame.library;
    sum.still += hard.still;
  }
  report.row("hard", sum.frame);
  report.row("hard, no budget", {sum.still, sum.frame.library});
  report.number("hard_read", part(sum.frame.ladder.read, sum.frame.ladder.total));
  const Bursts burst = bursts(options);
  report.number("burst_read_333ms", part(burst.burst.read, burst.burst.total));
  report.number("burst_wrong", burst.burst.wrong);
  report.number("frame_ms_median", burst.frames.percentile(0.5));
  report.number("frame_ms_p99", burst.frames.percentile(0.99));
  const Shelves shelf = shelves(options);
  report.row("8 codes, one look", shelf.look);
  report.row("8 codes, ten frames", {shelf.burst, shelf.look.library});
  report.number("eight_codes_read", part(shelf.look.ladder.read, shelf.look.ladder.total));
  report.number("eight_codes_read_333ms", part(shelf.burst.read, shelf.burst.total));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--corpus" && i + 1 < argc) options.corpus = argv[++i];
    if (option == "--frames" && i + 1 < argc) options.frames = std::atoi(argv[++i]);
    if (option == "--seed" && i + 1 < argc) options.seed = static_cast<unsigned>(std::atoi(argv[++i]));
    if (option == "--json") options.json = true;
    if (option == "--list") options.list = true;
  }
  if (!options.corpus.empty() && !fs::is_directory(options.corpus)) {
    std::fprintf(stderr, "usage: bench_scanner [--corpus DIR] [--json] [--list] [--frames N] [--seed N]\n");
    return 2;
  }
  Report report;
  if (!options.corpus.empty()) report_corpus(report, options);
  if (options.frames > 0) report_frames(report, options);
  std::puts(options.json ? report.json.dump(2).c_str() : report.text.c_str());
  return 0;
}
