#include "storage/facts/facts_images.h"

#include <algorithm>
#include <charconv>

#include "storage/books/stored_event.h"
#include "storage/codec/codec.h"
#include "storage/schema/demand_history.h"
#include "storage/schema/documents.h"
#include "storage/schema/row_keys.h"

namespace dockhand {
namespace {

// Prints "0-499,502": each is a run of places, from the first to the last.
std::string text_of(const std::vector<std::pair<std::size_t, std::size_t>>& runs) {
  std::string text;
  for (const auto& [from, to] : runs) {
    text += (text.empty() ? "" : ",") + std::to_string(from) + "-" + std::to_string(to);
  }
  return text;
}

std::vector<std::size_t> parse_runs(std::string_view text) {
  std::vector<std::size_t> positions;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  while (at < end) {
    std::size_t from = 0, to = 0;
    const auto first = std::from_chars(at, end, from);
    if (first.ec != std::errc{} || first.ptr == end) break;
    const auto last = std::from_chars(first.ptr + 1, end, to);
    if (last.ec != std::errc{} || to >= Import::max_rows) break;
    for (std::size_t i = from; i <= to; ++i) positions.push_back(i);
    at = last.ptr + 1;
  }
  return positions;
}

std::string text_of(const std::vector<std::int64_t>& numbers) {
  std::string text;
  for (const std::int64_t number : numbers) text += (text.empty() ? "" : ",") + std::to_string(number);
  return text;
}

std::vector<std::int64_t> parse_numbers(std::string_view text) {
  std::vector<std::int64_t> numbers;
  while (!text.empty()) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{}) break;
    numbers.push_back(number);
    text.remove_prefix(std::min(text.size(), static_cast<std::size_t>(read.ptr - text.data()) + 1));
  }
  return numbers;
}

}  // namespace

bool is_closed(Books& books, const ImportRow& row) {
  const auto* purchase = std::get_if<PurchaseLineRow>(&row);
  if (purchase == nullptr) return false;
  auto rows = books.db.query("SELECT closed FROM purchase_line WHERE purchase=$1 AND line=$2",
                             purchase->line.document.text(), purchase->line.line);
  return rows.next() && rows.integer(0) != 0;
}

namespace {

std::int64_t given_up_of(Books& books, const ImportRow& row) {
  const auto* purchase = std::get_if<PurchaseLineRow>(&row);
  if (purchase == nullptr) return 0;
  auto rows = books.db.query("SELECT given_up FROM purchase_line WHERE purchase=$1 AND line=$2",
                             purchase->line.document.text(), purchase->line.line);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace

void RowImages::before(Books& books, const ImportRow& row) {
  if (!looked_) revives_ = any_removed(books.db);
  looked_ = true;
  was_ = document_like(books.db, row);
  const auto* order = std::get_if<OrderLineRow>(&row);
  const auto counted = order != nullptr && was_ ? counted_line(books.db, order->line) : std::nullopt;
  counted_ = counted ? counted->demanded : 0;
  closed_ = was_ && is_closed(books, row);
  given_up_ = closed_ ? given_up_of(books, row) : 0;
  if (!was_ && revives_) is_back(books.db, key_of(row), books.entry.changed);
}

void RowImages::hear(const ImportRow& row) {
  const auto* line = std::get_if<PurchaseLineRow>(&row);
  if (line == nullptr) return;
  const auto* was = was_ ? std::get_if<PurchaseLineRow>(&*was_) : nullptr;
  const std::int64_t expected = line->expected.units();
  const std::int64_t was_expected = was != nullptr && was->item == line->item ? was->expected.units() : 0;
  // What was closed here and is wanted again is what it was.
  const std::int64_t known = was_expected + given_up_;
  if (expected > known) heard_.more.push_back({line->item, line->line, expected - known});
  if (expected < was_expected) heard_.fewer.push_back({line->item, line->line, was_expected - expected});
}

void RowImages::after(std::size_t position, const ImportRow& row, const std::optional<ImportRow>& written) {
  if (std::holds_alternative<OpeningRow>(row)) return;
  hear(written ? *written : row);
  if (was_) {
    if (*was_ == (written ? *written : row)) return;
    if (written) became_.push_back(*written);
    changed_.push_back(*std::move(was_));
    demanded_.push_back(counted_);
    were_closed_.push_back(closed_ ? 1 : 0);
  } else if (!created_.empty() && created_.back().second + 1 == position) {
    created_.back().second = position;
  } else {
    created_.emplace_back(position, position);
  }
}

namespace {

std::string text_of_rows(const Command& of, const std::vector<ImportRow>& rows) {
  return rows.empty() ? std::string() : encode_body({of.id, of.by, of.at, Import{rows}}, {});
}

// Rows that stand in a column as an import. Empty: something else stands there.
std::optional<std::vector<ImportRow>> read_rows_of(Books& books, const std::string& text) {
  if (text.empty()) return std::vector<ImportRow>();
  auto body = stored_body(books.db, text);
  if (!body) return std::nullopt;
  if (auto* rows = std::get_if<Import>(&body->command.action)) return std::move(rows->rows);
  books.db.fail({ErrorKind::corrupt, "", "what an import has changed is kept as another kind of event"});
  return std::nullopt;
}

void keep_image(Books& books, const Command& of, const std::string& created, const KeptImage& image) {
  books.db.run(
      "INSERT INTO before_image(event_id, created, was, demanded, closed, became) VALUES($1,$2,$3,$4,$5,$6)"
      " ON CONFLICT(event_id) DO UPDATE SET created=excluded.created, was=excluded.was, demanded=excluded.demanded,"
      " closed=excluded.closed, became=excluded.became",
      of.id.text(), created, text_of_rows(of, image.was), text_of(image.demanded), text_of(image.closed),
      text_of_rows(of, image.became));
}

}  // namespace

void RowImages::keep(Books& books, const Command& command) const {
  keep_image(books, command, text_of(created_), {{}, changed_, demanded_, were_closed_, became_});
}

void keep_rows(Books& books, const Command& command, const std::vector<ImportRow>& was,
               const std::vector<std::int64_t>& demanded) {
  keep_image(books, command, {}, {{}, was, demanded, {}, {}});
}

std::optional<KeptImage> image_of(Books& books, const CommandId& event) {
  auto rows =
      books.db.query("SELECT created, was, demanded, closed, became FROM before_image WHERE event_id=$1", event.text());
  if (!rows.next()) return std::nullopt;
  KeptImage image{parse_runs(rows.text(0)), {}, parse_numbers(rows.text(2)), parse_numbers(rows.text(3)), {}};
  auto was = read_rows_of(books, rows.text(1));
  auto became = was ? read_rows_of(books, rows.text(4)) : std::nullopt;
  if (!became) return std::nullopt;
  image.was = *std::move(was);
  image.became = *std::move(became);
  return image;
}

}  // namespace dockhand
