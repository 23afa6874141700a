// What a screen asks when what was seen is not so any more, unless it knows better: the question says what would be
// booked, because the page no longer does.
#include "terminal/kit/ask_again.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "storage/words/summary.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {

namespace {

constexpr const char* booked_all_the_same = "again";

bool has_fewer(const Seen& now, const ShortPick& missing) {
  const auto* stop = std::get_if<SeenStop>(&now);
  return stop != nullptr && stop->line == missing.line && stop->from == missing.from &&
         stop->lot == lot_of(missing.missing) && stop->serial == serial_of(missing.missing) &&
         stop->reserved < missing.missing.quantity;
}

bool has_fewer(const Seen& now, const Adjust& fewer) {
  const auto* stock = std::get_if<SeenStock>(&now);
  return fewer.change == Change::minus && stock != nullptr && stock->place == fewer.at &&
         stock->item == fewer.units.item && stock->lot == lot_of(fewer.units) &&
         stock->serial == serial_of(fewer.units) && stock->on_hand < fewer.units.quantity.units();
}

bool has_fewer(const Seen&, const auto&) { return false; }

// More is missing, or comes off, than the books have there by now: they would refuse it whatever the person answers.
bool is_refused_anyway(const Do& asked, const Changed& changed) {
  const auto is_too_much = [&](const Action& action) {
    return std::any_of(changed.now.begin(), changed.now.end(), [&](const Seen& now) {
      return std::visit([&](const auto& one) { return has_fewer(now, one); }, action);
    });
  };
  return std::any_of(asked.actions.begin(), asked.actions.end(), is_too_much);
}

Question ask_to_book(Do asked) {
  std::string what;
  for (const Action& action : asked.actions) what += (what.empty() ? "" : ", ") + summary(action);
  return {fmt::format("Book it all the same: {what}?", fmt::arg("what", what)),
          {{.id = booked_all_the_same, .title = "Book it", .then = std::move(asked)}}};
}

// More than can be anywhere: whatever the books have by now is another number.
Seen beyond(Seen seen) {
  if (auto* loose = std::get_if<SeenLoose>(&seen)) loose->on_hand = std::numeric_limits<std::int64_t>::max();
  if (auto* stop = std::get_if<SeenStop>(&seen)) stop->reserved = Quantity::nearest(Quantity::max);
  return seen;
}

bool is_about_what_changed(const Question& question) {
  return !question.typed && question.choices.size() == 1 && question.choices.front().id == booked_all_the_same &&
         std::holds_alternative<Do>(question.choices.front().then);
}

}  // namespace

Step Screen::on_changed(const Do& asked, const Changed& changed) {
  if (is_refused_anyway(asked, changed)) return Warn{};
  Question question = ask_to_book({asked.actions, changed.now, asked.then});
  question.words = sentence_of(changed.error) + " " + question.words;
  return question;
}

std::optional<Question> asked_with_better(Views& views, const Question& question) {
  if (!is_about_what_changed(question)) return std::nullopt;
  const Do& asked = std::get<Do>(question.choices.front().then);
  std::vector<Seen> other;
  other.reserve(asked.seen.size());
  for (const Seen& one : asked.seen) other.push_back(beyond(one));
  const auto read = views.changed_since(guarded(other));
  if (!read.ok() || !*read || (*read)->now == asked.seen) return std::nullopt;
  return ask_to_book({asked.actions, (*read)->now, asked.then});
}

}  // namespace dockhand
