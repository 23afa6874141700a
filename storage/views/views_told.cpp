#include "storage/codec/codec.h"
#include "storage/schema/open_reader.h"
#include "storage/views/told.h"
#include "storage/views/views_state.h"
#include "storage/words/summary.h"

namespace dockhand {

Result<std::vector<ToldEvent>> events_after(const std::filesystem::path& database, std::int64_t seq,
                                            std::size_t limit) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  std::vector<ToldEvent> all;
  for (auto rows = (*reader)->query("SELECT seq, id, action, operator, at, body, outcome FROM event WHERE seq > $1"
                                    " ORDER BY seq LIMIT $2",
                                    seq, static_cast<std::int64_t>(limit));
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const std::int64_t at_seq = row.integer();
    const auto id = row.code<CommandId>();
    const std::string action = row.text();
    const std::string by = row.text();
    const Instant at = row.instant();
    const auto body = decode_body(row.text());
    auto outcome = parse_outcome(row.text());
    auto* did = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
    if (!body || did == nullptr) {
      return Error{ErrorKind::corrupt, "event " + std::to_string(at_seq), "its record cannot be read"};
    }
    all.push_back(ToldEvent{at_seq, id, action, by, at, summary(body->command.action), std::move(*did)});
  }
  if ((*reader)->failed()) return (*reader)->failure();
  return all;
}

Result<bool> is_booked(const std::filesystem::path& database, const CommandId& id) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  const bool booked = (*reader)->query("SELECT 1 FROM event WHERE id=$1", id.text()).next();
  if ((*reader)->failed()) return (*reader)->failure();
  return booked;
}

Result<std::int64_t> newest_event(const std::filesystem::path& database) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  auto rows = (*reader)->query("SELECT coalesce(max(seq), 0) FROM event");
  const std::int64_t newest = rows.next() ? rows.integer(0) : 0;
  if ((*reader)->failed()) return (*reader)->failure();
  return newest;
}

}  // namespace dockhand
