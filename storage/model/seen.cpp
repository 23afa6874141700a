#include "storage/model/seen.h"

namespace dockhand {

SeenProposal seen_of(const ProposalRow& row) {
  return {row.id, name_of(row.state), units_of(row), row.supplier, row.price};
}

}  // namespace dockhand
