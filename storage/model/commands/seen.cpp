#include "storage/model/commands/seen.h"

namespace dockhand {

SeenProposal seen_of(const ProposalRow& row) {
  return {row.id, name_of(row.state), units_of(row), supplier_of(row), price_of(row)};
}

Seen::Seen(const Seen& other) = default;
Seen::Seen(Seen&& other) noexcept = default;
Seen& Seen::operator=(const Seen& other) = default;
Seen& Seen::operator=(Seen&& other) noexcept = default;
Seen::~Seen() = default;
bool Seen::operator==(const Seen& other) const {
  return static_cast<const AnySeen&>(*this) == static_cast<const AnySeen&>(other);
}

}  // namespace dockhand
