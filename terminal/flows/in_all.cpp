#include "terminal/flows/in_all.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace dockhand {
namespace {

constexpr std::string_view in_all_id = "in-all:";

std::string change_words(Quantity from, Quantity to) {
  if (from == to) return "Nothing is booked";
  return to < from ? fmt::format("Takes back {units}", fmt::arg("units", from.less(to).text()))
                   : fmt::format("Books {units} more", fmt::arg("units", to.less(from).text()));
}

Choice in_all_choice(const TypedNumber& typed, Quantity in_all, const std::string& subject, Step step) {
  Choice choice{.id = fmt::format("{}{}:{}:{}", in_all_id, typed.booked().text(), in_all.text(), subject),
                .title = fmt::format("{number} in all", fmt::arg("number", in_all.text())),
                .detail = change_words(typed.booked(), in_all),
                .icon = in_all < typed.booked() ? Icon::attention : Icon::check};
  if (auto* books = std::get_if<Do>(&step)) choice.then = std::move(*books);
  return choice;
}

std::string asked_in_all(const TypedNumber& typed, const std::vector<Choice>& choices) {
  const auto of_one = choices.size() > 1 ? "" : choices.front().title;
  return of_one.empty() ? fmt::format("Booked before: {before} of {name}. You typed {number}: how many is it in all?",
                                      fmt::arg("before", typed.before.text()), fmt::arg("name", typed.name),
                                      fmt::arg("number", typed.number.text()))
                        : fmt::format("Booked before: {before} of {name}. You typed {number}: is it {in_all}?",
                                      fmt::arg("before", typed.before.text()), fmt::arg("name", typed.name),
                                      fmt::arg("number", typed.number.text()), fmt::arg("in_all", of_one));
}

}  // namespace

Quantity booked_on_visit(const Session& session, const std::string& key) {
  Quantity sum;
  for (const Session::Booked& entry : session.entries()) {
    if (entry.key == key && entry.before.empty()) sum = sum + entry.outcome.quantity;
  }
  return sum;
}

std::optional<Step> ask_in_all(const TypedNumber& typed, const std::string& subject, const SetInAll& set) {
  if (typed.before.none()) return std::nullopt;
  auto besides = set(typed.before + typed.number), all = set(typed.number);
  if (!besides && (!all || typed.number >= typed.booked())) return all;
  Question question{.words = {}, .choices = {}, .no = "Back"};
  if (besides)
    question.choices.push_back(in_all_choice(typed, typed.before + typed.number, subject, *std::move(besides)));
  if (all) question.choices.push_back(in_all_choice(typed, typed.number, subject, *std::move(all)));
  question.words = asked_in_all(typed, question.choices);
  return question;
}

std::string until_now(Quantity booked) {
  return booked.none() ? "" : fmt::format(" · {booked} until now", fmt::arg("booked", booked.text()));
}

std::optional<InAllAnswer> in_all_answer(std::string_view id) {
  if (!id.starts_with(in_all_id)) return std::nullopt;
  id.remove_prefix(in_all_id.size());
  const std::size_t first = id.find(':'), second = id.find(':', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
  const auto booked = Quantity::parse(id.substr(0, first));
  const auto in_all = Quantity::parse(id.substr(first + 1, second - first - 1));
  if (!booked || !in_all) return std::nullopt;
  return InAllAnswer{*booked, *in_all, std::string(id.substr(second + 1))};
}

}  // namespace dockhand
