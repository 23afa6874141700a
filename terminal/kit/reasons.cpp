#include "terminal/kit/reasons.h"

#include <array>

namespace dockhand {
namespace {

constexpr std::string_view prefix = "reason:";

struct Reason {
  const char* title;
  const char* detail;
};

constexpr std::array damage{
    Reason{"Crushed", "Pressed, dented or broken"},   Reason{"Torn open", "The pack is open, something may be missing"},
    Reason{"Wet", "By rain or by what leaked"},       Reason{"Out of date", "Expired, or too close to it"},
    Reason{"Wrong goods", "Not what the label says"}, Reason{"Other", "The office will look at it"}};

constexpr std::array short_pick{
    Reason{"Not there", "The place has fewer than the books say"}, Reason{"Damaged", "What is there cannot be sent"},
    Reason{"Wrong goods", "Something else lies there"}, Reason{"Out of reach", "Blocked, or too high"}};

template <class Reasons>
std::vector<Choice> choices_of(const Reasons& reasons) {
  std::vector<Choice> choices;
  choices.reserve(reasons.size());
  for (const Reason& reason : reasons) {
    choices.push_back(
        {.id = std::string(prefix) + reason.title, .title = reason.title, .detail = reason.detail, .icon = Icon::none});
  }
  return choices;
}

}  // namespace

bool leaves_none(std::string_view id) { return chosen_reason(id) == short_pick.front().title; }

std::vector<Choice> reasons_for_damage() { return choices_of(damage); }
std::vector<Choice> reasons_for_short_pick() { return choices_of(short_pick); }

std::optional<std::string> chosen_reason(std::string_view id) {
  if (!id.starts_with(prefix)) return std::nullopt;
  return std::string(id.substr(prefix.size()));
}

}  // namespace dockhand
