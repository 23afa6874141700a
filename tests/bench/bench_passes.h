// One pass of the ladder alone, on frames that are hard for it: what a constant of its own does shows here, where no
// other pass reads what this one has missed.
#pragma once

#include "scanner/reader/ladder.h"
#include "scanner/reader/locator.h"
#include "scanner/reader/passes.h"
#include "scanner/reader/reader.h"
#include "tests/bench/bench_frames.h"

namespace dockhand::bench {

// A label in a hand (hard_view, hard_optics), whose modules are smeared so far that one pass reads some and misses
// some.
struct HardLabel {
  Print print;
  Picture picture;
};
inline HardLabel hard_label(Chance& chance, Symbology symbology) {
  static constexpr double least_smeared = 0.4, most_smeared = 0.9;  // modules
  Print print = random_print(chance, symbology);
  View view;
  Optics optics;
  double smeared = 0;
  do {
    view = hard_view(chance, symbology);
    optics = hard_optics(chance);
    smeared = smear(view, optics, is_matrix(symbology));
  } while (smeared < least_smeared || smeared > most_smeared);
  Scene scene(1280, 720, chance);
  scene.add(print, view);
  Picture picture = scene.shoot(optics, chance);
  return {std::move(print), std::move(picture)};
}
inline HardLabel hard_label(const Options& options, int number, bool matrix) {
  static constexpr Symbology linear[] = {Symbology::ean13, Symbology::code128, Symbology::itf, Symbology::upca,
                                         Symbology::code39};
  Chance chance(options.seed * 600'011U + static_cast<unsigned>(number));
  if (matrix) return hard_label(chance, number % 2 == 0 ? Symbology::qr : Symbology::datamatrix);
  return hard_label(chance, linear[number % int(std::size(linear))]);
}

struct PassAlone {
  const char* name;
  bool matrix;
  void (*take)(ReadContext&);
};

inline std::vector<BarField> all_bar_fields(const PictureView& picture) {
  std::vector<BarField> fields = find_bar_fields(picture);
  const auto faint = find_faint_bar_fields(picture, fields);
  fields.insert(fields.end(), faint.begin(), faint.end());
  return fields;
}
inline void straightened_alone(ReadContext& context) {
  for (const BarField& field : all_bar_fields(context.picture))
    for (const int rows : {3, 6, 12}) try_straightened(context, field, rows);
}
// Tries the kinds that a still picture tries at once after something was read (scanner/reader/reader.cpp).
inline void blurred_alone(ReadContext& context) {
  static constexpr std::size_t kinds = 16;
  for (const BarField& field : all_bar_fields(context.picture)) {
    SymbolLines lines;
    for (const int parts : {1, 3}) try_through_blur(context, field, lines, parts, kinds);
  }
}
inline void flattened_alone(ReadContext& context) {
  for (const Box& region : locate(context.picture)) try_flattened(context, region);
}
inline void fitted_alone(ReadContext& context) {
  for (const Box& region : locate(context.picture)) try_fitted(context, region);
}
inline constexpr PassAlone passes_alone[] = {{"straightened", false, straightened_alone},
                                             {"blurred", false, blurred_alone},
                                             {"flattened", true, flattened_alone},
                                             {"fitted", true, fitted_alone}};

inline void look_by_pass(Tally& tally, const PassAlone& pass, const HardLabel& label) {
  const PictureView picture = label.picture.view();
  Consensus consensus({}, [&](const Symbol& symbol) { return test_hypothesis(symbol, picture); });
  ReadContext context{picture, decode_options({}), consensus, [] { return true; }};
  const Stopwatch watch;
  pass.take(context);
  judge(tally, consensus.symbols(), label.print.text, milliseconds(watch.cpu()));
}

inline std::map<std::string, Tally> look_by_passes(const Options& options) {
  std::map<std::string, Tally> tallies;
  for (int i = 0; i < options.frames; ++i)
    for (const bool matrix : {false, true}) {
      const HardLabel label = hard_label(options, i, matrix);
      for (const PassAlone& pass : passes_alone)
        if (pass.matrix == matrix) look_by_pass(tallies[pass.name], pass, label);
    }
  return tallies;
}

// What a pass takes beside what the ladder expects of it (scanner/reader/ladder.h), in one run on hard labels.
struct PassCost {
  double taken = 0, expected = 0;  // milliseconds, summed up
};
inline std::map<std::string, PassCost> costs_of_passes(const Options& options) {
  static constexpr std::pair<Pass, const char*> named[] = {{Pass::plain, "plain"},
                                                           {Pass::plain_matrix, "plain_matrix"},
                                                           {Pass::straight_6, "straight_6"},
                                                           {Pass::flattened, "flattened"},
                                                           {Pass::fitted, "fitted"},
                                                           {Pass::enlarged, "enlarged"},
                                                           {Pass::half, "half"},
                                                           {Pass::inverted, "inverted"},
                                                           {Pass::blurred, "blurred"}};
  std::map<std::string, PassCost> costs;
  for (int i = 0; i < options.frames; ++i) {
    const HardLabel label = hard_label(options, i, i % 2 == 0);
    const PictureView picture = label.picture.view();
    const std::vector<Box> regions = locate(picture);
    const std::vector<BarField> fields = all_bar_fields(picture);
    for (const auto& [pass, name] : named) {
      const bool on_bars = pass == Pass::straight_6 || pass == Pass::blurred;
      const bool on_whole = pass == Pass::half || pass == Pass::inverted;
      if ((on_bars && fields.empty()) || (!on_bars && !on_whole && regions.empty())) continue;
      PlannedPass step{pass, on_whole || on_bars ? box_of(picture) : regions.front()};
      if (on_bars) step.field = fields.front();
      Consensus consensus({}, [&](const Symbol& symbol) { return test_hypothesis(symbol, picture); });
      ReadContext context{picture, decode_options({}), consensus, [] { return true; }};
      context.options.downscale = false;
      SymbolLines lines;
      const Stopwatch watch;
      if (pass == Pass::blurred) {
        try_through_blur(context, step.field, lines, 1);
      } else {
        try_pass(context, step, {2, 12, 0});
      }
      costs[name].taken += milliseconds(watch.cpu());
      costs[name].expected += milliseconds(expected_time(step));
    }
  }
  return costs;
}

}  // namespace dockhand::bench
