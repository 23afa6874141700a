// UNDO where the screen has nothing of its own to take back: after a restart, on another screen, or when all that it
// has booked is taken back already. It is the last booking of who works here, and it is always asked first. What a
// screen has booked itself is asked about first, too, once it is not the last any more.
#include <fmt/format.h>

#include <algorithm>

#include "storage/model/fresh_id.h"
#include "terminal/app/app_state.h"
#include "terminal/kit/before.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {

// What is begun is no booking yet: it is asked about as "back" does. The question is the app's own, so that no screen
// hears a no that it did not ask for.
void App::State::undo_before() {
  if (top().screen->job().holds_work()) return ask_to_throw_away();
  const auto last = last_booking(views, clock.now(), settings.operator_name);
  if (!last) return refuse({refusal_of(last.error()), {}});
  if (!*last) return carry_out(Step(Warn{"Nothing to undo here"}));
  const std::string why_it_stays = (*last)->settled();
  if (!why_it_stays.empty()) {
    return refuse({refusal("It stays", fmt::format("{what} stays: {why}", fmt::arg("what", in_short((*last)->facts())),
                                                   fmt::arg("why", why_it_stays))),
                   {}});
  }
  recalled = (*last)->session(clock.now());
  Step step = undo_last_of(*recalled);
  if (auto* question = std::get_if<Question>(&step)) ask(std::move(*question), true);
}

bool App::State::has_last_booking() const {
  if (top().screen->job().holds_work()) return false;
  const auto last = last_booking(views, clock.now(), settings.operator_name);
  return last.ok() && last->has_value();
}

// What the screen has booked goes at once, but not what somebody else has booked on it before the work was taken over:
// neither by an undo, nor by a number that is smaller.
std::optional<Question> App::State::ask_to_undo_of_another(const Step& step) {
  const auto* taken_back = std::get_if<Do>(&step);
  if (settings.door == nullptr || taken_back == nullptr) return std::nullopt;
  const auto is_taken_back = [&](const DeedView& one) {
    return std::any_of(taken_back->actions.begin(), taken_back->actions.end(), [&](const Action& action) {
      const auto* undo = std::get_if<Undo>(&action);
      return undo != nullptr && undo->target == one.command.id;
    });
  };
  if (taken_back->actions.empty() || !std::holds_alternative<Undo>(taken_back->actions.front())) return std::nullopt;
  constexpr std::size_t looked_through = 200;
  const auto deeds = views.deeds("", looked_through);
  if (!deeds) return std::nullopt;
  const auto meant = std::find_if(deeds->begin(), deeds->end(), [&](const DeedView& one) {
    return one.command.by != settings.operator_name && is_taken_back(one);
  });
  if (meant == deeds->end()) return std::nullopt;
  return Question{.words = fmt::format("{} has booked this. Undo it: {}?", meant->command.by.text(), meant->summary),
                  .choices = {{.id = "undo", .title = "Undo", .then = *taken_back, .icon = Icon::undo}}};
}

// Two taps at one spot: the second was not meant for the booking before it, which nobody has seen offered yet. A card
// that is read twice is one card already.
bool App::State::is_undone_just_now() {
  const bool by_finger = finger != Finger::nowhere;
  const bool is_hasty = by_finger && undone_at && clock.now().ms - undone_at->ms < double_read.count();
  if (!is_hasty || !stands(Safeguard::undone_once)) return false;
  say(ToastKind::attention, "Undone once. Tap again for what was before it.");
  sound_now(Sound::attention);
  return true;
}

// What the screen has booked goes at once only while it is the last that this person has booked, on this day and since
// he signed on: that is what he means by undo. Once another screen has booked something, or he has been away, it is
// asked first, with what it was and when.
bool App::State::asks_before_undo(const Step& step) {
  const auto* taken_back = std::get_if<Do>(&step);
  const bool takes = taken_back != nullptr && !taken_back->actions.empty() && stands(Safeguard::undo_of_last);
  const auto* undo = takes ? std::get_if<Undo>(&taken_back->actions.front()) : nullptr;
  if (undo == nullptr) return false;
  const std::string meant = booking_of(undo->target);
  const auto last = last_booking(views, clock.now(), settings.operator_name);
  if (last && *last && (*last)->id == meant && is_of_this_sitting((*last)->deeds.front().command.at)) return false;
  if (auto question = ask_about_booking(meant)) {
    question->choices.front().then = *taken_back;
    ask(*std::move(question), true);
  } else {
    refuse({refusal("It stays", "It was not booked in this shift, or is undone. Book it the other way round."), {}});
  }
  return true;
}

std::optional<Question> App::State::ask_about_booking(const std::string& id) const {
  constexpr std::size_t looked_through = 200;
  const auto all = bookings(views, clock.now(), looked_through, std::nullopt);
  if (!all) return std::nullopt;
  const auto known = std::find_if(all->begin(), all->end(), [&](const BookingView& one) { return one.id == id; });
  if (known == all->end()) return std::nullopt;
  Step asked = undo_last_of(known->session(clock.now()));
  auto* question = std::get_if<Question>(&asked);
  return question != nullptr ? std::optional(std::move(*question)) : std::nullopt;
}

bool App::State::is_of_this_sitting(Instant at) const {
  return at.date() == clock.now().date() && (!sat_down_at || at >= *sat_down_at);
}

// When a screen comes on top, or has booked: the page offers it as it does what the screen has booked itself. Only
// where work is done, or something was booked: what only shows something has no undo button, and what stays by itself
// (a lot that was decided about) is never offered to be taken back.
void App::State::look_for_undo() {
  takes_back = false;
  if (info_of(top().id).resumed_by == nullptr && !top().has_booked) return;
  const auto last = last_booking(views, clock.now(), settings.operator_name);
  takes_back = last && *last && (*last)->settled().empty();
}

// Beside back, where the screens that know what they have booked put their own: what has just been booked can be taken
// back wherever a button has room. What was booked elsewhere has a button only where there is nothing else to press but
// back: one that came and went among others would move them under the finger, and under the keys that press them by
// their place. The card is taken on every page.
void App::State::offer_undo(WorkPage& page) const {
  constexpr std::size_t most = 4;  // buttons of a page
  const Layer& layer = layers.back();
  const std::size_t room = layer.has_booked ? most - 1 : 1;
  const bool has_room = !page.actions.empty() && page.actions.front().id == "back" && page.actions.size() <= room;
  const bool has_own =
      std::any_of(page.actions.begin(), page.actions.end(), [](const Button& button) { return button.id == "undo"; });
  if (!takes_back || !has_room || has_own || layer.screen->job().holds_work()) return;
  page.actions.insert(page.actions.begin() + 1, undo_button());
}

// Once its question is closed, an undo of the same booking is the screen's own.
void App::State::forget_recalled() {
  if (!std::holds_alternative<OpenQuestion>(overlay)) recalled.reset();
}

bool App::State::is_from_before(const Do& done) const {
  const auto* undo = done.actions.empty() ? nullptr : std::get_if<Undo>(&done.actions.front());
  if (!recalled || undo == nullptr) return false;
  const auto& booked = recalled->entries();
  return std::any_of(booked.begin(), booked.end(), [&](const auto& one) { return one.outcome.id == undo->target; });
}

Answer App::State::told_of_undo(const Action& action, const Accepted& outcome) {
  const auto* undo = std::get_if<Undo>(&action);
  return {.toast = undo != nullptr ? recalled->undone(*undo, outcome) : put_back_words(action)};
}

// A screen below that has booked it does not offer its undo again.
void App::State::tell_others(const Action& action, const Accepted& outcome) {
  if (!std::holds_alternative<Undo>(action)) return;
  for (Layer& layer : layers) {
    if (&layer != &layers.back()) layer.screen->on_accepted(action, outcome);
  }
}

}  // namespace dockhand
