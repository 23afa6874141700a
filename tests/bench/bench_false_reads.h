// What should never be: a text that is on no label. Run on demand, as long as there is time; the memory is watched
// along.
#pragma once

#include <fstream>

#include "tests/bench/bench_frames.h"

namespace dockhand::bench {

struct FalseReads {
  int frames = 0, read = 0, wrong = 0;       // with a code
  int empty_frames = 0, empty_wrong = 0;     // with bars, squares and lines that are no code
  double first_rss_mb = 0, last_rss_mb = 0;  // after the first tenth, and at the end
};

// Returns the resident memory of this process.
inline double rss_mb() {
  std::ifstream file("/proc/self/statm");
  long pages = 0, resident = 0;
  file >> pages >> resident;
  return static_cast<double>(resident) * 4096 / (1 << 20);
}

// What looks like a symbol and is none: bars, or squares, of random widths.
inline Print no_code(Chance& chance) {
  const bool matrix = chance.below(3) == 0;
  const int size = matrix ? 12 + 2 * chance.below(10) : 60 + chance.below(100);
  const int quiet = 8;
  Print print{Symbology::unknown, "", Picture(size + 2 * quiet, (matrix ? size : 30) + 2 * quiet, 255)};
  for (int y = 0; y < (matrix ? size : 1); ++y) {
    for (int x = 0, run = 0, ink = 1; x < size; ++x) {
      if (run == 0) {
        run = 1 + chance.below(4);
        ink = 1 - ink;
      }
      --run;
      for (int row = y; row < (matrix ? y + 1 : 30); ++row)
        print.modules.row(row + quiet)[x + quiet] = static_cast<std::uint8_t>(ink == 1 ? 255 : 0);
    }
  }
  return print;
}

// Each scene is seen in five frames, as a hand that shakes shows it.
template <class Seen>
void watch_scene(const Print& print, Chance& chance, FrameReader& reader, Seen seen) {
  const Scene wall(1280, 720, chance);
  View view = hard_view(chance, print.symbology);
  for (int n = 0; n < 5; ++n) {
    view.x += 2 * chance.normal();
    view.y += 2 * chance.normal();
    view.angle += 0.02 * chance.normal();
    Scene scene = wall;
    scene.add(print, view);
    seen(reader.read(scene.shoot(hard_optics(chance), chance).view()));
  }
}

// A long run says every thousand frames how far it is, so that one that is broken off was not for nothing.
inline void tell_progress(const FalseReads& so_far) {
  std::fprintf(stderr, "%d frames with a code: %d read, %d wrong; %d without: %d wrong; %.0f MB\n", so_far.frames,
               so_far.read, so_far.wrong, so_far.empty_frames, so_far.empty_wrong, rss_mb());
}

// Every fourth scene has no code.
inline void add_scene(FalseReads& result, unsigned seed, int scene) {
  Chance chance(seed * 400'009U + static_cast<unsigned>(scene));
  const bool empty = scene % 4 == 3;
  const Print print =
      empty ? no_code(chance) : random_print(chance, warehouse_formats[scene % int(std::size(warehouse_formats))]);
  FrameReader reader;
  watch_scene(print, chance, reader, [&](const std::vector<Symbol>& symbols) {
    ++(empty ? result.empty_frames : result.frames);
    bool wrong = false;
    for (const Symbol& symbol : symbols) {
      if (!empty && same(symbol, print.text)) continue;
      wrong = true;
      std::fprintf(stderr, "wrong  scene %d: %s %s, not %s\n", scene, name_of(symbol.symbology), symbol.text.c_str(),
                   print.text.c_str());
    }
    if (wrong) ++(empty ? result.empty_wrong : result.wrong);
    if (!wrong && !symbols.empty()) ++result.read;
  });
}

inline FalseReads count_false_reads(int frames, const Options& options) {
  FalseReads result;
  for (int scene = 0; 5 * scene < frames; ++scene) {
    add_scene(result, options.seed, scene);
    if (scene == frames / 50) result.first_rss_mb = rss_mb();
    if (scene % 200 == 199) tell_progress(result);
  }
  result.last_rss_mb = rss_mb();
  return result;
}

// Reads walls without a label. They are cut out of a picture that is larger than a frame: each frame is another part of
// it, and every thousand frames are another wall in another light.
inline FalseReads count_empty_reads(int frames, const Options& options) {
  static constexpr int frames_of_a_wall = 1000, width = 1280, height = 720;
  FalseReads result;
  FrameReader reader;
  Picture wall;
  Chance chance(options.seed);
  for (int frame = 0; frame < frames; ++frame) {
    if (frame % frames_of_a_wall == 0) wall = Scene(2 * width, 2 * height, chance).shoot(hard_optics(chance), chance);
    const PictureView part = wall.view().crop(chance.below(width), chance.below(height), width, height);
    const auto symbols = reader.read(part);
    ++result.empty_frames;
    result.empty_wrong += symbols.empty() ? 0 : 1;
    for (const Symbol& symbol : symbols)
      std::fprintf(stderr, "wrong  empty frame %d: %s %s\n", frame, name_of(symbol.symbology), symbol.text.c_str());
    if (frame == frames / 10) result.first_rss_mb = rss_mb();
    if (frame % 100'000 == 99'999) tell_progress(result);
  }
  result.last_rss_mb = rss_mb();
  return result;
}

}  // namespace dockhand::bench
