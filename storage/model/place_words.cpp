#include "storage/model/place_words.h"

#include <array>
#include <utility>

namespace dockhand {
namespace {

using Words = std::pair<std::string_view, const char*>;
constexpr std::array<Words, 6> account_words{{{account::supplier, "the supplier"},
                                              {account::customer, "the customer"},
                                              {account::adjustment, "what was counted or adjusted away"},
                                              {account::suspense, "what was missing at a pick"},
                                              {account::returned, "what came back"},
                                              {account::lost, "what was said to be gone"}}};

}  // namespace

std::string place_in_words(std::string_view place) {
  for (const auto& [name, words] : account_words) {
    if (place == name) return words;
  }
  return std::string(place);
}

std::string standing_in_words(std::string_view stands_at) {
  if (stands_at.empty() || stands_at == account::supplier) return "was not received";
  if (stands_at == account::customer) return "was shipped";
  if (stands_at == account::lost) return "was said to be gone";
  return "stands at " + place_in_words(stands_at);
}

}  // namespace dockhand
