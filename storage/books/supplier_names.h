// When two names mean one supplier: he has a code in his terms and a name on his letters, and the office writes either.
//
// Decides: that of a name only letters and digits count, in whatever case ("Nord-Lager GmbH." is "nord lager gmbh"),
// and that who is not named may be anybody. Leaves to others: what follows (storage/books/placed.h,
// storage/facts/reorder/reorder_checks.h, storage/outlook/purchases.h).
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
  // All spellings of one supplier have one key, which is not for people.
  std::string key_of(std::string_view name);
  // As the office's list of suppliers calls him; as it is given where he is not on it.
  std::string shown_as(const std::string& name);

 private:
  // A code of the office's list, and it as it is compared.
  struct Code {
    std::string text, key;
  };
  const Code* listed(const std::string& compared);

  Engine& db_;
  std::optional<std::map<std::string, Code>> codes_;  // by code and by name as compared; read once two names differ
};

}  // namespace dockhand
