// What a yes decides: of a lot, an item, a code, who gets units, of what came back and of what goes back.
//
// Decides: whether the question that lay before the person said what his answer has booked, and whether it was so when
// he answered. Leaves to others: what is received, moved, picked, counted (tests/support/person/work_oracle.h).
#pragma once

#include <algorithm>
#include <cstdio>
#include <map>

#include "terminal/kit/words.h"
#include "tests/support/person/booked_together.h"

namespace dockhand::test {

class DecidedFrame : protected BookedTogether {
 protected:
  explicit DecidedFrame(WorkFloor& floor) : BookedTogether(floor) {}

  // What the books say of lots and of the item, before an input.
  void read_decided(const std::string& screen) {
    lots_.clear();
    item_.reset();
    if (screen == "lots") {
      for (const LotView& lot : floor_.views->lots().value()) lots_.emplace(lot.item.text() + "|" + lot.lot, lot);
    }
    const auto* page = std::get_if<WorkPage>(&shown_);
    const auto code = ItemCode::parse(page != nullptr ? page->instruction.code : "");
    if (screen == "item" && code) item_ = floor_.views->item_document(*code).value();
  }

  std::pair<std::int64_t, std::int64_t> line_of(const Receive& receive) const {  // expected, received
    for (const auto& line : floor_.views->purchase_lines(receive.purchase->document).value()) {
      if (line.line == *receive.purchase) return {line.expected.units(), line.received.units()};
    }
    return {0, 0};
  }

  std::string check(const SetStatus& set) const {
    if (!asks() || !says(set.item.text() + ", lot " + set.lot.text())) return "nobody was asked about this lot";
    const auto was = lots_.find(set.item.text() + "|" + set.lot.text());
    if (was == lots_.end()) return "the lot is not known";
    return says(std::string("It is ") + word_of(was->second.status) + ".") ? "" : "the lot was not what was shown";
  }
  std::string check(const CorrectExpiry& correct) const {
    const std::string lot = correct.item.text() + ", lot " + correct.lot.text();
    const Date today = floor_.clock.now().date();
    const std::string date = dockhand::day(correct.expiry, today);
    if (!asks() || !says(lot + " expires on " + date)) return "nobody was asked about this date";
    const auto was = lots_.find(correct.item.text() + "|" + correct.lot.text());
    if (was == lots_.end()) return "the lot is not known";
    const auto& before = was->second.expiry;
    return says(before ? ", and not on " + dockhand::day(*before, today) + "?" : date + "?")
               ? ""
               : "the lot had another date than was shown";
  }
  // A file of a stick: the question said how many of its rows change something.
  std::string check_file(const Import& file) const {
    const auto* page = std::get_if<WorkPage>(&shown_);
    int created = 0, changed = 0;
    const bool asked = page != nullptr && asks() &&
                       std::sscanf(page->strip.c_str(), "Import %d new and %d changed", &created, &changed) == 2;
    if (!asked) return "nobody was asked about this file";
    const auto customers = std::count_if(file.rows.begin(), file.rows.end(),
                                         [](const ImportRow& row) { return std::holds_alternative<CustomerRow>(row); });
    // Customers that come with the rows of orders are counted apart.
    const auto all = static_cast<std::ptrdiff_t>(file.rows.size());
    const auto own = customers == all ? all : all - customers;
    return created + changed == own ? "" : "the question said another number of rows";
  }
  // Checks how an item is tracked; no other screen books any other file. The rest of the row is as it was.
  std::string check(const Import& file) const {
    if (screen_ == "files") return check_file(file);
    const auto* row = file.rows.size() == 1 ? std::get_if<ItemRow>(&file.rows.front()) : nullptr;
    if (row == nullptr) return "a screen books no file";
    if (!asks() || !says(row->item.text())) return "nobody was asked how this item is tracked";
    ItemRow wanted = item_.value_or(*row);
    wanted.tracking = row->tracking;
    return wanted == *row ? "" : "it writes over what the office has changed";
  }
  std::string check(const GiveBarcode& given) const {
    const BarcodeRow& row = given.barcode;
    return asks() && says("One scan of " + row.code + " is " + row.units.text() + " of ") && says(row.item.text())
               ? ""
               : "nobody was asked about this code";
  }

  // What is ordered: the answer said how many, and the question of what.
  std::string check(const Approve& approve) const {
    const auto proposal = proposal_of(approve.proposal);
    if (!proposal) return "nothing like that is proposed";
    const std::int64_t number = approve.quantity ? approve.quantity->units() : proposal->row.quantity;
    const std::string& of = approve.from.empty() ? proposal->row.supplier : approve.from;
    const bool typed = types() && says(std::to_string(number) + " of " + proposal->name) && says(of);
    const bool said = asks() && says("Approve " + std::to_string(number)) && says(proposal->name) && says(of);
    return typed || said ? "" : "nobody was asked about this number";
  }
  std::string check(const Reject& reject) const {
    const auto proposal = proposal_of(reject.proposal);
    return asks() && says("Not now") && (!proposal || says(proposal->name)) ? "" : "nobody was asked about it";
  }
  std::string check(const OrderPlaced& placed) const {
    const auto proposal = proposal_of(placed.proposal);
    const bool ends = placed.ordered && placed.ordered->quantity.none();
    if (ends) return asks() && says("Nothing of it comes any more") ? "" : "nobody was asked whether it ends";
    if (!proposal) return asks() && says("It is ordered") ? "" : "nobody was asked whether it is ordered";
    const std::string number = std::to_string(proposal->row.approved) + " of ";
    return asks() && says("It is ordered") && says(number) ? "" : "the question said another number";
  }

  // What is set aside for this terminal, or no more: the question named it, or the notice that it is of.
  std::string check(const Assign& assign) const {
    const bool named = says("Set " + text_of(assign.what) + " aside for this terminal?");
    const bool of_a_notice = std::holds_alternative<Sscc>(assign.what) && says(" aside for this terminal?");
    return asks() && (named || of_a_notice) ? "" : "nobody was asked about it";
  }
  std::string check(const Revoke& revoke) const {
    const std::string name = std::visit([](const auto& what) { return what.text(); }, revoke.what);
    return asks() && says("Set " + name + " aside no more?") ? "" : "nobody was asked about it";
  }

  std::string check(const ShipDirect& sent) const {
    return asks() && says(sent.units.quantity.text() + " of ") ? "" : "nobody was asked about these units";
  }
  std::string check(const TakeOther& take) const {
    return asks() && says(take.quantity.text() + " of ") ? "" : "nobody was asked about this item";
  }

  std::string check(const Claim& claim) const {
    return asks() && says("Give " + claim.quantity.text() + " of ") && says(" to " + claim.line.text())
               ? ""
               : "nobody was asked about this line";
  }

  std::string check(const CustomerReturn& back) const {
    if (const std::string wrong = check_named(back.units); !wrong.empty()) return wrong;
    if (back.line && !says(back.line->document.text())) return "the frame does not show of which order";
    return says(back.at.text()) ? "" : "the frame does not show where";
  }
  std::string check(const SupplierReturn& sent) const {
    if (const std::string wrong = check_named(sent.units); !wrong.empty()) return wrong;
    if (sent.purchase && !says(sent.purchase->text())) return "the frame does not show of which purchase";
    return says(sent.from.text()) && says(sent.reason) ? "" : "the frame does not show from where and why";
  }

 private:
  static const char* word_of(LotStatus status) {
    switch (status) {
      case LotStatus::available: break;
      case LotStatus::quarantine: return "set aside";
      case LotStatus::recalled: return "recalled";
    }
    return "good";
  }
  // A question named the units, and each answer said where they go or why.
  std::string check_named(const Units& units) const {
    if (!asks()) return "nobody was asked";
    if (const std::string wrong = shows_units(units); !wrong.empty()) return wrong;
    return says(units.quantity.text() + " of ") ? "" : "the question said another number";
  }

  std::optional<ProposalView> proposal_of(const std::string& id) const {
    for (const ProposalView& one : floor_.views->proposals().value()) {
      if (one.row.id == id) return one;
    }
    return std::nullopt;
  }

  std::map<std::string, LotView> lots_;
  std::optional<ItemRow> item_;
};

}  // namespace dockhand::test
