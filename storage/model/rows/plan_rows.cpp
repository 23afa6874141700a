#include "storage/model/rows/plan_rows.h"

#include <array>

namespace dockhand {
namespace {

constexpr std::array<const char*, 5> states{"open", "approved", "rejected", "placed", "over"};

}  // namespace

const char* name_of(ProposalState state) { return states[static_cast<std::size_t>(state)]; }

Result<ProposalState> parse_proposal_state(std::string_view text) {
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (text == states[i]) return static_cast<ProposalState>(i);
  }
  return Error{ErrorKind::bad_input, "state", "'" + printable(text, 40) + "' is no state of a proposal"};
}

std::int64_t units_of(const ProposalRow& row) {
  const bool decided = row.state == ProposalState::approved || row.state == ProposalState::placed;
  return decided && row.approved > 0 ? row.approved : row.quantity;
}

const std::string& supplier_of(const ProposalRow& row) { return row.chosen.empty() ? row.supplier : row.chosen; }

Price price_of(const ProposalRow& row) { return row.chosen.empty() ? row.price : row.chosen_price; }

std::string proposal_id(const ItemCode& item, Date day) { return item.text() + "@" + day.text(); }

}  // namespace dockhand
