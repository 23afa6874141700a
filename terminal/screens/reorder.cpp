// What to order, by what it is worth: approve, change the number, not now; what is approved is ordered.
//
// Nothing is begun here: until an answer is given only a question is open. Where people sign on it is a supervisor's,
// because it spends money.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "storage/words/plan_words.h"
#include "terminal/kit/plan_told.h"
#include "terminal/kit/proportion.h"
#include "terminal/kit/proposal_choices.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t proposals_shown = 200;
constexpr std::size_t others_named = 3;  // late purchases, and suppliers whose orders are too small
constexpr std::size_t others_shown = 4;  // other sources of an item, beside the one that is proposed

bool is_open(const ProposalView& one) { return one.row.state == ProposalState::open; }
bool is_approved(const ProposalView& one) { return one.row.state == ProposalState::approved; }
bool is_ordered(const ProposalView& one) { return one.row.state == ProposalState::placed; }

class ReorderScreen final : public Screen {
 public:
  explicit ReorderScreen(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.proposals(proposals_shown);
    if (!read) return read.error();
    proposals_ = std::move(read).value();
    is_whole_ = proposals_.size() < proposals_shown;
    ordered_.clear();
    std::copy_if(proposals_.begin(), proposals_.end(), std::back_inserter(ordered_), is_ordered);
    std::erase_if(proposals_, [this](const ProposalView& one) { return is_ordered(one) && !is_asked_about(one); });
    std::stable_partition(proposals_.begin(), proposals_.end(),
                          [this](const ProposalView& one) { return is_asked_about(one); });
    if (const Status read_small = load_small(); !read_small) return read_small;
    auto forgotten = context_.views.forgotten_purchases(context_.clock.now().date(), others_named + 1);
    if (!forgotten) return forgotten.error();
    forgotten_ = std::move(forgotten).value();
    const auto room = context_.views.plan_room();
    if (!room) return room.error();
    room_ = sentence(*room);
    auto age = age_of_plan(context_);
    if (!age) return age.error();
    age_ = std::move(age).value();
    const auto planned = context_.views.plan_day();
    if (!planned) return planned.error();
    planned_ = *planned;
    return Done{};
  }

  WorkPage page() const override;
  Expected expects() const override { return {"an item to order", {Expected::Any::item}}; }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_answer(std::string_view id) override;
  Step on_number(Quantity number) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Step on_changed(const Do& asked, const Changed& changed) override;
  std::optional<Step> on_refused(const Refused& refused, const Do& asked) override {
    return ask_all_the_same(refused, asked);
  }

 private:
  Status load_small();
  void add_asked_about(WorkPage& page) const;
  Row row_of(const ProposalView& one) const;
  std::string when(const ProposalRow& row) const;
  bool is_asked_about(const ProposalView& one) const;
  Step ask(const ProposalView& one);
  std::vector<Choice> approvals(const ProposalView& one, std::optional<Quantity> number = {}) const;
  std::vector<SourceRow> sources_of(const ProposalRow& row) const;
  void ask_twice_where_absurd(const ProposalRow& row, std::vector<Choice>& choices);
  Step type_absurd(const Choice& choice) const;

  static constexpr std::int64_t most_typed_ = 9'999'999;  // seven digits

  ScreenContext context_;
  std::vector<ProposalView> proposals_;
  std::vector<ProposalView> ordered_;  // and no purchase of the office yet; also those that nobody is asked about
  std::vector<ForgottenPurchase> forgotten_;
  bool is_whole_ = true;  // no proposal was left out
  std::vector<SmallOrder> small_;
  std::string room_;                   // what is to be said of room that is short; may be empty
  std::string age_;                    // of the plan; empty: it is of today
  std::optional<Date> planned_;        // for which day it was made
  std::vector<Choice> absurd_;         // answers of the question that is open whose number is typed first
  std::optional<ProposalView> asked_;  // what the question that is open is about, as it was shown
  Session session_;
};

std::string key_of(const ProposalView& one) { return "proposal:" + one.row.id; }
std::string change_of(const ProposalView& one) { return "change:" + one.row.id; }

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage ReorderScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "What to order", .task = "Reorder"};
  const auto open = static_cast<std::size_t>(std::count_if(proposals_.begin(), proposals_.end(), is_open));
  if (open > 0) {
    page.instruction.name = open == 1 ? "item runs short" : "items run short";
    page.instruction.count = at_least(open, proposals_shown);
  } else if (!proposals_.empty()) {
    const auto approved = static_cast<std::size_t>(std::count_if(proposals_.begin(), proposals_.end(), is_approved));
    page.instruction.name = approved > 0 ? "approved, and not ordered yet" : "ordered, and not heard of";
    page.instruction.count = at_least(approved > 0 ? approved : proposals_.size(), proposals_shown);
  }
  page.scan_prompt = "Scan item";
  page.list_heading = "What saves most waiting for its money first · tap for why";
  page.empty_text = "There is enough of everything, or nothing was planned yet: the plan is made once a day.";
  if (!room_.empty())
    page.rows.push_back({.title = "Room", .detail = room_, .stripe = Stripe::attention, .icon = Icon::attention});
  if (!age_.empty() && !proposals_.empty()) page.rows.push_back(old_plan_row(age_));
  add_asked_about(page);
  for (const ProposalView& one : proposals_) page.rows.push_back(row_of(one));
  page.actions = {back_button()};
  if (!session_.empty()) page.actions.push_back(undo_button());
  return page;
}

// What a supplier's orders are worth in all is not known where only the first of them were read.
Status ReorderScreen::load_small() {
  small_.clear();
  if (!is_whole_) return Done{};
  const auto suppliers = context_.views.suppliers();
  if (!suppliers) return suppliers.error();
  std::vector<ProposalRow> rows;
  rows.reserve(proposals_.size());
  for (const ProposalView& one : proposals_) rows.push_back(one.row);
  small_ = small_orders(rows, *suppliers);
  return Done{};
}

// Somebody is asked about what no plan waits for any more, and who approves one item has to know what its supplier
// takes at least.
void ReorderScreen::add_asked_about(WorkPage& page) const {
  const Date today = context_.clock.now().date();
  for (std::size_t i = 0; i < std::min(forgotten_.size(), others_named); ++i) {
    page.rows.push_back(forgotten_row(forgotten_[i], today));
  }
  if (forgotten_.size() > others_named) page.rows.push_back(more_forgotten());
  for (std::size_t i = 0; i < std::min(small_.size(), others_named); ++i) page.rows.push_back(small_row(small_[i]));
}

// Is for what nobody has gone on with: an approval of a week ago, and an order that should have come by now, or may
// have come, and that no purchase of the office says.
bool ReorderScreen::is_asked_about(const ProposalView& one) const {
  constexpr std::int32_t a_week = 7, a_month = 30;
  if (!one.row.decided || is_open(one)) return false;
  if ((is_ordered(one) && one.came > 0) || one.near) return true;
  const std::int32_t days = context_.clock.now().date().days() - one.row.decided->days();
  if (is_approved(one)) return days >= a_week;
  const auto sources = context_.views.sources_of(one.row.item);
  std::int32_t takes = a_month;
  for (const SourceRow& source : sources ? *sources : std::vector<SourceRow>()) {
    if (source.supplier == supplier_of(one.row) && source.lead_days) takes = source.lead_days->count;
  }
  return days > takes;
}

std::string ReorderScreen::when(const ProposalRow& row) const {
  const Date today = context_.clock.now().date();
  if (row.state != ProposalState::open) return decided_since(row, today);
  const std::string by =
      row.order_by <= today ? "order today" : fmt::format("order by {day}", fmt::arg("day", day(row.order_by, today)));
  const bool lasts_a_day = row.runs_out && *row.runs_out > today;
  return lasts_a_day ? by + " · lasts " + counted(row.runs_out->days() - today.days(), "day", "days") : by;
}

Row ReorderScreen::row_of(const ProposalView& one) const {
  const ProposalRow& row = one.row;
  const bool approved = !is_open(one);
  const bool urgent = approved ? is_asked_about(one) : row.order_by <= context_.clock.now().date();
  const std::string value = value_of(row);
  const std::string& supplier = supplier_of(row);
  const Stripe calm = approved ? Stripe::done : Stripe::none;
  const Icon calm_icon = approved ? Icon::check : Icon::purchase;
  return {.id = key_of(one),
          .title = one.name,
          .detail = fmt::format("{}{} · {}\n{}", row.item.text(), supplier.empty() ? "" : " · " + supplier, when(row),
                                is_ordered(one) ? does_it_come(one) : prevented(row, context_.clock.now().date(), day)),
          .value = std::to_string(units_of(row)),
          .value_note = value.empty() ? "to order" : fmt::format("for {what}", fmt::arg("what", value)),
          .stripe = urgent ? Stripe::attention : calm,
          .icon = urgent ? Icon::attention : calm_icon};
}

// --- decisions ---------------------------------------------------------------------------------------------------

// Returns the sources whose terms hold today, who would be sooner first.
std::vector<SourceRow> ReorderScreen::sources_of(const ProposalRow& row) const {
  auto sources = context_.views.sources_of(row.item);
  if (!sources) return {};
  const Date today = context_.clock.now().date();
  std::erase_if(*sources, [&](const SourceRow& one) { return one.until && *one.until < today; });
  std::stable_partition(sources->begin(), sources->end(),
                        [&](const SourceRow& one) { return one.supplier == row.backup; });
  return std::move(sources).value();
}

// Returns what is proposed first, then each of the other sources.
std::vector<Choice> ReorderScreen::approvals(const ProposalView& one, std::optional<Quantity> number) const {
  std::vector<Choice> choices{approval(one.row, number)};
  if (const std::string why = number ? "" : why_so_many(context_.views, one.row); !why.empty()) {
    choices.front().detail += (choices.front().detail.empty() ? "" : "\n") + why;
  }
  for (const SourceRow& source : sources_of(one.row)) {
    if (source.supplier != one.row.supplier) {
      if (choices.size() <= others_shown) choices.push_back(approval_of(source, one.row, number));
    } else if (number) {
      choices.front().detail += sold_as(source, number->units());
    }
  }
  return choices;
}

// Nobody orders a hundred times what is needed by one tap, whatever pack makes that many of it.
void ReorderScreen::ask_twice_where_absurd(const ProposalRow& row, std::vector<Choice>& choices) {
  absurd_.clear();
  for (Choice& choice : choices) {
    const auto* books = std::get_if<Do>(&choice.then);
    const auto* approve = books == nullptr ? nullptr : std::get_if<Approve>(&books->actions.front());
    if (approve == nullptr || !is_absurd(row, approve->quantity->units())) continue;
    absurd_.push_back(choice);
    choice.then = {};
  }
}

Step ReorderScreen::type_absurd(const Choice& choice) const {
  const auto& approve = std::get<Approve>(std::get<Do>(choice.then).actions.front());
  if (approve.quantity->units() > most_typed_) {
    return Refuse{refusal("Too many to approve here",
                          fmt::format("{units} of {item} cannot be typed on this terminal. Ask the office whether the "
                                      "pack is right, or type fewer. Nothing was approved.",
                                      fmt::arg("units", approve.quantity->text()), fmt::arg("item", asked_->name))),
                  {}};
  }
  Question question = ask_to_type_again(
      *approve.quantity, fmt::format("{item}, {whom}", fmt::arg("item", asked_->name), fmt::arg("whom", choice.detail)),
      choice.then);
  question.supervisor = true;
  return question;
}

Step ReorderScreen::ask(const ProposalView& one) {
  const ProposalRow& row = one.row;
  Question question{.words = fmt::format("{item}: {there}. Ordered at {why}", fmt::arg("item", one.name),
                                         fmt::arg("there", there_and_coming(row)), fmt::arg("why", reason(row))),
                    .choices = {},
                    .no = "Back",
                    .list = true,
                    .supervisor = true};
  if (!is_open(one)) {
    question.choices = of_decided(one);
    const std::string hint = is_that_it(one, context_.clock.now().date());
    if (!hint.empty()) question.words = hint;
  } else {
    question.choices = approvals(one);
    ask_twice_where_absurd(row, question.choices);
    question.choices.push_back({.id = "change",
                                .title = "Another number",
                                .detail = fmt::format("the textbook would order at {textbook}, King at {king}",
                                                      fmt::arg("textbook", row.textbook), fmt::arg("king", row.king)),
                                .icon = Icon::keypad});
    question.choices.push_back({.id = "later",
                                .title = "Not now",
                                .then = Do{{Reject{row.id, {}}}, {seen_of(row)}},
                                .detail = "asked again in a week, if it is still needed",
                                .icon = Icon::skip});
  }
  if (!row.backup.empty() && row.state == ProposalState::open) {
    question.words += fmt::format(". {} would probably be sooner", row.backup);
  }
  if (!is_ordered(one)) question.words += ordered_since(ordered_, row, planned_, context_.clock.now().date());
  question.choices.push_back({.id = "future",
                              .title = "What comes",
                              .then = Open{ScreenId::future, row.item, false},
                              .detail = "12 weeks of this item",
                              .icon = Icon::item});
  asked_ = one;
  return question;
}

Step ReorderScreen::on_scan(const Scan&, const Found& found) {
  const auto* item = std::get_if<FoundItem>(&found);
  if (item == nullptr) return NotMine{};
  // What is to be decided goes before an order that is late.
  for (const bool ordered : {false, true}) {
    for (const ProposalView& one : proposals_) {
      if (one.row.item == item->item && is_ordered(one) == ordered) return ask(one);
    }
  }
  return Open{ScreenId::future, item->item, false};
}

Step ReorderScreen::on_tap(std::string_view id) {
  if (id == "undo") return undo_last_of(session_);
  for (const ForgottenPurchase& one : forgotten_) {
    if (id == forgotten_row(one, context_.clock.now().date()).id) return Open{ScreenId::receive, one.line.document};
  }
  for (const ProposalView& one : proposals_) {
    if (id == key_of(one)) return ask(one);
    if (id != change_of(one)) continue;
    asked_ = one;  // its keypad, which a restart has closed
    return on_answer("change");
  }
  return NotMine{};
}

Step ReorderScreen::on_answer(std::string_view id) {
  if (!asked_) return Stay{};
  for (const Choice& one : absurd_) {
    if (one.id == id) return type_absurd(one);
  }
  if (id == "units" || (id == "change" && is_approved(*asked_))) {
    return AskNumber{"How many are ordered", asked_->name, fmt::format("ea · {} are approved", asked_->row.approved),
                     change_of(*asked_)};
  }
  if (id != "change") return Stay{};
  return AskNumber{"How many to order", asked_->name, fmt::format("ea · {} are proposed", asked_->row.quantity),
                   change_of(*asked_)};
}

Step ReorderScreen::on_number(Quantity number) {
  if (!asked_ || number.none()) return Warn{"Nothing was booked"};
  if (is_approved(*asked_)) return ask_ordered(*asked_, number);
  Question question{
      .words = fmt::format("{number} of {item}, where {proposed} are proposed?", fmt::arg("number", number.text()),
                           fmt::arg("item", asked_->name), fmt::arg("proposed", asked_->row.quantity)),
      .choices = approvals(*asked_, number),
      .list = true,
      .supervisor = true};
  type_if_out_of_proportion(question, number, asked_->row.quantity);
  if (question.typed) {
    question.choices.resize(1);  // the others would be one tap
  } else {
    ask_twice_where_absurd(asked_->row, question.choices);
  }
  return question;
}

// A plan of the night, or somebody else, has decided otherwise meanwhile: asked anew, about what is proposed now.
Step ReorderScreen::on_changed(const Do& asked, const Changed& changed) {
  const auto* was = asked.seen.empty() ? nullptr : std::get_if<SeenProposal>(&asked.seen.front());
  for (const ProposalView& one : proposals_) {
    if (was == nullptr || one.row.id != was->id) continue;
    Step again = ask(one);
    auto& question = std::get<Question>(again);
    question.words = fmt::format("{why} Nothing was booked. {words}", fmt::arg("why", sentence_of(changed.error)),
                                 fmt::arg("words", question.words));
    return again;
  }
  return Warn{fmt::format("{why} Nothing was booked.", fmt::arg("why", sentence_of(changed.error)))};
}

Answer ReorderScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    return {.toast = session_.undone(*undo, outcome)};
  }
  session_.booked(asked_ ? asked_->row.item.text() : "", action, outcome);
  if (std::holds_alternative<Approve>(action)) return {.toast = "Approved"};
  if (std::holds_alternative<Reject>(action)) return {.toast = "Not now: asked again in a week"};
  if (const auto* placed = std::get_if<OrderPlaced>(&action)) {
    return {.toast = placed->ordered && placed->ordered->quantity.none() ? "Counts as coming no more" : "Ordered"};
  }
  return {};
}

Result<std::string> open_proposals(Views& views) {
  const auto read = views.proposals(proposals_shown);
  if (!read) return read.error();
  const auto open = std::count_if(read->begin(), read->end(), is_open);
  return at_least(static_cast<std::size_t>(open), proposals_shown);
}

}  // namespace

ScreenInfo describe_reorder() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<ReorderScreen>(context);
          },
          .home = HomeEntry{"Reorder", "What to order, and why", Icon::purchase, open_proposals, true}};
}

}  // namespace dockhand
