#include "storage/codec.h"
#include "storage/summary.h"
#include "storage/views_state.h"

namespace dockhand {
namespace {

std::int64_t number_setting(Engine& db, const char* name) {
  auto rows = db.query("SELECT value FROM setting WHERE name=$1", name);
  return rows.next() && is_digits(rows.text(0)) ? std::stoll(rows.text(0)) : 0;
}

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

// An import's rows are counted without reading each: within a JSON text no quote stands without a backslash, so the
// part that is counted cannot be inside a name.
std::string summary_of(const std::string& action, const std::string& body) {
  if (action == "import") return std::to_string(count_of(body, R"({"kind":)")) + " rows from the office";
  auto decoded = decode_body(body);
  return decoded ? summary(decoded->command.action) : "cannot be read: " + decoded.error().sentence();
}

std::vector<Decision> decisions_of(Engine& db, const OrderLine& line) {
  std::vector<Decision> decisions;
  for (auto rows = db.query("SELECT coalesce(e.seq, 0), x.at, x.because, x.detail FROM explanation x"
                            " LEFT JOIN event e ON e.id = x.event_id WHERE x.order_no=$1 AND x.line=$2"
                            " ORDER BY x.at DESC, coalesce(e.seq, 0) DESC, x.event_id DESC, x.position DESC LIMIT 50",
                            line.document.text(), line.line);
       rows.next();) {
    auto explanation = parse_explanation(rows.text(3));
    if (!explanation) {
      db.fail({ErrorKind::corrupt, "explanation of " + line.text(), explanation.error().sentence()});
      break;
    }
    decisions.push_back(Decision{rows.integer(0), Instant{rows.integer(1)}, rows.text(2), *explanation});
  }
  std::reverse(decisions.begin(), decisions.end());
  return decisions;
}

std::vector<OrderLineView> ahead_of(Engine& db, const OrderLineView& line) {
  if (line.waiting.none()) return {};
  return all_of(
      db,
      db.query(
          DOCKHAND_ORDER_LINE
          " WHERE o.item=$1 AND o.waiting > 0"
          " AND (o.priority, o.promised, o.ordered_at, o.order_no, o.line) < ($2, $3, $4, $5, $6)" DOCKHAND_RANK_ORDER
          " LIMIT 10",
          line.item.text(), line.rank.priority, line.rank.promised.days(), line.rank.ordered_at.ms,
          line.line.document.text(), line.line.line),
      order_line_of);
}

}  // namespace

Result<std::vector<EventView>> Views::events(std::size_t limit) {
  return state_->read([&](Engine& db) {
    const std::int64_t known_at_hub = acknowledged(db);
    auto rows =
        db.query("SELECT seq, id, action, operator, at, body FROM event ORDER BY seq DESC LIMIT $1", sql_limit(limit));
    return all_of(db, std::move(rows), [known_at_hub](const Cells& cells) {
      return EventView{cells.integer(0),
                       cells.code<CommandId>(1),
                       cells.text(2),
                       cells.code<OperatorName>(3),
                       cells.instant(4),
                       summary_of(cells.text(2), cells.text(5)),
                       cells.integer(0) > known_at_hub};
    });
  });
}

Result<std::vector<NoticeView>> Views::notices(std::size_t limit) {
  return state_->read([&](Engine& db) {
    auto rows = db.query("SELECT id, at, detail FROM notice WHERE open = 1 ORDER BY at DESC, id DESC LIMIT $1",
                         sql_limit(limit));
    return all_of(db, std::move(rows), [&db](const Cells& cells) {
      auto notice = parse_notice(cells.text(2));
      if (!notice) db.fail({ErrorKind::corrupt, "notice " + cells.text(0), notice.error().sentence()});
      return NoticeView{cells.text(0), cells.instant(1), notice ? *notice : Notice{}};
    });
  });
}

Result<std::optional<Why>> Views::why(const OrderLine& line) {
  return state_->read([&](Engine& db) -> std::optional<Why> {
    auto rows = db.query(DOCKHAND_ORDER_LINE " WHERE o.order_no=$1 AND o.line=$2", line.document.text(), line.line);
    if (!rows.next()) return std::nullopt;
    OrderLineView view = order_line_of(Cells(db, rows));
    auto ahead = ahead_of(db, view);
    auto expected = view.waiting.none() ? std::vector<PurchaseLineView>{} : open_lines_of(db, view.item);
    return Why{std::move(view), decisions_of(db, line), std::move(ahead), std::move(expected)};
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
