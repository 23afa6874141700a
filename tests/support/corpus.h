// Inputs that the fuzzers begin with, and what chance makes of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/support/seeds.h"

namespace dockhand::test {

using Bytes = std::vector<std::uint8_t>;

// The files of tests/corpus/NAME, in the order of their names.
inline std::vector<Bytes> corpus(const char* name) {
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
inline void change(Bytes& bytes, std::mt19937& random) {
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

// Returns how many inputs there were: all of the corpus, and as many that chance has made of it.
template <class Target>
int play(const std::vector<Bytes>& corpus, int rounds, Target target) {
  int played = 0;
  for (const Bytes& bytes : corpus) {
    target(bytes.data(), bytes.size());
    ++played;
  }
  for (const unsigned seed : seeds(1)) {
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

}  // namespace dockhand::test
