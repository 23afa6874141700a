// What a printed card does: it presses what a finger would, and says so when there is nothing to press.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/app/aim.h"
#include "terminal/app/app_state.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// What has the number, or is the n-th of what can be tapped in a list; empty: there is none.
std::string row_id(const Page& page, std::size_t number) {
  const auto* work = std::get_if<WorkPage>(&page);
  const auto* pad = std::get_if<KeypadPage>(&page);
  if (work == nullptr && pad == nullptr) return {};
  const std::vector<Row>& rows = work != nullptr ? work->rows : pad->rows;
  for (const Row& row : rows) {
    if (row.number > 0 && static_cast<std::size_t>(row.number) == number) return row.id;
  }
  for (const Row& row : rows) {
    if (row.number > 0) continue;
    if (!row.id.empty() && --number == 0) return row.id;
  }
  return {};
}

bool offers(const Page& page, std::string_view id) {
  const auto* work = std::get_if<WorkPage>(&page);
  return work != nullptr &&
         std::any_of(work->actions.begin(), work->actions.end(), [&](const Button& button) { return button.id == id; });
}

}  // namespace

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
  } else if (card.id == "undo" && std::holds_alternative<OpenQuestion>(overlay)) {
    // The card that has asked, read once more, is no answer: YES is.
  } else if (answers_what_was_read(card)) {
    press(std::string(card.id == "yes" ? "go_on" : "not_read"));
  } else {
    press(card.id);
  }
  const bool silent = answered == told && !waits_for_ledger() && layers.size() == depth;
  const bool is_zero_again = card.id == "digit:0" && std::holds_alternative<NumberPad>(overlay) && takes_digits();
  if (!silent || page() != before || is_zero_again) return;
  if (card.id.starts_with("choice:") && !row_id(aimed, static_cast<std::size_t>(std::stoi(what))).empty()) {
    say(ToastKind::attention,
        fmt::format("{title} is chosen already. Nothing was booked.", fmt::arg("title", card.title)));
    return sound_now(Sound::attention);
  }
  const char* instead = card.id.starts_with("choice:") && asks_yes_or_no() ? " Scan YES or NO." : "";
  if (std::holds_alternative<RefusalOverlay>(overlay) && !asks_yes_or_no()) instead = " Scan OK first.";
  say(ToastKind::attention, fmt::format("The card \"{title}\" does nothing here.{instead} Nothing was booked.",
                                        fmt::arg("title", card.title), fmt::arg("instead", instead)));
  sound_now(Sound::attention);
}

// A code that was read and asks whether it is meant has a button: YES says so too, and NO that it is another one.
bool App::State::answers_what_was_read(const Card& card) const {
  const bool answers = card.id == "yes" || card.id == "no";
  return answers && std::holds_alternative<std::monostate>(overlay) && offers(page(), "go_on");
}

// Its answers are buttons: none of them is a row with a number.
bool App::State::asks_yes_or_no() const {
  const auto* refusal = std::get_if<RefusalOverlay>(&overlay);
  const auto* asked = std::get_if<OpenQuestion>(&overlay);
  return (refusal != nullptr && refusal->refused.gives) || (asked != nullptr && !asked->rows);
}

// A card that leads elsewhere leads nowhere while something is asked.
void App::State::go_to(const std::string& name) {
  if (blocked(FoundNothing{})) return;
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
  const std::string id = row_id(aimed, number);
  if (id.empty()) return;
  if (is_still_there(id, aimed, page())) return press(id);
  say(ToastKind::attention, "The list has changed. Choose again.");
  sound_now(Sound::attention);
}

// Without a keypad the first digit opens the one that the screen offers.
void App::State::type_digit(const std::string& digit) {
  if (std::holds_alternative<TextPad>(overlay) || std::holds_alternative<SearchPad>(overlay))
    return press("type:" + digit);
  if (std::holds_alternative<std::monostate>(overlay) && offers(page(), "number")) press("number");
  if (std::holds_alternative<NumberPad>(overlay)) press("key:" + digit);
}

}  // namespace dockhand
