#include "storage/ledger/stopped_lots.h"

#include <algorithm>

#include "storage/codec/codec.h"
#include "storage/engine/cells.h"
#include "storage/model/codes.h"
#include "storage/model/fresh_id.h"

namespace dockhand {
namespace {

constexpr std::size_t longest_reason = 140;  // of the 200 bytes that a reason has
constexpr const char* since_set_back = "stopped before the hub was set back";

std::string reason_again(const std::string& reason) {
  if (reason.empty()) return since_set_back;
  if (reason.find(since_set_back) != std::string::npos) return reason;
  return printable(reason, longest_reason) + "; " + since_set_back;
}

}  // namespace

std::vector<SetStatus> stopped_lots(Engine& db) {
  std::vector<SetStatus> stopped;
  for (auto rows = db.query("SELECT item, lot, status, reason FROM lot WHERE status <> 'available' ORDER BY item, lot");
       rows.next();) {
    const Cells cells(rows);
    stopped.push_back({cells.code<ItemCode>(0), cells.code<Lot>(1), cells.lot_status(2), rows.text(3)});
  }
  return stopped;
}

// What cannot be booked here, as its item has left with the old hub's rows, waits at the hub until it is known again.
std::vector<Notice> stop_again(Ledger::State& state, const std::vector<SetStatus>& stopped_before) {
  std::vector<Notice> told;
  const std::vector<SetStatus> stopped_now = stopped_lots(*state.engine);
  for (SetStatus stop : stopped_before) {
    const bool stands_still = std::any_of(stopped_now.begin(), stopped_now.end(), [&](const SetStatus& now) {
      return now.item == stop.item && now.lot == stop.lot;
    });
    if (stands_still) continue;
    stop.reason = reason_again(stop.reason);
    const Command command{fresh_command_id(), OperatorName::parse("dockhand").value(), state.clock.now(), stop};
    state.book_again({Body{command, {}}});
    const auto outcome = state.recorded(command);
    const auto* booked = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
    if (booked != nullptr) told.insert(told.end(), booked->notices.begin(), booked->notices.end());
  }
  return told;
}

}  // namespace dockhand
