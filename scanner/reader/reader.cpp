#include "scanner/reader/reader.h"

#include <algorithm>

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

// How many of the kinds and lengths that a blurred symbol may have are tried: EAN and UPC are among them.
constexpr std::size_t first_kinds = 16;

void settle_doubts(ReadContext& context, const std::vector<BarField>& fields) {
  for (const BarField& field : fields)
    if (context.consensus.has_doubtful_in(box_around(field))) try_through_blur(context, field, first_kinds);
  context.consensus.accept_doubtful_in(box_of(context.picture));
}

bool is_straight(Pass pass) {
  return pass == Pass::straight_3 || pass == Pass::straight_6 || pass == Pass::straight_12;
}
// Passes on prints in their own size, and on bars, cost little each.
bool is_cheap(Pass pass) {
  return pass == Pass::plain || pass == Pass::plain_matrix || pass == Pass::blurred || is_straight(pass);
}
// A part as large as a symbol that was read is likely to hold one more, as on a sheet or a shelf of labels.
bool is_like_one_of(const Box& part, const std::vector<Symbol>& symbols) {
  return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& symbol) {
    const int side = box_of(symbol.corners).size();
    return part.size() < 2 * side && side < 2 * part.size();
  });
}
// While nothing was read, all is worth a try. After that, what costs much is only done where a sign of one more symbol
// is, and for no longer than the rest took: clutter is full of such signs.
class Worth {
 public:
  explicit Worth(const Survey& survey) : survey_(survey) {}
  bool of(const PlannedPass& step, const std::vector<Symbol>& symbols) {
    const bool is_extra = !symbols.empty() && !is_cheap(step.pass);
    if (is_extra && (step.box == survey_.whole || !is_like_one_of(step.box, symbols))) return false;
    std::chrono::nanoseconds& spent = is_extra ? extra_ : rest_;
    if (is_extra && extra_ + expected_time(step) > rest_) return false;
    spent += expected_time(step);
    return true;
  }

 private:
  const Survey& survey_;
  std::chrono::nanoseconds rest_{0}, extra_{0};  // as expected, so that each look at a picture does the same
};

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
  const std::size_t most = context.consensus.symbols().empty() ? SymbolLines::every_kind : first_kinds;
  if (step.pass == Pass::blurred) return try_through_blur(context, step.field, most);
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
  Worth worth(survey);
  bool settled = false;
  for (const PlannedPass& step : plan_passes(survey, Budget::still)) {
    if (!settled && step.pass != Pass::plain && !is_straight(step.pass)) {
      settle_doubts(context, survey.fields);
      settled = true;
    }
    if (!in_budget() || consensus.covers(step.box) || !worth.of(step, consensus.symbols())) continue;
    take(step, context);
  }
  try_add_ons(context);
  return consensus.symbols();
}

}  // namespace dockhand
