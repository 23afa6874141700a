// Draws the labels of labels.csv as pictures that look photographed: printed, stuck on cardboard, rotated, lit from one
// side, a little out of focus, with the noise of a sensor. Run at build time; the same list gives the same bytes.
//
//   draw_labels labels.csv FOLDER
#include <csv.h>
#include <stb_image_write.h>
#include <stb_truetype.h>
#include <zint.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "assets/embedded.h"

namespace {

struct Label {
  std::string name, symbology, data, text;
  double rotation = 0;  // degrees
  double blur = 0;      // sigma in pixels
  double light = 0;     // 0 even to 1 dark at the far side
  unsigned noise = 0;   // seed
  int scale = 3;        // pixels a module, even numbers and odd
};

[[noreturn]] void fail(const std::string& problem) {
  std::fprintf(stderr, "draw_labels: %s\n", problem.c_str());
  std::exit(1);
}

// The list.

struct Table {
  std::vector<std::vector<std::string>> rows{1};
};

std::vector<std::vector<std::string>> read_csv(const char* file) {
  std::ifstream input(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(input), {}};
  if (text.empty()) fail(std::string(file) + " cannot be read");
  Table table;
  csv_parser parser;
  csv_init(&parser, CSV_STRICT);
  const auto field = [](void* data, std::size_t size, void* out) {
    static_cast<Table*>(out)->rows.back().emplace_back(static_cast<const char*>(data), size);
  };
  const auto row = [](int, void* out) { static_cast<Table*>(out)->rows.emplace_back(); };
  const bool whole = csv_parse(&parser, text.data(), text.size(), field, row, &table) == text.size();
  csv_fini(&parser, field, row, &table);
  csv_free(&parser);
  if (!whole) fail(std::string(file) + " is no CSV");
  table.rows.pop_back();
  return std::move(table.rows);
}

std::vector<Label> read_labels(const char* file) {
  std::vector<Label> labels;
  auto rows = read_csv(file);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& r = rows[i];
    if (r.size() != 9) fail(std::string(file) + ":" + std::to_string(i + 1) + ": nine columns are needed");
    labels.push_back({r[0], r[1], r[2], r[3], std::stod(r[4]), std::stod(r[5]), std::stod(r[6]),
                      static_cast<unsigned>(std::stoul(r[7])), std::stoi(r[8])});
  }
  return labels;
}

// Grey pictures with values 0 (black) to 1.

struct Image {
  int width = 0, height = 0;
  std::vector<float> pixels;
  Image() = default;
  Image(int w, int h, float fill)
      : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), fill) {}
  float& at(int x, int y) {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  float at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  bool inside(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
};

void paste(Image& onto, const Image& what, int left, int top) {
  for (int y = 0; y < what.height; ++y)
    for (int x = 0; x < what.width; ++x)
      if (onto.inside(left + x, top + y))
        onto.at(left + x, top + y) = std::min(onto.at(left + x, top + y), what.at(x, y));
}

// Text.

class Font {
 public:
  explicit Font(std::span<const unsigned char> file) {
    if (stbtt_InitFont(&info_, file.data(), stbtt_GetFontOffsetForIndex(file.data(), 0)) == 0)
      fail("a font is damaged");
  }
  // Draws black on white, as high as its line.
  Image line(const std::string& text, float size) const {
    const float scale = stbtt_ScaleForPixelHeight(&info_, size);
    int ascent = 0;
    stbtt_GetFontVMetrics(&info_, &ascent, nullptr, nullptr);
    const float baseline = static_cast<float>(ascent) * scale;
    Image image(width_of(text, scale), static_cast<int>(size * 1.15F), 1);
    float pen = 0;
    for (const char c : text) {
      draw(image, c, pen, baseline, scale);
      pen += advance(c) * scale;
    }
    return image;
  }

 private:
  float advance(char c) const {
    int advance = 0;
    stbtt_GetCodepointHMetrics(&info_, static_cast<unsigned char>(c), &advance, nullptr);
    return static_cast<float>(advance);
  }
  int width_of(const std::string& text, float scale) const {
    float width = 0;
    for (const char c : text) width += advance(c) * scale;
    return static_cast<int>(width) + 2;
  }
  void draw(Image& image, char c, float pen, float baseline, float scale) const {
    int width = 0;
    int height = 0;
    int left = 0;
    int top = 0;
    unsigned char* glyph =
        stbtt_GetCodepointBitmap(&info_, scale, scale, static_cast<unsigned char>(c), &width, &height, &left, &top);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const int to_x = static_cast<int>(pen) + left + x;
        const int to_y = static_cast<int>(baseline) + top + y;
        const float ink = static_cast<float>(glyph[y * width + x]) / 255.0F;
        if (image.inside(to_x, to_y)) image.at(to_x, to_y) = std::min(image.at(to_x, to_y), 1 - ink);
      }
    }
    stbtt_FreeBitmap(glyph, nullptr);
  }
  stbtt_fontinfo info_{};
};

// The symbol.

int zint_symbology(const std::string& name) {
  static const std::pair<const char*, int> names[] = {
      {"code128", BARCODE_CODE128},           {"ean13", BARCODE_EANX},  {"gs1-128", BARCODE_GS1_128},
      {"gs1-datamatrix", BARCODE_DATAMATRIX}, {"itf14", BARCODE_ITF14}, {"qr", BARCODE_QRCODE}};
  for (const auto& [known, number] : names)
    if (name == known) return number;
  fail("no symbology is called " + name);
}

bool is_matrix(const Label& label) { return label.symbology == "qr" || label.symbology == "gs1-datamatrix"; }

// Draws it twice as large as in the final picture. GS1 data comes with its AIs in brackets; zint wants square ones.
Image draw_symbol(const Label& label) {
  const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(), ZBarcode_Delete);
  symbol->symbology = zint_symbology(label.symbology);
  std::string data = label.data;
  if (label.symbology.starts_with("gs1")) {
    symbol->input_mode = GS1_MODE;
    std::replace(data.begin(), data.end(), '(', '[');
    std::replace(data.begin(), data.end(), ')', ']');
  }
  if (label.symbology == "itf14") data.pop_back();  // zint adds the check digit
  if (label.symbology == "ean13") data.pop_back();
  symbol->scale = static_cast<float>(label.scale);
  symbol->height = is_matrix(label) ? 0 : 40;
  symbol->whitespace_width = is_matrix(label) ? 4 : 10;
  symbol->show_hrt = 0;
  if (ZBarcode_Encode_and_Buffer(symbol.get(), reinterpret_cast<const unsigned char*>(data.data()),
                                 static_cast<int>(data.size()), 0) >= ZINT_ERROR)
    fail(label.name + ": " + symbol->errtxt);
  Image image(symbol->bitmap_width, symbol->bitmap_height, 1);
  for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = symbol->bitmap[3 * i] > 127 ? 1 : 0;
  return image;
}

// Draws the printed label: a heading, a line of description, the symbol, and its data as text.
Image draw_label(const Label& label, const Font& words, const Font& codes) {
  const std::size_t gap = label.text.find("  ");
  const std::string heading = label.text.substr(0, gap);
  const std::string description = gap == std::string::npos ? "" : label.text.substr(gap + 2);
  const Image symbol = draw_symbol(label);
  const Image title = words.line(heading, 62);
  const Image detail = words.line(description, 40);
  const Image plain = codes.line(label.data, 40);
  const int margin = 44;
  const int width = std::max({symbol.width, title.width, detail.width, plain.width, 640}) + 2 * margin;
  Image image(width, symbol.height + 2 * margin + 76 + (description.empty() ? 0 : 52) + 70, 0.96F);
  int y = margin;
  paste(image, title, margin, y);
  y += 76;
  if (!description.empty()) {
    paste(image, detail, margin, y);
    y += 52;
  }
  for (int x = margin; x < width - margin; ++x)
    for (int thick = 0; thick < 3; ++thick) image.at(x, y + thick) = 0.1F;
  paste(image, symbol, (width - symbol.width) / 2, y + 20);
  paste(image, plain, (width - plain.width) / 2, y + 24 + symbol.height);
  return image;
}

// The photograph.

// The mean of several uniform numbers is near enough to a normal one, and the same with every library.
class Noise {
 public:
  explicit Noise(unsigned seed) : random_(seed) {}
  float uniform() { return static_cast<float>(random_() >> 8U) / 16777216.0F; }
  float normal() { return (uniform() + uniform() + uniform() + uniform() - 2) * 1.73F; }

 private:
  std::mt19937 random_;
};

// Makes slow waves of brightness between a grid of random values.
class Cloud {
 public:
  Cloud(Noise& noise, double cell_x, double cell_y) : cell_x_(cell_x), cell_y_(cell_y) {
    for (float& value : grid_) value = noise.uniform() - 0.5F;
  }
  float at(double x, double y) const {
    const double u = x / cell_x_;
    const double v = y / cell_y_;
    const auto i = static_cast<int>(u);
    const auto j = static_cast<int>(v);
    const auto a = static_cast<float>(u - i);
    const auto b = static_cast<float>(v - j);
    return (knot(i, j) * (1 - a) + knot(i + 1, j) * a) * (1 - b) +
           (knot(i, j + 1) * (1 - a) + knot(i + 1, j + 1) * a) * b;
  }

 private:
  float knot(int i, int j) const { return grid_[static_cast<std::size_t>((j & 63) * 64 + (i & 63))]; }
  double cell_x_, cell_y_;
  std::array<float, 4096> grid_{};
};

using Pixel = std::array<float, 3>;
struct Photo {
  int width, height;
  std::vector<Pixel> pixels;
  Pixel& at(int x, int y) {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

float sample(const Image& image, double x, double y) {
  const auto i = static_cast<int>(std::floor(x));
  const auto j = static_cast<int>(std::floor(y));
  if (!image.inside(i, j) || !image.inside(i + 1, j + 1)) return -1;
  const auto a = static_cast<float>(x - i);
  const auto b = static_cast<float>(y - j);
  return (image.at(i, j) * (1 - a) + image.at(i + 1, j) * a) * (1 - b) +
         (image.at(i, j + 1) * (1 - a) + image.at(i + 1, j + 1) * a) * b;
}

// Says where the camera sees a point of the label's sheet. The sheet is turned, and a little nearer on one side.
struct Camera {
  double centre_x, centre_y, label_x, label_y, cosine, sine, tilt_x, tilt_y;
  std::array<double, 2> on_label(double x, double y) const {
    const double dx = (x - centre_x) * 2;
    const double dy = (y - centre_y) * 2;
    const double depth = 1 + tilt_x * dx + tilt_y * dy;
    return {label_x + (cosine * dx + sine * dy) / depth, label_y + (-sine * dx + cosine * dy) / depth};
  }
};

Pixel cardboard(const Cloud& patches, const Cloud& fibres, double x, double y) {
  const auto flutes = static_cast<float>(std::sin(y * 0.55) * 0.012);
  const float tone = 1 + 0.10F * patches.at(x, y) + 0.10F * fibres.at(x, y) + flutes;
  return {0.66F * tone, 0.53F * tone, 0.38F * tone};
}

Photo photograph(const Label& label, const Image& sheet, Noise& noise) {
  const double angle = label.rotation * 3.14159265358979 / 180;
  const double reach_x = std::abs(std::cos(angle)) * sheet.width + std::abs(std::sin(angle)) * sheet.height;
  const double reach_y = std::abs(std::sin(angle)) * sheet.width + std::abs(std::cos(angle)) * sheet.height;
  Photo photo{static_cast<int>(reach_x / 2) + 110, static_cast<int>(reach_y / 2) + 96, {}};
  photo.pixels.resize(static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height));
  const Camera camera{photo.width / 2.0, photo.height / 2.0, sheet.width / 2.0,        sheet.height / 2.0,
                      std::cos(angle),   std::sin(angle),    0.00012 * noise.normal(), 0.00012 * noise.normal()};
  const Cloud patches(noise, 90, 70);
  const Cloud fibres(noise, 14, 1.6);
  for (int y = 0; y < photo.height; ++y) {
    for (int x = 0; x < photo.width; ++x) {
      const auto point = camera.on_label(x, y);
      const auto shade = camera.on_label(x - 3, y - 4);
      const bool shadow = sample(sheet, shade[0], shade[1]) >= 0;
      // Four samples a pixel: the sheet is drawn at twice the size.
      const float a = sample(sheet, point[0] - 0.5, point[1] - 0.5);
      const float b = sample(sheet, point[0] + 0.5, point[1] + 0.5);
      const float c = sample(sheet, point[0] - 0.5, point[1] + 0.5);
      const float d = sample(sheet, point[0] + 0.5, point[1] - 0.5);
      Pixel& pixel = photo.at(x, y);
      if (a >= 0 && b >= 0 && c >= 0 && d >= 0) {
        const float ink = 0.06F + 0.90F * (a + b + c + d) / 4 + 0.015F * fibres.at(y, x);
        pixel = {ink, ink * 0.995F, ink * 0.97F};
      } else {
        pixel = cardboard(patches, fibres, x, y);
        if (shadow)
          for (float& value : pixel) value *= 0.62F;
      }
    }
  }
  return photo;
}

void blur(Photo& photo, double sigma) {
  const int reach = static_cast<int>(std::ceil(sigma * 3));
  std::vector<float> weights;
  float sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    weights.push_back(static_cast<float>(std::exp(-i * i / (2 * sigma * sigma))));
    sum += weights.back();
  }
  for (const bool across : {true, false}) {
    Photo source = photo;
    for (int y = 0; y < photo.height; ++y) {
      for (int x = 0; x < photo.width; ++x) {
        Pixel total{};
        for (int i = -reach; i <= reach; ++i) {
          const Pixel& p = source.at(std::clamp(across ? x + i : x, 0, photo.width - 1),
                                     std::clamp(across ? y : y + i, 0, photo.height - 1));
          for (std::size_t c = 0; c < 3; ++c) total[c] += p[c] * weights[static_cast<std::size_t>(i + reach)] / sum;
        }
        photo.at(x, y) = total;
      }
    }
  }
}

// Adds a lamp at the upper left, the dark corners of the lens, and the grain of the sensor.
void expose(Photo& photo, double light, Noise& noise) {
  for (int y = 0; y < photo.height; ++y) {
    for (int x = 0; x < photo.width; ++x) {
      const double u = static_cast<double>(x) / photo.width;
      const double v = static_cast<double>(y) / photo.height;
      const double corner = (u - 0.5) * (u - 0.5) + (v - 0.5) * (v - 0.5);
      const auto lit = static_cast<float>((1.02 - light * (0.75 * u + 0.25 * v)) * (1 - 0.25 * corner));
      const float grain = 0.012F * noise.normal();
      for (float& value : photo.at(x, y)) value = value * lit + grain + 0.006F * noise.normal();
    }
  }
}

void write_png(Photo& photo, const std::string& file) {
  std::vector<unsigned char> bytes;
  for (const Pixel& pixel : photo.pixels)
    for (const float value : pixel)
      bytes.push_back(static_cast<unsigned char>(std::clamp(value, 0.0F, 1.0F) * 255 + 0.5F));
  if (stbi_write_png(file.c_str(), photo.width, photo.height, 3, bytes.data(), photo.width * 3) == 0)
    fail(file + " cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) fail("usage: draw_labels labels.csv FOLDER");
  const Font words(dockhand::assets::font_text());
  const Font codes(dockhand::assets::font_mono());
  for (const Label& label : read_labels(argv[1])) {
    Noise noise(label.noise);
    Photo photo = photograph(label, draw_label(label, words, codes), noise);
    if (label.blur > 0) blur(photo, label.blur);
    expose(photo, label.light, noise);
    write_png(photo, std::string(argv[2]) + "/" + label.name + ".png");
  }
  return 0;
}
