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
std::vector<Row> rows_of(const Reasons& reasons) {
  std::vector<Row> rows;
  rows.reserve(reasons.size());
  for (const Reason& reason : reasons) {
    rows.push_back({.id = std::string(prefix) + reason.title, .title = reason.title, .detail = reason.detail});
  }
  return rows;
}

}  // namespace

std::vector<Row> reasons_for_damage() { return rows_of(damage); }
std::vector<Row> reasons_for_short_pick() { return rows_of(short_pick); }

std::optional<std::string> chosen_reason(std::string_view id) {
  if (!id.starts_with(prefix)) return std::nullopt;
  return std::string(id.substr(prefix.size()));
}

}  // namespace dockhand
