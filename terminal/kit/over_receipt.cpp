#include "terminal/kit/over_receipt.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "terminal/kit/safeguards.h"
#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

std::vector<Action> confirmed(std::vector<Action> actions) {
  for (Action& action : actions) {
    if (auto* receive = std::get_if<Receive>(&action)) receive->confirmed = true;
    if (auto* receive = std::get_if<ReceiveUnit>(&action)) receive->confirmed = true;
  }
  return actions;
}

const SeenPurchase* line_in(const std::vector<Seen>& seen) {
  for (const Seen& one : seen) {
    if (const auto* line = std::get_if<SeenPurchase>(&one)) return line;
  }
  return nullptr;
}

// Returns the lines as they are now, and anything else as it was seen.
std::vector<Seen> with_lines(std::vector<Seen> seen, const std::vector<Seen>& now) {
  std::erase_if(seen, [](const Seen& one) { return std::holds_alternative<SeenPurchase>(one); });
  for (const Seen& one : now) {
    if (std::holds_alternative<SeenPurchase>(one)) seen.push_back(one);
  }
  return seen;
}

bool takes_back(const Do& asked) {
  return std::any_of(asked.actions.begin(), asked.actions.end(),
                     [](const Action& action) { return std::holds_alternative<Undo>(action); });
}

// Returns "3 of GLV-L · lot L7: " for units with a lot or a serial, because the line's sum does not say which of them
// the yes is about.
std::string in_hand(const Do& asked) {
  std::vector<std::string> parts;
  for (const Action& action : asked.actions) {
    const auto* receive = std::get_if<Receive>(&action);
    if (receive == nullptr || !receive->purchase || tracked_as(receive->units).empty()) continue;
    const std::string what = receive->units.item.text() + tracked_as(receive->units);
    parts.push_back(takes_back(asked)
                        ? what
                        : fmt::format("{units} of {what}", fmt::arg("units", receive->units.quantity.text()),
                                      fmt::arg("what", what)));
  }
  return parts.empty() ? "" : in_short(parts) + ": ";
}

// Returns the refusal in the words of a number that was typed: what the line has after the yes, and had before. A scan
// has not seen the line; a number has. The refusal stays as it is where other lines take a part, or the line is closed.
Error said_of_number(const Error& error, const Do& asked, const SeenPurchase& line, Quantity arriving) {
  const auto* before = line_in(asked.seen);
  if (before == nullptr || line.closed) return error;
  const Quantity total = line.received + arriving;
  const Quantity beyond = line.received > line.expected ? arriving : total.less(line.expected);
  const bool all_beyond = error.message.ends_with(fmt::format(": {} too many", beyond.text()));
  const std::string in_part = fmt::format(": {} more are {} too many", arriving.text(), beyond.text());
  if (!all_beyond && !error.message.ends_with(in_part)) return error;
  Error said = error;
  said.message = fmt::format("{line} expects {expected} and has {before}: {total} are {beyond} too many",
                             fmt::arg("line", line.line.text()), fmt::arg("expected", line.expected.text()),
                             fmt::arg("before", before->received.text()), fmt::arg("total", total.text()),
                             fmt::arg("beyond", total.less(line.expected).text()));
  return said;
}

// Returns whole units, rounded down.
Quantity part_of(Quantity whole, double percent) {
  const double part = std::floor(static_cast<double>(whole.units()) * percent / 100);
  return Quantity::exactly(static_cast<std::int64_t>(part));
}

}  // namespace

Step ask_over(const Refused& refused, const Do& asked, Quantity arriving, double tolerance) {
  const std::string hand = in_hand(asked);
  const auto* line = line_in(refused.now);
  const Error error = line != nullptr ? said_of_number(refused.error, asked, *line, arriving) : refused.error;
  // Where something is taken back first, the refusal tells of the line between the two: the person has not seen it so.
  std::vector<Seen> seen = takes_back(asked) ? asked.seen : with_lines(asked.seen, refused.now);
  Question question{
      fmt::format("{hand}{why} Receive anyway?", fmt::arg("hand", hand), fmt::arg("why", sentence_of(error))),
      {{.id = "over", .title = "Receive anyway", .then = Do{confirmed(asked.actions), std::move(seen), asked.then}}}};
  question.supervisor = true;
  if (line == nullptr) return question;
  const Quantity total = line->received + arriving;
  const bool free = total <= line->expected + part_of(line->expected, tolerance);
  if (free || !stands(Safeguard::asked_each_time)) {
    return std::get<Do>(question.choices.front().then);
  }
  const auto twice = line->expected.times(2);
  if ((twice && total <= *twice) || !stands(Safeguard::typed_above_twice)) return question;
  question.words = fmt::format("{}{} Type {} to receive them.", hand, sentence_of(error), total.text());
  question.typed = total;
  return question;
}

Step ask_over_again(const Do& asked, const Changed& changed, double tolerance) {
  const Quantity arriving = arriving_in(asked);
  Refused now{CommandId::parse("?").value(), changed.error, true, true, changed.now};
  if (const auto* line = line_in(changed.now); line != nullptr && line->received + arriving > line->expected) {
    const Quantity total = line->received + arriving;
    now.error.message +=
        fmt::format(": {} more make {}, {} too many", arriving.text(), total.text(), total.less(line->expected).text());
  }
  return ask_over(now, Do{asked.actions, changed.now, asked.then}, arriving, tolerance);
}

Quantity arriving_in(const Do& asked) {
  Quantity sum;
  for (const Action& action : asked.actions) {
    const auto* receive = std::get_if<Receive>(&action);
    if (receive != nullptr && receive->purchase) sum = sum + receive->units.quantity;
  }
  return sum;
}

bool is_confirmed(const Do& asked) {
  if (takes_back(asked)) return false;
  return std::any_of(asked.actions.begin(), asked.actions.end(), [](const Action& action) {
    const auto* receive = std::get_if<Receive>(&action);
    const auto* unit = std::get_if<ReceiveUnit>(&action);
    return (receive != nullptr && receive->confirmed) || (unit != nullptr && unit->confirmed);
  });
}

}  // namespace dockhand
