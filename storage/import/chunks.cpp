#include "storage/import/chunks.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

namespace dockhand {

const OrderNumber* order_of(const ImportRow& row) {
  const auto* line = std::get_if<OrderLineRow>(&row);
  return line == nullptr ? nullptr : &line->line.document;
}

namespace {

bool are_of_one_order(const ImportRow& a, const ImportRow& b) {
  return order_of(a) != nullptr && order_of(b) != nullptr && *order_of(a) == *order_of(b);
}

// The lines of an order stand together, at the place of its last one: which of them the office has left out is told by
// the command that has the others.
void gather_orders(ParsedImport& parsed) {
  std::map<OrderNumber, std::vector<std::size_t>> of_order;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    if (const OrderNumber* order = order_of(parsed.rows[i])) of_order[*order].push_back(i);
  }
  const auto together = [](const auto& one) { return one.second.back() - one.second.front() < one.second.size(); };
  if (std::all_of(of_order.begin(), of_order.end(), together)) return;
  std::deque<ImportRow> rows;
  std::vector<RowNote> notes;
  const auto take = [&](std::size_t i) {
    rows.push_back(std::move(parsed.rows[i]));
    notes.push_back(parsed.notes[i]);
  };
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const OrderNumber* order = order_of(parsed.rows[i]);
    if (order == nullptr) {
      take(i);
    } else if (const auto& all = of_order.at(*order); all.back() == i) {
      std::for_each(all.begin(), all.end(), take);
    }
  }
  parsed.rows = std::move(rows);
  parsed.notes = std::move(notes);
}

// As many as a command may have, up to the end of an order; more lines than that are cut.
std::size_t size_of_first(const std::deque<ImportRow>& rows) {
  if (rows.size() <= Import::max_rows) return rows.size();
  std::size_t size = Import::max_rows;
  while (size > 0 && are_of_one_order(rows[size - 1], rows[size])) --size;
  return size == 0 ? Import::max_rows : size;
}

}  // namespace

std::deque<Chunk> chunks_of(ParsedImport& parsed) {
  std::deque<Chunk> chunks;
  if (parsed.rows.size() > Import::max_rows) gather_orders(parsed);
  for (std::size_t done = 0; !parsed.rows.empty();) {
    const auto begin = parsed.rows.begin();
    const auto size = static_cast<std::ptrdiff_t>(size_of_first(parsed.rows));
    const auto note = parsed.notes.begin() + static_cast<std::ptrdiff_t>(done);
    chunks.push_back({{std::make_move_iterator(begin), std::make_move_iterator(begin + size)}, {note, note + size}});
    parsed.rows.erase(begin, begin + size);
    done += static_cast<std::size_t>(size);
  }
  return chunks;
}

std::deque<Chunk> cut_anew(std::deque<Chunk> good) {
  ParsedImport all;
  for (Chunk& chunk : good) {
    std::move(chunk.rows.begin(), chunk.rows.end(), std::back_inserter(all.rows));
    all.notes.insert(all.notes.end(), chunk.notes.begin(), chunk.notes.end());
  }
  return chunks_of(all);
}

void take_out(Chunk chunk, std::size_t row, std::deque<Chunk>& chunks) {
  const auto at = static_cast<std::ptrdiff_t>(row) + 1;
  Chunk rest{{chunk.rows.begin() + at, chunk.rows.end()}, {chunk.notes.begin() + at, chunk.notes.end()}};
  chunk.rows.erase(chunk.rows.begin() + at - 1, chunk.rows.end());
  chunk.notes.resize(row);
  if (!rest.rows.empty()) chunks.push_front(std::move(rest));
  if (!chunk.rows.empty()) chunks.push_front(std::move(chunk));
}

}  // namespace dockhand
