// A short run of the fuzz targets: the corpus, and what chance makes of it. toolchains/fuzz does the long one.
#include <filesystem>
#include <fstream>
#include <random>

#include "tests/fuzz/targets.h"
#include "tests/support/seeds.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
using Bytes = std::vector<std::uint8_t>;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static std::vector<Bytes> corpus(const char* name) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(DOCKHAND_SOURCE_DIR "/tests/corpus/") + name))
      files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Bytes> all;
    for (const auto& file : files) {
      std::ifstream stream(file, std::ios::binary);
      all.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    return all;
  }
  template <class Target>
  static int play(const std::vector<Bytes>& corpus, int rounds, Target target) {
    int played = 0;
    for (const Bytes& bytes : corpus) {
      target(bytes.data(), bytes.size());
      ++played;
    }
    for (const unsigned seed : test::seeds(1)) {
      std::mt19937 random(seed);
      for (int round = 0; round < rounds; ++round) {
        Bytes bytes = corpus[random() % corpus.size()];
        for (auto changes = 1 + random() % 8; changes > 0; --changes) change(bytes, random);
        target(bytes.data(), bytes.size());
        ++played;
      }
    }
    return played;
  }
  static void change(Bytes& bytes, std::mt19937& random) {
    const std::size_t at = random() % (bytes.size() + 1);
    const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    if (random() % 3 == 0 || at == bytes.size()) {
      bytes.insert(place, static_cast<std::uint8_t>(random()));
    } else if (random() % 2 == 0) {
      bytes.erase(place);
    } else {
      *place ^= static_cast<std::uint8_t>(1U << random() % 8);
    }
  }
};
}  // namespace

TEST(no_scan_upsets_the_parser) {
  REQUIRE(play(corpus("parse"), 5000,
               [](const std::uint8_t* data, std::size_t size) { test::fuzz_parse(data, size); }) > 5000);
}

TEST(no_picture_upsets_the_reader) {
  REQUIRE(play(corpus("decode"), 60,
               [](const std::uint8_t* data, std::size_t size) { test::fuzz_decode(data, size); }) > 60);
}
