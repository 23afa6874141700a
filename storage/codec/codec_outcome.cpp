#include <array>

#include "storage/codec/codec.h"
#include "storage/codec/json.h"

namespace dockhand {
namespace {

constexpr std::array error_kinds{ErrorKind::bad_input, ErrorKind::incomplete,    ErrorKind::unknown,
                                 ErrorKind::refused,   ErrorKind::conflict,      ErrorKind::io,
                                 ErrorKind::disk_full, ErrorKind::read_only,     ErrorKind::corrupt,
                                 ErrorKind::foreign,   ErrorKind::newer_version, ErrorKind::busy,
                                 ErrorKind::network};
constexpr std::array rules{Rule::hard_peg,      Rule::in_rank,        Rule::completes_order, Rule::by_class,
                           Rule::as_decided,    Rule::by_hand,        Rule::waits_for_whole, Rule::waits_for_pack,
                           Rule::waits_for_lot, Rule::safety_stock,   Rule::fair_share,      Rule::gave_way,
                           Rule::by_supervisor, Rule::kept_for_whole, Rule::taken_away,      Rule::leased};
constexpr std::array notice_kinds{NoticeKind::claim_moved,   NoticeKind::outranked,      NoticeKind::bring_back,
                                  NoticeKind::count_place,   NoticeKind::over_received,  NoticeKind::quarantined,
                                  NoticeKind::blocked_lot,   NoticeKind::second_receipt, NoticeKind::office,
                                  NoticeKind::missing_scans, NoticeKind::lost,           NoticeKind::wrong_clock,
                                  NoticeKind::unnamed,       NoticeKind::short_place,    NoticeKind::policy,
                                  NoticeKind::document,      NoticeKind::lease};

// Returns the value whose name_of is the member's text.
template <class Enum, std::size_t N>
Enum read_name(JsonObject& json, const char* member, const std::array<Enum, N>& all) {
  const std::string name = json.free_text(member);
  for (const Enum one : all) {
    if (name == name_of(one)) return one;
  }
  json.fail({ErrorKind::bad_input, json.path_of(member), "'" + printable(name, 40) + "' is not known"});
  return all[0];
}

std::string element(const std::string& path, std::size_t index) { return path + "[" + std::to_string(index) + "]"; }

Result<Explanation> read_explanation(const Json& value, const std::string& path) {
  static const Json none = Json::object();
  JsonObject json(value, path);
  auto line = json.text("line", OrderLine::parse);
  std::string customer = json.free_text("customer");
  const Quantity granted = json.quantity("granted");
  const Quantity waiting = json.quantity("waiting");
  const std::int64_t position = json.integer("position", 1, INT32_MAX);
  const Rule rule = read_name(json, "rule", rules);
  const Json* rank_value = json.object("rank");
  auto next = json.maybe("next", OrderLine::parse);
  auto previous = json.maybe("previous", OrderLine::parse);
  JsonObject rank(rank_value == nullptr ? none : *rank_value, json.path_of("rank"));
  const bool pegged = rank.flag_or("pegged", false);
  const auto order_class = rank.maybe("class", parse_order_class);
  const std::int64_t priority = rank.integer("priority", 1, 9);
  auto promised = rank.text("promised", Date::parse);
  auto ordered_at = rank.text("ordered_at", Instant::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  if (auto closed = rank.close(); !closed) return closed.error();
  const Rank key{pegged,
                 order_class.value_or(OrderClass::redistribute),
                 static_cast<std::int32_t>(priority),
                 *promised,
                 *ordered_at,
                 *line};
  return Explanation{key,
                     std::move(customer),
                     rule,
                     static_cast<std::int32_t>(position),
                     waiting,
                     granted,
                     std::move(next),
                     std::move(previous)};
}

Result<std::vector<std::pair<OrderLine, Quantity>>> read_instead(const Json& list, const std::string& path) {
  std::vector<std::pair<OrderLine, Quantity>> lines;
  for (std::size_t i = 0; i < list.size(); ++i) {
    JsonObject json(list[i], element(path, i));
    auto line = json.text("line", OrderLine::parse);
    const Quantity quantity = json.quantity("quantity");
    if (auto closed = json.close(); !closed) return closed.error();
    lines.emplace_back(*line, quantity);
  }
  return lines;
}

Result<Notice> read_notice(const Json& value, const std::string& path) {
  JsonObject json(value, path);
  Notice notice;
  notice.kind = read_name(json, "kind", notice_kinds);
  notice.item = json.maybe("item", ItemCode::parse);
  notice.line = json.maybe("line", OrderLine::parse);
  notice.place = json.maybe("place", LocationCode::parse);
  notice.lot = json.maybe("lot", Lot::parse);
  notice.quantity = json.quantity_or_none("quantity");
  notice.detail = json.free_text("detail");
  const Json& instead = json.array("instead");
  if (auto closed = json.close(); !closed) return closed.error();
  auto lines = read_instead(instead, json.path_of("instead"));
  if (!lines) return lines.error();
  notice.instead = std::move(lines).value();
  return notice;
}

template <class T>
Result<std::vector<T>> read_list(const Json& list, const std::string& path,
                                 Result<T> (*read)(const Json&, const std::string&)) {
  std::vector<T> all;
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto one = read(list[i], element(path, i));
    if (!one) return one.error();
    all.push_back(std::move(one).value());
  }
  return all;
}

Result<Outcome> read_accepted(JsonObject& json, const std::optional<CommandId>& id) {
  const std::int64_t seq = json.integer("seq", 0, INT64_MAX);
  const bool repeated = json.flag_or("repeated", false);
  const Quantity quantity = json.quantity("quantity");
  const Json& claims = json.array("claims");
  const Quantity free = json.quantity("free");
  const Json& notices = json.array("notices");
  if (auto closed = json.close(); !closed) return closed.error();
  auto explanations = read_list(claims, "claims", read_explanation);
  if (!explanations) return explanations.error();
  auto noticed = read_list(notices, "notices", read_notice);
  if (!noticed) return noticed.error();
  return Outcome(
      Accepted{*id, seq, repeated, quantity, std::move(explanations).value(), free, std::move(noticed).value()});
}

Result<Outcome> read_refused(JsonObject& json, const std::optional<CommandId>& id) {
  const ErrorKind kind = read_name(json, "kind", error_kinds);
  std::string place = json.free_text("place");
  std::string message = json.free_text("message");
  const bool confirmable = json.flag_or("confirmable", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Outcome(Refused{*id, {kind, std::move(place), std::move(message)}, confirmable});
}

}  // namespace

Result<Outcome> parse_outcome(std::string_view text) {
  auto parsed = parse_json(text, {max_stored_text, max_stored_values});
  if (!parsed) return parsed.error();
  JsonObject json(*parsed);
  const auto id = json.text("id", CommandId::parse);
  const std::string outcome = json.free_text("outcome");
  if (outcome == "accepted") return read_accepted(json, id);
  if (outcome == "refused") return read_refused(json, id);
  json.fail({ErrorKind::bad_input, "outcome", "'" + printable(outcome, 40) + "' is not one of accepted, refused"});
  return json.failure();
}

Result<Explanation> parse_explanation(std::string_view text) {
  auto parsed = parse_json(text, {max_stored_text, max_stored_values});
  if (!parsed) return parsed.error();
  return read_explanation(*parsed, "");
}

Result<Notice> parse_notice(std::string_view text) {
  auto parsed = parse_json(text, {max_stored_text, max_stored_values});
  if (!parsed) return parsed.error();
  return read_notice(*parsed, "");
}

}  // namespace dockhand
