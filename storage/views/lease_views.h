// What is set aside for terminals, as the office looks at it.
//
// Decides: how it is read. Leaves to others: what a lease protects (storage/books/leases.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/result.h"

namespace dockhand {

struct LeaseView {
  std::string kind;      // "purchase", "unit" or "order"
  std::string document;  // its number
  OrderLine line;
  ItemCode item;
  std::string terminal;      // the writer that has it
  std::int64_t waiting = 0;  // units that the goods are to bring for the line
  std::int64_t reserved = 0;
};

// The open ones, by goods and line.
Result<std::vector<LeaseView>> open_leases(const std::filesystem::path& database, std::size_t limit);

}  // namespace dockhand
