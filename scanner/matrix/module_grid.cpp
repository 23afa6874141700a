#include "scanner/matrix/module_grid.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <numbers>
#include <queue>

#include "scanner/image/grid.h"
#include "scanner/image/sampling.h"

namespace dockhand {
namespace {

using Wave = std::complex<double>;
constexpr double circle = 2 * std::numbers::pi;
constexpr int paper_around = 2;     // modules around the outline, which may be one off
constexpr int drawn_quiet = 4;      // modules: what a QR code needs; a Data Matrix needs one
constexpr int pixels_a_module = 4;  // the library wants two and more; the drawing costs by the square

Picture transposed(const PictureView& picture) {
  Picture result(picture.height, picture.width);
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) result.row(x)[y] = picture.at(x, y);
  return result;
}

// Returns how strongly each pixel's neighbours to the left and to the right differ.
Grid<float> edges_of(const PictureView& picture) {
  Grid<float> edges(picture.width, picture.height);
  for (int y = 0; y < picture.height; ++y)
    for (int x = 1; x + 1 < picture.width; ++x)
      edges.at(x, y) = static_cast<float>(std::abs(picture.at(x + 1, y) - picture.at(x - 1, y)));
  return edges;
}

using Profile = std::vector<float>;

// Adds up the edges over bands of rows, without the margin.
std::vector<Profile> profiles_of(const Grid<float>& edges, int margin) {
  // In each a grid that leans or bends is still nearly straight. Flattened pass, 600 frames: 236 are read; 232 with 2,
  // 225 with 8.
  static constexpr int bands = 4;
  const int rows = edges.height - 2 * margin;
  std::vector<Profile> profiles(bands, Profile(static_cast<std::size_t>(edges.width - 2 * margin)));
  for (int row = 0; row < rows; ++row) {
    Profile& profile = profiles[static_cast<std::size_t>(row * bands / rows)];
    const float* from = &edges.at(margin, margin + row);
    for (float& sum : profile) sum += *from++;
  }
  return profiles;
}

double total(const std::vector<Profile>& profiles) {
  double sum = 0;
  for (const Profile& profile : profiles)
    for (const float value : profile) sum += static_cast<double>(value);
  return sum;
}

// Returns how much of a profile agrees with a wave of this length. It goes piece by piece, so that a grid that drifts
// counts in full.
double strength_of(const Profile& profile, double pitch) {
  // The length of a piece. Longer ones lose a grid that drifts, and shorter ones tell fewer pitches apart; the smallest
  // symbols have ten modules. Flattened pass, 600 frames: 236 are read; 206 with 4, 216
  // with 6, 223 with 11, 215 with 16.
  static constexpr double modules = 8;
  const auto piece = static_cast<std::size_t>(std::lround(modules * pitch));
  const Wave turn = std::polar(1.0, -circle / pitch);
  double strength = 0;
  for (std::size_t from = 0; from + piece <= profile.size(); from += piece / 2) {
    Wave wave = 1, sum = 0, plain = 0;
    double level = 0;
    for (std::size_t i = from; i < from + piece; ++i, wave *= turn) {
      const auto value = static_cast<double>(profile[i]);
      sum += value * wave;
      plain += wave;
      level += value;
    }
    strength += std::abs(sum - plain * level / static_cast<double>(piece));
  }
  return strength;
}

// The pitch is that of columns and rows alike, in pixels; 0 when there is nothing but paper.
double pitch_of(const std::vector<Profile>& columns, const std::vector<Profile>& rows) {
  static constexpr double least_modules = 10, largest = 24, smallest = 3;
  static constexpr double step =
      0.9875;  // a tenth of a module over a piece; 226 of 600 are read with twice the distance
  const auto length = static_cast<double>(std::max(columns[0].size(), rows[0].size()));
  double best = 0, strongest = 0;
  for (double pitch = std::min(largest, length / least_modules); pitch >= smallest; pitch *= step) {
    double strength = 0;
    for (const Profile& profile : columns) strength += strength_of(profile, pitch);
    for (const Profile& profile : rows) strength += strength_of(profile, pitch);
    if (strength <= strongest) continue;
    strongest = strength;
    best = pitch;
  }
  return best;
}

// Fits a plane through weighted points by least squares.
class PlaneFit {
 public:
  void add(double x, double y, double z, double weight) {
    w_ += weight;
    x_ += weight * x;
    y_ += weight * y;
    z_ += weight * z;
    xx_ += weight * x * x;
    xy_ += weight * x * y;
    yy_ += weight * y * y;
    xz_ += weight * x * z;
    yz_ += weight * y * z;
  }
  // None when there was nothing to go by.
  std::optional<double> at_origin() const {
    // A slope needs more than a point or two to be believed: points in one row have none across. In squared nodes; the
    // points of a full neighbourhood have a variance of one or two. Flattened pass, 600 frames: 236 are read; 237 with
    // 0.01, 235 with 2.
    static constexpr double stiff = 0.05;
    if (w_ <= 0) return std::nullopt;
    const double xx = xx_ - x_ * x_ / w_ + stiff * w_, yy = yy_ - y_ * y_ / w_ + stiff * w_;
    const double xy = xy_ - x_ * y_ / w_, xz = xz_ - x_ * z_ / w_, yz = yz_ - y_ * z_ / w_;
    const double det = xx * yy - xy * xy;
    const double slope_x = (xz * yy - yz * xy) / det, slope_y = (yz * xx - xz * xy) / det;
    return (z_ - slope_x * x_ - slope_y * y_) / w_;
  }

 private:
  double w_ = 0, x_ = 0, y_ = 0, z_ = 0, xx_ = 0, xy_ = 0, yy_ = 0, xz_ = 0, yz_ = 0;
};

// Says where the lines between columns lie: how far, in modules, they are from multiples of the pitch.
class Lines {
 public:
  Lines(const Grid<float>& edges, double pitch)
      : step_(2 * pitch), waves_(nodes(edges.width), nodes(edges.height)), offsets_(waves_.width, waves_.height) {
    demodulate(edges, pitch);
    unwrap();
    smooth();
  }
  double offset(PointF at) const {
    const double u = std::clamp(at.x / step_, 0.0, offsets_.width - 1.001);
    const double v = std::clamp(at.y / step_, 0.0, offsets_.height - 1.001);
    const int i = static_cast<int>(u), j = static_cast<int>(v);
    const double a = u - i, b = v - j;
    return (offsets_.at(i, j) * (1 - a) + offsets_.at(i + 1, j) * a) * (1 - b) +
           (offsets_.at(i, j + 1) * (1 - a) + offsets_.at(i + 1, j + 1) * a) * b;
  }

 private:
  int nodes(int pixels) const { return std::max(2, static_cast<int>(pixels / step_) + 1); }

  // The wave of the edges in the square of four modules around each node, by sums over rectangles from the corner.
  // Flattened pass, 600 frames: 236 are read; 181 with squares of two modules, 218 with three, 236 with six.
  void demodulate(const Grid<float>& edges, double pitch) {
    Grid<Wave> sums(edges.width + 1, edges.height + 1);
    const Wave turn = std::polar(1.0, -circle / pitch);
    for (int y = 0; y < edges.height; ++y) {
      Wave row = 0, wave = 1;
      for (int x = 0; x < edges.width; ++x, wave *= turn) {
        row += static_cast<double>(edges.at(x, y)) * wave;
        sums.at(x + 1, y + 1) = sums.at(x + 1, y) + row;
      }
    }
    const int size = static_cast<int>(std::lround(4 * pitch));
    const auto from = [&](double middle, int pixels) {
      return std::clamp(static_cast<int>(middle) - size / 2, 0, std::max(0, pixels - size));
    };
    for (int j = 0; j < waves_.height; ++j) {
      const int top = from(j * step_, edges.height), bottom = std::min(top + size, edges.height);
      for (int i = 0; i < waves_.width; ++i) {
        const int left = from(i * step_, edges.width), right = std::min(left + size, edges.width);
        waves_.at(i, j) = sums.at(right, bottom) - sums.at(left, bottom) - sums.at(right, top) + sums.at(left, top);
      }
    }
  }

  struct Next {
    double strength;
    int i, j;
    double near;  // the offset of the node that it was reached from
    bool operator<(const Next& other) const { return strength < other.strength; }
  };

  // A phase says where a line is but not which one: the strongest node begins, and each is the line nearest to that of
  // its neighbour, the strongest first.
  void unwrap() {
    Grid<char> known(waves_.width, waves_.height);
    std::priority_queue<Next> open;
    const auto reach = [&](int i, int j, double near) {
      if (waves_.has(i, j) && known.at(i, j) == 0) open.push({std::abs(waves_.at(i, j)), i, j, near});
    };
    Next first{-1, 0, 0, 0};
    for (int j = 0; j < waves_.height; ++j)
      for (int i = 0; i < waves_.width; ++i) first = std::max(first, {std::abs(waves_.at(i, j)), i, j, 0});
    for (open.push(first); !open.empty();) {
      const Next next = open.top();
      open.pop();
      if (known.at(next.i, next.j) != 0) continue;
      known.at(next.i, next.j) = 1;
      const double phase = -std::arg(waves_.at(next.i, next.j)) / circle;
      const double offset = offsets_.at(next.i, next.j) = phase + std::round(next.near - phase);
      reach(next.i - 1, next.j, offset);
      reach(next.i + 1, next.j, offset);
      reach(next.i, next.j - 1, offset);
      reach(next.i, next.j + 1, offset);
    }
  }

  // At the border there are few edges and more noise: each node goes to the plane through its neighbours, the strong
  // ones first of all.
  void smooth() {
    const Grid<double> rough = offsets_;
    for (int j = 0; j < rough.height; ++j)
      for (int i = 0; i < rough.width; ++i) offsets_.at(i, j) = plane_at(rough, i, j);
  }
  double plane_at(const Grid<double>& rough, int i, int j) const {
    // Nodes to each side: 25 points for a plane's three numbers, of which the nearest weigh most. Flattened pass, 600
    // frames: 236 are read; 229 with 1, 239 with 3; 230 where all weigh the same, 236 and 234 with half and twice the
    // factor on the distance.
    static constexpr int reach = 2;
    PlaneFit fit;
    for (int y = -reach; y <= reach; ++y)
      for (int x = -reach; x <= reach; ++x) {
        if (!rough.has(i + x, j + y)) continue;
        fit.add(x, y, rough.at(i + x, j + y), std::norm(waves_.at(i + x, j + y)) / (1 + 4 * (x * x + y * y)));
      }
    return fit.at_origin().value_or(rough.at(i, j));
  }

  const double step_;  // pixels between nodes
  Grid<Wave> waves_;
  Grid<double> offsets_;
};

double mean_level(const PictureView& picture, PointF at, double reach) {
  int sum = 0;
  for (const double dy : {-reach, 0.0, reach})
    for (const double dx : {-reach, 0.0, reach}) sum += level_at(picture, {at.x + dx, at.y + dy});
  return sum / 9.0;
}

// Numbers of modules that lie inside the outline, which may be one off, and of the paper around.
struct Range {
  Range(int pixels, int margin, double pitch)
      : first(static_cast<int>(std::floor(margin / pitch)) - around),
        count(static_cast<int>(std::ceil((pixels - margin) / pitch)) + around - first) {}
  static constexpr int around = paper_around;
  int first, count;
};

}  // namespace

std::optional<Picture> sample_modules(const PictureView& upright, int margin) {
  static constexpr double least_balance = 0.3;  // the least ratio between the edges of one direction and those of the
                                                // other
  if (std::min(upright.width, upright.height) <= 2 * margin + 6) return std::nullopt;
  const Grid<float> across = edges_of(upright), down = edges_of(transposed(upright).view());
  const auto columns = profiles_of(across, margin), rows = profiles_of(down, margin);
  const double a = total(columns), b = total(rows);
  if (std::min(a, b) <= least_balance * std::max(a, b)) return std::nullopt;
  const double pitch = pitch_of(columns, rows);
  if (pitch <= 0) return std::nullopt;
  const Lines upright_lines(across, pitch), level_lines(down, pitch);
  const Range x(upright.width, margin, pitch), y(upright.height, margin, pitch);
  Picture levels(x.count, y.count);
  for (int j = 0; j < y.count; ++j)
    for (int i = 0; i < x.count; ++i) {
      const double column = x.first + i + 0.5, row = y.first + j + 0.5;
      PointF at{column * pitch, row * pitch};
      // The offset is that of the place where the module lies. Flattened pass, 600 frames of flat symbols: 236 are
      // read; 234 with one round, 236 with six; 204 where a third of the pitch is sampled to each side, 239 with a
      // twelfth.
      for (int round = 0; round < 3; ++round)
        at = {(column + upright_lines.offset(at)) * pitch, (row + level_lines.offset({at.y, at.x})) * pitch};
      levels.row(j)[i] = static_cast<std::uint8_t>(mean_level(upright, at, pitch / 6));
    }
  return levels;
}

namespace {

// What the four neighbours have in common is taken from each module.
Grid<double> sharpened(const PictureView& levels, double amount) {
  const auto level = [&](int x, int y) {
    return static_cast<double>(levels.at(std::clamp(x, 0, levels.width - 1), std::clamp(y, 0, levels.height - 1)));
  };
  Grid<double> sharp(levels.width, levels.height);
  for (int y = 0; y < levels.height; ++y)
    for (int x = 0; x < levels.width; ++x) {
      const double around = (level(x - 1, y) + level(x + 1, y) + level(x, y - 1) + level(x, y + 1)) / 4;
      sharp.at(x, y) = level(x, y) + amount * (level(x, y) - around);
    }
  return sharp;
}

// The threshold is half way between the darkest and the lightest nearby.
double threshold_at(const PictureView& levels, int x, int y) {
  // In modules to each side. So many always hold some of either colour, and shade changes slowly.
  static constexpr int reach = 4;
  const PictureView near = levels.crop(x - reach, y - reach, 2 * reach + 1, 2 * reach + 1);
  int dark = 255, light = 0;
  for (int row = 0; row < near.height; ++row) {
    const auto [low, high] = std::minmax_element(near.row(row), near.row(row) + near.width);
    dark = std::min<int>(dark, *low);
    light = std::max<int>(light, *high);
  }
  return (dark + light) / 2.0;
}

}  // namespace

Projection outline_of_drawing(const Picture& drawn) {
  static constexpr double margin = pixels_a_module * (drawn_quiet + paper_around);
  const double wide = drawn.width - 2 * margin, high = drawn.height - 2 * margin;
  return moved_and_scaled(-margin / wide, -margin / high, 1 / wide, 1 / high);
}

Picture draw_modules(const Grid<char>& dark) {
  Picture drawn(pixels_a_module * (dark.width + 2 * drawn_quiet), pixels_a_module * (dark.height + 2 * drawn_quiet),
                255);
  for (int y = 0; y < dark.height; ++y)
    for (int x = 0; x < dark.width; ++x) {
      if (dark.at(x, y) == 0) continue;
      for (int row = 0; row < pixels_a_module; ++row)
        std::fill_n(drawn.row(pixels_a_module * (y + drawn_quiet) + row) + pixels_a_module * (x + drawn_quiet),
                    pixels_a_module, std::uint8_t{0});
    }
  return drawn;
}

Picture draw_modules(const Picture& levels, double sharpening) {
  const Grid<double> sharp = sharpened(levels.view(), sharpening);
  Grid<char> dark(levels.width, levels.height);
  for (int y = 0; y < levels.height; ++y)
    for (int x = 0; x < levels.width; ++x) dark.at(x, y) = sharp.at(x, y) < threshold_at(levels.view(), x, y) ? 1 : 0;
  return draw_modules(dark);
}

}  // namespace dockhand
