#include "storage/model/commands/command.h"

#include <array>
#include <string_view>

namespace dockhand {
namespace {

constexpr std::array<const char*, 6> location_kinds{"dock", "storage", "lane", "quarantine", "shipping", "tote"};
constexpr std::array<const char*, 2> changes{"plus", "minus"};
constexpr std::array<const char*, 3> lot_statuses{"available", "quarantine", "recalled"};
constexpr std::array<const char*, 2> troubles{"missing_scans", "wrong_clock"};
constexpr std::array<const char*, 4> customer_says{"wait", "cancel", "satisfied", "dissatisfied"};
constexpr std::array<const char*, 3> trackings{"none", "lot", "serial"};
constexpr std::array<const char*, std::variant_size_v<AnyAction>> actions{
    "receive",         "receive_unit", "move",   "move_unit", "pick",           "pack",       "ship",   "return",
    "supplier_return", "count",        "adjust", "short",     "claim",          "release",    "status", "cancel",
    "close",           "undo",         "settle", "import",    "replan",         "tell",       "expiry", "day",
    "give_barcode",    "approve",      "reject", "placed",    "plan",           "take_other", "answer", "expedite",
    "ship_direct",     "lose_unit",    "assign", "revoke",    "assign_numbers", "use_numbers"};

template <class Enum, std::size_t N>
Result<Enum> parse_one_of(std::string_view what, std::string_view text, const std::array<const char*, N>& names) {
  std::string known;
  for (std::size_t i = 0; i < N; ++i) {
    if (text == names[i]) return static_cast<Enum>(i);
    known += (i == 0 ? "" : ", ") + std::string(names[i]);
  }
  return Error{ErrorKind::bad_input, std::string(what), "'" + printable(text, 40) + "' is not one of " + known};
}

}  // namespace

Action::Action(const Action& other) = default;
Action::Action(Action&& other) noexcept = default;
Action& Action::operator=(const Action& other) = default;
Action& Action::operator=(Action&& other) noexcept = default;
Action::~Action() = default;
bool Action::operator==(const Action& other) const {
  return static_cast<const AnyAction&>(*this) == static_cast<const AnyAction&>(other);
}

const char* name_of(Tell::Trouble trouble) { return troubles[static_cast<std::size_t>(trouble)]; }
Result<Tell::Trouble> parse_trouble(std::string_view text) {
  return parse_one_of<Tell::Trouble>("trouble", text, troubles);
}

const char* name_of(LocationKind kind) { return location_kinds[static_cast<std::size_t>(kind)]; }
Result<LocationKind> parse_location_kind(std::string_view text) {
  return parse_one_of<LocationKind>("kind", text, location_kinds);
}
const char* name_of(Tracking tracking) { return trackings[static_cast<std::size_t>(tracking)]; }
Result<Tracking> parse_tracking(std::string_view text) { return parse_one_of<Tracking>("tracking", text, trackings); }
const char* name_of(Change change) { return changes[static_cast<std::size_t>(change)]; }
Result<Change> parse_change(std::string_view text) { return parse_one_of<Change>("change", text, changes); }
const char* name_of(LotStatus status) { return lot_statuses[static_cast<std::size_t>(status)]; }
Result<LotStatus> parse_lot_status(std::string_view text) {
  return parse_one_of<LotStatus>("status", text, lot_statuses);
}
const char* name_of(CustomerSays says) { return customer_says[static_cast<std::size_t>(says)]; }
Result<CustomerSays> parse_customer_says(std::string_view text) {
  return parse_one_of<CustomerSays>("says", text, customer_says);
}
std::string text_of(const Leased& leased) {
  return std::visit([](const auto& name) { return name.text(); }, leased);
}
const char* name_of(const Action& action) { return actions[action.index()]; }

std::string counted_place(const Action& action) {
  if (const auto* count = std::get_if<Count>(&action)) return count->at.text();
  if (const auto* lost = std::get_if<LoseUnit>(&action)) return lost->unit.text();
  return {};
}

}  // namespace dockhand
