#include "terminal/flows/alternative.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/model/rows/exchange_line.h"

namespace dockhand {

Row row_of_alternative(const OrderLineView& line) {
  const Instead& other = *line.instead;
  return {.id = std::string(alternative_row) + line.line.text(),
          .title = other.name,
          .detail = fmt::format("{}\n{}, and here", other.item.text(), other.better ? "Better" : "Similar"),
          .value = other.units.text(),
          .value_note = "instead",
          .stripe = Stripe::active,
          .icon = Icon::item};
}

// The new line comes behind those that the order has.
Step ask_for_alternative(Views& views, const OrderLineView& line) {
  if (!line.instead) return NotMine{};
  const auto lines = views.order_lines(line.line.document);
  if (!lines) return Warn{lines.error().sentence()};
  std::int32_t last = 0;
  for (const OrderLineView& one : *lines) last = std::max(last, one.line.line);
  const Instead& other = *line.instead;
  const TakeOther take{line.line, exchange_line(line.line.document, last), other.item, other.units,
                       "asked at the terminal"};
  Question question{.words = fmt::format("Does {customer} take {units} of {other} in place of {waiting} of {item}?",
                                         fmt::arg("customer", line.customer), fmt::arg("units", other.units.text()),
                                         fmt::arg("other", other.name), fmt::arg("waiting", line.waiting.text()),
                                         fmt::arg("item", line.name)),
                    .choices = {{.id = "take", .title = "Take it", .then = Do{{take}, {}}, .icon = Icon::check}}};
  question.supervisor = true;
  return question;
}

Answer booked_other(Session& session, const TakeOther& taken, const Accepted& outcome) {
  session.booked(taken.as.text(), taken, outcome);
  return {.toast = fmt::format("{line} asks for it now", fmt::arg("line", taken.as.text()))};
}

Step tap_alternative(Views& views, const std::vector<OrderLineView>& waiting, std::string_view line) {
  const auto same = [&](const OrderLineView& one) { return one.line.text() == line; };
  const auto found = std::find_if(waiting.begin(), waiting.end(), same);
  return found == waiting.end() ? Step(NotMine{}) : ask_for_alternative(views, *found);
}

}  // namespace dockhand
