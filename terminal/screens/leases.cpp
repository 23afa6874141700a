// Which goods and orders are one terminal's, so that what it gives or picks without a network stands.
//
// A supervisor scans what this terminal shall have, or takes back what any has. Both are decided where the hub is: a
// terminal that has one asks it, and nothing holds before it has answered.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/device/hub_state.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most_leases = 1000, most_pallets = 50;

// What is set aside by one number.
struct LeasedGoods {
  std::string kind, document;
  LeaseHolder holder;
  std::int64_t waiting = 0, reserved = 0;

  std::string id() const { return kind + ":" + document; }
};

std::vector<LeasedGoods> by_document(const std::vector<LeaseView>& leases) {
  std::vector<LeasedGoods> all;
  for (const LeaseView& one : leases) {
    const bool next = all.empty() || all.back().kind != one.kind || all.back().document != one.document;
    if (next) all.push_back({one.kind, one.document, {one.holder, one.ours}});
    all.back().waiting += one.waiting;
    all.back().reserved += one.reserved;
  }
  return all;
}

class LeasesScreen final : public Screen {
 public:
  explicit LeasesScreen(const ScreenContext& context) : context_(context) {}

  Status load() override {
    const auto read = context_.views.leases(most_leases);
    if (!read) return read.error();
    goods_ = by_document(*read);
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Whose is it?", .task = "Set aside", .name = "Scan what this terminal shall have"};
    page.scan_prompt = "Scan purchase, pallet or order";
    page.list_heading = fmt::format("{count} set aside", fmt::arg("count", goods_.size()));
    page.empty_text = "Nothing is set aside. Scan a purchase, a pallet or an order to keep it for this terminal.";
    page.rows.reserve(goods_.size());
    for (const LeasedGoods& one : goods_) page.rows.push_back(row(one));
    page.actions = {back_button()};
    return page;
  }

  Expected expects() const override {
    return {"a purchase, a notice or pallet that is on its way, or an order",
            {Expected::Any::purchase, Expected::Any::pallet, Expected::Any::order}};
  }

  Step on_scan(const Scan&, const Found& found) override {
    if (const auto* purchase = std::get_if<FoundPurchase>(&found)) return ask_to_take({purchase->purchase});
    if (const auto* unit = std::get_if<FoundUnit>(&found)) return ask_to_take({unit->unit});
    if (const auto* order = std::get_if<FoundOrder>(&found)) return ask_to_take({order->order});
    if (const auto* notice = std::get_if<FoundAsn>(&found)) return ask_to_take_all(notice->asn);
    return NotMine{};
  }

  Step on_tap(std::string_view id) override {
    const auto found =
        std::find_if(goods_.begin(), goods_.end(), [&](const LeasedGoods& one) { return id == one.id(); });
    return found == goods_.end() ? Step(NotMine{}) : ask_to_give_back(*found);
  }

  Answer on_accepted(const Action& action, const Accepted& outcome) override {
    const bool asked = context_.hub != nullptr && context_.hub->configured && outcome.quantity.none();
    if (asked) return {.toast = "The hub is asked. It holds with the next sync."};
    return {.toast = std::holds_alternative<Assign>(action) ? "Set aside for this terminal" : "Set aside no more",
            .sound = Sound::done};
  }

 private:
  static Row row(const LeasedGoods& one) {
    return {.id = one.id(),
            .title = one.document,
            .title_is_code = true,
            .detail = fmt::format("{whose}\n{waiting} wait for it, {reserved} reserved",
                                  fmt::arg("whose", set_aside_for(one.holder)), fmt::arg("waiting", one.waiting),
                                  fmt::arg("reserved", one.reserved)),
            .value = std::to_string(one.waiting + one.reserved),
            .value_note = "units",
            .stripe = one.holder.ours ? Stripe::active : Stripe::none,
            .icon = one.kind == "order" ? Icon::order : Icon::purchase};
  }

  Step ask_to_take(std::vector<Leased> goods, const std::string& notice = {}) const {
    const std::string name = notice.empty() ? text_of(goods.front()) : notice;
    Do all;
    all.actions.reserve(goods.size());
    for (Leased& one : goods) all.actions.emplace_back(Assign{std::move(one), std::nullopt, context_.dock.text()});
    return Question{.words = fmt::format("Set {goods} aside for this terminal?", fmt::arg("goods", name)),
                    .choices = {{.id = "take",
                                 .title = "Set it aside",
                                 .then = std::move(all),
                                 .detail = "What is given or picked of it here stands, also without a network",
                                 .supervisor = true}}};
  }

  Step ask_to_take_all(const std::string& notice) const {
    const auto pallets = context_.views.announced_by(notice, most_pallets);
    if (!pallets) return Refuse{refusal_of(pallets.error()), {}};
    std::vector<Leased> on_their_way;
    on_their_way.reserve(pallets->size());
    for (const Sscc& one : *pallets) {
      const auto unit = context_.views.unit(one);
      if (!unit) return Refuse{refusal_of(unit.error()), {}};
      if (*unit && (*unit)->stands_at.empty()) on_their_way.emplace_back(one);
    }
    if (on_their_way.empty()) return Warn{"Nothing of this notice is on its way any more. Not set aside."};
    return ask_to_take(std::move(on_their_way), notice);
  }

  Step ask_to_give_back(const LeasedGoods& one) const {
    const auto what = named(one);
    if (!what) return NotMine{};
    const std::string why = fmt::format("taken back at {dock}", fmt::arg("dock", context_.dock.text()));
    return Question{.words = fmt::format("Set {goods} aside no more? {whose}.", fmt::arg("goods", one.document),
                                         fmt::arg("whose", set_aside_for(one.holder))),
                    .choices = {{.id = "give_back",
                                 .title = "Set it aside no more",
                                 .then = Do{{Revoke{*what, why}}},
                                 .detail = "What waits for it goes to who comes first",
                                 .icon = Icon::attention,
                                 .supervisor = true}}};
  }

  using What = decltype(Revoke::what);
  template <class Number>
  static std::optional<What> parsed(const std::string& text) {
    const auto read = Number::parse(text);
    return read ? std::optional<What>(*read) : std::nullopt;
  }
  static std::optional<What> named(const LeasedGoods& one) {
    if (one.kind == "unit") return parsed<Sscc>(one.document);
    if (one.kind == "order") return parsed<OrderNumber>(one.document);
    return parsed<PurchaseNumber>(one.document);
  }

  ScreenContext context_;
  std::vector<LeasedGoods> goods_;
};

Result<std::string> number_set_aside(Views& views) {
  const auto read = views.leases(most_leases);
  if (!read) return read.error();
  const std::size_t goods = by_document(*read).size();
  return goods == 0 ? std::string() : at_least(goods, most_leases);
}

}  // namespace

ScreenInfo describe_leases() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<LeasesScreen>(context);
          },
          .home = HomeEntry{"Set aside", "Goods and orders of one terminal", Icon::purchase, number_set_aside, true}};
}

}  // namespace dockhand
