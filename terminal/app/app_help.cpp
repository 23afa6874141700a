#include "terminal/app/aim.h"
#include "terminal/app/app_state.h"
#include "terminal/kit/help.h"
#include "terminal/kit/words.h"

namespace dockhand {

// One tap opens it, the next one closes it; what was asked below it is asked still.
void App::State::press_help() {
  if (help) return help.reset();
  help_over = page();
  help = help_page(cards_taken(), help_over);
  dismiss_toast();
}

// The pad that is open has room for one more digit, or none is open.
bool App::State::takes_digits() const {
  if (const auto* number = std::get_if<NumberPad>(&overlay)) return number->typed.size() < max_digits;
  if (const auto* text = std::get_if<TextPad>(&overlay)) return !text->typed.full();
  const auto* search_pad = std::get_if<SearchPad>(&overlay);
  return search_pad == nullptr || !search_pad->typed.full();
}

std::string App::State::what_undo_does() const {
  if (top().screen->job().holds_work()) return "What is begun is kept for later or put back, after a question";
  return has_last_booking() ? "Your last booking, after a question" : "";
}

HelpFor App::State::cards_taken() const {
  const auto* number = std::get_if<NumberPad>(&overlay);
  const auto* text = std::get_if<TextPad>(&overlay);
  const auto* asked = std::get_if<OpenQuestion>(&overlay);
  const bool nothing_typed = (number != nullptr && number->typed.empty() && !number->question) ||
                             (text != nullptr && text->typed.text().empty());
  const bool bare = std::holds_alternative<std::monostate>(overlay);
  HelpFor cards{.screen = top().id,
                .leads_away = bare || nothing_typed || std::holds_alternative<SearchPad>(overlay),
                .undoes = bare && !top().unreadable ? what_undo_does() : "",
                .takes_digits = takes_digits(),
                .asks = asked != nullptr};
  if (asked != nullptr && asked->question.choices.size() == 1) cards.yes = asked->question.choices.front().title;
  return cards;
}

// A card that the help names does what the help says of it, on the page below.
void App::State::press_card_of_help(const Card& card) {
  help.reset();
  if (is_still_there(card.id, help_over, page())) return press_card(card, help_over);
  say(ToastKind::attention, "The screen has changed. Scan again.");
  sound_now(Sound::attention);
}

// True: the help lay over the page, so that the person did not see what the scan would have done there.
bool App::State::closes_help() {
  if (!help) return false;
  help.reset();
  const bool seen = std::holds_alternative<std::monostate>(overlay) && !top().unreadable && !top().screen->begun();
  if (seen) return false;
  say(ToastKind::attention, "The help is closed. Scan again.");
  sound_now(Sound::attention);
  return true;
}

// --- what the terminal is set to ----------------------------------------------------------------------------------

ScreenContext App::State::context() const {
  return {views,
          clock,
          settings.dock,
          settings.scanners,
          &jobs,
          settings.over_tolerance,
          settings.preferences,
          settings.health,
          &hub,
          settings.files,
          settings.picking,
          &settings.operator_name,
          settings.door != nullptr};
}

// Written down first: what cannot be kept is not changed either.
void App::State::carry_out(const Prefer& one) {
  const auto dock = LocationCode::parse(one.wanted.dock);
  if (!dock) return refuse({refusal_of(dock.error()), {}});
  if (auto kept = settings.preferences->keep(one.wanted); !kept) return refuse({refusal_of(kept.error()), {}});
  settings.preferences->now = one.wanted;
  if (settings.dock != *dock) {
    settings.dock = *dock;
    layers.front().screen = info_of(ScreenId::home).make(context(), {});
    layers.erase(layers.begin() + 1, layers.end() - 1);  // they know the other dock
    if (auto loaded = layers.front().screen->load(); !loaded) layers.front().unreadable = loaded.error();
  }
  load_top();
  say(ToastKind::accepted, "It is kept.");
}

}  // namespace dockhand
