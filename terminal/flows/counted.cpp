#include "terminal/flows/counted.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "storage/model/place_words.h"
#include "terminal/flows/pallet.h"
#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::string_view left_out = "left_out:", elsewhere = "elsewhere:";

std::string elsewhere_key(const Sscc& unit, const std::string& stands_at) {
  return std::string(elsewhere) + unit.text() + ":" + stands_at;
}

SeenStock counted_stock(const LocationCode& place, const Units& units, std::int64_t on_hand) {
  return {place, units.item, lot_of(units), serial_of(units), on_hand};
}

bool was_met(const Job& job, const std::string& pallet) {
  return std::any_of(job.pallets.begin(), job.pallets.end(),
                     [&](const Job::Pallet& met) { return met.unit.text() == pallet; });
}

// A pallet that was not opened is as it came, with all that is on it.
bool is_to_be_counted(const Job& job, const StockRow& row) {
  if (row.place == *job.place) return true;
  const auto pallet = Sscc::parse(row.place.text());
  return pallet && is_opened(job, *pallet);
}

bool is_counted(const Job& job, const StockRow& row) {
  return std::any_of(job.lines.begin(), job.lines.end(), [&](const Job::Line& line) {
    return line.units.item == row.item && lot_of(line.units) == row.lot && serial_of(line.units) == row.serial &&
           counted_place(job, line.on) == row.place;
  });
}

bool counted_alike_before(const Job& job, const Job::Line& line) {
  return std::any_of(job.before.begin(), job.before.end(), [&](const Job::Line& known) {
    return is_line_of(known, line.units, line.on) && known.units.quantity == line.units.quantity;
  });
}

std::string names_of(const NotCounted& missed) {
  constexpr std::size_t named = 3;
  std::vector<std::string> names;
  for (const StockRow& row : missed.rows) {
    const std::string name = row.name + tracked_as(row.lot, row.serial);
    names.push_back(row.stands_at.empty() ? name
                                          : fmt::format("{name} on pallet {pallet}", fmt::arg("name", name),
                                                        fmt::arg("pallet", row.place.text())));
  }
  for (const Sscc& pallet : missed.pallets)
    names.push_back(fmt::format("pallet {pallet}", fmt::arg("pallet", pallet.text())));
  std::string what;
  for (std::size_t i = 0; i < names.size() && i < named; ++i) what += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > named) what += fmt::format(" and {} more", names.size() - named);
  return what;
}

void see_gone(Do& booked, const StockRow& row, const std::vector<StockRow>& books) {
  const Units none = units_of(row.item, {}, row.lot, row.serial);
  booked.seen.emplace_back(counted_stock(row.place, none, booked_there(books, row.place, none)));
}

void add_gone(Do& booked, const StockRow& row, const std::vector<StockRow>& books) {
  const Units none = units_of(row.item, {}, row.lot, row.serial);
  booked.actions.emplace_back(Count{none, row.place, "count: gone", true});  // it was asked about
  see_gone(booked, row, books);
}

Step not_here(const Sscc& unit, const std::string& why) {
  RefusalPage page = refusal("Not a pallet of this place", why);
  page.scanned_code = unit.text();
  return Refuse{page, {}};
}

// The same answer as on every screen.
Step unknown_here(const Job& job, const Sscc& unit) {
  Scan scan;
  scan.sscc = unit;
  scan.symbol.text = unit.text();
  RefusalPage page = unknown_code(scan, fmt::format("an item at {place}", fmt::arg("place", place_of(job))));
  page.advice = fmt::format("{advice} What is counted here is kept.", fmt::arg("advice", page.advice));
  return Refuse{page, {}};
}

// By the books it stands elsewhere, or is gone, and somebody has it before his eyes. Of one that was gone the books do
// not know what is on it.
Step ask_if_here(const Job& job, const Sscc& unit, const std::string& stands_at) {
  Job then = job;
  if (!was_met(job, unit.text())) then.pallets.push_back({unit, stands_at == account::lost});
  then.counting = unit;
  return Question{.words = fmt::format("Pallet {} {} by the books. Is it here at {}?", unit.text(),
                                       standing_in_words(stands_at), job.place->text()),
                  .choices = {{.id = "here",
                               .title = "It is here",
                               .then = Do{{MoveUnit{unit, *job.place, "count: found here"}},
                                          {SeenUnit{unit, stands_at}},
                                          std::move(then)},
                               .icon = Icon::location}},
                  .no = "Count on"};
}

// It was moved while it was counted. Whoever says that it is here presses done again; what was counted on it is booked
// on it, wherever it stands.
Step ask_if_still_here(const Job& job, const Sscc& unit, const std::string& stands_at) {
  Step asked = ask_if_here(job, unit, stands_at);
  auto& question = std::get<Question>(asked);
  std::get<Do>(question.choices.front().then).then->counting = job.counting;
  const bool gone = stands_at == account::lost;
  question.choices.push_back(
      {.id = gone ? std::string(left_out) + unit.text() : elsewhere_key(unit, stands_at),
       .title = gone ? "It is gone" : fmt::format("It is at {place}", fmt::arg("place", stands_at)),
       .icon = gone ? Icon::attention : Icon::location});
  return asked;
}

}  // namespace

Result<BookedThere> booked_to_count(Views& views, const Job& job) {
  constexpr std::size_t most = 5000;  // items at one place: what is not read could not be asked about
  auto all = views.stock_at(*job.place, most);
  if (!all) return all.error();
  auto pallets = views.standing_at(*job.place);
  if (!pallets) return pallets.error();
  for (const Job::Pallet& pallet : job.pallets) {
    const LocationCode at = place_of(pallet.unit);
    const auto is_on_it = [&](const StockRow& row) { return row.place == at; };
    if (std::any_of(all->begin(), all->end(), is_on_it)) continue;
    const auto on_it = views.stock_at(at, most);
    if (!on_it) return on_it.error();
    all->insert(all->end(), on_it->begin(), on_it->end());
  }
  return BookedThere{std::move(all).value(), std::move(pallets).value()};
}

LocationCode counted_place(const Job& job, const std::optional<Sscc>& on) { return on ? place_of(*on) : *job.place; }

bool is_line_of(const Job::Line& line, const Units& units, const std::optional<Sscc>& on) {
  return line.on == on && line.units.item == units.item && line.units.lot == units.lot &&
         line.units.serial == units.serial;
}

std::int64_t booked_there(const std::vector<StockRow>& books, const LocationCode& at, const Units& units) {
  const std::string lot = lot_of(units);
  const std::string serial = serial_of(units);
  std::int64_t sum = 0;
  for (const StockRow& row : books) {
    const bool same = (lot.empty() || row.lot == lot) && (serial.empty() || row.serial == serial);
    if (row.place == at && row.item == units.item && same) sum += row.on_hand;
  }
  return sum;
}

NotCounted not_counted(const Job& job, const BookedThere& books) {
  NotCounted missed;
  for (const StockRow& row : books.rows) {
    if (row.on_hand != 0 && is_to_be_counted(job, row) && !is_counted(job, row)) missed.rows.push_back(row);
  }
  for (const Sscc& pallet : books.pallets) {
    if (!was_met(job, pallet.text())) missed.pallets.push_back(pallet);
  }
  return missed;
}

std::string key_of(const Job::Line& line) {
  const std::string on = line.on ? "|" + line.on->text() : "";
  return line.units.item.text() + "|" + lot_of(line.units) + "|" + serial_of(line.units) + on;
}

void show_counted(const Job& job, const std::vector<std::vector<Pack>>& packs_of_lines, WorkPage& page) {
  page.list_heading = job.lines.empty() && job.pallets.empty() ? "" : "Counted, not booked yet";
  page.empty_text = "Scan each item or case, or type its number.";
  for (std::size_t i = 0; i < job.lines.size(); ++i) {
    const Units& units = job.lines[i].units;
    const std::string on =
        job.lines[i].on ? fmt::format("\non {pallet}", fmt::arg("pallet", job.lines[i].on->text())) : "";
    const std::vector<Pack> packs = i < packs_of_lines.size() ? packs_of_lines[i] : std::vector<Pack>{};
    page.rows.push_back({.id = "line:" + key_of(job.lines[i]),
                         .title = job.lines[i].name,
                         .detail = units.item.text() + tracked_as(units) + "\n" + in_packs(units.quantity, packs) + on,
                         .value = units.quantity.text(),
                         .stripe = i == 0 ? Stripe::active : Stripe::none,
                         .icon = Icon::stock});
  }
  for (Row& pallet : counted_pallet_rows(job)) page.rows.push_back(std::move(pallet));
}

Question ask_if_right(const Job::Line& line, const LocationCode& at) {
  const std::string item = line.name + tracked_as(line.units), number = line.units.quantity.text();
  const bool one = line.units.quantity == Quantity::exactly(1);
  std::string words = fmt::format("{item} came or went at {place} while you counted.", fmt::arg("item", item),
                                  fmt::arg("place", at.text()));
  words = one ? fmt::format("{what} Is {number} there now?", fmt::arg("what", words), fmt::arg("number", number))
              : fmt::format("{what} Are {number} there now?", fmt::arg("what", words), fmt::arg("number", number));
  return Question{.words = std::move(words),
                  .choices = {{.id = "right",
                               .title = one ? fmt::format("{number} is there", fmt::arg("number", number))
                                            : fmt::format("{number} are there", fmt::arg("number", number))}},
                  .no = "Count on"};
}

std::string ask_if_gone(const NotCounted& missed) {
  if (missed.rows.empty() && missed.pallets.size() == 1) {
    return fmt::format("Pallet {} was not counted. Is it gone?", missed.pallets.front().text());
  }
  return fmt::format("Nobody counted {} here. Is it gone?", names_of(missed));
}

void show_missed(const NotCounted& missed, WorkPage& page) {
  for (const StockRow& row : missed.rows) {
    page.rows.push_back(
        {.title = row.name,
         .detail =
             with_line(row.item.text() + tracked_as(row.lot, row.serial),
                       row.stands_at.empty() ? "" : fmt::format("on {place}", fmt::arg("place", row.place.text()))),
         .stripe = Stripe::attention,
         .icon = Icon::attention});
  }
  for (const Sscc& pallet : missed.pallets) {
    page.rows.push_back({.title = pallet.text(),
                         .title_is_code = true,
                         .detail = "pallet, with all that is on it",
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

bool is_elsewhere(std::string_view answer) { return answer.starts_with(elsewhere); }

std::optional<Step> ask_if_left(Views& views, const Job& job, const std::set<std::string>& known_elsewhere) {
  for (const Job::Pallet& pallet : job.pallets) {
    const auto view = views.unit(pallet.unit);
    if (!view) return Refuse{refusal_of(view.error()), {}};
    const std::string at = *view ? (*view)->stands_at : "";
    if (at == job.place->text() || known_elsewhere.contains(elsewhere_key(pallet.unit, at))) continue;
    if (!at.empty() && at != account::customer) return ask_if_still_here(job, pallet.unit, at);
    const bool shipped = at == account::customer;
    return Question{.words = fmt::format("Pallet {} {} while you counted. Leave out what was counted on it?",
                                         pallet.unit.text(), shipped ? "was shipped" : "was taken back"),
                    .choices = {{.id = std::string(left_out) + pallet.unit.text(), .title = "Leave it out"}},
                    .no = "Count on"};
  }
  return std::nullopt;
}

bool leave_out(Job& job, std::string_view answer) {
  const auto unit = Sscc::parse(answer.starts_with(left_out) ? answer.substr(left_out.size()) : "");
  if (!unit) return false;
  std::erase_if(job.lines, [&](const Job::Line& line) { return line.on == *unit; });
  std::erase_if(job.pallets, [&](const Job::Pallet& pallet) { return pallet.unit == *unit; });
  if (job.counting == *unit) job.counting.reset();
  return true;
}

Do book_count(const Job& job, const BookedThere& books, const NotCounted& gone) {
  Do booked{{}, {}, Job{}};
  for (const bool on_pallets : {true, false}) {
    for (const Job::Line& line : job.lines) {
      if (line.on.has_value() != on_pallets) continue;
      const LocationCode at = counted_place(job, line.on);
      booked.actions.emplace_back(Count{line.units, at, "count", counted_alike_before(job, line)});
      booked.seen.emplace_back(counted_stock(at, line.units, line.there));
    }
  }
  for (const StockRow& row : gone.rows) add_gone(booked, row, books.rows);
  for (const Sscc& pallet : gone.pallets) {
    booked.seen.emplace_back(SeenUnit{pallet, job.place->text()});
    for (const StockRow& row : books.rows) {
      if (row.place == place_of(pallet) && row.on_hand != 0) see_gone(booked, row, books.rows);
    }
    booked.actions.emplace_back(LoseUnit{pallet, "count"});
  }
  return booked;
}

Question begin_second_count(Job& job) {
  job.before = std::exchange(job.lines, {});
  job.counting.reset();
  std::erase_if(job.pallets, [](const Job::Pallet& pallet) { return pallet.opened; });
  return Question{.words = fmt::format("The books say otherwise. Count {place} once more; the same again is booked.",
                                       fmt::arg("place", place_of(job))),
                  .choices = {{.id = "again", .title = "Count again"}},
                  .no = "Leave it"};
}

void CountDifference::note(std::int64_t off, const ItemCode& item) {
  Side& side = off < 0 ? fewer_ : more_;
  side.units += std::abs(off);
  if (off != 0) side.items.push_back(item.text());
}

void CountDifference::add(const Action& counted, const Accepted& outcome, const std::vector<StockRow>& books) {
  const auto* count = std::get_if<Count>(&counted);
  const auto* lost = std::get_if<LoseUnit>(&counted);
  counts_.push_back(count != nullptr ? count->units.quantity : Quantity());
  if (count != nullptr) {
    note(counts_.back().units() - booked_there(books, count->at, count->units), count->units.item);
  }
  for (const StockRow& row : books) {
    if (lost != nullptr && row.place == place_of(lost->unit)) note(-row.on_hand, row.item);
  }
  for (std::string& one : waiting_again(outcome)) waiting_.push_back(std::move(one));
}

std::string CountDifference::words(const std::string& place) const {
  if (fewer_.units == 0 && more_.units == 0) return fmt::format("{place} is counted", fmt::arg("place", place));
  std::string difference = fmt::format("{fewer} fewer ({gone}) and {more} more ({found})",
                                       fmt::arg("fewer", fewer_.units), fmt::arg("gone", in_short(fewer_.items)),
                                       fmt::arg("more", more_.units), fmt::arg("found", in_short(more_.items)));
  if (more_.units == 0) difference = fmt::format("{fewer} fewer", fmt::arg("fewer", fewer_.units));
  if (fewer_.units == 0) difference = fmt::format("{more} more", fmt::arg("more", more_.units));
  const std::string now =
      counts_.size() == 1 ? fmt::format("{now} there, ", fmt::arg("now", counts_.front().text())) : "";
  return with_waiting(fmt::format("{place} is counted: {now}{difference} than the books had", fmt::arg("place", place),
                                  fmt::arg("now", now), fmt::arg("difference", difference)),
                      waiting_);
}

Step count_pallet(const ScreenContext& context, Job& job, const Sscc& unit) {
  if (job.counting == unit) {
    leave_counted_pallet(job);
    return Stay{};
  }
  if (job.counting) {
    return Refuse{refusal("Another pallet", fmt::format("Finish pallet {pallet} first: scan it again.",
                                                        fmt::arg("pallet", job.counting->text()))),
                  {}};
  }
  const auto view = context.views.unit(unit);
  if (!view) return Refuse{refusal_of(view.error()), {}};
  const std::string at = *view ? (*view)->stands_at : "";
  if (!*view) return unknown_here(job, unit);
  if (at.empty()) return not_here(unit, "It is not received yet. Receive it first; what is counted here is kept.");
  if (at == account::customer) return not_here(unit, "The books say that it was shipped. Ask the office.");
  if (!LocationCode::parse(unit.text())) return not_here(unit, "Its number is no place in the books.");
  if (at != job.place->text()) return ask_if_here(job, unit, at);
  if (!was_met(job, unit.text())) job.pallets.push_back({unit, false});
  job.counting = unit;
  return Stay{};
}

void leave_counted_pallet(Job& job) { job.counting.reset(); }

void open_counted_pallet(Job& job) {
  for (Job::Pallet& pallet : job.pallets) pallet.opened = pallet.opened || job.counting == pallet.unit;
}

bool is_opened(const Job& job, const Sscc& unit) {
  return std::any_of(job.pallets.begin(), job.pallets.end(),
                     [&](const Job::Pallet& pallet) { return pallet.unit == unit && pallet.opened; });
}

std::vector<Row> counted_pallet_rows(const Job& job) {
  std::vector<Row> rows;
  for (const Job::Pallet& pallet : job.pallets) {
    Quantity sum;
    for (const Job::Line& line : job.lines) {
      if (line.on == pallet.unit) sum = sum + line.units.quantity;
    }
    const bool now = job.counting == pallet.unit;
    rows.push_back({.id = "pallet:" + pallet.unit.text(),
                    .title = pallet.unit.text(),
                    .title_is_code = true,
                    .detail = pallet.opened ? "pallet, opened" : "pallet, as it came",
                    .value = pallet.opened ? sum.text() : "",
                    .stripe = now ? Stripe::active : Stripe::none,
                    .icon = Icon::stock});
  }
  return rows;
}

void show_counted_pallet(const Job& job, WorkPage& page) {
  const bool opened = is_opened(job, *job.counting);
  page.instruction.verb = "Count what is on the pallet at";
  page.instruction.code = job.counting->text();
  page.strip = opened ? "Scan the pallet again when all that is on it is counted."
                      : "Scan what is on the pallet, or the pallet again when it is as it came.";
  const bool has_lines =
      std::any_of(job.lines.begin(), job.lines.end(), [&](const Job::Line& line) { return line.on == job.counting; });
  page.actions.push_back(has_lines ? common_button(buttons::number) : common_button(buttons::bare));
  page.actions.push_back(worded_button(buttons::done, opened ? "Pallet done" : "As it came", ButtonRole::primary));
}

}  // namespace dockhand
