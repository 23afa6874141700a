// The accounts that units move between.
//
// Decides: what an account is. Leaves to others: moving units (storage/books/books.h), which accounts are no locations
// (storage/model/place_words.h).
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "storage/model/codes.h"
#include "storage/model/place_words.h"

namespace dockhand {

// Handling units move through the same accounts as goods: each is one serial of this item, so that where it stands is a
// balance too. The table `location` has a row for it, derived from that balance, which makes it a place: with the kind,
// walk and zone of the location where it stands.
inline constexpr const char* unit_item = "@unit";

struct Account {
  std::string place;
  std::string item;
  std::string lot;
  std::string serial;
  std::string doc;  // the order line that has the units claimed, or the purchase line at @supplier; '' for none
  std::int32_t line = 0;
  auto operator<=>(const Account&) const = default;

  Account at(const std::string& other_place) const;
  Account claimed_by(const OrderLine& order_line) const;
  Account free() const;
  bool is_free() const { return doc.empty(); }
};

// Units of one account that were taken, or can be.
struct Held {
  Account account;
  std::int64_t quantity = 0;
};

}  // namespace dockhand
