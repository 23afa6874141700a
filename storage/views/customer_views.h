// What views say about customers: what they were told, why they wait, and what they may have instead.
//
// Decides: their form, and that days are told as they stand in letters. Leaves to others: the other queries
// (storage/views/views.h).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "storage/engine/engine.h"
#include "storage/model/commands/letter.h"
#include "storage/model/price.h"
#include "storage/planning/promises/causes.h"

namespace dockhand {

// Another item, of which there are enough units for what waits.
struct Instead {
  ItemCode item;
  std::string name;
  Quantity units;  // units of this other item
  bool better = false;
};

// What a customer was told, or is to be told, about a line. Once it is in a letter, there is one for each channel.
struct MessageView {
  Instant at;
  std::string customer;
  MessageKind kind = MessageKind::accepted;
  std::optional<OrderLine> line;  // a wish has none
  ItemCode item;
  Quantity units;
  std::optional<Date> day;
  std::string letter, channel;  // empty: it waits for its letter, or was withdrawn
  std::string state;            // "open", "withdrawn", or the state of the letter
  int tries = 0;
  std::string problem;  // what went wrong with the last try
};

// The day of a line that a letter has told its customer, and the one that the last letter about it tells. None: that
// letter has told no day, or is not kept any more.
struct TellingOfDays {
  std::optional<Date> then{}, now{};
};
Result<TellingOfDays> days_told(const std::filesystem::path& database, const OrderLine& line,
                                const std::string& letter);

// What is known here of what the line's customer knows.
CustomerKnows customer_knows(Engine& db, const OrderLine& line);

// Money that a wait has cost: goodwill for a customer, or a purchase line that was brought sooner.
struct SpentView {
  Date day;
  std::string kind;      // "goodwill" or "expedite"
  std::string document;  // the order line, or the purchase line
  ItemCode item;
  std::string supplier;
  std::optional<planning::Cause> cause{};  // none: nobody waited
  Price cost{};
};

// Says why units of a line wait, or waited.
struct CauseView {
  OrderLine line;
  ItemCode item;
  planning::Cause cause = planning::Cause::not_planned;
  std::string supplier;              // whom the item is bought from
  Date since;                        // when the line began to wait
  std::int64_t units = 0, most = 0;  // now, when it still waits; and at any time
};

}  // namespace dockhand
