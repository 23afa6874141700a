#include "storage/ledger/questions.h"

#include <algorithm>

#include "storage/facts/facts.h"
#include "storage/ledger/guards.h"

namespace dockhand {
namespace {

Quantity granted_to(const Accepted& accepted, const OrderLine& line) {
  Quantity sum;
  for (const Explanation& claim : accepted.claims) {
    if (claim.rank.line == line) sum = sum + claim.granted;
  }
  return sum;
}

Quantity asked_for(const AskedClaims& asked, const OrderLine& line) {
  Quantity sum;
  for (const auto& [asked_line, quantity] : asked) {
    if (asked_line == line) sum = sum + quantity;
  }
  return sum;
}

// A line that was served twice by one event has two claims; what it has is their sum.
AskedClaims by_line(const AskedClaims& asked) {
  AskedClaims sums;
  for (const auto& claim : asked) {
    const OrderLine& line = claim.first;
    const auto same = [&](const auto& one) { return one.first == line; };
    if (std::none_of(sums.begin(), sums.end(), same)) sums.emplace_back(line, asked_for(asked, line));
  }
  return sums;
}

// Who got more than was asked: the units that a loser no longer has are theirs.
std::vector<std::pair<OrderLine, Quantity>> served_instead(const Accepted& accepted, const AskedClaims& asked) {
  std::vector<std::pair<OrderLine, Quantity>> instead;
  for (const Explanation& claim : accepted.claims) {
    const OrderLine& line = claim.rank.line;
    const bool told = std::any_of(instead.begin(), instead.end(), [&](const auto& one) { return one.first == line; });
    const Quantity more = granted_to(accepted, line).less(asked_for(asked, line));
    if (!told && !more.none()) instead.emplace_back(line, more);
  }
  return instead;
}

std::optional<LocationCode> place_of(const Action& action) {
  if (const auto* receive = std::get_if<Receive>(&action)) return receive->at;
  if (const auto* move = std::get_if<Move>(&action)) return move->to;
  if (const auto* count = std::get_if<Count>(&action)) return count->at;
  if (const auto* unit = std::get_if<ReceiveUnit>(&action)) return unit->at;
  if (const auto* unit = std::get_if<MoveUnit>(&action)) return unit->to;
  if (const auto* back = std::get_if<CustomerReturn>(&action)) return back->at;
  if (const auto* adjust = std::get_if<Adjust>(&action)) return adjust->at;
  return std::nullopt;
}

// Judges by what the event did here.
bool was_told(const Accepted& accepted, const OrderLine& line) {
  return std::any_of(accepted.notices.begin(), accepted.notices.end(), [&](const Notice& notice) {
    return notice.line == line && (notice.kind == NoticeKind::lost || notice.kind == NoticeKind::outranked);
  });
}

// A line that does not wait any more has its units from elsewhere, and what others got instead went to them. Otherwise
// the units are gone for another reason: their lot is recalled, the pallet had been received before.
bool served_elsewhere(const std::optional<OrderLineInfo>& line,
                      const std::vector<std::pair<OrderLine, Quantity>>& instead) {
  return !instead.empty() || (line && line->excess() >= 0);
}

}  // namespace

Notice told_of_loss(Books& books, const OrderLine& line, Quantity lost, const AskedClaims& instead, bool wants_fewer) {
  const auto info = books.order_line(line);
  Notice notice{served_elsewhere(info, instead) ? NoticeKind::claim_moved : NoticeKind::lost,
                info ? std::optional(info->item) : std::nullopt,
                line,
                {},
                lost,
                instead,
                {}};
  if (!info || info->waiting() > 0 || !(wants_fewer || info->demand < lost.units())) return notice;
  notice.kind = NoticeKind::outranked;
  notice.detail = line.text() + (info->demand == 0 ? " is not wanted any more" : " wants fewer now");
  return notice;
}

void question(Books& books, const AskedClaims& asked) {
  if (!stands(Guard::losers_told)) return;
  Accepted& accepted = books.entry.accepted;
  const Action& action = books.entry.command.action;
  const auto instead = served_instead(accepted, asked);
  for (const auto& [line, quantity] : by_line(asked)) {
    const Quantity lost = quantity.less(granted_to(accepted, line));
    if (lost.none()) continue;
    const auto info = books.order_line(line);
    const bool wants_fewer = info && info->demand < quantity.units();
    Notice told = told_of_loss(books, line, lost, instead, wants_fewer);
    told.place = place_of(action);
    books.notice(std::move(told));
  }
  for (const Revoked& revoked : books.entry.revoked) {
    if (was_told(accepted, revoked.line) || !revoked.why.empty()) continue;
    if (books.known_location(revoked.place.text()).holds_picked()) continue;  // trim() has said "bring back"
    Notice told = told_of_loss(books, revoked.line, revoked.quantity, instead, is_document(action));
    told.place = revoked.place;
    books.notice(std::move(told));
  }
}

}  // namespace dockhand
