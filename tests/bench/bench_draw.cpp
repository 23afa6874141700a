// Milliseconds of CPU for one frame at 480x800 and at 1280x800; with a folder as argument, the gallery as PNG files.
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "terminal/draw/png.h"
#include "terminal/draw/renderer.h"
#include "tests/bench/bench_arguments.h"
#include "tests/support/terminal/gallery.h"

namespace {

using namespace dockhand;

struct Size {
  int width, height;
};
constexpr Size sizes[] = {{480, 800}, {1280, 800}, {720, 1280}, {320, 480}};

std::string name_of(const Size& size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

Display display_of(const Size& size, ThemeName theme) {
  return {size.width, size.height, Scale::of_display(size.width, size.height), theme};
}

double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void measure(const Size& size) {
  Renderer renderer(display_of(size, ThemeName::day));
  const Frame frame = test::pick();
  constexpr int frames = 300;
  renderer.draw(frame, {});
  renderer.picture();
  const double start = cpu_ms();
  for (int i = 0; i < frames; ++i) {
    renderer.draw(frame, {});
    renderer.picture();
  }
  std::printf("%s: %.2f ms per frame\n", name_of(size).c_str(), (cpu_ms() - start) / frames);
}

int write_gallery(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  auto pages = test::realistic();
  for (auto& page : test::worst()) pages.push_back(page);
  for (const Size& size : sizes) {
    for (const ThemeName theme : {ThemeName::day, ThemeName::night}) {
      Renderer renderer(display_of(size, theme));
      for (const auto& [name, frame] : pages) {
        renderer.draw(frame, {});
        const auto file =
            folder / (name + "-" + name_of(size) + (theme == ThemeName::day ? "-day" : "-night") + ".png");
        if (const auto written = write_png(renderer.picture(), file); !written) {
          std::fprintf(stderr, "%s\n", written.error().sentence().c_str());
          return 1;
        }
      }
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv, "bench_draw [FOLDER]\n  FOLDER  gets the gallery as PNG files instead");
  const std::string folder = arguments.word();
  arguments.done();
  if (!folder.empty()) return write_gallery(folder.c_str());
  for (const Size& size : sizes) measure(size);
}
