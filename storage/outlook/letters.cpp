#include "storage/outlook/letters.h"

#include "storage/books/chain.h"
#include "storage/engine/cells.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/messages.h"
#include "storage/outlook/still_true.h"
#include "storage/outlook/told.h"

namespace dockhand {
namespace {

// No try is put off longer: what is to be tried later was written down by a clock that was ahead, and was set right.
constexpr std::int64_t longest_pause = 3'600'000;
// As long as letters are tried at all. By a channel that the site has no more nobody tries them.
constexpr std::int64_t not_tried_any_more_after = std::int64_t{72} * 3'600'000;

MessageKind kind_in(Engine& db, const std::string& text) {
  const auto kind = parse_message_kind(text);
  if (kind) return *kind;
  db.fail({ErrorKind::corrupt, "message", "the database holds '" + text + "', which is no kind of message"});
  return MessageKind::accepted;
}

void make_letter(Engine& db, const std::string& customer, const LettersAsked& asked, std::int64_t changed) {
  keep_what_is_true(db, customer, {asked.now.date(), asked.now, changed}, asked.hold_ms);
  std::string ids;
  for (auto rows = db.query("SELECT id FROM message WHERE state='open' AND customer=$1 AND due <= $2 ORDER BY id",
                            customer, asked.now.ms);
       rows.next();) {
    ids += rows.text(0) + "\n";
  }
  if (ids.empty()) return;
  const std::string letter = chain_hash("letter\n", ids).substr(0, 32);
  db.run("UPDATE message SET state='in_letter', letter=$3 WHERE state='open' AND customer=$1 AND due <= $2", customer,
         asked.now.ms, letter);
  for (const std::string& channel : asked.channels) {
    db.run(
        "INSERT INTO letter(id, channel, customer, made, state, tries, next_try, problem)"
        " VALUES($1,$2,$3,$4,'queued',0,$4,'') ON CONFLICT(id, channel) DO NOTHING",
        letter, channel, customer, asked.now.ms);
  }
}

std::vector<LetterLine> lines_of(Engine& db, const std::string& letter) {
  return all_of(db.query("SELECT m.kind, m.order_no, m.line, m.item, coalesce(i.name, m.item), m.units, m.day, m.was,"
                         " m.carrier, m.tracking, m.other, coalesce(x.name, m.other), m.goodwill, m.goodwill_code, "
                         "m.law FROM message m"
                         " LEFT JOIN item i ON i.item = m.item LEFT JOIN item x ON x.item = m.other WHERE m.letter=$1"
                         " ORDER BY m.order_no, m.line, m.at, m.kind",
                         letter),
                [&](const Cells& cells) {
                  RowReader row(cells);
                  const MessageKind kind = kind_in(db, row.text());
                  return LetterLine{kind,
                                    row.maybe_line<OrderNumber>(),
                                    row.code<ItemCode>(),
                                    row.text(),
                                    row.sum(),
                                    row.maybe_date(),
                                    row.maybe_date(),
                                    row.text(),
                                    row.text(),
                                    row.text(),
                                    row.text(),
                                    row.text(),
                                    row.text(),
                                    row.text()};
                });
}

// Letters and their contacts, as letter_of() reads them.
#define DOCKHAND_LETTERS                                                                                     \
  "SELECT l.id, l.channel, l.customer, coalesce(c.name, l.customer), l.made, l.tries, t.name, t.email,"      \
  " t.language, t.consent FROM letter l LEFT JOIN customer c ON c.customer = l.customer LEFT JOIN contact t" \
  " ON t.customer = l.customer"

Letter letter_of(const Cells& cells) {
  RowReader row(cells);
  Letter letter{row.text(), row.text(), row.text(), row.text(), {}, row.instant(), row.number()};
  constexpr int contact = 6;
  if (cells.null(contact)) return letter;
  letter.contact = Contact{letter.customer, row.text(), row.text(), row.text(), row.flag()};
  return letter;
}

}  // namespace

bool letters_are_due(Engine& db, const LettersAsked& asked) {
  return !asked.channels.empty() &&
         db.query("SELECT 1 FROM message WHERE state='open' AND due <= $1 LIMIT 1", asked.now.ms - asked.hold_ms)
             .next();
}

void make_letters(Engine& db, const LettersAsked& asked, std::int64_t changed) {
  if (!tells_customers(db)) return withdraw_all_unsent(db, {asked.now.date(), asked.now, changed});
  const auto customers = all_of(db.query("SELECT DISTINCT customer FROM message WHERE state='open' AND due <= $1"
                                         " ORDER BY customer LIMIT $2",
                                         asked.now.ms - asked.hold_ms, static_cast<std::int64_t>(asked.most)),
                                [](const Cells& cells) { return cells.text(0); });
  for (const std::string& customer : customers) make_letter(db, customer, asked, changed);
}

namespace {

// Those of channels that are not asked for.
std::vector<Letter> left_behind(Engine& db, const LettersAsked& asked) {
  std::string names = "\n";
  for (const std::string& channel : asked.channels) names += channel + "\n";
  return all_of(db.query(DOCKHAND_LETTERS " WHERE l.state='queued' AND l.made < $1"
                                          " AND instr($3, char(10) || l.channel || char(10)) = 0"
                                          " ORDER BY l.made, l.id LIMIT $2",
                         asked.now.ms - not_tried_any_more_after, static_cast<std::int64_t>(asked.most), names),
                letter_of);
}

}  // namespace

std::vector<Letter> queued_letters(Engine& db, const LettersAsked& asked) {
  std::vector<Letter> letters;
  for (const std::string& channel : asked.channels) {
    const auto queued =
        all_of(db.query(DOCKHAND_LETTERS
                        " WHERE l.state='queued' AND l.channel=$1 AND (l.next_try <= $2 OR l.next_try > $4)"
                        // What was written first arrives first.
                        " AND NOT EXISTS (SELECT 1 FROM letter e WHERE e.customer = l.customer AND e.state='queued'"
                        "  AND e.channel = l.channel AND e.made < l.made)"
                        " ORDER BY l.next_try, l.id LIMIT $3",
                        channel, asked.now.ms, static_cast<std::int64_t>(asked.most), asked.now.ms + longest_pause),
               letter_of);
    letters.insert(letters.end(), queued.begin(), queued.end());
  }
  const auto behind = left_behind(db, asked);
  letters.insert(letters.end(), behind.begin(), behind.end());
  for (Letter& letter : letters) letter.lines = lines_of(db, letter.id);
  return letters;
}

std::optional<Letter> queued_letter(Engine& db, const std::string& id, const std::string& channel) {
  auto found =
      all_of(db.query(DOCKHAND_LETTERS " WHERE l.id=$1 AND l.channel=$2 AND l.state='queued'", id, channel), letter_of);
  if (found.empty()) return std::nullopt;
  found.front().lines = lines_of(db, id);
  return std::move(found.front());
}

bool put_down(Engine& db, const LetterTried& tried) {
  return db.run(
             "UPDATE letter SET state=$3, tries=tries + $4, next_try=$5, problem=$6"
             " WHERE id=$1 AND channel=$2 AND (state='queued' OR ($3='refused' AND state='sent'))",
             tried.id, tried.channel, name_of(tried.state), tried.state == LetterState::sent ? 0 : 1, tried.next_try.ms,
             tried.problem) > 0;
}

// Of all, those go out again of which something holds that no later letter has said otherwise; to whom nobody wanted to
// write, nothing was missed.
std::int64_t queue_again(Engine& db, const std::string& id) {
  return db.run(
      "UPDATE letter SET state='queued', tries=0, next_try=0 WHERE CASE WHEN $1 <> '' THEN id=$1"
      " AND state IN ('refused', 'given_up', 'withheld') ELSE state IN ('refused', 'given_up') AND EXISTS"
      " (SELECT 1 FROM message m WHERE m.letter = letter.id AND (m.kind IN ('shipped', 'restock') OR NOT EXISTS"
      "  (SELECT 1 FROM message l WHERE l.order_no = m.order_no AND l.line = m.line AND l.state='in_letter'"
      "   AND l.revision > m.revision AND l.kind NOT IN ('shipped', 'follow_up')))"
      "  AND (m.kind IN ('shipped', 'restock', 'follow_up', 'cancelled') OR EXISTS (SELECT 1 FROM told t"
      "   WHERE t.order_no = m.order_no AND t.line = m.line AND t.state <> " DOCKHAND_TOLD(over) "))) END",
      id);
}

void put_contact(Engine& db, const Contact& contact) {
  db.run(
      "INSERT INTO contact(customer, name, email, language, consent) VALUES($1,$2,$3,$4,$5) ON CONFLICT(customer)"
      " DO UPDATE SET name=excluded.name, email=excluded.email, language=excluded.language, consent=excluded.consent",
      contact.customer, contact.name, contact.email, contact.language, contact.consent);
}

std::int64_t forget_customer(Engine& db, const std::string& customer) {
  return db.run("DELETE FROM contact WHERE customer=$1", customer) +
         db.run("DELETE FROM letter WHERE customer=$1", customer) +
         db.run("DELETE FROM message WHERE customer=$1", customer);
}

}  // namespace dockhand
