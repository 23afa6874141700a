#include "terminal/flows/set_received.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/words/wording.h"
#include "terminal/flows/receipt_rows.h"
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

// Counts what stands under the key, only of the lot or serial of `like`. Empty: it has none.
std::optional<Quantity> received_of(const Session& session, const std::string& key, const Units& like) {
  if (!has_lot_or_serial(like)) return std::nullopt;
  Quantity sum;
  for (const Session::Booked& entry : session.entries()) {
    if (entry.key == key && is_receipt_of(entry.action, like)) sum = sum + entry.outcome.quantity;
  }
  return sum;
}

bool is_to(const Action& action, const LocationCode& place) {
  const auto* receive = std::get_if<Receive>(&action);
  return receive != nullptr && receive->at == place;
}

// What came before is older than what came on this visit, so that nothing of it is taken back for that.
IsTaken of_units_at(const Receive& like) {
  return [of_it = of_units(like.units), at = like.at](const Action& action) {
    return is_to(action, at) && (!of_it || of_it(action));
  };
}

// A part of what is taken back is received again where it was.
void put_back_where_it_was(const Session& session, const std::vector<Action>& undos, Receive& again) {
  const auto* last = undos.empty() ? nullptr : std::get_if<Undo>(&undos.back());
  for (const Session::Booked& entry : session.entries()) {
    const auto* was =
        last != nullptr && entry.outcome.id == last->target ? std::get_if<Receive>(&entry.action) : nullptr;
    if (was != nullptr) again.at = was->at;
  }
}

}  // namespace

ReceivedCount count_received(const Session& session, const std::string& key, const Receive& like, Quantity line) {
  ReceivedCount count{received_of(session, key, like.units).value_or(line), {}};
  for (const Session::Booked& entry : session.entries()) {
    const bool now = entry.key == key && entry.before.empty() && is_to(entry.action, like.at);
    if (now && (!has_lot_or_serial(like.units) || is_receipt_of(entry.action, like.units)))
      count.here = count.here + entry.outcome.quantity;
  }
  return count;
}

Step set_received(const Session& session, const ShownReceived& shown, Quantity in_all) {
  Receive like = shown.like;
  const Quantity now = shown.now.all;
  if (like.units.serial && in_all > Quantity::exactly(1))
    return Refuse{
        refusal("One unit", "A serial is exactly one unit. Scan the next one, or search for its item and type it."),
        {}};
  if (in_all == now) return Warn{fmt::format("It is {now} already", fmt::arg("now", now.text()))};
  Do set{{}, shown.seen};
  like.units.quantity = in_all.less(now);
  if (in_all < now) {
    const bool of_this_visit = in_all >= shown.now.before();
    auto back = session.take_back(shown.subject.key(), now.less(in_all),
                                  of_this_visit ? of_units_at(like) : of_units(like.units));
    if (!back) {
      return Refuse{refusal("Received before",
                            "Only what was scanned since this screen was opened can be taken "
                            "back. Count the shelf instead."),
                    {}};
    }
    set.actions = std::move(back->undos);
    like.units.quantity = back->again;
    put_back_where_it_was(session, set.actions, like);
  }
  if (!like.units.quantity.none()) set.actions.emplace_back(std::move(like));
  return set;
}

TypedNumber typed_of(const ShownReceived& shown, Quantity number) {
  return {shown.subject.name, shown.now.before(), shown.now.here, number};
}

std::optional<Step> as_answer(Views& views, const Session& session, const ShownReceived& shown, Quantity in_all) {
  Step step = set_received(session, shown, in_all);
  if (!std::holds_alternative<Do>(step)) return std::nullopt;
  return label_of_number(views, shown.like.units, shown.now.all, in_all) ? Step(Stay{}) : std::move(step);
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

AskNumber ask_received(const ShownReceived& shown, const std::optional<Quantity>& expected,
                       const std::optional<Job::Damage>& damage) {
  const auto& [subject, receive, now, seen] = shown;
  const Units& like = receive.units;
  AskNumber asked{"Received", subject.name + tracked_as(like),
                  expected ? fmt::format("ea · expected {expected}", fmt::arg("expected", expected->text()))
                           : "ea · without a purchase",
                  std::string(number_of_row) + subject.row()};
  if (damage) {
    asked.title = "Damaged";
    asked.unit = fmt::format("{unit} · to {to}", fmt::arg("unit", unit_of(like)), fmt::arg("to", damage->to.text()));
  } else if (has_lot_or_serial(like)) {
    asked.unit = fmt::format("ea · {} of this {} until now", now.all.text(), like.serial ? "serial" : "lot");
    asked.unit += expected ? fmt::format(", {} of all expected", expected->text()) : ", without a purchase";
  } else if (!now.all.none()) {
    asked.unit = fmt::format("ea · {} until now, ", now.all.text());
    asked.unit += expected ? fmt::format("{} expected", expected->text()) : "without a purchase";
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

// --- what is told --------------------------------------------------------------------------------------------------

Instruction instruction_of_receipt(const LocationCode& dock, const std::optional<PurchaseNumber>& purchase,
                                   const std::vector<PurchaseLineView>& lines) {
  Instruction shown{.verb = fmt::format("Receive at {dock}", fmt::arg("dock", dock.text()))};
  shown.task = purchase ? purchase->text() : "No purchase";
  const auto [arrived, expected] = sums_of(lines);
  if (purchase) shown.progress = share(arrived, expected);
  shown.count = purchase ? ratio(arrived, expected) : "";
  shown.name = what_is_left(lines);
  return shown;
}

Answer told_received(const ScreenContext& context, const Receive& receive, const Accepted& outcome, bool put_back) {
  if (!outcome.notices.empty()) return {.toast = sentence(outcome.notices.front()), .sound = Sound::attention};
  if (put_back) return {.toast = put_back_words(receive)};
  const std::string stock = place_for_stock(context, outcome, {receive.units.item, lot_of(receive.units)});
  return {.toast = with_arrows(headline(outcome, stock))};
}

void forget_carried(Session& session, const Action& action) {
  const auto* put = std::get_if<MoveUnit>(&action);
  if (put == nullptr) return;
  std::vector<std::string> carried;
  for (const Session::Booked& one : session.entries()) {
    const auto* receive = std::get_if<Receive>(&one.action);
    if (receive != nullptr && receive->at.text() == put->unit.text()) carried.push_back(one.key);
  }
  for (const std::string& key : carried) session.forget_claims(key);
}

}  // namespace dockhand
