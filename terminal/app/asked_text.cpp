#include "terminal/app/asked_text.h"

#include <string>
#include <tuple>
#include <vector>

#include "storage/codec/codec.h"
#include "storage/codec/json.h"
#include "storage/model/tools/overloaded.h"

namespace dockhand {
namespace {

constexpr std::size_t max_question_text = 4 << 20;  // a yes to thousands of serials

// A command that is kept has no id and no person yet: both come with the answer.
const CommandId& id_to_come() {
  static const CommandId id = CommandId::parse("to-come").value();
  return id;
}
const OperatorName& person_to_come() {
  static const OperatorName name = OperatorName::parse("to come").value();
  return name;
}

// --- to text ------------------------------------------------------------------------------------------------------

// Its kind comes first, because a place and an order may have the same code.
struct PrintTarget {
  OrderedJson operator()(const std::monostate&) const { return OrderedJson::array(); }
  OrderedJson operator()(const Cluster& cart) const {
    OrderedJson json{"cart", cart.zone};
    for (const Cluster::Part& part : cart.parts) {
      json.push_back(part.order.text());
      json.push_back(part.tote.text());
    }
    return json;
  }
  OrderedJson operator()(const UnknownCode& unknown) const { return {"code", unknown.code}; }
  OrderedJson operator()(const PurchaseNumber& one) const { return {"purchase", one.text()}; }
  OrderedJson operator()(const OrderNumber& one) const { return {"order", one.text()}; }
  OrderedJson operator()(const OrderLine& one) const { return {"line", one.text()}; }
  OrderedJson operator()(const ItemCode& one) const { return {"item", one.text()}; }
  OrderedJson operator()(const LocationCode& one) const { return {"place", one.text()}; }
  OrderedJson operator()(const Sscc& one) const { return {"unit", one.text()}; }
};

OrderedJson json_of(const Do& books) {
  OrderedJson json{{"commands", OrderedJson::array()}, {"seen", to_json(books.seen)}};
  for (const Action& action : books.actions) {
    json["commands"].push_back(to_json(Command{id_to_come(), person_to_come(), Instant{}, action}));
  }
  if (books.then) json["then"] = to_text(*books.then);
  return json;
}

void add_consequence(OrderedJson& json, const Consequence& then) {
  std::visit(
      Overloaded{
          [](const std::monostate&) {}, [&](const Do& books) { json["do"] = json_of(books); },
          [&](const Open& open) {
            json["open"] =
                OrderedJson{{"screen", name_of(open.screen)},
                            {"target", std::visit(PrintTarget{}, static_cast<const AnyTarget&>(open.target))},
                            {"and_scan", open.and_scan}};
          },
          [&](const Leave& leave) { json["leave"] = leave.toast; }, [&](const Discard&) { json["discard"] = true; },
          [](const TakeScan&) {},  // the picture is gone: it is scanned again
      },
      static_cast<const AnyConsequence&>(then));
}

// --- from text ----------------------------------------------------------------------------------------------------

Result<Target> no_target() { return Error{ErrorKind::bad_input, "target", "is of no kind that is known"}; }

template <class T>
Result<Target> target_as(Result<T> read) {
  return read ? Result<Target>(Target(std::move(read).value())) : Result<Target>(read.error());
}

Result<Target> read_cart_target(const std::vector<std::string>& words) {
  Cluster cart{{}, words[1]};
  for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
    const auto order = OrderNumber::parse(words[i]);
    const auto tote = LocationCode::parse(words[i + 1]);
    if (!order || !tote) return no_target();
    cart.parts.push_back({*order, *tote});
  }
  return Target(std::move(cart));
}

Result<Target> read_target(const Json& list) {
  std::vector<std::string> words;
  words.reserve(list.size());
  for (const Json& word : list) words.push_back(word.is_string() ? word.get<std::string>() : "");
  if (words.empty()) return Target();
  if (words.size() < 2) return no_target();
  const auto& [kind, text] = std::tie(words[0], words[1]);
  if (kind == "cart") return read_cart_target(words);
  if (kind == "code") return Target(UnknownCode{text});
  if (kind == "purchase") return target_as(PurchaseNumber::parse(text));
  if (kind == "order") return target_as(OrderNumber::parse(text));
  if (kind == "line") return target_as(OrderLine::parse(text));
  if (kind == "item") return target_as(ItemCode::parse(text));
  if (kind == "place") return target_as(LocationCode::parse(text));
  return kind == "unit" ? target_as(Sscc::parse(text)) : no_target();
}

Result<Consequence> read_do(const Json& value) {
  JsonObject json(value, "do");
  const Json& commands = json.array("commands");
  auto seen = parse_seen(json.free_text("seen", max_question_text));
  const std::string then = json.free_text("then", max_question_text);
  if (auto closed = json.close(); !closed) return closed.error();
  if (!seen) return seen.error();
  Do books{{}, std::move(seen).value()};
  for (const Json& text : commands) {
    auto command = parse_command(text.is_string() ? text.get<std::string>() : "", person_to_come(), Instant{});
    if (!command) return command.error();
    books.actions.push_back(std::move(command->action));
  }
  if (then.empty()) return Consequence(std::move(books));
  auto job = parse_job(then);
  if (!job) return job.error();
  books.then = std::move(job).value();
  return Consequence(std::move(books));
}

Result<Consequence> read_open(const Json& value) {
  JsonObject json(value, "open");
  const std::string name = json.free_text("screen");
  auto target = read_target(json.array("target"));
  const bool and_scan = json.flag_or("and_scan", false);
  if (auto closed = json.close(); !closed) return closed.error();
  if (!target) return target.error();
  for (std::size_t i = 0; i < screens().size(); ++i) {
    const auto screen = static_cast<ScreenId>(i);
    if (name == name_of(screen)) return Consequence(Open{screen, std::move(target).value(), and_scan});
  }
  return Error{ErrorKind::bad_input, "screen", "is not known"};
}

Result<Consequence> read_consequence(JsonObject& json) {
  if (json.has("do")) return read_do(*json.object("do"));
  if (json.has("open")) return read_open(*json.object("open"));
  if (json.has("leave")) return Consequence(Leave{json.free_text("leave")});
  return json.flag_or("discard", false) ? Consequence(Discard{}) : Consequence();
}

Result<Choice> read_choice(const Json& value) {
  JsonObject json(value, "choice");
  Choice choice{.id = json.free_text("id"), .title = json.free_text("title")};
  choice.detail = json.free_text("detail");
  choice.icon = static_cast<Icon>(json.integer("icon", 0, static_cast<int>(Icon::person)));
  choice.supervisor = json.flag_or("supervisor", false);
  auto then = read_consequence(json);
  if (auto closed = json.close(); !closed) return closed.error();
  if (!then) return then.error();
  choice.then = std::move(then).value();
  return choice;
}

Result<Consequence> read_no_then(const Json& value) {
  JsonObject json(value, "no_then");
  auto then = read_consequence(json);
  if (auto closed = json.close(); !closed) return closed.error();
  return then;
}

}  // namespace

std::string to_text(const Question& question) {
  OrderedJson json{{"words", question.words}, {"no", question.no}};
  if (question.typed) json["typed"] = question.typed->units();
  json["list"] = question.list;
  json["supervisor"] = question.supervisor;
  OrderedJson no_then = OrderedJson::object();
  add_consequence(no_then, question.no_then);
  if (!no_then.empty()) json["no_then"] = std::move(no_then);
  json["choices"] = OrderedJson::array();
  for (const Choice& choice : question.choices) {
    OrderedJson one{{"id", choice.id},
                    {"title", choice.title},
                    {"detail", choice.detail},
                    {"icon", static_cast<int>(choice.icon)},
                    {"supervisor", choice.supervisor}};
    add_consequence(one, choice.then);
    json["choices"].push_back(std::move(one));
  }
  return print_json(json);
}

Result<Question> parse_question(std::string_view text) {
  const auto parsed = parse_json(text, {.bytes = max_question_text});
  if (!parsed) return parsed.error();
  JsonObject json(*parsed);
  Question question{.words = json.free_text("words", max_question_text), .choices = {}, .no = json.free_text("no")};
  if (json.has("typed")) question.typed = json.quantity("typed");
  question.list = json.flag_or("list", false);
  question.supervisor = json.flag_or("supervisor", false);
  const Json& choices = json.array("choices");
  auto no_then = json.has("no_then") ? read_no_then(*json.object("no_then")) : Result<Consequence>(Consequence());
  if (auto closed = json.close(); !closed) return closed.error();
  if (!no_then) return no_then.error();
  question.no_then = std::move(no_then).value();
  for (const Json& value : choices) {
    auto choice = read_choice(value);
    if (!choice) return choice.error();
    question.choices.push_back(std::move(choice).value());
  }
  return question;
}

}  // namespace dockhand
