#include "storage/import/remedies.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "storage/import/rows/bad_lines.h"

namespace dockhand {
namespace {

struct Remedy {
  std::string_view with_option;  // from here on the sentence is about an option
  std::string_view for_people;   // who have a screen and a folder
  std::string_view for_programs{};
};

constexpr std::string_view by_mapping = ": say it on a terminal's screen Files, or in a mapping";
constexpr std::string_view save_sheet = ": save the one that is meant as a file of its own";

constexpr Remedy remedies[]{
    {" (--dates", "", " (dates=dmy or dates=mdy)"},
    {", or say --dates", "", ", or say dates=dmy or dates=mdy where they are right"},
    {" (--decimal", "", " (decimal=. or decimal=,)"},
    {"; --confirm", "", "; confirm=true if that is meant"},
    {", or say --confirm where nobody scans it", "", ", or say confirm=true where nobody scans it"},
    {", or make them of the rows", ""},
    {", or leave such rows out with --skip-bad", ""},
    {": say --state 1=cancelled", ": write into a mapping which it is (cancelled = COLUMN: 1)",
     ": write X where all of a line is cancelled"},
    {": say --column state=", ": write into a mapping what it tells (cancelled = COLUMN: WORD)"},
    {": say which with --sheet", save_sheet, save_sheet},
    {", or say --unit", ", or write into a mapping how many are in one (unit = PACK: NUMBER)"},
    {": say it once, --state", ": a mapping says it once (wanted = COLUMN: WORD, or leave out, or cancelled)",
     ": write open, done or cancelled"},
    {", or say what all rows have with --set", ", or say on a terminal's screen Files or in a mapping which it is"},
    {", or say what all places are, --set", ""},
    {":of orders say --kind", by_mapping},
    {": of orders say --kind", by_mapping},
    {": say which with --kind", by_mapping},
    {": say --kind", by_mapping},
    {": say with --map", by_mapping},
    {" --", ""},  // an option that nobody has written a remedy for
};

std::string with_remedy(std::string sentence, std::string_view Remedy::*instead) {
  if (sentence.find(" --") == std::string::npos && sentence.find("(--") == std::string::npos) return sentence;
  for (const Remedy& remedy : remedies) {
    const std::size_t at = sentence.find(remedy.with_option);
    if (at == std::string::npos) continue;
    sentence.resize(at);
    sentence += remedy.*instead;
  }
  return sentence;
}

}  // namespace

std::string without_flags(std::string sentence) { return with_remedy(std::move(sentence), &Remedy::for_people); }

std::string with_parameters(std::string sentence) {
  constexpr std::string_view asked = "confirm it";
  sentence = with_remedy(std::move(sentence), &Remedy::for_programs);
  if (const std::size_t at = sentence.rfind(asked); at != std::string::npos)
    sentence.replace(at, asked.size(), "say confirm=true");
  return sentence;
}

bool lacks_only_items(const ImportReport& report) {
  return !report.errors.empty() && report.errors_left_out == 0 &&
         std::all_of(report.errors.begin(), report.errors.end(),
                     [](const BadCell& bad) { return bad.message.ends_with(makes_items); });
}

std::string remedy_in(const BadCell& bad) {
  std::string_view text = bad.message;
  if (!bad.column.empty() && text.starts_with(bad.column + ": ")) text.remove_prefix(bad.column.size() + 2);
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool begins_word = i == 0 || text[i - 1] == ' ';
    if (text[i] == '\'') quoted = !quoted && begins_word;
    if (!quoted && text.substr(i, 2) == ": ") return std::string(text.substr(i + 2));
  }
  return "";
}

ImportReport without_flags(ImportReport report) {
  for (BadCell& error : report.errors) error.message = without_flags(std::move(error.message));
  return report;
}

}  // namespace dockhand
