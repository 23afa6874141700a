// A tote is emptied into the lane of its order: the tote, then the lane.
//
// A chosen tote is begun work: it stays chosen until it is in its lane, or until a person takes another one. What
// nobody wants any more is put back first: by the books it would go into the lane with the rest.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/flows/bring_back.h"
#include "terminal/flows/stopped.h"
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
  Expected expects() const override {
    if (!job_.tote) return {"a tote with picked units", {Expected::Any::place}};
    Expected lane{fmt::format("lane {lane_name}", fmt::arg("lane_name", lane_name()))};
    lane.place = lane_;
    return lane;
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_answer(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;

 private:
  const ToteView* tote() const;
  std::vector<BringBackView> unwanted() const;  // units in the tote that nobody wants
  Row row_of(const ToteView& one) const;
  void show_units(WorkPage& page) const;
  Step take(const LocationCode& tote);
  Step choose(const LocationCode& tote);
  Step put(const LocationCode& lane) const;

  ScreenContext context_;
  std::vector<ToteView> totes_;  // with units in them
  std::vector<BringBackView> unwanted_;
  std::vector<ClaimView> units_;  // in the tote
  std::vector<Stopped> stopped_;  // of its order
  std::string lane_name() const { return lane_ ? lane_->text() : ""; }
  std::optional<LocationCode> lane_;  // of its order, once that was read
  std::string emptied_;               // the tote that was chosen, and that others have emptied
  Session session_;
};

bool is_full(const ToteView& one) {
  const bool holds = (!one.units.none() && !one.order.empty()) || !one.unwanted.none();
  return holds && !Sscc::parse(one.tote.text()).ok();
}

Status DropOffScreen::load() {
  auto totes = context_.views.totes();
  if (!totes) return totes.error();
  totes_ = std::move(totes).value();
  std::erase_if(totes_, [](const ToteView& one) { return !is_full(one); });
  auto unwanted = context_.views.to_bring_back();
  if (!unwanted) return unwanted.error();
  unwanted_ = std::move(unwanted).value();
  units_.clear();
  stopped_.clear();
  lane_.reset();
  if (job_.tote && tote() == nullptr) emptied_ = std::exchange(job_.tote, std::nullopt)->text();
  if (!job_.tote || tote()->order.empty()) return Done{};
  const auto order = OrderNumber::parse(tote()->order);
  if (!order) return order.error();
  const auto lane = context_.views.lane_of(*order);
  if (!lane) return lane.error();
  lane_ = *lane;
  auto stopped = stopped_of(context_.views, *order, context_.clock.now().date());
  if (!stopped) return stopped.error();
  stopped_ = std::move(stopped).value();
  auto units = context_.views.picked_of(*order);
  if (!units) return units.error();
  units_ = std::move(units).value();
  std::erase_if(units_, [&](const ClaimView& one) { return one.place != *job_.tote; });
  return Done{};
}

const ToteView* DropOffScreen::tote() const {
  const auto found =
      std::find_if(totes_.begin(), totes_.end(), [&](const ToteView& one) { return job_.tote == one.tote; });
  return found == totes_.end() ? nullptr : &*found;
}

WorkPage DropOffScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "Which tote do you bring?", .task = "Drop off"};
  page.actions = {back_button()};
  if (!session_.empty()) page.actions.push_back(undo_button());
  page.list_heading = counted(static_cast<std::int64_t>(totes_.size()), "tote with units", "totes with units");
  page.empty_text = "No tote has picked units.";
  page.scan_prompt = "Scan tote";
  show_units(page);
  for (const ToteView& one : totes_) page.rows.push_back(row_of(one));
  if (!emptied_.empty())
    page.strip = fmt::format("{emptied} is empty now: others have emptied it.", fmt::arg("emptied", emptied_));
  if (tote() == nullptr) return page;
  if (!unwanted().empty()) {
    page.instruction.verb = "Put back first";
    page.instruction.location = tote()->tote.text();
    page.strip = words_of(unwanted()) + ".";
    page.actions.push_back(common_button(buttons::put_back, ButtonRole::primary));
    return page;
  }
  page.instruction.verb = "Put all of it into lane";
  page.instruction.location = lane_name();
  page.instruction.count = tote()->units.text();
  page.instruction.name =
      fmt::format("{order}, from {tote}", fmt::arg("order", tote()->order), fmt::arg("tote", tote()->tote.text()));
  page.strip = with_line(words_of(stopped_), "Not booked yet: scan the lane.");
  page.scan_prompt = "Scan lane";
  page.actions.push_back(common_button(buttons::put, ButtonRole::primary));
  return page;
}

std::vector<BringBackView> DropOffScreen::unwanted() const {
  return job_.tote ? at_place(unwanted_, *job_.tote) : std::vector<BringBackView>{};
}

// Shows what one yes moves.
void DropOffScreen::show_units(WorkPage& page) const {
  show_stopped(stopped_, page);
  for (const ClaimView& one : units_) {
    page.rows.push_back({.title = one.item.text() + tracked_as(one.lot, one.serial),
                         .title_is_code = true,
                         .detail = fmt::format("in {place} for {line}", fmt::arg("place", one.place.text()),
                                               fmt::arg("line", one.line.text())),
                         .value = one.quantity.text(),
                         .stripe = Stripe::active,
                         .icon = Icon::stock});
  }
}

Row DropOffScreen::row_of(const ToteView& one) const {
  const bool this_one = job_.tote == one.tote;
  Row row{.id = "tote:" + one.tote.text(),
          .title = one.tote.text(),
          .title_is_code = true,
          .detail = one.order,
          .value = (one.units + one.unwanted).text(),
          .stripe = this_one ? Stripe::active : Stripe::none,
          .icon = this_one ? Icon::pick : Icon::stock};
  if (one.unwanted.none()) return row;
  row.detail += (row.detail.empty() ? "" : "\n") + words_of(at_place(unwanted_, one.tote));
  row.value_note = one.units.none() ? "to put back"
                                    : fmt::format("{unwanted} to put back", fmt::arg("unwanted", one.unwanted.text()));
  row.stripe = Stripe::attention;
  row.icon = Icon::attention;
  return row;
}

Step DropOffScreen::on_scan(const Scan&, const Found& found) {
  emptied_.clear();
  const auto* place = std::get_if<FoundLocation>(&found);
  if (place == nullptr) return NotMine{};
  if (place->kind == LocationKind::tote) return take(place->location);
  if (tote() == nullptr) return NotMine{};
  if (!unwanted().empty()) return ask_to_put_back(unwanted());
  if (place->location == lane_) return put(place->location);
  RefusalPage page = refusal("Wrong lane", "Put it into the lane of this order.");
  page.expected_heading = "Put it here instead";
  page.expected_location = lane_name();
  Refuse refused{page, {}};
  if (lane_) refused.unless = *lane_;
  return refused;
}

Step DropOffScreen::take(const LocationCode& tote) {
  const bool full = std::any_of(totes_.begin(), totes_.end(), [&](const ToteView& one) { return one.tote == tote; });
  if (!full) return Warn{fmt::format("{tote} has no picked units.", fmt::arg("tote", tote.text()))};
  if (!job_.tote || job_.tote == tote) return choose(tote);
  return Question{fmt::format("{} is not in its lane yet. Leave it and take {}?", job_.tote->text(), tote.text()),
                  {{.id = "tote:" + tote.text(), .title = fmt::format("Take {tote}", fmt::arg("tote", tote.text()))}}};
}

Step DropOffScreen::choose(const LocationCode& tote) {
  const auto back = at_place(unwanted_, tote);
  if (back.empty() || job_.tote) job_.tote = tote;  // the page is of the tote that is asked about
  const Status read = load();
  if (!read) return Refuse{refusal_of(read.error()), {}};
  return back.empty() ? Step(Stay{}) : ask_to_put_back(back);
}

Step DropOffScreen::on_answer(std::string_view id) {
  if (id == "none" && job_.tote) {
    const std::string left = std::exchange(job_.tote, std::nullopt)->text();
    const Status read = load();
    return read ? Step(Warn{fmt::format("{left} is left where it is. Nothing was booked.", fmt::arg("left", left))})
                : Step(Refuse{refusal_of(read.error()), {}});
  }
  const auto tote = LocationCode::parse(id.starts_with("tote:") ? id.substr(5) : "");
  return tote ? choose(*tote) : Step(Stay{});
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
  emptied_.clear();
  if (id == "undo") return undo_last_of(session_);
  if (auto out = open_put_back(id)) return *out;
  if (id == "put_back" && tote() != nullptr && !unwanted().empty()) return Open{ScreenId::move, tote()->tote};
  if (id == "put" && tote() != nullptr && unwanted().empty()) return lane_ ? put(*lane_) : Step(NotMine{});
  const auto place = LocationCode::parse(id.starts_with("tote:") ? id.substr(5) : "");
  if (place && job_.tote == *place) {
    return Question{fmt::format("{place} is chosen. Leave it where it is?", fmt::arg("place", place->text())),
                    {{.id = "none", .title = "Leave it"}}};
  }
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
  const auto full = std::count_if(totes->begin(), totes->end(), is_full);
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
