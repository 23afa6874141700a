#include "terminal/flows/receipt_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/words/wording.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::string_view prefix = "why:";

// Empty: nothing is reserved for the line any more.
std::optional<Destination> destination_in(const PickList& list, const OrderLine& line, const LocationCode& dock) {
  std::optional<Destination> to;
  for (const PickStop& stop : list.stops) {
    if (stop.line != line) continue;
    if (!to) to = Destination{line, list.lane, stop.packs};
    if (stop.from == dock) to->here = to->here + stop.quantity;
    if (stop.from != dock && !to->elsewhere) to->elsewhere = stop.from;
  }
  if (to) return to;
  for (const HeldLine& held : list.held_lines) {
    if (held.line == line) return Destination{line, std::nullopt, held.packs};
  }
  return list.hold ? std::optional(Destination{line, std::nullopt, {}}) : std::nullopt;
}

// Returns "Bring 2 cs + 1 ea to X-01", and below it which of them did not come here, and what the hub may still decide
// otherwise.
std::string advice(const Destination& to, Quantity quantity) {
  if (!to.lane) return with_line("Stays here: only sent whole", not_confirmed(to.unsure));
  const std::string packs = pack_note(quantity, to.packs), lane = to.lane->text();
  const std::string bring =
      packs.empty() ? fmt::format("Bring to {lane}", fmt::arg("lane", lane))
                    : fmt::format("Bring {packs} to {lane}", fmt::arg("packs", packs), fmt::arg("lane", lane));
  const Quantity far = to.elsewhere ? quantity.less(to.here) : Quantity();
  const std::string from =
      far.none() ? "" : fmt::format("{} of them from {}, not from here", far.text(), to.elsewhere->text());
  return with_line(with_line(bring, from), not_confirmed(to.unsure));
}

}  // namespace

std::string place_for_stock(const ScreenContext& context, const Accepted& outcome, const Goods& goods) {
  const std::string anywhere = Destinations{}.stock;
  if (outcome.free.none()) return anywhere;
  const auto goals = goals_from(context, {goods}, context.dock.text());
  const bool is_known = goals && !goals->places.empty();
  return is_known ? goals->places.front().place.text() : anywhere;
}

Result<Destinations> destinations_of(const ScreenContext& context, const Accepted& outcome,
                                     const std::optional<ItemCode>& item) {
  Destinations destinations;
  if (item) destinations.stock = place_for_stock(context, outcome, {*item, ""});
  for (const Explanation& claim : outcome.claims) {
    if (claim.granted.none()) continue;
    const auto list = context.views.pick_list(claim.rank.line.document);
    if (!list) return list.error();
    auto to = *list ? destination_in(**list, claim.rank.line, context.dock) : std::nullopt;
    if (!to) continue;
    if (const auto found = (*list)->unsure.find(claim.rank.line); found != (*list)->unsure.end())
      to->unsure = found->second;
    destinations.lines.push_back(*std::move(to));
  }
  return destinations;
}

void show_claims(WorkPage& page, const Accepted& outcome, const Destinations& destinations) {
  page.list_heading = with_arrows(headline(outcome, destinations.stock));
  for (const Explanation& claim : outcome.claims) {
    if (claim.granted.none()) continue;
    const OrderLine& line = claim.rank.line;
    const auto to = std::find_if(destinations.lines.begin(), destinations.lines.end(),
                                 [&](const Destination& known) { return known.line == line; });
    page.rows.push_back({.id = std::string(prefix) + line.text(),
                         .title = line.text(),
                         .title_is_code = true,
                         .detail = to == destinations.lines.end()
                                       ? claim.customer
                                       : with_line(claim.customer, advice(*to, claim.granted)),
                         .value = claim.granted.text(),
                         .value_note = fmt::format("of {waiting}", fmt::arg("waiting", claim.waiting.text())),
                         .stripe = Stripe::done,
                         .icon = Icon::truck});
  }
}

std::optional<Step> open_why(std::string_view id) {
  if (!id.starts_with(prefix)) return std::nullopt;
  const auto line = OrderLine::parse(id.substr(prefix.size()));
  return line ? Step(Open{ScreenId::why, *line}) : Step(NotMine{});
}

Row stock_row(std::string id, Quantity free, const std::string& stock, const std::vector<Pack>& packs,
              const std::string& whose) {
  return {.id = std::move(id),
          .title = fmt::format("To {stock}", fmt::arg("stock", stock)),
          .detail = whose.empty() ? "Nobody waits for these" : with_line(whose, "For the orders that wait"),
          .value = free.text(),
          .value_note = pack_note(free, packs),
          .icon = Icon::stock};
}

namespace {

// Who has what the purchase brings for those that wait, when that is another terminal.
std::string other_holder(const std::vector<PurchaseLineView>& lines) {
  const auto holder = lines.empty() ? std::nullopt : lines.front().holder;
  return holder && !holder->ours ? set_aside_for(*holder) : "";
}

}  // namespace

void show_given(WorkPage& page, const Accepted& sum, const Destinations& destinations, const ItemCode& item,
                const std::vector<Pack>& packs, const std::vector<PurchaseLineView>& lines) {
  if (sum.claims.empty() && sum.free.none()) return;
  show_claims(page, sum, destinations);
  if (!sum.free.none())
    page.rows.push_back(stock_row("item:" + item.text(), sum.free, destinations.stock, packs, other_holder(lines)));
}

namespace {

// What goes straight to a customer does not come here.
bool is_awaited(const PurchaseLineView& line) { return !line.drop_ship && !line.open.none(); }

}  // namespace

const PurchaseLineView* line_for(const std::vector<PurchaseLineView>& lines, const ItemCode& item,
                                 const std::optional<PurchaseLine>& current) {
  const PurchaseLineView* chosen = nullptr;
  for (const PurchaseLineView& line : lines) {
    if (line.item != item) continue;
    const bool preferred = current == line.line && !line.open.none();
    const bool as_near = chosen == nullptr || !line.drop_ship || chosen->drop_ship;
    if (preferred || chosen == nullptr || (as_near && !is_awaited(*chosen))) chosen = &line;
  }
  return chosen;
}

namespace {

struct LineLook {
  std::string state;
  Stripe stripe;
  Icon icon;
};

LineLook look_of(const PurchaseLineView& line, bool active) {
  if (line.received > line.expected) {
    return {fmt::format("{packs} too many", fmt::arg("packs", in_packs(line.received.less(line.expected), line.packs))),
            Stripe::attention, Icon::attention};
  }
  if (line.drop_ship && !line.open.none()) return {"straight to the customer", Stripe::none, Icon::truck};
  if (line.closed) return {"closed by the office", Stripe::done, Icon::check};
  if (line.received == line.expected) return {"complete", Stripe::done, Icon::check};
  return {fmt::format("open {packs}", fmt::arg("packs", in_packs(line.open, line.packs))),
          active ? Stripe::active : Stripe::none, Icon::item};
}

}  // namespace

const PurchaseLineView* line_by(const std::vector<PurchaseLineView>& lines, const std::optional<PurchaseLine>& line) {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& one) { return one.line == line; });
  return found == lines.end() ? nullptr : &*found;
}

ReceiptSums sums_of(const std::vector<PurchaseLineView>& lines) {
  ReceiptSums sums;
  for (const PurchaseLineView& line : lines) {
    if (line.drop_ship) continue;
    sums.arrived = sums.arrived + line.received;
    sums.expected = sums.expected + line.expected;
  }
  return sums;
}

bool is_complete(const std::vector<PurchaseLineView>& lines) {
  const auto has_come = [](const PurchaseLineView& line) { return line.closed || !is_awaited(line); };
  return !lines.empty() && std::all_of(lines.begin(), lines.end(), has_come);
}

const char* what_is_left(const std::vector<PurchaseLineView>& lines) {
  if (!is_complete(lines)) return "Scan each item or case";
  const bool none_comes_here = std::all_of(lines.begin(), lines.end(), [](const auto& line) { return line.drop_ship; });
  return none_comes_here ? "Nothing of it comes here" : "All is here";
}

std::string whose_purchase(const std::vector<PurchaseLineView>& lines) {
  return lines.empty() ? "" : ask_first(lines.front().holder);
}

Answer with_all_here(Answer answer, bool was_complete, const std::vector<PurchaseLineView>& lines) {
  if (was_complete || !is_complete(lines)) return answer;
  answer.toast =
      answer.toast.empty() ? "All is here" : fmt::format("All is here. {toast}", fmt::arg("toast", answer.toast));
  if (answer.sound == Sound::accepted) answer.sound = Sound::done;
  return answer;
}

Expected expected_of(const PurchaseNumber& purchase, const std::vector<PurchaseLineView>& lines) {
  std::vector<ItemCode> items;
  items.reserve(lines.size());
  for (const PurchaseLineView& line : lines) items.push_back(line.item);
  return {fmt::format("an item of {purchase}", fmt::arg("purchase", purchase.text())), std::move(items)};
}

Refuse not_expected(const std::string& scanned, const PurchaseNumber& purchase, std::string name, std::string code) {
  RefusalPage page = refusal(fmt::format("Not on {purchase}", fmt::arg("purchase", purchase.text())),
                             "Put it aside, or leave this purchase first.");
  page.scanned_name = scanned;
  page.expected_heading = "Expected here";
  page.expected_name = std::move(name);
  page.expected_code = std::move(code);
  return Refuse{page, WhatPageExpects{}};
}

Row purchase_row(std::string id, const PurchaseLineView& line, bool active) {
  const LineLook look = look_of(line, active);
  return {.id = std::move(id),
          .title = line.name,
          .detail = line.item.text() + "\n" + look.state,
          .value = ratio(line.received, line.expected),
          .value_note = line.received > line.expected ? "over" : "",
          .stripe = look.stripe,
          .icon = look.icon};
}

Row blind_row(std::string id, const ItemCode& item, const std::string& name, Quantity received,
              const std::vector<Pack>& packs) {
  return {.id = std::move(id),
          .title = name,
          .detail = fmt::format("{item}\nreceived without a purchase", fmt::arg("item", item.text())),
          .value = received.text(),
          .value_note = pack_note(received, packs),
          .stripe = Stripe::done,
          .icon = Icon::check};
}

}  // namespace dockhand
