// The frame that lay before a person when he acted, and what he put in then.
//
// Decides: what of it he could read: its words, whether it asked something, what a label that he scanned says by
// itself. Leaves to others: what may be booked then (tests/support/person/work_oracle.h).
#pragma once

#include "terminal/kit/cards.h"
#include "tests/support/person/work_floor.h"

namespace dockhand::test {

class ShownFrame {
 protected:
  explicit ShownFrame(WorkFloor& floor) : floor_(floor) {}

  std::string words() const {
    Frame frame;
    frame.page = shown_;
    const auto* pad = std::get_if<KeypadPage>(&shown_);
    if (pad == nullptr || !pad->has_list) return texts_of(frame);
    // A search was opened on a page that the person has read.
    std::string all = texts_of(frame);
    for (const Row& row : pad->rows) all += row.title + " | " + row.detail + "\n";
    frame.page = covered_;
    return all + texts_of(frame);
  }
  bool says(const std::string& text) const { return words().find(text) != std::string::npos; }
  // It is also shown on the page that lies under a keypad or a red page, because it is seen again when that is gone.
  bool shows(const std::string& text) const {
    return says(text) || (!std::holds_alternative<WorkPage>(shown_) && under_.find(text) != std::string::npos);
  }
  bool asks() const {
    const auto* page = std::get_if<WorkPage>(&shown_);
    if (page == nullptr) return false;
    for (const Button& button : page->actions) {
      if (button.id == "no") return true;
    }
    return std::any_of(page->rows.begin(), page->rows.end(), [](const Row& row) { return row.id == "no"; });
  }
  // The answers that are not a no.
  std::ptrdiff_t answers() const {
    const auto* page = std::get_if<WorkPage>(&shown_);
    if (page == nullptr || !asks()) return 0;
    const auto is_answer = [](const auto& one) { return !one.id.empty() && one.id != "no"; };
    return std::count_if(page->rows.begin(), page->rows.end(), is_answer) +
           std::count_if(page->actions.begin(), page->actions.end(), is_answer);
  }
  static bool is_help(const Page& page) {
    const auto* work = std::get_if<WorkPage>(&page);
    return work != nullptr && work->instruction.verb == "What is wanted here";
  }
  bool types() const { return std::holds_alternative<KeypadPage>(shown_); }
  bool scanned(const std::string& text) const {
    return std::any_of(inputs_->begin(), inputs_->end(), [&](const WorkInput& input) { return input.scan == text; });
  }
  bool tapped(const std::string& part) const {
    return std::any_of(inputs_->begin(), inputs_->end(), [&](const WorkInput& input) {
      return input.tap.find(part) != std::string::npos || row_of_card(input.scan).find(part) != std::string::npos;
    });
  }
  // Returns the row that a card chooses by its number. Empty: the frame has none.
  std::string row_of_card(const std::string& scan) const {
    const Card* card = card_of(scan);
    const auto* page = std::get_if<WorkPage>(&shown_);
    if (card == nullptr || !card->id.starts_with("choice:") || page == nullptr) return {};
    std::size_t number = std::stoul(card->id.substr(7));
    for (const Row& row : page->rows) {
      if (!row.id.empty() && --number == 0) return row.id;
    }
    return {};
  }
  // What a label says by itself: its item, and how many.
  struct Label {
    ItemCode item;
    std::int64_t units = 0;
  };
  std::optional<Label> label_of(const std::string& text) const {
    if (text.empty()) return std::nullopt;
    const auto heard = heard_as({typed_symbol(text), text}, floor_.site, floor_.clock.now().date());
    if (!heard.scan) return std::nullopt;
    const auto found = floor_.views->identify(*heard.scan);
    const auto* item = found ? std::get_if<FoundItem>(&*found) : nullptr;
    if (item == nullptr) {
      const auto having = items_with(text);
      return having.size() == 1 ? std::optional(Label{having.front(), 1}) : std::nullopt;
    }
    return Label{item->item, item->pack.units.units() * (heard.scan->count ? heard.scan->count->units() : 1)};
  }
  // A lot or a serial by itself is the label of its item.
  std::vector<ItemCode> items_with(const std::string& lot_or_serial) const {
    if (lot_or_serial.empty()) return {};  // what has no lot is no label
    const auto having = floor_.views->items_with(lot_or_serial);
    return having ? *having : std::vector<ItemCode>();
  }
  bool scanned_item(const ItemCode& code) const {
    return std::any_of(inputs_->begin(), inputs_->end(), [&](const WorkInput& input) {
      const auto label = label_of(input.scan);
      const auto having = items_with(input.scan);
      return (label && label->item == code) || std::count(having.begin(), having.end(), code) != 0;
    });
  }
  std::string name_of_item(const ItemCode& code) const {
    const auto view = floor_.views->item(code);
    return view && *view ? (*view)->name : code.text();
  }
  // The units' item, and its lot when there is one, stand on the frame.
  std::string shows_units(const Units& units) const {
    if (!shows(units.item.text()) && !shows(name_of_item(units.item))) return "the frame does not show its item";
    if (units.lot && !shows(units.lot->text()) && !named(units.lot->text())) return "the frame does not show its lot";
    return names_serial(units) ? "" : "the frame does not show its serial";
  }
  bool names_serial(const Units& units) const {
    return !units.serial || shows(units.serial->text()) || named(units.serial->text());
  }
  // A scan has named it, or what was typed.
  bool named(const std::string& lot_or_serial) const {
    const auto* pad = std::get_if<KeypadPage>(&shown_);
    return std::any_of(inputs_->begin(), inputs_->end(), [&](const WorkInput& input) {
      const std::string typed = (pad != nullptr ? pad->typed : "") + (input.typed ? std::to_string(*input.typed) : "");
      return input.scan.find(lot_or_serial) != std::string::npos || typed == lot_or_serial;
    });
  }

  bool typed_twice(std::int64_t number) const { return says("Type " + std::to_string(number) + " once more"); }
  // Out of proportion to what is there, and not asked about.
  bool is_large(std::int64_t number, std::int64_t there) const {
    return number > std::max<std::int64_t>(100, 2 * there) && !typed_twice(number);
  }

  // What a label that has said all was scanned for: the question names its item.
  bool is_asked_about(const std::string& label) const {
    const auto* now = std::get_if<WorkPage>(&floor_.app->frame().page);
    const auto code = ItemCode::parse(label);
    return now != nullptr && code && now->strip.find(name_of_item(*code)) != std::string::npos;
  }

  WorkFloor& floor_;
  Page shown_, covered_;
  WorkPage page_;       // the last one that was no keypad and not red: it is seen again when that is gone
  std::string under_;   // the words of the page under it
  std::string screen_;  // on which he acted
  const std::vector<WorkInput>* inputs_ = nullptr;
};

}  // namespace dockhand::test
