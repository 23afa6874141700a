#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "scanner/meaning/site.h"
#include "storage/model/exit_code.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/scan_json.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

using nlohmann::ordered_json;

// Every byte of the longest barcode could be written as "{GS}".
constexpr std::size_t max_scan_line = 4 * Symbol::max_text + 16;

struct ParseOptions {
  bool one_of_several = false;
  bool lenient = false;
  std::string today;
};

// One line without its end (LF or CRLF); bytes beyond max_scan_line + 1 are read and dropped. nullopt at the end of
// input.
std::optional<std::string> read_line(std::FILE* input) {
  std::string line;
  int c = std::getc(input);
  if (c == EOF) return std::nullopt;
  for (; c != EOF && c != '\n'; c = std::getc(input)) {
    if (line.size() <= max_scan_line) line.push_back(static_cast<char>(c));
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

Result<Scan> parse_line(const Site& site, const std::string& line, Date today, Scope scope) {
  if (line.size() > max_scan_line) {
    return Error{ErrorKind::bad_input, "scan", "the line is longer than " + std::to_string(max_scan_line) + " bytes"};
  }
  return site.parse(typed_symbol(line), today, scope);
}

int print_scan(std::size_t number, const std::string& line, const Result<Scan>& scan) {
  ordered_json json{{"line", number}};
  if (scan) {
    json.update(to_json(*scan));
  } else {
    json["text"] = json_text(line.substr(0, 200));
    json["error"] = error_json(scan.error());
  }
  if (!write_out(json_line(json))) return exit_failed;
  return scan ? exit_ok : exit_bad_input;
}

int run_parse(const ParseOptions& options) {
  Date today = SystemClock().now().date();
  if (!options.today.empty()) {
    const auto given = Date::parse(options.today);
    if (!given) return report(given.error());
    today = *given;
  }
  SiteSettings settings;
  settings.lenient = options.lenient;
  const auto site = Site::make(settings);
  if (!site) return report(site.error());
  const Scope scope = options.one_of_several ? Scope::symbol : Scope::item;
  int code = exit_ok;
  std::size_t number = 0;
  while (const auto line = read_line(stdin)) {
    const int one = print_scan(++number, *line, parse_line(*site, *line, today, scope));
    if (one == exit_failed) return one;
    code = std::max(code, one);
  }
  return code;
}

}  // namespace

Subcommand subcommand_parse() {
  auto options = std::make_shared<ParseOptions>();
  return {
      .name = "parse",
      .about =
          "Says what raw scans mean: reads one a line from standard input, prints one JSON line each.\n"
          "{GS} stands for the separator 0x1D. With an AIM identifier (]C1, ]d2, ]Q1) in front a line is\n"
          "judged as what it claims to be; without, a line that has no form of GS1's is plain, not wrong.\n"
          "A line is taken for all that its item says. Exit code 3 when any line was wrong.",
      .options = {option("one_of_several", &options->one_of_several,
                         "a line is one symbol of a label that has more: do not ask for what must stand beside it"),
                  option("lenient", &options->lenient,
                         "put right what labels are known to get wrong, and say so: ~d029 or ^] for the separator, "
                         "brackets\nin the data, a separator that is missing after a value of fixed length"),
                  option("today", &options->today, "the day that decides the century of two-digit years (2026-11-22)")},
      .run = [options](const CommonOptions&) { return run_parse(*options); }};
}

}  // namespace dockhand
