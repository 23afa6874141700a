// When two names mean one supplier: he has a code in his terms and a name on his letters, and the office writes either.
//
// Decides: that of a name only letters and digits count, in whatever case ("Nord-Lager GmbH." is "nord lager gmbh"),
// and that who is not named may be anybody. Leaves to others: what follows (storage/books/placed.h,
// storage/facts/reorder/reorder_checks.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "storage/engine/engine.h"

namespace dockhand {

class SupplierNames {
 public:
  explicit SupplierNames(Engine& db) : db_(db) {}
  bool may_be_same(std::string_view one, std::string_view other);

 private:
  const std::string& code_of(const std::string& name);

  Engine& db_;
  std::optional<std::map<std::string, std::string>> codes_;  // by name; read once two names differ
};

}  // namespace dockhand
