// The red page: which scan is taken while one stands there, and what it offers to an unknown code.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "storage/codec/fields.h"
#include "terminal/app/app_state.h"
#include "terminal/kit/label.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

bool is_expected(const Refuse& refused, const Found& found) {
  if (const auto* item = std::get_if<ItemCode>(&refused.unless)) {
    const auto* scanned = std::get_if<FoundItem>(&found);
    return scanned != nullptr && scanned->item == *item;
  }
  if (const auto* place = std::get_if<LocationCode>(&refused.unless)) {
    const auto* scanned = std::get_if<FoundLocation>(&found);
    const auto* unit = std::get_if<FoundUnit>(&found);
    return (scanned != nullptr && scanned->location == *place) ||
           (unit != nullptr && unit->unit.text() == place->text());
  }
  return false;
}

}  // namespace

// A label that waits for its other code expects that, whatever its page says.
bool App::State::is_expected_on(const Screen& screen, const Found& found, const Scan* scan) {
  if (const auto& label = screen.job().label) return scan != nullptr && !other_than_second(*label, *scan, found);
  using Any = Expected::Any;
  const Expected expected = screen.expects();
  const auto any = [&](Any kind) {
    return std::find(expected.any.begin(), expected.any.end(), kind) != expected.any.end();
  };
  if (const auto* item = std::get_if<FoundItem>(&found)) {
    const auto& only = expected.items;
    return any(Any::item) || std::find(only.begin(), only.end(), item->item) != only.end();
  }
  if (const auto* place = std::get_if<FoundLocation>(&found)) {
    return any(Any::place) || expected.place == place->location;
  }
  if (const auto* unit = std::get_if<FoundUnit>(&found)) {
    return any(Any::pallet) || (expected.place && expected.place->text() == unit->unit.text());
  }
  return (std::holds_alternative<FoundOrder>(found) && any(Any::order)) ||
         (std::holds_alternative<FoundPurchase>(found) && any(Any::purchase));
}

// True when the scan must not be taken now; it has been answered aloud then.
bool App::State::blocked(const Found& found, const Meant& meant) {
  if (auto* refusal = std::get_if<RefusalOverlay>(&overlay)) {
    const bool asks =
        std::holds_alternative<WhatPageExpects>(refusal->refused.unless) && meant.over_refusal && !top().unreadable;
    if (is_expected(refusal->refused, found)) {
      overlay = {};
      return false;
    }
    if (asks && is_expected_on(*top().screen, found, meant.scan)) {
      overlay = {};
      if (!top().screen->begun() && !std::holds_alternative<FoundLocation>(found)) return false;
      say(ToastKind::attention, "The red page is closed. Scan again.");  // it has hidden what would be booked
      sound_now(Sound::attention);
      return true;
    }
    ++refusal->blocked;
    sound_now(Sound::refused);
    return true;
  }
  const auto* keypad = std::get_if<NumberPad>(&overlay);
  const auto* pad = std::get_if<TextPad>(&overlay);
  if (std::holds_alternative<SearchPad>(overlay)) {
    overlay = {};  // what is searched for was found, and scanned
    if (top().unreadable || !top().screen->begun()) return false;
    say(ToastKind::attention, "The search is closed. Scan again.");  // it has hidden what would be booked
    sound_now(Sound::attention);
    return true;
  }
  if ((keypad != nullptr && keypad->typed.empty() && !keypad->question) ||
      (pad != nullptr && pad->typed.text().empty())) {
    overlay = {};  // scanning instead of typing
    if (!std::holds_alternative<FoundLocation>(found) || top().unreadable) return false;
    const Job& job = top().screen->job();
    if (job.lines.empty() && !job.onto) return false;
    // It has hidden what was counted, or the pallet that goes to the place.
    say(ToastKind::attention, "The keypad is closed. Scan again.");
    sound_now(Sound::attention);
    return true;
  }
  if (std::holds_alternative<std::monostate>(overlay)) return false;
  const bool typing = (keypad != nullptr && !keypad->question) || pad != nullptr;
  say(ToastKind::attention,
      typing ? "Confirm what you typed first. Scan not booked." : "Answer first. Scan not booked.");
  sound_now(Sound::attention);
  return true;
}

// Nobody prints a code of one or two digits: somebody has typed it to choose a row.
bool App::State::is_row_number(const Scan& scan) {
  return scan.kind == ScanKind::plain && scan.text().size() <= 2 && is_digits(scan.text());
}

RefusalPage App::State::unknown_here(const Scan& scan) const {
  RefusalPage page = unknown_code(scan, top().screen->expects().words);
  if (!is_row_number(scan)) return page;
  page.title = "No such number";
  const Page now = this->page();
  const auto* work = std::get_if<WorkPage>(&now);
  if (work != nullptr && work->numbered) {
    page.advice = fmt::format("There is no row {number} here. Nothing was booked.", fmt::arg("number", scan.text()));
    return page;
  }
  page.advice =
      "A number and Enter choose a row only where numbers stand before the rows, and say how many only where Quantity "
      "can be pressed. Tap the row, or go to it with the arrows. Nothing was booked.";
  return page;
}

// Nobody has scanned it: it was typed, or chosen from what a search had found.
void App::State::tell_what_was_entered(RefusalPage& page) const {
  const std::string what = scanned.name.empty() ? scanned.code : fmt::format("{} ({})", scanned.name, scanned.code);
  page.scanned_code.clear();
  page.scanned_name.clear();
  page.advice = fmt::format("You entered {}. {}", what, page.advice);
}

// A code that could stand on an item's label, where items are at hand.
std::optional<UnknownCode> App::State::can_be_given(const Scan& scan) const {
  const Layer& layer = layers.back();
  static constexpr std::array at_hand{ScreenId::home, ScreenId::purchases, ScreenId::receive, ScreenId::lookup,
                                      ScreenId::item};
  const bool are_at_hand = std::find(at_hand.begin(), at_hand.end(), layer.id) != at_hand.end();
  const bool is_code = scan.doubt.empty() && !unit_named_by(scan) && !is_row_number(scan);
  if (!are_at_hand || !is_code) return std::nullopt;
  const auto lots = views.items_with(scan.text(), 1);  // what stands on an item's label here is no code of an item
  if (!lots || !lots->empty()) return std::nullopt;
  const auto code = scan.gtin ? Result<std::string>(scan.gtin->text()) : parse_barcode(scan.text());
  return code ? std::optional(UnknownCode{*code}) : std::nullopt;
}

void App::State::give_what_was_refused() {
  const auto code = std::get<RefusalOverlay>(overlay).refused.gives;
  if (!code) return;
  overlay = {};
  open(ScreenId::give, *code);
}

}  // namespace dockhand
