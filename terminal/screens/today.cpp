// What a person has done at this terminal in this shift, one row for each yes, with its undo, or with the reason why it
// stays.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/before.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t deeds_shown = 100;

// Returns "Receive unit" for "receive_unit".
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
    const auto by = context_.person != nullptr ? std::optional(*context_.person) : std::nullopt;
    auto read = bookings(context_.views, context_.clock.now(), deeds_shown, by);
    if (!read) return read.error();
    bookings_ = std::move(read).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = title(), .task = "Today", .name = "Tap what was wrong to undo it"};
    if (bookings_.empty()) page.instruction.name.clear();
    page.list_heading = listed(bookings_.size(), deeds_shown, "entry", "entries");
    page.empty_text = !context_.people_sign_on || context_.person == nullptr
                          ? "Nothing was booked here today."
                          : fmt::format(
                                "{person} has booked nothing here today. What others have booked is listed "
                                "when they sign on.",
                                fmt::arg("person", context_.person->text()));
    for (const BookingView& booking : bookings_) page.rows.push_back(row(booking));
    page.actions = {back_button()};
    return page;
  }

  Step on_tap(std::string_view id) override {
    for (const BookingView& booking : bookings_) {
      if (id == "deed:" + booking.id) return ask(booking);
    }
    return id == "undo" ? ask_newest() : Step(NotMine{});
  }

  Answer on_accepted(const Action& action, const Accepted& outcome) override {
    const auto* undo = std::get_if<Undo>(&action);
    return {.toast = undo != nullptr ? session_.undone(*undo, outcome) : put_back_words(action)};
  }

 private:
  Step ask_newest() {
    const auto newest =
        std::find_if(bookings_.begin(), bookings_.end(), [](const BookingView& booking) { return !booking.undone(); });
    return newest == bookings_.end() ? Step(Warn{"Nothing to undo here"}) : ask(*newest);
  }

  // As the screen would undo it that has booked it.
  Step ask(const BookingView& booking) {
    if (!booking.settled().empty()) return Warn{fmt::format("It stays: {}.", booking.settled())};
    session_ = booking.session(context_.clock.now());
    return undo_last_of(session_);
  }

  static std::string title_of(const BookingView& booking) {
    const std::string title = kind_of(booking.deeds.front().command.action);
    return booking.deeds.size() == 1 ? title : fmt::format("{}, {} in one", title, booking.deeds.size());
  }

  static const char* mark_of(const BookingView& booking) {
    if (booking.undone()) return "undone";
    return booking.settled().empty() ? "" : "stays";
  }

  Row row(const BookingView& booking) const {
    const DeedView& newest = booking.deeds.front();
    const auto& supervisor = newest.command.allowed_by;
    const std::string by = newest.command.by.text();
    const std::string who = supervisor ? fmt::format("{by}, allowed by {supervisor}", fmt::arg("by", by),
                                                     fmt::arg("supervisor", supervisor->text()))
                                       : by;
    std::string detail = with_line(in_short(booking.facts()),
                                   booking.settled().empty() ? who
                                                             : fmt::format("{who}, stays: {why}", fmt::arg("who", who),
                                                                           fmt::arg("why", booking.settled())));
    return {.id = "deed:" + booking.id,
            .title = title_of(booking),
            .detail = std::move(detail),
            .value = time_of(newest.command.at, context_.clock.now()),
            .value_note = mark_of(booking),
            .stripe = booking.undone() ? Stripe::none : Stripe::done,
            .icon = booking.settled().empty() ? Icon::undo : Icon::check};
  }

  // Where people sign on it is what one of them has done.
  const char* title() const {
    if (!context_.people_sign_on || context_.person == nullptr)
      return goes_over_midnight() ? "Done here since yesterday" : "Done here today";
    return goes_over_midnight() ? "Done by you since yesterday" : "Done by you today";
  }

  // The shift has gone over midnight: what was done before it is here still.
  bool goes_over_midnight() const {
    return !bookings_.empty() && bookings_.back().deeds.back().command.at.date() != context_.clock.now().date();
  }

  ScreenContext context_;
  std::vector<BookingView> bookings_;  // the newest first
  Session session_;                    // it is for the booking that was asked about last
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
