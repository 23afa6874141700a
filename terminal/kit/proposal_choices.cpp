#include "terminal/kit/proposal_choices.h"

#include <fmt/format.h>

#include "storage/words/plan_why.h"
#include "storage/words/plan_words.h"
#include "terminal/kit/proportion.h"
#include "terminal/kit/words.h"

namespace dockhand {

std::string sold_as(const SourceRow& source, std::int64_t units) {
  if (as_sold(source, units) == units) return {};
  return fmt::format("\nsells whole packs of {pack}, at least {least}", fmt::arg("pack", source.pack.text()),
                     fmt::arg("least", as_sold(source, 1)));
}

Choice approval(ProposalRow row, std::optional<Quantity> number) {
  const SeenProposal seen = seen_of(row);
  row.approved = number ? number->units() : row.quantity;
  row.state = ProposalState::approved;
  return {.id = "approve",
          .title = fmt::format("Approve {}", row.approved),
          .then = Do{{Approve{row.id, Quantity::nearest(row.approved), "", number || is_absurd(row, row.approved)}},
                     {seen}},
          .detail = of_whom_and_for(row)};
}

Choice approval_of(const SourceRow& other, ProposalRow row, std::optional<Quantity> number) {
  const SeenProposal seen = seen_of(row);
  row.approved = number ? number->units() : units_of_other(row, other);
  row.state = ProposalState::approved;
  row.chosen = other.supplier;
  row.chosen_price = other.price;
  std::string detail = of_whom_and_for(row);
  if (other.lead_days) {
    detail = fmt::format("{detail} · says {days}", fmt::arg("detail", detail),
                         fmt::arg("days", counted(other.lead_days->count, "day", "days")));
  }
  if (other.supplier == row.backup) detail += "\nwould probably be sooner";
  return {
      .id = "from:" + other.supplier,
      .title = fmt::format("Approve {}", row.approved),
      .then =
          Do{{Approve{row.id, Quantity::nearest(row.approved), other.supplier, number || is_absurd(row, row.approved)}},
             {seen, SeenSource{other}}},
      .detail = detail + sold_as(other, row.approved),
      .icon = Icon::purchase};
}

std::string why_so_many(Views& views, const ProposalRow& row) {
  std::optional<SourceRow> source;
  std::optional<SupplierRow> supplier;
  if (const auto sources = views.sources_of(row.item)) {
    for (const SourceRow& one : *sources) source = one.supplier == row.supplier ? std::optional(one) : source;
  }
  if (const auto suppliers = views.suppliers()) {
    for (const SupplierRow& one : *suppliers) supplier = one.supplier == row.supplier ? std::optional(one) : supplier;
  }
  const auto plan = views.plan(row.item);
  const std::string weeks = plan && *plan ? weeks_of_demand(**plan, units_of(row)) : "";
  return weeks + (weeks.empty() ? "" : ": ") + quantity_why(row, source, supplier);
}

namespace {

Choice of_placed(const ProposalView& one) {
  const ProposalRow& row = one.row;
  Choice ended{.id = "ended",
               .title = one.came > 0 ? "It has come, nothing more comes" : "Nothing of it comes any more",
               .then = Do{{OrderPlaced{row.id, {}, OrderedUnits{}}}, {seen_of(row)}},
               .detail = fmt::format("{} {}: it has come without its purchase, or it will not be sent", row.ordered,
                                     of_whom_and_for(row)),
               .icon = Icon::skip};
  if (!one.near) return ended;
  ended.title = fmt::format("It is {line}, or it does not come", fmt::arg("line", one.near->line.text()));
  ended.detail = "beside what that purchase brings nothing comes of it";
  return ended;
}

Choice ordered_as(const ProposalRow& row, const BoughtUnits& near) {
  return {.id = "as_purchase",
          .title = fmt::format("It is ordered as {line}", fmt::arg("line", near.line.text())),
          .then = Do{{OrderPlaced{row.id, near.line}}, {seen_of(row)}},
          .detail = fmt::format("that purchase of the office has {units}", fmt::arg("units", near.units)),
          .icon = Icon::purchase};
}

std::vector<Choice> of_approved(const ProposalRow& row) {
  return {{.id = "placed",
           .title = "It is ordered",
           .then = Do{{OrderPlaced{row.id, {}}}, {seen_of(row)}},
           .detail = fmt::format("{} {}", row.approved, of_whom_and_for(row))},
          {.id = "units",
           .title = "Another number is ordered",
           .detail = "what comes is what was ordered, whatever was approved",
           .icon = Icon::keypad},
          {.id = "later",
           .title = "Not now",
           .then = Do{{Reject{row.id, {}}}, {seen_of(row)}},
           .detail = "approved no more; asked again in a week, if it is still needed",
           .icon = Icon::skip}};
}

}  // namespace

std::vector<Choice> of_decided(const ProposalView& one) {
  const ProposalRow& row = one.row;
  if (row.state == ProposalState::placed) {
    return {of_placed(one)};
  }
  std::vector<Choice> choices = of_approved(row);
  if (one.near) choices.insert(choices.begin(), ordered_as(row, *one.near));
  return choices;
}

Question ask_ordered(const ProposalView& one, Quantity number) {
  const ProposalRow& row = one.row;
  const OrderedUnits ordered{number, supplier_of(row), price_of(row)};
  Question question{.words = fmt::format("{number} of {item} are ordered, where {approved} were approved?",
                                         fmt::arg("number", number.text()), fmt::arg("item", one.name),
                                         fmt::arg("approved", row.approved)),
                    .choices = {{.id = "placed",
                                 .title = fmt::format("{number} are ordered", fmt::arg("number", number.text())),
                                 .then = Do{{OrderPlaced{row.id, {}, ordered}}, {seen_of(row)}},
                                 .detail = ordered_words(ordered)}},
                    .list = true,
                    .supervisor = true};
  type_if_out_of_proportion(question, number, row.approved);
  return question;
}

Row forgotten_row(const ForgottenPurchase& one, Date today) {
  return {.id = "purchase:" + one.line.text(),
          .title = one.line.text(),
          .title_is_code = true,
          .detail = forgotten_words(one.name, one.open, one.supplier, day(one.due, today)),
          .stripe = Stripe::attention,
          .icon = Icon::attention};
}

Row more_forgotten() {
  return {.title = "And more",
          .detail = "Other purchases are as late as these: dockhand reorder --keep names them",
          .stripe = Stripe::attention,
          .icon = Icon::attention};
}

Row small_row(const SmallOrder& one) {
  return {.title = one.supplier, .detail = sentence(one), .stripe = Stripe::attention, .icon = Icon::attention};
}

std::string ordered_since(const std::vector<ProposalView>& ordered, const ProposalRow& row,
                          const std::optional<Date>& planned, Date today) {
  std::string words;
  for (const ProposalView& one : ordered) {
    const ProposalRow& other = one.row;
    const bool is_later = planned && other.decided && *other.decided >= *planned;
    if (other.item != row.item || other.id == row.id || !is_later) continue;
    const OrderedUnits what{Quantity::nearest(other.ordered), other.ordered_of, other.ordered_price};
    words += fmt::format(". Beside it {what} are ordered, on {day} ({proposal})", fmt::arg("what", ordered_words(what)),
                         fmt::arg("day", day(*other.decided, today)), fmt::arg("proposal", other.id));
  }
  return words;
}

std::string does_it_come(const ProposalView& one) {
  if (one.came > 0) {
    return fmt::format("{units} came without a purchase: are they it?", fmt::arg("units", one.came));
  }
  if (one.near) {
    return fmt::format("{line} has {units} since: is that it?", fmt::arg("line", one.near->line.text()),
                       fmt::arg("units", one.near->units));
  }
  return one.waited_for ? "does it still come?" : "it counts as coming no more: does it still come?";
}

std::string is_that_it(const ProposalView& one, Date today) {
  const ProposalRow& row = one.row;
  if (one.came <= 0 && !one.near) return {};
  const std::string on = day(row.decided.value_or(today), today);
  if (one.came > 0) {
    return fmt::format(
        "{item}: {units} were ordered on {day}, and {came} came since without a purchase. Is that this"
        " order?",
        fmt::arg("item", one.name), fmt::arg("units", units_of(row)), fmt::arg("day", on), fmt::arg("came", one.came));
  }
  const std::string line = one.near->line.text();
  if (row.state == ProposalState::placed) {
    return fmt::format(
        "{item}: {units} were ordered on {day}, and {line} of the office has {bought} since. Is that this"
        " order?",
        fmt::arg("item", one.name), fmt::arg("units", units_of(row)), fmt::arg("day", on), fmt::arg("line", line),
        fmt::arg("bought", one.near->units));
  }
  return fmt::format(
      "{item}: {units} were approved on {day}, and {line} of the office has {bought} since. Is that this"
      " order?",
      fmt::arg("item", one.name), fmt::arg("units", units_of(row)), fmt::arg("day", on), fmt::arg("line", line),
      fmt::arg("bought", one.near->units));
}

Question ask_all_the_same(const Refused& refused, const Do& asked) {
  Do again = asked;
  for (Action& one : again.actions) {
    if (auto* approve = std::get_if<Approve>(&one)) approve->confirmed = true;
  }
  return {.words = fmt::format("{why}. Approve it all the same?", fmt::arg("why", refused.error.message)),
          .choices = {{.id = "all_the_same", .title = "Approve it all the same", .then = std::move(again)}},
          .no = "Back",
          .list = true,
          .supervisor = true};
}

}  // namespace dockhand
