#include "scanner/reader/reader.h"

#include "scanner/reader/locator.h"
#include "scanner/reader/rungs.h"
#include "scanner/reader/stopwatch.h"

namespace dockhand {

DecodeOptions decode_options(const ReaderSettings& settings) {
  DecodeOptions options;
  options.upce = settings.upce;
  options.code39_full_ascii = settings.code39_full_ascii;
  options.min_lines = agreeing_lines;
  return options;
}

namespace {

void look_through_blur(Climb& climb, const BarField& field, std::size_t most) {
  SymbolLines lines;
  for (const int parts : {1, 3}) look_through_blur(climb, field, lines, parts, most);
}

void settle_doubts(Climb& climb, const std::vector<BarField>& fields) {
  static constexpr std::size_t kinds = 16;  // EAN and UPC are among the first
  for (const BarField& field : fields) {
    const Region region = region_of(field);
    if (climb.findings.has_doubtful_in(region.left, region.top, region.width, region.height))
      look_through_blur(climb, field, kinds);
  }
  climb.findings.accept_doubtful_in(0, 0, climb.picture.width, climb.picture.height);
}

}  // namespace

std::vector<Symbol> read_still(const PictureView& picture, const ReaderSettings& settings) {
  if (picture.empty()) return {};
  const Stopwatch watch;
  const auto in_budget = [&] { return settings.budget.count() == 0 || watch.cpu() < settings.budget; };
  Findings findings(settings, [&](const Symbol& symbol) { return verdict_on(symbol, picture); });
  Climb climb{picture, decode_options(settings), findings, in_budget};

  const Region whole{0, 0, picture.width, picture.height};
  look_plainly(climb, whole);
  auto fields = find_bar_fields(picture);
  const auto faint = find_faint_bar_fields(picture, fields);
  fields.insert(fields.end(), faint.begin(), faint.end());
  for (const int rows : {3, 6, 12})
    for (const BarField& field : fields) look_straightened(climb, field, rows);
  settle_doubts(climb, fields);
  auto regions = locate(picture);
  for (const Region& region : regions) {
    if (in_budget() && !findings.covers(region.left, region.top, region.width, region.height))
      look_plainly(climb, region);
  }
  if (regions.empty()) regions.push_back(whole);
  for (const Region& region : regions) look_flattened(climb, region);
  for (const Region& region : regions) look_fitted(climb, region);
  if (regions.front() != whole) regions.push_back(whole);
  for (const Region& region : regions)
    for (const Sharpening& sharpening : {weak_blur, strong_blur}) look_enlarged(climb, region, sharpening);
  for (const BarField& field : fields) look_through_blur(climb, field, SymbolLines::every_kind);
  if (!findings.symbols().empty()) return findings.symbols();
  for (const int factor : {2, 3})
    for (const Sharpening& sharpening : {not_at_all, weak_blur}) look_shrunk(climb, factor, sharpening);
  if (findings.symbols().empty()) look_inverted(climb);
  return findings.symbols();
}

}  // namespace dockhand
