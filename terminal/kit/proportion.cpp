#include "terminal/kit/proportion.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/model/far_off.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

bool is_asked_about(std::int64_t larger, std::int64_t smaller) {
  return stands(Safeguard::in_proportion) && is_far_beyond(larger, smaller);
}

}  // namespace

bool is_out_of_proportion(Quantity number, std::int64_t known) { return is_asked_about(number.units(), known); }

bool is_far_off(Quantity number, std::int64_t known) {
  return is_asked_about(number.units(), known) || is_asked_about(known, number.units());
}

Question ask_to_type_again(Quantity number, const std::string& what, Consequence then, const char* far) {
  const char* are = number == Quantity::exactly(1) ? "is" : "are";
  Question question{
      fmt::format("{what}: {number} {are} far {far} than usual. Type {number} once more.", fmt::arg("what", what),
                  fmt::arg("number", number.text()), fmt::arg("are", are), fmt::arg("far", far)),
      {{.id = typed_again,
        .title = fmt::format("Take {number}", fmt::arg("number", number.text())),
        .then = std::move(then)}}};
  question.typed = number;
  return question;
}

Choice another_number() {
  return {.id = buttons::number.id,
          .title = "Another number",
          .detail = "Type how many first",
          .icon = buttons::number.icon};
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
