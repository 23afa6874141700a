#include "scanner/image/enhance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "scanner/image/sampling.h"

namespace dockhand {
namespace {

// Returns Catmull-Rom's weights for the four neighbours of a point that lies `t` after the second.
std::array<float, 4> cubic(float t) {
  const float t2 = t * t;
  const float t3 = t2 * t;
  return {-0.5F * t3 + t2 - 0.5F * t, 1.5F * t3 - 2.5F * t2 + 1, -1.5F * t3 + 2 * t2 + 0.5F * t, 0.5F * t3 - 0.5F * t2};
}

// Makes twice as many samples along one line, whose samples are `step` bytes apart.
void enlarge_line(const std::uint8_t* from, std::ptrdiff_t step, int count, std::uint8_t* to, std::ptrdiff_t to_step) {
  static const auto early = cubic(0.75F);
  static const auto late = cubic(0.25F);
  const auto at = [&](int i) { return static_cast<float>(from[std::clamp(i, 0, count - 1) * step]); };
  for (int i = 0; i < count; ++i) {
    const float before = early[0] * at(i - 2) + early[1] * at(i - 1) + early[2] * at(i) + early[3] * at(i + 1);
    const float after = late[0] * at(i - 1) + late[1] * at(i) + late[2] * at(i + 1) + late[3] * at(i + 2);
    to[(2 * i) * to_step] = rounded_level(before);
    to[(2 * i + 1) * to_step] = rounded_level(after);
  }
}

// Applies an unsharp mask along one line; `line` is a buffer of `count`.
void sharpen_line(std::uint8_t* pixels, std::ptrdiff_t step, int count, float amount, int radius,
                  std::vector<float>& line) {
  line.resize(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) line[static_cast<std::size_t>(i)] = static_cast<float>(pixels[i * step]);
  float sum = 0;
  int inside = 0;
  for (int i = -radius; i < count; ++i) {
    if (i + radius < count) {
      sum += line[static_cast<std::size_t>(i + radius)];
      ++inside;
    }
    if (i - radius - 1 >= 0) {
      sum -= line[static_cast<std::size_t>(i - radius - 1)];
      --inside;
    }
    if (i < 0) continue;
    const float value = line[static_cast<std::size_t>(i)];
    pixels[i * step] = rounded_level(value + amount * (value - sum / static_cast<float>(inside)));
  }
}

struct Levels {
  int dark = 0, light = 255;
};
Levels levels_of(const PictureView& picture) {
  std::array<int, 256> counts{};
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) ++counts[picture.at(x, y)];
  const int outermost = picture.width * picture.height / 100;
  Levels levels;
  for (int sum = counts[0]; sum <= outermost && levels.dark < 255;)
    sum += counts[static_cast<std::size_t>(++levels.dark)];
  for (int sum = counts[255]; sum <= outermost && levels.light > 0;)
    sum += counts[static_cast<std::size_t>(--levels.light)];
  return levels;
}

}  // namespace

Point Enhanced::source(Point p) const {
  return {static_cast<int>(std::lround(xx * p.x + xy * p.y + x0)),
          static_cast<int>(std::lround(yx * p.x + yy * p.y + y0))};
}

Enhanced copy(const PictureView& picture) {
  Enhanced result;
  result.picture = Picture(picture.width, picture.height);
  for (int y = 0; y < picture.height; ++y) std::copy_n(picture.row(y), picture.width, result.picture.row(y));
  return result;
}

Enhanced shrink(const PictureView& picture, int factor) {
  Enhanced result;
  result.picture = Picture(picture.width / factor, picture.height / factor);
  result.xx = result.yy = factor;
  result.x0 = result.y0 = (factor - 1) / 2.0;
  const int area = factor * factor;
  std::vector<std::uint16_t> column(static_cast<std::size_t>(picture.width));  // sums of `factor` rows
  for (int y = 0; y < result.picture.height; ++y) {
    const std::uint8_t* from = picture.row(y * factor);
    std::copy_n(from, picture.width, column.begin());
    for (int i = 1; i < factor; ++i)
      std::transform(column.begin(), column.end(), picture.row(y * factor + i), column.begin(),
                     [](std::uint16_t sum, std::uint8_t pixel) { return static_cast<std::uint16_t>(sum + pixel); });
    const std::uint16_t* next = column.data();
    std::uint8_t* to = result.picture.row(y);
    for (int x = 0; x < result.picture.width; ++x, next += factor) {
      const int sum = factor == 2 ? next[0] + next[1] : std::accumulate(next, next + factor, 0);
      to[x] = static_cast<std::uint8_t>(factor == 2 ? sum / 4 : sum / area);
    }
  }
  return result;
}

Enhanced enlarge(const PictureView& picture) {
  Enhanced result;
  result.xx = result.yy = 0.5;
  result.x0 = result.y0 = -0.25;
  Picture wide(picture.width * 2, picture.height);
  for (int y = 0; y < picture.height; ++y) enlarge_line(picture.row(y), 1, picture.width, wide.row(y), 1);
  result.picture = Picture(wide.width, picture.height * 2);
  for (int x = 0; x < wide.width; ++x)
    enlarge_line(wide.pixels.data() + x, wide.width, wide.height, result.picture.pixels.data() + x, wide.width);
  return result;
}

void sharpen_rows(Picture& picture, float amount, int radius) {
  std::vector<float> line;
  for (int y = 0; y < picture.height; ++y) sharpen_line(picture.row(y), 1, picture.width, amount, radius, line);
}

void sharpen(Picture& picture, float amount, int radius) {
  sharpen_rows(picture, amount / 2, radius);
  std::vector<float> line;
  for (int x = 0; x < picture.width; ++x)
    sharpen_line(picture.pixels.data() + x, picture.width, picture.height, amount / 2, radius, line);
}

int contrast(const PictureView& picture) {
  const Levels levels = levels_of(picture);
  return levels.light - levels.dark;
}

void stretch_contrast(Picture& picture) {
  const Levels levels = levels_of(picture.view());
  const int range = std::max(levels.light - levels.dark, 1);
  std::array<std::uint8_t, 256> map{};
  for (int i = 0; i < 256; ++i)
    map[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::clamp((i - levels.dark) * 255 / range, 0, 255));
  for (std::uint8_t& pixel : picture.pixels) pixel = map[pixel];
}

Enhanced invert(const PictureView& picture) {
  Enhanced result;
  result.picture = Picture(picture.width, picture.height);
  for (int y = 0; y < picture.height; ++y)
    std::transform(picture.row(y), picture.row(y) + picture.width, result.picture.row(y),
                   [](std::uint8_t value) { return static_cast<std::uint8_t>(255 - value); });
  return result;
}

namespace {

// The lightest and the darkest levels around each of some parts of a row.
struct Envelope {
  std::vector<float> dark, light;
};
Envelope envelope_of(const std::uint8_t* row, int width, int part) {
  static constexpr int reach = 2;  // parts to each side: a dozen modules of an EAN, which hold bars and spaces
  const int count = (width + part - 1) / part;
  std::vector<float> dark, light;
  for (int i = 0; i < count; ++i) {
    const auto [low, high] = std::minmax_element(row + i * part, row + std::min((i + 1) * part, width));
    dark.push_back(*low);
    light.push_back(*high);
  }
  Envelope envelope;
  for (int i = 0; i < count; ++i) {
    const int from = std::max(0, i - reach);
    const int to = std::min(count, i + reach + 1);
    envelope.dark.push_back(*std::min_element(dark.begin() + from, dark.begin() + to));
    envelope.light.push_back(*std::max_element(light.begin() + from, light.begin() + to));
  }
  return envelope;
}

}  // namespace

void level_rows(Picture& picture) {
  // Straightened pass, 800 frames: 462 are read; 456 with 14 parts, 461 with 28, 430 with 40; 457 with half of the
  // range, 456 with twice.
  static constexpr int parts = 20;
  static constexpr float least_range = 0.3F;  // of the row's: quiet zones have no ink, and their noise means nothing
  const int part = std::max(8, picture.width / parts);
  for (int y = 0; y < picture.height; ++y) {
    std::uint8_t* row = picture.row(y);
    const Envelope envelope = envelope_of(row, picture.width, part);
    const auto [low, high] = std::minmax_element(row, row + picture.width);
    const float least = std::max(1.0F, least_range * static_cast<float>(*high - *low));
    const auto last = static_cast<float>(envelope.dark.size() - 1);
    for (int x = 0; x < picture.width; ++x) {
      const float at = std::clamp((static_cast<float>(x) + 0.5F) / static_cast<float>(part) - 0.5F, 0.0F, last);
      const auto i = static_cast<std::size_t>(at);
      const std::size_t next = std::min(i + 1, envelope.dark.size() - 1);
      const float t = at - static_cast<float>(i);
      const float light = envelope.light[i] * (1 - t) + envelope.light[next] * t;
      const float dark = std::min(envelope.dark[i] * (1 - t) + envelope.dark[next] * t, light - least);
      row[x] = rounded_level(255 * (static_cast<float>(row[x]) - dark) / (light - dark));
    }
  }
}

}  // namespace dockhand
