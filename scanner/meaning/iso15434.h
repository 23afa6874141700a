// ISO/IEC 15434 labels: "[)>", then fields that begin with an identifier each, as distributors and makers of parts
// print them.
//
// Decides: whether a text is such an envelope, and what its fields say of an item, a lot, a serial, a quantity and a
// purchase. Leaves to others: GS1 elements in such an envelope (scanner/meaning/gs1_elements.h), what the item is
// (storage/). Source: ISO/IEC 15434 (envelopes and formats), ANSI MH10.8.2 (data identifiers of format 06). It is pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"

namespace dockhand {

struct PartLabel {
  // The names of the part on the label, the customer's own name first: identifiers P, 1P and 30P.
  std::vector<std::string> items = {};
  std::optional<Lot> lot = {};                  // 1T, else T
  std::optional<Serial> serial = {};            // S
  std::optional<Quantity> count = {};           // Q
  std::optional<PurchaseNumber> purchase = {};  // K
  std::optional<Date> expiry = {};              // 14D
  std::string elements = {};                    // format 05: GS1 elements, without the FNC1 in first position
};

// nullopt: there is no envelope, or none whose fields say one of these. When separators were lost on the way it is none
// as well, because the fields cannot be distinguished.
std::optional<PartLabel> read_iso15434(std::string_view text);

}  // namespace dockhand
