#include "terminal/station/file_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "storage/import/mapping/sheets.h"
#include "storage/import/remedies.h"
#include "storage/import/report_text.h"

namespace dockhand {
namespace {

constexpr std::size_t most_errors_shown = 30;

struct ReportWord {
  std::string_view ours, said;
};

constexpr std::array<ReportWord, 18> kinds{{{"orders", "Orders of customers"},
                                            {"purchases", "Orders to suppliers"},
                                            {"items", "Items"},
                                            {"barcodes", "Barcodes of items"},
                                            {"stock", "What lies where"},
                                            {"locations", "Places"},
                                            {"customers", "Customers"},
                                            {"suppliers", "Suppliers"},
                                            {"asns", "What is on pallets that are announced"},
                                            {"users", "People who work here"},
                                            {"sources", "Who sells an item, and at which price"},
                                            {"history", "What was asked for on past days"},
                                            {"faces", "Places that are filled from reserve"},
                                            {"wishes", "What customers want, without a day"},
                                            {"alternatives", "Items that stand in for others"},
                                            {"goodwill", "What is offered when goods are late"},
                                            {"promotions", "Advertised items and holidays"},
                                            {"site", "Settings of the site"}}};
constexpr std::array<ReportWord, 10> columns{{{"order", "number of the order"},
                                              {"purchase", "number of the purchase"},
                                              {"item", "code of the item"},
                                              {"sscc", "number of the pallet (SSCC)"},
                                              {"asn", "number of the shipping notice"},
                                              {"promised", "day that was promised"},
                                              {"due", "day on which it is due"},
                                              {"units", "units in one pack"},
                                              {"expiry", "day of expiry"},
                                              {"user", "name to sign on with"}}};

template <std::size_t count>
std::string said_for(const std::array<ReportWord, count>& words, std::string_view ours) {
  const auto word = std::find_if(words.begin(), words.end(), [&](const ReportWord& one) { return one.ours == ours; });
  return std::string(word == words.end() ? ours : word->said);
}

std::string list_of_columns(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + said_for(columns, name);
  return list;
}

void offer_kinds(const ParsedImport& parsed, FileReport& report) {
  report.question = FileQuestion::kind;
  for (const KindOffered& one : kinds_offered(parsed.headers)) {
    const std::string lacks = list_of_columns(one.lacks);
    report.choices.push_back(
        {one.kind->name, said_for(kinds, one.kind->name),
         lacks.empty() ? "It has the columns for it" : fmt::format("To be said: {lacks}", fmt::arg("lacks", lacks))});
  }
}

void offer_headings(const ParsedImport& parsed, const ColumnAsked& asked, FileReport& report) {
  report.question = FileQuestion::column;
  report.column = asked.name;
  report.needed = asked.required;
  report.sample = said_for(columns, asked.name);
  for (std::size_t i = 0; i < parsed.headers.size(); ++i) {
    const std::string& heading = parsed.headers[i];
    const bool again = std::find(parsed.headers.begin(), parsed.headers.begin() + static_cast<std::ptrdiff_t>(i),
                                 heading) != parsed.headers.begin() + static_cast<std::ptrdiff_t>(i);
    if (again || !can_be_named(heading)) continue;
    const std::string below = i < parsed.sample.size() ? printable(parsed.sample[i], 40) : "";
    report.choices.push_back(
        {heading, printable(heading, 40), below.empty() ? "" : fmt::format("as in: {cell}", fmt::arg("cell", below))});
  }
}

}  // namespace

FileReport report_for(const std::string& path) {
  FileReport report;
  report.path = path;
  report.name = std::filesystem::path(path).filename().string();
  return report;
}

FileReport report_of(const ImportedFile& one, const std::string& path) {
  FileReport report = report_for(path);
  report.kind = one.report.kind;
  report.rows = one.report.rows;
  report.found = one.report.found;
  report.outcome = outcome_text(one);
  report.refused = one.report.bad_rows;
  report.lacks_items = lacks_only_items(one.report);
  if (const auto& changes = one.report.changes) {
    report.created = changes->created;
    report.changed = changes->changed;
    report.beside = changes->beside;
    report.unchanged = changes->unchanged;
    report.gone = changes->gone;
    report.refused = changes->refused;
  }
  for (std::size_t i = 0; i < std::min(most_errors_shown, one.report.errors.size()); ++i) {
    std::string sentence = without_flags(one.report.errors[i].sentence());
    if (sentence.starts_with(path)) sentence = "line" + sentence.substr(path.size()).replace(0, 1, " ");
    report.errors.push_back(std::move(sentence));
  }
  if (!one.report.questions.empty()) {
    const ImportQuestion& question = one.report.questions.front();
    const bool days = question.about == ImportQuestion::About::days;
    report.question = days ? FileQuestion::days : FileQuestion::decimal_mark;
    report.sample = printable(question.sample, 40);
    report.errors.clear();
  }
  return report;
}

ColumnAnswers answers_in(const UseFile& said) {
  ColumnAnswers answers;
  answers.said.kind = said.kind;
  answers.said.set = said.set;
  for (const auto& [column, heading] : said.columns) {
    if (heading.empty())
      answers.none.push_back(column);
    else
      answers.said.columns.emplace_back(column, heading);
  }
  for (const auto& [word, meaning] : said.states) {
    if (const auto state = parse_row_state(meaning)) answers.said.states.push_back({word, *state});
  }
  answers.all = said.anew;
  return answers;
}

std::optional<FileReport> ask_sheet(const UseFile& said, const ImportChoices& choices) {
  if (!said.sheet.empty()) return std::nullopt;
  const std::vector<std::string> sheets = sheets_to_choose(said.path, choices.header);
  if (sheets.empty()) return std::nullopt;
  FileReport asking = report_for(said.path);
  asking.state = FileReport::State::tried;
  asking.question = FileQuestion::sheet;
  for (const std::string& sheet : sheets) asking.choices.push_back({sheet, printable(sheet, 40), ""});
  return asking;
}

bool lacks_columns(const ParsedImport& parsed) { return parsed.report.header_line == 0 && !parsed.headers.empty(); }

bool ask_columns(const ParsedImport& parsed, const UseFile& said, FileReport& report) {
  if (!lacks_columns(parsed) && !said.anew && said.kind.empty()) return false;
  const bool is_table = !parsed.is_message && !parsed.headers.empty() && !parsed.sample.empty();
  if (!is_table || !names_columns(parsed.headers)) return false;
  if (said.kind.empty()) {
    offer_kinds(parsed, report);
    return true;
  }
  ColumnAnswers answers = answers_in(said);
  auto asked = column_asked(parsed.headers, answers);
  // All that has to be there is there, and yet it cannot be read so: a person says all of it.
  if (!asked && lacks_columns(parsed)) {
    answers.all = true;
    asked = column_asked(parsed.headers, answers);
  }
  if (!asked) return false;
  offer_headings(parsed, *asked, report);
  return true;
}

bool ask_state(const ParsedImport& parsed, const UseFile& said, FileReport& report) {
  const auto is_said = [&](const std::string& word) {
    return std::any_of(said.states.begin(), said.states.end(), [&](const auto& one) { return one.first == word; });
  };
  const auto word = std::find_if_not(parsed.open_words.begin(), parsed.open_words.end(), is_said);
  if (word == parsed.open_words.end()) return false;
  report.question = FileQuestion::state;
  report.column = *word;
  report.sample = printable(*word, 40);
  report.choices = {{"wanted", "Still open", "such rows are taken"},
                    {"done", "Done there", "such rows are left out"},
                    {"cancelled", "Cancelled", "what the books have of them is not wanted any more"},
                    {"", "I do not know", "such rows are refused, the others can be taken"}};
  return true;
}

bool is_as_shown(const ImportReport& now, const ImportReport& shown) {
  // What a sentence says of options depends on how the file is read.
  const auto same_error = [](const Error& a, const Error& b) {
    return without_flags(a.sentence()) == without_flags(b.sentence());
  };
  return now.changes == shown.changes && now.each == shown.each && now.questions.empty() == shown.questions.empty() &&
         now.left_out == shown.left_out &&
         std::equal(now.errors.begin(), now.errors.end(), shown.errors.begin(), shown.errors.end(), same_error);
}

}  // namespace dockhand
