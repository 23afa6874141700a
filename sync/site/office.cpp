#include "sync/site/office.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "storage/codec/json.h"
#include "storage/import/columns/unsaid_columns.h"
#include "storage/import/import.h"
#include "storage/listings/availability.h"
#include "storage/listings/far_count.h"
#include "storage/listings/listings.h"
#include "storage/model/fresh_id.h"
#include "sync/protocol.h"
#include "sync/session.h"
#include "sync/site/answers.h"
#include "sync/site/sent_csv.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

const OperatorName& the_office() {
  static const OperatorName name = OperatorName::parse("office").value();
  return name;
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

HttpAnswer json_answer(int status, const OrderedJson& members) {
  OrderedJson json{{"protocol", protocol_version}};
  json.update(members);
  return {status, print_json(json)};
}

// A percent sign and two hexadecimal digits are a byte; a plus is a blank.
std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* start = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(start, start + 2, byte, 16).ptr == start + 2) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

// Reads "item=BRG-6204&quantity=20"; empty when the name is not there.
std::string query_value(const std::string& query, const std::string& name) {
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view part = std::string_view(query).substr(at, end - at);
    if (part.starts_with(name + "=")) return decoded(part.substr(name.size() + 1));
    at = end + 1;
  }
  return {};
}

// What of a list is asked for.
struct Part {
  std::size_t limit = 1000;
  std::optional<std::string> after{};   // the row that was read last, as `next` said it; empty: from the first one
  std::optional<std::int64_t> since{};  // of events
  std::string item{}, order{};          // rows of these alone; empty: of all
};

template <class Number>
bool read_number(const std::string& text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [read, problem] = std::from_chars(text.data(), end, number);
  return problem == std::errc() && read == end;
}

Status take_word(Part& part, const std::string& name, const std::string& value) {
  if (name == "limit") {
    if (read_number(value, part.limit) && part.limit > 0 && part.limit <= Office::max_rows) return Done{};
    return Error{ErrorKind::bad_input, name, "is not a number from 1 to " + std::to_string(Office::max_rows)};
  }
  if (name == "since") {
    std::int64_t since = -1;
    if (!read_number(value, since) || since < 0) return Error{ErrorKind::bad_input, name, "is no number of an event"};
    part.since = since;
    return Done{};
  }
  if (name == "after") {
    part.after = value;
    return Done{};
  }
  if (name != "item" && name != "order")
    return Error{ErrorKind::bad_input, printable(name, 40), "only limit, after, since, item and order can be asked"};
  if (value.empty()) return Error{ErrorKind::bad_input, name, "is empty"};
  (name == "item" ? part.item : part.order) = value;
  return Done{};
}

// Reads "limit=200&after=", or an empty text.
Result<Part> part_of(const std::string& query) {
  Part part;
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string word = query.substr(at, end - at);
    const std::size_t equals = std::min(word.find('='), word.size());
    const std::string value = decoded(std::string_view(word).substr(std::min(equals + 1, word.size())));
    if (auto taken = take_word(part, word.substr(0, equals), value); !taken) return taken.error();
    at = end + 1;
  }
  return part;
}

// Puts the rows into an order that holds whatever happens between two parts, and leaves out those that were read.
void go_on_after(std::vector<RowJson>& rows, const std::string& last) {
  std::vector<std::pair<std::string, std::size_t>> texts;
  texts.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) texts.emplace_back(print_json(rows[i]), i);
  std::sort(texts.begin(), texts.end());
  std::vector<RowJson> left;
  for (const auto& [text, i] : texts) {
    if (text > last) left.push_back(std::move(rows[i]));
  }
  rows = std::move(left);
}

bool is_of(const RowJson& row, const char* member, const std::string& value) {
  const auto found = row.find(member);
  return found != row.end() && found->is_string() && found->get<std::string>() == value;
}

// "SO-17/1" is a line of the order "SO-17".
bool is_line_of(const RowJson& row, const std::string& order) {
  const auto line = row.find("line");
  return line != row.end() && line->is_string() && line->get<std::string>().starts_with(order + "/");
}

Status keep_asked(std::vector<RowJson>& rows, const Part& part) {
  if (rows.empty()) return Done{};
  const RowJson& like = rows.front();
  if (!part.item.empty() && !like.contains("item"))
    return Error{ErrorKind::bad_input, "item", "this list is not of items"};
  if (!part.order.empty() && !like.contains("order") && !like.contains("line"))
    return Error{ErrorKind::bad_input, "order", "this list is not of orders"};
  std::erase_if(rows, [&](const RowJson& row) {
    const bool other_item = !part.item.empty() && !is_of(row, "item", part.item);
    return other_item || (!part.order.empty() && !is_of(row, "order", part.order) && !is_line_of(row, part.order));
  });
  return Done{};
}

const Topic* topic_named(const std::string& name) {
  for (const Topic& topic : topics()) {
    if (name == topic.name) return &topic;
  }
  return nullptr;
}

// Says which rows an address takes.
std::string kind_at(const std::string& name) {
  if (name == "items") return "item";
  if (name == "barcodes") return "barcode";
  if (name == "locations") return "location";
  if (name == "customers") return "customer";
  if (name == "orders") return "order_line";
  if (name == "purchases") return "purchase_line";
  if (name == "suppliers") return "supplier";
  if (name == "sources") return "source";
  if (name == "history") return "past_demand";
  if (name == "faces") return "face";
  if (name == "alternatives") return "alternative";
  if (name == "wishes") return "wish";
  if (name == "goodwill") return "goodwill";
  if (name == "promotions") return "promotion";
  if (name == "stock") return "stock";
  return "asn";
}

HttpAnswer bad_rows(const std::vector<Error>& errors) {
  OrderedJson list = OrderedJson::array();
  for (const Error& error : errors) {
    list.push_back({{"kind", name_of(error.kind)}, {"place", error.place}, {"message", error.message}});
  }
  return json_answer(422, {{"errors", std::move(list)}});
}

// Rows of JSON with the members that each of them has.
struct JsonRows {
  std::vector<ImportRow> rows;
  std::vector<std::set<std::string, std::less<>>> members;
};

// Reads [{"item":"BRG-6204",...},...] as rows of one kind.
Result<JsonRows> read_rows(const std::string& body, const std::string& kind, Instant now) {
  auto parsed = parse_json(body, {Office::max_body});
  if (!parsed) return parsed.error();
  if (!parsed->is_array()) return Error{ErrorKind::bad_input, "", "is no array of rows"};
  JsonRows said;
  for (std::size_t i = 0; i < parsed->size(); ++i) {
    const std::string place = "[" + std::to_string(i) + "]";
    if (!(*parsed)[i].is_object()) return Error{ErrorKind::bad_input, place, "is no object"};
    Json row = std::move((*parsed)[i]);
    row["kind"] = kind;
    const OrderedJson command{{"id", "row"}, {"do", "import"}, {"rows", OrderedJson::array({OrderedJson(row)})}};
    auto read = parse_command(print_json(command), the_office(), now);
    if (!read) return Error{ErrorKind::bad_input, place + "." + read.error().place, read.error().message};
    said.rows.push_back(std::get<Import>(read->action).rows.front());
    auto& members = said.members.emplace_back();
    for (const auto& member : row.items()) members.insert(member.key());
  }
  return said;
}

// A member that a row does not have keeps what the books have, as a column that a file does not have.
Status keep_unsaid_members(Ledger& ledger, JsonRows& said) {
  for (std::size_t i = 0; i < said.rows.size(); ++i) {
    const auto there = ledger.as_written(said.rows[i]);
    if (!there) return there.error();
    if (!*there) continue;
    keep_unsaid(said.rows[i], **there,
                [&](std::string_view json, std::string_view) { return !said.members[i].contains(json); });
  }
  return Done{};
}

// Who says no type is understood by what was sent: no file of ours begins so.
bool is_json(const HttpRequest& request) {
  if (request.head.type.starts_with("application/json")) return true;
  const std::size_t first = request.body.find_first_not_of(" \t\r\n");
  return first != std::string::npos && (request.body[first] == '[' || request.body[first] == '{');
}

int status_of(const Outcome& outcome) {
  const auto* refused = std::get_if<Refused>(&outcome);
  if (refused == nullptr) return 200;
  return refused->error.kind == ErrorKind::conflict ? 409 : 422;
}

// For whom something is set aside is called as the hub calls it, whatever a client writes: a name says that the hub
// knows the terminal.
void name_holder(Action& action, const Office::NameOf& name_of) {
  if (auto* goods = std::get_if<Assign>(&action)) goods->name = goods->to ? name_of(*goods->to).value_or("") : "";
  if (auto* numbers = std::get_if<AssignNumbers>(&action))
    numbers->name = numbers->to ? name_of(*numbers->to).value_or("") : "";
}

const OrderNumber* order_of(const ImportRow& row) {
  const auto* line = std::get_if<OrderLineRow>(&row);
  return line == nullptr ? nullptr : &line->line.document;
}

// An order that fits is not cut in two: what it lacks is known then.
std::size_t end_of_command(const std::vector<ImportRow>& rows, std::size_t begin) {
  const std::size_t most = std::min(rows.size(), begin + Import::max_rows);
  std::size_t end = most;
  const auto cuts = [&](std::size_t at) {
    const OrderNumber *before = order_of(rows[at - 1]), *after = order_of(rows[at]);
    return before != nullptr && after != nullptr && *before == *after;
  };
  while (end > begin && end < rows.size() && cuts(end)) --end;
  return end == begin ? most : end;
}

// Each command is within Import's bounds and has an id of its own.
std::vector<Command> commands_of(std::vector<ImportRow> rows, Instant now) {
  // The lines of each order stand one after the other.
  std::stable_sort(rows.begin(), rows.end(), [](const ImportRow& a, const ImportRow& b) {
    const OrderNumber *one = order_of(a), *other = order_of(b);
    return one != nullptr && other != nullptr && *one < *other;
  });
  std::vector<Command> commands;
  for (std::size_t i = 0, end = 0; i < rows.size(); i = end) {
    Import import;
    end = end_of_command(rows, i);
    for (std::size_t row = i; row < end; ++row) import.rows.push_back(std::move(rows[row]));
    commands.push_back(Command{fresh_command_id(), the_office(), now, std::move(import)});
  }
  return commands;
}

}  // namespace

HttpAnswer Office::list(const HttpRequest& request) const {
  const auto part = part_of(request.head.query);
  if (!part) return answer_error(part.error());
  const std::string name = last_part(request.head.path);
  const Topic* topic = topic_named(name);
  if (topic == nullptr) return answer_error({ErrorKind::unknown, "", "there is no such list"}, 404);
  if (part->since && name != "events") return answer_error({ErrorKind::bad_input, "since", "is for events"});
  if (part->after && name == "events") return answer_error({ErrorKind::bad_input, "after", "of events say since"});
  ShowFilter filter;
  const bool chooses = !part->item.empty() || !part->order.empty();
  filter.limit = part->after || chooses ? max_list : part->limit + 1;
  filter.since = part->since;
  auto rows = topic->rows(database_, filter);
  if (!rows) return answer_error(rows.error());
  if (auto kept = keep_asked(*rows, *part); !kept) return answer_error(kept.error());
  if (part->after) go_on_after(*rows, *part->after);
  const bool more = rows->size() > part->limit;
  if (more) rows->resize(part->limit);
  OrderedJson said = OrderedJson::object();
  if (part->after && more) said["next"] = print_json(rows->back());
  if (part->since) said["next"] = rows->empty() ? std::to_string(*part->since) : print_json(rows->back()["seq"]);
  OrderedJson list = OrderedJson::array();
  for (RowJson& row : *rows) list.push_back(std::move(row));
  OrderedJson answer{{"rows", std::move(list)}, {"more", more}};
  answer.update(said);
  return json_answer(200, answer);
}

namespace {

HttpAnswer answer_row(const Result<RowJson>& row) {
  if (!row) return answer_error(row.error(), row.error().kind == ErrorKind::unknown ? 404 : 503);
  return json_answer(200, *row);
}

}  // namespace

HttpAnswer Office::promise(const HttpRequest& request) const {
  const std::string text = query_value(request.head.query, "item");
  const auto item = ItemCode::parse(text);
  if (!item) return answer_error(item.error());
  if (last_part(request.head.path) == "availability") return answer_row(availability_row(database_, *item, clock_));
  const auto quantity = Quantity::parse(query_value(request.head.query, "quantity"));
  if (!quantity) return answer_error(quantity.error());
  if (quantity->none()) return answer_error({ErrorKind::bad_input, "quantity", "must be 1 or more"});
  return answer_row(promise_row(database_, *item, *quantity, clock_));
}

HttpAnswer Office::execute(const HttpRequest& request) const {
  auto command = parse_command(request.body, the_office(), clock_.now());
  if (!command) return answer_error(command.error());
  name_holder(command->action, name_of_);
  const auto asked = ask_if_far_off(database_, *command);
  if (!asked) return answer_error(asked.error());
  if (*asked) return {status_of(**asked), to_json(**asked)};
  std::optional<Result<Outcome>> outcome;
  const Status taken = on_ledger_thread(ledger_)([&](Ledger& held) { outcome = held.execute(*command); });
  if (!taken) return answer_error(taken.error());
  if (!*outcome) return answer_error(outcome->error());
  return {status_of(**outcome), to_json(**outcome)};
}

HttpAnswer Office::import(const HttpRequest& request) const {
  const std::string kind = kind_at(last_part(request.head.path));
  if (is_json(request)) return book_rows(request.body, kind);
  auto parsed = read_sent_table(request.body);
  if (!parsed) return answer_error(parsed.error());
  if (const auto& bad = parsed->report.errors; !bad.empty()) return bad_rows({bad.begin(), bad.end()});
  if (!parsed->report.questions.empty()) return bad_rows(open_questions(*parsed));
  if (parsed->report.kind != last_part(request.head.path)) {
    return bad_rows({{ErrorKind::bad_input, "1", "these are " + parsed->report.kind + ", by their first line"}});
  }
  return book_table(std::move(*parsed));
}

HttpAnswer Office::book_table(ParsedImport parsed) const {
  const std::size_t count = parsed.rows.size();
  const fs::path file = parsed.file;
  const std::vector<std::string> read_as = parsed.report.found;
  std::optional<Result<ImportReport>> booked;
  const Status taken = on_ledger_thread(ledger_)(
      [&](Ledger& held) { booked = book_import(held, std::move(parsed), {}, the_office(), clock_.now()); });
  if (!taken) return answer_error(taken.error());
  if (!*booked) return answer_error((*booked).error());
  if (!(*booked)->errors.empty()) {
    std::vector<Error> errors;
    for (Error& error : (*booked)->errors) errors.push_back(of_line(std::move(error), file));
    return bad_rows(errors);
  }
  return json_answer(200, {{"rows", count}, {"repeated", (*booked)->repeated}, {"read_as", read_as}});
}

HttpAnswer Office::book_rows(const std::string& body, const std::string& kind) const {
  auto said = read_rows(body, kind, clock_.now());
  if (!said) return bad_rows({said.error()});
  const std::size_t count = said->rows.size();
  std::optional<Result<std::vector<Outcome>>> outcomes;
  const Status taken = on_ledger_thread(ledger_)([&](Ledger& held) {
    if (auto kept = keep_unsaid_members(held, *said); !kept) return void(outcomes = kept.error());
    outcomes = held.execute_all(commands_of(std::move(said->rows), clock_.now()));
  });
  if (!taken) return answer_error(taken.error());
  if (!*outcomes) return answer_error(outcomes->error());
  bool repeated = true;
  for (const Outcome& outcome : **outcomes) {
    if (const auto* refused = std::get_if<Refused>(&outcome)) return bad_rows({refused->error});
    repeated = repeated && std::get<Accepted>(outcome).repeated;
  }
  return json_answer(200, {{"rows", count}, {"repeated", repeated}});
}

}  // namespace dockhand
