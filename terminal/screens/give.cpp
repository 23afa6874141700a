// A code that nothing is known by is given to an item: which item, how many are in one, yes.
//
// The item is begun work from its scan on: it stays chosen until the code is given, until the number is left or until a
// no. Where people sign on the yes is a supervisor's.
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

  Status load() override {
    if (job_.chosen) name_ = job_.chosen->name;
    return Done{};
  }
  WorkPage page() const override;
  std::string about() const override { return code_.code; }
  Expected expects() const override { return {"the item that has this code", {Expected::Any::item}}; }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  void on_left() override { job_.chosen.reset(); }
  Step on_answer(std::string_view id) override;
  std::optional<Step> on_refused(const Refused& refused, const Do& asked) override;
  Step on_changed(const Do& asked, const Changed& changed) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;

 private:
  Step ask_how_many() const;
  static Question ask(std::string words, GiveBarcode give, std::vector<Seen> seen);

  UnknownCode code_;
  std::string name_;   // of the item that was chosen last
  std::string given_;  // what one scan means, once it is booked
  Session session_;
};

WorkPage GiveScreen::page() const {
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
  if (!job_.chosen) return page;
  page.instruction.verb = "How many are in one?";
  page.instruction.name = job_.chosen->name;
  page.strip = "Not booked yet: how many are in one?";
  page.actions = {back_button(), common_button(buttons::number, ButtonRole::primary)};
  return page;
}

Step GiveScreen::on_scan(const Scan&, const Found& found) {
  const auto* item = std::get_if<FoundItem>(&found);
  if (item == nullptr) return NotMine{};
  job_.chosen = Job::Chosen{units_of(item->item, {}, "", ""), item->name, {}};
  return ask_how_many();
}

Step GiveScreen::ask_how_many() const {
  return AskNumber{"How many are in one?", job_.chosen->name,
                   fmt::format("base units with one scan of {code}", fmt::arg("code", code_.code)), "number"};
}

Step GiveScreen::on_number(Quantity number) {
  if (!job_.chosen) return Warn{"Nothing was booked"};
  if (number.none()) return Refuse{refusal("At least one", "Type how many are in one scan of it."), {}};
  const Job::Chosen& chosen = *job_.chosen;
  name_ = chosen.name;
  GiveBarcode give{{code_.code, chosen.units.item, number == Quantity::exactly(1) ? "ea" : "cs", number}};
  return ask(
      fmt::format("One scan of {} is {} of {}, {}?", code_.code, number.text(), chosen.name, chosen.units.item.text()),
      std::move(give), {});
}

Question GiveScreen::ask(std::string words, GiveBarcode give, std::vector<Seen> seen) {
  const Quantity number = give.barcode.units;
  Question question{std::move(words),
                    {{.id = "give", .title = "Give it", .then = Do{{std::move(give)}, std::move(seen), Job{}}}}};
  question.supervisor = true;
  type_if_out_of_proportion(question, number, 0);
  return question;
}

Step GiveScreen::on_answer(std::string_view) {
  job_.chosen.reset();
  return Warn{"Nothing was booked"};
}

Step GiveScreen::on_tap(std::string_view id) {
  if (id == "number" && job_.chosen) return ask_how_many();
  return id == "undo" ? undo_last_of(session_) : Step(NotMine{});
}

// It means something already: the yes is about just that.
std::optional<Step> GiveScreen::on_refused(const Refused& refused, const Do& asked) {
  auto give = std::get<GiveBarcode>(asked.actions.front());
  give.confirmed = true;
  return ask(sentence_of(refused.error), std::move(give), refused.now);
}

Step GiveScreen::on_changed(const Do& asked, const Changed& changed) {
  const auto* give = asked.actions.empty() ? nullptr : std::get_if<GiveBarcode>(&asked.actions.front());
  if (give == nullptr) return Screen::on_changed(asked, changed);
  return ask(fmt::format("{} Is it to mean {} of {} all the same?", sentence_of(changed.error),
                         give->barcode.units.text(), give->barcode.item.text()),
             *give, changed.now);
}

Answer GiveScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    given_.clear();
    return {.toast = session_.undone(*undo, outcome)};
  }
  const auto* give = std::get_if<GiveBarcode>(&action);
  if (give == nullptr) return {};
  session_.booked(give->barcode.item.text(), action, outcome);
  given_ = fmt::format("{} of {}", give->barcode.units.text(), name_);
  return {.toast = fmt::format("Known now: {given}", fmt::arg("given", given_)), .sound = Sound::done};
}

}  // namespace

ScreenInfo describe_give() {
  return {.make = [](const ScreenContext&, const Target& target) -> std::unique_ptr<Screen> {
            const auto* code = std::get_if<UnknownCode>(&target);
            return std::make_unique<GiveScreen>(code != nullptr ? *code : UnknownCode{});
          },
          .resumed_by = [](const std::string& about, const Job&) -> Target { return UnknownCode{about}; }};
}

}  // namespace dockhand
