// A fact is performed, and what it has freed is planned again.
#include "storage/books/hold.h"
#include "storage/facts/facts.h"
#include "storage/facts/facts_checks.h"

namespace dockhand {

Performed perform_fact(Books& books, const Settle& fact) {
  auto known = books.db.query("SELECT 1 FROM notice WHERE id=$1", fact.notice);
  if (!known.next() && is_request(books)) return unknown("notice", fact.notice);
  books.db.run("UPDATE notice SET open=0, changed=CASE WHEN changed=$3 THEN changed ELSE $2 END WHERE id=$1 AND open=1",
               fact.notice, books.entry.changed, own_decision);
  return {};
}

Performed perform_fact(Books& books, const Tell& fact) {
  const bool clock = fact.trouble == Tell::Trouble::wrong_clock;
  Notice notice;
  notice.kind = clock ? NoticeKind::wrong_clock : NoticeKind::missing_scans;
  notice.detail = fact.text;
  books.notice(std::move(notice));
  return {};
}

Performed perform(Books& books, const Action& action) {
  Performed performed = std::visit([&](const auto& fact) { return perform_fact(books, fact); }, action);
  if (performed) return performed;
  for (const ItemCode& item : std::exchange(books.touched, {})) {
    books.take_back_blocked(item.text());
    books.allocate(item);
  }
  books.tell_losers();
  return {};
}

}  // namespace dockhand
