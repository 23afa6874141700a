#include "terminal/cli/import_questions.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/mapping/sheets.h"
#include "sync/local/left_out_rule.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

bool lacks_header(const ParsedImport& one) { return one.report.header_line == 0 && !one.headers.empty(); }
bool has_question(const ParsedImport& one) { return !one.report.questions.empty(); }

// What was answered, or said with flags, holds for the same headers from now on.
Status keep_answer(const ImportQuestions& questions, const ParsedImport& one, const Mapping& mapping) {
  if (auto kept = remember_mapping(mapping_memory(questions.database), one.headers, mapping); !kept) return kept;
  if (questions.map_to_write.empty()) return Done{};
  return write_mapping(questions.map_to_write, text_of(mapping));
}

Convention both(Convention first, const Convention& other) {
  if (!first.days) first.days = other.days;
  if (!first.mark) first.mark = other.mark;
  return first;
}

// Whether there was an answer, so that the files are to be read again.
Result<bool> ask_about(const ParsedImport& one, const ImportQuestions& questions, ImportChoices& choices) {
  std::fprintf(stderr, "%s:\n", one.file.c_str());
  if (lacks_header(one)) {
    const auto mapping = ask_mapping(one.headers, one.sample, questions.asks);
    if (!mapping) return false;
    if (auto kept = keep_answer(questions, one, *mapping); !kept) return kept.error();
    return true;
  }
  if (!ask_convention(one.report.questions.front(), questions.asks, choices.said)) return false;
  Mapping mapping = one.mapping;
  mapping.said = both(choices.said, mapping.said);
  if (auto kept = keep_answer(questions, one, mapping); !kept) return kept.error();
  return true;
}

// --map of a new file, and flags that say all that has to be said.
Status write_map(const std::vector<ParsedImport>& files, const ImportQuestions& questions,
                 const ImportChoices& choices) {
  if (questions.map_to_write.empty()) return Done{};
  std::error_code failure;
  if (fs::exists(questions.map_to_write, failure)) return Done{};
  const auto read =
      std::find_if(files.begin(), files.end(), [](const ParsedImport& one) { return !one.mapping.parts.empty(); });
  if (read == files.end()) {
    return Error{ErrorKind::bad_input, questions.map_to_write.string(),
                 "is not there, and nobody can be asked here: run it in a terminal, or write the file in the words of "
                 "storage/import/mapping/mapping.h"};
  }
  Mapping mapping = read->mapping;
  mapping.said = both(choices.said, mapping.said);
  return keep_answer(questions, *read, mapping);
}

// One name is for all files: where two of them would have to be asked about, each is imported alone.
Status choose_sheet(const std::vector<fs::path>& files, const ImportQuestions& questions, ImportChoices& choices) {
  if (!questions.asks || !choices.sheet.empty()) return Done{};
  for (const fs::path& file : files) {
    const auto sheets = sheets_to_choose(file, choices.header);
    if (sheets.empty()) continue;
    if (files.size() > 1)
      return Error{ErrorKind::bad_input, file.string(),
                   "has several sheets whose columns are known: import it alone, and say which with --sheet"};
    if (const auto sheet = ask_sheet(sheets, questions.asks)) choices.sheet = *sheet;
  }
  return Done{};
}

}  // namespace

Asks asks_of_terminal() {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0) return {};
  return [](const std::string& question) -> std::optional<std::string> {
    std::fprintf(stderr, "%s ", question.c_str());
    std::string answer;
    if (!std::getline(std::cin, answer)) return std::nullopt;
    const std::size_t begin = answer.find_first_not_of(" \t\r");
    return begin == std::string::npos ? "" : answer.substr(begin, answer.find_last_not_of(" \t\r") + 1 - begin);
  };
}

Result<ParsedFiles> read_files(const std::vector<fs::path>& files, const ImportQuestions& questions,
                               ImportChoices& choices) {
  if (auto said = choose_sheet(files, questions, choices); !said) return said.error();
  for (;;) {
    auto parsed = parse_files(files, choices);
    if (!parsed) return parsed;
    const auto& all = parsed->files;
    auto open = std::find_if(all.begin(), all.end(), lacks_header);
    if (open == all.end()) open = std::find_if(all.begin(), all.end(), has_question);
    if (open != all.end() && questions.asks) {
      const auto answered = ask_about(*open, questions, choices);
      if (!answered) return answered.error();
      if (*answered) continue;
    }
    if (auto written = write_map(all, questions, choices); !written) return written.error();
    return parsed;
  }
}

namespace {

std::string left_out_text(const std::string& line) {
  return line +
         " is in the books, and its document comes again without it: say once whether such a line is cancelled or kept "
         "(--left-out cancel or keep)";
}

Status ask_about_left_out(const ImportedFile& file, const ImportQuestions& questions, Desk& desk,
                          const OperatorName& by) {
  const std::string& line = *file.report.left_out;
  const auto cancel = questions.asks ? ask_left_out(line, questions.asks) : std::nullopt;
  if (cancel) return set_left_out(questions.database, *cancel, desk, by);
  return Error{ErrorKind::bad_input, file.file.string(), left_out_text(line) + "; nothing was imported"};
}

}  // namespace

Result<std::vector<ImportedFile>> import_asking(AskedImport asked, ParsedFiles parsed, Desk& desk) {
  asked.choices.asks_left_out = !asked.choices.cancels_left_out && !is_said_to_keep(asked.questions.database);
  auto imported = desk.import(asked.files, asked.choices, asked.by, std::move(parsed));
  if (!imported) return imported;
  const auto open = std::find_if(imported->begin(), imported->end(),
                                 [](const ImportedFile& one) { return one.report.left_out.has_value(); });
  if (open == imported->end()) return imported;
  if (asked.choices.try_out) {
    for (ImportedFile& one : *imported) {
      if (one.report.left_out)
        one.report.found.push_back(left_out_text(*one.report.left_out) + "; until then the import is refused");
    }
    return imported;
  }
  if (auto ruled = ask_about_left_out(*open, asked.questions, desk, asked.by); !ruled) return ruled.error();
  asked.choices.asks_left_out = false;
  return desk.import(asked.files, asked.choices, asked.by, {});
}

}  // namespace dockhand
