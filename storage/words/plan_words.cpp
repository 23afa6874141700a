#include "storage/words/plan_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/model/rows/waited_for.h"

namespace dockhand {
namespace {

std::string counted(std::int64_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string was_late(const LevelWhy& why) {
  return why.supplier + " was late " + std::to_string(why.late) + " of " + counted(why.came, "time", "times");
}

std::string unsure_because(const LevelWhy& why) {
  if (why.late > 0) return "demand is not sure and " + was_late(why);
  return "neither demand nor lead time is sure";
}

}  // namespace

std::string sentence(const LevelWhy& why) {
  if (why.days == 0 && why.level > 0) {  // a plan of a program of old
    return fmt::format("{level} because somebody has said that {level} are kept", fmt::arg("level", why.level));
  }
  if (why.days == 0) return "0, as no more of it is bought";
  std::string text = std::to_string(why.level) + " = " + std::to_string(why.expected) + " expected in " +
                     counted(why.days, "day", "days");
  if (why.level > why.expected) {
    text += " + " + std::to_string(why.level - why.expected) + " because " + unsure_because(why);
  } else if (why.late > 0) {
    text += ", as " + was_late(why);
  }
  return text;
}

bool is_heard_of(const ProposalRow& proposal) {
  return proposal.place == 0 && proposal.needed == 0 && proposal.why == LevelWhy{};
}

std::string reason(const ProposalRow& proposal) {
  if (is_heard_of(proposal)) return "whoever ordered it had a plan that is not here";
  if (proposal.why.level == 0 && proposal.free < 0) {
    return "0: what there is too little of is ordered, and no more of it is expected yet";
  }
  const std::int64_t there = proposal.free + proposal.coming;
  if (there <= proposal.why.level) return sentence(proposal.why);
  return fmt::format(
      "{level}, and {there} are free or coming: {units} are ordered early, up to {sum}, so that the order of"
      " {supplier} is worth what it has to be (its minimum, or free freight)",
      fmt::arg("level", sentence(proposal.why)), fmt::arg("there", there), fmt::arg("units", proposal.quantity),
      fmt::arg("sum", there + proposal.quantity), fmt::arg("supplier", proposal.supplier));
}

namespace {

// An order of today has come when the days of its level are over but the week until the next look at the stock.
bool comes_in_time(const ProposalRow& proposal, Date today) {
  constexpr std::int32_t a_week = 7;
  return proposal.runs_out->days() - today.days() >= proposal.why.days - a_week;
}

}  // namespace

std::string prevented(const ProposalRow& proposal, Date today, DayWords day) {
  const std::int64_t units = (proposal.saves + 500) / 1000;
  if (units <= 0) return "hardly anybody would wait yet";
  const std::int64_t lines = std::max<std::int64_t>(1, (proposal.lines + 500) / 1000);
  const std::string what = fmt::format("{} with {}", counted(lines, "line", "lines"), counted(units, "unit", "units"));
  if (proposal.free < 0 && lines == 1) return fmt::format("{what} waits, or would wait", fmt::arg("what", what));
  if (proposal.free < 0) return fmt::format("{what} wait, or would wait", fmt::arg("what", what));
  if (!proposal.runs_out) return fmt::format("{what} would wait", fmt::arg("what", what));
  if (proposal.free == 0)
    return fmt::format("{what} would wait; nothing is there for them until more comes", fmt::arg("what", what));
  const std::string out = day(*proposal.runs_out, today);
  if (proposal.coming > 0) {
    return fmt::format("{what} would wait; what is here runs out on {day}, and what is coming is not enough",
                       fmt::arg("what", what), fmt::arg("day", out));
  }
  return comes_in_time(proposal, today)
             ? fmt::format("{what} would wait, the first on {day}", fmt::arg("what", what), fmt::arg("day", out))
             : fmt::format("{what} would wait; it runs out on {day}, before more can come", fmt::arg("what", what),
                           fmt::arg("day", out));
}

std::string lasts(const std::optional<Date>& runs_out, Date today, DayWords day) {
  if (!runs_out) return "lasts longer than a year";
  const std::int32_t days = runs_out->days() - today.days();
  if (days < 0) return fmt::format("should have run out by {day}", fmt::arg("day", day(*runs_out, today)));
  if (days == 0) return "lasts no longer than today";
  return fmt::format("lasts {days}, runs out on {day}", fmt::arg("days", counted(days, "day", "days")),
                     fmt::arg("day", day(*runs_out, today)));
}

std::string plan_age(const std::optional<Date>& made_for, Date today, DayWords day) {
  if (!made_for || *made_for >= today) return {};
  return fmt::format("plan of {day}, {days} old", fmt::arg("day", day(*made_for, today)),
                     fmt::arg("days", counted(today.days() - made_for->days(), "day", "days")));
}

std::string decided_since(const ProposalRow& proposal, Date today) {
  const bool approved = proposal.state == ProposalState::approved;
  if (!proposal.decided || (!approved && proposal.state != ProposalState::placed)) return {};
  const std::int32_t days = today.days() - proposal.decided->days();
  const std::string ago = days > 0 ? fmt::format(" {days} ago", fmt::arg("days", counted(days, "day", "days"))) : "";
  if (approved && days > days_an_approval_counts) {
    return fmt::format("approved{ago} and never ordered: it counts as coming no more", fmt::arg("ago", ago));
  }
  return approved ? fmt::format("approved{ago}, not ordered yet", fmt::arg("ago", ago))
                  : fmt::format("ordered{ago}, no purchase of the office yet", fmt::arg("ago", ago));
}

std::string forgotten_words(const std::string& item, Quantity units, const std::string& supplier,
                            const std::string& due) {
  return fmt::format(
      "{units} of {item} were due on {day}, and nobody counts on them any more: ask {supplier} whether they"
      " still come. If they do, the office says the day; if not, it closes the line",
      fmt::arg("units", units.text()), fmt::arg("item", item), fmt::arg("day", due),
      fmt::arg("supplier", supplier.empty() ? "the supplier" : supplier));
}

std::string weeks_of_demand(const PlanRow& plan, std::int64_t units) {
  std::int64_t sold = 0;
  for (const PlannedWeek& week : plan.weeks) sold += week.expected;
  if (sold <= 0) return {};
  const auto weeks = static_cast<std::int64_t>(plan.weeks.size());
  const std::int64_t last = (1000 * units * weeks + sold / 2) / sold;
  return last < 1 ? "less than a week's demand" : counted(last, "week's demand", "weeks' demand");
}

std::string there_and_coming(const ProposalRow& proposal) {
  const std::string free =
      proposal.free > 0 ? fmt::format("{free} free", fmt::arg("free", proposal.free)) : "none free";
  const std::string missing = proposal.free < 0 ? ", " + counted(-proposal.free, "too few", "too few") : "";
  return free + missing + ", " + (proposal.coming > 0 ? std::to_string(proposal.coming) : "none") + " coming in time";
}

std::string words_of_class(std::string_view group) {
  if (group.size() != 2) return {};
  std::string words = "little money, ";
  if (group[0] == 'A') words = "much money, ";
  if (group[0] == 'B') words = "some money, ";
  if (group[1] == 'X') return words + "well foreseen";
  return words + (group[1] == 'Y' ? "less well foreseen" : "hardly foreseen");
}

std::string sentence(const PlanRoom& room) {
  if (room.litre_price == 0) return {};
  const std::string there = counted(room.there, "litre", "litres");
  if (room.needed > room.there) {
    return fmt::format(
        "Room is short: the least plan that keeps what the site promises needs {needed} of {there}. Orders are as small"
        " as they can be; more places are needed, or fewer items",
        fmt::arg("needed", room.needed), fmt::arg("there", there));
  }
  return "Room is short: so that the plan fits into " + there + ", each counts " +
         Price::nearest(room.litre_price).text() + " a year, and large items are ordered more often";
}

std::string ordered_words(const OrderedUnits& ordered) {
  const std::string of =
      ordered.supplier.empty() ? "" : fmt::format(" of {supplier}", fmt::arg("supplier", ordered.supplier));
  const std::string at =
      ordered.price.none() ? "" : fmt::format(" at {price} each", fmt::arg("price", ordered.price.text()));
  return fmt::format("{quantity}{of}{at}", fmt::arg("quantity", ordered.quantity.text()), fmt::arg("of", of),
                     fmt::arg("at", at));
}

std::string of_thousandths(std::int64_t thousandths) {
  const std::int64_t tenths = (thousandths + 50) / 100;
  const std::string whole = std::to_string(tenths / 10);
  return tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10);
}

std::string value_of(const ProposalRow& proposal) { return value_of(units_of(proposal), price_of(proposal)); }

std::string of_whom_and_for(const ProposalRow& row) {
  const std::string value = value_of(row);
  const std::string& supplier = supplier_of(row);
  const std::string of = supplier.empty() ? "" : fmt::format("of {supplier}", fmt::arg("supplier", supplier));
  if (value.empty()) return of;
  if (of.empty()) return fmt::format("for {value}", fmt::arg("value", value));
  return fmt::format("{of}, for {value}", fmt::arg("of", of), fmt::arg("value", value));
}

// Whole amounts and parts apart: a thousand million units for a thousand million each are within the numbers there are.
std::string value_of(std::int64_t units, Price price) {
  if (price.none() || units <= 0) return {};
  const std::int64_t parts = Quantity::nearest(units).units() * (price.parts() % Price::parts_of_one);
  const std::int64_t whole =
      Quantity::nearest(units).units() * (price.parts() / Price::parts_of_one) + parts / Price::parts_of_one;
  const std::string behind = Price::nearest(parts % Price::parts_of_one).text();
  return std::to_string(whole) + behind.substr(behind.find('.'));
}

}  // namespace dockhand
