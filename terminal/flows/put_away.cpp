#include "terminal/flows/put_away.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "terminal/flows/bring_back.h"
#include "terminal/flows/picked_gone.h"
#include "terminal/kit/lot_state.h"
#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

std::string reason_of(const GoalView& goal) {
  switch (goal.because) {
    case GoalView::Because::face_low: return fmt::format("picked from here, room for {}", goal.room.text());
    case GoalView::Because::holds_it: return "it is kept here";
    case GoalView::Because::same_zone: return fmt::format("free, in its zone {}", goal.zone);
    case GoalView::Because::free: return "free";
  }
  return "";
}

Result<bool> is_quarantine(Views& views, const std::string& place) {
  const auto all = views.quarantines();
  if (!all) return all.error();
  return std::any_of(all->begin(), all->end(), [&](const LocationCode& one) { return one.text() == place; });
}

Result<Goals> in_quarantine(Views& views, std::string why) {
  const auto all = views.quarantines();
  if (!all) return all.error();
  Goals goals{.blocked = std::move(why)};
  for (const LocationCode& place : *all) goals.places.push_back({.place = place});
  return goals;
}

// Whoever puts it there has seen that it is good.
Question ask_if_good(const Job& job, const LocationCode& to, Do booked) {
  return {fmt::format("{what}: it was set aside. Is it good, to {to}? Orders get it then.",
                      fmt::arg("what", capitalised(words_of(job))), fmt::arg("to", to.text())),
          {{.id = "good", .title = "It is good", .then = std::move(booked)}}};
}

Question ask_if_there(const Goals& goals, const LocationCode& to, Do booked) {
  const std::string belongs = goals.places.empty() ? "This site has no place for it."
                                                   : fmt::format("It belongs into {place}.",
                                                                 fmt::arg("place", goals.places.front().place.text()));
  return {fmt::format("{why} {belongs} Put it to {to} all the same?", fmt::arg("why", goals.blocked),
                      fmt::arg("belongs", belongs), fmt::arg("to", to.text())),
          {{.id = "there", .title = fmt::format("To {to}", fmt::arg("to", to.text())), .then = std::move(booked)}}};
}

// What is put onto a pallet lies where that stands.
Result<std::string> where_it_lies(Views& views, const LocationCode& to) {
  const auto pallet = Sscc::parse(to.text());
  if (!pallet) return to.text();
  const auto unit = views.unit(*pallet);
  if (!unit) return unit.error();
  return *unit ? (*unit)->stands_at : std::string();
}

// --- out of what is picked ------------------------------------------------------------------------------------------

constexpr std::size_t most_claims = 100'000;
constexpr std::size_t most_rows = 5000;  // of one place

// Most of what is put away comes from a dock or a shelf, where nothing is picked.
Result<bool> has_picked(Views& views, const Job& job) {
  const auto from = job.hand ? Result<LocationCode>(job.hand->from) : LocationCode::parse(job.unit->text());
  if (!from) return from.error();
  const auto there = views.stock_at(*from, most_rows);
  if (!there) return there.error();
  return std::any_of(there->begin(), there->end(),
                     [](const StockRow& one) { return holds_picked(one.kind) && one.reserved > 0; });
}

// What of the goods in hand is picked for orders.
Result<std::vector<ClaimView>> picked_in_hand(Views& views, const Job& job) {
  auto claims = views.claims(most_claims);
  if (!claims) return claims;
  std::erase_if(*claims, [&](const ClaimView& one) {
    if (!job.hand) return !one.picked || !job.unit || one.place.text() != job.unit->text();
    const Units& units = job.hand->units;
    return !one.picked || one.place != job.hand->from || one.item != units.item || one.lot != lot_of(units) ||
           one.serial != serial_of(units);
  });
  return claims;
}

// Free units are moved first.
Result<Quantity> taken_from_orders(Views& views, const Job& job, Quantity picked) {
  if (!job.hand) return picked;
  const auto stock = views.stock_at(job.hand->from, most_rows);
  if (!stock) return stock.error();
  std::int64_t there = 0;
  for (const StockRow& row : *stock) {
    const bool same = row.place == job.hand->from && row.item == job.hand->units.item &&
                      row.lot == lot_of(job.hand->units) && row.serial == serial_of(job.hand->units);
    if (same) there += row.on_hand;
  }
  return job.hand->units.quantity.less(Quantity::nearest(there - picked.units()));
}

Result<bool> is_for_picked(Views& views, const LocationCode& to) {
  const auto lies = where_it_lies(views, to);
  if (!lies) return lies.error();
  const auto places = views.locations();
  if (!places) return places.error();
  return std::any_of(places->begin(), places->end(),
                     [&](const auto& one) { return holds_picked(one.second) && one.first.text() == *lies; });
}

Question ask_if_unpicked(const std::vector<ClaimView>& picked, Quantity taken, const LocationCode& to, Do booked) {
  std::vector<std::string> orders;
  for (const ClaimView& one : picked) {
    const std::string& order = one.line.document.text();
    if (std::find(orders.begin(), orders.end(), order) == orders.end()) orders.push_back(order);
  }
  return {fmt::format("Picked for {orders}: {taken} of it. To be picked anew, once it is at {to}. Put it there?",
                      fmt::arg("orders", in_short(orders)), fmt::arg("taken", taken.text()), fmt::arg("to", to.text())),
          {{.id = "unpick",
            .title = fmt::format("To {to}", fmt::arg("to", to.text())),
            .then = std::move(booked),
            .icon = Icon::attention}}};
}

// What is picked for an order is not taken from it in silence.
Result<Step> put_or_ask_to_unpick(Views& views, const Job& job, const LocationCode& to, Do booked) {
  const auto any = has_picked(views, job);
  if (!any) return any.error();
  if (!*any) return Step(std::move(booked));
  const auto picked = picked_in_hand(views, job);
  if (!picked) return picked.error();
  if (picked->empty()) return Step(std::move(booked));
  const auto stays = is_for_picked(views, to);
  if (!stays) return stays.error();
  if (*stays) return Step(std::move(booked));
  Quantity sum;
  for (const ClaimView& one : *picked) sum = sum + one.quantity;
  const auto taken = taken_from_orders(views, job, sum);
  if (!taken) return taken.error();
  if (taken->none()) return Step(std::move(booked));
  return Step(ask_if_unpicked(*picked, *taken, to, std::move(booked)));
}

}  // namespace

std::vector<Goods> goods_of(const std::vector<UnitContent>& contents) {
  std::vector<Goods> goods;
  goods.reserve(contents.size());
  for (const UnitContent& one : contents) goods.push_back({one.item, one.lot});
  return goods;
}

Result<Goals> goals_from(const ScreenContext& context, const std::vector<Goods>& goods, const std::string& from) {
  Views& views = context.views;
  const auto aside = is_quarantine(views, from);
  if (!aside) return aside.error();
  if (*aside) return Goals{.set_aside = true};
  for (const Goods& one : goods) {
    auto why = why_blocked(views, one.item, one.lot, context.clock.now().date());
    if (!why) return why.error();
    if (!why->empty()) return in_quarantine(views, *std::move(why));
  }
  auto places = views.goals(goods.front().item);
  if (!places) return places.error();
  return Goals{std::move(places).value()};
}

Step put_or_ask(Views& views, const Goals& goals, const Job& job, const LocationCode& to, Do booked) {
  if (!goals.set_aside && goals.blocked.empty()) {
    auto step = put_or_ask_to_unpick(views, job, to, std::move(booked));
    return step ? *std::move(step) : Step(Refuse{refusal_of(step.error()), {}});
  }
  const auto place = where_it_lies(views, to);
  if (!place) return Refuse{refusal_of(place.error()), {}};
  const auto stays = is_quarantine(views, *place);
  if (!stays) return Refuse{refusal_of(stays.error()), {}};
  if (*stays) return booked;
  Question question =
      goals.set_aside ? ask_if_good(job, to, std::move(booked)) : ask_if_there(goals, to, std::move(booked));
  question.supervisor = true;
  return question;
}

void show_goals(const Goals& goals, const std::string& from, WorkPage& page) {
  page.empty_text = goals.set_aside ? "It is set aside: scan the place where the office wants it."
                                    : "Scan the place where you put it.";
  if (goals.set_aside) return;
  for (const GoalView& goal : goals.places) {
    if (goal.place.text() == from) continue;
    const bool first = page.rows.empty();
    page.rows.push_back({.id = "to:" + goal.place.text(),
                         .title = goal.place.text(),
                         .title_is_code = true,
                         .detail = fmt::format("{why}\ntap when you have put it here",
                                               fmt::arg("why", goals.blocked.empty() ? reason_of(goal) : "Quarantine")),
                         .value = goal.there > 0 ? std::to_string(goal.there) : "",
                         .value_note = goal.there > 0 ? "there" : "",
                         .stripe = first ? Stripe::active : Stripe::none,
                         .icon = first ? Icon::pick : Icon::location,
                         .number = Row::no_number});  // it books: nobody counts places that are out of sight
  }
  page.list_heading = page.rows.empty() ? "No place is free: choose any" : "The best place first";
  if (goals.blocked.empty()) return;
  page.list_heading =
      goals.places.empty() ? "This site has no place for it: ask the office" : "It belongs into quarantine";
  page.strip = fmt::format("{why} {strip}", fmt::arg("why", goals.blocked), fmt::arg("strip", page.strip));
}

Result<BestPlaces> best_places(const ScreenContext& context, const std::vector<StockRow>& stock) {
  BestPlaces best;
  std::map<ItemCode, std::string> of_item;  // a good lot of it goes where the others go
  for (const StockRow& row : stock) {
    const Goods goods{row.item, row.lot};
    if (row.kind == LocationKind::quarantine || best.contains(goods)) continue;
    const bool may_leave = row.not_free == NotFree::free || row.not_free == NotFree::to_count;
    const auto blocked = may_leave ? Result<std::string>(std::string())
                                   : why_blocked(context.views, row.item, row.lot, context.clock.now().date());
    if (!blocked) return blocked.error();
    if (!blocked->empty()) best[goods] = fmt::format("belongs into quarantine: {why}", fmt::arg("why", *blocked));
    if (!blocked->empty() || row.kind != LocationKind::dock) continue;
    const auto [known, is_new] = of_item.try_emplace(row.item);
    if (is_new) {
      const auto goals = context.views.goals(row.item, 1);
      if (!goals) return goals.error();
      if (!goals->empty())
        known->second = fmt::format("best at {}: {}", goals->front().place.text(), reason_of(goals->front()));
    }
    if (!known->second.empty()) best[goods] = known->second;
  }
  return best;
}

void show_where_to_begin(const std::vector<std::pair<LocationCode, std::int64_t>>& docks,
                         const std::vector<BringBackView>& unwanted, WorkPage& page) {
  page.list_heading = "To put away";
  page.empty_text = "Nothing waits at a dock.";
  for (const auto& [place, units] : docks) {
    page.rows.push_back({.id = "from:" + place.text(),
                         .title = place.text(),
                         .title_is_code = true,
                         .detail = "to put away",
                         .value = std::to_string(units),
                         .icon = Icon::location});
  }
  for (const BringBackView& one : unwanted) {
    page.rows.push_back({.id = "from:" + one.place.text(),
                         .title = one.place.text(),
                         .title_is_code = true,
                         .detail = words_of(one),
                         .value = one.quantity.text(),
                         .value_note = "to put back",
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

Refuse not_taken(const std::optional<Job::Hand>& hand, const Units& scanned, const std::string& name,
                 const LocationCode& place) {
  const bool same_item = hand && hand->units.item == scanned.item;
  std::string other = hand && !same_item ? hand->name : "";
  if (same_item && hand->units.serial && hand->units.serial != scanned.serial)
    other = fmt::format("no. {serial}", fmt::arg("serial", serial_of(hand->units)));
  if (same_item && hand->units.lot && hand->units.lot != scanned.lot)
    other = fmt::format("lot {lot}", fmt::arg("lot", lot_of(hand->units)));
  if (!other.empty())
    return {refusal("One at a time", fmt::format("Put {other} away first.", fmt::arg("other", other))),
            hand->units.item};
  const std::string advice = fmt::format("The books have no {} at {}. Count the place if it is there.",
                                         name + tracked_as(scanned), place.text());
  return {refusal("Not here", advice), {}};
}

}  // namespace dockhand
