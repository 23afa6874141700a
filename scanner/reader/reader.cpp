#include "scanner/reader/reader.h"

#include "scanner/reader/add_on.h"
#include "scanner/reader/islands.h"
#include "scanner/reader/ladder.h"
#include "scanner/reader/locator.h"
#include "scanner/reader/passes.h"
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

void try_through_blur(ReadContext& context, const BarField& field, std::size_t most) {
  SymbolLines lines;
  for (const int parts : {1, 3}) try_through_blur(context, field, lines, parts, most);
}

void settle_doubts(ReadContext& context, const std::vector<BarField>& fields) {
  static constexpr std::size_t kinds = 16;  // EAN and UPC are among the first
  for (const BarField& field : fields)
    if (context.consensus.has_doubtful_in(box_around(field))) try_through_blur(context, field, kinds);
  context.consensus.accept_doubtful_in(box_of(context.picture));
}

bool is_straight(Pass pass) {
  return pass == Pass::straight_3 || pass == Pass::straight_6 || pass == Pass::straight_12;
}
// Passes that look for what may be anywhere: they are only worth it while nothing was found at all.
bool is_search(Pass pass) {
  return pass == Pass::half || pass == Pass::half_sharp || pass == Pass::third || pass == Pass::third_sharp ||
         pass == Pass::inverted;
}

Survey survey_of(const PictureView& picture) {
  Survey survey;
  survey.whole = box_of(picture);
  survey.fields = find_bar_fields(picture);
  const auto faint = find_faint_bar_fields(picture, survey.fields);
  survey.fields.insert(survey.fields.end(), faint.begin(), faint.end());
  survey.regions = locate(picture);
  if (survey.regions.empty()) survey.regions.push_back(survey.whole);
  survey.pieces = survey.regions;
  survey.islands = find_islands(picture);
  return survey;
}

void take(const PlannedPass& step, ReadContext& context) {
  if (step.pass == Pass::blurred) return try_through_blur(context, step.field, SymbolLines::every_kind);
  try_pass(context, step);
}

}  // namespace

std::vector<Symbol> read_still(const PictureView& picture, const ReaderSettings& settings) {
  if (picture.empty()) return {};
  const Stopwatch watch;
  const auto in_budget = [&] { return settings.budget.count() == 0 || watch.cpu() < settings.budget; };
  Consensus consensus(settings, [&](const Symbol& symbol) { return test_hypothesis(symbol, picture); });
  ReadContext context{picture, decode_options(settings), consensus, in_budget};
  const Survey survey = survey_of(picture);
  bool settled = false;
  for (const PlannedPass& step : plan_passes(survey, Budget::still)) {
    if (!settled && step.pass != Pass::plain && !is_straight(step.pass)) {
      settle_doubts(context, survey.fields);
      settled = true;
    }
    if (!in_budget() || consensus.covers(step.box)) continue;
    if (is_search(step.pass) && !consensus.symbols().empty()) break;
    take(step, context);
  }
  try_add_ons(context);
  return consensus.symbols();
}

}  // namespace dockhand
