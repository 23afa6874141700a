// One item: where it is, who waits for it, what is expected. A supervisor may say that it is tracked otherwise.
#include <fmt/format.h>

#include <algorithm>

#include "storage/model/place_words.h"
#include "terminal/kit/plan_told.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class ItemScreen final : public Screen {
 public:
  ItemScreen(const ScreenContext& context, ItemCode item) : context_(context), item_(std::move(item)) {}

  Status load() override {
    auto read = context_.views.item(item_);
    if (!read) return read.error();
    view_ = std::move(read).value();
    lasting_ = lasting(context_, std::span(&item_, 1));
    return Done{};
  }

  std::string about() const override { return item_.text(); }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "In stock", .task = "Item", .code = item_.text()};
    page.scan_prompt = "Scan anything";
    page.empty_text = "None in stock, nobody waits, nothing is expected.";
    page.actions = {back_button()};
    if (!view_) return page;
    std::int64_t on_hand = 0;
    std::int64_t reserved = 0;
    for (const StockRow& row : view_->stock) {
      on_hand += row.on_hand;
      reserved += row.reserved;
    }
    page.instruction.name = view_->name;
    page.instruction.count = std::to_string(on_hand);
    page.instruction.where_in_list =
        fmt::format("{free} free · {orders} for orders", fmt::arg("free", view_->free), fmt::arg("orders", reserved));
    page.list_heading = state() + kept_back() + packs() + lasts();
    page.actions.push_back(common_button(buttons::what_comes));
    page.actions.push_back(common_button(buttons::tracking));
    for (const StockRow& row : view_->stock) page.rows.push_back(stock_row(row));
    for (const OrderLineView& line : view_->waiting) page.rows.push_back(waiting_row(line));
    for (const PurchaseLineView& line : view_->expected) page.rows.push_back(expected_row(line));
    return page;
  }

  Step on_tap(std::string_view id) override {
    if (!view_) return NotMine{};
    if (id == "future") return Open{ScreenId::future, item_, false};
    if (id == "tracking") return ask_tracking();
    for (const StockRow& row : view_->stock) {
      if (id == "place:" + row.place.text()) return Open{ScreenId::place, row.place};
    }
    for (const OrderLineView& line : view_->waiting) {
      if (id == "why:" + line.line.text()) return Open{ScreenId::why, line.line};
    }
    for (const PurchaseLineView& line : view_->expected) {
      if (id == "purchase:" + line.line.text()) return Open{ScreenId::receive, line.line.document};
    }
    return NotMine{};
  }

  // What units in stock are known by changes with it: asked once more, with how many they are.
  std::optional<Step> on_refused(const Refused& refused, const Do& asked) override {
    auto import = std::get<Import>(asked.actions.front());
    import.confirmed = true;
    return Question{.words = sentence_of(refused.error),
                    .choices = {{.id = "anyway", .title = "Change it", .then = Do{{std::move(import)}, asked.seen}}},
                    .supervisor = true};
  }

  // The whole row would be written, with what the office has changed in it meanwhile: asked anew, about what is so now.
  Step on_changed(const Do&, const Changed& changed) override {
    Step again = ask_tracking();
    if (auto* question = std::get_if<Question>(&again)) {
      question->words = fmt::format("{why} Nothing was booked. {words}", fmt::arg("why", sentence_of(changed.error)),
                                    fmt::arg("words", question->words));
    }
    return again;
  }

  Answer on_accepted(const Action& action, const Accepted& outcome) override {
    const auto* import = std::get_if<Import>(&action);
    if (import == nullptr) return {};
    return {.toast = word_of(std::get<ItemRow>(import->rows.front()).tracking),
            .sound = outcome.notices.empty() ? Sound::accepted : Sound::attention};
  }

 private:
  static const char* word_of(Tracking tracking) {
    switch (tracking) {
      case Tracking::none: return "Its units are not told apart";
      case Tracking::lot: return "Each unit has a lot";
      case Tracking::serial: return "Each unit has a serial number";
    }
    return "";
  }

  Step ask_tracking() const {
    const auto row = context_.views.item_document(item_);
    if (!row) return Refuse{refusal_of(row.error()), {}};
    if (!*row) return NotMine{};
    Question question{.words = fmt::format("{name}. {tracking} now. What is right?", fmt::arg("name", (*row)->name),
                                           fmt::arg("tracking", word_of((*row)->tracking))),
                      .choices = {},
                      .no = "Back",
                      .list = true,
                      .supervisor = true};
    for (const Tracking one : {Tracking::none, Tracking::lot, Tracking::serial}) {
      if (one == (*row)->tracking) continue;
      ItemRow wanted = **row;
      wanted.tracking = one;
      question.choices.push_back({.id = name_of(one),
                                  .title = word_of(one),
                                  .then = Do{{Import{{std::move(wanted)}}}, {SeenItem{**row}}},
                                  .icon = Icon::none});
    }
    return question;
  }

  // Of what is free, which is none: that something is here all the same is no contradiction.
  std::string state() const {
    if (view_->state == ItemState::available) return "";
    return fmt::format("{state}, none free. ", fmt::arg("state", capitalised(words_of(view_->state))));
  }

  // What no row says: units that stay here whoever asks. And what the sum of free units lacks that rows say.
  std::string kept_back() const {
    std::int64_t free = 0, doubted = 0;
    for (const StockRow& row : view_->stock) {
      if (row.not_free == NotFree::free) free += row.on_hand - row.reserved;
      if (row.not_free == NotFree::to_count) doubted += std::max<std::int64_t>(0, row.on_hand - row.reserved);
    }
    const std::int64_t kept = free - view_->free;
    std::string said = kept > 0 ? fmt::format("{kept} are kept back. ", fmt::arg("kept", kept)) : "";
    if (doubted > 0)
      said += fmt::format("{units} wait for a count, given to nobody until then. ", fmt::arg("units", doubted));
    return said;
  }

  // "1 cs = 10 ea · 1 plt = 400 ea".
  std::string packs() const {
    std::string text;
    for (const Pack& pack : view_->packs) {
      if (pack.units <= Quantity::exactly(1)) continue;
      text += fmt::format("{}1 {} = {} ea", text.empty() ? "" : " · ", pack.level, pack.units.text());
    }
    return text;
  }

  // " · lasts 9 days, runs out on 2 Dec". What nothing is free of does not last, whatever the plan of the night says.
  std::string lasts() const {
    const auto found = lasting_.find(item_);
    if (found == lasting_.end() || view_->free <= 0) return "";
    return (packs().empty() ? "" : " · ") + found->second;
  }

  // "2 cs to come".
  std::string note(Quantity quantity, const char* state) const {
    const std::string packs = pack_note(quantity, view_->packs);
    return packs.empty() ? state : packs + " " + state;
  }

  Row stock_row(const StockRow& row) const {
    const bool negative = row.on_hand < 0;
    std::string detail = row.stands_at.empty()
                             ? name_of(row.kind)
                             : fmt::format("a pallet at {place}", fmt::arg("place", place_in_words(row.stands_at)));
    detail += tracked_as(row.lot, row.serial);
    detail += negative ? "\ncount this place" : "\n" + free_words(row);
    return {.id = "place:" + row.place.text(),
            .title = row.place.text(),
            .title_is_code = true,
            .detail = detail,
            .value = std::to_string(row.on_hand),
            .value_note = pack_note(row.on_hand, row.packs),
            .stripe = negative ? Stripe::error : Stripe::done,
            .icon = negative ? Icon::error : Icon::stock};
  }

  Row waiting_row(const OrderLineView& line) const {
    const Date today = context_.clock.now().date();
    return {.id = "why:" + line.line.text(),
            .title = line.line.text(),
            .title_is_code = true,
            .detail = fmt::format("{} waits\nPriority {} · promised {}", line.customer, line.rank.priority,
                                  day(line.rank.promised, today)),
            .value = line.waiting.text(),
            .value_note = note(line.waiting, "waiting"),
            .stripe = Stripe::attention,
            .icon = Icon::backorder};
  }

  Row expected_row(const PurchaseLineView& line) const {
    const Date today = context_.clock.now().date();
    return {.id = "purchase:" + line.line.text(),
            .title = line.line.text(),
            .title_is_code = true,
            .detail = fmt::format("expected {}{}", day(line.due, today), line.due < today ? ", late" : ""),
            .value = line.open.text(),
            .value_note = note(line.open, "to come"),
            .stripe = Stripe::active,
            .icon = Icon::purchase};
  }

  ScreenContext context_;
  ItemCode item_;
  std::optional<ItemView> view_;
  std::map<ItemCode, std::string> lasting_;
};

}  // namespace

ScreenInfo describe_item() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            return std::make_unique<ItemScreen>(context, std::get<ItemCode>(target));
          },
          .opened_by = [](const Found& found) -> std::optional<Target> {
            const auto* item = std::get_if<FoundItem>(&found);
            return item != nullptr ? std::optional<Target>(item->item) : std::nullopt;
          }};
}

}  // namespace dockhand
