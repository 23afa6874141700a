// What one answer has booked, and what lies where by the books.
//
// Decides: what number stands on a keypad, whether an undo has taken back a part of a booking only, what of it comes
// again, and whether a tote that a screen calls empty is so. Which commands belong together is seen from outside: one
// input has booked them. Leaves to others: what may be booked at all (tests/support/person/work_oracle.h).
#pragma once

#include "storage/engine/engine.h"
#include "tests/support/person/shown_frame.h"

namespace dockhand::test {

class BookedTogether : protected ShownFrame {
 protected:
  explicit BookedTogether(WorkFloor& floor)
      : ShownFrame(floor), db_(Engine::open(floor.file(), Access::read_only, Disk::real()).value()) {}

  // --- what was taken back ---
  static bool takes_back(const Command& command) { return std::holds_alternative<Undo>(command.action); }
  // What a booking had taken back comes again when the booking is undone.
  bool comes_again(const std::vector<Command>& commands, const Action& action) const {
    const bool asked = scanned("UNDO") || tapped("undo") || says("Then it is again as before");
    return asked && !commands.empty() && takes_back(commands.front()) &&
           std::find(earlier_.begin(), earlier_.end(), action) != earlier_.end();
  }
  bool is_undone(const std::string& id) {
    auto rows = db_->query("SELECT 1 FROM event WHERE id=$1 AND undone_by <> ''", id);
    return rows.next();
  }
  // What one input has booked is taken back whole, or stays.
  std::string halved(const std::vector<Command>& commands) {
    std::vector<std::string> ids;
    for (const Command& command : commands) {
      if (command.by.text() == "office" || std::holds_alternative<BeginDay>(command.action)) continue;
      if (!takes_back(command)) ids.push_back(command.id.text());
      earlier_.push_back(command.action);
    }
    if (inputs_->size() == 1 && ids.size() > 1) together_.push_back(std::move(ids));
    if (std::none_of(commands.begin(), commands.end(), takes_back)) return {};
    const auto back = std::find_if(commands.begin(), commands.end(), takes_back);
    const auto anew = std::find_if(back, commands.end(),
                                   [](const Command& command) { return std::holds_alternative<Ship>(command.action); });
    if (anew != commands.end()) {
      // What has left is booked once more with its carrier or its parcel's number, and stands in the place of the
      // first.
      const std::string before = std::get<Undo>(back->action).target.text(), now = anew->id.text();
      for (std::vector<std::string>& booking : together_) std::replace(booking.begin(), booking.end(), before, now);
    }
    for (const std::vector<std::string>& booking : together_) {
      const auto undone = std::count_if(booking.begin(), booking.end(), [&](const auto& id) { return is_undone(id); });
      if (undone != 0 && undone != static_cast<std::ptrdiff_t>(booking.size())) {
        return "only a part of what one answer had booked was taken back\n" + words();
      }
    }
    return {};
  }

  // --- what lies where ---
  // A tote that a screen calls empty holds nothing.
  std::string not_empty() const {
    const Frame& frame = floor_.app->frame();
    const auto* page = std::get_if<WorkPage>(&frame.page);
    const std::string told = (frame.toast ? frame.toast->text : "") + (page != nullptr ? page->strip : "");
    for (const char* tote : {"T-01", "T-02", "T-03"}) {
      const std::string name = tote;
      const bool empty = told.find(name + " is empty") != std::string::npos ||
                         told.find(name + " has no picked units") != std::string::npos;
      const auto stock = floor_.views->stock_at(LocationCode::parse(name).value());
      if (empty && std::any_of(stock->begin(), stock->end(), [](const StockRow& row) { return row.on_hand > 0; })) {
        return name + " is called empty and is not";
      }
    }
    return {};
  }
  bool holds_unwanted(const LocationCode& place) const {
    const auto all = floor_.views->to_bring_back();
    return std::any_of(all->begin(), all->end(), [&](const BringBackView& one) { return one.place == place; });
  }

  // Returns what was on the keypad, with what was typed after it.
  std::int64_t number_on(const KeypadPage& pad) const {
    std::string digits = pad.typed;
    for (const WorkInput& input : *inputs_) {
      if (!input.typed) continue;
      for (const char digit : std::to_string(*input.typed)) {
        if (digits.size() < 7) digits = digits == "0" ? std::string(1, digit) : digits + digit;
      }
    }
    return digits.empty() ? 0 : std::stoll(digits);
  }
  std::int64_t loose(const LocationCode& at, const Units& units) const {
    std::int64_t sum = 0;
    for (const StockRow& row : floor_.views->stock_at(at).value()) {
      const bool same = row.item == units.item && row.lot == lot_of(units) && row.serial == serial_of(units);
      if (same && row.place == at) sum += row.on_hand;
    }
    return sum;
  }

  std::unique_ptr<Engine> db_;

 private:
  std::vector<std::vector<std::string>> together_;  // the ids that one input has booked
  std::vector<Action> earlier_;                     // that were booked here
};

}  // namespace dockhand::test
