#include "terminal/flows/walk_end.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>

#include "terminal/flows/alternative.h"
#include "terminal/flows/bring_back.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

const char* verb(Quantity number, const char* one, const char* many) {
  return number == Quantity::exactly(1) ? one : many;
}

void add(std::string& text, Quantity number, const char* does) {
  if (number.none()) return;
  text += (text.empty() ? "" : ", ") + number.text() + " " + does;
}

}  // namespace

std::string LeftOver::words() const {
  std::string text;
  add(text, waiting, verb(waiting, "still waits", "still wait"));
  add(text, held, verb(held, "is held until all is here", "are held until all is here"));
  add(text, elsewhere, verb(elsewhere, "is to be picked in another zone", "are to be picked in other zones"));
  return text;
}

Result<PickedOf> picked_of(Views& views, const OrderNumber& order, const std::optional<PickList>& list, Date today) {
  const auto unwanted = views.to_bring_back();
  if (!unwanted) return unwanted.error();
  auto stopped = stopped_of(views, order, today);
  if (!stopped) return stopped.error();
  return PickedOf{list ? brought_of(views, *list) : std::nullopt, of_order(*unwanted, order),
                  std::move(stopped).value()};
}

namespace {

void show_where_it_stands(const PickList& list, WorkPage& page) {
  page.instruction.verb = list.waiting.none() && list.to_pick.none() ? "All is at" : "These are at";
  page.strip = fmt::format("By the books it stands at {lane}: what you still hold of it belongs there.",
                           fmt::arg("lane", list.lane.text()));
}

}  // namespace

bool stands_in_lane(const PickList& list, const PickedOf& picked, const Session& visit) {
  const auto is_new = [](const Session::Booked& one) { return one.before.empty(); };
  return !list.picked.none() && picked.brought && picked.brought->lane == list.lane &&
         std::none_of(visit.entries().begin(), visit.entries().end(), is_new);
}

WorkPage page_at_end(const OrderNumber& order, const std::optional<PickList>& list, const PickedOf& picked, Instant now,
                     const Session& visit) {
  WorkPage page;
  page.instruction = {.verb = "Nothing to pick", .task = order.text()};
  page.empty_text = "Nothing of this order is reserved now.";
  if (!list) return page;
  show_put_back(picked.unwanted, page);
  show_stopped(picked.stopped, page);
  if (!picked.unwanted.empty() && list->picked.none()) page.instruction.verb = "Put back";
  const bool partly = !list->waiting.none();
  if (!partly && list->picked.none() && list->to_pick.none()) {
    page.empty_text = "Nothing of it is wanted any more: it was cancelled, or it has left.";
  }
  page.list_heading = list->customer;
  if (list->hold || !list->held_lines.empty()) page.instruction.verb = "Not yet";
  show_held(*list, now.date(), page);
  show_waiting(*list, now, page);
  page.instruction.name = partly ? outlook(list->waiting_lines, now) : "";
  if (list->picked.none()) return page;
  show_where_to_bring(*list, picked.brought.value_or(Brought{list->lane, list->picked}), page);
  if (stands_in_lane(*list, picked, visit)) show_where_it_stands(*list, page);
  page.strip = with_line(page.strip, words_of(picked.stopped));
  const LeftOver left = left_over(*list);
  if (!partly) page.instruction.name = left.none() ? "Order complete" : left.words();
  page.instruction.progress = 1.0F;
  return page;
}

WorkPage page_at_end(const Cluster& cart, const CartParts& parts, Instant now, bool has_booked) {
  WorkPage page;
  const LeftOver left = left_over(parts);
  page.instruction = {.verb = left.none() ? "All is picked" : "What is here is picked",
                      .task = counted(static_cast<std::int64_t>(cart.parts.size()), "order", "orders"),
                      .name = with_line("Bring each tote to its lane", left.words()),
                      .progress = 1.0F};
  if (!cart.zone.empty()) page.instruction.verb = fmt::format("Zone {zone} is picked", fmt::arg("zone", cart.zone));
  page.scan_prompt = "Scan tote";
  parts.show_to_take_out(page);
  page.strip = with_line(parts.cancelled, words_of(parts.stopped));
  parts.show_totes(page);
  for (const CartPart& part : parts.all) {
    if (part.list && !part.cancelled) show_waiting(*part.list, now, page);
  }
  page.actions = {back_button()};
  if (has_booked) page.actions.push_back(undo_button());
  page.actions.push_back(common_button(buttons::done, ButtonRole::primary));
  return page;
}

namespace {

const OrderLineView* waiting_line(const CartParts& parts, const std::function<bool(const OrderLineView&)>& is_it) {
  for (const CartPart& part : parts.all) {
    if (!part.list) continue;
    const auto& lines = part.list->waiting_lines;
    const auto found = std::find_if(lines.begin(), lines.end(), is_it);
    if (found != lines.end()) return &*found;
  }
  return nullptr;
}

}  // namespace

Step tap_at_end(Views& views, const CartParts& parts, std::string_view id, Job& job) {
  const auto named = [&](std::string_view kind) {
    return waiting_line(parts, [&](const OrderLineView& one) { return id == std::string(kind) + one.line.text(); });
  };
  if (const auto* line = named(alternative_row)) return ask_for_alternative(views, *line);
  if (const auto* line = named("why:")) return Open{ScreenId::why, line->line};
  if (id != "done" && id != "back") return NotMine{};
  job = {};
  return Leave{id == "done" ? told_when_left(parts) : ""};
}

bool waits_after(const CartParts& parts, const Action& short_pick) {
  const auto* gone = std::get_if<ShortPick>(&short_pick);
  return gone != nullptr &&
         waiting_line(parts, [&](const OrderLineView& one) { return one.line == gone->line; }) != nullptr;
}

Step scan_at_end(const Cluster& cart, const Found& found, Job& job) {
  const auto* place = std::get_if<FoundLocation>(&found);
  const bool is_its_tote = place != nullptr && std::any_of(cart.parts.begin(), cart.parts.end(), [&](const auto& part) {
                             return part.tote == place->location;
                           });
  if (!is_its_tote) return NotMine{};
  job = {};
  return Open{ScreenId::drop_off, {}, true};
}

LeftOver left_over(const PickList& list) {
  LeftOver left{list.waiting, {}, list.to_pick};
  if (list.hold) left = {list.waiting, list.to_pick, {}};
  for (const HeldLine& line : list.held_lines) left.held = left.held + line.reserved;
  return left;
}

LeftOver left_over(const CartParts& parts) {
  LeftOver all;
  for (const CartPart& part : parts.all) {
    if (!part.list || part.cancelled) continue;
    const LeftOver one = left_over(*part.list);
    all = {all.waiting + one.waiting, all.held + one.held, all.elsewhere + one.elsewhere};
  }
  return all;
}

void show_held(const PickList& list, Date today, WorkPage& page) {
  if (list.hold) page.rows.push_back(held_row(*list.hold, list.to_pick, today));
  for (const HeldLine& held : list.held_lines) {
    Row row = held_row(Hold{held.waiting, never, false}, held.reserved, today);
    row.detail = held.name + "\n" + row.detail;
    page.rows.push_back(std::move(row));
  }
}

void show_waiting(const PickList& list, Instant now, WorkPage& page) {
  const DayWords form = form_of(list.waiting_lines, now);
  for (const OrderLineView& line : list.waiting_lines) {
    page.rows.push_back({.id = "why:" + line.line.text(),
                         .title = line.name,
                         .detail = line.line.text() + "\n" + outlook(line, now, form),
                         .value = line.waiting.text(),
                         .value_note = "waiting",
                         .stripe = Stripe::attention,
                         .icon = Icon::backorder});
    if (line.instead) page.rows.push_back(row_of_alternative(line));
  }
}

std::string begun_tote(const PickList& list, const PickedOf& picked) {
  return picked.brought && picked.brought->lane != list.lane ? list.lane.text() : "";
}

std::string told_at_end(const PickList& list, const std::string& tote) {
  const LeftOver left = left_over(list);
  if (left.none() && !tote.empty()) {
    return fmt::format("{order}: all picked into {tote}", fmt::arg("order", list.order.text()), fmt::arg("tote", tote));
  }
  if (left.none()) return fmt::format("{order}: all picked", fmt::arg("order", list.order.text()));
  if (!tote.empty()) {
    return fmt::format("{order}: {picked} picked into {tote}, {left}.", fmt::arg("order", list.order.text()),
                       fmt::arg("picked", list.picked.text()), fmt::arg("tote", tote), fmt::arg("left", left.words()));
  }
  return fmt::format("{order}: {picked} picked, {left}. Bring these to {lane}.", fmt::arg("order", list.order.text()),
                     fmt::arg("picked", list.picked.text()), fmt::arg("left", left.words()),
                     fmt::arg("lane", list.lane.text()));
}

std::string told_when_left(const PickList& list) {
  const LeftOver left = left_over(list);
  if (left.none()) return fmt::format("{order} is done", fmt::arg("order", list.order.text()));
  return fmt::format("{order} is not whole: {picked} picked, {left}", fmt::arg("order", list.order.text()),
                     fmt::arg("picked", list.picked.text()), fmt::arg("left", left.words()));
}

std::string told_at_end(const CartParts& parts, const std::string& zone) {
  const LeftOver left = left_over(parts);
  if (left.none()) return "All is picked";
  const std::string what =
      zone.empty() ? "What is here is picked" : fmt::format("Zone {zone} is picked", fmt::arg("zone", zone));
  return fmt::format("{what}, {left}. Bring each tote to its lane.", fmt::arg("what", what),
                     fmt::arg("left", left.words()));
}

std::string told_when_left(const CartParts& parts) {
  const LeftOver left = left_over(parts);
  if (left.none()) return "The cart is picked";
  return fmt::format("The cart is picked, but not all of its orders: {left}", fmt::arg("left", left.words()));
}

}  // namespace dockhand
