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

std::size_t times_in(const HeardTogether& codes, const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(codes.begin(), codes.end(), [&](const Heard& one) { return one.reading.symbol.text == text; }));
}

HeardTogether others_in(HeardTogether codes, const std::string& text) {
  std::erase_if(codes, [&](const Heard& one) { return one.reading.symbol.text == text; });
  return codes;
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
  if (one.scan.symbol.text == other.scan.symbol.text) return true;
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
  if (sign_on || looked_at || are_one_text(picture.codes)) {  // twins were counted by who reads the picture
    for (auto one = picture.codes.rbegin(); one != picture.codes.rend(); ++one) {
      inputs.push_front(Read{*one, picture.aimed, picture.at});
    }
    return;
  }
  const auto is_card = [](const Heard& one) { return card_of(one.reading.symbol.text) != nullptr; };
  const auto card = std::find_if(picture.codes.begin(), picture.codes.end(), is_card);
  auto codes = candidates(picture.codes);
  if (card != picture.codes.end()) {
    const bool alone = codes.empty() && std::count_if(picture.codes.begin(), picture.codes.end(), is_card) == 1;
    return alone ? take_meant(picture, *card, 1) : several_in_view();
  }
  if (codes.size() == 1) {
    const CodeInView& meant = codes.front();
    const bool is_item = std::holds_alternative<FoundItem>(meant.found);
    return take_meant(picture, meant.heard, is_item ? times_in(picture.codes, meant.heard.reading.symbol.text) : 1);
  }
  if (covered) return several_in_view();
  if (!codes.empty()) return choose_code(picture, codes);
  answer_lone_codes(picture);
}

// Nothing of it has a name here. A lot or a serial alone may still be known.
void App::State::answer_lone_codes(const InPicture& picture) {
  std::vector<CodeInView> lone;
  for (const Heard& one : picture.codes) {
    if (!one.scan) continue;
    const auto alone = lone_code(*one.scan, FoundNothing{});
    if (!alone) return refuse({refusal_of(alone.error()), {}});
    if (*alone) lone.push_back({one, *one.scan, FoundNothing{}});
  }
  if (lone.size() > 1) return choose_code(picture, lone);
  if (lone.size() == 1) return take_meant(picture, lone.front().heard, 1);
  refuse({refusal("Several codes",
                  "None of the codes in view is known here. Nothing was booked. Take them away, then show one alone."),
          WhatPageExpects{}});
}

// Each of `times` labels of one text is read, and then what may complete it.
void App::State::take_meant(const InPicture& picture, const Heard& meant, std::size_t times) {
  const Read read{meant, picture.aimed, picture.at};
  const InPicture rest{others_in(picture.codes, meant.reading.symbol.text), picture.aimed, picture.at, true};
  for (std::size_t i = 0; i < times; ++i) {
    if (!rest.codes.empty()) inputs.push_front(rest);
    if (i + 1 < times) inputs.push_front(read);
  }
  handle(read);
}

// A label's lot or date may stand in another of its codes. A text that only lies beside it could be anything.
void App::State::complete_label(const InPicture& picture) {
  const bool covered = sign_on || help || top().unreadable || !std::holds_alternative<std::monostate>(overlay);
  if (covered || !top().screen->job().label) return;
  HeardTogether seconds;
  for (const Heard& one : picture.codes) {
    if (!one.scan || one.scan->elements.empty()) continue;
    const auto found = views.identify(*one.scan);
    if (found && is_expected_on(*top().screen, *found, &*one.scan)) seconds.push_back(one);
  }
  if (seconds.empty()) return;
  if (!are_one_text(seconds)) return several_in_view();  // the label waits on: nobody knows whose of them it is
  take_meant(picture, seconds.front(), 1);
}

// Returns what the page expects. Where nothing of it is in view, it returns what is known here at all.
std::vector<CodeInView> App::State::candidates(const HeardTogether& codes) {
  std::vector<CodeInView> expected, known;
  for (const Heard& one : codes) {
    if (!one.scan) continue;
    const auto found = views.identify(*one.scan);
    if (!found) continue;
    const CodeInView code{one, *one.scan, *found};
    const bool wanted = !top().unreadable && is_expected_on(*top().screen, *found, &*one.scan);
    const bool is_second = wanted && top().screen->job().label && !one.scan->elements.empty();
    const bool nothing = std::holds_alternative<FoundNothing>(*found);
    if (nothing && !is_second && !unit_named_by(*one.scan)) continue;
    if (wanted) expected.push_back(code);
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
  say(ToastKind::attention, "Several codes are in view. Take them away, then show one alone.");
  sound_now(Sound::attention);
}

void App::State::take_code(const Scan& scan) {
  scanned = {.name = {}, .code = code_text(scan.symbol), .scan = {}};
  const auto meant = meaning_of(scan);
  if (!meant) return refuse({refusal_of(meant.error()), {}});
  scan_on_top(*meant);
}

}  // namespace dockhand
