// Frames as a camera of a handheld gives them: symbols drawn by zint, seen at an angle, blurred, moved, badly lit,
// noisy.
//
// For benchmarks and tests. The same seed gives the same frames.
#pragma once

#include <zint.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>

#include "scanner/image/picture.h"
#include "storage/model/codes.h"
#include "storage/model/scan.h"

namespace dockhand::test {

// It has one pixel for each module, with the quiet zones. 0 is black and 255 is white.
struct Print {
  Symbology symbology;
  std::string text;
  Picture modules;
};

inline int zint_number(Symbology symbology) {
  switch (symbology) {
    case Symbology::aztec: return BARCODE_AZTEC;
    case Symbology::code128: return BARCODE_CODE128;
    case Symbology::code39: return BARCODE_CODE39;
    case Symbology::datamatrix: return BARCODE_DATAMATRIX;
    case Symbology::ean13: return BARCODE_EANX;
    case Symbology::itf: return BARCODE_C25INTER;  // ITF-14 comes in a box that leaves no quiet zone
    case Symbology::qr: return BARCODE_QRCODE;
    case Symbology::upca: return BARCODE_UPCA;
    case Symbology::upce: return BARCODE_UPCE;
    default: throw std::invalid_argument("not drawn here");
  }
}

// A matrix symbol has one pixel a module; the bars of a linear one are `bar_height` modules high. `data` is what is
// encoded, without the check digit that EAN and UPC get from zint.
inline Print print(Symbology symbology, const std::string& data, const std::string& text, int bar_height = 40) {
  const bool matrix = symbology == Symbology::qr || symbology == Symbology::datamatrix || symbology == Symbology::aztec;
  const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(), ZBarcode_Delete);
  symbol->symbology = zint_number(symbology);
  symbol->scale = 0.5F;  // two pixels a module at scale 1
  symbol->show_hrt = 0;
  symbol->border_width = 0;
  symbol->output_options = BARCODE_NO_QUIET_ZONES;
  if (!matrix) symbol->height = static_cast<float>(bar_height);
  if (symbology == Symbology::datamatrix) symbol->option_3 = DM_SQUARE;
  if (ZBarcode_Encode_and_Buffer(symbol.get(), reinterpret_cast<const unsigned char*>(data.data()),
                                 static_cast<int>(data.size()), 0) >= ZINT_ERROR)
    throw std::invalid_argument(std::string(symbol->errtxt));
  const int quiet = matrix ? 4 : 11;
  const int above = matrix ? 4 : 2;
  Print print{symbology, text, Picture(symbol->bitmap_width + 2 * quiet, symbol->bitmap_height + 2 * above, 255)};
  for (int y = 0; y < symbol->bitmap_height; ++y)
    for (int x = 0; x < symbol->bitmap_width; ++x)
      print.modules.row(y + above)[x + quiet] = symbol->bitmap[3 * (y * symbol->bitmap_width + x)];
  return print;
}

// How the camera sees a print.
struct View {
  double x = 640, y = 360;        // where its middle is, pixels
  double module = 3;              // pixels
  double angle = 0;               // radians
  double tilt_x = 0, tilt_y = 0;  // how much nearer one side is; 0.1 is a tenth over the whole print
};

struct Optics {
  double blur = 0;        // sigma, pixels
  double motion = 0;      // pixels while the shutter is open
  double motion_way = 0;  // radians
  double contrast = 180;  // levels between paper and ink
  double ink = 30;        // level of the ink
  double shade = 0;       // part of the light that is lost from left to right
  double noise = 3;       // sigma, levels
};

// The mean of several uniform numbers is near enough to a normal one, and the same with every library.
class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}
  double uniform(double from, double to) { return from + (to - from) * static_cast<double>(random_()) / 4294967296.0; }
  double normal() { return (uniform(0, 1) + uniform(0, 1) + uniform(0, 1) + uniform(0, 1) - 2) * 1.732; }
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  std::string digits(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + below(10));
    return text;
  }

 private:
  std::mt19937 random_;
};

// Holds reflectance, from 0 for ink to 1 for paper.
class Scene {
 public:
  // Makes a wall of a warehouse: cardboard with soft patches and hard edges.
  Scene(int width, int height, Chance& chance) : width_(width), height_(height) {
    light_.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0.55F);
    for (int i = 0; i < 12; ++i) {
      const int left = chance.below(width), top = chance.below(height);
      const int wide = 40 + chance.below(300), high = 20 + chance.below(200);
      const auto tone = static_cast<float>(chance.uniform(0.25, 0.8));
      for (int y = top; y < std::min(height, top + high); ++y)
        for (int x = left; x < std::min(width, left + wide); ++x) at(x, y) = tone;
    }
  }

  // Only what is near a print is blurred and moved: nothing else is looked at.
  void add(const Print& print, const View& view) {
    const double c = std::cos(view.angle), s = std::sin(view.angle);
    const double wide = print.modules.width, high = print.modules.height;
    const double reach = std::hypot(wide, high) * view.module * 0.6 + 4;
    left_ = std::min(left_, std::max(0, int(view.x - reach) - 8));
    right_ = std::max(right_, std::min(width_, int(view.x + reach) + 8));
    top_ = std::min(top_, std::max(0, int(view.y - reach) - 8));
    bottom_ = std::max(bottom_, std::min(height_, int(view.y + reach) + 8));
    for (int y = std::max(0, int(view.y - reach)); y < std::min(height_, int(view.y + reach)); ++y)
      for (int x = std::max(0, int(view.x - reach)); x < std::min(width_, int(view.x + reach)); ++x) {
        float sum = 0;
        int inside = 0;
        for (int part = 0; part < 9; ++part) {  // nine points of each pixel
          const double dx = (x + (part % 3 - 1) / 3.0 - view.x) / view.module;
          const double dy = (y + (part / 3 - 1) / 3.0 - view.y) / view.module;
          const double depth = 1 + view.tilt_x * dx / wide + view.tilt_y * dy / wide;
          const double u = (c * dx + s * dy) / depth + wide / 2;
          const double v = (-s * dx + c * dy) / depth + high / 2;
          if (u < 0 || v < 0 || u >= wide || v >= high) continue;
          ++inside;
          sum += print.modules.view().at(int(u), int(v)) > 127 ? 1.0F : 0.0F;
        }
        if (inside > 4) at(x, y) = sum / static_cast<float>(inside);
      }
  }

  Picture shoot(const Optics& optics, Chance& chance) const {
    std::vector<float> seen = light_;
    smear(seen, optics);
    blur(seen, optics.blur);
    Picture frame(width_, height_);
    const float* grain = grains();
    for (int y = 0; y < height_; ++y)
      for (int x = 0; x < width_; ++x) {
        const std::size_t i = index(x, y);
        const double lit = 1 - optics.shade * x / width_;
        const double level = (optics.ink + optics.contrast * static_cast<double>(seen[i])) * lit;
        if (x % 64 == 0) grain = grains() + chance.below(4096 - 64);
        frame.pixels[i] =
            static_cast<std::uint8_t>(std::clamp(level + optics.noise * static_cast<double>(*grain++), 0.0, 255.0));
      }
    return frame;
  }

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
  }
  // Normal numbers, used again and again from another one on: drawing each anew takes longer than all the rest.
  static const float* grains() {
    static const auto drawn = [] {
      Chance chance(7);
      std::vector<float> numbers(4096);
      for (float& number : numbers) number = static_cast<float>(chance.normal());
      return numbers;
    }();
    return drawn.data();
  }
  float& at(int x, int y) { return light_[index(x, y)]; }

  void smear(std::vector<float>& pixels, const Optics& optics) const {
    const int steps = static_cast<int>(std::ceil(optics.motion)) + 1;
    if (optics.motion <= 0) return;
    const std::vector<float> from = pixels;
    for (int y = top_; y < bottom_; ++y)
      for (int x = left_; x < right_; ++x) pixels[index(x, y)] = 0;
    for (int step = 0; step < steps; ++step) {
      const double way = optics.motion * (step / double(steps - 1) - 0.5);
      const int dx = static_cast<int>(std::lround(way * std::cos(optics.motion_way)));
      const int dy = static_cast<int>(std::lround(way * std::sin(optics.motion_way)));
      for (int y = top_; y < bottom_; ++y)
        for (int x = left_; x < right_; ++x)
          pixels[index(x, y)] +=
              from[index(std::clamp(x + dx, 0, width_ - 1), std::clamp(y + dy, 0, height_ - 1))] / float(steps);
    }
  }

  void blur(std::vector<float>& pixels, double sigma) const {
    if (sigma < 0.2) return;
    const int reach = static_cast<int>(std::ceil(sigma * 2.5));
    std::vector<float> weights;
    float sum = 0;
    for (int i = -reach; i <= reach; ++i) weights.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
    for (const float weight : weights) sum += weight;
    for (float& weight : weights) weight /= sum;
    for (const bool across : {true, false}) {
      const std::vector<float> from = pixels;
      for (int y = top_; y < bottom_; ++y)
        for (int x = left_; x < right_; ++x) {
          float total = 0;
          for (int i = -reach; i <= reach; ++i)
            total += weights[static_cast<std::size_t>(i + reach)] *
                     (across ? from[index(std::clamp(x + i, 0, width_ - 1), y)]
                             : from[index(x, std::clamp(y + i, 0, height_ - 1))]);
          pixels[index(x, y)] = total;
        }
    }
  }

  int width_, height_;
  int left_ = width_, right_ = 0, top_ = height_, bottom_ = 0;  // around the prints
  std::vector<float> light_;
};

inline constexpr Symbology warehouse_formats[] = {Symbology::ean13,      Symbology::code128, Symbology::qr,
                                                  Symbology::datamatrix, Symbology::itf,     Symbology::upca,
                                                  Symbology::code39};

inline Print random_print(Chance& chance, Symbology symbology) {
  switch (symbology) {
    case Symbology::ean13: {
      const std::string data = "4" + chance.digits(11);  // with a 0 it would be a UPC-A
      return print(symbology, data, data + gs1_check_digit(data));
    }
    case Symbology::upca: {
      const std::string data = chance.digits(11);
      return print(symbology, data, data + gs1_check_digit(data));
    }
    case Symbology::itf: {
      const std::string data = "1" + chance.digits(12);
      return print(symbology, data + gs1_check_digit(data), data + gs1_check_digit(data));
    }
    case Symbology::code39: {
      const std::string data = "A-" + chance.digits(2) + "-" + chance.digits(1);
      return print(symbology, data, data);
    }
    case Symbology::code128: {
      const std::string data = "SO-" + chance.digits(5);
      return print(symbology, data, data);
    }
    default: {
      const std::string data = "PO-" + chance.digits(8);
      return print(symbology, data, data);
    }
  }
}

}  // namespace dockhand::test
