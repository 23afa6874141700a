#include "terminal/kit/help.h"

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

void add(std::vector<Row>& rows, std::string_view id, const std::string& does) {
  const auto card = std::find_if(cards().begin(), cards().end(), [&](const Card& one) { return one.id == id; });
  if (card != cards().end()) rows.push_back({.title = card->text, .title_is_code = true, .detail = does});
}

// Beside its own card "Back" says nothing.
std::string words_on_card(const Button& button) {
  return button.id == "back" && button.label == "Back" ? "One step back, to the page before" : button.label;
}

const std::vector<Button>& buttons_of(const Page& page) {
  static const std::vector<Button> none;
  if (const auto* work = std::get_if<WorkPage>(&page)) return work->actions;
  if (const auto* keypad = std::get_if<KeypadPage>(&page)) return keypad->actions;
  return none;
}

}  // namespace

const char* help_of(ScreenId screen) {
  const auto* known =
      std::find_if(std::begin(texts), std::end(texts), [&](const Text& one) { return one.screen == screen; });
  return known == std::end(texts) ? "" : known->text;
}

WorkPage help_page(ScreenId screen, const Page& under, bool goes_home) {
  WorkPage page;
  const auto* work = std::get_if<WorkPage>(&under);
  page.instruction = {
      .verb = "What is wanted here", .task = work != nullptr ? work->instruction.task : "", .name = help_of(screen)};
  page.list_heading = "Cards that do something here";
  page.actions = {back_button()};
  page.help = true;  // it is closed as it was opened
  for (const Button& button : buttons_of(under)) add(page.rows, button.id, words_on_card(button));
  if (work != nullptr &&
      std::any_of(work->rows.begin(), work->rows.end(), [](const Row& row) { return !row.id.empty(); })) {
    add(page.rows, "choice:1", "The first row; CHOICE-2 the second, and so on to CHOICE-20");
  }
  if (std::holds_alternative<KeypadPage>(under)) add(page.rows, "digit:1", "One digit of the number");
  if (goes_home) add(page.rows, "go:home", "The home screen");
  add(page.rows, "help", "This help, and away again");
  page.rows.push_back({.title = "Dockhand " DOCKHAND_VERSION, .detail = "The program on this terminal"});
  return page;
}

}  // namespace dockhand
