// Matrix symbols that are large enough to be read at once: in the first frame of a camera, and many on one sheet.
#pragma once

#include "tests/bench/bench_frames.h"

namespace dockhand::bench {

// A symbol of 4 to 7 pixels a module, turned anyhow, tilted as in a hand, in focus and hardly moved. It has 11 to 43
// characters.
inline Tally first_frames(const Options& options, Symbology symbology) {
  Tally tally;
  for (int i = 0; i < options.frames; ++i) {
    Chance chance(options.seed * 700'001U + static_cast<unsigned>(i));
    const std::string text = "PO-" + chance.digits(8 + chance.below(33));
    const Print print = test::print(symbology, text, text);
    View view = hard_view(chance, symbology);
    view.module = chance.uniform(4, 7);
    view.angle = chance.uniform(-3.14, 3.14);
    Optics optics = hard_optics(chance);
    optics.blur = chance.uniform(0.5, 1.2);
    optics.motion = chance.uniform(0, 1);
    Scene scene(1280, 720, chance);
    scene.add(print, view);
    const Picture frame = scene.shoot(optics, chance);
    FrameReader reader;
    const Stopwatch watch;
    const auto symbols = reader.read(frame.view());
    const bool found = judge(tally, symbols, print.text, milliseconds(watch.cpu()));
    if (options.list && !found)
      std::fprintf(stderr, "missed first frame %d: %s, %.1f pixels a module, %d modules, contrast %.0f, noise %.1f\n",
                   i, name_of(symbology), view.module, print.modules.width - 8, optics.contrast, optics.noise);
  }
  return tally;
}

// Twenty-four symbols of four pixels a module on clean paper, read as one still picture. A quiet zone of four modules
// is around each, and up to forty pixels more between them.
inline Tally sheets(const Options& options, Symbology symbology) {
  static constexpr int columns = 6, rows = 4, module = 4, border = 30;  // the last two in pixels
  Tally tally;
  for (int i = 0; i < options.frames / 8; ++i) {
    Chance chance(options.seed * 800'011U + static_cast<unsigned>(i));
    std::vector<Print> prints;
    for (int place = 0; place < columns * rows; ++place) prints.push_back(random_print(chance, symbology));
    const int side = prints.front().modules.width * module + chance.below(41);
    Picture sheet(columns * side + 2 * border, rows * side + 2 * border, 255);
    for (int place = 0; place < columns * rows; ++place) {
      const PictureView modules = prints[static_cast<std::size_t>(place)].modules.view();
      for (int y = 0; y < modules.height * module; ++y)
        for (int x = 0; x < modules.width * module; ++x)
          sheet.row(border + place / columns * side + y)[border + place % columns * side + x] =
              modules.at(x / module, y / module);
    }
    const Stopwatch watch;
    const auto symbols = read_still(sheet.view(), {});
    tally.ms.push_back(milliseconds(watch.cpu()));
    tally.total += static_cast<int>(prints.size());
    for (const Print& print : prints)
      tally.read += std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return same(s, print.text); });
    for (const Symbol& symbol : symbols)
      tally.wrong +=
          std::none_of(prints.begin(), prints.end(), [&](const Print& print) { return same(symbol, print.text); });
  }
  return tally;
}

}  // namespace dockhand::bench
