// A tote is emptied into the lane of its order: the tote, then the lane.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class DropOffScreen final : public Screen {
 public:
  explicit DropOffScreen(const ScreenContext& context) : context_(context) {}

  Status load() override;
  WorkPage page() const override;
  std::string expects() const override { return job_.place ? "lane " + lane_ : "a tote with picked units"; }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;

 private:
  const ToteView* tote() const;
  Step take(const LocationCode& tote);
  Step put(const LocationCode& lane) const;

  ScreenContext context_;
  std::vector<ToteView> totes_;   // with units in them
  std::vector<ClaimView> units_;  // in the tote
  std::string lane_;              // of its order
  Session session_;
};

Status DropOffScreen::load() {
  auto totes = context_.views.totes();
  if (!totes) return totes.error();
  totes_ = std::move(totes).value();
  std::erase_if(totes_, [](const ToteView& one) {
    return one.units.none() || one.order.empty() || Sscc::parse(one.tote.text()).ok();
  });
  units_.clear();
  lane_.clear();
  if (tote() == nullptr) job_.place.reset();  // it was emptied meanwhile
  if (!job_.place) return Done{};
  const auto order = OrderNumber::parse(tote()->order);
  if (!order) return order.error();
  const auto lane = context_.views.lane_of(*order);
  if (!lane) return lane.error();
  lane_ = lane->text();
  auto units = context_.views.picked_of(*order);
  if (!units) return units.error();
  units_ = std::move(units).value();
  std::erase_if(units_, [&](const ClaimView& one) { return one.place != *job_.place; });
  return Done{};
}

const ToteView* DropOffScreen::tote() const {
  const auto found =
      std::find_if(totes_.begin(), totes_.end(), [&](const ToteView& one) { return job_.place == one.tote; });
  return found == totes_.end() ? nullptr : &*found;
}

WorkPage DropOffScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "Which tote is empty now?", .task = "Drop off"};
  page.actions = {back_button()};
  if (!session_.empty()) page.actions.push_back(undo_button());
  page.list_heading = counted(static_cast<std::int64_t>(totes_.size()), "tote with units", "totes with units");
  page.empty_text = "No tote has picked units.";
  page.scan_prompt = "Scan tote";
  for (const ToteView& one : totes_) {
    const bool this_one = job_.place == one.tote;
    page.rows.push_back({.id = "tote:" + one.tote.text(),
                         .title = one.tote.text(),
                         .title_is_code = true,
                         .detail = one.order,
                         .value = one.units.text(),
                         .stripe = this_one ? Stripe::active : Stripe::none,
                         .icon = this_one ? Icon::pick : Icon::stock});
  }
  if (tote() == nullptr) return page;
  page.instruction.verb = "Put all of it into lane";
  page.instruction.location = lane_;
  page.instruction.count = tote()->units.text();
  page.instruction.name = tote()->order + ", from " + tote()->tote.text();
  page.strip = "Not booked yet: scan the lane.";
  page.scan_prompt = "Scan lane";
  page.actions.push_back({.id = "put", .label = "It is there", .icon = Icon::check, .role = ButtonRole::primary});
  return page;
}

Step DropOffScreen::on_scan(const Scan&, const Found& found) {
  const auto* place = std::get_if<FoundLocation>(&found);
  if (place == nullptr) return NotMine{};
  if (place->kind == LocationKind::tote) return take(place->location);
  if (tote() == nullptr) return NotMine{};
  if (place->location.text() == lane_) return put(place->location);
  RefusalPage page = refusal("Wrong lane", "Put it into the lane of this order.");
  page.expected_heading = "Put it here instead";
  page.expected_location = lane_;
  return Refuse{page, LocationCode::parse(lane_).value()};
}

Step DropOffScreen::take(const LocationCode& tote) {
  const bool full = std::any_of(totes_.begin(), totes_.end(), [&](const ToteView& one) { return one.tote == tote; });
  if (!full) return Warn{tote.text() + " has no picked units."};
  job_.place = tote;
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step DropOffScreen::put(const LocationCode& lane) const {
  Do booked{{}, {}, Job{}};
  for (const ClaimView& one : units_) {
    booked.actions.emplace_back(Move{units_of(one.item, one.quantity, one.lot, one.serial), one.place, lane});
    booked.seen.emplace_back(SeenLoose{one.place, one.item, one.lot, one.serial, one.quantity.units()});
  }
  return booked;
}

Step DropOffScreen::on_tap(std::string_view id) {
  if (id == "undo") return undo_last_of(session_);
  if (id == "put" && tote() != nullptr) {
    const auto lane = LocationCode::parse(lane_);
    return lane ? put(*lane) : Step(NotMine{});
  }
  if (id == "back" && job_.place) {
    job_.place.reset();
    const Status read = load();
    return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
  }
  const auto place = LocationCode::parse(id.starts_with("tote:") ? id.substr(5) : "");
  return place ? take(*place) : Step(NotMine{});
}

Answer DropOffScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    return {.toast = session_.undone(*undo, outcome)};
  }
  const auto* move = std::get_if<Move>(&action);
  if (move == nullptr) return {};
  session_.booked(move->from.text(), action, outcome);
  return {.toast = fmt::format("{} is empty, all at {}", move->from.text(), move->to.text()), .sound = Sound::done};
}

Result<std::string> full_totes(Views& views) {
  const auto totes = views.totes();
  if (!totes) return totes.error();
  const auto full = std::count_if(totes->begin(), totes->end(), [](const ToteView& one) {
    return !one.units.none() && !one.order.empty() && !Sscc::parse(one.tote.text()).ok();
  });
  return full == 0 ? std::string() : std::to_string(full);
}

}  // namespace

ScreenInfo describe_drop_off() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<DropOffScreen>(context);
          },
          .home = HomeEntry{"Drop off", "Totes into their lanes", Icon::location, full_totes, true},
          .resumed_by = [](const std::string&, const Job&) -> Target { return {}; }};
}

}  // namespace dockhand
