#include "scanner/matrix/matrix_fields.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

#include "scanner/image/enhance.h"
#include "scanner/image/grid.h"
#include "scanner/image/sampling.h"

namespace dockhand {
namespace {

constexpr int largest_side = 256;  // pixels in which fields are looked for; corners need no more

using Mask = Grid<char>;  // 1 or 0

// How many ones there are in any rectangle of a mask, by sums from the corner.
class Sums {
 public:
  explicit Sums(const Mask& mask) : width_(mask.width), height_(mask.height), sums_(width_ + 1, height_ + 1) {
    for (int y = 0; y < height_; ++y)
      for (int x = 0; x < width_; ++x)
        sums_.at(x + 1, y + 1) = sums_.at(x, y + 1) + sums_.at(x + 1, y) - sums_.at(x, y) + mask.at(x, y);
  }
  // Returns the part of the square around a point that is ones.
  double density(int x, int y, int reach) const {
    const int left = std::max(0, x - reach), right = std::min(width_, x + reach + 1);
    const int top = std::max(0, y - reach), bottom = std::min(height_, y + reach + 1);
    const int sum = sums_.at(right, bottom) - sums_.at(left, bottom) - sums_.at(right, top) + sums_.at(left, top);
    return static_cast<double>(sum) / ((right - left) * (bottom - top));
  }

 private:
  int width_, height_;
  Grid<int> sums_;
};

// What counts as an edge, as a part of the contrast, and how much of a place has to be edges.
struct EdgeRule {
  double strong, dense;
};
constexpr EdgeRule clear{0.22, 0.3}, blurred{0.16, 0.4};

Mask edges_of(const PictureView& picture, double strong) {
  static constexpr int least_step = 10;  // levels; a sensor's noise stays below 6 (scanner/reader/motion_gate.h)
  const int limit = std::max(least_step, static_cast<int>(strong * contrast(picture)));
  Mask edges(picture.width, picture.height);
  for (int y = 1; y + 1 < picture.height; ++y)
    for (int x = 1; x + 1 < picture.width; ++x) {
      const int across = std::abs(picture.at(x + 1, y) - picture.at(x - 1, y));
      const int down = std::abs(picture.at(x, y + 1) - picture.at(x, y - 1));
      edges.at(x, y) = std::max(across, down) > limit ? 1 : 0;
    }
  return edges;
}

// Returns twice the area of the triangle. It is positive when the triangle turns clockwise as seen.
double turn(PointF a, PointF b, PointF c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

// This is Andrew's monotone chain. The corners are clockwise as seen.
std::vector<PointF> hull_of(std::vector<PointF> points) {
  std::sort(points.begin(), points.end(),
            [](const PointF& a, const PointF& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  std::vector<PointF> hull;
  const auto add = [&](const PointF& p, std::size_t least) {
    while (hull.size() >= least && turn(hull[hull.size() - 2], hull.back(), p) <= 0) hull.pop_back();
    hull.push_back(p);
  };
  for (const PointF& p : points) add(p, 2);
  const std::size_t lower = hull.size() + 1;
  for (auto p = points.rbegin() + 1; p != points.rend(); ++p) add(*p, lower);
  hull.pop_back();
  return hull;
}

double area_of(const std::vector<PointF>& polygon) {
  double sum = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PointF &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return std::abs(sum) / 2;
}

// Returns the point where the lines a-b and d-c meet beyond b and c, when they do.
std::optional<PointF> meeting(PointF a, PointF b, PointF c, PointF d) {
  const double ux = b.x - a.x, uy = b.y - a.y, vx = c.x - d.x, vy = c.y - d.y;
  const double det = ux * vy - uy * vx;
  if (std::abs(det) < 1e-9) return std::nullopt;
  const double s = ((d.x - a.x) * vy - (d.y - a.y) * vx) / det;
  const double t = ((d.x - a.x) * uy - (d.y - a.y) * ux) / det;
  if (s < 1 || t < 1) return std::nullopt;
  return PointF{a.x + s * ux, a.y + s * uy};
}

// The edge whose removal adds least goes, again and again, its neighbours made longer, until four are left: so a corner
// where the symbol happens to be white comes back.
std::vector<PointF> four_corners(std::vector<PointF> hull) {
  while (hull.size() > 4) {
    const std::size_t count = hull.size();
    double least = 0;
    std::size_t chosen = count;
    PointF corner;
    for (std::size_t i = 0; i < count; ++i) {
      const PointF &b = hull[i], &c = hull[(i + 1) % count];
      const auto meet = meeting(hull[(i + count - 1) % count], b, c, hull[(i + 2) % count]);
      if (!meet) continue;
      const double added = std::abs(turn(b, *meet, c));
      if (chosen != count && added >= least) continue;
      least = added;
      chosen = i;
      corner = *meet;
    }
    if (chosen == count) return {};
    hull[chosen] = corner;
    hull.erase(hull.begin() + static_cast<std::ptrdiff_t>((chosen + 1) % count));
  }
  return hull;
}

double apart(PointF a, PointF b) { return std::hypot(a.x - b.x, a.y - b.y); }

// Says whether these can be the sides of a symbol: not so small that nothing can be in it, and not so different that it
// is a strip.
bool symbol_like(const std::vector<PointF>& corners, double hull_area) {
  static constexpr double shortest = 20;  // pixels: ten modules of two
  // The longest rectangular Data Matrix, 8 x 32, has 4, and perspective adds some. For square symbols it does nothing:
  // the fitted pass reads 565 of 800 frames with 2.5 and with 10.
  static constexpr double longest_to_shortest = 5;
  static constexpr double filled = 0.75;  // of the quadrilateral by the hull; a triangle fills half of one
  if (corners.size() != 4) return false;
  double low = 1e9, high = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double side = apart(corners[i], corners[(i + 1) % 4]);
    low = std::min(low, side);
    high = std::max(high, side);
  }
  return low >= shortest && high <= longest_to_shortest * low && hull_area >= filled * area_of(corners);
}

// Keeps how far a place reaches in each row; the hull needs no more of it.
class Outline {
 public:
  explicit Outline(int height) : rows_(static_cast<std::size_t>(height)) {}
  void add(int x, int y) {
    ++count_;
    Reach& row = rows_[static_cast<std::size_t>(y)];
    row = {std::min(row.left, x), std::max(row.right, x)};
  }
  int count() const { return count_; }
  std::vector<PointF> points() const {
    std::vector<PointF> points;
    for (std::size_t y = 0; y < rows_.size(); ++y) {
      if (rows_[y].right < 0) continue;
      for (const int x : {rows_[y].left, rows_[y].right})
        points.push_back({static_cast<double>(x), static_cast<double>(y)});
    }
    return points;
  }

 private:
  struct Reach {
    int left = std::numeric_limits<int>::max(), right = -1;
  };
  std::vector<Reach> rows_;
  int count_ = 0;
};

// Returns the outlines of the edge pixels of each place where they are dense.
std::vector<Outline> dense_places(const Mask& edges, const Sums& sums, int reach, double dense) {
  static constexpr int least = 100;  // edge pixels: a symbol of ten modules of two pixels has about 200
  Mask open(edges.width, edges.height);
  for (int y = 0; y < edges.height; ++y)
    for (int x = 0; x < edges.width; ++x) open.at(x, y) = sums.density(x, y, reach) > dense ? 1 : 0;
  std::vector<Outline> places;
  std::vector<std::pair<int, int>> front;
  const auto visit = [&](int x, int y) {
    if (!open.has(x, y) || open.at(x, y) == 0) return;
    open.at(x, y) = 0;
    front.emplace_back(x, y);
  };
  for (int y = 0; y < edges.height; ++y)
    for (int x = 0; x < edges.width; ++x) {
      visit(x, y);
      if (front.empty()) continue;
      Outline place(edges.height);
      while (!front.empty()) {
        const auto [px, py] = front.back();
        front.pop_back();
        if (edges.at(px, py) != 0) place.add(px, py);
        visit(px - 1, py);
        visit(px + 1, py);
        visit(px, py - 1);
        visit(px, py + 1);
      }
      if (place.count() >= least) places.push_back(std::move(place));
    }
  return places;
}

bool alike(const MatrixField& a, const MatrixField& b) {
  const double near = std::max(2.0, 0.03 * apart(a.corners[0], a.corners[2]));
  for (std::size_t i = 0; i < 4; ++i)
    if (apart(a.corners[i], b.corners[i]) > near) return false;
  return true;
}

MatrixField field_of(std::vector<PointF> corners, int factor) {
  const auto first = std::min_element(corners.begin(), corners.end(),
                                      [](const PointF& a, const PointF& b) { return a.x + a.y < b.x + b.y; });
  std::rotate(corners.begin(), first, corners.end());
  MatrixField field;
  for (std::size_t i = 0; i < 4; ++i)
    field.corners[i] = {corners[i].x * factor + (factor - 1) / 2.0, corners[i].y * factor + (factor - 1) / 2.0};
  return field;
}

double size_of(const MatrixField& field) { return area_of({field.corners.begin(), field.corners.end()}); }

void sort_and_limit(std::vector<MatrixField>& fields) {
  std::stable_sort(fields.begin(), fields.end(),
                   [](const MatrixField& a, const MatrixField& b) { return size_of(a) > size_of(b); });
  fields.resize(std::min(fields.size(), max_matrix_fields));
}

std::vector<MatrixField> find_fields(const PictureView& part, const EdgeRule& rule,
                                     const std::vector<MatrixField>& known) {
  const int factor = (std::max(part.width, part.height) + largest_side - 1) / largest_side;
  const Enhanced small = factor > 1 ? shrink(part, factor) : copy(part);
  if (std::min(small.picture.width, small.picture.height) < 16) return {};
  const Mask edges = edges_of(small.picture.view(), rule.strong);
  const Sums sums(edges);
  std::vector<MatrixField> fields;
  // The narrowest window tells a small symbol from the edge of its label, the widest holds large modules together.
  for (const int reach : {2, 4, 8, 14}) {
    for (const Outline& place : dense_places(edges, sums, reach, rule.dense)) {
      const auto hull = hull_of(place.points());
      const auto corners = four_corners(hull);
      if (!symbol_like(corners, area_of(hull))) continue;
      const MatrixField field = field_of(corners, factor);
      const auto same = [&](const MatrixField& other) { return alike(field, other); };
      if (std::none_of(known.begin(), known.end(), same) && std::none_of(fields.begin(), fields.end(), same))
        fields.push_back(field);
    }
  }
  sort_and_limit(fields);
  return fields;
}

}  // namespace

std::vector<MatrixField> find_matrix_fields(const PictureView& part) { return find_fields(part, clear, {}); }
std::vector<MatrixField> find_blurred_matrix_fields(const PictureView& part, const std::vector<MatrixField>& known) {
  return find_fields(part, blurred, known);
}

Flattened flatten(const PictureView& part, const MatrixField& field) {
  // The longer side, in pixels. Flattened pass, 600 frames: 236 are read; 215 with 100 for the smallest, 215 with 240,
  // which takes 1.7 times as long.
  static constexpr double smallest = 160, enough = 320, largest = 600;
  static constexpr double quiet = 0.1;  // of it: corners may be a module of ten off
  const auto& q = field.corners;
  double wide = (apart(q[0], q[1]) + apart(q[3], q[2])) / 2;
  double high = (apart(q[0], q[3]) + apart(q[1], q[2])) / 2;
  if (std::max(wide, high) < 1.6 * std::min(wide, high)) wide = high = (wide + high) / 2;
  const double side = std::max(wide, high);
  const double scale = std::clamp(2 * side, smallest, std::clamp(side, enough, largest)) / side;
  const double margin = std::floor(quiet * scale * side);
  Flattened flat;
  flat.margin = static_cast<int>(margin);
  flat.source = square_to(q).after(
      moved_and_scaled(-margin / (scale * wide), -margin / (scale * high), 1 / (scale * wide), 1 / (scale * high)));
  flat.picture = Picture(static_cast<int>(scale * wide + 2 * margin), static_cast<int>(scale * high + 2 * margin), 255);
  for (int y = 0; y < flat.picture.height; ++y)
    for (int x = 0; x < flat.picture.width; ++x) {
      const PointF p = flat.source({static_cast<double>(x), static_cast<double>(y)});
      flat.picture.row(y)[x] = level_at(part, p);
    }
  return flat;
}

}  // namespace dockhand
