#include "storage/import/meeting/notices.h"

#include <algorithm>
#include <set>
#include <utility>

#include "storage/import/columns/import_columns.h"
#include "storage/import/rows/duplicates.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

// What the rows of a file say, by the names under which the books have it.
struct Said {
  std::set<std::string> rows;
  std::set<std::pair<std::string, std::string>> units;  // the handling units of each notice
};

Said said_in(const ParsedImport& parsed) {
  Said said;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const auto* asn = std::get_if<AsnRow>(&parsed.rows[i]);
    if (asn == nullptr || parsed.notices.in_parts.contains(asn->asn)) continue;
    said.units.emplace(asn->asn, asn->unit.text());
    if (parsed.notes[i].use != RowUse::drop) said.rows.insert(name_of(parsed.rows[i]));
  }
  return said;
}

std::set<std::string> notices_in(const ParsedImport& parsed) {
  std::set<std::string> notices;
  for (const auto& [notice, segment] : parsed.notices.whole) notices.insert(notice);
  for (const ImportRow& row : parsed.rows) {
    const auto* asn = std::get_if<AsnRow>(&row);
    if (asn != nullptr && !parsed.notices.in_parts.contains(asn->asn)) notices.insert(asn->asn);
  }
  return notices;
}

}  // namespace

void Notices::refuse(std::size_t row, const Error& why) {
  bad_.add(parsed_.notes[row].line, why);
  parsed_.notes[row].use = RowUse::drop;
  --parsed_.report.rows;
}

// Of a notice that comes again with fewer columns: lots, serials and purchases are part of what a row is found by, so
// that rows without them would take the place of those that have them.
Status Notices::keep_unsaid_names() {
  if (parsed_.lacking.empty() || parsed_.is_message) return Done{};
  const auto lacks_a_name = [](const ColumnNames& lacking) {
    return lacking.contains("lot") || lacking.contains("serial") || lacking.contains("purchase");
  };
  if (std::none_of(parsed_.lacking.begin(), parsed_.lacking.end(), lacks_a_name)) return Done{};
  const auto announced = ledger_.announced_by(notices_in(parsed_));
  if (!announced) return announced.error();
  std::map<std::string, std::vector<AsnRow>> of_unit;
  for (const AsnRow& row : *announced) of_unit[row.unit.text() + " " + row.units.item.text()].push_back(row);
  for (std::size_t i = 0, rows = parsed_.rows.size(); i < rows; ++i) {
    const auto* asn = std::get_if<AsnRow>(&parsed_.rows[i]);
    if (asn == nullptr || parsed_.notes[i].use == RowUse::drop || asn->units.quantity.none()) continue;
    if (parsed_.notes[i].part == 0 || !lacks_a_name(parsed_.lacking[parsed_.notes[i].part - 1])) continue;
    const auto known = of_unit.find(asn->unit.text() + " " + asn->units.item.text());
    if (known != of_unit.end()) name_as_announced(i, known->second);
  }
  return Done{};
}

void Notices::name_as_announced(std::size_t row, const std::vector<AsnRow>& announced) {
  const ColumnNames& lacking = parsed_.lacking[parsed_.notes[row].part - 1];
  auto& asn = std::get<AsnRow>(parsed_.rows[row]);
  const auto name = [&](AsnRow& its, const AsnRow& as) {
    if (lacking.contains("lot")) its.units.lot = as.units.lot;
    if (lacking.contains("serial")) its.units.serial = as.units.serial;
    if (lacking.contains("expiry")) its.units.expiry = as.units.expiry;
    if (lacking.contains("purchase")) its.purchase = as.purchase;
  };
  const AsnRow plain = asn;
  std::vector<AsnRow> meant;
  for (const AsnRow& one : announced) {
    AsnRow its = plain;
    name(its, one);
    its.units.quantity = one.units.quantity;
    if (name_of(its) == name_of(one)) meant.push_back(its);
  }
  if (meant.empty() || name_of(meant.front()) == name_of(ImportRow(plain))) return;
  std::int64_t sum = 0;
  for (const AsnRow& one : meant) sum += one.units.quantity.units();
  if (meant.size() > 1 && sum != plain.units.quantity.units()) {
    return refuse(
        row, refusal_of("quantity", plain.unit.text() + " is announced with " + std::to_string(meant.size()) +
                                        " lots or purchases of " + plain.units.item.text() + ", " +
                                        std::to_string(sum) + " in all, and the file does not say of which it has " +
                                        plain.units.quantity.text() + ": send its columns lot and purchase"));
  }
  if (++kept_ == 1) first_kept_ = plain.unit.text();
  if (meant.size() == 1) meant.front().units.quantity = plain.units.quantity;
  asn = meant.front();
  for (std::size_t i = 1; i < meant.size(); ++i) {
    parsed_.rows.emplace_back(meant[i]);
    parsed_.notes.push_back({0, RowUse::book, LineNumber::written});
  }
}

Status Notices::meet() {
  if (auto kept = keep_unsaid_names(); !kept) return kept;
  for (std::size_t i = 0; i < parsed_.rows.size(); ++i) {
    if (parsed_.notes[i].use == RowUse::drop || !std::holds_alternative<AsnRow>(parsed_.rows[i])) continue;
    if (auto named = name_line(i); !named) return named;
    if (auto met = meet_withdrawn(i); !met) return met;
    if (auto met = meet_received(i); !met) return met;
  }
  return Done{};
}

Result<const std::vector<DocumentLine>*> Notices::lines_of(const PurchaseLine& purchase, const ItemCode& item) {
  const auto known = purchases_.find(purchase.document.text());
  if (known != purchases_.end()) return &known->second;
  auto lines = ledger_.lines_beside(
      PurchaseLineRow{{purchase.document, 1}, "", item, Quantity::exactly(1), Date::from_days(0), {}, {}});
  if (!lines) return lines.error();
  return &purchases_.emplace(purchase.document.text(), *std::move(lines)).first->second;
}

Result<bool> Notices::knows(const ItemCode& item) {
  const auto met = items_.find(item);
  if (met != items_.end()) return met->second;
  const auto known = ledger_.knows(ItemRow{item, ""});
  if (known) items_.emplace(item, *known);
  return known;
}

// Our own lists name a line with its purchase, as PO-7/2. A number may look so as well: it goes first where the books
// know it.
Status Notices::take_whole_name(PurchaseLine& named, const ItemCode& item) {
  const auto whole = PurchaseLine::parse(named.document.text());
  if (named.line != line_of_its_item || !whole) return Done{};
  const auto by_number = lines_of(named, item);
  if (!by_number) return by_number.error();
  if (!(*by_number)->empty()) return Done{};
  const auto of_whole = lines_of(*whole, item);
  if (!of_whole) return of_whole.error();
  const auto is_its = [&](const DocumentLine& one) { return one.line == whole->line; };
  if (std::any_of((*of_whole)->begin(), (*of_whole)->end(), is_its)) named = *whole;
  return Done{};
}

// A row that names a purchase and no line means the line of its item. A purchase that is still to come has none: the
// row says it when it comes again.
Status Notices::name_line(std::size_t row) {
  auto& asn = std::get<AsnRow>(parsed_.rows[row]);
  if (!asn.purchase) return Done{};
  const ItemCode& item = asn.units.item;
  if (auto whole = take_whole_name(*asn.purchase, item); !whole) return whole;
  const auto known = lines_of(*asn.purchase, item);
  if (!known) return known.error();
  const std::vector<DocumentLine>& lines = **known;
  std::int32_t& line = asn.purchase->line;
  const bool is_said = line != line_of_its_item;
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const DocumentLine& one) {
    return is_said ? one.line == line : one.item == item;
  });
  if (found == lines.end()) {
    if (is_said) return Done{};
    // A row of an unknown item is refused by the books, and read with nothing or without it.
    const auto is_known = knows(item);
    if (!is_known) return is_known.error();
    std::size_t& count = lines.empty() ? early_ : unordered_;
    if (*is_known && ++count == 1)
      (lines.empty() ? first_early_ : first_unordered_) = lines.empty() ? asn.purchase->document.text() : item.text();
    asn.purchase.reset();
  } else if (found->item != item) {
    refuse(row, refusal_of("line", asn.purchase->text() + " is of " + found->item.text() + ", not of " + item.text() +
                                       ": name the line of " + item.text() + ", or leave the cell empty"));
  } else {
    line = found->line;
  }
  return Done{};
}

// Is for a row that takes back: it is refused when the handling unit was received, or when nobody has announced it.
Status Notices::meet_withdrawn(std::size_t row) {
  const auto& asn = std::get<AsnRow>(parsed_.rows[row]);
  RowNote& note = parsed_.notes[row];
  if (!asn.units.quantity.none() || note.use == RowUse::drop) return Done{};
  const auto known = ledger_.lines_beside(asn);
  if (!known) return known.error();
  if (known->empty() && parsed_.notices.withdrawn.contains(asn.asn)) {
    note.use = RowUse::drop;
    ++void_;
  } else if (known->empty()) {
    refuse(row, refusal_of("quantity", "notice " + asn.asn + " is cancelled, and " + asn.unit.text() +
                                           " was not announced here: there is nothing to take back"));
  } else if (known->front().is_begun) {
    note.use = RowUse::drop;
    ++received_;
  }
  return Done{};
}

// A notice that comes again says nothing of a pallet that was received.
Status Notices::meet_received(std::size_t row) {
  RowNote& note = parsed_.notes[row];
  const auto& asn = std::get<AsnRow>(parsed_.rows[row]);
  if (note.use == RowUse::drop || asn.units.quantity.none()) return Done{};
  if (!has_any_) {
    const auto any = ledger_.has_any_like(parsed_.rows[row]);
    if (!any) return any.error();
    has_any_ = *any;
  }
  if (!*has_any_) return Done{};
  const auto known = ledger_.lines_beside(asn);
  if (!known) return known.error();
  note.stays = !known->empty() && known->front().is_begun;
  if (!note.stays) return Done{};
  const auto written = ledger_.as_written(parsed_.rows[row]);
  if (!written) return written.error();
  if (*written == parsed_.rows[row]) return Done{};
  if (++stays_ == 1) first_stays_ = asn.unit.text();
  return Done{};
}

void Notices::take_back(AsnRow row) {
  if (++left_out_ == 1) first_left_out_ = name_of(row);
  row.units.quantity = Quantity();
  parsed_.rows.emplace_back(std::move(row));
  parsed_.notes.push_back({0, RowUse::book, LineNumber::written});
}

// Refuses a cancellation that names nothing but the notice.
void Notices::refuse_unknown(const std::vector<AsnRow>& announced) {
  for (const auto& [notice, segment] : parsed_.notices.whole) {
    const auto is_of = [name = notice](const AsnRow& row) { return row.asn == name; };
    const bool named = std::any_of(parsed_.rows.begin(), parsed_.rows.end(), [&](const ImportRow& row) {
      const auto* asn = std::get_if<AsnRow>(&row);
      return asn != nullptr && is_of(*asn);
    });
    if (named || parsed_.notices.withdrawn.contains(notice)) continue;
    if (std::any_of(announced.begin(), announced.end(), is_of)) continue;
    bad_.add(segment, refusal_of("asn", "notice " + notice +
                                            " is cancelled, and the books have no pallet of it "
                                            "that is still to come: there is nothing to take back"));
  }
}

// Where a row could not be read it may be the one that is missing: nothing is taken back then.
Status Notices::take_back_left_out() {
  const std::set<std::string> notices = notices_in(parsed_);
  const bool unread = !parsed_.report.errors.empty() || bad_.count() > 0;
  if (notices.empty() || parsed_.is_partial || unread) return Done{};
  auto announced = ledger_.announced_by(notices);
  if (!announced) return announced.error();
  refuse_unknown(*announced);
  if (announced->empty()) return Done{};
  const Said said = said_in(parsed_);
  for (AsnRow& row : *announced) {
    const bool meant = parsed_.notices.whole.contains(row.asn) || said.units.contains({row.asn, row.unit.text()});
    if (meant && !said.rows.contains(name_of(row))) take_back(std::move(row));
  }
  return Done{};
}

void Notices::tell() {
  const auto tell = [&](std::size_t count, const std::string& one, const std::string& many) {
    if (count > 0) parsed_.report.found.push_back(plural(count, one, many));
  };
  const std::string unordered = " (" + first_unordered_ + " ...)";
  tell(unordered_, "row names a purchase that has no line of its item, and is read without it" + unordered,
       "rows name a purchase that has no line of their item, and are read without it" + unordered);
  const std::string early = " (" + first_early_ + " ...): import the purchase, then this file again";
  tell(early_, "row names a purchase that is not known here yet, and is read without it" + early,
       "rows name a purchase that is not known here yet, and are read without it" + early);
  tell(received_, "row of a cancelled notice is of a pallet that was received, and stays as it is",
       "rows of cancelled notices are of pallets that were received, and stay as they are");
  const std::string stays = " (" + first_stays_ + " ...)";
  tell(stays_, "row is of a pallet that was received by another word of its notice, and stays as it is" + stays,
       "rows are of pallets that were received by another word of their notice, and stay as they are" + stays);
  const std::string kept = " (" + first_kept_ + " ...)";
  tell(kept_, "row says no lot or purchase and keeps the one that was announced" + kept,
       "rows say no lot or purchase and keep those that were announced" + kept);
  tell(void_, "row takes back what the same file announces: nothing is expected of it",
       "rows take back what the same file announces: nothing is expected of them");
  const std::string gone = " (" + first_left_out_ + " ...)";
  tell(left_out_, "row that its notice has no more is taken back" + gone,
       "rows that their notice has no more are taken back" + gone);
}

}  // namespace dockhand
