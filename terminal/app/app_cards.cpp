// What a printed card does: it presses what a finger would, and says so when there is nothing to press.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/app/aim.h"
#include "terminal/app/app_state.h"
#include "terminal/kit/label.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most_row_digits = 2;  // of a row's number; what is longer may stand on a label

bool offers(const Page& page, std::string_view id) {
  const auto* work = std::get_if<WorkPage>(&page);
  return work != nullptr &&
         std::any_of(work->actions.begin(), work->actions.end(), [&](const Button& button) { return button.id == id; });
}

// A keypad and the search have a button of their own for it.
bool shows(const Page& page, std::string_view id) {
  const auto* work = std::get_if<WorkPage>(&page);
  return offers(page, id) || (work != nullptr && work->search && id == buttons::search.id);
}

// What the card would do there.
bool hears(const Page& page, const Card& card) {
  const auto* work = std::get_if<WorkPage>(&page);
  const auto is_it = [&](const Button& button) { return button.id == card.id; };
  const bool leads = card.id == "help" || card.id.starts_with("go:") || card.id.starts_with("choice:") ||
                     card.id.starts_with("digit:");
  return leads || shows(page, card.id) ||
         (work != nullptr && std::any_of(work->by_card.begin(), work->by_card.end(), is_it));
}

}  // namespace

// What in the books has the same name as a card or a badge. What lies over the page takes cards and no goods.
Found App::State::known_in_books(const Read& read) {
  const bool covered = help || top().unreadable || !std::holds_alternative<std::monostate>(overlay);
  if (covered || !read.heard.scan || top().screen->takes_anything()) return FoundNothing{};
  const auto found = views.identify(*read.heard.scan);
  return found ? *found : Found(FoundNothing{});
}

// Nobody can know which of the two was meant. False: the card would do nothing there, or has its name alone.
bool App::State::refuse_two_meanings(const Card& card, const Found& found) {
  if (std::holds_alternative<FoundNothing>(found) || !hears(page(), card)) return false;
  refuse({refusal("Two meanings", fmt::format("{other} has the same name as the card \"{card}\". Press the button, or "
                                              "search what you mean. The office has to give it another name.",
                                              fmt::arg("other", name_of_found(found)), fmt::arg("card", card.title))),
          WhatPageExpects{}});
  return true;
}

// True when something else has the code of somebody's badge: it takes the work over from nobody.
bool App::State::refuse_badge(const Person& person, const Found& found, const Card* card) {
  const std::string other =
      card != nullptr ? fmt::format("The card \"{card}\"", fmt::arg("card", card->title)) : name_of_found(found);
  if (other.empty()) return false;
  refuse({refusal("Two meanings", fmt::format("{other} has the same code as {person}'s badge. To change who works, "
                                              "press Sign off. What you scanned can be searched. The office has to "
                                              "give another badge.",
                                              fmt::arg("other", other), fmt::arg("person", person.name.text()))),
          WhatPageExpects{}});
  return true;
}

void App::State::press(const Card& card, const Page& aimed) {
  const std::uint64_t told = answered;
  const Page before = page();
  const std::size_t depth = layers.size();
  const std::string what = card.id.substr(card.id.find(':') + 1);
  if (card.id.starts_with("go:")) {
    go_to(what);
  } else if (card.id.starts_with("choice:")) {
    choose(static_cast<std::size_t>(std::stoi(what)), aimed);
  } else if (card.id.starts_with("digit:")) {
    type_digit(what);
  } else if (presses_nothing(card)) {
    // It is said below that it does nothing.
  } else if (answers_what_was_read(card)) {
    press(std::string(card.id == "yes" ? "go_on" : "not_read"));
  } else {
    press(card.id);
  }
  const bool silent = answered == told && !waits_for_ledger() && layers.size() == depth;
  const bool is_zero_again = card.id == "digit:0" && std::holds_alternative<NumberPad>(overlay) && takes_digits();
  if (!silent || page() != before || is_zero_again) return;
  if (card.id == buttons::look_again.id && !presses_nothing(card)) {
    say(ToastKind::accepted, "Looked again. Nothing has changed.");
    return sound_now(Sound::accepted);
  }
  if (card.id.starts_with("choice:") && !id_of_row(aimed, static_cast<std::size_t>(std::stoi(what))).empty()) {
    say(ToastKind::attention,
        fmt::format("{title} is chosen already. Nothing was booked.", fmt::arg("title", card.title)));
    return sound_now(Sound::attention);
  }
  std::string words = fmt::format("The card \"{title}\" does nothing here.", fmt::arg("title", card.title));
  for (const std::string& more : {what_comes_first(), std::string("Nothing was booked.")}) {
    if (!more.empty()) words += " " + more;
  }
  say(ToastKind::attention, std::move(words));
  sound_now(Sound::attention);
}

// The card that has asked, read once more, is no answer: YES is. A button that is not there is not pressed, and an
// answer of the same name is no such button.
bool App::State::presses_nothing(const Card& card) const {
  const bool asked = std::holds_alternative<OpenQuestion>(overlay);
  return (card.id == "undo" && asked) || (card.where_shown && (asked || !shows(page(), card.id)));
}

// Says what is to be done before a card can do something. It is empty where nothing waits for the person.
std::string App::State::what_comes_first() const {
  if (asks_yes_or_no()) return "Scan YES or NO first.";
  if (std::holds_alternative<OpenQuestion>(overlay)) return "Choose an answer first.";
  if (std::holds_alternative<RefusalOverlay>(overlay)) return "Scan CONFIRM first.";
  const bool types = std::holds_alternative<NumberPad>(overlay) || std::holds_alternative<TextPad>(overlay) ||
                     std::holds_alternative<SearchPad>(overlay);
  if (types) return "Type and scan CONFIRM, or scan BACK first.";
  const bool bare = std::holds_alternative<std::monostate>(overlay) && !top().unreadable;
  const auto& label = bare ? top().screen->job().label : std::nullopt;
  return label ? fmt::format("Scan or type {code}, or scan BACK first.", fmt::arg("code", expected_by(*label))) : "";
}

// A code that was read and asks whether it is meant has a button: YES says so too, and NO that it is another one.
bool App::State::answers_what_was_read(const Card& card) const {
  const bool answers = card.id == "yes" || card.id == "no";
  return answers && std::holds_alternative<std::monostate>(overlay) && offers(page(), "go_on");
}

// Its answers are buttons, or one row and no: none of them has a number.
bool App::State::asks_yes_or_no() const {
  const auto* refusal = std::get_if<RefusalOverlay>(&overlay);
  const auto* asked = std::get_if<OpenQuestion>(&overlay);
  return (refusal != nullptr && refusal->refused.gives) ||
         (asked != nullptr && (!asked->rows || asked->question.is_yes_or_no()));
}

// A card that leads elsewhere leads nowhere while something is asked. It is no goods: a red page does not count it.
void App::State::go_to(const std::string& name) {
  if (std::holds_alternative<RefusalOverlay>(overlay)) return;
  if (blocked()) return;
  for (std::size_t i = 0; i < screens().size(); ++i) {
    const auto screen = static_cast<ScreenId>(i);
    if (name != name_of(screen)) continue;
    const Open there{screen, {}};
    if (!top().unreadable && top().screen->job().holds_work()) {
      return ask_to_leave(screens()[i].home ? screens()[i].home->title : "the home screen", there);
    }
    return carry_out(there);
  }
}

// Rows are counted as they were listed for the person; a question whose answers are buttons has none.
void App::State::choose(std::size_t number, const Page& aimed) {
  const std::string id = id_of_row(aimed, number);
  if (id.empty()) return list_answers();
  if (is_still_there(id, aimed, page())) return press(id);
  say(ToastKind::attention, "The list has changed. Choose again.");
  sound_now(Sound::attention);
}

// Several answers that are buttons become rows: a card chooses a row.
void App::State::list_answers() {
  auto* asked = std::get_if<OpenQuestion>(&overlay);
  if (asked == nullptr || asked->question.choices.size() < 2) return;
  asked->rows = true;
  say(ToastKind::attention, "Choose one of them. Nothing was booked.");
  sound_now(Sound::attention);
}

// Without a keypad the first digit opens the one that the screen offers.
void App::State::type_digit(const std::string& digit) {
  if (std::holds_alternative<TextPad>(overlay) || std::holds_alternative<SearchPad>(overlay))
    return press("type:" + digit);
  if (std::holds_alternative<std::monostate>(overlay) && offers(page(), "number")) press("number");
  if (std::holds_alternative<NumberPad>(overlay)) press("key:" + digit);
}

// It was typed by hand where the page offers a quantity: the keypad shows it, and nothing is booked before it is
// confirmed there. What may stand on a label is looked for first.
void App::State::type_number(const std::string& digits) {
  Scan scan;
  scan.symbol.text = digits;
  const bool counts = offers(page(), "number");
  if (!counts || digits.size() > most_row_digits) {
    const auto meant = meaning_of(scan);
    const bool is_code = meant && (!std::holds_alternative<FoundNothing>(meant->found) || meant->alone);
    if (is_code || !counts) return take_typed(scan, meant);
  }
  for (const char digit : digits) type_digit(std::string(1, digit));
  sound_now(Sound::attention);
}

}  // namespace dockhand
