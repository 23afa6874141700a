#include "terminal/flows/at_it.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::chrono::milliseconds longest_break = std::chrono::hours(1);

// Where nobody signs on, one name is everybody's: another terminal is all that is known.
bool is_nameless(const ScreenContext& context, const LastPick& last) {
  return !last.here && !context.people_sign_on && context.person != nullptr && last.by == *context.person;
}

bool is_the_same_person(const ScreenContext& context, const LastPick& last) {
  return context.people_sign_on && context.person != nullptr && last.by == *context.person;
}

std::string told(const ScreenContext& context, const std::optional<LastPick>& last, Quantity picked, Quantity left) {
  if (!last || picked.none() || left.none()) return "";
  return fmt::format("{picker}: {picked} of {all} picked", fmt::arg("picker", told_picker(context, *last)),
                     fmt::arg("picked", picked.text()), fmt::arg("all", (picked + left).text()));
}

}  // namespace

std::string told_picker(const ScreenContext& context, const LastPick& last) {
  return fmt::format("{who}, {time}",
                     fmt::arg("who", is_nameless(context, last) ? "Another terminal" : printable(last.by.text(), 40)),
                     fmt::arg("time", time_of(last.at, context.clock.now())));
}

std::string told_begun(const ScreenContext& context, const OrderView& order) {
  return told(context, order.last_pick, order.picked, order.reserved);
}

std::string told_begun(const ScreenContext& context, const PickList& list) {
  return told(context, list.last_pick, list.picked, list.to_pick);
}

bool is_at_it_elsewhere(const ScreenContext& context, const std::optional<LastPick>& last) {
  if (!last || last->here || is_the_same_person(context, *last)) return false;
  return context.clock.now().ms - last->at.ms < longest_break.count();
}

std::optional<Question> ask_to_go_on(const ScreenContext& context, const PickList& list, std::string yes) {
  const std::string begun = told_begun(context, list);
  if (begun.empty() || !is_at_it_elsewhere(context, list.last_pick)) return std::nullopt;
  const std::string order = list.order.text(), picked = list.picked.text(), all = (list.picked + list.to_pick).text();
  const std::string at = time_of(list.last_pick->at, context.clock.now());
  return Question{
      .words = is_nameless(context, *list.last_pick)
                   ? fmt::format("{order} was begun at another terminal: {picked} of {all} picked by {time}. Go on with"
                                 " it?",
                                 fmt::arg("order", order), fmt::arg("picked", picked), fmt::arg("all", all),
                                 fmt::arg("time", at))
                   : fmt::format("{person} has begun {order}: {picked} of {all} picked by {time}. Go on with it?",
                                 fmt::arg("person", printable(list.last_pick->by.text(), 40)), fmt::arg("order", order),
                                 fmt::arg("picked", picked), fmt::arg("all", all), fmt::arg("time", at)),
      .choices = {{.id = std::move(yes), .title = "Go on with it", .icon = Icon::pick}},
      .no = "Leave it"};
}

Quantity taken_elsewhere(const PickList& list, const PickStop& stop) {
  for (const TakenElsewhere& one : list.elsewhere) {
    if (one.line == stop.line.line && one.from == stop.from) return one.units;
  }
  return {};
}

}  // namespace dockhand
