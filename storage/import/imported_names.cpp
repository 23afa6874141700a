#include "storage/import/imported_names.h"

#include <deque>
#include <fstream>

#include "storage/import/import.h"
#include "storage/import/mapping/mapping_memory.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_names = 100;

fs::path list_in(const fs::path& memory) { return memory / "imported.txt"; }

std::deque<std::string> names_kept_in(const fs::path& list) {
  std::deque<std::string> lines;
  std::ifstream in(list, std::ios::binary);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

Status remember_import(const fs::path& memory, const std::string& content, const fs::path& file) {
  if (memory.empty()) return Done{};
  std::error_code failure;
  fs::create_directories(memory, failure);
  std::deque<std::string> lines = names_kept_in(list_in(memory));
  lines.push_back(import_id_prefix(content) + " " + printable(file.filename().string(), 200));
  while (lines.size() > most_names) lines.pop_front();
  const fs::path fresh = list_in(memory).string() + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  for (const std::string& line : lines) out << line << "\n";
  out.close();
  if (out) fs::rename(fresh, list_in(memory), failure);
  if (!out || failure) return Error{ErrorKind::io, list_in(memory).string(), "the name of the file cannot be kept"};
  return Done{};
}

std::string name_of_taken_back(const fs::path& memory, const CommandId& undo) {
  const std::deque<std::string> lines = names_kept_in(list_in(memory));
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::size_t blank = line->find(' ');
    if (blank != std::string::npos && undo.text().starts_with("undo-" + line->substr(0, blank)))
      return line->substr(blank + 1);
  }
  return undo.text().starts_with("undo-users-") ? "the last list of people" : "the last import";
}

Error not_taken_back(const fs::path& database, const Refused& refused) {
  return {refused.error.kind, name_of_taken_back(mapping_memory(database), refused.id),
          "not taken back: " + refused.error.message};
}

}  // namespace dockhand
