// A fact is performed, and what it has freed is planned again.
#include <algorithm>

#include "storage/books/hold.h"
#include "storage/facts/facts.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_since.h"

namespace dockhand {

Performed perform_fact(Books& books, const Settle& fact) {
  auto known = books.db.query("SELECT 1 FROM notice WHERE id=$1", fact.notice);
  if (!known.next() && is_request(books)) return unknown("notice", fact.notice);
  books.db.run("UPDATE notice SET open=0, changed=CASE WHEN changed<0 THEN changed ELSE $2 END WHERE id=$1 AND open=1",
               fact.notice, books.entry.changed);
  return {};
}

Performed perform_fact(Books& books, const Tell& fact) {
  const bool clock = fact.trouble == Tell::Trouble::wrong_clock;
  Notice notice;
  notice.kind = clock ? NoticeKind::wrong_clock : NoticeKind::missing_scans;
  notice.detail = fact.text;
  books.notice(std::move(notice));
  if (fact.was) end_leases_of_copy(books, *fact.was);
  return {};
}

namespace {

std::int64_t reserved_for(Books& books, const Claim* claim) {
  const auto line = claim == nullptr ? std::nullopt : books.order_line(claim->line);
  return line ? line->reserved : 0;
}

// What a supervisor gave by name was taken back by the plan at once: then it was not given.
Performed check_kept(Books& books, const Claim* claim, std::int64_t before) {
  if (claim == nullptr || !is_request(books)) return {};
  const std::int64_t kept = reserved_for(books, claim) - before;
  if (kept >= claim->quantity.units()) return {};
  return refused("line", claim->line.text() + " would keep only " + std::to_string(std::max<std::int64_t>(0, kept)) +
                             " of them: its class or its policies give the others back");
}

}  // namespace

Performed perform(Books& books, const Action& action) {
  const auto* claim = std::get_if<Claim>(&action);
  const std::int64_t before = reserved_for(books, claim);
  Performed performed = std::visit([&](const auto& fact) { return perform_fact(books, fact); }, action);
  if (performed) return performed;
  books.find_used();
  books.plan_touched();
  if (auto no = check_kept(books, claim, before)) return no;
  books.tell_losers();
  ask_to_count_what_came_late(books);
  return {};
}

}  // namespace dockhand
