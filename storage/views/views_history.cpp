#include "storage/codec/allowed_by.h"
#include "storage/codec/codec.h"
#include "storage/codec/json.h"
#include "storage/schema/setting.h"
#include "storage/views/views_state.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

// Events up to this one need not go to a hub any more; on the hub itself that is all of them.
std::int64_t acknowledged(Engine& db) {
  auto role = db.query("SELECT value FROM setting WHERE name='role'");
  if (role.next() && role.text(0) == "hub") return INT64_MAX;
  return number_setting(db, "acknowledged");
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

// What an event's body says of it.
struct Told {
  std::string summary;
  std::optional<OperatorName> allowed_by{};
};

// An import's rows are counted without reading each.
Told told_by(const std::string& action, const std::string& body) {
  if (action == "import") {
    const std::size_t rows = count_of(body, R"({"kind":)");
    return {std::to_string(rows) + (rows == 1 ? " row" : " rows") + " from the office", allowed_by_of(body)};
  }
  auto decoded = decode_body(body);
  if (!decoded) return {"cannot be read: " + decoded.error().sentence()};
  return {summary(decoded->command.action), decoded->command.allowed_by};
}

}  // namespace

namespace {

constexpr const char* event_cells =
    "SELECT e.seq, e.id, e.action, e.operator, e.at, e.body, coalesce(n.detail, '') FROM event e"
    " LEFT JOIN notice n ON n.id = e.id || '#1' AND n.open = 1 AND n.kind = 'office'";

// The hub keeps such an event without an effect, and its notice begins with what was to be done.
bool is_set_aside(const std::string& notice, const std::string& summary) {
  const auto told = notice.empty() ? std::nullopt : std::optional(parse_notice(notice));
  return told && told->ok() && told->value().detail.starts_with(summary + ": ");
}

// Of a query for these cells.
std::vector<EventView> events_of(Rows rows, std::int64_t known_at_hub) {
  return all_of(std::move(rows), [known_at_hub](const Cells& cells) {
    RowReader row(cells);
    const std::int64_t seq = row.integer();
    const auto id = row.code<CommandId>();
    const std::string action = row.text();
    const auto by = row.code<OperatorName>();
    const Instant when = row.instant();
    Told told = told_by(action, row.text());
    if (is_set_aside(row.text(), told.summary)) told.summary += "; set aside, the office is needed";
    return EventView{
        seq, id, action, by, std::move(told.allowed_by), when, std::move(told.summary), seq > known_at_hub};
  });
}

}  // namespace

Result<std::vector<EventView>> Views::events(std::size_t limit) {
  return state_->read([&](Engine& db) {
    const std::int64_t known = acknowledged(db);
    return events_of(db.query_text(std::string(event_cells) + " ORDER BY e.seq DESC LIMIT $1", {sql_limit(limit)}),
                     known);
  });
}

Result<std::vector<EventView>> Views::events_after(std::int64_t seq, std::size_t limit) {
  return state_->read([&](Engine& db) {
    const std::int64_t known = acknowledged(db);
    return events_of(
        db.query_text(std::string(event_cells) + " WHERE e.seq > $1 ORDER BY e.seq LIMIT $2", {seq, sql_limit(limit)}),
        known);
  });
}

namespace {

// One that a newer program wrote is shown as far as it can be, beside the others.
Result<Notice> shown(const std::string& text) {
  auto notice = parse_notice(text);
  if (notice) return notice;
  const auto json = parse_json(text, {max_stored_text});
  if (!json || !json->is_object()) return notice;
  Notice told{.kind = NoticeKind::document, .detail = "a newer program wrote this: update this one to read all of it"};
  const auto words = json->find("detail");
  if (words != json->end() && words->is_string()) told.detail = words->get<std::string>() + " (" + told.detail + ")";
  return told;
}

}  // namespace

Result<std::vector<NoticeView>> Views::notices(std::size_t limit) {
  return state_->read([&](Engine& db) {
    auto rows = db.query(
        "SELECT id, at, detail, writer = (SELECT value FROM setting WHERE name = 'writer') FROM notice WHERE open = 1"
        " ORDER BY at DESC, id DESC LIMIT $1",
        sql_limit(limit));
    return all_of(std::move(rows), [&db](const Cells& cells) {
      auto notice = shown(cells.text(2));
      if (!notice) db.fail({ErrorKind::corrupt, "notice " + cells.text(0), notice.error().sentence()});
      return NoticeView{cells.text(0), cells.instant(1), notice ? *notice : Notice{}, cells.integer(3) == 1};
    });
  });
}

Result<SyncView> Views::sync() {
  return state_->read([](Engine& db) {
    auto last = db.query("SELECT coalesce(max(seq), 0) FROM event");
    auto open = db.query("SELECT count(*) FROM notice WHERE open = 1");
    const std::int64_t pending = (last.next() ? last.integer(0) : 0) - acknowledged(db);
    return SyncView{std::max<std::int64_t>(0, pending), open.next() ? open.integer(0) : 0};
  });
}

}  // namespace dockhand
