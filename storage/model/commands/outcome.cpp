#include "storage/model/commands/outcome.h"

#include <tuple>

namespace dockhand {

bool before(const Rank& a, const Rank& b) {
  const auto key = [](const Rank& rank) {
    return std::tie(rank.order_class, rank.priority, rank.promised, rank.ordered_at, rank.line);
  };
  if (a.pegged != b.pegged) return a.pegged;
  return key(a) < key(b);
}

const char* name_of(Rule rule) {
  switch (rule) {
    case Rule::hard_peg: return "hard_peg";
    case Rule::kept_for_whole: return "kept_for_whole";
    case Rule::in_rank: return "in_rank";
    case Rule::completes_order: return "completes_order";
    case Rule::by_class: return "by_class";
    case Rule::as_decided: return "as_decided";
    case Rule::leased: return "leased";
    case Rule::by_hand: return "by_hand";
    case Rule::by_supervisor: return "by_supervisor";
    case Rule::waits_for_whole: return "waits_for_whole";
    case Rule::waits_for_pack: return "waits_for_pack";
    case Rule::waits_for_lot: return "waits_for_lot";
    case Rule::safety_stock: return "safety_stock";
    case Rule::fair_share: return "fair_share";
    case Rule::gave_way: return "gave_way";
    case Rule::taken_away: return "taken_away";
  }
  return "in_rank";
}

const char* name_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::claim_moved: return "claim_moved";
    case NoticeKind::lost: return "lost";
    case NoticeKind::outranked: return "outranked";
    case NoticeKind::bring_back: return "bring_back";
    case NoticeKind::count_place: return "count_place";
    case NoticeKind::over_received: return "over_received";
    case NoticeKind::quarantined: return "quarantined";
    case NoticeKind::blocked_lot: return "blocked_lot";
    case NoticeKind::second_receipt: return "second_receipt";
    case NoticeKind::office: return "office";
    case NoticeKind::unnamed: return "unnamed";
    case NoticeKind::short_place: return "short_place";
    case NoticeKind::policy: return "policy";
    case NoticeKind::document: return "document";
    case NoticeKind::missing_scans: return "missing_scans";
    case NoticeKind::lease: return "lease";
    case NoticeKind::wrong_clock: return "wrong_clock";
  }
  return "office";
}

Outcome::Outcome(const Outcome& other) = default;
Outcome::Outcome(Outcome&& other) noexcept = default;
Outcome& Outcome::operator=(const Outcome& other) = default;
Outcome& Outcome::operator=(Outcome&& other) noexcept = default;
Outcome::~Outcome() = default;
bool Outcome::operator==(const Outcome& other) const {
  return static_cast<const AnyOutcome&>(*this) == static_cast<const AnyOutcome&>(other);
}

}  // namespace dockhand
