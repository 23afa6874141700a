// What is set aside for one terminal: goods, orders, numbers of labels.
//
// Decides: what such a command says. Leaves to others: what it does (storage/facts/facts_lease.cpp, facts_numbers.cpp).
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"

namespace dockhand {

// Goods that come, or an order that is picked, are one terminal's from now on. What waits for the goods, and what is
// reserved for the order, is set aside for it (storage/books/leases.h): others leave it alone, so that what the
// terminal decides without a network stands.
using Leased = std::variant<PurchaseNumber, Sscc, OrderNumber>;
std::string text_of(const Leased& leased);
struct Assign {
  Leased what;
  std::optional<WriterId> to{};  // the terminal; none: the one that gives the command
  std::string name{};            // what people call that terminal
  bool operator==(const Assign&) const = default;
};

// A supervisor takes back what was set aside: of these goods or this order, or all that a terminal has.
struct Revoke {
  std::variant<PurchaseNumber, Sscc, OrderNumber, WriterId> what;
  std::string reason{};
  bool operator==(const Revoke&) const = default;
};

// Numbers for labels of handling units are one terminal's to print: so many that begin with these digits, the extension
// digit and the company's GS1 prefix. A number is given once, whatever becomes of it.
struct AssignNumbers {
  std::string prefix;
  Quantity count;
  std::optional<WriterId> to{};  // as in Assign
  std::string name{};
  bool operator==(const AssignNumbers&) const = default;
};

// Labels have these numbers from now on: the first one, and those that follow it.
struct UseNumbers {
  Sscc first;
  Quantity count;
  bool operator==(const UseNumbers&) const = default;
};

}  // namespace dockhand
