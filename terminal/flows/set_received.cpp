#include "terminal/flows/set_received.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

bool is_of_lot_and_serial(const Units& one, const Units& other) {
  return one.item == other.item && one.lot == other.lot && one.serial == other.serial;
}

bool has_lot_or_serial(const Units& units) { return units.lot || units.serial; }

bool is_receipt_of(const Action& action, const Units& like) {
  const auto* receive = std::get_if<Receive>(&action);
  return receive != nullptr && is_of_lot_and_serial(receive->units, like);
}

// What a number of these units may take back: of a lot or a serial nothing of another one.
IsTaken of_units(const Units& like) {
  if (!has_lot_or_serial(like)) return {};
  return [like](const Action& action) { return is_receipt_of(action, like); };
}

}  // namespace

Step set_received(const Session& session, const std::string& key, Quantity now, Quantity number, Receive like,
                  std::vector<Seen> seen) {
  if (like.units.serial && number > Quantity::exactly(1))
    return Refuse{
        refusal("One unit", "A serial is exactly one unit. Scan the next one, or search for its item and type it."),
        {}};
  if (number == now) return Warn{fmt::format("It is {now} already", fmt::arg("now", now.text()))};
  Do set{{}, std::move(seen)};
  like.units.quantity = number.less(now);
  if (number < now) {
    auto back = session.take_back(key, now.less(number), of_units(like.units));
    if (!back) {
      return Refuse{refusal("Received before",
                            "Only what was scanned since this screen was opened can be taken "
                            "back. Count the shelf instead."),
                    {}};
    }
    set.actions = std::move(back->undos);
    like.units.quantity = back->again;
  }
  if (!like.units.quantity.none()) set.actions.emplace_back(std::move(like));
  return set;
}

std::optional<Result<ReadLabel>> label_of_number(Views& views, const Units& like, Quantity now, Quantity number) {
  if (has_lot_or_serial(like) || number <= now) return std::nullopt;
  Scan scan;
  scan.symbol.text = like.item.text();
  const auto found = views.identify(scan);
  if (!found) return Result<ReadLabel>(found.error());
  const auto* known = std::get_if<FoundItem>(&*found);
  if (known == nullptr || known->item != like.item) return std::nullopt;
  FoundItem item = *known;
  item.pack.units = number.less(now);
  if (item.tracking == Tracking::serial && item.pack.units > Quantity::exactly(1)) {
    return Result<ReadLabel>(
        Error{ErrorKind::refused, "quantity", "each of them has its own serial: type one more, then its serial"});
  }
  auto read = read_label(views, item, scan, LabelFor::arrival);
  if (read && std::holds_alternative<Units>(*read)) return std::nullopt;
  return read;
}

Units last_of(const Session& session, const std::string& key, const ItemCode& item, const std::optional<Units>& read) {
  const auto& entries = session.entries();
  const auto last = std::find_if(entries.rbegin(), entries.rend(), [&](const auto& entry) { return entry.key == key; });
  const auto* receive = last == entries.rend() ? nullptr : std::get_if<Receive>(&last->action);
  if (receive != nullptr && (has_lot_or_serial(receive->units) || !read)) return receive->units;
  return read && read->item == item ? *read : units_of(item, {}, "", "");
}

std::optional<Quantity> received_of(const Session& session, const std::string& key, const Units& like) {
  if (!has_lot_or_serial(like)) return std::nullopt;
  Quantity sum;
  for (const Session::Booked& entry : session.entries()) {
    if (entry.key == key && is_receipt_of(entry.action, like)) sum = sum + entry.outcome.quantity;
  }
  return sum;
}

// The line's sum stands beside it.
std::string last_told(const Session& session, const std::string& key, Quantity received) {
  const auto& entries = session.entries();
  const auto* last =
      entries.empty() || entries.back().key != key ? nullptr : std::get_if<Receive>(&entries.back().action);
  if (last == nullptr || !has_lot_or_serial(last->units)) return "";
  const Quantity of_it = received_of(session, key, last->units).value_or(received);
  const std::string told = tracked_as(last->units);
  if (last->units.serial || of_it == received) return told;
  return fmt::format("{}: {} of the {} received", told, of_it.text(), received.text());
}

AskNumber ask_received(const ReceivedSubject& subject, const Units& like, Quantity now,
                       const std::optional<Quantity>& expected, const std::optional<Job::Damage>& damage) {
  AskNumber asked{"Received", subject.name + tracked_as(like),
                  expected ? fmt::format("ea · expected {expected}", fmt::arg("expected", expected->text()))
                           : "ea · without a purchase",
                  std::string(number_of_row) + (subject.line ? "line:" : "blind:") + subject.key()};
  if (damage) {
    asked.title = "Damaged";
    asked.unit = fmt::format("{unit} · to {to}", fmt::arg("unit", unit_of(like)), fmt::arg("to", damage->to.text()));
  } else if (has_lot_or_serial(like)) {
    asked.unit = fmt::format("ea · {} of this {} until now", now.text(), like.serial ? "serial" : "lot");
    asked.unit += expected ? fmt::format(", {} of all expected", expected->text()) : ", without a purchase";
  }
  return asked;
}

const PurchaseLineView* last_received(const Session& session, const std::vector<PurchaseLineView>& lines) {
  for (auto entry = session.entries().rbegin(); entry != session.entries().rend(); ++entry) {
    const auto is_its = [&](const PurchaseLineView& line) { return line.line.text() == entry->key; };
    const auto line = std::find_if(lines.begin(), lines.end(), is_its);
    if (line == lines.end()) continue;
    const auto of_item = std::count_if(lines.begin(), lines.end(),
                                       [&](const PurchaseLineView& other) { return other.item == line->item; });
    return of_item == 1 ? &*line : nullptr;
  }
  return nullptr;
}

}  // namespace dockhand
