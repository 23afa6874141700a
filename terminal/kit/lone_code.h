// A lot, a serial or a pallet's number by itself, without its item.
//
// Decides: which item it is of. Leaves to others: what its label then says (terminal/kit/label.h), and asking which of
// several items is meant (terminal/screens/).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

// A lot or a serial that was scanned by itself becomes the label of an item. It is the item of what lies under it at
// the place of the work, `at`; else the only one that has it of the items that are worked on, `here`; else the only
// item that has it, also when all of it has left. Empty: nothing ever had it.
struct LoneCode {
  Scan scan;
  std::optional<FoundItem> item;  // empty: several have it, and a person says which is meant
};

// What a scan is here: what the books know by it, and the label that it is where it is a lot or a serial by itself.
struct MeantScan {
  Scan scan;
  Found found;
  std::optional<LoneCode> alone{};
};

// Returns the handling unit that a label names: with AI 00, or by its 18 digits alone, as a person types them.
std::optional<Sscc> unit_named_by(const Scan& scan);

std::vector<ItemCode> items_in(const std::vector<StockRow>& stock);
Result<std::optional<LoneCode>> read_alone(Views& views, const Scan& scan, const std::string& at,
                                           const std::vector<ItemCode>& here);

}  // namespace dockhand
