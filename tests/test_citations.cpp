// What a comment or a README names has to be there: a file that was moved or renamed takes its citations along.
//
// A word is taken for a file of the project when it ends like one (.h, .cpp, ...) or begins with a room of the top
// level and a slash; the end of a path is enough (draw/raster.h). `*` stands for anything, and so do NAME and ROOM,
// which a reader fills in. <sqlite3.h> is a header of the system.
#include <fnmatch.h>

#include <array>
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

template <std::size_t N>
bool one_of(const std::string& text, const std::array<const char*, N>& all) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

const std::array cpp_files{".cpp", ".h", ".def"};

// Returns the words of `file` that are for people, line by line. A file of data has none.
std::vector<std::string> comments_of(const std::string& file) {
  const std::string extension = extension_of(file);
  std::string begin;
  if (one_of(extension, cpp_files)) {
    begin = "//";
  } else if (within(file, "toolchains") || within(file, ".ci") || file.ends_with("CMakeLists.txt")) {
    begin = "#";
  } else if (extension != ".md") {
    return {};
  }
  std::vector<std::string> lines = lines_of(file);
  for (std::string& line : lines) {
    std::size_t at = line.find(begin);
    while (at != std::string::npos && at > 0 && line[at - 1] != ' ') at = line.find(begin, at + 1);  // a URL, a string
    line = at == std::string::npos ? "" : line.substr(at + begin.size());
  }
  return lines;
}

// The pattern of the files that `word` may mean; empty when it is not the name of a file of ours.
std::string cited_file(std::string word) {
  static const std::array rooms{"storage", "scanner", "sync", "terminal", "assets", "tests", "toolchains", ".ci"};
  static const std::array kinds{".h", ".cpp", ".def", ".md", ".ui", ".sql", ".supp"};
  while (word.starts_with("../") || word.starts_with("./")) word.erase(0, word.find('/') + 1);
  word = word.substr(0, word.find(':'));
  while (!word.empty() && (word.back() == '.' || word.back() == '/')) word.pop_back();
  if (word.empty() || word.front() == '/' || word.front() == '<') return "";
  const std::size_t slash = word.find('/');
  if (!one_of(extension_of(word), kinds) && (slash == std::string::npos || !one_of(word.substr(0, slash), rooms)))
    return "";
  return std::regex_replace(word, std::regex("NAME|ROOM"), "*");
}

std::set<std::string> files_and_folders() {
  std::set<std::string> all;
  for (std::string path : project_files()) {
    for (; !path.empty(); path = folder_of(path)) all.insert("/" + path);
  }
  return all;
}

// What may stand after "Type::": the names in the files that define the type, and those that code qualifies with it.
std::map<std::string, std::set<std::string>> members_by_type() {
  const std::regex name(R"(\w+)"), qualified(R"((\w+)::(\w+))");
  const std::regex defined(R"(\b(?:struct|class|namespace|enum|union|using)\s+(\w+))");
  std::map<std::string, std::set<std::string>> members;
  for (const std::string& file : project_files()) {
    if (!one_of(extension_of(file), cpp_files)) continue;
    std::set<std::string> names, types;
    for (const std::string& line : lines_of(file)) {
      const std::string code = line.substr(0, line.find("//"));
      const std::sregex_iterator end;
      for (std::sregex_iterator match(code.begin(), code.end(), name); match != end; ++match)
        names.insert(match->str());
      for (std::sregex_iterator match(code.begin(), code.end(), defined); match != end; ++match)
        types.insert((*match)[1]);
      for (std::sregex_iterator match(code.begin(), code.end(), qualified); match != end; ++match)
        members[(*match)[1]].insert((*match)[2]);
    }
    for (const std::string& type : types) members[type].insert(names.begin(), names.end());
  }
  return members;
}

}  // namespace

TEST(every_file_that_a_comment_or_a_readme_names_is_there) {
  const std::set<std::string> there = files_and_folders();
  const std::regex word(R"([\w.*<:/~-]+)");
  std::string complaints;
  std::size_t citations = 0;
  for (const std::string& file : project_files()) {
    const std::vector<std::string> comments = comments_of(file);
    for (std::size_t n = 0; n < comments.size(); n++) {
      for (std::sregex_iterator match(comments[n].begin(), comments[n].end(), word), end; match != end; ++match) {
        const std::string pattern = cited_file(match->str());
        if (pattern.empty()) continue;
        citations++;
        const auto fits = [&](const std::string& path) {
          return fnmatch(("*/" + pattern).c_str(), path.c_str(), 0) == 0;
        };
        if (std::any_of(there.begin(), there.end(), fits)) continue;
        complaints +=
            place(file, n + 1) + ": names " + match->str() + ", and there is no such file. Where is it now?\n";
      }
    }
  }
  INFO(complaints);
  REQUIRE(complaints.empty());
  REQUIRE(citations > 100);
}

TEST(every_member_that_a_comment_or_a_readme_names_is_one_of_its_type) {
  const std::regex cited(R"(\b([A-Z]\w+)::(\w+))");
  const auto members = members_by_type();
  std::string complaints;
  std::size_t citations = 0;
  for (const std::string& file : project_files()) {
    const std::vector<std::string> comments = comments_of(file);
    for (std::size_t n = 0; n < comments.size(); n++) {
      for (std::sregex_iterator match(comments[n].begin(), comments[n].end(), cited), end; match != end; ++match) {
        citations++;
        const auto type = members.find((*match)[1]);
        if (type != members.end() && type->second.contains((*match)[2])) continue;
        complaints += place(file, n + 1) + ": names " + match->str() + ", and no code does. What is it called now?\n";
      }
    }
  }
  INFO(complaints);
  REQUIRE(complaints.empty());
  REQUIRE(citations > 50);
}
