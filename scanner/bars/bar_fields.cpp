#include "scanner/bars/bar_fields.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "scanner/image/enhance.h"

namespace dockhand {
namespace {

// A block of bars has at least this; text has less, noise hardly any. Blurred pass, 150 frames of seed 2: 133 are read;
// 133 with 0.35, 132 with 0.7.
constexpr double least_coherence = 0.5;
constexpr double least_length = 45;  // pixels: the 67 modules of an EAN-8 at less than one each
constexpr double weaker = 0.25;      // of a block with which a field begins: it goes on into its dim or blurred parts
constexpr int row_step = 2;          // every second row is enough

// Sums of products of gradients.
struct Tensor {
  double xx = 0, xy = 0, yy = 0;

  double strength() const { return xx + yy; }
  double coherence() const { return strength() > 0 ? std::hypot(xx - yy, 2 * xy) / strength() : 0; }
  double angle() const { return 0.5 * std::atan2(2 * xy, xx - yy); }
  void operator+=(const Tensor& other) {
    xx += other.xx;
    xy += other.xy;
    yy += other.yy;
  }
};

struct Blocks {
  int size = 16;  // pixels
  int columns = 0, rows = 0;
  std::vector<Tensor> tensors;

  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y * columns + x); }
  const Tensor& at(int x, int y) const { return tensors[index(x, y)]; }
};

Blocks tensors_of(const PictureView& picture, int size) {
  Blocks blocks;
  blocks.size = size;
  blocks.columns = (picture.width - 2) / size;
  blocks.rows = (picture.height - 2) / size;
  blocks.tensors.resize(static_cast<std::size_t>(blocks.columns * blocks.rows));
  for (int y = 0; y < blocks.rows * size; y += row_step) {
    const std::uint8_t* above = picture.row(y) + 1;
    const std::uint8_t* here = picture.row(y + 1);
    const std::uint8_t* below = picture.row(y + 2) + 1;
    for (int column = 0; column < blocks.columns; ++column) {
      int xx = 0;
      int xy = 0;
      int yy = 0;
      for (int x = column * size; x < (column + 1) * size; ++x) {
        const int gx = here[x + 2] - here[x];
        const int gy = below[x] - above[x];
        xx += gx * gx;
        xy += gx * gy;
        yy += gy * gy;
      }
      blocks.tensors[blocks.index(column, y / size)] += {double(xx), double(xy), double(yy)};
    }
  }
  return blocks;
}

// Says from which strength on a block begins a field.
double least_strength(const Blocks& blocks) {
  // Mean squares of both gradients: 24 are differences of 3.5 levels in each direction, which a slow shade never has.
  // Grain may have more and is told by its coherence. `bench_scanner --only hard`, 600 frames within the budget: 548
  // are read; 548 with 12, 549 with 60.
  static constexpr double least = 24;
  const double samples = static_cast<double>(blocks.size) * blocks.size / row_step;
  return least * samples;
}

// Returns the angle between two directions, 0 to pi / 2.
double between(double a, double b) {
  const double turned = std::abs(std::remainder(a - b, std::numbers::pi));
  return turned;
}

struct Cell {
  int x, y;
};

// Blocks of one direction that touch; each is taken once.
std::vector<Cell> grow(const Blocks& blocks, std::vector<bool>& open, Cell start) {
  // Radians between neighbours; more is another symbol or text. The reads are the same with half and with twice of it.
  static constexpr double most_turned = 0.3;
  std::vector<Cell> cells{start};
  open[blocks.index(start.x, start.y)] = false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell cell = cells[i];
    const double angle = blocks.at(cell.x, cell.y).angle();
    for (int y = std::max(0, cell.y - 1); y <= std::min(blocks.rows - 1, cell.y + 1); ++y) {
      for (int x = std::max(0, cell.x - 1); x <= std::min(blocks.columns - 1, cell.x + 1); ++x) {
        if (!open[blocks.index(x, y)] || between(angle, blocks.at(x, y).angle()) > most_turned) continue;
        open[blocks.index(x, y)] = false;
        cells.push_back({x, y});
      }
    }
  }
  return cells;
}

BarField field_of(const Blocks& blocks, const std::vector<Cell>& cells) {
  Tensor sum;
  for (const Cell& cell : cells) sum += blocks.at(cell.x, cell.y);
  BarField field;
  field.angle = sum.angle();
  field.strength = std::sqrt(sum.strength() * static_cast<double>(cells.size())) * sum.coherence();
  const double c = std::cos(field.angle);
  const double s = std::sin(field.angle);
  double first = 1e9, last = -1e9, upper = 1e9, lower = -1e9;
  for (const Cell& cell : cells) {
    const double x = (cell.x + 0.5) * blocks.size + 1;
    const double y = (cell.y + 0.5) * blocks.size + 1;
    first = std::min(first, c * x + s * y);
    last = std::max(last, c * x + s * y);
    upper = std::min(upper, -s * x + c * y);
    lower = std::max(lower, -s * x + c * y);
  }
  field.length = last - first + blocks.size;
  field.height = lower - upper + blocks.size;
  field.x = c * (first + last) / 2 - s * (upper + lower) / 2;
  field.y = s * (first + last) / 2 + c * (upper + lower) / 2;
  return field;
}

}  // namespace

std::vector<BarField> find_bar_fields(const PictureView& picture, int block) {
  if (std::min(picture.width, picture.height) < block + 2) return {};
  const Blocks blocks = tensors_of(picture, block);
  const double limit = least_strength(blocks);
  std::vector<bool> open;
  open.reserve(blocks.tensors.size());
  for (const Tensor& tensor : blocks.tensors)
    open.push_back(tensor.strength() > weaker * limit && tensor.coherence() > least_coherence);
  std::vector<BarField> fields;
  for (int y = 0; y < blocks.rows; ++y) {
    for (int x = 0; x < blocks.columns; ++x) {
      if (!open[blocks.index(x, y)] || blocks.at(x, y).strength() < limit) continue;
      const BarField field = field_of(blocks, grow(blocks, open, {x, y}));
      if (field.length >= least_length) fields.push_back(field);
    }
  }
  std::stable_sort(fields.begin(), fields.end(),
                   [](const BarField& a, const BarField& b) { return a.strength > b.strength; });
  fields.resize(std::min(fields.size(), max_bar_fields));
  return fields;
}

std::vector<BarField> find_faint_bar_fields(const PictureView& picture, const std::vector<BarField>& known) {
  const Enhanced half = shrink(picture, 2);
  std::vector<BarField> fields;
  for (BarField field : find_bar_fields(half.picture.view())) {
    for (double BarField::*size : {&BarField::x, &BarField::y, &BarField::length, &BarField::height}) field.*size *= 2;
    const auto same = [&](const BarField& other) {
      return std::hypot(other.x - field.x, other.y - field.y) < field.length / 4 && other.length > 0.8 * field.length;
    };
    if (std::none_of(known.begin(), known.end(), same)) fields.push_back(field);
  }
  return fields;
}

}  // namespace dockhand
