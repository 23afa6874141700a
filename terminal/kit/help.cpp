#include "terminal/kit/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "terminal/kit/cards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

struct Text {
  ScreenId screen;
  const char* text;
};
constexpr Text texts[] = {
#define HELP(screen, text) {ScreenId::screen, text},
#include "terminal/kit/help.def"
#undef HELP
};

const Card* card_with(std::string_view id) {
  const auto found = std::find_if(cards().begin(), cards().end(), [&](const Card& one) { return one.id == id; });
  return found == cards().end() ? nullptr : &*found;
}

void add(std::vector<Row>& rows, std::string_view id, const std::string& does) {
  const Card* card = card_with(id);
  const auto known = [&] {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.title == card->text; });
  };
  if (card != nullptr && !known()) rows.push_back({.title = card->text, .title_is_code = true, .detail = does});
}

// Beside its own card "Back" says nothing.
std::string words_on_card(const Button& button) {
  return button.id == "back" && button.label == buttons::back.label ? "One step back, to the page before"
                                                                    : button.label;
}

// Some buttons are pressed by the card of an answer (terminal/app/app_cards.cpp).
std::string_view card_id_of(const Button& button) {
  if (button.id == "go_on" || button.id == "give") return "yes";
  return button.id == "not_read" ? "no" : std::string_view(button.id);
}

// A number that nobody has typed cannot be confirmed.
std::vector<Button> buttons_of(const KeypadPage& page) {
  std::vector<Button> buttons = page.actions;
  if (page.typed.empty() && !page.has_list)
    std::erase_if(buttons, [](const Button& button) { return button.id == "confirm"; });
  return buttons;
}

std::vector<Button> buttons_of(const Page& page) {
  if (const auto* work = std::get_if<WorkPage>(&page)) return work->actions;
  if (const auto* keypad = std::get_if<KeypadPage>(&page)) return buttons_of(*keypad);
  const auto& refusal = std::get<RefusalPage>(page);
  return {refusal.acknowledge, refusal.other};
}

// What leads back has two cards, whatever its button says: BACK, and NO where something is asked or typed.
void add_way_back(std::vector<Row>& rows, const Page& under) {
  const auto buttons = buttons_of(under);
  const auto has = [&](const char* id) {
    return std::any_of(buttons.begin(), buttons.end(), [&](const Button& one) { return one.id == id; });
  };
  if (std::holds_alternative<KeypadPage>(under)) add(rows, "no", "As BACK");
  if (std::holds_alternative<RefusalPage>(under)) add(rows, "back", has("no") ? "As NO" : "As CONFIRM");
  const auto* work = std::get_if<WorkPage>(&under);
  const bool no_is_row = work != nullptr && std::any_of(work->rows.begin(), work->rows.end(),
                                                        [](const Row& row) { return row.id == "no"; });
  if (no_is_row) add(rows, "no", "What the last of the answers says");
  if (has("no") || no_is_row) add(rows, "back", "As NO");
}

// The row that has the least number, or stands first, of those that can be chosen: others have the card of their own.
void add_choice(std::vector<Row>& rows, const std::vector<Row>& listed) {
  const Row* first = nullptr;
  std::size_t least = 0;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const std::size_t number = listed[i].number > 0 ? static_cast<std::size_t>(listed[i].number) : i + 1;
    if (listed[i].id.empty() || listed[i].number == Row::no_number || (first != nullptr && number > least)) continue;
    first = &listed[i];
    least = number;
  }
  if (first == nullptr) return;
  const std::string does = first->number > 0 ? "Each row has the card of the number before it, to CHOICE-20"
                                             : "Each row has the card of its place in the list, to CHOICE-20";
  add(rows, fmt::format("choice:{}", least), first->title + ". " + does);
}

void add_rows_and_digits(std::vector<Row>& rows, const Page& under, bool takes_digits) {
  const auto* work = std::get_if<WorkPage>(&under);
  const auto* keypad = std::get_if<KeypadPage>(&under);
  if (work == nullptr && keypad == nullptr) return;
  const auto& listed = work != nullptr ? work->rows : keypad->rows;
  add_choice(rows, listed);
  const auto buttons = buttons_of(under);
  const bool opens =
      std::any_of(buttons.begin(), buttons.end(), [](const Button& one) { return one.id == buttons::number.id; });
  if ((keypad != nullptr && takes_digits) || opens) add(rows, "digit:1", "One digit of the number");
  if (keypad == nullptr || keypad->typed.empty()) return;
  add(rows, "key:clear", "What was typed is away");
  add(rows, "key:delete", "The last digit or letter is away");
}

}  // namespace

const char* help_of(ScreenId screen) {
  const auto* known =
      std::find_if(std::begin(texts), std::end(texts), [&](const Text& one) { return one.screen == screen; });
  return known == std::end(texts) ? "" : known->text;
}

namespace {

bool has_button(const Page& page, std::string_view label) {
  const auto buttons = buttons_of(page);
  return std::any_of(buttons.begin(), buttons.end(), [&](const Button& one) { return one.label == label; });
}

bool has_choice(const Page& page) {
  const auto* work = std::get_if<WorkPage>(&page);
  return work != nullptr &&
         std::any_of(work->rows.begin(), work->rows.end(), [](const Row& row) { return !row.id.empty(); });
}

// Whether the page has what the sentence speaks of; without the brackets around a button.
bool is_so_here(std::string& sentence, const Page& page) {
  if (sentence.starts_with("Choose") && !has_choice(page)) return false;
  for (auto open = sentence.find('['); open != std::string::npos; open = sentence.find('[')) {
    const auto close = sentence.find(']', open);
    const std::string label = sentence.substr(open + 1, close - open - 1);
    if (!has_button(page, label)) return false;
    sentence.replace(open, close - open + 1, label);
  }
  return true;
}

std::string said_here(std::string_view text, const Page& page) {
  std::string said;
  while (!text.empty()) {
    const auto end = std::min(text.find(". "), text.size() - 1) + 1;
    std::string sentence(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_so_here(sentence, page)) said += (said.empty() ? "" : " ") + sentence;
  }
  return said;
}

// What lies over the screen has the word.
std::string wanted_by(const HelpFor& asked, const Page& under) {
  if (asked.asks) return "Answer what is asked. Scans of goods and places are not taken until then.";
  if (const auto* keypad = std::get_if<KeypadPage>(&under)) {
    return keypad->has_list ? "Type some letters or digits of it, then choose it from the list."
                            : "Type what is asked, then press Confirm.";
  }
  if (const auto* red = std::get_if<RefusalPage>(&under)) {
    const std::string &first = red->other.label, &last = red->acknowledge.label;
    return red->other.id.empty() ? fmt::format("Read the red page, then press {button}.", fmt::arg("button", last))
                                 : fmt::format("Read the red page, then press {one} or {other}.",
                                               fmt::arg("one", first), fmt::arg("other", last));
  }
  const std::string said = said_here(help_of(asked.screen), under);
  const auto* work = std::get_if<WorkPage>(&under);
  return said.empty() && work != nullptr ? work->empty_text : said;
}

}  // namespace

WorkPage help_page(const HelpFor& asked, const Page& under) {
  WorkPage page;
  const auto* work = std::get_if<WorkPage>(&under);
  page.instruction = {.verb = "What is wanted here",
                      .task = work != nullptr ? work->instruction.task : "",
                      .name = wanted_by(asked, under)};
  page.list_heading = "Cards that do something here";
  page.actions = {back_button()};
  page.help = true;  // it is closed as it was opened
  const auto add_card = [&](std::string_view id, const std::string& does) {
    const Card* card = card_with(id);
    const bool answers = card != nullptr && card->id != buttons::undo.id && !card->where_shown;
    if (answers || !asked.asks) add(page.rows, id, does);
  };
  for (const Button& button : buttons_of(under)) {
    add_card(card_id_of(button), words_on_card(button));
    if (button.id == "go_on") add_card("no", "What was read is not meant: scan another");
  }
  if (work != nullptr) {
    for (const Button& more : work->by_card) add(page.rows, more.id, more.label);
    if (work->search) add_card(buttons::search.id, "What cannot be scanned is typed");
    for (const Row& answer : work->rows) {  // a few have cards of their own
      const Card* card = card_with(answer.id);
      if (card != nullptr && !card->where_shown) add_card(answer.id, answer.title);
    }
  }
  add_way_back(page.rows, under);
  if (!asked.yes.empty()) add(page.rows, "yes", asked.yes);
  add_rows_and_digits(page.rows, under, asked.takes_digits);
  if (!asked.undoes.empty()) add(page.rows, "undo", asked.undoes);
  if (asked.leads_away && asked.screen != ScreenId::home) {
    add(page.rows, "go:home", "The home screen; every other card of this kind the screen that it names");
  }
  if (asked.leads_away && asked.screen == ScreenId::home) {
    add(page.rows, "go:purchases", "The screen that it names; so does every other card of this kind");
  }
  add(page.rows, "help", "This help, and away again");
  page.rows.push_back({.title = "Dockhand " DOCKHAND_VERSION, .detail = "The program on this terminal"});
  return page;
}

}  // namespace dockhand
