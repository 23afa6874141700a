// How documents that are sent become commands: see sync/site/office.h.
#include <algorithm>
#include <optional>
#include <set>

#include "storage/codec/json.h"
#include "storage/import/columns/unsaid_columns.h"
#include "storage/import/import.h"
#include "storage/import/import_options.h"
#include "storage/import/remedies.h"
#include "storage/model/fresh_id.h"
#include "sync/session.h"
#include "sync/site/answers.h"
#include "sync/site/office.h"
#include "sync/site/parameters.h"
#include "sync/site/sent_csv.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

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
    list.push_back(
        {{"kind", name_of(error.kind)}, {"place", error.place}, {"message", with_parameters(error.message)}});
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
    auto read = parse_command(print_json(command), Office::itself(), now);
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
std::vector<Command> commands_of(std::vector<ImportRow> rows, bool confirmed, Instant now) {
  // The lines of each order stand one after the other.
  std::stable_sort(rows.begin(), rows.end(), [](const ImportRow& a, const ImportRow& b) {
    const OrderNumber *one = order_of(a), *other = order_of(b);
    return one != nullptr && other != nullptr && *one < *other;
  });
  std::vector<Command> commands;
  for (std::size_t i = 0, end = 0; i < rows.size(); i = end) {
    Import import{{}, confirmed};
    end = end_of_command(rows, i);
    for (std::size_t row = i; row < end; ++row) import.rows.push_back(std::move(rows[row]));
    commands.push_back(Command{fresh_command_id(), Office::itself(), now, std::move(import)});
  }
  return commands;
}

// They mean what they mean on a command line.
Result<ImportChoices> choices_in(const Words& words) {
  ImportTexts texts;
  texts.dry_run = words.is_true("dry_run");
  texts.confirm = words.is_true("confirm");
  if (const std::string* dates = words.find("dates")) texts.dates = *dates;
  if (const std::string* decimal = words.find("decimal")) texts.decimal = *decimal;
  return choices_of(texts);
}

// What commands would do, up to the first that is refused.
Result<std::vector<Outcome>> try_commands(Ledger& ledger, const std::vector<Command>& commands) {
  Result<std::vector<Outcome>> outcomes = std::vector<Outcome>();
  const Status tried = ledger.try_out([&](const Ledger::TryOne& try_one) {
    for (const Command& command : commands) {
      auto outcome = try_one(command);
      if (!outcome) return void(outcomes = outcome.error());
      outcomes->push_back(*std::move(outcome));
      if (std::holds_alternative<Refused>(outcomes->back())) return;
    }
  });
  return tried ? std::move(outcomes) : tried.error();
}

OrderedJson json_of(const ImportChanges& changes) {
  return {{"new", changes.created}, {"changed", changes.changed}, {"unchanged", changes.unchanged},
          {"gone", changes.gone},   {"refused", changes.refused}, {"beside", changes.beside}};
}

}  // namespace

HttpAnswer Office::import(const HttpRequest& request) const {
  const auto words = Words::in(request.head.query, parameters_of_documents());
  if (!words) return answer_error(words.error());
  const auto choices = choices_in(*words);
  if (!choices) return answer_error(choices.error());
  const std::string name = last_part(request.head.path);
  if (is_json(request)) {
    for (const char* word : {"dates", "decimal"}) {
      if (words->find(word) != nullptr)
        return answer_error({ErrorKind::bad_input, word, "is for tables: rows of JSON are written in one way"});
    }
    return book_rows(request.body, kind_at(name), *choices);
  }
  auto parsed = read_sent_table(request.body, name, *choices);
  if (!parsed)
    return answer_error({parsed.error().kind, parsed.error().place, with_parameters(parsed.error().message)});
  if (const auto& bad = parsed->report.errors; !bad.empty()) return bad_rows({bad.begin(), bad.end()});
  if (!parsed->report.questions.empty()) return bad_rows(open_questions(*parsed));
  if (parsed->report.kind != name)
    return bad_rows({{ErrorKind::bad_input, "1", "these are " + parsed->report.kind + ", by their first line"}});
  return book_table(std::move(*parsed), *choices);
}

HttpAnswer Office::book_table(ParsedImport parsed, const ImportChoices& choices) const {
  const std::size_t count = parsed.rows.size();
  const fs::path file = parsed.file;
  const std::vector<std::string> read_as = parsed.report.found;
  std::optional<Result<ImportReport>> booked;
  const Status taken = on_ledger_thread(ledger_)(
      [&](Ledger& held) { booked = book_import(held, std::move(parsed), choices, itself(), clock_.now()); });
  if (!taken) return answer_error(taken.error());
  if (!*booked) return answer_error((*booked).error());
  const ImportReport& report = **booked;
  if (!report.errors.empty()) {
    std::vector<Error> errors;
    for (const Error& error : report.errors) errors.push_back(of_line(error, file));
    return bad_rows(errors);
  }
  OrderedJson answer{{"rows", count}, {"repeated", report.repeated}, {"read_as", read_as}};
  if (const auto& changes = report.changes) {
    answer["repeated"] = changes->created + changes->changed + changes->beside == 0;
    answer["dry_run"] = true;
    answer["changes"] = json_of(*changes);
  }
  return json_answer(200, answer);
}

HttpAnswer Office::book_rows(const std::string& body, const std::string& kind, const ImportChoices& choices) const {
  auto said = read_rows(body, kind, clock_.now());
  if (!said) return bad_rows({said.error()});
  const std::size_t count = said->rows.size();
  std::optional<Result<std::vector<Outcome>>> outcomes;
  const Status taken = on_ledger_thread(ledger_)([&](Ledger& held) {
    if (auto kept = keep_unsaid_members(held, *said); !kept) return void(outcomes = kept.error());
    const auto commands = commands_of(std::move(said->rows), choices.confirmed, clock_.now());
    outcomes = choices.try_out ? try_commands(held, commands) : held.execute_all(commands);
  });
  if (!taken) return answer_error(taken.error());
  if (!*outcomes) return answer_error(outcomes->error());
  bool repeated = true;
  for (const Outcome& outcome : **outcomes) {
    if (const auto* refused = std::get_if<Refused>(&outcome)) return bad_rows({refused->error});
    repeated = repeated && std::get<Accepted>(outcome).repeated;
  }
  OrderedJson answer{{"rows", count}, {"repeated", repeated}};
  if (choices.try_out) answer["dry_run"] = true;
  return json_answer(200, answer);
}

}  // namespace dockhand
