#include "terminal/kit/label.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/model/tools/utf8.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

Result<bool> expiry_is_known(Views& views, const WaitingLabel& label) {
  if (!label.dated || !label.units.lot) return false;
  const auto known = views.lot(label.units.item, label.units.lot->text());
  if (!known) return known.error();
  return *known && (*known)->expiry.has_value();
}

std::optional<Missing> missing_of(const WaitingLabel& label, bool expiry_known) {
  const Units& units = label.units;
  if (label.tracking == Tracking::serial && !units.serial) return Missing::serial;
  if ((label.tracking == Tracking::lot || label.dated) && !units.lot) return Missing::lot;
  if (label.dated && !units.expiry && !expiry_known) return Missing::expiry;
  return std::nullopt;
}

struct Words {
  const char* title;
  const char* button;
};

Words words_for(Missing missing) {
  switch (missing) {
    case Missing::lot: return {"Lot", "Type lot"};
    case Missing::serial: return {"Serial number", "Type serial"};
    case Missing::expiry: break;
  }
  return {"Expiry date", "Type date"};
}

// The note ends in a code: where the keypad has no room for all of it, it loses its middle.
std::string with_short_code(const std::string& note) {
  constexpr std::size_t most = 32, end = 10;  // bytes
  if (note.size() <= most) return note;
  std::size_t cut = most - end - 1, rest = note.size() - end;
  while (!starts_character(note[cut])) --cut;
  while (rest < note.size() && !starts_character(note[rest])) ++rest;
  return note.substr(0, cut) + "…" + note.substr(rest);
}

// Digits that a keyboard or a wedge has sent say nothing of the bars that they came from.
bool is_bare(const Scan& scan) { return scan.symbol.symbology == Symbology::unknown && scan.symbol.aim.empty(); }

bool is_read(const WaitingLabel& label) { return !read_of(label).empty(); }

// As it was before its other code was read.
WaitingLabel not_read(WaitingLabel label) {
  switch (label.missing) {
    case Missing::lot: label.units.lot.reset(); break;
    case Missing::serial: label.units.serial.reset(); break;
    case Missing::expiry: label.units.expiry.reset(); break;
  }
  return label;
}

bool brings_missing(const WaitingLabel& label, const Scan& scan) {
  switch (label.missing) {
    case Missing::lot: return scan.lot.has_value();
    case Missing::serial: return scan.serial.has_value();
    case Missing::expiry: return scan.expiry.has_value();
  }
  return false;
}

// Whoever scans one wants to go elsewhere.
bool is_document(const Found& found) {
  return std::holds_alternative<FoundOrder>(found) || std::holds_alternative<FoundPurchase>(found);
}

bool is_second_code(const WaitingLabel& label, const Scan& scan, const Found& found) {
  const auto* item = std::get_if<FoundItem>(&found);
  const bool same_item = item != nullptr && item->item == label.units.item;
  if (scan.kind == ScanKind::plain) return !same_item;
  if (item != nullptr) return same_item && brings_missing(label, scan);
  if (brings_missing(label, scan)) return !scan.sscc;
  return scan.kind == ScanKind::gtin && is_bare(scan);  // a lot of digits that happens to be a good GTIN
}

// What stands there already is known by that name, whatever else has it.
Result<bool> is_in_stock(Views& views, const Units& units) {
  const auto item = views.item(units.item);
  if (!item) return item.error();
  if (!*item) return false;
  const std::vector<StockRow>& stock = (*item)->stock;
  return std::any_of(stock.begin(), stock.end(), [&](const StockRow& row) {
    return units.serial ? row.serial == units.serial->text() : units.lot && row.lot == units.lot->text();
  });
}

// Whatever has a name on this site is asked about, whoever scans or types it: a hand that slips to the label of the
// shelf, of the item beside or of the pallet would else become a lot that nobody has.
std::optional<std::string> may_be_meant_otherwise(const Scan& scan, const Found& found) {
  if (const auto* item = std::get_if<FoundItem>(&found)) {
    return fmt::format("{code} is {item} here", fmt::arg("code", scan.text()), fmt::arg("item", item->name));
  }
  if (const auto* unit = std::get_if<FoundUnit>(&found)) {
    return fmt::format("{code} is a pallet here", fmt::arg("code", unit->unit.text()));
  }
  if (const auto* place = std::get_if<FoundLocation>(&found)) {
    return fmt::format("{code} is a place here", fmt::arg("code", place->location.text()));
  }
  if (const auto* notice = std::get_if<FoundAsn>(&found)) {
    return fmt::format("{code} is an ASN here", fmt::arg("code", notice->asn));
  }
  if (const auto* order = std::get_if<FoundOrder>(&found)) {
    return fmt::format("{code} is an order here", fmt::arg("code", order->order.text()));
  }
  if (const auto* one = std::get_if<FoundPurchase>(&found)) {
    return fmt::format("{code} is a purchase here", fmt::arg("code", one->purchase.text()));
  }
  if (const auto unit = unit_named_by(scan)) {
    return fmt::format("{code} is the number of a pallet", fmt::arg("code", unit->text()));
  }
  return std::nullopt;
}

bool says_the_same(const WaitingLabel& label, const Units& units) {
  WaitingLabel other = label;
  other.units = units;
  return read_of(other) == read_of(label);
}

// A label that was read takes another such code in its place, but no name of a place, an item or a pallet.
bool is_other_code(const WaitingLabel& label, const Scan& scan, const Found& found) {
  if (!is_second_code(not_read(label), scan, found)) return false;
  const bool unknown = scan.kind != ScanKind::plain || std::holds_alternative<FoundNothing>(found);
  return unknown || word_of(label.missing) + (" " + scan.text()) == read_of(label);
}

}  // namespace

// Reads "261231" as "2026-12-31": this is AI 17 without its century, which a date of expiry that still matters does not
// need.
Result<Date> parse_expiry(std::string_view text) {
  if (text.size() != 6 || !is_digits(text)) return Date::parse(text);
  const std::string digits(text);
  return Date::parse("20" + digits.substr(0, 2) + "-" + digits.substr(2, 2) + "-" + digits.substr(4, 2));
}

Result<ReadLabel> read_label(Views& views, const FoundItem& item, const Scan& scan, LabelFor purpose) {
  const bool counted = scan.count && stands(Safeguard::label_quantity);
  const auto quantity = item.pack.units.times(counted ? scan.count->units() : 1);
  if (!quantity) return quantity.error();
  WaitingLabel label{{item.item, *quantity, scan.lot, scan.serial, scan.expiry},
                     item.name,
                     item.tracking,
                     item.expiry && purpose == LabelFor::arrival,
                     Missing::lot};
  if (item.tracking == Tracking::none && !item.expiry) {
    label.units.lot.reset();
    label.units.serial.reset();
  }
  return complete_label(views, std::move(label));
}

Result<ReadLabel> complete_label(Views& views, WaitingLabel label) {
  const auto known = expiry_is_known(views, label);
  if (!known) return known.error();
  const auto missing = missing_of(label, *known);
  if (!missing) return ReadLabel(std::move(label.units));
  label.missing = *missing;
  return ReadLabel(std::move(label));
}

Result<ReadLabel> read_second(Views& views, const WaitingLabel& label, const Scan& scan) {
  if (scan.kind == ScanKind::plain) return read_typed(views, label, scan.text());
  if (!brings_missing(label, scan)) return read_typed(views, label, scan.symbol.text);
  WaitingLabel more = label;
  if (scan.lot) more.units.lot = scan.lot;
  if (scan.serial) more.units.serial = scan.serial;
  if (scan.expiry) more.units.expiry = scan.expiry;
  return complete_label(views, std::move(more));
}

Result<ReadLabel> read_typed(Views& views, const WaitingLabel& label, std::string_view typed) {
  WaitingLabel more = label;
  if (label.missing == Missing::lot) {
    const auto lot = Lot::parse(typed);
    if (!lot) return lot.error();
    more.units.lot = *lot;
  } else if (label.missing == Missing::serial) {
    const auto serial = Serial::parse(typed);
    if (!serial) return serial.error();
    more.units.serial = *serial;
  } else {
    const auto expiry = parse_expiry(typed);
    if (!expiry) return expiry.error();
    more.units.expiry = *expiry;
  }
  return complete_label(views, std::move(more));
}

std::optional<Step> other_than_second(const WaitingLabel& label, const Scan& scan, const Found& found) {
  if (is_document(found)) return NotMine{};
  if (!is_read(label) && is_second_code(label, scan, found)) return std::nullopt;
  if (is_read(label) && is_other_code(label, scan, found)) return std::nullopt;
  const std::string advice = is_read(label) ? fmt::format("Go on with {}, or scan or type another.", read_of(label))
                                            : fmt::format("Scan or type {}.", expected_by(label));
  RefusalPage page = refusal("Finish this label first", advice);
  page.expected_heading = "Not booked yet";
  page.expected_name = label.name;
  page.expected_code = label.units.item.text();
  return Refuse{page, WhatPageExpects{}};
}

Step take_label(Job& job, const Result<ReadLabel>& label, const std::string& name, const TakeUnits& take) {
  if (!label) return Refuse{refusal_of(label.error()), {}};
  if (const auto* units = std::get_if<Units>(&*label)) return take(*units, name);
  job.label = std::get<WaitingLabel>(*label);
  return Warn{};
}

namespace {

// What was read stays with the label, over a restart too. What is booked at once leaves the job in its own transaction
// (after_label): written down here as well, it would come again after the booking. What is refused was not read.
Step take_second(Job& job, const Result<ReadLabel>& label, const std::string& name, const TakeUnits& take) {
  Step step = take_label(job, label, name, take);
  const auto* units = label ? std::get_if<Units>(&*label) : nullptr;
  const bool ended = std::holds_alternative<Do>(step) || std::holds_alternative<Refuse>(step);
  if (units != nullptr && job.label && !ended) job.label->units = *units;
  return step;
}

const Units& units_in(const ReadLabel& read) {
  const auto* waits = std::get_if<WaitingLabel>(&read);
  return waits != nullptr ? waits->units : std::get<Units>(read);
}

enum class Given { scanned, typed };

// The label keeps what was read, and shows it: the same code again, or its button, goes on with it. A label that waits
// for its date after it asks no later.
std::optional<Step> ask_if_meant(Views& views, Job& job, const Result<ReadLabel>& read, const Scan& scan,
                                 const Found& found, Given given) {
  const auto otherwise = may_be_meant_otherwise(scan, found);
  if (!read || !otherwise) return std::nullopt;
  if (is_read(*job.label) && says_the_same(*job.label, units_in(*read))) return std::nullopt;
  const auto known = is_in_stock(views, units_in(*read));
  if (!known) return Refuse{refusal_of(known.error()), {}};
  if (*known) return std::nullopt;
  job.label->units = units_in(*read);
  return Warn{fmt::format(
      "{}. Is it the {}? {}", *otherwise, word_of(job.label->missing),
      given == Given::typed ? "Type it again, or type the right one." : "Scan it again, or scan the right one.")};
}

// The item's own label names its lot, and may be of another pack than what was scanned before: of one unit it is the
// label of the pack that is there.
std::optional<Step> ask_how_many(Job& job, const Result<ReadLabel>& read, const Scan& scan, const FoundItem& item) {
  const bool counted = scan.count && stands(Safeguard::label_quantity);
  const auto on_label = item.pack.units.times(counted ? scan.count->units() : 1);
  if (!on_label) return Refuse{refusal_of(on_label.error()), {}};
  WaitingLabel& label = *job.label;
  const bool again = is_read(label) && says_the_same(label, units_in(*read));
  if (*on_label == label.units.quantity || again) return std::nullopt;
  const bool one_before = label.units.quantity == Quantity::exactly(1);
  const Quantity all = one_before ? *on_label : label.units.quantity;
  label.units = units_in(*read);
  label.units.quantity = all;
  return Warn{fmt::format("This label is {units} of {lot}. Scan it again to go on with {all}.",
                          fmt::arg("units", on_label->text()), fmt::arg("lot", read_of(label)),
                          fmt::arg("all", all.text()))};
}

Step take_code(Views& views, Job& job, const Scan& scan, const Found& found, Given given, const TakeUnits& take) {
  const WaitingLabel label = not_read(*job.label);
  const auto read = read_second(views, label, scan);
  const auto* own = scan.kind == ScanKind::plain ? nullptr : std::get_if<FoundItem>(&found);
  const bool is_own = read && own != nullptr && own->item == label.units.item;
  auto asked = is_own ? ask_how_many(job, read, scan, *own) : ask_if_meant(views, job, read, scan, found, given);
  if (asked) return *std::move(asked);
  return take_second(job, read, label.name, take);
}

}  // namespace

Step scan_second(Views& views, Job& job, const Scan& scan, const Found& found, const TakeUnits& take) {
  if (auto other = other_than_second(*job.label, scan, found)) return *other;
  return take_code(views, job, scan, found, Given::scanned, take);
}

Step type_second(Views& views, Job& job, std::string_view typed, const TakeUnits& take) {
  if (!job.label) return Stay{};
  Scan scan;
  scan.symbol.text = typed;
  const auto found = views.identify(scan);
  if (!found) return Refuse{refusal_of(found.error()), {}};
  return take_code(views, job, scan, *found, Given::typed, take);
}

std::optional<Step> tap_label(Views& views, Job& job, std::string_view id, const TakeUnits& take,
                              const std::string& note) {
  if (!job.label) return std::nullopt;
  const WaitingLabel label = *job.label;
  if (id == "text") return ask_text(label, note);
  if (id == "go_on" && is_read(label)) return take_label(job, complete_label(views, label), label.name, take);
  if (id != "not_read" || !is_read(label)) return std::nullopt;
  job.label = not_read(label);
  return Warn{fmt::format("Not the {}. Scan or type {}.", word_of(label.missing), expected_by(label))};
}

Step keep_if_refused(Job& job, const std::optional<WaitingLabel>& waited, Step step) {
  if (std::holds_alternative<Refuse>(step)) job.label = waited ? std::optional(not_read(*waited)) : std::nullopt;
  return step;
}

void keep_read(Job& job, const Do& asked) {
  if (!job.label || asked.actions.empty()) return;
  const auto* receive = std::get_if<Receive>(&asked.actions.front());
  if (receive != nullptr && receive->units.item == job.label->units.item) job.label->units = receive->units;
}

std::optional<Job> after_label(Job job) {
  if (!job.label) return std::nullopt;
  job.label.reset();
  return job;
}

std::optional<WaitingLabel> next_of_run(const std::optional<WaitingLabel>& last, const Scan& scan, const Found& found) {
  const bool may_be = scan.kind == ScanKind::plain || (scan.kind == ScanKind::gs1 && scan.serial);
  const bool unknown = may_be && std::holds_alternative<FoundNothing>(found);
  return last && last->missing == Missing::serial && unknown ? last : std::nullopt;
}

namespace {

bool is_of_several(const WaitingLabel& label) { return label.units.quantity > Quantity::exactly(1); }

std::string waits_as_read(const WaitingLabel& label) {
  if (!is_of_several(label)) {
    return fmt::format("Not booked yet: {code} was read. Go on with it, or scan another.",
                       fmt::arg("code", read_of(label)));
  }
  return fmt::format("Not booked yet: {code} was read for these {units}. Go on with it, or scan another.",
                     fmt::arg("code", read_of(label)), fmt::arg("units", label.units.quantity.text()));
}

std::string waits_for_other(const WaitingLabel& label) {
  if (!is_of_several(label)) {
    return fmt::format("Not booked yet: scan or type the {other} of this label too.",
                       fmt::arg("other", word_of(label.missing)));
  }
  return fmt::format("Not booked yet: scan or type the {other} of these {units} too.",
                     fmt::arg("other", word_of(label.missing)), fmt::arg("units", label.units.quantity.text()));
}

}  // namespace

void show_label(const WaitingLabel& label, WorkPage& page) {
  page.scan_prompt = fmt::format("Scan {} code", word_of(label.missing));
  page.strip = is_read(label) ? waits_as_read(label) : waits_for_other(label);
  if (const std::string read = tracked_as(label.units); !read.empty()) {
    page.instruction.name = label.name;
    page.instruction.code = label.units.item.text() + read;
  }
}

Button type_button(const WaitingLabel& label) {
  return worded_button(buttons::type, words_for(label.missing).button, ButtonRole::primary);
}

std::vector<Button> label_buttons(const WaitingLabel& label) {
  if (!is_read(label)) return {back_button(), type_button(label)};
  Button another = type_button(label);
  another.role = ButtonRole::plain;
  return {back_button(), another, {.id = "go_on", .label = "Go on", .icon = Icon::check, .role = ButtonRole::primary}};
}

WorkPage with_label(WorkPage page, const Job& job) {
  if (!job.label) return page;
  show_label(*job.label, page);
  page.actions = label_buttons(*job.label);
  return page;
}

AskText ask_text(const WaitingLabel& label, const std::string& note) {
  const bool date = label.missing == Missing::expiry;
  return {words_for(label.missing).title + with_short_code(note), label.name,
          date ? "year, month, day: 261231" : "as on the label"};
}

std::string expected_by(const WaitingLabel& label) {
  return fmt::format("the {} of {}", word_of(label.missing), label.name);
}

}  // namespace dockhand
