#include "storage/words/plan_words.h"

#include <algorithm>

namespace dockhand {
namespace {

std::string counted(std::int64_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string unsure_because(const LevelWhy& why) {
  if (why.late > 0) {
    return why.supplier + " was late " + std::to_string(why.late) + " of " + counted(why.came, "time", "times");
  }
  return "neither demand nor lead time is sure";
}

}  // namespace

std::string sentence(const LevelWhy& why) {
  std::string text = std::to_string(why.level) + " = " + std::to_string(why.expected) + " expected in " +
                     counted(why.days, "day", "days");
  if (why.level > why.expected) {
    text += " + " + std::to_string(why.level - why.expected) + " because " + unsure_because(why);
  }
  return text;
}

std::string prevented(const ProposalRow& proposal) {
  const std::int64_t units = (proposal.saves + 500) / 1000;
  if (units <= 0) return "hardly anybody would wait yet";
  const std::int64_t lines = std::max<std::int64_t>(1, (proposal.lines + 500) / 1000);
  return counted(lines, "line", "lines") + " with " + counted(units, "unit", "units") + " would wait" +
         (proposal.runs_out ? ", the first on " + proposal.runs_out->text() : "");
}

std::string sentence(const PlanRoom& room) {
  if (room.litre_price == 0) return {};
  const std::string there = counted(room.there, "litre", "litres");
  if (room.needed > room.there) {
    return "Room is short: the least plan needs " + std::to_string(room.needed) + " of " + there +
           ". More places are needed, or fewer items";
  }
  return "Room is short: so that the plan fits into " + there + ", each counts " +
         Price::nearest(room.litre_price).text() + " a year, and large items are ordered more often";
}

std::string of_thousandths(std::int64_t thousandths) {
  const std::int64_t tenths = (thousandths + 50) / 100;
  const std::string whole = std::to_string(tenths / 10);
  return tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10);
}

Price value_of(const ProposalRow& proposal) {
  const std::int64_t units = proposal.state == ProposalState::open ? proposal.quantity : proposal.approved;
  const std::int64_t parts = proposal.price.parts();
  if (parts == 0 || units <= 0) return Price();
  return units > Price::max / parts ? Price::nearest(Price::max) : Price::nearest(units * parts);
}

}  // namespace dockhand
