#include "terminal/kit/cards.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr int last_choice = 20;  // of a longer list a row is searched for, scanned or tapped

std::string in_capitals(std::string_view text) {
  std::string all(text);
  for (char& c : all) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return all;
}

// As it is printed: "Look up" is "LOOK-UP", and "customer_return" is "CUSTOMER-RETURN".
std::string capitals(std::string_view text) {
  std::string all = in_capitals(text);
  for (char& c : all) {
    if (c == '_' || c == ' ') c = '-';
  }
  return all;
}

std::vector<Card> all_cards() {
  std::vector<Card> all;
  const auto add = [&](const char* group, std::string text, std::string id, std::string title) {
    all.push_back({std::move(text), std::move(id), std::move(title), group});
  };
  add("Go to", "GO-HOME", "go:home", "Home");
  for (std::size_t i = 0; i < screens().size(); ++i) {
    if (!screens()[i].home) continue;
    const std::string name = name_of(static_cast<ScreenId>(i)), title = screens()[i].home->title;
    add("Go to", "GO-" + capitals(title), "go:" + name, title);
    if (capitals(name) != capitals(title)) all.back().printed_before = "GO-" + capitals(name);
  }
  add("Answer", "YES", "yes", "Yes");
  add("Answer", "NO", "no", "No");
  add("Answer", "CONFIRM", "confirm", "Confirm");
  all.back().printed_before = "OK";
  for (int i = 1; i <= last_choice; ++i) {
    const std::string number = std::to_string(i);
    add("Choose", "CHOICE-" + number, "choice:" + number, fmt::format("Row {number}", fmt::arg("number", number)));
  }
  for (int i = 0; i <= 9; ++i) {
    const std::string number = std::to_string(i);
    add("Quantity", "DIGIT-" + number, "digit:" + number, number);
  }
  add("Quantity", "CLEAR", "key:clear", "Clear");
  add("Quantity", "DELETE", "key:delete", "Delete");
  add("Work", "HELP", "help", "Help");
  for (const CommonButton& one : buttons::everywhere) {
    add("Work", one.card, one.id, one.label);
    all.back().own_words = one.own_words;
  }
  for (const CommonButton& one : buttons::where_shown) {
    add("Buttons", one.card, one.id, one.label);
    all.back().own_words = one.own_words;
    all.back().where_shown = true;
    all.back().printed_before = one.printed_before;
  }
  return all;
}

}  // namespace

const std::vector<Card>& cards() {
  static const std::vector<Card> all = all_cards();
  return all;
}

// A scanner whose keyboard is locked to capitals sends the letters of the other case.
const Card* card_of(std::string_view text) {
  const std::string asked = in_capitals(text);
  const auto found = std::find_if(cards().begin(), cards().end(), [&](const Card& card) {
    return card.text == asked || (!card.printed_before.empty() && card.printed_before == asked);
  });
  return found == cards().end() ? nullptr : &*found;
}

}  // namespace dockhand
