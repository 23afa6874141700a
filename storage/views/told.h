// Events as others are told of them: in their order, from any one on.
//
// Decides: how they are read. Leaves to others: who is told, and what (sync/webhooks.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

// What has left with a shipment.
struct ToldShipment {
  struct Line {
    OrderLine line;
    ItemCode item;
    std::int64_t units = 0;
  };
  OrderNumber order;
  std::string carrier, tracking;  // may be empty
  std::vector<Line> lines{};
};

// What an event takes back.
struct ToldUndone {
  CommandId id;
  std::string action;
  bool booked = false;   // it had an effect
  bool granted = false;  // it gave units to order lines
};

struct ToldEvent {
  std::int64_t seq = 0;
  CommandId id;
  std::string action;  // such as "receive"
  std::string by;
  Instant at;
  std::string summary;  // such as "12 of BRG-6204 at DOCK-1 for PO-7/1"
  Accepted did;         // with its claims and notices
  bool booked = false;  // it has moved units: one that was set aside has not
  std::optional<ToldUndone> undoes{};
  std::optional<ToldShipment> shipment{};  // of a shipment; of an undo the one that it takes back
};

Result<std::vector<ToldEvent>> events_after(const std::filesystem::path& database, std::int64_t seq, std::size_t limit);
// True for an event that was booked, and for one that was undone since.
Result<bool> is_booked(const std::filesystem::path& database, const CommandId& id);
// True for a customer's answer by which units are not wanted, as long as nobody has undone it or wants them again.
Result<bool> answer_stands(const std::filesystem::path& database, const CommandId& id);
// Returns the number of the newest event; 0 when there is none.
Result<std::int64_t> newest_event(const std::filesystem::path& database);

// How far somebody was told, and who wrote the books then: a database that is made of a backup is another writer, and
// gives numbers to its events that the former one had given to others. A file that was put back by hand may go on as
// the same writer, and is known by the events that it has lost.
struct ToldUntil {
  std::int64_t event = 0;
  std::string writer{};  // empty: nobody has noted it
  // Some of the events that were told, a line each, "118:ID", the oldest first and the last ones close together. Empty:
  // none was noted.
  std::string marks{};
};
// Goes back to the last event that both lives of the books have, as far as that is known: where they are another
// writer's by now, or have another event than was told. The writer is theirs.
Result<ToldUntil> in_this_life(const std::filesystem::path& database, const ToldUntil& told);
// Was told up to `event` now, which is marked.
Result<ToldUntil> told_up_to(const std::filesystem::path& database, ToldUntil told, std::int64_t event);

}  // namespace dockhand
