#include "terminal/kit/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string_view>

#include "storage/model/tools/plural.h"
#include "storage/words/summary.h"
#include "storage/words/wording.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/undo_words.h"

namespace dockhand {
namespace {

std::string as_sentence(std::string text) {
  if (!text.empty() && text.back() != '.' && text.back() != '?') text += '.';
  return capitalised(std::move(text));
}

// The question before it: what was booked, and what then comes again, because it had been taken back for it.
Question ask_to_undo(const std::vector<std::string>& facts, Do undo) {
  std::vector<std::string> again;
  for (const Action& action : undo.actions) {
    if (!std::holds_alternative<Undo>(action)) again.push_back(summary(action));
  }
  const std::string more = again.empty() ? "" : fmt::format(" Then it is again as before: {}.", in_short(again));
  return Question{fmt::format("Undo this: {}?{}", in_short(facts), more),
                  {{.id = "undo", .title = "Undo", .then = std::move(undo), .icon = Icon::undo}}};
}

// `date` is as Date::text() writes it: 2026-11-22.
std::string_view name_of_month(const std::string& date) {
  static constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                           "May",       "June",     "July",     "August",
                                                           "September", "October",  "November", "December"};
  return months[static_cast<std::size_t>((date[5] - '0') * 10 + (date[6] - '0') - 1)];
}

}  // namespace

std::string day(Date date, Date today) {
  const std::string text = date.text();  // 2026-11-22
  const std::string number = text.substr(text[8] == '0' ? 9 : 8);
  const std::string year = date.year() == today.year() ? "" : " " + text.substr(0, 4);
  return number + " " + std::string(name_of_month(text).substr(0, 3)) + year;
}

std::string month(Date date) {
  const std::string text = date.text();
  return std::string(name_of_month(text)) + " " + text.substr(0, 4);
}

std::string near_day(Date date, Date today) {
  static constexpr std::array weekdays{"Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"};
  const std::int32_t ahead = date.days() - today.days();
  if (ahead == 0) return "today";
  if (ahead < 0 || ahead >= 7 || date.days() < 0) return day(date, today);
  return weekdays[static_cast<std::size_t>(date.days() % 7)];
}

namespace {

std::string dated(Date date, Date today) { return date == today ? "today" : day(date, today); }

}  // namespace

DayWords in_one_form(std::initializer_list<Date> days, Date today) {
  const auto has_a_name = [&](Date one) { return near_day(one, today) != day(one, today); };
  return std::all_of(days.begin(), days.end(), has_a_name) ? near_day : dated;
}

std::string time_of(Instant at, Instant now) {
  return (at.date() == now.date() ? "" : day(at.date(), now.date()) + " ") + wall_clock(at);
}

std::string with_times_here(const std::string& sentence, Instant now) {
  constexpr std::size_t length = std::string_view("2026-11-22T14:03:00.000Z").size();
  std::string said;
  for (std::size_t i = 0; i < sentence.size();) {
    const bool may_be = i + length <= sentence.size() && sentence[i + 10] == 'T' && sentence[i + length - 1] == 'Z';
    const auto moment =
        may_be ? Instant::parse(sentence.substr(i, length)) : Result<Instant>(Error{ErrorKind::bad_input, "", ""});
    said += moment ? time_of(*moment, now) : sentence.substr(i, 1);
    i += moment ? length : 1;
  }
  return said;
}

std::string wall_clock(Instant moment) {
  const std::time_t seconds = static_cast<std::time_t>(moment.ms / 1000);
  std::tm local{};
  if (localtime_r(&seconds, &local) == nullptr) return moment.clock_text();
  return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
}

std::string begun_by(const Jobs::Begun& begun, Instant now) {
  constexpr std::int64_t a_day = 24 * 60 * 60 * 1000;
  const Date date = begun.since.date();
  const std::string name = begun.by.text(), time = wall_clock(begun.since), then = day(date, now.date());
  if (date == now.date()) return fmt::format("{name}, {time}", fmt::arg("name", name), fmt::arg("time", time));
  return date == Instant{now.ms - a_day}.date()
             ? fmt::format("{name}, since yesterday {time}", fmt::arg("name", name), fmt::arg("time", time))
             : fmt::format("{name}, since {day} {time}", fmt::arg("name", name), fmt::arg("day", then),
                           fmt::arg("time", time));
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return plural(number, one, many);
}

std::string listed(std::size_t rows, std::size_t limit, std::string_view one, std::string_view many) {
  if (rows < limit) return counted(static_cast<std::int64_t>(rows), one, many);
  return fmt::format("The first {} {}", rows, many);
}

std::string at_least(std::size_t rows, std::size_t limit) { return std::to_string(rows) + (rows < limit ? "" : "+"); }

std::string with_arrows(std::string text) {
  for (auto at = text.find("->"); at != std::string::npos; at = text.find("->", at)) text.replace(at, 2, "→");
  return text;
}

std::string free_words(const StockRow& row) {
  const std::int64_t units = row.on_hand - row.reserved;
  const auto said = [&](const char* what) {
    return fmt::format("{units} {what} · {orders} for orders", fmt::arg("units", units), fmt::arg("what", what),
                       fmt::arg("orders", row.reserved));
  };
  switch (units == 0 ? NotFree::free : row.not_free) {
    case NotFree::place: return said("set aside, not free");
    case NotFree::lot: return said("of a blocked lot, not free");
    case NotFree::expired: return said("expired, not free");
    case NotFree::to_count: return said("to be counted, not free");
    case NotFree::free: break;
  }
  return said("free");
}

std::string ratio(Quantity part, Quantity whole) { return part.text() + "/" + whole.text(); }

std::string pack_note(Quantity quantity, const std::vector<Pack>& packs) {
  const bool fills_one = std::any_of(packs.begin(), packs.end(), [&](const Pack& pack) {
    return pack.units > Quantity::exactly(1) && pack.units <= quantity;
  });
  return fills_one ? in_packs(quantity, packs) : "";
}

std::string pack_note(std::int64_t on_hand, const std::vector<Pack>& packs) {
  const auto quantity = Quantity::of(on_hand);
  return quantity ? pack_note(*quantity, packs) : "";
}

float share(Quantity part, Quantity whole) {
  if (part >= whole) return 1.0F;
  return static_cast<float>(static_cast<double>(part.units()) / static_cast<double>(whole.units()));
}

Button common_button(const CommonButton& one, ButtonRole role) { return {one.id, one.label, one.icon, role}; }
Button worded_button(const CommonButton& one, std::string label, ButtonRole role) {
  return {one.id, std::move(label), one.icon, role};
}
Button back_button() { return common_button(buttons::back); }
Button undo_button() { return common_button(buttons::undo); }

std::string unit_of(const std::string& lot, const std::string& serial) {
  if (!serial.empty()) return "ea of this serial";
  return lot.empty() ? "ea" : "ea of this lot";
}
std::string unit_of(const Units& units) { return unit_of(lot_of(units), serial_of(units)); }

std::string tracked_as(const std::string& lot, const std::string& serial) {
  const std::string of_lot = lot.empty() ? "" : fmt::format(" · lot {lot}", fmt::arg("lot", lot));
  return serial.empty() ? of_lot
                        : fmt::format("{lot} · no. {serial}", fmt::arg("lot", of_lot), fmt::arg("serial", serial));
}

std::string tracked_as(const Units& units) { return tracked_as(lot_of(units), serial_of(units)); }

std::string lot_of(const Units& units) { return units.lot ? units.lot->text() : ""; }
std::string serial_of(const Units& units) { return units.serial ? units.serial->text() : ""; }

Units units_of(const ItemCode& item, Quantity quantity, const std::string& lot, const std::string& serial) {
  Units units{item, quantity, std::nullopt, std::nullopt, std::nullopt};
  if (auto known = Lot::parse(lot)) units.lot = *known;
  if (auto known = Serial::parse(serial)) units.serial = *known;
  return units;
}

Step undo_last_of(const Session& session) {
  Do undo{session.undo_last()};
  if (undo.actions.empty()) return NotMine{};
  // What had left comes back to that, and what was picked since does not leave with it.
  for (const Action& one : undo.actions) {
    if (const auto* ship = std::get_if<Ship>(&one)) undo.seen.emplace_back(SeenPicked{ship->order, ship->carton, {}});
  }
  std::vector<std::string> before;
  for (const Session::Booked* one : session.last()) {
    if (!one->before.empty()) before.push_back(one->before);
  }
  return before.empty() ? Step(undo) : Step(ask_to_undo(before, undo));
}

std::string put_back_words(const Action& action) {
  return fmt::format("Undone: it is again as before, {what}", fmt::arg("what", summary(action)));
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

DayWords form_of(const std::vector<OrderLineView>& lines, Instant now) {
  const Date today = now.date();
  const auto all_near = [&](const OrderLineView& line) {
    if (!line.promise) return true;
    const Date found = std::min(line.promise->made.date(), today);
    const Date promised = std::max(line.rank.promised, today);  // a day that is over is not named
    return in_one_form({line.promise->p50, line.promise->p90, promised, found}, today) == near_day;
  };
  return std::all_of(lines.begin(), lines.end(), all_near) ? near_day : dated;
}

std::string outlook(const OrderLineView& line, Instant now, DayWords form) {
  if (form == nullptr) form = form_of({line}, now);
  return sentence(line.promise, line.state, line.rank.promised, now.date(), form);
}

std::string outlook(const std::vector<OrderLineView>& lines, Instant now, DayWords form) {
  if (form == nullptr) form = form_of(lines, now);
  const Date today = now.date();
  Quantity units, without;
  std::optional<Promise> all;
  std::optional<Date> promised;
  ItemState state = ItemState::available;
  for (const OrderLineView& line : lines) {
    if (!line.promise) {
      without = without + line.waiting;
      state = line.state;
      continue;
    }
    units = units + line.waiting;
    if (!all) all = line.promise;
    all->p50 = std::max(all->p50, line.promise->p50);
    all->kept = std::min(all->kept, line.promise->kept);
    all->to_order = all->to_order || line.promise->to_order;
    all->made = std::min(all->made, line.promise->made);
    promised = promised ? std::min(*promised, line.rank.promised) : line.rank.promised;
  }
  if (!all)
    return fmt::format("{units} wait: {state}", fmt::arg("units", without.text()), fmt::arg("state", words_of(state)));
  std::string text = units.text() + " " + expected_words(*all, today, form);
  if (const std::string chance = chance_words(*all, *promised, today, form); !chance.empty()) text += ", " + chance;
  text += age_words(*all, today, form);
  return without.none() ? text
                        : text + fmt::format("; {units} more: {state}", fmt::arg("units", without.text()),
                                             fmt::arg("state", words_of(state)));
}

std::string set_aside_for(const LeaseHolder& holder) {
  if (holder.ours) return "Set aside for this terminal";
  return fmt::format("Set aside for {terminal}",
                     fmt::arg("terminal", holder.name.empty() ? "another terminal" : printable(holder.name, 40)));
}

std::string ask_first(const std::optional<LeaseHolder>& holder) {
  if (!holder || holder->ours) return "";
  return fmt::format("{whose}: ask there before you go on", fmt::arg("whose", set_aside_for(*holder)));
}

std::string not_confirmed(Quantity unsure) {
  return unsure.none() ? "" : fmt::format("{units} not confirmed by the hub yet", fmt::arg("units", unsure.text()));
}

std::string with_line(std::string text, const std::string& line) {
  if (line.empty()) return text;
  return text.empty() ? line : std::move(text) + "\n" + line;
}

std::string sentence_of(const Error& error) { return as_sentence(error.message); }

RefusalPage refusal(std::string title, std::string advice) {
  RefusalPage page;
  page.title = std::move(title);
  page.advice = fmt::format("{advice} Nothing was booked.", fmt::arg("advice", as_sentence(std::move(advice))));
  page.acknowledge = {.id = "confirm", .label = "Confirm", .icon = Icon::check, .role = ButtonRole::primary};
  return page;
}

RefusalPage refusal_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::unknown: return refusal("Not known here", error.sentence());
    case ErrorKind::bad_input:
    case ErrorKind::incomplete:
    case ErrorKind::conflict:
    case ErrorKind::refused: return refusal("Not possible", error.message);
    default: return refusal("Not saved", error.sentence());
  }
}

RefusalPage unreadable(const Symbol& symbol, const Error& error) {
  RefusalPage page = refusal("Bad code", "The label is damaged, or was printed wrong. Scan another code of it.");
  page.advice += fmt::format("\nFor the office: {what}.", fmt::arg("what", error.sentence()));
  page.scanned_code = code_text(symbol);
  return page;
}

RefusalPage unknown_code(const Scan& scan, const std::string& expects) {
  if (!scan.doubt.empty()) return unreadable(scan.symbol, {ErrorKind::bad_input, "", scan.doubt});
  RefusalPage page = refusal("Unknown code", "Scan another code of the label.");
  if (scan.gtin) page = refusal("Unknown item", "Put it aside and tell the office.");
  if (unit_named_by(scan)) {
    page =
        refusal("Unknown pallet",
                "No notice says what is on it. Under Receive choose its purchase, or No purchase, and scan it there: "
                "what you receive then goes onto it.");
  }
  page.scanned_code = code_text(scan.symbol);
  page.expected_heading = "Expected here";
  page.expected_name = capitalised(expects);
  return page;
}

std::string code_text(const Symbol& symbol) { return printable(symbol.text, symbol.text.size()); }

}  // namespace dockhand
