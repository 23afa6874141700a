// Several codes in one picture: which of them was meant.
//
// A camera reads whatever lies in its view. The code that the page expects is meant, and the others only lie beside it.
// Where more than one may be meant a person says which, so that nothing is booked that nobody has aimed at.
#include <algorithm>

#include "terminal/app/app_state.h"
#include "terminal/kit/label.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

bool are_one_text(const HeardTogether& codes) {
  return std::all_of(codes.begin(), codes.end(),
                     [&](const Heard& one) { return one.reading.symbol.text == codes.front().reading.symbol.text; });
}

// Units that a pallet's label names are on it.
bool is_content(const Scan& scan) {
  return std::any_of(scan.elements.begin(), scan.elements.end(), [](const Element& one) { return one.ai == "02"; });
}

template <class Said>
bool adds_nothing(const Said& one, const Said& other) {
  return !one || one == other;
}

// Two codes of one label often name the same item, and only one of them its lot.
bool says_no_more(const CodeInView& one, const CodeInView& other) {
  const auto* item = std::get_if<FoundItem>(&one.found);
  const auto* same = std::get_if<FoundItem>(&other.found);
  return item != nullptr && same != nullptr && item->item == same->item && item->pack == same->pack &&
         adds_nothing(one.scan.lot, other.scan.lot) && adds_nothing(one.scan.serial, other.scan.serial) &&
         adds_nothing(one.scan.expiry, other.scan.expiry) && adds_nothing(one.scan.count, other.scan.count);
}

// Keeps one code for each thing that is named: the one that says most of it.
void keep_one_of_each(std::vector<CodeInView>& codes) {
  const bool pallet =
      std::any_of(codes.begin(), codes.end(), [](const auto& one) { return one.scan.sscc.has_value(); });
  if (pallet) std::erase_if(codes, [](const auto& one) { return is_content(one.scan); });
  for (std::size_t i = 0; i < codes.size();) {
    const auto says_more = [&](const CodeInView& other) {
      return &other != &codes[i] && says_no_more(codes[i], other);
    };
    if (std::any_of(codes.begin(), codes.end(), says_more)) {
      codes.erase(codes.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

}  // namespace

void App::State::handle(const InPicture& picture) {
  if (picture.rest) return complete_label(picture);
  const bool covered = help || top().unreadable || !std::holds_alternative<std::monostate>(overlay);
  const bool looked_at = !covered && top().screen->takes_anything();
  if (sign_on || looked_at || are_one_text(picture.codes)) return take_each(picture);
  const auto is_card = [](const Heard& one) { return card_of(one.reading.symbol.text) != nullptr; };
  const auto card = std::find_if(picture.codes.begin(), picture.codes.end(), is_card);
  auto codes = candidates(picture.codes);
  if (card != picture.codes.end()) {
    const bool alone = codes.empty() && std::count_if(picture.codes.begin(), picture.codes.end(), is_card) == 1;
    return alone ? take_meant(picture, *card) : several_in_view();
  }
  if (codes.size() == 1) return take_meant(picture, codes.front().heard);
  if (covered) return several_in_view();
  if (!codes.empty()) return choose_code(picture, codes);
  std::vector<const Heard*> lone;
  for (const Heard& one : picture.codes) {
    const auto alone = one.scan ? lone_code(*one.scan, FoundNothing{}) : Result(std::optional<LoneCode>());
    if (alone && *alone) lone.push_back(&one);
  }
  if (lone.size() == 1) return take_meant(picture, *lone.front());
  refuse({refusal("Several codes", "None of the codes in view is known here. Nothing was booked. Show one alone."),
          WhatPageExpects{}});
}

// Twins of one text were counted by who reads the picture.
void App::State::take_each(const InPicture& picture) {
  for (auto one = picture.codes.rbegin(); one != picture.codes.rend(); ++one) {
    inputs.push_front(Read{*one, picture.aimed, picture.at});
  }
}

void App::State::take_meant(const InPicture& picture, const Heard& meant) {
  InPicture rest{{}, picture.aimed, picture.at, true};
  const std::string& text = meant.reading.symbol.text;
  for (const Heard& one : picture.codes) {
    if (one.reading.symbol.text != text) rest.codes.push_back(one);
  }
  const Read read{meant, picture.aimed, picture.at};
  if (!rest.codes.empty()) inputs.push_front(std::move(rest));
  handle(read);
}

// A label's lot or date may stand in another of its codes. A text that only lies beside it could be anything.
void App::State::complete_label(const InPicture& picture) {
  const bool covered = sign_on || help || top().unreadable || !std::holds_alternative<std::monostate>(overlay);
  if (covered || !top().screen->job().label) return;
  std::vector<const Heard*> seconds;
  for (const Heard& one : picture.codes) {
    if (!one.scan || one.scan->elements.empty()) continue;
    const auto found = views.identify(*one.scan);
    if (found && is_expected_on(*top().screen, *found, &*one.scan)) seconds.push_back(&one);
  }
  if (!seconds.empty()) take_meant(picture, *seconds.front());
}

// Returns what the page expects. Where nothing of it is in view, it returns what is known here at all.
std::vector<CodeInView> App::State::candidates(const HeardTogether& codes) {
  std::vector<CodeInView> expected, known;
  for (const Heard& one : codes) {
    if (!one.scan) continue;
    const auto found = views.identify(*one.scan);
    if (!found) continue;
    const CodeInView code{one, *one.scan, *found};
    const bool nothing = std::holds_alternative<FoundNothing>(*found);
    if (nothing && !unit_named_by(*one.scan)) continue;
    if (!top().unreadable && is_expected_on(*top().screen, *found, &*one.scan)) expected.push_back(code);
    known.push_back(code);
  }
  std::vector<CodeInView>& chosen = expected.empty() ? known : expected;
  keep_one_of_each(chosen);
  return chosen;
}

void App::State::choose_code(const InPicture& picture, const std::vector<CodeInView>& codes) {
  Question question{.words = "Several codes are in view. Which one?", .choices = {}, .no = "Back", .list = true};
  for (const CodeInView& code : codes) {
    const auto* item = std::get_if<FoundItem>(&code.found);
    question.choices.push_back({.id = "code:" + std::to_string(question.choices.size() + 1),
                                .title = item != nullptr ? item->name : code.scan.text(),
                                .then = TakeScan{code.scan},
                                .detail = item != nullptr ? code_text(code.scan.symbol) : name_of_found(code.found),
                                .icon = item != nullptr ? Icon::item : Icon::none});
  }
  pressed.clear();
  finger = Finger::nowhere;
  scanned = {};
  last_read = picture.codes.front().reading.symbol.text;
  last_read_at = picture.at;
  ask(std::move(question), true);
}

void App::State::several_in_view() {
  say(ToastKind::attention, "Several codes are in view. Show one alone.");
  sound_now(Sound::attention);
}

void App::State::take_code(const Scan& scan) {
  scanned = {.name = {}, .code = code_text(scan.symbol), .scan = {}};
  const auto meant = meaning_of(scan);
  if (!meant) return refuse({refusal_of(meant.error()), {}});
  scan_on_top(*meant);
}

}  // namespace dockhand
