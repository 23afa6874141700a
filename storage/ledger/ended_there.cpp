// What the office hears of lines that are over where its files come from, and not here. A file may say so each night,
// and nobody looks on where it is taken from a folder: the notice is named by its line.
#include <fmt/format.h>

#include "storage/engine/cells.h"
#include "storage/ledger/ledger_state.h"

namespace dockhand {
namespace {

constexpr std::string_view of_orders = "there:done:o:", of_purchases = "there:done:p:";

std::string text_of(const EndedThere& one) {
  return std::visit([](const auto& line) { return line.text(); }, one.line);
}

std::string name_of(const EndedThere& one) {
  if (one.cancelled) return "there:cancelled:" + text_of(one);
  return std::string(std::holds_alternative<OrderLine>(one.line) ? of_orders : of_purchases) + text_of(one);
}

std::string told_of(const EndedThere& one) {
  const std::string line = text_of(one);
  const bool is_order = std::holds_alternative<OrderLine>(one.line);
  if (one.cancelled)
    return fmt::format(
        "{line} was cancelled where the office's files come from, and some of it was {done} here: that "
        "stays. Talk with {whom} about it",
        fmt::arg("line", line), fmt::arg("done", is_order ? "picked or sent" : "received"),
        fmt::arg("whom", is_order ? "the customer" : "the supplier"));
  return fmt::format(
      "{line} is done where the office's files come from, and {item} is still {wanted} here: {finish} it, "
      "or have a file cancel it",
      fmt::arg("line", line), fmt::arg("item", one.item.text()), fmt::arg("wanted", is_order ? "wanted" : "expected"),
      fmt::arg("finish", is_order ? "ship" : "receive"));
}

bool is_wanted(Engine& db, const std::string& notice) {
  if (const auto line = OrderLine::parse(std::string_view(notice).substr(of_orders.size()));
      line && notice.starts_with(of_orders))
    return db
        .query("SELECT 1 FROM order_line WHERE order_no=$1 AND line=$2 AND ordered - cancelled - returned > shipped",
               line->document.text(), line->line)
        .next();
  const auto line = PurchaseLine::parse(std::string_view(notice).substr(of_purchases.size()));
  return line &&
         db.query("SELECT 1 FROM purchase_line WHERE purchase=$1 AND line=$2 AND closed = 0 AND expected > received",
                  line->document.text(), line->line)
             .next();
}

// Returns how many are over.
std::size_t end_finished(Engine& db, std::int64_t change) {
  std::vector<std::string> over;
  for (auto rows = db.query("SELECT id FROM notice WHERE open = 1 AND id >= 'there:done:' AND id < 'there:done;'");
       rows.next();) {
    if (!is_wanted(db, rows.text(0))) over.push_back(rows.text(0));
  }
  for (const std::string& id : over) {
    db.run("UPDATE notice SET open=0, changed=CASE WHEN changed<0 THEN changed ELSE $2 END WHERE id=$1", id, change);
  }
  return over.size();
}

}  // namespace

Status Ledger::tell_of_ended(const std::vector<EndedThere>& lines) {
  if (auto ready = state_->ready(); !ready) return ready;
  if (state_->role == LedgerRole::terminal && !state_->setting("hub_generation").empty()) return Done{};
  Engine& db = *state_->engine;
  Transaction transaction(db);
  const std::int64_t change = state_->next_change();
  std::size_t written = end_finished(db, change);
  for (const EndedThere& one : lines) {
    const std::string id = name_of(one);
    if (db.query("SELECT 1 FROM notice WHERE id=$1", id).next()) continue;
    Notice notice;
    notice.kind = NoticeKind::document;
    notice.item = one.item;
    notice.detail = told_of(one);
    put_notice(db, id, state_->writer->text(), state_->clock.now(), notice, change, change);
    ++written;
  }
  if (db.failed()) return db.failure();
  return written == 0 ? Status(Done{}) : transaction.commit();
}

}  // namespace dockhand
