#include "terminal/flows/set_aside.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/reasons.h"
#include "terminal/kit/words.h"

namespace dockhand {

namespace {

constexpr std::string_view to_place = "aside:";  // the place, a line break and the reason follow

Step begin(Job& job, const LocationCode& place, std::string reason) {
  job.damage = Job::Damage{std::move(reason), place};
  return Stay{};
}

// Received here since the screen was opened, and not moved on to where damaged ones are.
Quantity received_alike(const Session& session, const std::string& key, const Units& units) {
  const auto is_alike = [&](const Units& one) {
    return one.item == units.item && one.lot == units.lot && one.serial == units.serial;
  };
  Quantity received, moved;
  for (const Session::Booked& one : session.entries()) {
    const auto* receipt = std::get_if<Receive>(&one.action);
    const auto* move = std::get_if<Move>(&one.action);
    if (receipt != nullptr && one.key == key && is_alike(receipt->units)) received = received + one.outcome.quantity;
    if (move != nullptr && is_alike(move->units)) moved = moved + one.outcome.quantity;
  }
  return received.less(moved);
}

Choice on_top(const Receive& receipt, const Do& more) {
  const bool one = receipt.units.quantity == Quantity::exactly(1);
  return {.id = "more",
          .title = one ? "No, it comes on top" : "No, they come on top",
          .then = more,
          .detail =
              one ? fmt::format("1 more is received into {place}", fmt::arg("place", receipt.at.text()))
                  : fmt::format("{units} more are received into {place}",
                                fmt::arg("units", receipt.units.quantity.text()), fmt::arg("place", receipt.at.text())),
          .icon = Icon::receive};
}

Step ask_where(const std::vector<LocationCode>& places, const std::string& reason) {
  Question question{.words = "Where is it put?", .choices = {}, .no = "Back", .list = true};
  for (const LocationCode& place : places) {
    question.choices.push_back(
        {.id = std::string(to_place) + place.text() + "\n" + reason, .title = place.text(), .icon = Icon::location});
  }
  return question;
}

}  // namespace

Step ask_damage(Views& views) {
  const auto places = views.quarantines();
  if (!places) return Refuse{refusal_of(places.error()), {}};
  if (places->empty()) {
    return Refuse{refusal("No quarantine", "This site has no place for damaged goods. The office has to import one."),
                  {}};
  }
  return Question{.words = "What is wrong with it?", .choices = reasons_for_damage(), .no = "Back", .list = true};
}

std::optional<Step> answer_damage(Views& views, std::string_view id, Job& job) {
  const auto reason = chosen_reason(id);
  if (!reason && !id.starts_with(to_place)) return std::nullopt;
  const auto places = views.quarantines();
  if (!places) return Refuse{refusal_of(places.error()), {}};
  if (reason && places->size() == 1) return begin(job, places->front(), *reason);
  if (reason) return ask_where(*places, *reason);
  for (const LocationCode& place : *places) {
    const std::string prefix = std::string(to_place) + place.text() + "\n";
    if (id.starts_with(prefix)) return begin(job, place, std::string(id.substr(prefix.size())));
  }
  return Warn{"That place is gone. Choose again."};
}

Step book_damage(Receive receipt, const Session& session, const std::string& key, const Job& job) {
  const Quantity counted = received_alike(session, key, receipt.units);
  const LocationCode from = std::exchange(receipt.at, job.damage->to);
  receipt.reason = job.damage->reason;
  const Quantity damaged = receipt.units.quantity;
  Job then = job;
  then.damage.reset();
  then.label.reset();
  Units units = receipt.units;
  units.expiry.reset();
  const Do more{{receipt}, {}, then};
  if (counted < damaged) return more;
  const Do moved{
      {Move{std::move(units), from, receipt.at, receipt.reason}},
      {SeenLoose{from, receipt.units.item, lot_of(receipt.units), serial_of(receipt.units), damaged.units()}},
      then};
  const bool one = damaged == Quantity::exactly(1);
  return Question{
      .words = one ? fmt::format("Is this 1{tracked} among the {counted} received here?",
                                 fmt::arg("tracked", tracked_as(receipt.units)), fmt::arg("counted", counted.text()))
                   : fmt::format("Are these {damaged}{tracked} among the {counted} received here?",
                                 fmt::arg("damaged", damaged.text()), fmt::arg("tracked", tracked_as(receipt.units)),
                                 fmt::arg("counted", counted.text())),
      .choices = {{.id = "counted",
                   .title = "Yes, counted before",
                   .then = moved,
                   .detail = one ? fmt::format("1 goes from {from} to {to}", fmt::arg("from", from.text()),
                                               fmt::arg("to", receipt.at.text()))
                                 : fmt::format("{units} go from {from} to {to}", fmt::arg("units", damaged.text()),
                                               fmt::arg("from", from.text()), fmt::arg("to", receipt.at.text())),
                   .icon = Icon::location},
                  on_top(receipt, more)},
      .no = "Back",
      .list = true};
}

std::optional<Step> ask_damage_again(const Do& asked, const Changed& changed, const std::optional<Units>& last,
                                     const std::optional<PurchaseLine>& line) {
  const auto* move = asked.actions.empty() ? nullptr : std::get_if<Move>(&asked.actions.front());
  if (move == nullptr) return std::nullopt;
  Receive like{move->units, move->to, line, false, move->reason};
  if (last && last->item == move->units.item && last->lot == move->units.lot) like.units.expiry = last->expiry;
  Choice more = on_top(like, Do{{like}, {}, asked.then});
  more.title = "Receive them";
  return Question{.words = fmt::format("{} Nothing was booked. Do these {}{} come on top?", sentence_of(changed.error),
                                       like.units.quantity.text(), tracked_as(like.units)),
                  .choices = {std::move(more)},
                  .no = "Back",
                  .list = true};
}

Step refuse_place(const Job::Damage& damage) {
  RefusalPage page = refusal("What is damaged?", "Scan the damaged item first, or tap Not damaged.");
  page.expected_heading = "Not booked yet";
  page.expected_name = fmt::format("The item that is damaged: {reason}", fmt::arg("reason", damage.reason));
  return Refuse{page, WhatPageExpects{}};
}

std::string damaged_to(const Job::Damage& damage) {
  return fmt::format(" · damaged, to {place}", fmt::arg("place", damage.to.text()));
}

void show_damage(const Job::Damage& damage, WorkPage& page, bool countable) {
  page.instruction.verb = fmt::format("Damaged, to {to}", fmt::arg("to", damage.to.text()));
  page.strip = fmt::format("{}: scan what is damaged{}.", damage.reason, countable ? ", or type how many" : "");
}

bool SetAside::accepted(const Action& action, const Accepted& outcome) {
  if (const auto* move = std::get_if<Move>(&action)) {
    entries_.push_back({outcome.id, move->units.item, outcome.quantity, move->to, move->reason});
  } else if (const auto* receive = std::get_if<Receive>(&action); receive != nullptr && !receive->reason.empty()) {
    entries_.push_back({outcome.id, receive->units.item, outcome.quantity, receive->at, receive->reason});
  } else {
    return false;
  }
  return true;
}

void SetAside::undone(const CommandId& target) {
  std::erase_if(entries_, [&](const Damaged& entry) { return entry.id == target; });
}

void SetAside::show_rows(WorkPage& page) const {
  if (entries_.empty()) return;
  Quantity sum;
  for (const Damaged& entry : entries_) sum = sum + entry.quantity;
  const std::string before = page.list_heading;
  page.list_heading = fmt::format("{units} set aside", fmt::arg("units", sum.text()));
  if (!before.empty()) page.list_heading += " · " + before;
  for (const Damaged& entry : entries_) {
    page.rows.push_back({.title = fmt::format("Set aside at {place}", fmt::arg("place", entry.place.text())),
                         .detail = entry.item.text() + "\n" + entry.reason,
                         .value = entry.quantity.text(),
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

}  // namespace dockhand
