#include "terminal/kit/incomplete.h"

#include <fmt/format.h>

namespace dockhand {
namespace {

// "261231" as "2026-12-31": AI 17 without its century, which a date of expiry that still matters does not need.
Result<Date> parse_expiry(std::string_view text) {
  if (text.size() != 6 || !is_digits(text)) return Date::parse(text);
  const std::string digits(text);
  return Date::parse("20" + digits.substr(0, 2) + "-" + digits.substr(2, 2) + "-" + digits.substr(4, 2));
}

}  // namespace

const char* word_of(Missing missing) {
  switch (missing) {
    case Missing::lot: return "lot";
    case Missing::serial: return "serial";
    case Missing::expiry: return "expiry date";
  }
  return "";
}

std::optional<Missing> missing_of(const Units& units, const FoundItem& item, bool expiry_known) {
  if (item.tracking == Tracking::serial && !units.serial) return Missing::serial;
  if ((item.tracking == Tracking::lot || item.expiry) && !units.lot) return Missing::lot;
  if (item.expiry && !units.expiry && !expiry_known) return Missing::expiry;
  return std::nullopt;
}

Result<Units> completed(Units units, Missing missing, std::string_view text) {
  if (missing == Missing::lot) {
    const auto lot = Lot::parse(text);
    if (!lot) return lot.error();
    units.lot = *lot;
  } else if (missing == Missing::serial) {
    const auto serial = Serial::parse(text);
    if (!serial) return serial.error();
    units.serial = *serial;
  } else {
    const auto expiry = parse_expiry(text);
    if (!expiry) return expiry.error();
    units.expiry = *expiry;
  }
  return units;
}

Result<std::optional<Units>> OpenLabel::begin(const FoundItem& item, Units units) {
  item_ = item;
  return take(std::move(units));
}

Result<std::optional<Units>> OpenLabel::add(const Scan& scan) {
  if (scan.kind == ScanKind::plain) return add(scan.text());
  Units units = *units_;
  if (scan.lot) units.lot = scan.lot;
  if (scan.serial) units.serial = scan.serial;
  if (scan.expiry) units.expiry = scan.expiry;
  return take(std::move(units));
}

Result<std::optional<Units>> OpenLabel::add(std::string_view typed) {
  auto units = completed(*units_, missing_, typed);
  if (!units) return units.error();
  return take(std::move(units).value());
}

Result<std::optional<Units>> OpenLabel::take(Units units) {
  units_.reset();
  bool expiry_known = false;
  if (item_->expiry && units.lot) {
    const auto known = views_.has_expiry(units.item, *units.lot);
    if (!known) return known.error();
    expiry_known = *known;
  }
  const auto missing = missing_of(units, *item_, expiry_known);
  if (!missing) return std::optional(std::move(units));
  units_ = std::move(units);
  missing_ = *missing;
  return std::optional<Units>();
}

void OpenLabel::show(WorkPage& page) const {
  page.scan_prompt = fmt::format("Scan {} code", word_of(missing_));
  page.strip = fmt::format("Not booked yet: scan or type the {} of this label too.", word_of(missing_));
}

Button OpenLabel::type_button() const {
  const char* label = missing_ == Missing::lot ? "Type lot" : missing_ == Missing::serial ? "Type serial" : "Type date";
  return {.id = "text", .label = label, .icon = Icon::keypad, .role = ButtonRole::primary};
}

AskText OpenLabel::ask(const std::string& item_name) const {
  const bool date = missing_ == Missing::expiry;
  const char* title = missing_ == Missing::lot ? "Lot" : date ? "Expiry date" : "Serial number";
  return {title, item_name, date ? "year, month, day: 261231" : "as on the label"};
}

}  // namespace dockhand
