// The words of letters, by language.
//
// Decides: that a text is a file LANGUAGE/KIND.txt whose first line is the subject, that `letter` is the frame around
// them, and which fields each may name; that the site's own files, in a folder of the same form, go before the
// program's, and are all checked before anything is sent with one. Leaves to others: where letters go
// (sync/message/channel.h).
//
// Fields of a kind: order, line, item, item_name, units, day, was, carrier, tracking, other, other_item, goodwill,
// code, answer. Of the frame: name, lines, signature. `date.txt` says how a day is written: its first line has day,
// month and year, the next twelve are the months. `law_*.txt` stand behind a line where the law asks for it,
// `note_*.txt` where an earlier letter said what is not so any more; their first line is not sent. `answer.txt` has the
// nine lines of the page that a link leads to, in the order of AnswerWords; its fields are order, item_name, units,
// day, was, other and other_units; `was` is the day of the letter that is answered, where the last letter tells another
// one or none. `arrived.txt` has the three lines of that page once a letter has asked whether all arrived well.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "storage/model/commands/letter.h"

namespace dockhand {

struct LetterText {
  std::string subject, body;
  std::string language{};  // the one that it speaks
};

// The words on the page on which a customer answers.
struct AnswerWords {
  std::string title, waits, wait, other, cancel;  // what it is about, and the buttons
  std::string thanks, over, unchanged, ended;     // what became of it
  std::string arrived, well, wrong;               // of what has left: whether all was well, and the buttons
  std::string language;                           // "de"
};
// What the page is about.
struct AnswerSubject {
  OrderNumber order;
  std::string item_name;
  Quantity units;
  std::optional<Date> day{};  // the day that the last letter tells
  std::optional<Date> was{};  // the day that the letter which is answered told, where it is another one
  std::string other{};
  Quantity other_units{};
};

class LetterTexts {
 public:
  // `folder` may be empty. When a file is missing for a language of the folder, the program's own file for that
  // language is taken, or else the English one.
  static Result<LetterTexts> load(const std::filesystem::path& folder, std::string signature, std::string language);

  std::vector<std::string> languages() const;
  // Returns the language that is wanted where there are texts in it, or else the site's.
  const std::string& spoken(const std::string& wanted) const;
  // Writes it in the customer's language when there is one, or else in the site's.
  Result<LetterText> write(const Letter& letter) const;
  // Returns the words in the language that a letter would have. An empty language is the site's.
  Result<AnswerWords> answer_words(const std::string& language, const AnswerSubject& subject) const;

 private:
  using Files = std::map<std::string, std::string>;  // for each name, such as "accepted.txt"
  Result<LetterText> write_line(const Files& files, const LetterLine& line) const;
  Result<LetterText> write_part(const Files& files, const std::string& name, const LetterLine& line) const;
  Result<std::string> written(const Files& files, const std::optional<Date>& day) const;
  Status check() const;
  Status check_answer(const std::string& language) const;

  std::map<std::string, Files> languages_;
  std::string signature_, language_;
};

}  // namespace dockhand
