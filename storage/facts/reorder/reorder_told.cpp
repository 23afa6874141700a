#include "storage/facts/reorder/reorder_told.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "storage/books/placed.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_said.h"
#include "storage/model/rows/waited_for.h"
#include "storage/schema/plan_rows.h"
#include "storage/words/plan_words.h"

namespace dockhand {
namespace {

void tell(Books& books, const ProposalRow& row, std::int64_t units, std::string words) {
  books.notice(Notice{NoticeKind::document, row.item, {}, {}, Quantity::nearest(units), {}, std::move(words)});
}

// Of what is approved, or ordered: how many, of whom and at what price.
OrderedUnits terms_of(const ProposalRow& row) { return ordered_said(row, {row.id, {}}); }

std::string at_supplier(const std::string& supplier) {
  return supplier.empty() ? "" : fmt::format(" at {supplier}", fmt::arg("supplier", supplier));
}

// What has been decided about a proposal beside its order. It is empty where the order is what was agreed to.
std::string decided_otherwise(const ProposalRow& placed) {
  ProposalRow agreed = placed;
  agreed.state = ProposalState::approved;
  if (placed.decided_by.empty()) return "nobody approves it any more";
  if (placed.approved <= 0) {
    return fmt::format("{name} has put it off", fmt::arg("name", placed.decided_name));
  }
  const OrderedUnits wanted = terms_of(agreed);
  const OrderedUnits ordered = terms_of(placed);
  if (wanted == ordered) return {};
  return fmt::format("{name} has approved {what}", fmt::arg("name", placed.decided_name),
                     fmt::arg("what", ordered_words(wanted)));
}

}  // namespace

// Somebody has ordered it while somebody else, who did not know, decided otherwise.
void tell_if_ordered_otherwise(Books& books, const std::string& id) {
  const auto row = proposal(books.db, id);
  if (is_request(books) || !row || row->state != ProposalState::placed) return;
  const std::string otherwise = decided_otherwise(*row);
  if (otherwise.empty()) return;
  const OrderedUnits ordered = terms_of(*row);
  tell(books, *row, row->ordered,
       fmt::format("{proposal}: {name} has ordered {what}, and {otherwise}. The books keep what was ordered: leave it"
                   " so, or change the order{where}",
                   fmt::arg("proposal", row->id), fmt::arg("name", row->placed_name),
                   fmt::arg("what", ordered_words(ordered)), fmt::arg("otherwise", otherwise),
                   fmt::arg("where", at_supplier(row->ordered_of))));
}

// Who approves what is approved already has not heard of it: the other's number was agreed to by somebody as well.
void tell_if_approved_otherwise(Books& books, const ProposalRow& before) {
  const auto row = proposal(books.db, before.id);
  if (is_request(books) || !row || before.state != ProposalState::approved) return;
  const OrderedUnits first = terms_of(before);
  const OrderedUnits last = terms_of(*row);
  if (first == last) return;
  tell(
      books, *row, row->approved,
      fmt::format("{proposal}: {first_name} has approved {first}, and {last_name}, who had not heard of it, {last}. The"
                  " latter stands: leave it so, or take it back and approve what is meant",
                  fmt::arg("proposal", row->id), fmt::arg("first_name", before.decided_name),
                  fmt::arg("first", ordered_words(first)), fmt::arg("last_name", row->decided_name),
                  fmt::arg("last", ordered_words(last))));
}

namespace {

// Who decides otherwise at another database may not have heard of it. The clocks of the two say nothing about that.
bool is_of_another(const Books& books, const std::string& event) {
  auto rows = books.db.query("SELECT 1 FROM event WHERE id=$1 AND writer=$2", event, books.entry.writer.text());
  return !is_request(books) && !rows.next();
}

}  // namespace

// Whoever approved it counts on it.
void tell_if_put_off_unheard(Books& books, const ProposalRow& before) {
  if (before.state != ProposalState::approved || !is_of_another(books, before.decided_by)) return;
  const OrderedUnits agreed = terms_of(before);
  tell(books, before, before.approved,
       fmt::format("{proposal}: {name} has approved {what}, and {other}, who may not have heard of it, has put it off."
                   " It is put off now: approve it again if it is meant",
                   fmt::arg("proposal", before.id), fmt::arg("name", before.decided_name),
                   fmt::arg("what", ordered_words(agreed)), fmt::arg("other", books.entry.command.by.text())));
}

// Whoever put it off counts on nothing being ordered.
void tell_if_approved_unheard(Books& books, const ProposalRow& before) {
  const bool put_off = before.state == ProposalState::rejected && !is_ended(before);
  const auto row = put_off && is_of_another(books, before.decided_by) ? proposal(books.db, before.id) : std::nullopt;
  if (!row || row->state != ProposalState::approved) return;
  const OrderedUnits agreed = terms_of(*row);
  tell(books, *row, row->approved,
       fmt::format("{proposal}: {name} had put it off, and {other}, who may not have heard of it, has approved {what}."
                   " It is approved now: put it off again if it is not meant",
                   fmt::arg("proposal", before.id), fmt::arg("name", before.decided_name),
                   fmt::arg("other", row->decided_name), fmt::arg("what", ordered_words(agreed))));
}

// Two terminals without a network have ordered the same: whoever hears of it last says so, as one order is too many.
void tell_if_ordered_twice(Books& books, const OrderPlaced& fact) {
  const auto row = proposal(books.db, fact.proposal);
  if (is_request(books) || !row || row->state != ProposalState::placed) return;
  const OrderedUnits second = ordered_said(*row, fact);
  tell(books, *row, second.quantity.units(),
       fmt::format("{proposal} was ordered twice, the second time by {name}, {what}: one of the orders has to be taken"
                   " back{where}",
                   fmt::arg("proposal", row->id), fmt::arg("name", books.entry.command.by.text()),
                   fmt::arg("what", ordered_words(second)), fmt::arg("where", at_supplier(second.supplier))));
}

namespace {

// The day on which somebody agreed to it, where that is known here.
std::optional<Date> approved_on(const Books& books, const ProposalRow& row) {
  if (row.state == ProposalState::approved) return row.decided;
  auto event = books.db.query("SELECT at FROM event WHERE id=$1", row.decided_by);
  return event.next() ? std::optional(Cells(event).instant(0).date()) : std::nullopt;
}

// The plan that proposed `newer` did not count the approval of `older` any more, and nobody had ordered it yet.
bool is_proposed_without(const Books& books, const ProposalRow& newer, const ProposalRow& older) {
  const auto made = Date::parse(day_of_proposal(newer.id));
  const auto agreed = approved_on(books, older);
  if (!made || !agreed || day_of_proposal(older.id) >= day_of_proposal(newer.id)) return false;
  const bool was_ordered = older.state == ProposalState::placed && older.decided && *older.decided < *made;
  return !was_ordered && made->days() - agreed->days() > days_an_approval_counts;
}

// Whose plan was his terminal's own has not heard of what others had ordered.
bool is_ordered_unheard(const Books& books, const ProposalRow& ordered, const ProposalRow& other) {
  return is_heard_of(ordered) && is_of_another(books, other.placed_by);
}

}  // namespace

// An old approval lies on while its item is proposed anew. Where both are ordered, one of them may be one too many.
void tell_if_item_is_ordered_too(Books& books, const std::string& id) {
  const auto ordered = proposal(books.db, id);
  if (!ordered) return;
  for (const PlacedOrder& open : placed_and_not_known(books.db, ordered->item)) {
    const auto other = open.proposal == id ? std::nullopt : proposal(books.db, open.proposal);
    if (!other) continue;
    const bool without = is_proposed_without(books, *other, *ordered) || is_proposed_without(books, *ordered, *other);
    if (!without && !is_ordered_unheard(books, *ordered, *other)) continue;
    const OrderedUnits what = terms_of(*other);
    tell(
        books, *ordered, open.units,
        fmt::format("{proposal} is ordered, and {other} too, by {name} on {day}, {what}: {why}. Leave both, or take one"
                    " of the orders back{where}",
                    fmt::arg("proposal", id), fmt::arg("other", other->id), fmt::arg("name", other->placed_name),
                    fmt::arg("day", open.day.text()), fmt::arg("what", ordered_words(what)),
                    fmt::arg("why", without ? "the newer one was proposed without the older one"
                                            : "neither may have heard of the other"),
                    fmt::arg("where", at_supplier(other->ordered_of))));
    return;
  }
}

}  // namespace dockhand
