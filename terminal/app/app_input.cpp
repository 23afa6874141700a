#include <fmt/format.h>

#include <algorithm>

#include "storage/codec/fields.h"
#include "terminal/app/aim.h"
#include "terminal/app/app_state.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// Each scan of an item is a unit. What else is scanned is named, or asks for something: twice is never meant.
bool is_meant_once(const Scan& scan, const Found& found) {
  const bool is_carton = std::holds_alternative<FoundNothing>(found) && unit_named_by(scan);
  return is_carton || std::holds_alternative<FoundLocation>(found) || std::holds_alternative<FoundUnit>(found) ||
         std::holds_alternative<FoundOrder>(found) || std::holds_alternative<FoundPurchase>(found);
}

// A guess would book the one for the other.
Refuse several_have(const Scan& scan) {
  return {refusal("Several items have it",
                  fmt::format("Several items have {scan}. Say which item first.", fmt::arg("scan", scan.text()))),
          {}};
}

// What is known here decides what the label left open: digits that no item has are a text, and a date of best before is
// one of expiry where the item wants one on its lots.
Scan as_known_here(Scan scan, const Found& found) {
  const auto* item = std::get_if<FoundItem>(&found);
  if (scan.by_form && item == nullptr) scan.kind = ScanKind::plain;
  scan.expiry = scan.usable_until(item == nullptr || item->expiry);
  return scan;
}

}  // namespace

std::string App::State::name_of_found(const Found& found) {
  if (const auto* item = std::get_if<FoundItem>(&found)) return item->name;
  if (const auto* place = std::get_if<FoundLocation>(&found)) {
    return place->kind == LocationKind::tote ? "A tote" : "A place";
  }
  if (std::holds_alternative<FoundOrder>(found)) return "An order";
  if (std::holds_alternative<FoundPurchase>(found)) return "A purchase";
  if (std::holds_alternative<FoundUnit>(found)) return "A pallet";
  if (std::holds_alternative<FoundAsn>(found)) return "A notice of what is on its way";
  return {};
}

void App::State::handle(const Tap& tap) {
  scanned = {};
  forget_recalled();
  const Page now = page();
  if (stands(Safeguard::tap_aimed) && !is_still_there(tap.id, tap.aimed, now)) {
    say(ToastKind::attention, "The screen has changed. Tap again.");
    return sound_now(Sound::attention);
  }
  if (sign_on) return press_sign_on(tap.id);
  finger = is_button(tap.id, now) ? Finger::bar : Finger::list;
  if (tap.id == "back") finger = Finger::back;
  last_read.clear();
  press(tap.id);
}

// A question that the person has not seen yet is not answered.
void App::State::press_card(const Card& card, const Page& aimed) {
  const bool answers = std::holds_alternative<OpenQuestion>(overlay);
  const bool seen = !stands(Safeguard::card_aimed) || is_still_there(card.id, aimed, page());
  if (!answers || seen) return press(card, aimed);
  say(ToastKind::attention, "The question has changed. Answer again.");
  sound_now(Sound::attention);
}

// One pull of the trigger reads a code twice. Whatever the first read has opened, the second was not meant for it.
bool App::State::is_double(const Read& read) {
  const std::string& code = read.heard.reading.symbol.text;
  const bool same = code == last_read && read.at.ms - last_read_at.ms < double_read.count();
  last_read = code;
  last_read_at = read.at;
  return same && stands(Safeguard::double_read);
}

// Two digits that are alike may be meant. Which digit is not said: it may be one of a PIN.
void App::State::read_twice(const Card& card) {
  if (!card.id.starts_with("digit:")) return;
  say(ToastKind::attention, "Read twice at once: one digit. Scan it again for two.");
  sound_now(Sound::attention);
}

// What the books know by the text of a card is that, where the card does nothing.
bool App::State::is_taken_as_card(const Read& read, const Card* card) {
  if (card == nullptr) return false;
  const Found named = known_in_books(read);
  if (refuse_two_meanings(*card, named)) return true;
  if (!std::holds_alternative<FoundNothing>(named)) return false;
  const bool closes = card->id == "back" || card->id == "confirm";
  if (card->id == "help") {
    press_help();
  } else if (help && !closes) {
    press_card_of_help(*card);
  } else {
    scanned = {};  // what a button has led to is not about the code of its card
    press_card(*card, read.aimed);
  }
  return true;
}

// A symbol that means nothing by its rules may still be the text that is asked for.
void App::State::take_unread(const Read& read) {
  const Symbol& symbol = read.heard.reading.symbol;
  Scan scan;
  scan.symbol = symbol;
  const Meant meant{&scan, std::holds_alternative<RefusalPage>(read.aimed)};
  if (blocked(FoundNothing{}, meant)) return;
  const bool bare = symbol.symbology == Symbology::unknown && symbol.aim.empty();
  if (bare && !top().unreadable) {
    auto alone = lone_code(scan, FoundNothing{});
    if (!alone) return refuse({refusal_of(alone.error()), {}});
    if (*alone || top().screen->takes_text()) return scan_on_top({scan, FoundNothing{}, *std::move(alone)});
  }
  refuse({unreadable(symbol, read.heard.scan.error()), {}});
}

void App::State::handle(const Read& read) {
  const Heard& heard = read.heard;
  const Symbol& symbol = heard.reading.symbol;
  const bool doubled = is_double(read);
  last_read_completed = doubled && last_read_completed;
  const Card* card = card_of(symbol.text);
  if (doubled && card != nullptr) return read_twice(*card);
  forget_recalled();
  scanned = {.name = {}, .code = code_text(symbol), .scan = {}};
  finger = Finger::nowhere;
  if (scan_badge(read)) return;
  if (is_taken_as_card(read, card)) return;
  if (closes_help()) return;
  pressed.clear();
  const bool covered = top().unreadable || !std::holds_alternative<std::monostate>(overlay);
  if (!covered && top().screen->takes_anything()) return;
  if (doubled && last_read_completed) return;
  if (!heard.scan) return take_unread(read);
  const auto meant = meaning_of(*heard.scan);
  if (!meant) {
    if (blocked()) return;
    return refuse({refusal_of(meant.error()), {}});
  }
  if (doubled && is_meant_once(*heard.scan, meant->found)) return;
  const Found what = meant->alone && meant->alone->item ? Found(*meant->alone->item) : meant->found;
  if (blocked(what, {&*heard.scan, std::holds_alternative<RefusalPage>(read.aimed)})) return not_again(symbol.text);
  if (overtaken && stands(Safeguard::scan_aimed)) return read_again();
  scan_on_top(*meant);
}

// The person scanned for what the page asked before: it asks for something else now, or is about another place.
void App::State::read_again() {
  say(ToastKind::attention, "The screen has changed. Scan again.");
  sound_now(Sound::attention);
}

// A button, or a card that stands for one. What lies over the screen takes it first.
void App::State::press(const std::string& id) {
  if (id == "help") return press_help();
  if (help) {
    if (id == "back" || id == "confirm" || id == "no") help.reset();
    return;
  }
  const bool types = std::holds_alternative<NumberPad>(overlay) || std::holds_alternative<TextPad>(overlay);
  if (types) end_seen_toast();
  if (auto* keypad = std::get_if<NumberPad>(&overlay)) return press_keypad(*keypad, id);
  if (auto* pad = std::get_if<TextPad>(&overlay)) return press_keypad(*pad, id);
  if (auto* pad = std::get_if<SearchPad>(&overlay)) return press_keypad(*pad, id);
  if (std::holds_alternative<RefusalOverlay>(overlay)) {
    const bool asks = std::get<RefusalOverlay>(overlay).refused.gives.has_value();
    if (id == "back" || id == (asks ? "no" : "confirm")) {
      overlay = {};
      end_seen_toast();  // it was said of the red page
    }
    if (id == "give" || (id == "yes" && asks)) give_what_was_refused();
    return;
  }
  if (auto* retry = std::get_if<Retry>(&overlay)) {
    if (id == "confirm") submit_again(std::move(*retry));
    return;
  }
  if (std::holds_alternative<OpenQuestion>(overlay)) return answer(id);
  if (id == "yes" || id == "no" || id == "confirm") {
    say(ToastKind::attention, "Nothing is asked. Nothing was booked.");
    return sound_now(Sound::attention);
  }
  if (id == "search" && can_search()) return open_search();
  if (id == "sign_off" && settings.door != nullptr) return sign_off({});
  press_on_page(id);
}

void App::State::press_on_page(const std::string& id) {
  if (id.starts_with("typed:")) return type_number(id.substr(6));
  pressed = id;
  const bool readable = !top().unreadable;
  if (id == "back" && readable && top().screen->job().holds_work()) return ask_to_throw_away();
  if (id == "undo" && is_undone_just_now()) return;
  Step step = readable ? top().screen->on_tap(id) : Step(NotMine{});
  if (auto asked = ask_to_undo_of_another(step)) return ask(std::move(*asked), true);
  if (id == "undo" && asks_before_undo(step)) return;
  if (!std::holds_alternative<NotMine>(step)) return carry_out(std::move(step));
  if (id == "back") return leave();
  if (id == "undo" && readable) undo_before();
}

void App::State::press_keypad(NumberPad& keypad, const std::string& id) {
  std::string& typed = keypad.typed;
  if (id == "back" || id == "no") {
    const auto asked = keypad.question;
    if (!asked && !typed.empty()) return ask_to_throw_typed(std::string(typed), AskNumber(keypad.asked));
    overlay = {};
    if (asked) {
      answered_no(*asked, false);
    } else {
      top().screen->on_left();
    }
  } else if (id == "key:clear") {
    typed.clear();
  } else if (id == "key:delete") {
    if (!typed.empty()) typed.pop_back();
  } else if (id == "confirm") {
    const auto number = Quantity::parse(typed);
    if (number) confirm(NumberPad(keypad), *number);  // else nothing is typed yet
  } else if (id.size() == 5 && id.starts_with("key:") && is_digits(id.substr(4)) && typed.size() < max_digits) {
    typed = typed == "0" ? id.substr(4) : typed + id.substr(4);
  }
}

// What is refused is the number, and not the card that has confirmed it.
void App::State::take_number(Quantity number) {
  scanned = {};
  Step step = top().screen->on_number(number);
  if (auto* refused = std::get_if<Refuse>(&step)) {
    RefusalPage& page = refused->page;
    page.advice = fmt::format("You typed {}. {}", number.text(), page.advice);
    if (!page.expected_heading.empty()) page.expected_heading = "Type another number for this";
  }
  if (auto asked = ask_to_undo_of_another(step)) return ask(std::move(*asked), true);
  carry_out(std::move(step));
}

void App::State::confirm(const NumberPad& keypad, Quantity number) {
  overlay = {};
  if (!keypad.question) return take_number(number);
  if (number == keypad.question->typed) {
    const Choice& choice = keypad.question->choices.front();
    return needs_supervisor(*keypad.question, choice) ? ask_supervisor(*keypad.question, choice, false)
                                                      : bring_about(choice.then, choice.id);
  }
  refuse(
      {refusal("Another number", fmt::format("You typed {}, not {}.", number.text(), keypad.question->typed->text())),
       {}});
}

void App::State::press_keypad(TextPad& pad, const std::string& id) {
  if (id == "back" || id == "no") {
    if (const std::string typed = pad.typed.text(); !typed.empty()) {
      return ask_to_throw_typed(typed, AskNumber{pad.asked.title, pad.asked.subject, {}});
    }
    overlay = {};
  } else if (id == "confirm") {
    const std::string text = pad.typed.text();
    if (text.empty()) return;  // nothing typed yet
    overlay = {};
    carry_out(top().screen->on_text(text));
  } else {
    type_on(pad.typed, id, clock.now());
  }
}

void App::State::scan_on_top(const MeantScan& meant) {
  const Scan& scan = meant.scan;
  scanned.name = name_of_found(meant.found);
  scanned.scan = {scan, meant.found};
  scanned.by_hand = scanned.by_hand || is_row_number(scan);
  const bool doubled = turned_away == scan.symbol.text && clock.now().ms - turned_away_at.ms < double_read.count();
  if (doubled && says_what_is_begun()) return not_again(scan.symbol.text);
  const Screen* const before = top().screen.get();
  take_scan(meant);
  not_again(top().screen.get() == before ? "" : scan.symbol.text);
}

// A double read of what has led here, or was turned away, is not meant for what is begun here.
void App::State::not_again(const std::string& code) {
  turned_away = code;
  turned_away_at = clock.now();
}

// The frame that the person saw did not say what is begun here.
bool App::State::says_what_is_begun() {
  if (top().unreadable) return false;
  const Job& job = top().screen->job();
  if (!job.holds_work() && !job.onto) return false;
  say(ToastKind::attention, job.holds_work() ? fmt::format("Not booked yet: {}. Scan again.", words_of(job))
                                             : fmt::format("Goods go onto pallet {}. Scan again.", job.onto->text()));
  sound_now(Sound::attention);
  return true;
}

void App::State::take_scan(const MeantScan& meant) {
  const auto& [scan, found, alone] = meant;
  const bool waits = !top().unreadable && top().screen->job().label;
  last_read_completed = waits && std::holds_alternative<FoundNothing>(found);
  Step step = top().unreadable ? Step(NotMine{}) : top().screen->on_scan(scan, found);
  if (!std::holds_alternative<NotMine>(step)) return carry_out(std::move(step));
  if (!alone) return route(scan, found);
  if (!alone->item) return ask_whose(scan);
  scanned.scan = {alone->scan, *alone->item};
  scanned.name = name_of_found(*alone->item);
  step = top().screen->on_scan(alone->scan, *alone->item);
  if (std::holds_alternative<NotMine>(step)) return route(alone->scan, *alone->item);
  carry_out(std::move(step));
}

// A lot or a serial by itself is the label of its item, on every screen. A label that waits for its other code has
// taken it before.
Result<std::optional<LoneCode>> App::State::lone_code(const Scan& scan, const Found& found) {
  const bool plain = scan.kind == ScanKind::plain && std::holds_alternative<FoundNothing>(found);
  if (!plain || top().unreadable || top().screen->job().label) return std::optional<LoneCode>();
  const auto here = top().screen->at_hand();
  if (!here && is_row_number(scan)) return std::optional<LoneCode>();
  return read_alone(views, scan, top().screen->looked_in(), here ? *here : top().screen->expects().items);
}

// It is looked up once: which item has a lot or a serial costs a walk through the stock.
Result<MeantScan> App::State::meaning_of(const Scan& scan) {
  auto found = views.identify(scan);
  if (!found) return found.error();
  Scan known = as_known_here(scan, *found);
  auto alone = lone_code(known, *found);
  if (!alone) return alone.error();
  return MeantScan{std::move(known), *std::move(found), *std::move(alone)};
}

// Where units may be booked a guess would book the one for the other.
void App::State::ask_whose(const Scan& scan) {
  const bool books = info_of(top().id).resumed_by != nullptr;
  if (books) return carry_out(Step(several_have(scan)));
  ask_which_item(scan.text());
}

// "Scan anything": each screen says in its ScreenInfo what it is opened by.
void App::State::route(const Scan& scan, const Found& found) {
  if (is_turned_away(found)) return unexpected(scan, found);
  for (std::size_t i = 0; i < screens().size(); ++i) {
    const auto opened_by = screens()[i].opened_by;
    if (opened_by == nullptr) continue;
    if (const auto target = opened_by(found)) return open(static_cast<ScreenId>(i), *target);
  }
  if (const auto* notice = std::get_if<FoundAsn>(&found)) return route_by_notice(notice->asn);
  Refuse refused{unknown_here(scan), WhatPageExpects{}};
  refused.gives = can_be_given(scan);
  if (refused.gives) {
    // The label of a unit may have two codes, and the wrong one of them is scanned first.
    refused.page.advice =
        top().id == ScreenId::receive
            ? "Not known. Nothing was booked. A lot or a serial is scanned after its item. Give it to "
              "an item?"
            : "Not known. Nothing was booked. Give it to an item?";
    refused.page.other = {.id = "give", .label = "Give it"};
    refused.page.acknowledge.id = "no";
    refused.page.acknowledge.label = "No";
  }
  refuse(std::move(refused));
}

// A notice leads to what it announces.
void App::State::route_by_notice(const std::string& asn) {
  const auto units = views.announced_by(asn);
  if (!units) return refuse({refusal_of(units.error()), {}});
  if (units->size() == 1) return open(ScreenId::unit, units->front());
  Question question{
      .words = fmt::format("{} announces several pallets. Which one?", asn), .choices = {}, .no = "Back", .list = true};
  for (const Sscc& unit : *units) {
    question.choices.push_back(
        {.id = "unit:" + unit.text(), .title = unit.text(), .then = Open{ScreenId::unit, unit}, .icon = Icon::stock});
  }
  ask(std::move(question), true);
}

void App::State::ask_which_item(const std::string& text) {
  const auto items = views.items_with(text);
  if (!items) return refuse({refusal_of(items.error()), {}});
  Question question{
      .words = fmt::format("Several items have {}. Which one?", text), .choices = {}, .no = "Back", .list = true};
  for (const ItemCode& item : *items) {
    question.choices.push_back(
        {.id = "item:" + item.text(), .title = item.text(), .then = Open{ScreenId::item, item}, .icon = Icon::item});
  }
  ask(std::move(question), true);
}

}  // namespace dockhand
