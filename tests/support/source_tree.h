// The project's own files, for the tests that hold the house together: what is where, line by line.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace dockhand::test {

inline const std::filesystem::path source_root = DOCKHAND_SOURCE_DIR;

// Returns all files of the project as paths from the root, sorted. Files that a build, git or an editor leaves there do
// not belong to the project: they are in folders with a dot, except .ci.
inline std::vector<std::string> project_files() {
  namespace fs = std::filesystem;
  std::vector<std::string> found;
  for (auto entry = fs::recursive_directory_iterator(source_root); entry != fs::end(entry); ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory() && name.front() == '.' && name != ".ci") entry.disable_recursion_pending();
    if (entry->is_regular_file()) found.push_back(entry->path().lexically_relative(source_root).string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Is `path` the folder or file `whole`, or below it?
inline bool within(const std::string& path, const std::string& whole) {
  return path == whole || (path.size() > whole.size() && path.starts_with(whole) && path[whole.size()] == '/');
}

inline std::string folder_of(const std::string& file) { return std::filesystem::path(file).parent_path().string(); }

inline std::string extension_of(const std::string& file) { return std::filesystem::path(file).extension().string(); }

// Returns the .cpp and .h files of the four rooms that make the programs.
inline std::vector<std::string> sources_and_headers() {
  std::vector<std::string> files = project_files();
  std::erase_if(files, [](const std::string& file) {
    const std::string extension = extension_of(file);
    return (extension != ".cpp" && extension != ".h") ||
           !(within(file, "storage") || within(file, "scanner") || within(file, "sync") || within(file, "terminal"));
  });
  return files;
}

inline std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream stream(source_root / file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Returns the place in a form in which an editor or a terminal finds it.
inline std::string place(const std::string& file, std::size_t line) { return file + ":" + std::to_string(line); }

}  // namespace dockhand::test
