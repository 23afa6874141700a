// HIBC, the health industry's supplier labels: "+A123BJC5D6E71G", and the lot, serial and dates behind it.
//
// Decides: whether a text is a HIBC supplier label, by its form and its check character, and what it says. Leaves to
// others: what the product is (storage/). Source: ANSI/HIBC 2.6-2016, Supplier Labeling Standard. It is pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"

namespace dockhand {

struct Hibc {
  // For example "+A123BJC5D6E71": the labeller, its product number and the unit of measure. It is the same on every
  // label of the product, and empty on a label that holds only lot, serial and dates.
  std::string item;
  std::optional<Lot> lot;
  std::optional<Serial> serial;
  std::optional<Date> expiry;
  std::optional<Quantity> count;
};

// nullopt: it is no HIBC. A text of that form with another check character is none, either.
std::optional<Hibc> read_hibc(std::string_view text);
// Returns the sum modulo 43 over "0-9A-Z-. $/+%", the alphabet of Code 39. It is '\0' when the text has another
// character.
char hibc_check_character(std::string_view text);

}  // namespace dockhand
