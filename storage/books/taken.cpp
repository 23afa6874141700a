#include "storage/books/taken.h"

namespace dockhand {

void note_taken(Books& books, const Pick& fact) {
  const Command& command = books.entry.command;
  books.db.run(
      "INSERT INTO taken(order_no, line, place, writer, units, operator, at, changed) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"
      " ON CONFLICT(order_no, line, place, writer) DO UPDATE SET units=taken.units + excluded.units,"
      " operator=excluded.operator, at=excluded.at, changed=excluded.changed",
      fact.line.document.text(), fact.line.line, fact.from.text(), books.entry.writer.text(),
      fact.units.quantity.units(), command.by.text(), command.at.ms, books.entry.changed);
}

void note_put_back(Books& books, const Pick& fact, const CommandId& pick) {
  books.db.run(
      "UPDATE taken SET units=CASE WHEN units > $4 THEN units - $4 ELSE 0 END, changed=$5"
      " WHERE order_no=$1 AND line=$2 AND place=$3 AND writer=(SELECT writer FROM event WHERE id=$6)",
      fact.line.document.text(), fact.line.line, fact.from.text(), fact.units.quantity.units(), books.entry.changed,
      pick.text());
}

}  // namespace dockhand
