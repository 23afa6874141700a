// Every folder is a room, and rooms.def says which room may include of which. This holds the plan and the code
// together, in both directions, and finds circles of includes, among modules and among rooms.
#include <deque>
#include <map>
#include <regex>
#include <set>

#include "tests/support/source_tree.h"
#include "tests/support/unity.h"

using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

enum class Kind { arrow, offer, registry };

// One line of rooms.def.
struct Line {
  Kind kind;
  std::string name, to;
  std::size_t number;
};

const std::vector<Line> plan = {
#define ARROW(from, to, reason) {Kind::arrow, #from, #to, __LINE__},
#define OFFER(what, reason) {Kind::offer, #what, "", __LINE__},
#define REGISTRY(list, reason) {Kind::registry, #list, "", __LINE__},
#include "tests/rooms.def"
};

struct Include {
  std::string file;
  std::size_t line;
  std::string target;
};

// A header and the .cpp of its name are one module.
std::string module_of(const std::string& file) { return file.substr(0, file.rfind('.')); }

bool is_registry(const std::string& file) {
  return std::any_of(plan.begin(), plan.end(),
                     [&](const Line& line) { return line.kind == Kind::registry && line.name == file; });
}

// Returns what the rooms include of the project, without the registries.
std::vector<Include> includes() {
  const std::regex include(R"regex(^\s*#\s*include\s+"([^"]+)")regex");
  std::vector<Include> found;
  for (const std::string& file : sources_and_headers()) {
    const std::vector<std::string> lines = lines_of(file);
    for (std::size_t n = 0; n < lines.size(); n++) {
      std::smatch match;
      if (!std::regex_search(lines[n], match, include) || is_registry(match[1])) continue;
      found.push_back({file, n + 1, match[1]});
    }
  }
  return found;
}

// The numbers of the plan's lines of `kind` that fit.
template <class Fits>
std::set<std::size_t> lines_that(Kind kind, Fits fits) {
  std::set<std::size_t> numbers;
  for (const Line& line : plan) {
    if (line.kind == kind && fits(line)) numbers.insert(line.number);
  }
  return numbers;
}

// Returns a complaint for each of the plan's lines of `kind` that is not `used`.
std::string unused(Kind kind, const std::set<std::size_t>& used) {
  std::string complaints;
  for (const Line& line : plan) {
    if (line.kind != kind || used.contains(line.number)) continue;
    complaints += place("tests/rooms.def", line.number) + ": no file needs this line any more. Take it out.\n";
  }
  return complaints;
}

// Returns the modules or rooms from `start` back to itself along `next`, the shortest way. It is empty when there is
// none.
std::vector<std::string> circle_through(const std::string& start,
                                        const std::map<std::string, std::set<std::string>>& next) {
  std::map<std::string, std::string> came_from;
  std::deque<std::string> waiting{start};
  while (!waiting.empty() && !came_from.contains(start)) {
    const std::string part = waiting.front();
    waiting.pop_front();
    if (!next.contains(part)) continue;
    for (const std::string& other : next.at(part)) {
      if (came_from.emplace(other, part).second) waiting.push_back(other);
    }
  }
  if (!came_from.contains(start)) return {};
  std::vector<std::string> circle{start};
  do circle.push_back(came_from.at(circle.back()));
  while (circle.back() != start);
  return {circle.rbegin(), circle.rend()};
}

// Returns a complaint for each circle of includes among what `part_of` makes of the files.
template <class PartOf>
std::string circles(PartOf part_of) {
  std::map<std::string, std::set<std::string>> next;
  for (const Include& include : includes()) {
    const std::string from = part_of(include.file), to = part_of(include.target);
    if (from != to) next[from].insert(to);
  }
  std::string complaints;
  std::set<std::string> told;
  for (const auto& [part, others] : next) {
    const std::vector<std::string> circle = circle_through(part, next);
    if (circle.empty() || told.contains(part)) continue;
    told.insert(circle.begin(), circle.end());
    for (std::size_t n = 0; n + 1 < circle.size(); n++) complaints += circle[n] + " -> ";
    complaints += part + ": a circle. Move what two of them need to where both see it.\n";
  }
  return complaints;
}

}  // namespace

TEST(a_room_includes_only_of_the_rooms_that_the_plan_lets_it_see) {
  std::string complaints;
  std::set<std::size_t> used;
  for (const Include& include : includes()) {
    const std::string from = folder_of(include.file), to = folder_of(include.target);
    if (from == to) continue;
    const auto allowing = lines_that(Kind::arrow, [&](const Line& line) {
      return within(include.file, line.name) && within(include.target, line.to);
    });
    used.insert(allowing.begin(), allowing.end());
    if (!allowing.empty()) continue;
    complaints += place(include.file, include.line) + ": includes " + include.target + ", but " + from +
                  " does not see " + to + ". Move what both need to where both see it, or add an ARROW with its " +
                  "reason to tests/rooms.def.\n";
  }
  complaints += unused(Kind::arrow, used);
  INFO(complaints);
  REQUIRE(complaints.empty());
}

TEST(outside_storage_only_what_it_offers_is_included) {
  std::string complaints;
  std::set<std::size_t> used;
  for (const Include& include : includes()) {
    if (within(include.file, "storage") || !within(include.target, "storage")) continue;
    const auto offers = lines_that(Kind::offer, [&](const Line& line) { return within(include.target, line.name); });
    used.insert(offers.begin(), offers.end());
    if (!offers.empty()) continue;
    complaints += place(include.file, include.line) + ": " + include.target + " is storage's own. Use what storage " +
                  "offers, or add an OFFER with its reason to tests/rooms.def.\n";
  }
  complaints += unused(Kind::offer, used);
  INFO(complaints);
  REQUIRE(complaints.empty());
}

TEST(modules_do_not_include_each_other_in_a_circle) {
  const std::string complaints = circles([](const std::string& file) { return module_of(file); });
  INFO(complaints);
  REQUIRE(complaints.empty());
}

TEST(rooms_do_not_include_each_other_in_a_circle) {
  const std::string complaints = circles([](const std::string& file) { return folder_of(file); });
  INFO(complaints);
  REQUIRE(complaints.empty());
}

// Another store may take the place of SQLite, and a salvage reads around what SQLite cannot.
TEST(what_is_special_about_sqlite_is_known_in_the_engine_alone) {
  const std::regex special(R"(\b(PRAGMA|sqlite_master|rowid|NOT INDEXED|sqlite3\w*)\b)");
  std::string complaints;
  for (const std::string& file : sources_and_headers()) {
    if (within(file, "storage/engine")) continue;
    const std::vector<std::string> lines = lines_of(file);
    for (std::size_t n = 0; n < lines.size(); n++) {
      std::smatch word;
      if (std::regex_search(lines[n], word, special))
        complaints += place(file, n + 1) + ": " + word.str() + " is for storage/engine. Give the engine a function.\n";
    }
  }
  INFO(complaints);
  REQUIRE(complaints.empty());
}
