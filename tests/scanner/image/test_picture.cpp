#include <stb_image_write.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "scanner/image/picture_file.h"
#include "tests/support/seeds.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
using Bytes = std::vector<std::uint8_t>;

struct Fixture {
  void setUp() {
    folder = std::filesystem::temp_directory_path() / ("dockhand-picture-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
  }
  void tearDown() { std::filesystem::remove_all(folder); }

  static Result<Picture> read(const std::string& text) { return read_picture(Bytes(text.begin(), text.end()), "p"); }
  static Bytes label() {
    std::ifstream file(std::string(DOCKHAND_LABELS_DIR) + "/brg-6204.png", std::ios::binary);
    return Bytes{std::istreambuf_iterator<char>(file), {}};
  }

  static Bytes jpeg_of(const Picture& grey) {
    Bytes jpeg;
    const auto append = [](void* to, void* data, int size) {
      const auto* bytes = static_cast<const std::uint8_t*>(data);
      static_cast<Bytes*>(to)->insert(static_cast<Bytes*>(to)->end(), bytes, bytes + size);
    };
    stbi_write_jpg_to_func(append, &jpeg, grey.width, grey.height, 1, grey.pixels.data(), 90);
    return jpeg;
  }

  std::filesystem::path folder;
};
}  // namespace

TEST(a_png_is_luminance) {
  const auto picture = read_picture(label(), "label");
  REQUIRE(picture.ok());
  REQUIRE(picture->width > 300);
  REQUIRE(picture->pixels.size() ==
          static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height));
}

TEST(what_is_no_picture_says_so) {
  for (const char* text :
       {"", "hello", "P5 2 2 255\n....", "GIF89a....", "RIFF....WEBPVP8 ", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff"}) {
    const auto picture = read(text);
    INFO(text);
    REQUIRE_FALSE(picture.ok());
    REQUIRE(picture.error().kind == ErrorKind::bad_input);
    REQUIRE(picture.error().place == "p");
  }
}

TEST(a_picture_cut_short_says_so) {
  const Bytes whole = label();
  for (const std::size_t part : {std::size_t{20}, whole.size() / 10, whole.size() / 2}) {
    const auto picture = read_picture(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(part)), "p");
    REQUIRE_FALSE(picture.ok());
  }
}

TEST(a_jpeg_cut_short_says_so) {
  Bytes jpeg = jpeg_of(Picture(64, 64, 100));
  REQUIRE(read_picture(jpeg, "p").ok());
  jpeg.resize(jpeg.size() - 20);
  REQUIRE_FALSE(read_picture(jpeg, "p").ok());
}

TEST(a_jpeg_with_a_film_behind_its_end_is_whole) {
  const Picture grey(64, 64, 100);
  Bytes photo = jpeg_of(grey);
  const Bytes film{0x00, 0x00, 0x00, 0x18, 'f', 't', 'y', 'p', 0xFF, 0xDA, 0x12, 0xFF, 0xC4, 0x00};
  photo.insert(photo.end(), film.begin(), film.end());
  REQUIRE(read_picture(photo, "p").ok());
}

TEST(an_animated_webp_is_named) {
  const std::string animation("RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x3f\0\0\x3f\0\0ANIM\x06\0\0\0\0\0\0\0\0\0",
                              44);
  const auto picture = read(animation);
  REQUIRE_FALSE(picture.ok());
  REQUIRE(picture.error().message.find("animated") != std::string::npos);
}

TEST(a_png_that_would_take_all_the_memory_is_refused_before_it_is_unpacked) {
  Bytes png = label();
  const Bytes header{0, 0, 0x1F, 0x40, 0, 0, 0x1F, 0x40, 16, 6};  // 8000 x 8000, 16 bits, four channels
  std::copy(header.begin(), header.end(), png.begin() + 16);
  const auto picture = read_picture(png, "p");
  REQUIRE_FALSE(picture.ok());
  REQUIRE(picture.error().message.find("976 MiB") != std::string::npos);
}

TEST(a_damaged_picture_never_harms) {
  const unsigned seed = GENERATE(from_range(test::seeds()));
  INFO("DOCKHAND_SEED=" << seed);
  std::mt19937 random(seed);
  const Bytes whole = label();
  for (int round = 0; round < 60; ++round) {
    Bytes damaged = whole;
    for (int i = 0; i < 20; ++i) damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
    const auto picture = read_picture(damaged, "p");
    if (picture) REQUIRE(picture->width > 0);
  }
}

TEST(files_that_cannot_be_opened_are_errors_of_their_own) {
  REQUIRE(load_picture(folder / "none.png").error().kind == ErrorKind::io);
  REQUIRE_FALSE(load_picture(folder).ok());
}

TEST(nobody_waits_for_the_other_end_of_a_pipe) {
  const auto pipe = folder / "pipe.png";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto picture = load_picture(pipe);
  REQUIRE_FALSE(picture.ok());
  REQUIRE(picture.error().message.find("a pipe") != std::string::npos);
}

TEST(a_view_never_leaves_its_picture) {
  const Picture picture(10, 8, 3);
  REQUIRE(picture.view().crop(-5, -5, 8, 8).width == 3);
  REQUIRE(picture.view().crop(8, 6, 100, 100).width == 2);
  REQUIRE(picture.view().crop(8, 6, 100, 100).height == 2);
  REQUIRE(picture.view().crop(20, 0, 5, 5).empty());
}
