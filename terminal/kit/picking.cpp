#include "terminal/kit/picking.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/lot_state.h"
#include "terminal/kit/reasons.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

std::string key(const OrderLine& line, const LocationCode& from, const std::string& lot, const std::string& serial) {
  return fmt::format("{}|{}|{}|{}", line.text(), from.text(), lot, serial);
}

}  // namespace

std::string key_beside(const PickStop& stop) { return fmt::format("{}|{}|", stop.line.text(), stop.from.text()); }

std::string key_of(const PickStop& stop) { return key(stop.line, stop.from, stop.lot, stop.serial); }

std::string key_of(const Pick& pick) { return key(pick.line, pick.from, lot_of(pick.units), serial_of(pick.units)); }

// --- what is wrong with a scan -----------------------------------------------------------------------------------

Step wrong_place(const PickStop& stop, bool arrived) {
  if (arrived) {
    Step step = refuse_at(stop, "Wrong place", "Scan the item here first.");
    std::get<Refuse>(step).unless = stop.item;
    return step;
  }
  RefusalPage page = refusal("Wrong place", "Go to the place shown, or skip it.");
  page.expected_heading = "Go here instead";
  page.expected_name = stop.name;
  page.expected_location = stop.from.text();
  return Refuse{page, stop.from};
}

Step wrong_tote(const PickStop& stop, const LocationCode& right) {
  RefusalPage page =
      refusal("Wrong tote", fmt::format("What you hold is for {order}.", fmt::arg("order", stop.line.document.text())));
  page.expected_heading = "Put it in here instead";
  page.expected_name = stop.name;
  page.expected_location = right.text();
  return Refuse{page, right};
}

Step refuse_at(const PickStop& stop, std::string title, std::string advice) {
  RefusalPage page = refusal(std::move(title), std::move(advice));
  page.expected_heading = "Pick this instead";
  page.expected_name = stop.name;
  page.expected_code =
      stop.lot.empty() ? stop.item.text()
                       : fmt::format("{item} lot {lot}", fmt::arg("item", stop.item.text()), fmt::arg("lot", stop.lot));
  page.expected_location = stop.from.text();
  return Refuse{page, {}};
}

std::optional<Step> wrong_item(const PickStop& stop, const FoundItem& item, bool arrived) {
  if (item.item != stop.item) {
    Step step = refuse_at(stop, "Wrong item", "Put it back and scan the right one.");
    std::get<Refuse>(step).unless = stop.item;
    return step;
  }
  if (!arrived) return Warn{fmt::format("Scan {from} first. Nothing was booked.", fmt::arg("from", stop.from.text()))};
  return std::nullopt;
}

std::optional<Step> too_many(const PickStop& stop, const Units& units, Quantity left) {
  if (units.quantity <= left) return std::nullopt;
  return refuse_at(
      stop, "Too many",
      left.none() ? "All that is to be taken here is in your hand."
                  : fmt::format("This pack holds {}, only {} are to be picked.", units.quantity.text(), left.text()));
}

std::optional<Step> not_wanted(Views& views, const Do& asked, const Changed& changed) {
  for (const Action& action : asked.actions) {
    const auto* pick = std::get_if<Pick>(&action);
    if (pick == nullptr) continue;
    const auto lines = views.order_lines(pick->line.document);
    if (!lines) return Refuse{refusal_of(lines.error()), {}};
    for (const OrderLineView& line : *lines) {
      const Quantity wanted = line.waiting + line.reserved;
      if (line.line != pick->line || wanted >= pick->units.quantity) continue;
      return Refuse{
          refusal("Not wanted any more", fmt::format("{} wants {} more. Put back what is too many. {}",
                                                     line.line.text(), wanted.text(), sentence_of(changed.error))),
          {}};
    }
  }
  return std::nullopt;
}

namespace {

// Why fewer are reserved at the stop: its line wants none, its lot may not leave, or the goods are elsewhere.
Result<std::string> why_not_there(Views& views, const PickStop& stop, Quantity quantity, Quantity there, Date today) {
  const auto lines = views.order_lines(stop.line.document);
  if (!lines) return lines.error();
  for (const OrderLineView& line : *lines) {
    const Quantity wanted = line.waiting + line.reserved;
    if (line.line == stop.line && wanted < quantity)
      return fmt::format("{} wants {} more.", stop.line.text(), wanted.text());
  }
  auto blocked = why_blocked(views, stop.item, stop.lot, today);
  if (!blocked || !blocked->empty()) return blocked;
  return fmt::format("{} has {} reserved at {} now.", stop.line.text(), there.text(), stop.from.text());
}

}  // namespace

std::optional<Step> not_there(Views& views, const Walk& walk, const PickStop& stop, Quantity quantity, Date today) {
  const PickStop* now = walk.find(key_of(stop));
  const Quantity there = now != nullptr ? now->quantity : Quantity();
  if (there >= quantity) return std::nullopt;
  const auto why = why_not_there(views, stop, quantity, there, today);
  if (!why) return Refuse{refusal_of(why.error()), {}};
  return refuse_at(stop, "Not to be picked now",
                   fmt::format("{why} Nothing was booked. Put it back.", fmt::arg("why", *why)));
}

AskNumber ask_number_at(const PickStop& stop, const std::string& verb, Quantity of, Quantity elsewhere) {
  std::string unit =
      fmt::format("{unit} · of {all}", fmt::arg("unit", unit_of(stop.lot, stop.serial)), fmt::arg("all", of.text()));
  if (!elsewhere.none()) unit += fmt::format(" · besides {units} taken elsewhere", fmt::arg("units", elsewhere.text()));
  return {fmt::format("{verb} from {from}", fmt::arg("verb", verb), fmt::arg("from", stop.from.text())),
          stop.name + tracked_as(stop.lot, stop.serial), std::move(unit), std::string(number_at) + key_of(stop)};
}

std::string count_of(const Session& session, const Walk& walk, const PickStop& stop, Quantity in_hand,
                     Quantity elsewhere) {
  const Quantity picked = session.total_under(key_beside(stop)) + elsewhere;
  return ratio(picked + in_hand, picked + std::max(walk.left_beside(stop), stop.quantity));
}

std::string told_picked(const Session& session, const Walk& walk, const PickStop& stop, Quantity elsewhere) {
  const Quantity picked = session.total_under(key_beside(stop)) + elsewhere, left = walk.left_beside(stop);
  if (picked.none()) return "";
  return left.none() ? fmt::format("Picked all {picked}", fmt::arg("picked", picked.text()))
                     : fmt::format("Picked {picked} of {all}", fmt::arg("picked", picked.text()),
                                   fmt::arg("all", (picked + left).text()));
}

std::optional<OrderNumber> half_picked(const Session& session, const Walk& walk, const OrderNumber& order) {
  const bool begun = !session.total_under(order.text() + "/").none();
  return begun && !walk.over() ? std::optional(order) : std::nullopt;
}

SeenStop seen_of(const PickStop& stop, Quantity quantity) {
  return {stop.line, stop.from, stop.lot, stop.serial, quantity};
}

Units units_at(const PickStop& stop, Quantity quantity, bool assumed) {
  Units units = units_of(stop.item, quantity, stop.lot, stop.serial);
  units.assumed = assumed;
  return units;
}

// --- lots and serials that nobody has seen -----------------------------------------------------------------------

namespace {

bool is_tracked(const PickStop& stop) { return !stop.lot.empty() || !stop.serial.empty(); }

}  // namespace

Result<ReadLabel> read_at(Views& views, const PickStop& stop, const FoundItem& item, const Scan& scan) {
  auto label = read_label(views, item, scan, LabelFor::handling);
  const auto* waits = label ? std::get_if<WaitingLabel>(&*label) : nullptr;
  if (waits == nullptr || !item.assume_suggested || !is_tracked(stop)) return label;
  Units units = units_at(stop, waits->units.quantity, true);
  if (waits->units.lot) units.lot = waits->units.lot;
  if (waits->units.serial) units.serial = waits->units.serial;
  return ReadLabel(std::move(units));
}

Result<ReadLabel> count_at(Views& views, const PickStop& stop, Quantity quantity, bool seen) {
  if (seen || !is_tracked(stop) || stop.assume_suggested) {
    return ReadLabel(units_at(stop, quantity, is_tracked(stop) && stop.assume_suggested));
  }
  const bool serial = !stop.serial.empty();
  WaitingLabel label{.units = {stop.item, quantity, {}, {}, {}},
                     .name = stop.name,
                     .tracking = serial ? Tracking::serial : Tracking::lot,
                     .dated = false,
                     .missing = serial ? Missing::serial : Missing::lot};
  return complete_label(views, std::move(label));
}

std::string assumption_of(const Units& units) {
  if (!units.assumed) return "";
  return units.serial ? ", serial assumed" : ", lot assumed";
}

std::optional<LocationCode> where_label_waits(const Job& job, Walk& walk) {
  if (!job.label) return std::nullopt;
  const auto is_its = [&](const PickStop& stop) { return stop.item == job.label->units.item; };
  const auto found = std::find_if(walk.left().begin(), walk.left().end(), is_its);
  if (found == walk.left().end()) return std::nullopt;
  LocationCode from = found->from;  // choosing orders the walk anew
  walk.choose(key_of(*found));
  return from;
}

// --- on the page -------------------------------------------------------------------------------------------------

std::string code_of(const PickStop& stop) {
  std::string code = stop.item.text();
  if (!stop.lot.empty()) code += fmt::format(" lot {lot}", fmt::arg("lot", stop.lot));
  if (!stop.serial.empty()) code += fmt::format(" no. {serial}", fmt::arg("serial", stop.serial));
  return code;
}

std::string on_pallet(const PickStop& stop) {
  if (stop.unit.empty()) return "";
  return stop.spread ? fmt::format("Some are on pallet {pallet}: scan it, or the item.", fmt::arg("pallet", stop.unit))
                     : fmt::format("They are on pallet {pallet}: scan it, or the item.", fmt::arg("pallet", stop.unit));
}

namespace {

struct StopLook {
  Stripe stripe = Stripe::none;
  Icon icon = Icon::location;
};

StopLook look_of(const Walk& walk, const PickStop& stop) {
  if (&stop == &walk.next()) return {Stripe::active, Icon::pick};
  if (walk.is_skipped(stop)) return {Stripe::attention, Icon::skip};
  return {};
}

}  // namespace

namespace {

// The lot and the serial on a line of their own: a long name would hide them.
std::string which_of(const PickStop& stop) {
  const std::string which = tracked_as(stop.lot, stop.serial);
  return which.empty() ? "" : "\n" + which.substr(std::string_view(" · ").size());
}

std::string stands_on(const PickStop& stop) {
  return stop.unit.empty() ? "" : fmt::format("on pallet {pallet}", fmt::arg("pallet", stop.unit));
}

}  // namespace

Row row_of(const Walk& walk, const PickStop& stop, const std::string& detail) {
  const bool skipped = walk.is_skipped(stop);
  const StopLook look = look_of(walk, stop);
  return {.id = "stop:" + key_of(stop),
          .title = stop.from.text(),
          .title_is_code = true,
          .detail = with_line(with_line(with_line(stop.name + which_of(stop), stands_on(stop)), detail),
                              skipped ? "skipped, comes last" : ""),
          .value = stop.quantity.text(),
          .value_note = pack_note(stop.quantity, stop.packs),
          .stripe = look.stripe,
          .icon = look.icon};
}

Row finished_row(const PickStop& stop, Quantity picked, const std::string& detail) {
  return {.title = stop.from.text(),
          .title_is_code = true,
          .detail = stop.name + which_of(stop) + "\n" + detail,
          .value = picked.text(),
          .value_note = pack_note(picked, stop.packs),
          .stripe = Stripe::done,
          .icon = Icon::check};
}

std::optional<Brought> brought_of(Views& views, const PickList& list) {
  const auto lane = views.lane_of(list.order);
  const auto picked = views.picked_of(list.order);
  if (!lane || !picked) return std::nullopt;
  Quantity there;
  for (const ClaimView& one : *picked) {
    if (one.place == list.lane) there = there + one.quantity;
  }
  return Brought{*lane, there};
}

// The rest of what is in a tote may be in its carton, or in another tote.
void show_where_to_bring(const PickList& list, const Brought& brought, WorkPage& page) {
  const LocationCode& lane = brought.lane;
  const bool in_tote = list.lane != lane;
  const bool all = !in_tote || brought.there == list.picked;
  page.instruction.verb = all ? "All is in" : "A part is in";
  if (!in_tote) page.instruction.verb = list.waiting.none() && list.to_pick.none() ? "Bring all to" : "Bring these to";
  page.instruction.count = all ? list.picked.text() : brought.there.text();
  page.instruction.location = list.lane.text();
  page.scan_prompt = in_tote ? "Scan tote" : "Scan lane";
  if (in_tote) page.strip = fmt::format("Bring it to {lane} with Drop off.", fmt::arg("lane", lane.text()));
}

Row held_row(const Hold& hold, Quantity held, Date today) {
  const bool picking = hold.back == HeldBack::from_picking;
  const char* const wait = hold.missing.units() == 1 ? "waits" : "wait";
  const char* const done = picking ? "Picked" : "Shipped";
  const std::string missing = picking
                                  ? fmt::format("{} reserved, {} still {}", held.text(), hold.missing.text(), wait)
                                  : fmt::format("{} picked, {} of it not picked yet", held.text(), hold.missing.text());
  const std::string until =
      hold.until == never ? "" : fmt::format("\n{} as it is from {} on", done, day(hold.until, today));
  return {.title = hold.order ? "Only sent whole" : "This line is only sent whole",
          .detail = missing + until,
          .stripe = Stripe::attention,
          .icon = Icon::attention};
}

std::vector<Button> go_there_buttons() {
  return {back_button(), common_button(buttons::skip), common_button(buttons::here, ButtonRole::primary)};
}

// --- what the site lets pickers leave out ------------------------------------------------------------------------

bool lies_nowhere_else(Views& views, const PickStop& stop) {
  const auto known = views.item(stop.item);
  if (!known || !*known) return false;
  const auto& stock = (*known)->stock;
  return std::all_of(stock.begin(), stock.end(), [&](const StockRow& row) {
    return row.on_hand <= 0 || row.place == stop.from || row.kind == LocationKind::tote ||
           row.kind == LocationKind::lane;
  });
}

Quantity taken_by_scan(const ScreenContext& context, const Units& units, Quantity left) {
  const bool one = !units.serial && units.quantity == Quantity::exactly(1);
  return context.picking.whole && one && !left.none() ? left : units.quantity;
}

// --- short picks -------------------------------------------------------------------------------------------------

Button short_button() { return common_button(buttons::missing, ButtonRole::warning); }

Step why_short(const PickStop& stop, Quantity missing) {
  Question question{
      .words = fmt::format("{} missing at {}: why? The next place that has it comes then; else the order waits.",
                           in_packs(missing, stop.packs), stop.from.text()),
      .choices = reasons_for_short_pick(),
      .no = "Back",
      .list = true};
  for (Choice& choice : question.choices) {
    const std::string reason = chosen_reason(choice.id).value_or("");
    choice.then = Do{{ShortPick{stop.line, units_at(stop, missing), stop.from, reason,
                                leaves_none(choice.id) && stands(Safeguard::none_left)}},
                     {seen_of(stop, missing)}};
  }
  return question;
}

namespace {

// When no other place has them: the day on which more are expected, and what is here instead.
std::string outlook_of(const ScreenContext& context, const OrderLine& missed) {
  const auto list = context.views.pick_list(missed.document);
  if (!list || !*list) return {};
  const Instant now = context.clock.now();
  for (const OrderLineView& line : (*list)->waiting_lines) {
    if (line.line != missed) continue;
    const std::string said = " " + outlook(std::vector{line}, now, form_of((*list)->waiting_lines, now)) + ".";
    return line.instead ? fmt::format("{said} {item} is here instead.", fmt::arg("said", said),
                                      fmt::arg("item", line.instead->item.text()))
                        : said;
  }
  return {};
}

}  // namespace

Answer told_short(const ScreenContext& context, const Session::Booked& short_pick,
                  const std::optional<PickStop>& next) {
  const Accepted& outcome = short_pick.outcome;
  std::string told = fmt::format("{} missing, to be counted. ", outcome.quantity.text());
  for (const Notice& notice : outcome.notices) {
    const auto offered = notice.kind == NoticeKind::count_place ? notice.detail.find(": ") : std::string::npos;
    if (offered != std::string::npos) told += notice.detail.substr(offered + 2) + ". ";
  }
  const auto* action = std::get_if<ShortPick>(&short_pick.action);
  const std::string waits = action != nullptr ? outlook_of(context, action->line) : "";
  return {
      .toast = told + (next ? fmt::format("Go on at {}: {} there.", next->from.text(), next->quantity.text())
                            : fmt::format("No other place has it: the order waits.{waits}", fmt::arg("waits", waits))),
      .sound = Sound::attention};
}

}  // namespace dockhand
