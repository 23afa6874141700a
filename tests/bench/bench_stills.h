// Pictures of two megapixels with one clear code among print that is none: what a look at them costs, beside the
// library's own.
#pragma once

#include "tests/bench/bench_false_reads.h"

namespace dockhand::bench {

inline Pair stills(const Options& options) {
  static constexpr int columns = 6, rows = 5, code = 14;  // the place of the code is near the middle
  static constexpr int width = 1600, height = 1250;
  Pair pair;
  for (int i = 0; i < options.frames / 8; ++i) {
    Chance chance(options.seed * 500'009U + static_cast<unsigned>(i));
    Scene scene(width, height, chance);
    const Print print = random_print(chance, warehouse_formats[i % int(std::size(warehouse_formats))]);
    for (int place = 0; place < columns * rows; ++place) {
      View view;
      view.x = (place % columns + 0.5) * width / columns;
      view.y = (place / columns + 0.5) * height / rows;
      view.angle = chance.uniform(-0.4, 0.4);
      view.module = place == code ? 3 : 1.5;
      scene.add(place == code ? print : no_code(chance), view);
    }
    const Picture picture = scene.shoot({0.6}, chance);
    const auto timed = [&](Tally& tally, auto read) {
      const Stopwatch watch;
      const auto symbols = read();
      judge(tally, symbols, print.text, milliseconds(watch.cpu()));
    };
    timed(pair.ladder, [&] { return read_still(picture.view(), {}); });
    timed(pair.library, [&] { return by_library(picture.view()); });
  }
  return pair;
}

}  // namespace dockhand::bench
