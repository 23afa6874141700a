// The project's own files, for the tests that hold the house together: what is where, line by line.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace dockhand::test {

inline const std::filesystem::path source_root = DOCKHAND_SOURCE_DIR;

// The files below `folders` whose names end in one of `extensions`, as paths from the root, sorted.
inline std::vector<std::string> files_below(const std::vector<std::string>& folders,
                                            const std::vector<std::string>& extensions) {
  std::vector<std::string> found;
  for (const std::string& folder : folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source_root / folder)) {
      const std::string extension = entry.path().extension().string();
      if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) continue;
      found.push_back(entry.path().lexically_relative(source_root).string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

inline std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream stream(source_root / file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// How an editor or a terminal finds it.
inline std::string place(const std::string& file, std::size_t line) { return file + ":" + std::to_string(line); }

}  // namespace dockhand::test
