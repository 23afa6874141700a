// What was done at this terminal today, one row for each yes, with its undo, or with the reason why it stays.
#include <fmt/format.h>

#include <algorithm>

#include "storage/model/fresh_id.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t deeds_shown = 100;

// "receive_unit" as "Receive unit".
std::string kind_of(const Action& action) {
  std::string title = name_of(action);
  std::replace(title.begin(), title.end(), '_', ' ');
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

class Today final : public Screen {
 public:
  explicit Today(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.deeds("", deeds_shown);
    if (!read) return read.error();
    const Date today = context_.clock.now().date();
    bookings_.clear();
    for (DeedView& deed : *read) {
      if (deed.command.at.date() != today) continue;
      const std::string id = booking_of(deed.command.id);
      if (bookings_.empty() || bookings_.back().id != id) bookings_.push_back({id, {}});
      bookings_.back().deeds.push_back(std::move(deed));
    }
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Done here today", .task = "Today", .name = "Tap what was wrong to undo it"};
    if (bookings_.empty()) page.instruction.name.clear();
    page.list_heading = listed(bookings_.size(), deeds_shown, "entry", "entries");
    page.empty_text = "Nothing was booked here today.";
    for (const Booking& booking : bookings_) page.rows.push_back(row(booking));
    page.actions = {back_button()};
    return page;
  }

  Step on_tap(std::string_view id) override {
    for (const Booking& booking : bookings_) {
      if (id == "deed:" + booking.id) return ask(booking);
    }
    return id == "undo" ? ask_newest() : Step(NotMine{});
  }

  Answer on_accepted(const Action& action, const Accepted& outcome) override {
    const auto* undo = std::get_if<Undo>(&action);
    return {.toast = undo != nullptr ? session_.undone(*undo, outcome) : put_back_words(action)};
  }

 private:
  // What one yes has booked: it is undone whole.
  struct Booking {
    std::string id;
    std::vector<DeedView> deeds;  // the newest first

    bool undone() const {
      return std::all_of(deeds.begin(), deeds.end(), [](const DeedView& deed) { return deed.undone; });
    }
    // Why it stays; empty: it can be undone. A part that was undone is no reason.
    std::string settled() const {
      if (undone()) return deeds.front().settled;
      return std::find_if(deeds.begin(), deeds.end(), [](const DeedView& deed) { return !deed.undone; })->settled;
    }
    // The oldest first.
    std::vector<std::string> facts() const {
      std::vector<std::string> facts;
      for (auto deed = deeds.rbegin(); deed != deeds.rend(); ++deed) {
        if (undone() || !deed->undone) facts.push_back(deed->summary);
      }
      return facts;
    }
  };

  Step ask_newest() {
    const auto newest =
        std::find_if(bookings_.begin(), bookings_.end(), [](const Booking& booking) { return !booking.undone(); });
    return newest == bookings_.end() ? Step(Warn{"Nothing to undo here"}) : ask(*newest);
  }

  // As the screen would undo it that has booked it.
  Step ask(const Booking& booking) {
    if (!booking.settled().empty()) return Refuse{refusal("It stays", booking.settled() + "."), {}};
    session_ = {};
    for (auto deed = booking.deeds.rbegin(); deed != booking.deeds.rend(); ++deed) {
      if (!deed->undone) session_.recall({}, deed->command.action, deed->outcome, deed->summary);
    }
    for (const Action& action : booking.deeds.front().took_back) session_.recall_taken_back(action, booking.id);
    return undo_last_of(session_);
  }

  static std::string title_of(const Booking& booking) {
    const std::string title = kind_of(booking.deeds.front().command.action);
    return booking.deeds.size() == 1 ? title : fmt::format("{}, {} in one", title, booking.deeds.size());
  }

  static Row row(const Booking& booking) {
    const DeedView& newest = booking.deeds.front();
    std::string detail = in_short(booking.facts()) + "\n" + newest.command.by.text();
    if (!booking.settled().empty()) detail += ", stays: " + booking.settled();
    return {.id = "deed:" + booking.id,
            .title = title_of(booking),
            .detail = std::move(detail),
            .value = wall_clock(newest.command.at),
            .value_note = booking.undone() ? "undone" : "",
            .stripe = booking.undone() ? Stripe::none : Stripe::done,
            .icon = booking.settled().empty() ? Icon::undo : Icon::check};
  }

  ScreenContext context_;
  std::vector<Booking> bookings_;  // the newest first
  Session session_;                // of the booking that was asked about last
};

Result<std::string> no_deeds_counted(Views&) { return std::string(); }

}  // namespace

ScreenInfo describe_today() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Today>(context);
          },
          .home = HomeEntry{"Today", "What was done here, and its undo", Icon::undo, no_deeds_counted}};
}

}  // namespace dockhand
