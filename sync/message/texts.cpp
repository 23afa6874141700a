#include "sync/message/texts.h"

#include <array>
#include <fstream>
#include <iterator>
#include <span>
#include <sstream>

#include "assets/embedded.h"
#include "sync/message/template.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_text = 64 << 10;
constexpr const char* fallback = "en";
constexpr const char* all_law_texts =
    "us_silence us_agree further end note_again note_gone note_stayed note_changed"
    " note_back note_late note_left note_more";

const std::vector<std::string_view> line_fields{"order",      "line",     "item",    "item_name", "units",
                                                "day",        "was",      "carrier", "tracking",  "other",
                                                "other_item", "goodwill", "answer",  "code"};
const std::vector<std::string_view> frame_fields{"name", "lines", "signature"};
const std::vector<std::string_view> date_fields{"day", "month", "year"};
const std::vector<std::string_view> answer_fields{"order", "item_name", "units", "day", "was", "other", "other_units"};

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') lines.emplace_back();
    if (c != '\n' && c != '\r') lines.back() += c;
  }
  return lines;
}

// Returns the first line, and the others without blank lines around them.
LetterText split(const std::string& text) {
  const auto end = std::min(text.find('\n'), text.size());
  LetterText parts{text.substr(0, end), end < text.size() ? text.substr(end + 1) : ""};
  while (!parts.body.empty() && parts.body.front() == '\n') parts.body.erase(0, 1);
  while (!parts.body.empty() && parts.body.back() == '\n') parts.body.pop_back();
  return parts;
}

Result<LetterText> filled(const std::string& text, const TemplateFields& fields,
                          const std::vector<std::string_view>& known) {
  const LetterText parts = split(text);
  auto subject = fill_template(parts.subject, fields, known);
  if (!subject) return subject.error();
  auto body = fill_template(parts.body, fields, known);
  if (!body) return body.error();
  return LetterText{*std::move(subject), *std::move(body)};
}

Status add_folder(const fs::path& folder, std::map<std::string, std::map<std::string, std::string>>& languages) {
  std::error_code problem;
  for (const auto& language : fs::directory_iterator(folder, problem)) {
    for (const auto& file : fs::directory_iterator(language.path(), problem)) {
      if (file.path().extension() != ".txt") continue;
      std::ifstream in(file.path(), std::ios::binary);
      std::string text{std::istreambuf_iterator<char>(in), {}};
      if (!in.is_open() || text.size() > largest_text) {
        return Error{ErrorKind::io, file.path().string(), "cannot be read, or is too large"};
      }
      languages[language.path().filename().string()][file.path().filename().string()] = std::move(text);
    }
    problem.clear();  // it is a file beside the folders
  }
  return Done{};
}

}  // namespace

Result<LetterTexts> LetterTexts::load(const fs::path& folder, std::string signature, std::string language) {
  LetterTexts texts;
  texts.signature_ = std::move(signature);
  texts.language_ = std::move(language);
  for (const assets::LetterFile& file : assets::letter_files()) {
    texts.languages_[file.language][file.name] = std::string(file.bytes.begin(), file.bytes.end());
  }
  if (!folder.empty()) {
    std::error_code problem;
    if (!fs::is_directory(folder, problem)) {
      return Error{ErrorKind::bad_input, "texts", "'" + folder.string() + "' is no folder"};
    }
    if (auto added = add_folder(folder, texts.languages_); !added) return added.error();
  }
  const Files plain = texts.languages_.at(fallback);
  for (auto& [name, files] : texts.languages_) files.insert(plain.begin(), plain.end());
  if (!texts.languages_.contains(texts.language_)) {
    return Error{ErrorKind::bad_input, "language", "there are no texts in '" + printable(texts.language_, 20) + "'"};
  }
  if (auto good = texts.check(); !good) return good.error();
  return texts;
}

std::vector<std::string> LetterTexts::languages() const {
  std::vector<std::string> names;
  for (const auto& [name, files] : languages_) names.push_back(name);
  return names;
}

// Every text of every language is filled once.
Status LetterTexts::check() const {
  for (const auto& [language, files] : languages_) {
    Letter letter;
    letter.contact = Contact{"C1", "Name", "", language, true};
    for (const MessageKind kind : message_kinds()) {
      letter.lines.push_back({kind, OrderLine::parse("SO-1/1").value(), ItemCode::parse("ITEM").value(), "Item",
                              Quantity::exactly(1), Date::from_days(1), Date::from_days(1), "carrier", "tracking",
                              "OTHER", "Another item", "goodwill", "CODE", all_law_texts, "https://hub"});
    }
    const auto whole = write(letter);
    if (!whole) return Error{ErrorKind::bad_input, language + "/" + whole.error().place, whole.error().message};
    if (auto page = check_answer(language); !page) return page.error();
  }
  return Done{};
}

Status LetterTexts::check_answer(const std::string& language) const {
  const AnswerSubject subject{OrderNumber::parse("SO-1").value(),
                              "Item",
                              Quantity::exactly(1),
                              Date::from_days(1),
                              Date::from_days(1),
                              "Another item",
                              Quantity::exactly(1)};
  const auto words = answer_words(language, subject);
  if (!words) return Error{ErrorKind::bad_input, language + "/" + words.error().place, words.error().message};
  return Done{};
}

Result<std::string> LetterTexts::written(const Files& files, const std::optional<Date>& day) const {
  if (!day) return std::string();
  constexpr std::size_t months = 12;
  const auto lines = lines_in(files.at("date.txt"));
  if (lines.size() <= months) return Error{ErrorKind::bad_input, "date.txt", "has no twelve months"};
  const std::string text = day->text();  // "2026-11-28"
  const auto month = static_cast<std::size_t>(std::stoi(text.substr(5, 2)));
  const std::string number = text[8] == '0' ? text.substr(9) : text.substr(8);
  auto said =
      fill_template(lines[0], {{"day", number}, {"month", lines[month]}, {"year", text.substr(0, 4)}}, date_fields);
  if (!said) return Error{ErrorKind::bad_input, "date.txt", said.error().message};
  return said;
}

Result<LetterText> LetterTexts::write_line(const Files& files, const LetterLine& line) const {
  auto text = write_part(files, std::string(name_of(line.kind)) + ".txt", line);
  std::istringstream law(line.law);
  for (std::string word; text && law >> word;) {
    const std::string name = (word.starts_with("note_") ? word : "law_" + word) + ".txt";
    if (!files.contains(name)) return Error{ErrorKind::bad_input, name, "is missing"};
    const auto part = write_part(files, name, line);
    if (!part) return part.error();
    text->body += "\n\n" + part->body;
  }
  return text;
}

Result<LetterText> LetterTexts::write_part(const Files& files, const std::string& name, const LetterLine& line) const {
  const auto day = written(files, line.day), was = written(files, line.was);
  if (!day) return day.error();
  if (!was) return was.error();
  auto text = filled(files.at(name),
                     {{"order", line.line ? line.line->document.text() : ""},
                      {"line", line.line ? line.line->text() : ""},
                      {"item", line.item.text()},
                      {"item_name", line.name},
                      {"units", line.units.text()},
                      {"day", *day},
                      {"was", *was},
                      {"carrier", line.carrier},
                      {"tracking", line.tracking},
                      {"other", line.other_name},
                      {"other_item", line.other},
                      {"goodwill", line.goodwill},
                      {"code", line.goodwill_code},
                      {"answer", line.answer}},
                     line_fields);
  if (!text) return Error{ErrorKind::bad_input, name, text.error().message};
  return text;
}

const std::string& LetterTexts::spoken(const std::string& wanted) const {
  const auto found = languages_.find(wanted);
  return found == languages_.end() ? language_ : found->first;
}

namespace {

// Each line of the file is one of these words.
Status fill_words(const std::map<std::string, std::string>& files, const char* name, const char* too_short,
                  const TemplateFields& fields, std::span<std::string* const> words) {
  const auto lines = lines_in(files.at(name));
  if (lines.size() < words.size()) return Error{ErrorKind::bad_input, name, too_short};
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto line = fill_template(lines[i], fields, answer_fields);
    if (!line) return Error{ErrorKind::bad_input, name, line.error().message};
    *words[i] = *std::move(line);
  }
  return Done{};
}

}  // namespace

Result<AnswerWords> LetterTexts::answer_words(const std::string& language, const AnswerSubject& subject) const {
  AnswerWords words;
  words.language = spoken(language);
  const Files& files = languages_.at(words.language);
  const auto day = written(files, subject.day), was = written(files, subject.was);
  if (!day) return day.error();
  if (!was) return was.error();
  const TemplateFields fields{{"order", subject.order.text()},
                              {"item_name", subject.item_name},
                              {"units", subject.units.text()},
                              {"day", *day},
                              {"was", *was},
                              {"other", subject.other},
                              {"other_units", subject.other_units.text()}};
  const std::array all{&words.title,  &words.waits, &words.wait,      &words.other, &words.cancel,
                       &words.thanks, &words.over,  &words.unchanged, &words.ended};
  const std::array of_arrival{&words.arrived, &words.well, &words.wrong};
  if (auto good = fill_words(files, "answer.txt", "has no nine lines", fields, all); !good) return good.error();
  if (auto good = fill_words(files, "arrived.txt", "has no three lines", fields, of_arrival); !good)
    return good.error();
  return words;
}

Result<LetterText> LetterTexts::write(const Letter& letter) const {
  const std::string& language = spoken(letter.contact ? letter.contact->language : "");
  const Files& files = languages_.at(language);
  std::string lines, subject;
  for (const LetterLine& line : letter.lines) {
    auto text = write_line(files, line);
    if (!text) return text.error();
    lines += (lines.empty() ? "" : "\n\n") + text->body;
    subject = text->subject;
  }
  const std::string name =
      letter.contact && !letter.contact->name.empty() ? letter.contact->name : letter.customer_name;
  auto whole =
      filled(files.at("letter.txt"), {{"name", name}, {"lines", lines}, {"signature", signature_}}, frame_fields);
  if (!whole) return Error{ErrorKind::bad_input, "letter.txt", whole.error().message};
  if (letter.lines.size() == 1) whole->subject = subject;
  whole->language = language;
  while (whole->body.ends_with('\n')) whole->body.pop_back();
  return whole;
}

}  // namespace dockhand
