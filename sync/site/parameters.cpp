#include "sync/site/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

const Parameter limit{"limit", "integer", "how many rows, up to 10000"};
const Parameter of_item{"item", "string", "rows of this item alone, of a list that has items"};
const Parameter of_order{"order", "string", "rows of this order alone, of a list that has orders or their lines"};
const Parameter one_item{"item", "string", "its code", true};

// A percent sign and two hexadecimal digits are a byte; a plus is a blank.
std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* start = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(start, start + 2, byte, 16).ptr == start + 2) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

Error unknown_word(const std::string& name, const Parameters& known) {
  std::vector<std::string> names;
  for (const Parameter& one : known) names.emplace_back(one.name);
  const std::string what = names.empty() ? "nothing can be said behind this address"
                                         : fmt::format("what can be said is {}", fmt::join(names, ", "));
  return {ErrorKind::bad_input, printable(name, 40), "is not known here: " + what};
}

Status check_value(const Parameter& parameter, const std::string& value) {
  std::vector<std::string> choices = parameter.choices;
  if (parameter.type == std::string_view("boolean")) choices = {"true", "false"};
  if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return Done{};
  return Error{ErrorKind::bad_input, parameter.name,
               fmt::format("'{}' is none of {}", printable(value, 40), fmt::join(choices, " "))};
}

}  // namespace

const Parameters& no_parameters() {
  static const Parameters none;
  return none;
}

const Parameters& parameters_of_list(std::string_view path) {
  static const Parameters of_events{
      limit, {"since", "integer", "events after this one, in their order; 0: from the first one"}, of_item, of_order};
  static const Parameters of_others{
      limit,
      {"after", "string", "from the first row to the last; empty to begin, then what `next` says"},
      of_item,
      of_order};
  return path.ends_with("/events") ? of_events : of_others;
}

const Parameters& parameters_of_promise(std::string_view path) {
  static const Parameters of_availability{one_item};
  static const Parameters of_promise{one_item, {"quantity", "integer", "how many base units, 1 or more", true}};
  return path.ends_with("/availability") ? of_availability : of_promise;
}

const Parameters& parameters_of_documents() {
  static const Parameters all{
      {"dry_run", "boolean", "say what would be new, changed and refused, and change nothing"},
      {"confirm", "boolean",
       "answers yes to what is asked: booked units will be known otherwise, an order has two customers, another notice "
       "replaces one; and what was cancelled or closed here is wanted again"},
      {"dates",
       "string",
       "of a table: what 03/04/2026 begins with, where no other row of its column shows it",
       false,
       {"dmy", "mdy"}},
      {"decimal", "string", "of a table: what 1,200 or 1.200 has, where no other row shows it", false, {".", ","}}};
  return all;
}

const Parameters& parameters_of_answer() {
  static const Parameters all{{"t", "string", "what the link in the letter has", true}};
  return all;
}

Result<Words> Words::in(const std::string& query, const Parameters& known) {
  Words words;
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string word = query.substr(at, end - at);
    at = end + 1;
    const std::size_t equals = std::min(word.find('='), word.size());
    const std::string name = decoded(std::string_view(word).substr(0, equals));
    std::string value = decoded(std::string_view(word).substr(std::min(equals + 1, word.size())));
    const auto parameter =
        std::find_if(known.begin(), known.end(), [&](const Parameter& one) { return name == one.name; });
    if (parameter == known.end()) return unknown_word(name, known);
    if (auto good = check_value(*parameter, value); !good) return good.error();
    if (!words.said_.emplace(name, std::move(value)).second) return Error{ErrorKind::bad_input, name, "is said twice"};
  }
  for (const Parameter& one : known) {
    if (one.needed && words.find(one.name) == nullptr)
      return Error{ErrorKind::bad_input, one.name, "is missing behind the address"};
  }
  return words;
}

const std::string* Words::find(std::string_view name) const {
  const auto found = said_.find(name);
  return found == said_.end() ? nullptr : &found->second;
}

bool Words::is_true(std::string_view name) const {
  const std::string* said = find(name);
  return said != nullptr && *said == "true";
}

}  // namespace dockhand
