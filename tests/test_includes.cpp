// A file includes what it uses, or what it includes does: a source that leans on what its neighbours happened to
// include stops to compile when it is compiled alone, or when they change. Sources of a folder are compiled as one
// where time matters, and there no compiler notices.
#include <map>
#include <regex>
#include <set>

#include "tests/support/source_tree.h"
#include "tests/support/unity.h"

using namespace dockhand::test;

namespace {

using Names = std::set<std::string>;

// What the larger headers of the standard library are for. Not here: what comes with every other one (std::move).
const std::map<std::string, std::string> standard_header_of = {
    {"any_of", "algorithm"},
    {"all_of", "algorithm"},
    {"clamp", "algorithm"},
    {"count_if", "algorithm"},
    {"find_if", "algorithm"},
    {"lower_bound", "algorithm"},
    {"max_element", "algorithm"},
    {"min_element", "algorithm"},
    {"none_of", "algorithm"},
    {"remove_if", "algorithm"},
    {"replace_if", "algorithm"},
    {"sort", "algorithm"},
    {"stable_sort", "algorithm"},
    {"transform", "algorithm"},
    {"unique", "algorithm"},
    {"upper_bound", "algorithm"},
    {"array", "array"},
    {"atomic", "atomic"},
    {"from_chars", "charconv"},
    {"to_chars", "charconv"},
    {"chrono", "chrono"},
    {"ceil", "cmath"},
    {"exp", "cmath"},
    {"floor", "cmath"},
    {"hypot", "cmath"},
    {"isfinite", "cmath"},
    {"log", "cmath"},
    {"lround", "cmath"},
    {"pow", "cmath"},
    {"sqrt", "cmath"},
    {"condition_variable", "condition_variable"},
    {"int64_t", "cstdint"},
    {"uint64_t", "cstdint"},
    {"uint8_t", "cstdint"},
    {"memcpy", "cstring"},
    {"deque", "deque"},
    {"filesystem", "filesystem"},
    {"ifstream", "fstream"},
    {"ofstream", "fstream"},
    {"function", "functional"},
    {"numeric_limits", "limits"},
    {"map", "map"},
    {"make_unique", "memory"},
    {"shared_ptr", "memory"},
    {"unique_ptr", "memory"},
    {"lock_guard", "mutex"},
    {"mutex", "mutex"},
    {"scoped_lock", "mutex"},
    {"unique_lock", "mutex"},
    {"accumulate", "numeric"},
    {"optional", "optional"},
    {"regex", "regex"},
    {"set", "set"},
    {"span", "span"},
    {"istringstream", "sstream"},
    {"ostringstream", "sstream"},
    {"string", "string"},
    {"to_string", "string"},
    {"string_view", "string_view"},
    {"thread", "thread"},
    {"tie", "tuple"},
    {"tuple", "tuple"},
    {"unordered_map", "unordered_map"},
    {"unordered_set", "unordered_set"},
    {"get_if", "variant"},
    {"holds_alternative", "variant"},
    {"variant", "variant"},
    {"visit", "variant"},
    {"vector", "vector"},
};

// Returns the line without its comment and without what its strings say.
std::string code_of(const std::string& line) {
  std::string code;
  char quote = 0;
  for (std::size_t n = 0; n < line.size(); n++) {
    if (quote != 0) {
      if (line[n] == '\\')
        n++;
      else if (line[n] == quote)
        quote = 0;
      continue;
    }
    const bool in_number = n > 0 && std::isxdigit(static_cast<unsigned char>(line[n - 1])) != 0;
    if (line.compare(n, 2, "//") == 0) break;
    if (line[n] == '"' || (line[n] == '\'' && !in_number))
      quote = line[n];
    else
      code += line[n];
  }
  return code;
}

struct File {
  Names includes;   // headers of the project
  Names standard;   // headers of the standard library
  Names types;      // that it declares in full
  Names functions;  // that it declares outside of types
  Names ahead;      // types that it declares by name alone: enough for a header
  Names others;     // names that it declares otherwise: within a type, of a template
  // and the first line of each use
  std::map<std::string, std::size_t> used_types, used_functions, used_standard;
};

void read_functions(File& file, const std::string& code, std::size_t line) {
  // `word name(` declares a function, save where the word is one of a statement.
  static const std::regex called(R"((\breturn |\bnew |\bco_return |\belse |\w[>&*]* |::|\.|->|^|.)\b([a-z]\w*)\()");
  for (std::sregex_iterator match(code.begin(), code.end(), called), end; match != end; ++match) {
    const std::string before = (*match)[1], name = (*match)[2];
    if (before == "." || before == "->" || before == "::" || before.empty()) continue;
    const bool statement = before == "return " || before == "new " || before == "co_return " || before == "else ";
    if (before.back() != ' ' || before == " " || statement)
      file.used_functions.emplace(name, line);
    else if (match->position() == 0 || !code.starts_with(' '))
      file.functions.insert(name);
    else
      file.others.insert(name);
  }
  static const std::regex variable(R"([\w>&*] ([a-z]\w*)(?=\s*[=,;){]))");
  for (std::sregex_iterator match(code.begin(), code.end(), variable), end; match != end; ++match) {
    file.others.insert((*match)[1]);
  }
}

void read_uses(File& file, const std::string& code, std::size_t line) {
  static const std::regex name(R"((\b[A-Za-z_]\w*::)?\b([A-Z]\w*)\b)"), standard(R"(\bstd::(\w+))");
  for (std::sregex_iterator match(code.begin(), code.end(), name), end; match != end; ++match) {
    const std::string scope = (*match)[1];
    const bool of_a_type = !scope.empty() && std::isupper(static_cast<unsigned char>(scope.front())) != 0;
    if (!of_a_type) file.used_types.emplace((*match)[2], line);
  }
  for (std::sregex_iterator match(code.begin(), code.end(), standard), end; match != end; ++match) {
    file.used_standard.emplace((*match)[1], line);
  }
}

File read(const std::string& path) {
  static const std::regex own(R"re(^\s*#\s*include "([^"]+)")re"), standard(R"(^#include <([a-z_]+)>)");
  static const std::regex type(R"(^(?:class|struct|enum class|enum|using) (\w+)(?: final)?(?: : .*| =.*| \{.*)$)");
  static const std::regex ahead(R"(^(?:class|struct|enum class) (\w+)(?: : \w+)?;$)");
  static const std::regex other(R"(\b(?:enum class|class|struct|enum|using|typename|auto)(?:\.\.\.)? (\w+)\b)");
  File file;
  const std::vector<std::string> lines = lines_of(path);
  for (std::size_t n = 0; n < lines.size(); n++) {
    std::smatch match;
    if (std::regex_search(lines[n], match, own)) file.includes.insert(match[1]);
    if (std::regex_search(lines[n], match, standard)) file.standard.insert(match[1]);
    if (lines[n].starts_with('#')) continue;
    const std::string code = code_of(lines[n]);
    if (std::regex_match(code, match, type)) file.types.insert(match[1]);
    if (std::regex_match(code, match, ahead)) {
      file.ahead.insert(match[1]);
      continue;
    }
    for (std::sregex_iterator one(code.begin(), code.end(), other), end; one != end; ++one)
      file.others.insert((*one)[1]);
    read_uses(file, code, n + 1);
    read_functions(file, code, n + 1);
  }
  return file;
}

using Tree = std::map<std::string, File>;

Tree read_tree() {
  Tree tree;
  for (const std::string& path : sources_and_headers()) tree.emplace(path, read(path));
  return tree;
}

// Returns what a source sees when it is compiled alone.
std::set<std::string> seen_from(const Tree& tree, const std::string& path) {
  std::set<std::string> seen{path};
  std::vector<std::string> next{path};
  while (!next.empty()) {
    const auto at = tree.find(next.back());
    next.pop_back();
    if (at == tree.end()) continue;
    for (const std::string& include : at->second.includes) {
      if (seen.insert(include).second) next.push_back(include);
    }
  }
  return seen;
}

// A name that one header alone declares, and that header. Of a name that several declare nobody can say which is meant.
std::map<std::string, std::string> headers_of(const Tree& tree, Names File::*what) {
  std::map<std::string, std::string> found;
  Names twice;
  for (const auto& [path, file] : tree) {
    if (extension_of(path) != ".h") continue;
    for (const std::string& name : file.*what) {
      if (!found.emplace(name, path).second) twice.insert(name);
    }
  }
  for (const std::string& name : twice) found.erase(name);
  return found;
}

struct Fixture {
  void setUp() {}
  void tearDown() {}
  static const Tree& whole_tree() {
    static const Tree tree = read_tree();  // once for all tests
    return tree;
  }
  const Tree& tree = whole_tree();
  std::vector<std::string> complaints{};

  bool one_has(const std::set<std::string>& seen, const std::string& name, Names File::*what) const {
    return std::any_of(seen.begin(), seen.end(), [&](const std::string& path) {
      const auto at = tree.find(path);
      return at != tree.end() && (at->second.*what).contains(name);
    });
  }
  void complain(const std::string& path, std::size_t line, const std::string& name, const std::string& header) {
    complaints.push_back(place(path, line) + ": " + name + " wants #include " + header);
  }
  void require_seen(Names File::*declared, std::map<std::string, std::size_t> File::*used) {
    const std::map<std::string, std::string> header_of = headers_of(tree, declared);
    REQUIRE(header_of.size() > 500);
    for (const auto& [path, file] : tree) {
      const std::set<std::string> seen = seen_from(tree, path);
      for (const auto& [name, line] : file.*used) {
        const auto header = header_of.find(name);
        if (header == header_of.end() || seen.contains(header->second)) continue;
        const bool enough = extension_of(path) == ".h" ? one_has(seen, name, &File::ahead) : file.ahead.contains(name);
        if (!enough && !one_has(seen, name, declared) && !one_has(seen, name, &File::others))
          complain(path, line, name, '"' + header->second + '"');
      }
    }
    require_none();
  }
  void require_none() {
    std::string all;
    for (const std::string& complaint : complaints) all += complaint + "\n";
    INFO(all);
    REQUIRE(complaints.empty());
  }
};

}  // namespace

TEST(a_file_sees_the_types_that_it_uses) { require_seen(&File::types, &File::used_types); }

TEST(a_file_sees_the_functions_that_it_calls) { require_seen(&File::functions, &File::used_functions); }

TEST(a_file_sees_the_headers_of_the_standard_library_that_it_uses) {
  for (const auto& [path, file] : tree) {
    const std::set<std::string> seen = seen_from(tree, path);
    for (const auto& [name, line] : file.used_standard) {
      const auto header = standard_header_of.find(name);
      if (header == standard_header_of.end()) continue;
      if (!one_has(seen, header->second, &File::standard))
        complain(path, line, "std::" + name, '<' + header->second + '>');
    }
  }
  require_none();
}
