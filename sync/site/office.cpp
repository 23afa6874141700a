#include "sync/site/office.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "storage/codec/json.h"
#include "storage/listings/availability.h"
#include "storage/listings/far_count.h"
#include "storage/listings/listings.h"
#include "sync/session.h"
#include "sync/site/answers.h"
#include "sync/site/parameters.h"

namespace dockhand {
namespace {

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

Result<Part> part_of(const Words& words) {
  Part part;
  if (const std::string* limit = words.find("limit")) {
    if (!read_number(*limit, part.limit) || part.limit == 0 || part.limit > Office::max_rows)
      return Error{ErrorKind::bad_input, "limit", "is not a number from 1 to " + std::to_string(Office::max_rows)};
  }
  if (const std::string* since = words.find("since")) {
    part.since = -1;
    if (!read_number(*since, *part.since) || *part.since < 0)
      return Error{ErrorKind::bad_input, "since", "is no number of an event"};
  }
  if (const std::string* after = words.find("after")) part.after = *after;
  for (const auto& [name, of] : {std::pair("item", &part.item), std::pair("order", &part.order)}) {
    const std::string* said = words.find(name);
    if (said != nullptr && said->empty()) return Error{ErrorKind::bad_input, name, "is empty"};
    if (said != nullptr) *of = *said;
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

}  // namespace

const OperatorName& Office::itself() {
  static const OperatorName name = OperatorName::parse("office").value();
  return name;
}

std::string Office::last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

HttpAnswer Office::list(const HttpRequest& request) const {
  const auto words = Words::in(request.head.query, parameters_of_list(request.head.path));
  const auto part = words ? part_of(*words) : Result<Part>(words.error());
  if (!part) return answer_error(part.error());
  const std::string name = last_part(request.head.path);
  const Topic* topic = topic_named(name);
  if (topic == nullptr) return answer_error({ErrorKind::unknown, "", "there is no such list"}, 404);
  ShowFilter filter;
  const bool chooses = !part->item.empty() || !part->order.empty();
  filter.limit = part->after || chooses ? max_list : part->limit + 1;
  filter.since = part->since;
  filter.clock = clock_;
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
  const auto words = Words::in(request.head.query, parameters_of_promise(request.head.path));
  if (!words) return answer_error(words.error());
  const auto item = ItemCode::parse(*words->find("item"));
  if (!item) return answer_error(item.error());
  if (last_part(request.head.path) == "availability") return answer_row(availability_row(database_, *item, clock_));
  const auto quantity = Quantity::parse(*words->find("quantity"));
  if (!quantity) return answer_error(quantity.error());
  if (quantity->none()) return answer_error({ErrorKind::bad_input, "quantity", "must be 1 or more"});
  return answer_row(promise_row(database_, *item, *quantity, clock_));
}

HttpAnswer Office::execute(const HttpRequest& request) const {
  if (const auto words = Words::in(request.head.query, no_parameters()); !words) return answer_error(words.error());
  auto command = parse_command(request.body, itself(), clock_.now());
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

}  // namespace dockhand
