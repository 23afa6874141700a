#include "storage/import/imported_names.h"

#include <deque>
#include <fstream>
#include <string_view>
#include <utility>

#include "storage/import/import.h"
#include "storage/import/mapping/mapping_memory.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_names = 100;
// Stands in the place of the ids of a file that changed nothing.
constexpr std::string_view no_ids = "nothing";
// The same of one that was taken back.
constexpr std::string_view taken_back_ids = "taken-back";

// A name with what the ids of its commands begin with.
struct Kept {
  std::string ids, name;
};

fs::path list_in(const fs::path& memory) { return memory / "imported.txt"; }

std::string plain_name_of(const fs::path& file) { return printable(file.filename().string(), 200); }

std::deque<Kept> names_kept_in(const fs::path& list) {
  std::deque<Kept> all;
  std::ifstream in(list, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    const std::size_t blank = line.find(' ');
    if (blank != std::string::npos) all.push_back({line.substr(0, blank), line.substr(blank + 1)});
  }
  return all;
}

Status keep_names(const fs::path& memory, std::deque<Kept> names) {
  std::error_code failure;
  fs::create_directories(memory, failure);
  while (names.size() > most_names) names.pop_front();
  const fs::path fresh = list_in(memory).string() + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  for (const Kept& one : names) out << one.ids << " " << one.name << "\n";
  out.close();
  if (out) fs::rename(fresh, list_in(memory), failure);
  if (!out || failure) return Error{ErrorKind::io, list_in(memory).string(), "the name of the file cannot be kept"};
  return Done{};
}

Status add_name(const fs::path& memory, Kept name) {
  if (memory.empty()) return Done{};
  std::deque<Kept> names = names_kept_in(list_in(memory));
  // Of files in a row that booked nothing only the last is ever asked for: they displace none that did.
  if (name.ids == no_ids && !names.empty() && names.back().ids == no_ids) names.pop_back();
  names.push_back(std::move(name));
  return keep_names(memory, std::move(names));
}

// The place behind the last name that `is_meant`; 0 where none is.
template <class IsMeant>
std::size_t end_of_last(const std::deque<Kept>& names, IsMeant&& is_meant) {
  std::size_t end = names.size();
  while (end > 0 && !is_meant(names[end - 1])) --end;
  return end;
}

std::size_t end_of_last_change(const std::deque<Kept>& names) {
  return end_of_last(names, [](const Kept& one) { return one.ids != no_ids && one.ids != taken_back_ids; });
}

std::size_t end_of_taken_back(const std::deque<Kept>& names, const CommandId& undo) {
  return end_of_last(names, [&](const Kept& one) { return undo.text().starts_with("undo-" + one.ids); });
}

bool is_of_people(const CommandId& undo) { return undo.text().starts_with("undo-users-"); }

// Lists of people have no ids in the books: theirs is the last that changed something.
std::size_t end_of_meant(const std::deque<Kept>& names, const CommandId& undo) {
  return is_of_people(undo) ? end_of_last_change(names) : end_of_taken_back(names, undo);
}

}  // namespace

Status remember_import(const fs::path& memory, const std::string& content, const fs::path& file) {
  return add_name(memory, {import_id_prefix(content), plain_name_of(file)});
}

Status remember_unchanged(const fs::path& memory, const fs::path& file) {
  return add_name(memory, {std::string(no_ids), plain_name_of(file)});
}

std::string last_imported(const fs::path& memory) {
  const std::deque<Kept> names = names_kept_in(list_in(memory));
  const std::size_t end = end_of_last_change(names);
  return end == 0 ? "" : names[end - 1].name;
}

Status may_take_back(const fs::path& memory, const std::vector<std::string>& said) {
  if (said.size() > 1) return Error{ErrorKind::bad_input, "--undo", "takes back one file: name one or none"};
  const std::deque<Kept> names = names_kept_in(list_in(memory));
  const std::size_t end = end_of_last_change(names);
  const std::string last = end == 0 ? "" : names[end - 1].name;
  if (!said.empty()) {
    if (last == plain_name_of(said.front())) return Done{};
    return Error{ErrorKind::refused, said.front(),
                 last.empty() ? "not taken back: nobody knows what the last file that changed something was called"
                              : "not taken back: the last file that changed something is " + last};
  }
  if (end == names.size()) return Done{};
  return Error{ErrorKind::refused, names.back().name,
               std::string(names.back().ids == taken_back_ids ? "was taken back already"
                                                              : "changed nothing, so nothing was taken back") +
                   (last.empty() ? ""
                                 : ": the last file that changed something is " + last + ", say --undo '" + last +
                                       "' to take that one back")};
}

std::string name_of_taken_back(const fs::path& memory, const CommandId& undo) {
  const std::deque<Kept> names = names_kept_in(list_in(memory));
  const std::size_t end = end_of_meant(names, undo);
  if (end > 0) return names[end - 1].name;
  return is_of_people(undo) ? "the last list of people" : "the last import";
}

std::string forget_taken_back(const fs::path& memory, const CommandId& undo) {
  std::string name = name_of_taken_back(memory, undo);
  std::deque<Kept> names = names_kept_in(list_in(memory));
  const std::size_t end = end_of_meant(names, undo);
  if (end == 0) return name;
  names.erase(names.begin() + static_cast<std::ptrdiff_t>(end - 1), names.end());
  // An older file is meant by its name alone.
  names.push_back({std::string(taken_back_ids), name});
  // What was taken back is told all the same; a name that stays is asked about once more.
  static_cast<void>(keep_names(memory, std::move(names)));
  return name;
}

Error not_taken_back(const fs::path& database, const Refused& refused) {
  return {refused.error.kind, name_of_taken_back(mapping_memory(database), refused.id),
          "not taken back: " + refused.error.message};
}

}  // namespace dockhand
