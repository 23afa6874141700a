// What is set aside for terminals, as the office and the terminals themselves look at it, and the numbers of labels.
//
// Decides: how it is read, and which claims of a terminal the hub may still decide otherwise. Leaves to others: what a
// lease protects (storage/books/leases.h), how numbers are given (storage/facts/facts_numbers.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/result.h"

namespace dockhand {

class Engine;

struct LeaseView {
  std::string kind;      // "purchase", "unit" or "order"
  std::string document;  // its number
  OrderLine line;
  ItemCode item;
  std::string terminal;      // the writer that has it
  std::string holder;        // what people call it; may be empty
  std::int64_t waiting = 0;  // units that the goods are to bring for the line
  std::int64_t reserved = 0;
  bool ours = false;  // it is the terminal of this database that has it
};

// The open ones, by goods and line. The second is for a database that is open; its failure is the engine's.
Result<std::vector<LeaseView>> open_leases(const std::filesystem::path& database, std::size_t limit);
std::vector<LeaseView> leases_in(Engine& db, std::size_t limit);

// The numbers for labels that are set aside for the terminal of this database.
struct LabelNumbers {
  struct Run {
    Sscc first;  // the next one
    std::int64_t left = 0;
  };
  std::vector<Run> runs;   // those of which some are left, lowest first
  std::string prefix;      // of the newest block; empty: there was none
  std::string holder;      // what people call this terminal
  std::int64_t block = 0;  // numbers of the newest block, printed or not
  bool asked = false;      // for more, of a hub that has not answered

  std::int64_t left() const;
};
Result<LabelNumbers> label_numbers(const std::filesystem::path& database);

// The terminal for which something is set aside.
struct LeaseHolder {
  std::string name;   // what people call it; may be empty
  bool ours = false;  // it is the terminal that is asked
};

// What goods that are set aside are to bring for a line.
struct LeasedComing {
  std::string document;  // the goods
  LeaseHolder holder;
};

// Units that were given to lines here, under no lease, and that the hub has not confirmed yet: it may decide otherwise.
using UnsureClaims = std::map<OrderLine, Quantity>;
Quantity sum_of(const UnsureClaims& unsure);

}  // namespace dockhand
