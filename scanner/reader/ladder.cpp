#include "scanner/reader/ladder.h"

#include <algorithm>

namespace dockhand {
namespace {

enum class Subject : std::uint8_t {
  whole,
  pieces,
  regions_without_bars,
  large_regions_without_bars,
  regions_with_bars,
  fields,
  islands
};

// At which place of the order a pass is made, from 1 on; 0: not at all. Passes of one place are made part by part.
struct LadderRow {
  Pass pass;
  Subject on;
  int still, frame;
};

// The frame's places from here to the last begin with another one in each turn: each of these passes finds what the
// others do not, and none of them fits into what is left of a budget every time.
constexpr int first_turn = 8, last_turn = 11;

// A still picture is first looked at as it is, since what is found so is believed at once. Bars come next: their passes
// cost a tenth of those on regions. Passes that make the picture larger or smaller come last: they cost most.
// A frame has no time for a pass on all of it. Bars come first. Where a region is nearest to the middle, a person aims
// at it, so that all that a blur may need is tried there before the next region.
constexpr LadderRow ladder[] = {
    {Pass::plain, Subject::whole, 1, 0},
    {Pass::straight_3, Subject::fields, 2, 9},
    {Pass::straight_6, Subject::fields, 3, 1},
    {Pass::straight_12, Subject::fields, 4, 11},
    {Pass::plain_matrix, Subject::islands, 5, 2},
    {Pass::plain, Subject::pieces, 6, 3},
    {Pass::plain_matrix, Subject::large_regions_without_bars, 0, 2},
    {Pass::fitted, Subject::regions_without_bars, 8, 4},
    {Pass::fitted, Subject::regions_with_bars, 8, 10},
    {Pass::flattened, Subject::regions_without_bars, 7, 4},
    {Pass::flattened, Subject::regions_with_bars, 7, 10},
    {Pass::flattened, Subject::islands, 7, 10},
    {Pass::enlarged, Subject::pieces, 9, 8},
    {Pass::enlarged_sharp, Subject::pieces, 9, 8},
    {Pass::enlarged, Subject::whole, 10, 0},
    {Pass::enlarged_sharp, Subject::whole, 10, 0},
    {Pass::blurred, Subject::fields, 11, 4},
    {Pass::half, Subject::whole, 12, 5},
    {Pass::half_sharp, Subject::whole, 13, 7},
    {Pass::third, Subject::whole, 14, 0},
    {Pass::third_sharp, Subject::whole, 15, 0},
    {Pass::inverted, Subject::whole, 16, 0},
};
constexpr int last_place = 16;
constexpr int plain_of_large = 6;  // in a frame, after half of the size has had its chance

bool lies_in(const BarField& field, const Box& box) {
  return field.x > box.left && field.x < box.right() && field.y > box.top && field.y < box.bottom();
}

bool is_of_bars(const Box& region, const std::vector<BarField>& fields) {
  return std::any_of(fields.begin(), fields.end(), [&](const BarField& field) { return is_large_in(field, region); });
}

class PassPlanner {
 public:
  PassPlanner(const Survey& survey, Budget budget) : survey_(survey), budget_(budget) {
    std::vector<BarField> others = survey.fields;
    for (const Box& region : survey.regions) {
      const auto first = std::stable_partition(others.begin(), others.end(),
                                               [&](const BarField& field) { return !lies_in(field, region); });
      fields_in_.emplace_back(first, others.end());
      others.erase(first, others.end());
    }
    fields_in_.push_back(others);
  }

  void add(int place) {
    std::vector<std::vector<Part>> parts;
    std::vector<Pass> passes;
    std::size_t most = 0;
    for (const LadderRow& row : ladder) {
      if (place_of(row) != place) continue;
      passes.push_back(row.pass);
      parts.push_back(parts_of(row));
      most = std::max(most, parts.back().size());
    }
    for (std::size_t i = 0; i < most; ++i)
      for (std::size_t row = 0; row < parts.size(); ++row)
        if (i < parts[row].size()) add(passes[row], parts[row][i]);
  }

  std::vector<PlannedPass> steps;

 private:
  // What one region, or the whole, gives a pass to do.
  struct Part {
    std::vector<Box> boxes;
    std::vector<BarField> fields = {};
  };

  int place_of(const LadderRow& row) const {
    if (budget_ == Budget::still) return row.still;
    const bool large = survey_.has_large_regions();
    if (row.on == Subject::whole && !large) return 0;
    return row.pass == Pass::plain && large ? plain_of_large : row.frame;
  }

  std::vector<Part> parts_of(const LadderRow& row) const {
    switch (row.on) {
      case Subject::whole: return {{{survey_.whole}}};
      case Subject::pieces: return one_each(survey_.pieces);
      case Subject::islands: return one_each(survey_.islands);
      case Subject::regions_without_bars: return regions(false);
      case Subject::large_regions_without_bars: return large_regions_without_bars();
      case Subject::regions_with_bars: return regions(true);
      case Subject::fields: break;
    }
    const bool by_region = budget_ == Budget::frame && row.pass == Pass::blurred;
    if (!by_region) return {{{}, survey_.fields}};
    std::vector<Part> parts;
    parts.reserve(fields_in_.size());
    for (const auto& fields : fields_in_) parts.push_back({{}, fields});
    return parts;
  }
  static std::vector<Part> one_each(const std::vector<Box>& boxes) {
    std::vector<Part> parts;
    parts.reserve(boxes.size());
    for (const Box& box : boxes) parts.push_back({{box}});
    return parts;
  }
  std::vector<Part> regions(bool with_bars) const {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < survey_.regions.size(); ++i) {
      const bool has_bars = is_of_bars(survey_.regions[i], fields_in_[i]);
      parts.push_back({has_bars == with_bars ? std::vector<Box>{survey_.regions[i]} : std::vector<Box>{}});
    }
    return parts;
  }

  // A large matrix symbol may lie on the border of two pieces, and a look for all kinds of codes takes most of a
  // budget.
  std::vector<Part> large_regions_without_bars() const {
    static constexpr std::int64_t large = 100'000;  // pixels
    std::vector<Part> parts = regions(false);
    std::erase_if(parts, [](const Part& part) { return part.boxes.empty() || part.boxes.front().area() < large; });
    return parts;
  }

  // Where the only region is the whole picture, no pass is made on it twice.
  void add(Pass pass, const Part& part) {
    for (const Box& box : part.boxes) {
      const auto same = [&](const PlannedPass& step) { return step.pass == pass && step.box == box; };
      if (std::none_of(steps.begin(), steps.end(), same)) steps.push_back({pass, box});
    }
    for (const BarField& field : part.fields) steps.push_back({pass, box_around(field), field});
  }

  const Survey& survey_;
  const Budget budget_;
  std::vector<std::vector<BarField>> fields_in_;  // the fields of each region, and then those outside of all regions
};

}  // namespace

bool is_large_in(const BarField& field, const Box& region) {
  static constexpr double least = 0.2;  // of the region's area
  return field.length * field.height >= least * static_cast<double>(region.area());
}

std::vector<PlannedPass> plan_passes(const Survey& survey, Budget budget, std::size_t turn) {
  PassPlanner planner(survey, budget);
  const int turning = last_turn - first_turn + 1;
  for (int place = 1; place <= last_place; ++place) {
    const bool turns = budget == Budget::frame && place >= first_turn && place <= last_turn;
    planner.add(turns ? first_turn + (place - first_turn + static_cast<int>(turn % turning)) % turning : place);
  }
  return std::move(planner.steps);
}

void try_pass(ReadContext& context, const PlannedPass& step, const FieldShare& share) {
  switch (step.pass) {
    case Pass::plain: return try_plainly(context, step.box);
    case Pass::plain_matrix: return try_matrix_plainly(context, step.box);
    case Pass::straight_3: return try_straightened(context, step.field, 3);
    case Pass::straight_6: return try_straightened(context, step.field, 6);
    case Pass::straight_12: return try_straightened(context, step.field, 12);
    case Pass::flattened: return try_flattened(context, step.box, share);
    case Pass::fitted: return try_fitted(context, step.box, share);
    case Pass::blurred: return;
    case Pass::enlarged: return try_enlarged(context, step.box, weak_blur);
    case Pass::enlarged_sharp: return try_enlarged(context, step.box, strong_blur);
    case Pass::half: return try_shrunk(context, 2, not_at_all);
    case Pass::half_sharp: return try_shrunk(context, 2, weak_blur);
    case Pass::third: return try_shrunk(context, 3, not_at_all);
    case Pass::third_sharp: return try_shrunk(context, 3, weak_blur);
    case Pass::inverted: return try_inverted(context);
  }
}

// Returns what a pass takes on a slow core: by the pixels that it looks at, by the length of its field, or a fixed time
// where its share bounds it. It only decides whether a pass is begun in what is left of a frame's budget. With half of
// it frames take longer than the camera gives them; with twice of it the last passes are never made. A plain look was
// measured with 50 ns a pixel (the README beside this file). The others follow from the work that they do. Beside a
// plain look they take less than that: 0.3 of it at a smaller size and inverted, 0.5 to 0.7 the rest (`bench_scanner
// --frames 24 --only costs`). So a step that has begun ends in time.
std::chrono::nanoseconds expected_time(const PlannedPass& step) {
  const std::int64_t pixels = step.box.area();
  switch (step.pass) {
    case Pass::plain: return std::chrono::nanoseconds(50 * pixels);
    case Pass::plain_matrix:
    case Pass::half:
    case Pass::half_sharp:
    case Pass::third:
    case Pass::third_sharp: return std::chrono::nanoseconds(15 * pixels);
    case Pass::inverted: return std::chrono::nanoseconds(60 * pixels);
    case Pass::enlarged:
    case Pass::enlarged_sharp: return std::chrono::nanoseconds(200 * pixels);
    case Pass::flattened:
    case Pass::fitted: return std::chrono::milliseconds(9);
    case Pass::blurred: return std::chrono::milliseconds(6);
    case Pass::straight_3:
    case Pass::straight_6:
    case Pass::straight_12: break;
  }
  return std::chrono::nanoseconds(static_cast<std::int64_t>(6000 * step.field.length));
}

}  // namespace dockhand
