#include "sync/protocol.h"

#include <algorithm>
#include <array>
#include <limits>

#include "storage/books/chain.h"
#include "storage/codec/json.h"
#include "storage/ledger/sent_table.h"
#include "storage/schema/tables.h"
#include "sync/access/signing.h"

namespace dockhand {
namespace {

constexpr std::int64_t max_number = std::numeric_limits<std::int64_t>::max();

Error bad(std::string place, std::string message) {
  return Error{ErrorKind::bad_input, std::move(place), std::move(message)};
}

OrderedJson message() { return OrderedJson{{"protocol", protocol_version}}; }

// Checks syntax and protocol. The members are looked at only when both are right.
Result<Json> open_message(std::string_view text) {
  auto json = parse_json(text, {max_message, max_stored_values});
  if (!json) return json;
  if (!json->is_object() || !json->contains("protocol"))
    return bad("protocol", "is missing: this is no message of Dockhand");
  const Json& version = (*json)["protocol"];
  if (!version.is_number_integer()) return bad("protocol", "is not a whole number");
  if (version != protocol_version) {
    return Error{ErrorKind::newer_version, "protocol",
                 "the other side speaks version " + version.dump() + ", this side " + std::to_string(protocol_version) +
                     ": update the older one"};
  }
  return json;
}

// A reader of the message's members that knows "protocol" already.
class Message : public JsonObject {
 public:
  explicit Message(const Json& json) : JsonObject(json) { integer("protocol", protocol_version, protocol_version); }
};

OrderedJson error_object(const Error& error) {
  return OrderedJson{{"kind", name_of(error.kind)}, {"place", error.place}, {"message", error.message}};
}

constexpr std::array all_kinds{ErrorKind::bad_input,     ErrorKind::unknown, ErrorKind::refused,
                               ErrorKind::conflict,      ErrorKind::io,      ErrorKind::disk_full,
                               ErrorKind::read_only,     ErrorKind::corrupt, ErrorKind::foreign,
                               ErrorKind::newer_version, ErrorKind::busy,    ErrorKind::network};

Result<ErrorKind> parse_error_kind(std::string_view text) {
  const auto* found =
      std::find_if(all_kinds.begin(), all_kinds.end(), [&](ErrorKind kind) { return text == name_of(kind); });
  if (found == all_kinds.end()) return bad("", "is no kind of error");
  return *found;
}

Result<ErrorAnswer> read_error(const Json& json, const std::string& path) {
  JsonObject object(json, path);
  const auto kind = object.text<ErrorKind>("kind", parse_error_kind);
  Error error{ErrorKind::network, object.free_text("place"), object.free_text("message")};
  if (auto closed = object.close(); !closed) return closed.error();
  error.kind = *kind;
  return ErrorAnswer{std::move(error)};
}

// Reads the hash of an event: 64 lower-case hexadecimal digits.
Result<std::string> parse_hash(std::string_view text) {
  const bool good = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (!good) return bad("", "is not 64 hexadecimal digits");
  return std::string(text);
}

Result<std::string> parse_body(std::string_view text) {
  if (text.empty()) return bad("", "is empty");
  return std::string(text);
}

// `before`: the hash of the event before it; empty for the first one.
Result<Event> read_event(const Json& json, const WriterId& writer, const std::string& before, const std::string& path) {
  JsonObject object(json, path);
  const std::int64_t seq = object.integer("seq", 1, max_number);
  auto id = object.text<CommandId>("id", CommandId::parse);
  auto body = object.text<std::string>("body", parse_body);
  auto hash = before.empty() || object.has("hash") ? object.text<std::string>("hash", parse_hash) : std::nullopt;
  if (auto closed = object.close(); !closed) return closed.error();
  const std::string known = hash ? *hash : chain_hash(before, *body);
  return Event{seq, *std::move(id), writer, *std::move(body), known};
}

std::string indexed(const char* name, std::size_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

std::size_t keys_of(std::string_view table) {
  const SyncedTable* known = sent_table(table);
  return known == nullptr ? 0 : names_in(known->keys).size();
}

std::size_t columns_of(std::string_view table) {
  const SyncedTable* known = sent_table(table);
  return known == nullptr ? 0 : keys_of(table) + names_in(known->columns).size();
}

Result<std::string> parse_table_name(std::string_view text) {
  if (columns_of(text) == 0) return bad("", "'" + printable(text, 40) + "' is no table that hub and terminal share");
  return std::string(text);
}

Result<Value> read_cell(const Json& json, const std::string& path) {
  if (json.is_null()) return Value{};
  if (json.is_string()) return Value{json.get<std::string>()};
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(max_number)) {
    return bad(path, "is too large a number");
  }
  if (json.is_number_integer()) return Value{json.get<std::int64_t>()};
  return bad(path, "is neither null nor a whole number nor a text");
}

Result<std::vector<Value>> read_cells(const Json& json, std::size_t columns, const std::string& path) {
  if (!json.is_array() || json.size() != columns) {
    return bad(path, "is not a row of " + std::to_string(columns) + " cells");
  }
  std::vector<Value> row;
  row.reserve(columns);
  for (const auto& cell : json) {
    auto value = read_cell(cell, path);
    if (!value) return value.error();
    row.push_back(std::move(value).value());
  }
  return row;
}

Result<TableRows> read_table(const Json& json, const std::string& path) {
  JsonObject object(json, path);
  auto name = object.text<std::string>("table", parse_table_name);
  const Json& rows = object.array("rows");
  if (auto closed = object.close(); !closed) return closed.error();
  TableRows table{*std::move(name), {}};
  const std::size_t columns = columns_of(table.table);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto row = read_cells(rows[i], columns, path + "." + indexed("rows", i));
    if (!row) return row.error();
    table.rows.push_back(std::move(row).value());
  }
  return table;
}

OrderedJson cell_json(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

OrderedJson table_json(const TableRows& table) {
  OrderedJson rows = OrderedJson::array();
  for (const auto& row : table.rows) {
    OrderedJson cells = OrderedJson::array();
    for (const auto& value : row) cells.push_back(cell_json(value));
    rows.push_back(std::move(cells));
  }
  return OrderedJson{{"table", table.table}, {"rows", std::move(rows)}};
}

OrderedJson named_row_json(const NamedRow& row) {
  OrderedJson key = OrderedJson::array();
  for (const auto& value : row.key) key.push_back(cell_json(value));
  return OrderedJson{{"table", row.table}, {"key", std::move(key)}};
}

Result<NamedRow> read_named_row(const Json& json, const std::string& path) {
  JsonObject object(json, path);
  auto name = object.text<std::string>("table", parse_table_name);
  const Json& cells = object.array("key");
  if (auto closed = object.close(); !closed) return closed.error();
  auto key = read_cells(cells, keys_of(*name), path + ".key");
  if (!key) return key.error();
  const bool whole = std::none_of(key->begin(), key->end(),
                                  [](const Value& cell) { return std::holds_alternative<std::monostate>(cell); });
  if (!whole) return bad(path + ".key", "holds null");
  return NamedRow{*std::move(name), *std::move(key)};
}

Result<std::vector<NamedRow>> read_named_rows(const Json& json) {
  std::vector<NamedRow> rows;
  if (json.size() > PullRequest::max_rows) {
    return bad("rows", "holds more than " + std::to_string(PullRequest::max_rows) + " rows");
  }
  for (std::size_t i = 0; i < json.size(); ++i) {
    auto row = read_named_row(json[i], indexed("rows", i));
    if (!row) return row.error();
    rows.push_back(*std::move(row));
  }
  return rows;
}

}  // namespace

std::string to_json(const EnrolRequest& request) {
  OrderedJson json = message();
  json["code"] = request.secret;
  json["key"] = request.key;
  json["signature"] = request.signature;
  return print_json(json);
}

std::string to_json(const EnrolReply& reply) {
  OrderedJson json = message();
  json["hub"] = reply.hub;
  json["key"] = reply.key;
  json["terminal"] = reply.terminal;
  json["name"] = reply.name;
  return print_json(json);
}

std::string to_json(const Push& push, Hashes hashes) {
  OrderedJson json = message();
  json["writer"] = push.writer.text();
  json["events"] = OrderedJson::array();
  for (std::size_t i = 0; i < push.events.size(); ++i) {
    const Event& event = push.events[i];
    OrderedJson one{{"seq", event.seq}, {"id", event.id.text()}, {"body", event.body}};
    const bool is_between = hashes == Hashes::ends && i > 0 && i + 1 < push.events.size();
    if (!is_between || chain_hash(push.events[i - 1].hash, event.body) != event.hash) one["hash"] = event.hash;
    json["events"].push_back(std::move(one));
  }
  return print_json(json);
}

std::string to_json(const PushReply& reply) {
  OrderedJson json = message();
  json["applied"] = reply.applied;
  json["questioned"] = reply.questioned;
  if (reply.refusal) json["refusal"] = error_object(*reply.refusal);
  return print_json(json);
}

std::string to_json(const PullRequest& request) {
  OrderedJson json = message();
  json["writer"] = request.asking.text();
  json["generation"] = request.position.generation;
  json["cursor"] = request.position.cursor;
  json["life"] = request.position.life;
  json["now"] = request.now.text();
  if (!request.rows.empty()) json["rows"] = OrderedJson::array();
  for (const NamedRow& row : request.rows) json["rows"].push_back(named_row_json(row));
  return print_json(json);
}

std::string to_json(const Changes& changes) {
  OrderedJson json = message();
  json["generation"] = changes.generation;
  json["since"] = changes.since;
  json["cursor"] = changes.cursor;
  json["life"] = changes.life;
  json["more"] = changes.more;
  if (changes.knows_all) json["knows_all"] = true;
  json["applied"] = changes.applied;
  json["applied_hash"] = changes.applied_hash;
  json["tables"] = OrderedJson::array();
  for (const auto& table : changes.tables) json["tables"].push_back(table_json(table));
  return print_json(json);
}

std::string wait_reply_json(bool changed) {
  OrderedJson json = message();
  json["changed"] = changed;
  return print_json(json);
}

std::string error_answer(const Error& error) {
  OrderedJson json = message();
  json["error"] = error_object(error);
  return print_json(json);
}

Result<EnrolRequest> parse_enrol_request(std::string_view text) {
  const auto json = open_message(text);
  if (!json) return json.error();
  Message object(*json);
  EnrolRequest request{object.free_text("code", 64), object.free_text("key", 64), object.free_text("signature", 128)};
  if (auto closed = object.close(); !closed) return closed.error();
  if (!is_public_key(request.key)) return bad("key", "is no Ed25519 key of 64 hexadecimal digits");
  return request;
}

Result<EnrolReply> parse_enrol_reply(std::string_view text) {
  const auto json = open_message(text);
  if (!json) return json.error();
  Message object(*json);
  EnrolReply reply{object.free_text("hub", 64), object.free_text("key", 64), object.free_text("terminal", 64),
                   object.free_text("name", 64)};
  if (auto closed = object.close(); !closed) return closed.error();
  if (reply.hub.empty()) return bad("hub", "is empty");
  return reply;
}

Result<Push> parse_push(std::string_view text) {
  const auto json = open_message(text);
  if (!json) return json.error();
  Message object(*json);
  const auto writer = object.text<WriterId>("writer", WriterId::parse);
  const Json& events = object.array("events");
  if (auto closed = object.close(); !closed) return closed.error();
  if (events.size() > Push::max_events) {
    return bad("events", "holds more than " + std::to_string(Push::max_events) + " events");
  }
  Push push{*writer, {}};
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto event = read_event(events[i], *writer, i == 0 ? "" : push.events.back().hash, indexed("events", i));
    if (!event) return event.error();
    if (!push.events.empty() && event->seq != push.events.back().seq + 1) {
      return bad(indexed("events", i) + ".seq", "does not follow the event before it");
    }
    push.events.push_back(std::move(event).value());
  }
  return push;
}

Result<PushReply> parse_push_reply(std::string_view text) {
  const auto json = open_message(text);
  if (!json) return json.error();
  Message object(*json);
  PushReply reply;
  reply.applied = object.integer("applied", 0, max_number);
  for (const auto& id : object.array("questioned")) {
    if (!id.is_string()) return bad("questioned", "holds something that is no id");
    reply.questioned.push_back(id.get<std::string>());
  }
  if (json->contains("refusal")) {
    auto refusal = read_error(*object.object("refusal"), "refusal");
    if (!refusal) return refusal.error();
    reply.refusal = refusal->error;
  }
  if (auto closed = object.close(); !closed) return closed.error();
  return reply;
}

Result<PullRequest> parse_pull_request(std::string_view text) {
  const auto json = open_message(text);
  if (!json) return json.error();
  Message object(*json);
  const auto writer = object.text<WriterId>("writer", WriterId::parse);
  PullPosition position{object.free_text("generation", 64), object.integer("cursor", 0, max_number),
                        object.free_text("life", 64)};
  const auto now = object.text<Instant>("now", Instant::parse);
  const Json& named = object.array("rows");
  if (auto closed = object.close(); !closed) return closed.error();
  auto rows = read_named_rows(named);
  if (!rows) return rows.error();
  return PullRequest{*writer, std::move(position), *now, *std::move(rows)};
}

Result<Changes> parse_changes(std::string_view text) {
  const auto json = open_message(text);
  if (!json) return json.error();
  Message object(*json);
  Changes changes;
  changes.generation = object.free_text("generation", 64);
  changes.since = object.integer_or("since", 0, 0, max_number);
  changes.cursor = object.integer("cursor", 0, max_number);
  changes.life = object.free_text("life", 64);
  changes.more = object.flag_or("more", false);
  changes.knows_all = object.flag_or("knows_all", false);
  changes.applied = object.integer("applied", 0, max_number);
  changes.applied_hash = object.free_text("applied_hash", 64);
  const Json& tables = object.array("tables");
  if (auto closed = object.close(); !closed) return closed.error();
  if (changes.generation.empty()) return bad("generation", "is empty");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    auto table = read_table(tables[i], indexed("tables", i));
    if (!table) return table.error();
    changes.tables.push_back(std::move(table).value());
  }
  return changes;
}

Result<bool> parse_wait_reply(std::string_view text) {
  const auto json = open_message(text);
  if (!json) return json.error();
  Message object(*json);
  const bool changed = object.flag_or("changed", false);
  if (auto closed = object.close(); !closed) return closed.error();
  return changed;
}

Result<ErrorAnswer> parse_error(std::string_view text) {
  const auto json = open_message(text);
  if (!json) return json.error();
  Message object(*json);
  const Json* inner = object.object("error");
  if (auto closed = object.close(); !closed) return closed.error();
  return read_error(*inner, "error");
}

}  // namespace dockhand
