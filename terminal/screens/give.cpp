// A code that nothing is known by is given to an item: which item, how many are in one, yes.
//
// Nothing is begun here: until the yes only a question is open. Where people sign on it is a supervisor's.
#include <fmt/format.h>

#include "terminal/kit/proportion.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class GiveScreen final : public Screen {
 public:
  explicit GiveScreen(UnknownCode code) : code_(std::move(code)) {}

  Status load() override { return Done{}; }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = given_.empty() ? "Which item has this code?" : "Known from now on",
                        .task = "Give a code",
                        .name = given_,
                        .code = code_.code};
    page.scan_prompt = "Scan item";
    page.empty_text =
        given_.empty() ? "Scan another code of the item or its own number, or search for it." : "Go back and scan it.";
    page.actions = {back_button()};
    if (!session_.empty()) page.actions.push_back(undo_button());
    return page;
  }

  std::string expects() const override { return "the item that has this code"; }

  Step on_scan(const Scan&, const Found& found) override {
    const auto* item = std::get_if<FoundItem>(&found);
    if (item == nullptr) return NotMine{};
    item_ = *item;
    return AskNumber{"How many are in one?", item->name, "base units with one scan of " + code_.code};
  }

  Step on_number(Quantity number) override {
    if (!item_ || number.none()) return Warn{"Nothing was booked"};
    GiveBarcode give{{code_.code, item_->item, number == Quantity::exactly(1) ? "ea" : "cs", number}};
    Question question =
        ask(fmt::format("One scan of {} is {} of {}, {}?", code_.code, number.text(), item_->name, item_->item.text()),
            std::move(give));
    type_if_out_of_proportion(question, number, 0);
    return question;
  }

  Step on_tap(std::string_view id) override {
    return id == "undo" && !session_.empty() ? undo_last_of(session_) : Step(NotMine{});
  }

  std::optional<Step> on_refused(const Refused& refused, const Do& asked) override {
    auto give = std::get<GiveBarcode>(asked.actions.front());
    give.confirmed = true;
    return ask(sentence_of(refused.error), std::move(give));
  }

  Answer on_accepted(const Action& action, const Accepted& outcome) override {
    if (const auto* undo = std::get_if<Undo>(&action)) {
      given_.clear();
      return {.toast = session_.undone(*undo, outcome)};
    }
    const auto* give = std::get_if<GiveBarcode>(&action);
    if (give == nullptr || !item_) return {};
    session_.booked(give->barcode.item.text(), action, outcome);
    given_ = fmt::format("{} of {}", give->barcode.units.text(), item_->name);
    return {.toast = "Known now: " + given_, .sound = Sound::done};
  }

 private:
  static Question ask(std::string words, GiveBarcode give) {
    Question question{std::move(words), {{.id = "give", .title = "Give it", .then = Do{{std::move(give)}}}}};
    question.supervisor = true;
    return question;
  }

  UnknownCode code_;
  std::optional<FoundItem> item_;  // that was scanned last
  std::string given_;              // what one scan means, once it is booked
  Session session_;
};

}  // namespace

ScreenInfo describe_give() {
  return {.make = [](const ScreenContext&, const Target& target) -> std::unique_ptr<Screen> {
    const auto* code = std::get_if<UnknownCode>(&target);
    return std::make_unique<GiveScreen>(code != nullptr ? *code : UnknownCode{});
  }};
}

}  // namespace dockhand
