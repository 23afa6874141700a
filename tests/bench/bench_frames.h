// Synthetic frames (tests/support/pictures/synthetic_frames.h) in front of the pipeline of a camera.
#pragma once

#include <cstdio>
#include <map>

#include "scanner/reader/frames.h"
#include "tests/bench/bench_tally.h"
#include "tests/support/pictures/synthetic_frames.h"

namespace dockhand::bench {

using namespace dockhand::test;

// Plays a camera that moves over shelves without a code: soft shapes and the grain of a sensor.
inline Tally empty_frames(int count) {
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

// A handheld terminal's camera, 1280x720, 60 degrees wide, a label in a hand or on a shelf. All are uniform but for the
// blur:
//   module    1.4-3.2 pixels (0.33 mm at 11 to 26 cm); 2.2-5 of a matrix code
//   slant     up to 34 degrees; tilt: up to 15 % nearer on one side
//   blur      sigma 0.5 pixels (lens, sensor) and up to 2 more of focus that is not found yet, little more often than
//   much motion    of every second frame up to 5 pixels: 0.1 m/s for 1/120 s contrast  40-180 levels, ink at 15-60, up
//   to half of the light lost across the frame noise     sigma 1-7 levels
// Where a module is smeared over more than 0.6 of itself hardly any reader reads: the report tells frames apart by
// that.
inline View hard_view(Chance& chance, Symbology symbology) {
  const bool matrix = is_matrix(symbology);
  View view;
  view.module = matrix ? chance.uniform(2.2, 5) : chance.uniform(1.4, 3.2);
  view.x = chance.uniform(400, 880);
  view.y = chance.uniform(230, 490);
  view.angle = chance.uniform(-0.6, 0.6);
  view.tilt_x = chance.uniform(-0.15, 0.15);
  view.tilt_y = chance.uniform(-0.15, 0.15);
  return view;
}
inline Optics hard_optics(Chance& chance) {
  Optics optics;
  optics.blur = 0.5 + 2 * chance.uniform(0, 1) * chance.uniform(0, 1);
  optics.motion = chance.below(2) == 0 ? chance.uniform(0, 5) : 0;
  optics.motion_way = chance.uniform(0, 3.14);
  optics.contrast = chance.uniform(40, 180);
  optics.ink = chance.uniform(15, 60);
  optics.shade = chance.uniform(0, 0.5);
  optics.noise = chance.uniform(1, 7);
  return optics;
}

// Returns how far a module is smeared into its neighbours, in modules: the blur, and what the motion adds to it across
// the bars.
inline double smear(const View& view, const Optics& optics, bool matrix) {
  const double across = matrix ? 1 : std::cos(optics.motion_way - view.angle);
  const double motion = optics.motion * across;
  return std::sqrt(optics.blur * optics.blur + motion * motion / 12) / view.module;
}
inline const char* difficulty(double smear) {
  if (smear < 0.4) return "smear 0.0-0.4 modules";
  if (smear < 0.6) return "smear 0.4-0.6 modules";
  if (smear < 0.8) return "smear 0.6-0.8 modules";
  return "smear over 0.8 modules";
}

struct Hard {
  Pair frame;   // a camera's frame within its budget; the library
  Tally still;  // the same picture without a limit

  void operator+=(const Hard& other) {
    frame.ladder += other.frame.ladder;
    frame.library += other.frame.library;
    still += other.still;
  }
};

inline Hard look_at_hard_frame(const Picture& frame, const Print& print, bool list, int number) {
  Hard hard;
  FrameReader reader;
  const auto timed = [&](Tally& tally, auto read) {
    const Stopwatch watch;
    const auto symbols = read();
    const bool found = judge(tally, symbols, print.text, milliseconds(watch.cpu()));
    if (list && !found && !symbols.empty())
      std::fprintf(stderr, "wrong  hard frame %d: %s %s, not %s %s\n", number, name_of(symbols[0].symbology),
                   symbols[0].text.c_str(), name_of(print.symbology), print.text.c_str());
  };
  timed(hard.frame.ladder, [&] { return reader.read(frame.view()); });
  timed(hard.frame.library, [&] { return by_library(frame.view()); });
  timed(hard.still, [&] { return read_still(frame.view(), {}); });
  return hard;
}

// Counts by symbology, and by how far modules are smeared.
inline std::map<std::string, Hard> hard_frames(const Options& options) {
  std::map<std::string, Hard> tallies;
  for (int i = 0; i < options.frames; ++i) {
    Chance chance(options.seed * 100'003U + static_cast<unsigned>(i));
    const Print print = random_print(chance, warehouse_formats[i % int(std::size(warehouse_formats))]);
    Scene scene(1280, 720, chance);
    const View view = hard_view(chance, print.symbology);
    scene.add(print, view);
    const Optics optics = hard_optics(chance);
    const Hard hard = look_at_hard_frame(scene.shoot(optics, chance), print, options.list, i);
    tallies[name_of(print.symbology)] += hard;
    tallies[difficulty(smear(view, optics, is_matrix(print.symbology)))] += hard;
    tallies["all"] += hard;
  }
  return tallies;
}

// A hand brings a label before the camera: it slows down, shakes, and the lens looks for its focus. Ten frames are
// 333 ms at 30 a second.
struct Bursts {
  std::map<std::string, Tally> burst;  // all, by symbology, and by how far the sharpest frame is smeared
  Tally frames;
};
inline Bursts bursts(const Options& options) {
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
    double sharpest = 10;
    for (int n = 0; n < frames_of_a_burst; ++n) {
      const double slowing = std::exp(-n / 4.0);
      view.x += speed * slowing * std::cos(way) + chance.normal();
      view.y += speed * slowing * std::sin(way) + chance.normal();
      view.angle += 0.01 * chance.normal();
      optics.motion = speed * slowing * 0.5 + std::abs(chance.normal());
      optics.motion_way = way;
      optics.blur = 0.7 + 1.3 * std::abs(std::sin(0.5 * n + i));
      sharpest = std::min(sharpest, smear(view, optics, is_matrix(print.symbology)));
      Scene scene = wall;
      scene.add(print, view);
      const Picture frame = scene.shoot(optics, chance);
      const Stopwatch watch;
      const auto symbols = reader.read(frame.view());
      result.frames.ms.push_back(milliseconds(watch.cpu()));
      for (const Symbol& symbol : symbols) (same(symbol, print.text) ? read : wrong) = true;
    }
    for (const char* name : {"all", name_of(print.symbology), difficulty(sharpest)}) {
      Tally& tally = result.burst[name];
      ++tally.total;
      tally.read += read ? 1 : 0;
      tally.wrong += wrong ? 1 : 0;
    }
    if (options.list && !read)
      std::fprintf(stderr, "missed burst %d: %s, smear %.2f, %.1f pixels a module\n", i, name_of(print.symbology),
                   sharpest, view.module);
  }
  return result;
}

// Eight labels at two pixels a module. It compares what one look reads of them with what ten frames of a camera do.
struct Shelves {
  Pair look;
  Tally burst;
};
inline Shelves shelves(const Options& options) {
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
        if (!options.list) continue;
        std::fprintf(stderr, "wrong  shelf %d: %s %s\n", i, name_of(symbol.symbology), symbol.text.c_str());
        for (const Print& print : prints)
          std::fprintf(stderr, "              has %s %s\n", name_of(print.symbology), print.text.c_str());
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

}  // namespace dockhand::bench
