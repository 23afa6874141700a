#include "terminal/kit/proportion.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/safeguards.h"

namespace dockhand {
namespace {

constexpr std::int64_t always_taken = 100;  // the next person who counts finds a wrong number below it

}  // namespace

bool is_out_of_proportion(Quantity number, std::int64_t known) {
  if (!stands(Safeguard::in_proportion)) return false;
  const std::int64_t twice = 2 * std::clamp<std::int64_t>(known, 0, Quantity::max / 2);
  return number.units() > std::max(always_taken, twice);
}

Question ask_to_type_again(Quantity number, const std::string& what, Consequence then) {
  Question question{fmt::format("{what}: {number} are far more than usual. Type {number} once more.",
                                fmt::arg("what", what), fmt::arg("number", number.text())),
                    {{.id = typed_again, .title = "Take " + number.text(), .then = std::move(then)}}};
  question.typed = number;
  return question;
}

Step in_proportion(Step taken, Quantity number, std::int64_t known, const std::string& what) {
  auto* booking = std::get_if<Do>(&taken);
  if (booking == nullptr || !is_out_of_proportion(number, known)) return taken;
  return ask_to_type_again(number, what, std::move(*booking));
}

void type_if_out_of_proportion(Question& question, Quantity number, std::int64_t known) {
  if (!is_out_of_proportion(number, known)) return;
  question.words += fmt::format(" Type {number} once more.", fmt::arg("number", number.text()));
  question.typed = number;
}

}  // namespace dockhand
