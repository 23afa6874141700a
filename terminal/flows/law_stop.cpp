#include "terminal/flows/law_stop.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "storage/model/commands/letter_marks.h"

namespace dockhand {
namespace {

constexpr std::size_t notices_looked_at = 1000;

bool is_among(const std::vector<OrderLine>& lines, const OrderLine& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

Choice answer(const char* id, const char* title, const char* detail, const OrderLine& line, CustomerSays says) {
  return {.id = id,
          .title = title,
          .then = Do{{CustomerAnswer{line, says, "asked when it was to leave"}}, {}},
          .detail = detail,
          .icon = Icon::person,
          .supervisor = true};
}

}  // namespace

Result<std::vector<OrderLine>> lines_stopped_by_law(Views& views) {
  const auto notices = views.notices(notices_looked_at);
  if (!notices) return notices.error();
  std::vector<OrderLine> lines;
  for (const NoticeView& one : *notices) {
    if (one.id.starts_with(asked_and_not_agreed) && one.notice.line) lines.push_back(*one.notice.line);
  }
  return lines;
}

Result<std::optional<StoppedByLaw>> stopped_of(Views& views, const OrderNumber& order,
                                               const std::optional<Sscc>& carton,
                                               const std::vector<OrderLine>& stopped) {
  const auto picked = views.picked_of(order);
  if (!picked) return picked.error();
  StoppedByLaw all;
  for (const ClaimView& one : *picked) {
    if (carton && one.place.text() != carton->text()) continue;
    if (!is_among(stopped, one.line)) {
      all.rest = carton ? Quantity() : all.rest + one.quantity;
    } else if (!is_among(all.stay, one.line)) {
      all.stay.push_back(one.line);
    }
  }
  return all.stay.empty() ? std::optional<StoppedByLaw>() : std::optional(std::move(all));
}

Question ask_about_stop(const StoppedByLaw& stopped, Do send) {
  const OrderLine& line = stopped.stay.front();
  Question question{
      .words = fmt::format("{line} must not leave: its customer has to agree to a later day, and has "
                           "not. What does the customer say?",
                           fmt::arg("line", line.text())),
      .choices = {answer("agrees", "Agrees", "To the later day: it may leave", line, CustomerSays::wait),
                  answer("cancels", "Cancels", "What is picked of it is put back", line, CustomerSays::cancel)},
      .no = "Leave it here"};
  if (!stopped.rest.none()) {
    question.choices.push_back(
        {.id = "rest",
         .title = "Send the rest",
         .then = std::move(send),
         .detail = fmt::format("{rest} of its order leave without it", fmt::arg("rest", stopped.rest.text())),
         .icon = Icon::truck});
  }
  return question;
}

std::string noted(const CustomerAnswer& answer) {
  return answer.says == CustomerSays::cancel
             ? fmt::format("{line} is cancelled. Put back what is picked of it", fmt::arg("line", answer.line.text()))
             : fmt::format("Noted: {line} may leave", fmt::arg("line", answer.line.text()));
}

}  // namespace dockhand
