#include "storage/import/import_json.h"

#include "storage/files/table.h"
#include "storage/import/remedies.h"

namespace dockhand {
namespace {

constexpr const char* name_of(ImportQuestion::About about) {
  return about == ImportQuestion::About::days ? "dates" : "decimal";
}

std::vector<std::string> texts_of(JsonObject& json, const char* name) {
  std::vector<std::string> texts;
  for (const Json& text : json.array(name)) {
    if (text.is_string())
      texts.push_back(text.get<std::string>());
    else
      json.fail_at(name, {ErrorKind::bad_input, "", "is no list of texts"});
  }
  return texts;
}

Result<ImportQuestion> parse_question(const Json& element) {
  JsonObject json(element, "questions");
  const std::string about = json.free_text("about", 16);
  ImportQuestion question{about == "dates" ? ImportQuestion::About::days : ImportQuestion::About::mark,
                          json.free_text("column"), json.free_text("sample")};
  if (auto closed = json.close(); !closed) return closed.error();
  return question;
}

FileForm form_of(JsonObject& json) {
  FileForm form;
  if (!json.has("form")) return form;
  JsonObject object(*json.object("form"), "form");
  if (object.has("encoding")) form.encoding = object.free_text("encoding");
  if (object.has("separator")) form.separator = object.free_text("separator");
  for (std::string& one : texts_of(object, "dates")) form.dates.insert(std::move(one));
  for (std::string& one : texts_of(object, "decimals")) form.decimals.insert(std::move(one));
  if (auto closed = object.close(); !closed) json.fail(closed.error());
  return form;
}

}  // namespace

std::string to_json(const ImportedFile& one) {
  const ImportReport& told = one.report;
  OrderedJson json{{"file", one.file.string()}, {"kind", told.kind},         {"rows", told.rows},
                   {"booked", one.booked},      {"repeated", told.repeated}, {"reserved", told.reserved}};
  json["cancelled"] = told.cancelled;
  json["form"] = {{"encoding", told.form.encoding},
                  {"separator", told.form.separator},
                  {"dates", told.form.dates},
                  {"decimals", told.form.decimals}};
  json["found"] = told.found;
  if (!told.left_columns.empty()) json["left_columns"] = told.left_columns;
  if (told.changes) {
    json["changes"] = {{"new", told.changes->created},         {"changed", told.changes->changed},
                       {"unchanged", told.changes->unchanged}, {"gone", told.changes->gone},
                       {"refused", told.changes->refused},     {"beside", told.changes->beside}};
  }
  if (told.left_out) json["left_out"] = *told.left_out;
  json["header_line"] = told.header_line;
  json["questions"] = OrderedJson::array();
  for (const ImportQuestion& one_question : told.questions) {
    json["questions"].push_back(
        {{"about", name_of(one_question.about)}, {"column", one_question.column}, {"sample", one_question.sample}});
  }
  json["errors"] = OrderedJson::array();
  for (const BadCell& bad : told.errors) {
    json["errors"].push_back({{"place", bad.place},
                              {"row", bad.row},
                              {"column", bad.column},
                              {"value", bad.value},
                              {"message", bad.message},
                              {"remedy", remedy_in(bad)}});
  }
  json["errors_left_out"] = told.errors_left_out;
  json["bad_rows"] = told.bad_rows;
  return print_json(json);
}

std::string taken_back_json(const std::string& name) {
  return print_json(OrderedJson{{"file", name}, {"taken_back", true}});
}

Result<ImportedFile> parse_imported_file(std::string_view text, std::size_t max_bytes) {
  const auto parsed = parse_json(text, {max_bytes});
  if (!parsed) return parsed.error();
  JsonObject json(*parsed);
  ImportedFile one;
  one.file = json.free_text("file");
  one.report.kind = json.free_text("kind");
  one.report.rows = static_cast<std::size_t>(json.integer("rows", 0, INT64_MAX));
  one.booked = json.flag_or("booked", false);
  one.report.repeated = json.flag_or("repeated", false);
  one.report.reserved = json.integer("reserved", 0, INT64_MAX);
  one.report.cancelled = static_cast<std::size_t>(json.integer_or("cancelled", 0, 0, INT64_MAX));
  one.report.form = form_of(json);
  one.report.found = texts_of(json, "found");
  if (json.has("left_columns")) one.report.left_columns = texts_of(json, "left_columns");
  if (json.has("changes")) {
    JsonObject changes(*json.object("changes"), "changes");
    const auto number = [&](const char* name) { return static_cast<std::size_t>(changes.integer(name, 0, INT64_MAX)); };
    one.report.changes = ImportChanges{number("new"),     number("changed"), number("unchanged"),
                                       number("refused"), number("gone"),    number("beside")};
    if (auto closed = changes.close(); !closed) return closed.error();
  }
  if (json.has("left_out")) one.report.left_out = json.free_text("left_out");
  one.report.header_line = json.integer_or("header_line", 0, 0, INT64_MAX);
  for (const Json& element : json.array("questions")) {
    auto question = parse_question(element);
    if (!question) return question.error();
    one.report.questions.push_back(std::move(question).value());
  }
  one.report.errors_left_out = static_cast<std::size_t>(json.integer("errors_left_out", 0, INT64_MAX));
  one.report.bad_rows = static_cast<std::size_t>(json.integer("bad_rows", 0, INT64_MAX));
  for (const Json& element : json.array("errors")) {
    JsonObject object(element, "errors");
    BadCell bad{{ErrorKind::bad_input, object.free_text("place"), object.free_text("message")},
                object.integer("row", 0, INT64_MAX),
                object.free_text("column"),
                object.free_text("value")};
    static_cast<void>(object.free_text("remedy"));  // it is in the message
    one.report.errors.push_back(std::move(bad));
    if (auto closed = object.close(); !closed) return closed.error();
  }
  if (auto closed = json.close(); !closed) return closed.error();
  return one;
}

OrderedJson json_of(const ImportChoices& choices) {
  OrderedJson json = OrderedJson::object();
  if (choices.separator) json["separator"] = text_of_separator(*choices.separator);
  if (!choices.sheet.empty()) json["sheet"] = choices.sheet;
  if (choices.said.days) json["dates"] = name_of(*choices.said.days);
  if (choices.said.mark) json["decimal"] = name_of(*choices.said.mark);
  if (choices.skip_bad) json["skip_bad"] = true;
  if (choices.try_out) json["try_out"] = true;
  if (choices.confirmed) json["confirmed"] = true;
  if (choices.asks_left_out) json["asks_left_out"] = true;
  if (choices.cancels_left_out) json["cancels_left_out"] = *choices.cancels_left_out;
  if (choices.header.make) json["make"] = true;
  if (choices.header.make_items) json["make_items"] = true;
  for (const auto& [column, text] : choices.header.set) json["set"].push_back({{"column", column}, {"text", text}});
  for (const auto& [column, heading] : choices.header.columns)
    json["columns"].push_back({{"column", column}, {"text", heading}});
  for (const std::string& one : choices.header.mappings) json["mappings"].push_back(one);
  if (!choices.header.kind.empty()) json["of_kind"] = choices.header.kind;
  for (const SaidState& one : choices.header.states)
    json["states"].push_back({{"word", one.word}, {"state", name_of(one.state)}});
  for (const UnitSize& one : choices.header.units) json["units"].push_back({{"word", one.word}, {"units", one.units}});
  if (!choices.users.empty()) json["users"] = choices.users.string();
  if (!choices.header.memory.empty()) json["memory"] = choices.header.memory.string();
  return json;
}

namespace {

void read_words(JsonObject& json, HeaderChoices& header) {
  for (const Json& element : json.array("states")) {
    JsonObject one(element, "states");
    std::string word = one.free_text("word");
    const auto state = parse_row_state(one.free_text("state"));
    if (!state) json.fail(state.error());
    if (auto closed = one.close(); !closed) json.fail(closed.error());
    if (state) header.states.push_back({std::move(word), *state});
  }
  for (const Json& element : json.array("units")) {
    JsonObject one(element, "units");
    std::string word = one.free_text("word");
    header.units.push_back({std::move(word), one.integer("units", 1, Quantity::max)});
    if (auto closed = one.close(); !closed) json.fail(closed.error());
  }
}

std::vector<std::pair<std::string, std::string>> pairs_of(JsonObject& json, const char* name) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Json& element : json.array(name)) {
    JsonObject one(element, name);
    const std::string column = one.free_text("column"), text = one.free_text("text");
    pairs.emplace_back(column, text);
    if (auto closed = one.close(); !closed) json.fail(closed.error());
  }
  return pairs;
}

}  // namespace

ImportChoices read_choices(JsonObject& json) {
  ImportChoices choices;
  choices.separator = json.maybe<char>("separator", parse_separator);
  if (json.has("sheet")) choices.sheet = json.free_text("sheet");
  choices.said.days = json.maybe<DayOrder>("dates", parse_day_order);
  choices.said.mark = json.maybe<DecimalMark>("decimal", parse_decimal_mark);
  choices.skip_bad = json.flag_or("skip_bad", false);
  choices.try_out = json.flag_or("try_out", false);
  choices.confirmed = json.flag_or("confirmed", false);
  choices.asks_left_out = json.flag_or("asks_left_out", false);
  if (json.has("cancels_left_out")) choices.cancels_left_out = json.flag_or("cancels_left_out", false);
  choices.header.make = json.flag_or("make", false);
  choices.header.make_items = json.flag_or("make_items", false);
  choices.header.set = pairs_of(json, "set");
  choices.header.columns = pairs_of(json, "columns");
  choices.header.mappings = texts_of(json, "mappings");
  if (json.has("of_kind")) choices.header.kind = json.free_text("of_kind");
  read_words(json, choices.header);
  if (json.has("users")) choices.users = json.free_text("users", 4096);
  if (json.has("memory")) choices.header.memory = json.free_text("memory", 4096);
  return choices;
}

}  // namespace dockhand
