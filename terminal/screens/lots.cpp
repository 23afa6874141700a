// Lots: a recall, and what is set aside until somebody has decided. Where its units are, here and with customers.
//
// A lot's status and its expiry date are a supervisor's word: the question says how many units it is about, and its
// answer books exactly it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "terminal/kit/label.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t lots_shown = 200;

struct Choosable {
  LotStatus status;
  const char* id;
  const char* title;
  const char* detail;
  const char* reason;  // beside what its status says
};
constexpr std::array statuses{
    Choosable{LotStatus::recalled, "recall", "Recall it", "Nobody picks it; who had it reserved waits again", ""},
    Choosable{LotStatus::quarantine, "set-aside", "Set it aside", "Nobody picks it until it is decided", ""},
    Choosable{LotStatus::available, "available", "It is good", "It may be picked again", "Decided: it is good"}};

class LotsScreen final : public Screen {
 public:
  LotsScreen(const ScreenContext& context, std::optional<ItemCode> item) : context_(context), item_(std::move(item)) {}

  Status load() override;
  WorkPage page() const override;
  Expected expects() const override {
    if (job_.label) return expected_by(*job_.label);
    return {"an item that has lots, or the label of a lot", {Expected::Any::item}};
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_text(const std::string& text) override;
  bool takes_text() const override { return true; }
  Step on_answer(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Step on_changed(const Do& asked, const Changed& changed) override;

 private:
  TakeUnits taker() {
    return [this](const Units& units, const std::string&) { return find_lot(units); };
  }
  Step find_lot(const Units& units);
  std::optional<Step> lot_named(const Scan& scan);
  static Question which_of(const std::vector<LotView>& named);
  Step show_only(const ItemCode& item);
  Step ask_now(const ItemCode& item, const std::string& lot);
  Step ask(const LotView& lot);
  static Warn gone() { return Warn{"That lot is gone. Nothing was booked."}; }
  Choice decide(const LotView& lot, const Lot& code, const Choosable& to) const;
  Step ask_recall(const LotView& lot) const;
  Step correct(const LotView& lot, const std::string& typed) const;

  ScreenContext context_;
  std::optional<ItemCode> item_;  // only the lots of this item; none: all lots
  std::vector<LotView> lots_;
  std::vector<LotView> offered_;  // the lots of one name between which a question chooses
  std::optional<LotView> shown_;  // what the question and the keypad are about
};

// Units of a lot that are picked: they are nobody's to lose, and have to be taken out of where they stand.
struct PickedOfLot {
  std::int64_t units = 0;
  std::string places{};  // "X-03, T-01"
};

Result<PickedOfLot> picked_of(Views& views, const ItemCode& item, const std::string& lot) {
  const auto known = views.item(item);
  if (!known) return known.error();
  PickedOfLot picked;
  if (!*known) return picked;
  for (const StockRow& row : (*known)->stock) {
    const bool for_orders =
        row.kind == LocationKind::lane || row.kind == LocationKind::shipping || row.kind == LocationKind::tote;
    if (!for_orders || row.lot != lot || row.reserved <= 0) continue;
    picked.units += row.reserved;
    picked.places += (picked.places.empty() ? "" : ", ") + row.place.text();
  }
  return picked;
}

std::string key_of(const LotView& lot) { return "lot:" + lot.item.text() + "|" + lot.lot; }

const char* word_of(LotStatus status) {
  switch (status) {
    case LotStatus::available: break;
    case LotStatus::quarantine: return "set aside";
    case LotStatus::recalled: return "recalled";
  }
  return "good";
}

Status LotsScreen::load() {
  auto read = item_ ? context_.views.lots_of(*item_) : context_.views.lots();
  if (!read) return read.error();
  lots_ = std::move(read).value();
  return Done{};
}

WorkPage LotsScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "Which lot?", .task = "Lots", .name = "Scan its label, or tap it"};
  if (item_) page.instruction.code = item_->text();
  page.scan_prompt = "Scan lot or item";
  page.list_heading = listed(std::min(lots_.size(), lots_shown), lots_shown, "lot", "lots");
  page.empty_text = item_ ? "It has no lots." : "No item here has lots.";
  page.actions = {back_button()};
  if (job_.label) {
    page.actions = label_buttons(*job_.label);
    show_label(*job_.label, page);
  }
  for (const LotView& lot : lots_) {
    if (page.rows.size() == lots_shown) break;
    const bool good = lot.status == LotStatus::available;
    std::string detail = lot.item.text();
    if (lot.expiry) detail += fmt::format(" · expires {}", day(*lot.expiry, context_.clock.now().date()));
    detail += fmt::format("\n{}, {} for orders, {} with customers", word_of(lot.status), lot.for_orders, lot.shipped);
    page.rows.push_back({.id = key_of(lot),
                         .title = lot.lot,
                         .title_is_code = true,
                         .detail = std::move(detail),
                         .value = std::to_string(lot.on_hand),
                         .value_note = "here",
                         .stripe = good ? Stripe::none : Stripe::attention,
                         .icon = good ? Icon::stock : Icon::attention});
  }
  return page;
}

Step LotsScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
  if (auto named = lot_named(scan)) return *std::move(named);
  const auto* item = std::get_if<FoundItem>(&found);
  if (item == nullptr) return NotMine{};
  if (!scan.lot) return show_only(item->item);
  return take_label(job_, read_label(context_.views, *item, scan, LabelFor::handling), item->name, taker());
}

// A text that is a lot here is meant as one, whatever else on the site has that name.
std::optional<Step> LotsScreen::lot_named(const Scan& scan) {
  if (scan.sscc || (scan.gtin && !scan.by_form)) return std::nullopt;
  const std::string text = scan.lot ? scan.lot->text() : scan.symbol.text;
  auto read = context_.views.lots_named(text);
  if (!read) return Refuse{refusal_of(read.error()), {}};
  std::vector<LotView> named = std::move(read).value();
  if (item_ && named.size() > 1) std::erase_if(named, [&](const LotView& lot) { return lot.item != *item_; });
  if (named.empty()) return std::nullopt;
  if (named.size() == 1) return ask(named.front());
  offered_ = named;
  return which_of(named);
}

Question LotsScreen::which_of(const std::vector<LotView>& named) {
  Question question{.words = fmt::format("Several items have a lot {}. Which one?", named.front().lot),
                    .choices = {},
                    .no = "Back",
                    .list = true};
  for (const LotView& lot : named) {
    question.choices.push_back({.id = key_of(lot), .title = lot.item.text(), .icon = Icon::item});
  }
  return question;
}

Step LotsScreen::show_only(const ItemCode& item) {
  item_ = item;
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step LotsScreen::find_lot(const Units& units) {
  const auto known = context_.views.lot(units.item, lot_of(units));
  if (!known) return Refuse{refusal_of(known.error()), {}};
  if (*known) return ask(**known);
  return Refuse{refusal("No such lot", fmt::format("{} has no lot {} in the books.", units.item.text(), lot_of(units))),
                {}};
}

Step LotsScreen::on_text(const std::string& text) {
  if (job_.label) return type_second(context_.views, job_, text, taker());
  return shown_ ? correct(*shown_, text) : Step(Stay{});
}

Step LotsScreen::on_answer(std::string_view id) {
  if (id.starts_with("lot:")) {
    const auto chosen =
        std::find_if(offered_.begin(), offered_.end(), [&](const LotView& lot) { return id == key_of(lot); });
    return chosen != offered_.end() ? ask_now(chosen->item, chosen->lot) : Step(gone());
  }
  if (id == statuses.front().id && shown_) return ask_recall(*shown_);
  if (id != "expiry" || !shown_) return Warn{"Nothing was booked"};
  job_.label.reset();  // it has found its lot: what is typed next is the date
  return AskText{"Expiry date",
                 fmt::format("{item}, lot {lot}", fmt::arg("item", shown_->item.text()), fmt::arg("lot", shown_->lot)),
                 "year, month, day: 261231"};
}

// Asked once more, with both dates: whoever says yes has read the label.
Step LotsScreen::correct(const LotView& lot, const std::string& typed) const {
  const auto date = parse_expiry(typed);
  if (!date) return Refuse{refusal("No date", "A date has its year, month and day: 261231, or 2026-12-31."), {}};
  const auto code = Lot::parse(lot.lot);
  if (!code) return Refuse{refusal_of(code.error()), {}};
  const std::string what =
      fmt::format("{item}, lot {lot}", fmt::arg("item", lot.item.text()), fmt::arg("lot", lot.lot));
  const Date today = context_.clock.now().date();
  const std::string words =
      lot.expiry
          ? fmt::format("{what} expires on {date}, and not on {before}?", fmt::arg("what", what),
                        fmt::arg("date", day(*date, today)), fmt::arg("before", day(*lot.expiry, today)))
          : fmt::format("{what} expires on {date}?", fmt::arg("what", what), fmt::arg("date", day(*date, today)));
  return Question{.words = words,
                  .choices = {{.id = "correct",
                               .title = "Correct it",
                               .then = Do{{CorrectExpiry{lot.item, *code, *date, "read from the label"}},
                                          {SeenExpiry{lot.item, *code, lot.expiry}}}}},
                  .supervisor = true};
}

Step LotsScreen::on_tap(std::string_view id) {
  if (auto step = tap_label(context_.views, job_, id, taker())) return *step;
  if (job_.label) return NotMine{};
  for (const LotView& lot : lots_) {
    if (id == key_of(lot)) return ask(lot);
  }
  return NotMine{};
}

// What is listed may be older than what the books say now, and is not all of it.
Step LotsScreen::ask_now(const ItemCode& item, const std::string& lot) {
  const auto known = context_.views.lot(item, lot);
  if (!known) return Refuse{refusal_of(known.error()), {}};
  return *known ? ask(**known) : Step(gone());
}

Step LotsScreen::ask(const LotView& lot) {
  shown_ = lot;
  const auto code = Lot::parse(lot.lot);
  if (!code) return Refuse{refusal_of(code.error()), {}};
  Question question{
      .words = fmt::format("{}, lot {}: {} here, {} of them for orders, {} with customers. It is {}. What is it now?",
                           lot.item.text(), lot.lot, lot.on_hand, lot.for_orders, lot.shipped, word_of(lot.status)),
      .choices = {},
      .no = "Back",
      .list = true};
  for (const Choosable& one : statuses) {
    if (one.status == lot.status) continue;
    Choice choice = decide(lot, *code, one);
    if (one.status == LotStatus::recalled) {  // asked once more: orders lose their units by it
      choice.then = {};
      choice.supervisor = false;
    }
    question.choices.push_back(std::move(choice));
  }
  question.choices.push_back(
      {.id = "expiry",
       .title = "Its date is wrong",
       .detail = lot.expiry ? fmt::format("It expires on {date}",
                                          fmt::arg("date", day(*lot.expiry, context_.clock.now().date())))
                            : "It has none",
       .icon = Icon::keypad});
  return question;
}

Choice LotsScreen::decide(const LotView& lot, const Lot& code, const Choosable& to) const {
  return {.id = to.id,
          .title = to.title,
          .then = Do{{SetStatus{lot.item, code, to.status, to.reason}},
                     {SeenLot{lot.item, code, name_of(lot.status)}},
                     after_label(job_)},
          .detail = to.detail,
          .icon = to.status == LotStatus::available ? Icon::check : Icon::attention,
          .supervisor = true};
}

Step LotsScreen::ask_recall(const LotView& lot) const {
  const auto code = Lot::parse(lot.lot);
  if (!code) return Refuse{refusal_of(code.error()), {}};
  const auto picked = picked_of(context_.views, lot.item, lot.lot);
  if (!picked) return Refuse{refusal_of(picked.error()), {}};
  std::string words =
      fmt::format("Recall {}, lot {}? It is {}. Orders lose {} of the {} that are here.", lot.item.text(), lot.lot,
                  word_of(lot.status), lot.for_orders - picked->units, lot.on_hand);
  if (picked->units > 0) {
    words = fmt::format("{words} {units} are picked for orders and have to be taken out: {places}.",
                        fmt::arg("words", words), fmt::arg("units", picked->units), fmt::arg("places", picked->places));
  }
  return Question{.words = std::move(words), .choices = {decide(lot, *code, statuses.front())}, .supervisor = true};
}

// Somebody else has decided meanwhile: asked anew, about what is so now.
Step LotsScreen::on_changed(const Do& asked, const Changed& changed) {
  if (asked.actions.empty()) return Screen::on_changed(asked, changed);
  const auto* set = std::get_if<SetStatus>(&asked.actions.front());
  const auto* date = std::get_if<CorrectExpiry>(&asked.actions.front());
  if (set != nullptr) return ask_now(set->item, set->lot.text());
  if (date == nullptr) return gone();
  const auto known = context_.views.lot(date->item, date->lot.text());
  if (!known) return Refuse{refusal_of(known.error()), {}};
  return *known ? correct(**known, date->expiry.text()) : Step(gone());
}

Answer LotsScreen::on_accepted(const Action& action, const Accepted&) {
  if (const auto* date = std::get_if<CorrectExpiry>(&action)) {
    return {.toast = fmt::format("Lot {lot} expires on {date}", fmt::arg("lot", date->lot.text()),
                                 fmt::arg("date", day(date->expiry, context_.clock.now().date())))};
  }
  const auto* set = std::get_if<SetStatus>(&action);
  if (set == nullptr) return {};
  std::string told = fmt::format("Lot {} is {}", set->lot.text(), word_of(set->status));
  if (set->status == LotStatus::available) return {.toast = std::move(told), .sound = Sound::done};
  const auto picked = picked_of(context_.views, set->item, set->lot.text());
  if (picked && picked->units > 0) {
    told = fmt::format("{told}. {units} are picked for orders: take them out of {places}", fmt::arg("told", told),
                       fmt::arg("units", picked->units), fmt::arg("places", picked->places));
  }
  return {.toast = std::move(told), .sound = Sound::attention};
}

Result<std::string> blocked(Views& views) {
  const auto number = views.blocked_lots();
  if (!number) return number.error();
  return *number == 0 ? std::string() : fmt::format("{number} blocked", fmt::arg("number", *number));
}

}  // namespace

ScreenInfo describe_lots() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* item = std::get_if<ItemCode>(&target);
            return std::make_unique<LotsScreen>(context, item ? std::optional(*item) : std::nullopt);
          },
          .home = HomeEntry{"Lots", "Recall, set aside, release", Icon::item, blocked, true},
          .resumed_by = [](const std::string&, const Job&) -> Target { return {}; }};
}

}  // namespace dockhand
