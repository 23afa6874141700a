#include "terminal/kit/set_aside.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/reasons.h"
#include "terminal/kit/words.h"

namespace dockhand {

Step SetAside::ask(Views& views) {
  auto places = views.quarantines();
  if (!places) return Refuse{refusal_of(places.error()), {}};
  places_ = std::move(places).value();
  if (places_.empty()) {
    return Refuse{refusal("No quarantine", "This site has no place for damaged goods. The office has to import one."),
                  {}};
  }
  return Choose{"What is wrong with it?", reasons_for_damage()};
}

std::optional<Step> SetAside::answered(std::string_view id) {
  if (const auto reason = chosen_reason(id)) {
    reason_ = *reason;
    if (places_.size() == 1) return go_to(places_.front());
    Choose choose{"Where is it put?", {}};
    for (const LocationCode& place : places_) {
      choose.answers.push_back(
          {.id = "aside:" + place.text(), .title = place.text(), .title_is_code = true, .icon = Icon::location});
    }
    return choose;
  }
  for (const LocationCode& place : places_) {
    if (id == "aside:" + place.text()) return go_to(place);
  }
  if (!asked_ || (id != "counted" && id != "more")) return std::nullopt;
  const Receive receipt = *std::exchange(asked_, std::nullopt);
  if (id == "more") return Do{{receipt}};
  Units units = receipt.units;
  units.expiry.reset();
  return Do{{Move{std::move(units), *from_, receipt.at, receipt.reason}}};
}

Step SetAside::go_to(const LocationCode& place) {
  to_ = place;
  return Stay{};
}

void SetAside::leave_out() {
  to_.reset();
  asked_.reset();
}

Step SetAside::book(Receive receipt, Quantity counted) {
  from_ = std::exchange(receipt.at, *to_);
  receipt.reason = reason_;
  const Quantity damaged = receipt.units.quantity;
  if (counted < damaged) return Do{{std::move(receipt)}};
  Choose choose{fmt::format("Are these {} among the {} that were received here?", damaged.text(), counted.text()), {}};
  choose.answers = {{.id = "counted",
                     .title = "Yes, counted before",
                     .detail = fmt::format("{} go from {} to {}", damaged.text(), from_->text(), to_->text()),
                     .icon = Icon::location},
                    {.id = "more",
                     .title = "No, they come on top",
                     .detail = fmt::format("{} more are received into {}", damaged.text(), to_->text()),
                     .icon = Icon::receive}};
  asked_ = std::move(receipt);
  return choose;
}

bool SetAside::accepted(const Action& action, const Accepted& outcome) {
  if (const auto* move = std::get_if<Move>(&action)) {
    entries_.push_back({outcome.id, move->units.item, outcome.quantity, move->to, move->reason});
  } else if (const auto* receive = std::get_if<Receive>(&action); receive != nullptr && !receive->reason.empty()) {
    entries_.push_back({outcome.id, receive->units.item, outcome.quantity, receive->at, receive->reason});
  } else {
    return false;
  }
  leave_out();
  return true;
}

void SetAside::undone(const CommandId& target) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.id == target; });
}

void SetAside::show_question(WorkPage& page, bool countable) const {
  page.instruction.verb = "Damaged, to " + to_->text();
  page.strip = fmt::format("{}: scan what is damaged{}.", reason_, countable ? ", or type how many" : "");
}

void SetAside::show_rows(WorkPage& page) const {
  if (entries_.empty()) return;
  Quantity sum;
  for (const Entry& entry : entries_) sum = sum + entry.quantity;
  page.list_heading = sum.text() + " set aside" + (page.list_heading.empty() ? "" : " · " + page.list_heading);
  for (const Entry& entry : entries_) {
    page.rows.push_back({.title = "Set aside at " + entry.place.text(),
                         .detail = entry.item.text() + "\n" + entry.reason,
                         .value = entry.quantity.text(),
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

}  // namespace dockhand
