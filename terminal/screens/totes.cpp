// Several orders at once: each gets a tote, then one walk picks for all of them.
//
// A scanned tote takes the order that is in it, or the next by rank: so a cart is made up, and found again after a
// break, by scanning its totes. An order that was scanned or tapped asks for its tote.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/flows/bring_back.h"
#include "terminal/flows/cart_orders.h"
#include "terminal/kit/carts.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t max_totes = 12;  // on one cart
constexpr std::size_t max_shown = 30;

class TotesScreen final : public Screen {
 public:
  explicit TotesScreen(const ScreenContext& context) : context_(context) {}

  Status load() override;
  WorkPage page() const override;
  Expected expects() const override {
    if (!job_.order) return {"a tote or an order", {Expected::Any::place, Expected::Any::order}};
    return {fmt::format("a tote for {order}", fmt::arg("order", job_.order->text())), {Expected::Any::place}};
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_answer(std::string_view id) override;

 private:
  BegunCarts others() const { return in_zone(begun_carts(context_.jobs), zone_); }
  Result<std::optional<CartOrder>> read(const OrderNumber& order) const;
  Status read_taken();
  void resume(const Cluster& cart);
  Step reload();
  bool is_taken(const OrderNumber& order) const;
  bool needs_tote(const CartOrder& one) const { return !one.tote && !is_taken(one.order); }
  bool needs_totes() const {
    return std::ranges::any_of(orders_, [&](const CartOrder& one) { return needs_tote(one); });
  }
  bool is_on_cart(const ItemCode& item) const;
  bool goes_along(const OrderNumber& order) const;
  bool is_on_walk(const LocationCode& place) const;
  const CartOrder* next_without_tote() const;

  void show_totes(WorkPage& page) const;
  std::string with_totes() const;
  void show_orders(WorkPage& page) const;

  void keep_cart();
  enum class Asked { no, yes };
  Step take_order(const OrderNumber& order, Asked asked = Asked::no);
  Step scan_tote(const LocationCode& tote);
  Step take_tote_of(const OrderNumber& order, const LocationCode& tote);
  Step take(const OrderNumber& order, const LocationCode& tote);
  Step give_back(std::string_view order);
  Step choose_zone() const;
  Step start(bool and_scan);

  ScreenContext context_;
  std::string zone_;               // empty: all
  std::vector<ToteView> totes_;    // every one there is
  std::vector<CartOrder> orders_;  // by rank
  std::vector<CartOrder> taken_;   // each with its tote
  std::string left_cart_;          // totes that have nothing to be picked any more, until the next input
};

// --- reading -----------------------------------------------------------------------------------------------------

Status TotesScreen::load() {
  auto totes = context_.views.totes();
  if (!totes) return totes.error();
  totes_ = std::move(totes).value();
  if (job_.cart && taken_.empty()) resume(*job_.cart);
  const auto pickable = context_.views.pickable(max_shown, zone_);
  if (!pickable) return pickable.error();
  orders_.clear();
  for (const OrderView& order : *pickable) {
    auto one = read(order.order);
    if (!one) return one.error();
    if (*one) orders_.push_back(**one);
  }
  return read_taken();
}

// A cart that was begun before the program was started again.
void TotesScreen::resume(const Cluster& cart) {
  zone_ = cart.zone;
  for (const Cluster::Part& part : cart.parts) taken_.push_back(CartOrder{.order = part.order, .tote = part.tote});
}

void TotesScreen::keep_cart() {
  job_.cart.reset();
  if (taken_.empty()) return;
  job_.cart = Cluster{{}, zone_};
  for (const CartOrder& one : taken_) job_.cart->parts.push_back({one.order, *one.tote});
}

// What was finished meanwhile, or is not wanted any more, leaves the cart; the page says so.
Status TotesScreen::read_taken() {
  for (const CartOrder& before : std::exchange(taken_, {})) {
    auto now = read(before.order);
    if (!now) return now.error();
    if (!*now) {
      left_cart_ += fmt::format("{}{} of {}", left_cart_.empty() ? "" : ", ", before.tote->text(), before.order.text());
      continue;
    }
    (*now)->tote = before.tote;
    taken_.push_back(**now);
  }
  keep_cart();
  return Done{};
}

Result<std::optional<CartOrder>> TotesScreen::read(const OrderNumber& order) const {
  return read_cart_order(context_, order, zone_, {totes_, others()});
}

Step TotesScreen::reload() {
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

bool TotesScreen::is_taken(const OrderNumber& order) const {
  return std::any_of(taken_.begin(), taken_.end(), [&](const CartOrder& one) { return one.order == order; });
}

bool TotesScreen::is_on_cart(const ItemCode& item) const {
  return std::any_of(taken_.begin(), taken_.end(), [&](const CartOrder& one) {
    return std::find(one.items.begin(), one.items.end(), item) != one.items.end();
  });
}

// The walk of a cart that was begun goes on with all its orders.
bool TotesScreen::goes_along(const OrderNumber& order) const {
  if (is_taken(order)) return true;
  const BegunCarts begun = others();
  return job_.cart && std::any_of(begun.begin(), begun.end(), [&](const Jobs::Begun& one) {
           return is_part_of(*job_.cart, *one.job.cart) && !with_order({one}, order).empty();
         });
}

bool TotesScreen::is_on_walk(const LocationCode& place) const {
  const auto is_there = [&](const CartOrder& one) {
    return std::find(one.places.begin(), one.places.end(), place) != one.places.end() && goes_along(one.order);
  };
  return std::any_of(taken_.begin(), taken_.end(), is_there) || std::any_of(orders_.begin(), orders_.end(), is_there);
}

const CartOrder* TotesScreen::next_without_tote() const {
  const auto next = std::ranges::find_if(orders_, [&](const CartOrder& one) { return needs_tote(one) && !one.ask; });
  return next == orders_.end() ? nullptr : &*next;
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage TotesScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "One tote per order",
                      .task = zone_.empty() ? "Several" : fmt::format("Zone {zone}", fmt::arg("zone", zone_))};
  page.scan_prompt = taken_.empty() || job_.order ? "Scan tote" : "Scan tote or first place";
  const bool full = taken_.size() >= max_totes;
  if (full && !job_.order) page.scan_prompt = "Scan first place";
  page.actions = {back_button()};
  if (!left_cart_.empty())
    page.strip =
        fmt::format("Not on the cart any more, nothing is to be picked: {orders}.", fmt::arg("orders", left_cart_));
  if (job_.order) {
    page.instruction.verb = "Which tote is for";
    page.instruction.location = job_.order->text();
    show_totes(page);
    return page;
  }
  if (full) {
    page.instruction.name = "The cart is full: start";
  } else if (const auto* next = next_without_tote()) {
    page.instruction.name = fmt::format("The next tote is for {}", next->order.text());
  } else {
    const char* nothing_left = needs_totes() ? "Somebody else is at what is left" : "Every order has a tote";
    page.instruction.name = taken_.empty() ? "" : nothing_left;
  }
  show_orders(page);
  show_carts(others(), context_.clock.now(), page);
  page.actions.push_back(worded_button(buttons::zone, zone_.empty() ? "Zone" : zone_));
  if (!taken_.empty()) {
    page.actions.push_back(worded_button(buttons::done, "Start", ButtonRole::primary));
  }
  return page;
}

void TotesScreen::show_totes(WorkPage& page) const {
  page.list_heading = "Empty totes";
  page.empty_text = "No tote is free: scan another one.";
  for (const ToteView& tote : totes_) {
    const bool used =
        std::any_of(taken_.begin(), taken_.end(), [&](const CartOrder& one) { return one.tote == tote.tote; });
    if (used || !with_tote(begun_carts(context_.jobs), tote.tote).empty() || !tote.order.empty() ||
        !tote.unwanted.none())
      continue;
    page.rows.push_back({.id = "tote:" + tote.tote.text(),
                         .title = tote.tote.text(),
                         .title_is_code = true,
                         .detail = "tap when the order goes in here",
                         .icon = Icon::location});
  }
}

// What is begun in a tote that is not on this cart has one as well.
std::string TotesScreen::with_totes() const {
  std::int64_t all = static_cast<std::int64_t>(taken_.size()), have = all;
  for (const CartOrder& one : orders_) {
    if (is_taken(one.order)) continue;
    ++all;
    have += one.tote ? 1 : 0;
  }
  const std::string orders = orders_.size() < max_shown ? counted(all, "order", "orders")
                                                        : fmt::format("the first {all} orders", fmt::arg("all", all));
  return have == 1 ? fmt::format("1 of {orders} has a tote", fmt::arg("orders", orders))
                   : fmt::format("{have} of {orders} have a tote", fmt::arg("have", have), fmt::arg("orders", orders));
}

void TotesScreen::show_orders(WorkPage& page) const {
  page.list_heading =
      taken_.empty() ? listed(orders_.size(), max_shown, "order to pick", "orders to pick") : with_totes();
  page.empty_text = zone_.empty() ? "Nothing is reserved."
                                  : fmt::format("Nothing is reserved in zone {zone}.", fmt::arg("zone", zone_));
  for (const CartOrder& one : taken_) page.rows.push_back(row_of(one, true));
  for (const CartOrder& one : orders_) {
    if (!is_taken(one.order)) page.rows.push_back(row_of(one, false));
  }
}

// --- scans -------------------------------------------------------------------------------------------------------

Refuse not_on_this_walk() {
  return {refusal("Not on this walk", "Scan a tote, or the first place of the walk. To begin the walk, press Start."),
          WhatPageExpects{}};
}

Step TotesScreen::on_scan(const Scan&, const Found& found) {
  left_cart_.clear();
  if (const auto* order = std::get_if<FoundOrder>(&found)) return take_order(order->order);
  if (const auto* place = std::get_if<FoundLocation>(&found)) {
    if (place->kind == LocationKind::tote) return scan_tote(place->location);
    if (taken_.empty() || job_.order) return NotMine{};
    // A place of the walk says that the cart is made up; another one would leave out who has no tote yet.
    return is_on_walk(place->location) ? start(true) : not_on_this_walk();
  }
  // So does the first item, where that may stand for its place.
  const auto* item = std::get_if<FoundItem>(&found);
  if (item != nullptr && !job_.order && is_on_cart(item->item)) return start(true);
  const auto* carton = std::get_if<FoundUnit>(&found);
  return carton != nullptr ? scan_tote(LocationCode::parse(carton->unit.text()).value()) : Step(NotMine{});
}

Step TotesScreen::take_order(const OrderNumber& order, Asked asked) {
  if (is_taken(order)) return Warn{fmt::format("{order} has its tote already", fmt::arg("order", order.text()))};
  const auto one = read(order);
  if (!one) return Refuse{refusal_of(one.error()), {}};
  if (!*one) {
    const std::string& number = order.text();
    return Refuse{
        refusal("Nothing to pick",
                zone_.empty() ? fmt::format("Nothing of {order} is to be picked now.", fmt::arg("order", number))
                              : fmt::format("Nothing of {order} is to be picked in zone {zone} now.",
                                            fmt::arg("order", number), fmt::arg("zone", zone_))),
        {}};
  }
  if (asked == Asked::no && (*one)->ask) return *(*one)->ask;
  if ((*one)->tote) return take(order, *(*one)->tote);
  job_.order = order;
  return Stay{};
}

Step TotesScreen::scan_tote(const LocationCode& tote) {
  const auto known = std::find_if(totes_.begin(), totes_.end(), [&](const ToteView& one) { return one.tote == tote; });
  if (known == totes_.end()) return NotMine{};
  for (const CartOrder& one : taken_) {
    if (one.tote == tote)
      return Warn{fmt::format("{tote} is for {order} already", fmt::arg("tote", tote.text()),
                              fmt::arg("order", one.order.text()))};
  }
  if (!known->unwanted.none() && stands(Safeguard::put_back_first)) {
    const auto all = context_.views.to_bring_back();
    if (!all) return Refuse{refusal_of(all.error()), {}};
    if (const auto back = at_place(*all, tote); !back.empty()) return ask_to_put_back(back);
  }
  if (const auto order = OrderNumber::parse(known->order)) return take_tote_of(*order, tote);
  if (const auto order = order_in(begun_carts(context_.jobs), tote)) return take_tote_of(*order, tote);
  if (job_.order) return take(*job_.order, tote);
  if (const auto* next = next_without_tote()) return take(next->order, tote);
  return Warn{needs_totes() ? "Somebody else is at what is left. Choose an order first."
                            : "No other order is to be picked"};
}

// What was begun goes on in the tote where it was begun.
Step TotesScreen::take_tote_of(const OrderNumber& order, const LocationCode& tote) {
  const auto one = read(order);
  if (!one) return Refuse{refusal_of(one.error()), {}};
  const bool other_asked = job_.order && *job_.order != order;
  if (*one && !other_asked && !is_taken(order)) {
    if (!(*one)->ask || job_.order == order) return take(order, tote);
    return asked_for_tote(**one, tote);
  }
  return Refuse{refusal("Tote in use", fmt::format("{} is of {}. Take another tote.", tote.text(), order.text())),
                WhatPageExpects{}};
}

Step TotesScreen::take(const OrderNumber& order, const LocationCode& tote) {
  job_.order.reset();
  if (taken_.size() >= max_totes) return Warn{fmt::format("{} totes are enough for one walk", max_totes)};
  taken_.push_back(CartOrder{.order = order, .tote = tote});
  return reload();
}

// --- taps --------------------------------------------------------------------------------------------------------

Step TotesScreen::on_tap(std::string_view id) {
  left_cart_.clear();
  if (auto cart = open_cart_row(others(), id)) return *cart;
  if (id == "back" && job_.order) {
    job_.order.reset();
    return Stay{};
  }
  if (id == "zone") return choose_zone();
  if (id == "done") return job_.order || taken_.empty() ? Step(NotMine{}) : start(false);  // no order has its tote
  if (id.starts_with("taken:")) return give_back(id.substr(6));
  if (id.starts_with("order:")) {
    const auto order = OrderNumber::parse(id.substr(6));
    return order ? take_order(*order) : Step(NotMine{});
  }
  if (!id.starts_with("tote:")) return NotMine{};
  const auto tote = LocationCode::parse(id.substr(5));
  return tote ? scan_tote(*tote) : Step(NotMine{});
}

Step TotesScreen::on_answer(std::string_view id) {
  if (const auto answer = taken_answer(id)) {
    return answer->tote ? take(answer->order, *answer->tote) : take_order(answer->order, Asked::yes);
  }
  if (!id.starts_with("zone:")) return Stay{};
  zone_ = id.substr(5);
  return reload();
}

Step TotesScreen::give_back(std::string_view order) {
  std::erase_if(taken_, [&](const CartOrder& one) { return one.order.text() == order; });
  keep_cart();
  return Stay{};
}

Step TotesScreen::choose_zone() const {
  const auto zones = context_.views.zones();
  if (!zones) return Refuse{refusal_of(zones.error()), {}};
  if (zones->empty()) return Warn{"No place here has a zone"};
  Question question{.words = "Which zone do you pick? The rest is left for others.",
                    .choices = {{.id = "zone:", .title = "All zones", .icon = Icon::location}},
                    .no = "Back",
                    .list = true};
  for (const std::string& zone : *zones) {
    question.choices.push_back({.id = "zone:" + zone, .title = zone, .icon = Icon::location});
  }
  return question;
}

// From here on the cart is what the walk has begun.
Step TotesScreen::start(bool and_scan) {
  keep_cart();
  Cluster cart = *job_.cart;
  for (const Jobs::Begun& begun : others()) {
    if (is_part_of(cart, *begun.job.cart)) {
      cart = *begun.job.cart;
    } else if (begun.job.holds_work() && shares_order(cart, *begun.job.cart)) {
      return Warn{fmt::format("Go on with the other cart first: {what}", fmt::arg("what", words_of(begun.job)))};
    }
  }
  job_ = {};
  taken_.clear();
  return Open{ScreenId::cluster, std::move(cart), and_scan};
}

}  // namespace

ScreenInfo describe_totes() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<TotesScreen>(context);
          },
          .resumed_by = [](const std::string&, const Job&) -> Target { return {}; }};
}

}  // namespace dockhand
