// Units whose label has not said yet all that their item needs.
//
// Decides: what is asked for, in which order (lot or serial, then the expiry date), and how a typed text is read.
// Leaves to others: what is done with the units (terminal/screens/receive.cpp), whether they are right (storage/).
#pragma once

#include <optional>
#include <string_view>

#include "storage/model/command.h"
#include "storage/model/scan.h"
#include "storage/views/views.h"
#include "terminal/kit/screen.h"

namespace dockhand {

enum class Missing { lot, serial, expiry };
const char* word_of(Missing missing);  // "lot", "serial", "expiry date"

// Empty: the label has said all. `expiry_known`: of the lot, from an earlier receipt.
std::optional<Missing> missing_of(const Units& units, const FoundItem& item, bool expiry_known);

// The units with what a person typed, or what a bare code says. A date is "2026-12-31" or, as on labels, "261231".
Result<Units> completed(Units units, Missing missing, std::string_view text);

// One label of an item, from its first symbol until it has said all. What comes back are its units; empty: something is
// still missing.
class OpenLabel {
 public:
  explicit OpenLabel(Views& views) : views_(views) {}

  Result<std::optional<Units>> begin(const FoundItem& item, Units units);
  // The label's other symbol: GS1 elements, or the bare lot, serial or date.
  Result<std::optional<Units>> add(const Scan& scan);
  Result<std::optional<Units>> add(std::string_view typed);
  void drop() { units_.reset(); }

  bool is_open() const { return units_.has_value(); }

  // Only while it is open: what is asked for, by scan or by hand.
  void show(WorkPage& page) const;
  Button type_button() const;  // its id is "text"
  AskText ask(const std::string& item_name) const;

 private:
  Result<std::optional<Units>> take(Units units);

  Views& views_;
  std::optional<FoundItem> item_;
  std::optional<Units> units_;  // while something is missing
  Missing missing_ = Missing::lot;
};

}  // namespace dockhand
