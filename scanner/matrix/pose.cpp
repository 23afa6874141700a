#include "scanner/matrix/pose.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "scanner/image/least_squares.h"

namespace dockhand {
namespace {

// The best by their likeness; sizes that differ by two modules are nearly alike. Fitted pass, 800 frames: 565 are read;
// 545 with 1, 559 with 2, 568 with 5.
constexpr std::size_t most_poses = 3;
constexpr double least_likeness = 0.55;  // a correlation; below it lie poses of other sizes, and print

// A point of a pattern behind a blur; the whole symbol reaches from -1 to 1 in both directions.
struct Sample {
  PointF at;
  double darkness;          // 1 dark to -1 light; data counts as neither
  double slope_x, slope_y;  // how the darkness changes along x and y
  double weight;            // how much of what is seen here is known
  bool fine;                // its module is dark between two light ones, or light between two dark ones
};

// The part of a module's light that reaches a point at a distance from its middle, in modules, and how that changes.
struct Share {
  double value, slope;
};
Share share_at(double distance, double blur) {
  const auto below = [&](double x) { return std::erf(x / (blur * std::numbers::sqrt2)) / 2; };
  const auto density = [&](double x) {
    return std::exp(-x * x / (2 * blur * blur)) / (blur * std::sqrt(2 * std::numbers::pi));
  };
  return {below(distance + 0.5) - below(distance - 0.5), density(distance + 0.5) - density(distance - 0.5)};
}

bool is_fine(const FunctionPattern& pattern, int x, int y) {
  const int other = -pattern.at(x, y);
  return other != 0 && ((pattern.at(x - 1, y) == other && pattern.at(x + 1, y) == other) ||
                        (pattern.at(x, y - 1) == other && pattern.at(x, y + 1) == other));
}

constexpr int reach = 2;  // how many modules reach a point, on each side of its own module

// Shares by how far along its own module a point lies, in equal parts, and by the modules that reach the point.
using Shares = std::vector<std::array<Share, 2 * reach + 1>>;
Shares shares_of(double blur, int parts) {
  Shares shares(static_cast<std::size_t>(parts));
  for (int part = 0; part < parts; ++part)
    for (int away = -reach; away <= reach; ++away)
      shares[static_cast<std::size_t>(part)][static_cast<std::size_t>(away + reach)] =
          share_at((part + 0.5) / parts - 0.5 - away, blur);
  return shares;
}

// `i` and `j` count parts of modules from the upper left corner. They begin at minus one module.
Sample sample_at(const FunctionPattern& pattern, const Shares& shares, int i, int j) {
  const int parts = static_cast<int>(shares.size());
  const int column = (i + parts) / parts - 1, row = (j + parts) / parts - 1;
  const auto& across = shares[static_cast<std::size_t>(i - column * parts)];
  const auto& down = shares[static_cast<std::size_t>(j - row * parts)];
  const double half = pattern.side() / 2.0;
  Sample sample{
      {(i + 0.5) / parts / half - 1, (j + 0.5) / parts / half - 1}, 0, 0, 0, 0, is_fine(pattern, column, row)};
  for (int y = 0; y < 2 * reach + 1; ++y)
    for (int x = 0; x < 2 * reach + 1; ++x) {
      const int darkness = pattern.at(column + x - reach, row + y - reach);
      if (darkness == 0) continue;
      const Share u = across[static_cast<std::size_t>(x)], v = down[static_cast<std::size_t>(y)];
      sample.darkness += darkness * u.value * v.value;
      sample.slope_x += darkness * u.slope * v.value * half;
      sample.slope_y += darkness * u.value * v.slope * half;
      sample.weight += u.value * v.value;
    }
  return sample;
}

// Says what a pattern looks like behind a blur, with a module of paper around it.
class Blurred {
 public:
  // `blur` is sigma, in modules. `density` is the number of samples for each module, in each direction.
  Blurred(const FunctionPattern& pattern, double blur, int density) {
    // This part of what is seen at a point has to be known. Below a half, unknown modules say more of its level than
    // the pattern does. The fitted pass reads the same with 0.3 and with 0.7.
    static constexpr double known_enough = 0.5;
    const Shares shares = shares_of(blur, density);
    for (int j = -density; j < density * (pattern.side() + 1); ++j)
      for (int i = -density; i < density * (pattern.side() + 1); ++i) {
        Sample sample = sample_at(pattern, shares, i, j);
        if (sample.weight < known_enough) continue;
        sample.weight *= sample.weight;
        samples_.push_back(sample);
        equations_.add(terms_of(sample), 0, sample.weight);
      }
  }

  struct Likeness {
    double all, fine;
    double least() const { return std::min(all, fine); }
  };
  Likeness likeness(const PictureView& picture, const Projection& place) const {
    return likeness_of(levels(picture, place));
  }

  // Moves to where the picture is most like this, and says how much it is.
  Likeness align(const PictureView& picture, Projection& place) const {
    // Gauss and Newton's steps: near the place one is enough, a module off it takes some. Fitted pass, 800 frames: 565
    // are read; 408 with 1, 548 with 2, 562 with 3, 567 with 12.
    static constexpr int rounds = 6;
    auto seen = levels(picture, place);
    Likeness best = likeness_of(seen);
    for (int round = 0; round < rounds; ++round) {
      const auto step = step_for(seen);
      if (!step) break;
      const Projection moved = place.after(*step);
      seen = levels(picture, moved);
      const Likeness now = likeness_of(seen);
      if (now.all <= best.all) break;
      best = now;
      place = moved;
    }
    return best;
  }

 private:
  // What a level is made of: eight ways in which the pattern may lie differently, paper, ink, and shade across and
  // down.
  static constexpr std::size_t ways = 8;
  using Equations = LeastSquares<ways + 4>;
  static Equations::Coefficients terms_of(const Sample& s) {
    const auto [x, y] = s.at;
    const double outward = s.slope_x * x + s.slope_y * y;
    return {s.slope_x * x,
            s.slope_x * y,
            s.slope_x,
            s.slope_y * x,
            s.slope_y * y,
            s.slope_y,
            -outward * x,
            -outward * y,
            1,
            s.darkness,
            x,
            y};
  }

  std::vector<double> levels(const PictureView& picture, const Projection& place) const {
    std::vector<double> seen(samples_.size());
    std::transform(samples_.begin(), samples_.end(), seen.begin(), [&](const Sample& sample) {
      return static_cast<double>(exact_level_at(picture, place(sample.at)));
    });
    return seen;
  }

  // Computes a weighted correlation, in which dark is a low level.
  class Correlation {
   public:
    void add(double darkness, double level, double weight) {
      w_ += weight;
      d_ += weight * darkness;
      l_ += weight * level;
      dd_ += weight * darkness * darkness;
      ll_ += weight * level * level;
      dl_ += weight * darkness * level;
    }
    double value() const {
      static constexpr double least_variance = 1;  // levels, squared: less is noise
      const double darkness = dd_ - d_ * d_ / w_, level = ll_ - l_ * l_ / w_;
      if (w_ <= 0 || darkness <= 0 || level <= least_variance * w_) return 0;
      return -(dl_ - d_ * l_ / w_) / std::sqrt(darkness * level);
    }

   private:
    double w_ = 0, d_ = 0, l_ = 0, dd_ = 0, ll_ = 0, dl_ = 0;
  };
  Likeness likeness_of(const std::vector<double>& seen) const {
    Correlation all, fine;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const Sample& sample = samples_[i];
      all.add(sample.darkness, seen[i], sample.weight);
      if (sample.fine) fine.add(sample.darkness, seen[i], sample.weight);
    }
    return {all.value(), fine.value()};
  }

  std::optional<Projection> step_for(const std::vector<double>& seen) const {
    static constexpr double faintest = 2;  // levels between paper and ink
    Equations equations = equations_;
    for (std::size_t i = 0; i < seen.size(); ++i)
      equations.add_value(terms_of(samples_[i]), seen[i], samples_[i].weight);
    auto solved = equations.solve();
    if (!solved || (*solved)[ways + 1] > -faintest) return std::nullopt;
    const double ink = (*solved)[ways + 1];
    for (double& way : *solved) way /= ink;
    const auto& p = *solved;
    return Projection{{1 + p[0], p[1], p[2], p[3], 1 + p[4], p[5], p[6], p[7], 1}}.inverse();
  }

  std::vector<Sample> samples_;
  Equations equations_;
};

// A pattern seen coarsely, to tell which it may be, and finely, to find its place.
struct Model {
  const FunctionPattern* pattern;
  Blurred coarse, fine;
};
const std::vector<Model>& models() {
  // In modules (sigma). A coarse pattern still resembles the picture when its corners are a module off; a fine one
  // tells sizes and places apart. Fitted pass, 800 frames: 565 are read; 553 with a coarse blur of 0.5, 561 with 0.7,
  // 535 with 1.4, 364 with 2; 547 with a fine one of 0.42, 559 with 0.5, 393 with 0.7, where no module stands out any
  // more.
  static constexpr double coarse_blur = 1.0, fine_blur = 0.6;
  static const auto all = [] {
    std::vector<Model> made;
    made.reserve(function_patterns().size());
    for (const FunctionPattern& pattern : function_patterns())
      made.push_back({&pattern, Blurred(pattern, coarse_blur, 1), Blurred(pattern, fine_blur, 2)});
    return made;
  }();
  return all;
}

Projection onto(const std::array<PointF, 4>& corners) {
  return square_to(corners).after(moved_and_scaled(0.5, 0.5, 0.5, 0.5));
}

struct Hypothesis {
  const Model* model;
  Projection place;
  double likeness;
};
void keep_likeliest(std::vector<Hypothesis>& hypotheses, std::size_t count) {
  std::stable_sort(hypotheses.begin(), hypotheses.end(),
                   [](const Hypothesis& a, const Hypothesis& b) { return a.likeness > b.likeness; });
  if (hypotheses.size() > count)
    hypotheses.erase(hypotheses.begin() + static_cast<std::ptrdiff_t>(count), hypotheses.end());
}

// Returns, for each size of a kind and whichever of its sides is up, the likeliest of them as the field lies.
std::vector<Hypothesis> first_guesses(const PictureView& part, std::array<PointF, 4> corners, Symbology kind) {
  // From afar the sizes of a Data Matrix symbol differ by little but its broken border: 24 of its 36 guesses go on.
  // Fitted pass, 800 frames: 565 are read; 514 with 12, 537 with 18, 566 with all; 556 with one of a QR code, 566
  // with 6.
  const std::size_t most = kind == Symbology::qr ? 3 : 24;
  std::vector<Hypothesis> guesses;
  guesses.reserve(4 * models().size());
  for (int turn = 0; turn < 4; ++turn) {
    const Projection place = onto(corners);
    for (const Model& model : models())
      if (model.pattern->symbology == kind) guesses.push_back({&model, place, model.coarse.likeness(part, place).all});
    std::rotate(corners.begin(), corners.begin() + 1, corners.end());
  }
  keep_likeliest(guesses, most);
  return guesses;
}

}  // namespace

std::vector<Pose> fit_poses(const PictureView& part, const MatrixField& field) {
  std::vector<Hypothesis> fitted;
  for (const Symbology kind : {Symbology::qr, Symbology::datamatrix}) {
    for (Hypothesis& guess : first_guesses(part, field.corners, kind)) {
      guess.likeness = guess.model->fine.align(part, guess.place).least();
      fitted.push_back(guess);
    }
  }
  keep_likeliest(fitted, most_poses);
  std::vector<Pose> poses;
  poses.reserve(fitted.size());
  for (const Hypothesis& h : fitted)
    if (h.likeness >= least_likeness) poses.push_back({h.model->pattern, h.place, h.likeness});
  return poses;
}

}  // namespace dockhand
