#include "storage/model/rows/plan_rows.h"

#include <algorithm>
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
  if (row.state == ProposalState::placed) return row.ordered;
  return row.state == ProposalState::approved && row.approved > 0 ? row.approved : row.quantity;
}

const std::string& supplier_of(const ProposalRow& row) {
  if (row.state == ProposalState::placed) return row.ordered_of;
  return row.chosen.empty() ? row.supplier : row.chosen;
}

Price price_of(const ProposalRow& row) {
  if (row.state == ProposalState::placed) return row.ordered_price;
  return row.chosen.empty() ? row.price : row.chosen_price;
}

std::int64_t units_of_other(const ProposalRow& row, const SourceRow& other) {
  return as_sold(other, row.needed > 0 ? row.needed : row.quantity);
}

bool is_absurd(const ProposalRow& row, std::int64_t units) {
  constexpr std::int64_t times = 100, always_taken = 100, large_pack = 10'000;
  const auto far_beyond = [](std::int64_t number, std::int64_t known, std::int64_t taken) {
    return number > taken && (number - 1) / times >= known;
  };
  const std::int64_t known = std::max({std::int64_t{1}, row.why.level, -row.free, row.needed});
  // A pack of a thousand million makes an absurd proposal.
  const bool is_proposal_absurd = far_beyond(row.quantity, known, large_pack);
  return far_beyond(units, is_proposal_absurd ? known : std::max(known, row.quantity), always_taken);
}

std::string proposal_id(const ItemCode& item, Date day) { return item.text() + "@" + day.text(); }

std::string_view item_of_proposal(std::string_view id) { return id.substr(0, id.rfind('@')); }

std::string_view day_of_proposal(std::string_view id) {
  const std::size_t at = id.rfind('@');
  return at == std::string_view::npos ? std::string_view() : id.substr(at + 1);
}

// What would last for fifty years is dead, though one or two may be asked for.
bool is_dead(const PlanRow& row) {
  constexpr std::int64_t half_a_unit = 500, thousandths = 1000, quarters_of_fifty_years = 200;
  std::int64_t expected = 0;
  for (const PlannedWeek& week : row.weeks) expected += week.expected;
  return row.excess > 0 && expected < std::max(half_a_unit, row.excess * thousandths / quarters_of_fifty_years);
}

}  // namespace dockhand
