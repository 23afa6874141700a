// One handling unit: what is on it, where it stands. Scanned again it is received, and then the place where it is put
// is asked for. One that stands somewhere is moved by choosing Move, never by two scans in a row.
#include <fmt/format.h>

#include <utility>

#include "storage/model/place_words.h"
#include "storage/words/wording.h"
#include "terminal/flows/pallet.h"
#include "terminal/flows/receipt_rows.h"
#include "terminal/kit/over_receipt.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr const char* reason_found = "found";

class UnitScreen final : public Screen {
 public:
  UnitScreen(const ScreenContext& context, Sscc unit) : context_(context), unit_(std::move(unit)) {}

  Status load() override {
    auto read = context_.views.unit(unit_);
    if (!read) return read.error();
    view_ = std::move(read).value();
    forget_what_is_over();
    auto destinations = receipt_ ? destinations_of(context_, *receipt_) : Result<Destinations>(Destinations{});
    if (!destinations) return destinations.error();
    destinations_ = std::move(destinations).value();
    return Done{};
  }

  WorkPage page() const override;
  std::string about() const override { return unit_.text(); }
  Expected expects() const override {
    if (is_announced()) return {"the pallet again", {Expected::Any::pallet}};
    if (is_lost() && job_.found) return {"the place where it stands", {Expected::Any::place}};
    if (is_lost() || !put_away_) return "something else";
    return {"the place where it is put", {Expected::Any::place}};
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  std::optional<Step> on_refused(const Refused& refused, const Do& asked) override {
    Quantity units;
    if (view_) {
      for (const UnitContent& content : view_->contents) units = units + content.quantity;
    }
    return ask_over(refused, asked, units, context_.over_tolerance);
  }
  Step on_changed(const Do& asked, const Changed& changed) override {
    if (!is_confirmed(asked)) return Screen::on_changed(asked, changed);
    return Refuse{
        refusal("It has changed", fmt::format("{why} Scan it again.", fmt::arg("why", sentence_of(changed.error)))),
        {}};
  }

 private:
  bool is_announced() const { return view_ && view_->stands_at.empty(); }
  bool is_here() const { return view_ && !view_->stands_at.empty() && !is_account(view_->stands_at); }
  bool is_lost() const { return view_ && view_->stands_at == account::lost; }
  Step receive() const { return Do{{ReceiveUnit{unit_, context_.dock}}, {SeenUnit{unit_, ""}, announced_on(*view_)}}; }
  void show_contents(WorkPage& page) const;
  void show_lost(WorkPage& page) const;
  void take_back(const Undo& undo);
  void forget_what_is_over();

  ScreenContext context_;
  Sscc unit_;
  std::optional<UnitView> view_;
  std::optional<Accepted> receipt_;  // given from this screen
  bool put_away_ = false;            // it was received here, and its place is asked for
  bool was_found_ = false;           // by others, while its place was asked for here
  Destinations destinations_;        // where what it gave belongs
  Session session_;
  std::string left_at_;     // where it stood after the last booking of this screen
  bool has_booked_ = true;  // since it was read
};

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage UnitScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "Not here", .task = "Pallet", .code = unit_.text()};
  page.empty_text = "Nothing is on it.";
  page.actions = {back_button()};
  if (!session_.empty()) page.actions.push_back(undo_button());
  if (!view_) return page;
  if (is_announced()) {
    page.instruction.verb = "Is on its way";
    page.instruction.name =
        fmt::format("Scan it again to receive it at {dock}", fmt::arg("dock", context_.dock.text()));
    page.instruction.where_in_list = view_->asn;
    page.scan_prompt = "Scan it again";
    page.actions.push_back(common_button(buttons::receive_here, ButtonRole::primary));
  } else if (is_here()) {
    page.instruction.verb =
        view_->order.empty() ? "Stands at" : fmt::format("Carton of {order} at", fmt::arg("order", view_->order));
    page.instruction.location = view_->stands_at;
    page.scan_prompt = put_away_ ? "Scan where you put it" : "Scan anything";
    page.actions.push_back(common_button(buttons::move, ButtonRole::primary));
  } else {
    page.instruction.name = fmt::format("It {place}", fmt::arg("place", standing_in_words(view_->stands_at)));
  }
  if (is_lost()) show_lost(page);
  if (was_found_ && is_here()) page.strip = "It was found meanwhile. Nothing was booked here.";
  if (receipt_ && put_away_) show_claims(page, *receipt_, destinations_);
  show_contents(page);
  return page;
}

void UnitScreen::show_lost(WorkPage& page) const {
  page.empty_text = "What is on it is counted where it stands.";
  if (job_.found) {
    page.instruction.verb = "Scan where it stands";
    page.strip = "Not booked yet: scan where it stands.";
    page.scan_prompt = "Scan where it stands";
    return;
  }
  page.actions.push_back(common_button(buttons::found, ButtonRole::primary));
}

void UnitScreen::show_contents(WorkPage& page) const {
  for (const UnitContent& content : view_->contents) {
    std::string detail = content.item.text();
    detail += tracked_as(content.lot, content.serial);
    if (!content.reserved.none()) detail += fmt::format("\n{} of them for orders", content.reserved.text());
    page.rows.push_back({.id = "item:" + content.item.text(),
                         .title = content.name,
                         .detail = std::move(detail),
                         .value = content.quantity.text(),
                         .value_note = pack_note(content.quantity, content.packs),
                         .icon = Icon::stock});
  }
}

// --- scans and taps ----------------------------------------------------------------------------------------------

Step UnitScreen::on_scan(const Scan&, const Found& found) {
  if (const auto* same = std::get_if<FoundUnit>(&found); same != nullptr && same->unit == unit_) {
    return is_announced() ? receive() : Step(Stay{});
  }
  const auto* place = std::get_if<FoundLocation>(&found);
  if (place == nullptr) return NotMine{};
  was_found_ = false;
  if (is_lost() && job_.found)
    return Do{{MoveUnit{unit_, place->location, reason_found}}, {SeenUnit{unit_, view_->stands_at}}, Job{}};
  if (!is_here() || !put_away_) return NotMine{};
  if (place->location.text() == view_->stands_at) return Warn{"It stands there. Scan where you put it."};
  return Do{{MoveUnit{unit_, place->location, {}}}, {SeenUnit{unit_, view_->stands_at}}};
}

Step UnitScreen::on_tap(std::string_view id) {
  was_found_ = false;
  if (id == "receive" && is_announced()) return receive();
  if (id == "move" && is_here()) return Open{ScreenId::move, unit_};
  if (id == "found" && is_lost()) {
    job_.found = unit_;
    return Stay{};
  }
  if (id == "undo") return undo_last_of(session_);
  if (auto why = open_why(id)) return *why;
  if (!id.starts_with("item:")) return NotMine{};
  const auto item = ItemCode::parse(id.substr(5));
  return item ? Step(Open{ScreenId::item, *item}) : Step(NotMine{});
}

Answer UnitScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    has_booked_ = true;
    take_back(*undo);
    return {.toast = session_.undone(*undo, outcome)};
  }
  has_booked_ = true;
  session_.booked(unit_.text(), action, outcome);
  if (const auto* move = std::get_if<MoveUnit>(&action)) {
    put_away_ = false;
    const auto waiting = waiting_again(outcome);
    const std::string at = with_waiting(fmt::format("It stands at {to} now", fmt::arg("to", move->to.text())), waiting);
    if (move->reason != reason_found || outcome.notices.empty())
      return {.toast = at, .sound = waiting.empty() ? Sound::accepted : Sound::attention};
    return {.toast = fmt::format("{at}. Count what is on it.", fmt::arg("at", at)), .sound = Sound::attention};
  }
  receipt_ = outcome;
  put_away_ = true;
  if (!outcome.notices.empty()) return {.toast = sentence(outcome.notices.front()), .sound = Sound::attention};
  return {.toast = with_arrows(headline(outcome))};
}

// Once another screen has moved it, or said that it is gone, what was booked here is not what it holds any more, and an
// undo of that would be refused.
void UnitScreen::forget_what_is_over() {
  const std::string at = view_ ? view_->stands_at : "";
  if (!std::exchange(has_booked_, false) && at != left_at_) {
    receipt_.reset();
    put_away_ = false;
    session_ = Session();
  }
  left_at_ = at;
  if (job_.found && !is_lost()) {
    job_.found.reset();
    was_found_ = true;
  }
}

// Its place is asked for again when its being put away was taken back; not when its receipt was.
void UnitScreen::take_back(const Undo& undo) {
  for (const Session::Booked& one : session_.entries()) {
    if (one.outcome.id != undo.target) continue;
    put_away_ = std::holds_alternative<MoveUnit>(one.action) && receipt_;
    if (!put_away_) receipt_.reset();
  }
}

}  // namespace

ScreenInfo describe_unit() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            return std::make_unique<UnitScreen>(context, std::get<Sscc>(target));
          },
          .opened_by = [](const Found& found) -> std::optional<Target> {
            const auto* unit = std::get_if<FoundUnit>(&found);
            return unit != nullptr ? std::optional<Target>(unit->unit) : std::nullopt;
          },
          .resumed_by = [](const std::string& about, const Job&) -> Target {
            const auto unit = Sscc::parse(about);
            return unit ? Target(*unit) : Target();
          }};
}

}  // namespace dockhand
