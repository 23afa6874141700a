// Numbers for labels: which terminal may print which, and which are printed.
//
// Decides: that a number is given once, and none that a unit of the books has already. A block is given where leases
// are, and ends as they do: its numbers that are left are nobody's then, as whoever has the database may have printed
// them. A copy that nobody has found yet may print what its original prints: that is told when the second of them is
// heard of. Leaves to others: how a number becomes an SSCC (storage/model/label_numbers.h).
#include <algorithm>

#include "storage/facts/facts_checks.h"
#include "storage/model/label_numbers.h"
#include "storage/schema/setting.h"

namespace dockhand {
namespace {

constexpr std::int64_t most_at_once = 100'000;

struct Block {
  std::int64_t first = 0, numbers = 0, used = 0;
  std::string writer;
  bool open = false;
};

// The block that has the number. Empty: nobody knows of one.
std::optional<Block> block_of(Books& books, std::int64_t number) {
  auto rows = books.db.query(
      "SELECT first, numbers, used, writer, open FROM number_block WHERE first <= $1"
      " ORDER BY first DESC LIMIT 1",
      number);
  if (!rows.next() || number >= rows.integer(0) + rows.integer(1)) return std::nullopt;
  return Block{rows.integer(0), rows.integer(1), rows.integer(2), rows.text(3), rows.integer(4) != 0};
}

// The last number of a stretch that stands on a unit already: of a supplier, or of labels that others have printed.
// Empty: none does.
std::optional<std::int64_t> last_known(Books& books, const NumberRange& stretch) {
  const std::string first = sscc_of(stretch.begin).text(), last = sscc_of(stretch.end - 1).text();
  auto rows = books.db.query(
      "SELECT max(sscc) FROM (SELECT max(sscc) AS sscc FROM asn_line WHERE sscc >= $1 AND sscc <= $2 UNION ALL"
      " SELECT max(sscc) FROM handling_unit WHERE sscc >= $1 AND sscc <= $2 UNION ALL"
      " SELECT max(location) FROM location WHERE location >= $1 AND location <= $2 AND length(location) = 18) AS known",
      first, last);
  if (!rows.next() || rows.null(0)) return std::nullopt;
  const auto known = Sscc::parse(rows.text(0));
  return known ? std::optional(number_of(*known)) : std::nullopt;
}

// The first of so many numbers that nobody has had. Where the range has not so many, its end.
std::int64_t next_under(Books& books, const NumberRange& range, std::int64_t count) {
  auto rows = books.db.query("SELECT max(first + numbers) FROM number_block WHERE first >= $1 AND first < $2",
                             range.begin, range.end);
  std::int64_t first = rows.next() && !rows.null(0) ? std::max(range.begin, rows.integer(0)) : range.begin;
  while (range.end - first >= count) {
    const auto known = last_known(books, {first, first + count});
    if (!known) break;
    first = *known + 1;
  }
  return first;
}

void put(Books& books, std::int64_t first, const std::string& prefix, const std::string& holder, const Block& block) {
  books.db.run(
      "INSERT INTO number_block(first, prefix, writer, holder, numbers, used, open, changed)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
      first, prefix, block.writer, holder, block.numbers, block.used, std::int64_t{block.open}, books.entry.changed);
}

// What this database has printed of a block, also what its hub has not heard of yet.
std::string used_here(const Block& block) { return "numbers_used " + std::to_string(block.first); }

Performed check_revoked(Books& books) {
  if (!is_request(books) || number_setting(books.db, revoked_setting) == 0) return {};
  return refused("labels", "the hub has revoked this terminal, and its numbers are nobody's any more: enrol it anew");
}

Performed check_use(Books& books, const UseNumbers& fact, const std::optional<Block>& block) {
  if (auto no = check_revoked(books)) return no;
  if (!block || !block->open || block->writer != books.entry.writer.text()) {
    return refused("first", fact.first.text() + " is no number that is set aside for this terminal");
  }
  const std::int64_t used = std::max(block->used, number_setting(books.db, used_here(*block).c_str()));
  if (number_of(fact.first) != block->first + used) {
    return refused("first", "the next number is " + sscc_of(block->first + used).text());
  }
  if (fact.count.none() || fact.count.units() > block->numbers - used) {
    const std::int64_t left = block->numbers - used;
    return refused("count", std::to_string(left) + (left == 1 ? " number is" : " numbers are") + " left of this block");
  }
  return {};
}

void tell_printed_twice(Books& books, const UseNumbers& fact, std::int64_t twice) {
  Notice notice;
  notice.kind = NoticeKind::office;
  notice.quantity = Quantity::nearest(twice);
  notice.detail = "the numbers of labels from " + fact.first.text() +
                  " on were printed by two terminals, as one has a copy of the other's database: print others for those"
                  " that are on no pallet yet";
  books.notice(std::move(notice));
}

}  // namespace

bool end_number_blocks(Books& books, const WriterId& holder) {
  const bool any = books.db.query("SELECT 1 FROM number_block WHERE writer=$1 AND open=1", holder.text()).next();
  if (any) {
    books.db.run("UPDATE number_block SET open=0, changed=$2 WHERE writer=$1 AND open=1", holder.text(),
                 books.entry.changed);
  }
  return any;
}

Performed perform_fact(Books& books, const AssignNumbers& fact) {
  if (fact.count.none() || fact.count.units() > most_at_once) {
    return not_set_aside(books, "count", "1 to " + std::to_string(most_at_once) + " numbers are set aside at once");
  }
  if (auto no = check_revoked(books)) return no;
  const bool is_named = fact.to && !fact.name.empty();  // the office knows it, although it has booked nothing yet
  if (auto no = is_named ? Performed() : check_holder(books, fact.to)) return no;
  if (!books.entry.decides()) return {};
  const NumberRange range = numbers_under(fact.prefix);
  const std::int64_t first = next_under(books, range, fact.count.units());
  if (range.end - first < fact.count.units()) {
    return not_set_aside(books, "prefix",
                         "only " + std::to_string(std::max<std::int64_t>(0, range.end - first)) +
                             " numbers that begin with " + fact.prefix + " are left");
  }
  const std::string writer = (fact.to ? *fact.to : books.entry.writer).text();
  put(books, first, fact.prefix, fact.name, Block{first, fact.count.units(), 0, writer, true});
  books.entry.handled(fact.count.units());
  return {};
}

// Labels are facts: they hang on pallets.
Performed perform_fact(Books& books, const UseNumbers& fact) {
  const std::int64_t number = number_of(fact.first), count = fact.count.units();
  const auto block = block_of(books, number);
  if (is_request(books)) {
    if (auto no = check_use(books, fact, block)) return no;
    const std::string setting = used_here(*block);
    books.db.run("INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
                 setting, std::to_string(number - block->first + count));
  }
  books.entry.handled(count);
  if (!books.entry.decides() || number < 0) return {};
  if (!block) {  // of a hub that was set back since
    put(books, number, {}, {}, Block{number, count, count, books.entry.writer.text(), false});
    return {};
  }
  const std::int64_t begin = number - block->first;
  if (begin < block->used) tell_printed_twice(books, fact, std::min(block->used - begin, count));
  books.db.run("UPDATE number_block SET used=$2, changed=$3 WHERE first=$1", block->first,
               std::max(block->used, std::min(begin + count, block->numbers)), books.entry.changed);
  return {};
}

}  // namespace dockhand
