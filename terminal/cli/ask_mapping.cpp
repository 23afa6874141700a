#include "terminal/cli/ask_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "storage/import/columns/import_columns.h"
#include "storage/import/mapping/asked_columns.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

constexpr int most_tries = 3;

std::string list_of(const std::vector<std::string>& headers, const std::vector<std::string>& sample) {
  std::string list;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (!can_be_named(headers[i])) continue;
    const std::string below = i < sample.size() && !sample[i].empty() ? "   " + printable(sample[i], 40) : "";
    list += fmt::format("  {:>3}  {}{}\n", i + 1, printable(headers[i], 40), below);
  }
  return list;
}

const ImportKind* ask_kind(const Asks& asks) {
  std::string names;
  for (const ImportKind& kind : import_kinds()) names += (names.empty() ? "" : ", ") + std::string(kind.name);
  for (int i = 0; i < most_tries; ++i) {
    const auto answer = asks("What is a row of it? [" + names + "; Enter: none of these]");
    if (!answer || answer->empty()) return nullptr;
    if (const ImportKind* kind = kind_named(*answer)) return kind;
  }
  return nullptr;
}

struct ColumnSource {
  std::string text;
  bool literal = false;
};

// Reads a number, the name itself, or ='text' for what all rows have.
std::optional<ColumnSource> source_of(const std::string& answer, const std::vector<std::string>& headers) {
  if (answer.size() > 1 && answer.front() == '=') return ColumnSource{answer.substr(1), true};
  std::size_t number = 0;
  const auto [end, failure] = std::from_chars(answer.data(), answer.data() + answer.size(), number);
  const bool whole = failure == std::errc{} && end == answer.data() + answer.size();
  if (whole && number >= 1 && number <= headers.size() && can_be_named(headers[number - 1])) {
    return ColumnSource{headers[number - 1]};
  }
  const auto named = std::find_if(headers.begin(), headers.end(), [&](const std::string& one) {
    return can_be_named(one) && plain_name(one) == plain_name(answer);
  });
  return named == headers.end() ? std::nullopt : std::optional(ColumnSource{*named});
}

std::string shown(const MappingSum& sum) { return (sum.front().literal ? "=" : "") + printable(sum.front().text, 40); }

// Returns false when the column has to be there, and nobody knows which it is.
bool ask_column(const Column& column, const std::vector<std::string>& headers, const Asks& asks, HeaderChoices& said) {
  const MappingPart part = part_by_names(*kind_named(said.kind), headers);
  const auto known = std::find_if(part.columns.begin(), part.columns.end(),
                                  [&](const MappedColumn& one) { return one.column == column.name; });
  const bool is_known = known != part.columns.end();
  std::string otherwise = column.required ? "it has to be there" : "Enter: none";
  if (is_known) otherwise = "Enter: " + shown(known->sources.front());
  for (int i = 0; i < most_tries; ++i) {
    const auto answer = asks(fmt::format("{}: which column, or =TEXT for all rows? [{}]", column.name, otherwise));
    if (!answer) return false;
    if (answer->empty() && (is_known || !column.required)) return true;
    const auto source = source_of(*answer, headers);
    if (!source) continue;
    (source->literal ? said.set : said.columns).emplace_back(column.name, source->text);
    return true;
  }
  return !column.required;
}

}  // namespace

std::optional<Mapping> ask_mapping(const std::vector<std::string>& headers, const std::vector<std::string>& sample,
                                   const Asks& asks) {
  const auto begun = asks("The columns of this file are not known here:\n" + list_of(headers, sample) +
                          "Shall they be given a meaning, once and for all? [yes/no]");
  if (!begun || (*begun != "yes" && *begun != "y")) return std::nullopt;
  const ImportKind* kind = ask_kind(asks);
  if (kind == nullptr) return std::nullopt;
  // Often this was all that the headings do not say.
  HeaderChoices said;
  said.kind = kind->name;
  if (auto found = read_header(headers, said)) return std::move(found->mapping);
  for (const Column& column : kind->columns) {
    Column asked = column;
    asked.required = column.required && !counts_lines(*kind, column);
    if (is_worth_asking(column) && !ask_column(asked, headers, asks, said)) return std::nullopt;
  }
  auto described = read_header(headers, said);
  if (!described) return std::nullopt;
  described->mapping.name = std::string(kind->name) + " as they were described here";
  return std::move(described->mapping);
}

bool ask_convention(const ImportQuestion& question, const Asks& asks, Convention& said) {
  const bool days = question.about == ImportQuestion::About::days;
  const auto answer = asks(fmt::format(
      "column '{}' has {}, which can be read in two ways.\n{}", question.column, printable(question.sample, 40),
      days ? "What stands first, the day or the month? [dmy/mdy]" : "What is the decimal mark? [./,]"));
  if (!answer) return false;
  if (days) {
    const auto order = parse_day_order(*answer);
    if (order) said.days = *order;
    return order.ok();
  }
  const auto mark = parse_decimal_mark(*answer);
  if (mark) said.mark = *mark;
  return mark.ok();
}

std::optional<std::string> ask_sheet(const std::vector<std::string>& sheets, const Asks& asks) {
  std::string list;
  for (std::size_t i = 0; i < sheets.size(); ++i) list += fmt::format("{}  {}\n", i + 1, printable(sheets[i], 60));
  for (int i = 0; i < most_tries; ++i) {
    const auto answer = asks(fmt::format("Several sheets have columns that are known:\n{}Which one is imported? [1-{}]",
                                         list, sheets.size()));
    if (!answer) return std::nullopt;
    for (std::size_t at = 0; at < sheets.size(); ++at) {
      if (*answer == std::to_string(at + 1) || *answer == sheets[at]) return sheets[at];
    }
  }
  return std::nullopt;
}

std::optional<bool> ask_left_out(const std::string& line, const Asks& asks) {
  for (int i = 0; i < most_tries; ++i) {
    const auto answer = asks(fmt::format(
        "{} is in the books, and its document comes again without it. Is such a line cancelled, or kept? It holds from "
        "now on. [cancel/keep]",
        line));
    if (!answer) return std::nullopt;
    if (*answer == "cancel" || *answer == "keep") return *answer == "cancel";
  }
  return std::nullopt;
}

}  // namespace dockhand
