#include "terminal/settings/keep_preferences.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "terminal/settings/dockhand_toml.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

Lines lines_of(const fs::path& file) {
  Lines lines;
  std::ifstream stream(file, std::ios::binary);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

bool sets(std::string_view line, std::string_view name) {
  line = without_blanks(line);
  return line.starts_with(name) && without_blanks(line.substr(name.size())).starts_with('=');
}

// Settings of their own stand above the first table.
void put(Lines& lines, std::string_view name, const std::string& value) {
  const auto table =
      std::find_if(lines.begin(), lines.end(), [](const auto& line) { return without_blanks(line).starts_with('['); });
  const auto known = std::find_if(lines.begin(), table, [&](const auto& line) { return sets(line, name); });
  std::string line = fmt::format("{} = {}", name, value);
  if (known != table)
    *known = std::move(line);
  else
    lines.insert(table, std::move(line));
}

Error not_kept(const fs::path& file) {
  return {ErrorKind::io, file.string(), "the settings cannot be written here; nothing was changed"};
}

Status write_beside(const fs::path& file, const Lines& lines) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  for (const std::string& line : lines) out << line << '\n';
  out.close();
  if (!out) return not_kept(file);
  RunOptions again;
  return read_settings(file, again);
}

}  // namespace

Preferences preferences_of(const RunOptions& options) {
  return {.volume = options.volume,
          .vibration = options.vibration,
          .theme = options.display.theme,
          .mirrored = options.display.mirrored,
          .text = options.display.text,
          .dock = options.station.dock};
}

Status keep_preferences(const fs::path& file, const Preferences& wanted) {
  std::error_code failure;
  if (!file.parent_path().empty()) fs::create_directories(file.parent_path(), failure);
  Lines lines = lines_of(file);
  put(lines, "volume", std::to_string(wanted.volume));
  put(lines, "vibration", std::to_string(wanted.vibration));
  put(lines, "theme", fmt::format("\"{}\"", wanted.theme));
  put(lines, "mirror", wanted.mirrored ? "true" : "false");
  put(lines, "text", fmt::format("\"{}\"", wanted.text));
  put(lines, "dock", fmt::format("\"{}\"", wanted.dock));
  const fs::path fresh = file.string() + ".new";
  Status written = write_beside(fresh, lines);
  if (written) fs::rename(fresh, file, failure);
  if (written && failure) written = not_kept(file);
  if (!written) fs::remove(fresh, failure);
  return written;
}

}  // namespace dockhand
