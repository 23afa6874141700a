// What imports have said of the places that opening stock came to.
//
// Decides: that an import is read once for all of the places that it has spoken of, as the rows of a file come again
// beside each other. Leaves to others: which import has spoken of a place last (storage/facts/facts_count.cpp). Memory:
// of a number of imports at a time. An import is known by its hash: what is only tried out has its number, and its id,
// until it is rolled back.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "storage/books/account.h"
#include "storage/engine/engine.h"
#include "storage/model/quantity.h"

namespace dockhand {

class OpeningsSaid {
 public:
  struct ImportEvent {
    std::int64_t seq;
    std::string hash;
    auto operator<=>(const ImportEvent&) const = default;
  };
  // Returns nothing where it has not spoken of the account.
  std::optional<Quantity> of(Engine& db, const ImportEvent& import, const Account& account);

 private:
  using SaidByAccount = std::map<Account, Quantity>;
  // Returns nothing when the transaction has failed.
  static std::optional<SaidByAccount> read(Engine& db, const ImportEvent& import);

  std::map<ImportEvent, SaidByAccount> imports_{};
};

}  // namespace dockhand
