// Rows that a terminal's own events have written, and the hub has not.
#include <algorithm>

#include "storage/books/own_mark.h"
#include "storage/ledger/ledger_state.h"
#include "storage/ledger/sent_table.h"
#include "storage/schema/row_keys.h"
#include "storage/schema/tables.h"

namespace dockhand {
namespace {

std::size_t bytes_of(const std::vector<Value>& key) {
  std::size_t bytes = 0;
  for (const Value& cell : key) {
    const auto* text = std::get_if<std::string>(&cell);
    bytes += text == nullptr ? sizeof(std::int64_t) : text->size();
  }
  return bytes;
}

// Returns the rows of events up to `applied`. The hub has those events, and has sent none of these rows since.
Rows written_until(Engine& engine, const SyncedTable& table, std::int64_t applied) {
  static_assert(mark_before_all == -9);
  return engine.query_text("SELECT " + std::string(table.keys) + " FROM " + std::string(table.name) +
                               " WHERE changed < -9 AND changed >= $1 ORDER BY changed DESC LIMIT $2",
                           {mark_of(applied), static_cast<std::int64_t>(PullRequest::max_rows)});
}

std::vector<Value> key_in(Rows& rows) {
  std::vector<Value> key;
  key.reserve(static_cast<std::size_t>(rows.columns()));
  for (int column = 0; column < rows.columns(); ++column) key.push_back(rows.value(column));
  return key;
}

bool is_whole_key(const SyncedTable& table, const std::vector<Value>& key) {
  return key.size() == names_in(table.keys).size() && std::none_of(key.begin(), key.end(), [](const Value& cell) {
           return std::holds_alternative<std::monostate>(cell);
         });
}

}  // namespace

std::vector<NamedRow> Ledger::State::rows_to_ask_for() {
  std::vector<NamedRow> asked;
  if (setting("hub_generation").empty() || !stands(Guard::asked_for)) return asked;
  const std::int64_t applied = number("applied");
  std::size_t bytes = 0;
  for (const SyncedTable& table : synced_tables) {
    if (table.name == "balance") continue;  // its units are added up
    for (auto rows = written_until(*engine, table, applied); rows.next();) {
      std::vector<Value> key = key_in(rows);
      bytes += bytes_of(key);
      if (!asked.empty() && (bytes > PullRequest::max_key_bytes || asked.size() == PullRequest::max_rows)) return asked;
      asked.push_back({std::string(table.name), std::move(key)});
    }
  }
  return asked;
}

// That a row is not here can only be said by who may write it down: a mark of it stays at the hub as well.
void Ledger::State::send_rows_again(const std::vector<NamedRow>& rows, bool alone) {
  const std::int64_t change = next_change();
  for (const NamedRow& row : rows) {
    const SyncedTable* table = sent_table(row.table);
    if (table == nullptr || table->name == "balance" || !is_whole_key(*table, row.key))
      continue;  // a newer terminal has sent it
    if (alone && !is_there(*engine, {table->name, row.key})) continue;
    if (const auto removed = removed_by(table->name, row.key)) send_again(*engine, *removed, change);
    send_again(*engine, {table->name, row.key}, change);
  }
}

}  // namespace dockhand
