#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/listings/exchanges.h"
#include "storage/listings/sooner.h"
#include "storage/model/exit_code.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct WhyOptions {
  std::string line;
  bool json = false;
};

RowJson text_of(const std::optional<OrderLine>& line) { return line ? RowJson(line->text()) : RowJson(); }

RowJson json_of(const std::vector<OrderLineView>& lines) {
  RowJson list = RowJson::array();
  for (const auto& line : lines) list.push_back({{"line", line.line.text()}, {"waiting", line.waiting.units()}});
  return list;
}

std::string leaves(const OrderLineView& line) {
  return sentence(line.promise, line.state, line.rank.promised, line.read_on);
}

RowJson json_of(const Why& why) {
  const auto& line = why.line;
  RowJson json{
      {"line", line.line.text()},        {"customer", line.customer},       {"item", line.item.text()},
      {"ordered", line.ordered.units()}, {"waiting", line.waiting.units()}, {"reserved", line.reserved.units()},
      {"picked", line.picked.units()},   {"shipped", line.shipped.units()}, {"class", name_of(line.rank.order_class)},
      {"terms", sentence(line.terms)}};
  json["decisions"] = RowJson::array();
  for (const auto& decision : why.decisions) {
    json["decisions"].push_back({{"time", decision.at.text()},
                                 {"seq", decision.seq},
                                 {"event", decision.by_event},
                                 {"rule", name_of(decision.explanation.rule)},
                                 {"position", decision.explanation.position},
                                 {"granted", decision.explanation.granted.units()},
                                 {"before", text_of(decision.explanation.previous)},
                                 {"after", text_of(decision.explanation.next)},
                                 {"text", sentence(decision.explanation)}});
  }
  json["ahead"] = json_of(why.ahead);
  json["behind"] = json_of(why.behind);
  json["expected"] = RowJson::array();
  for (const auto& supply : why.expected) {
    json["expected"].push_back(
        {{"line", supply.line.text()}, {"open", supply.open.units()}, {"due", supply.due.text()}});
  }
  json["announced"] = why.announced.units();
  json["announced_for_it"] = why.announced_for_it.units();
  json["coming"] = RowJson::array();
  for (const auto& coming : why.coming) {
    json["coming"].push_back(
        {{"line", coming.from.text()}, {"quantity", coming.quantity.units()}, {"due", coming.due.text()}});
  }
  json["not_coming"] = why.not_coming.units();
  json["state"] = name_of(why.state);
  if (!why.line.waiting.none()) json["leaves"] = leaves(why.line);
  if (const auto& promise = why.line.promise) {
    json["promise"] = {{"p50", promise->p50.text()},
                       {"p90", promise->p90.text()},
                       {"kept", promise->kept},
                       {"to_order", promise->to_order},
                       {"made", promise->made.text()}};
  }
  if (const auto& other = why.line.instead) {
    json["instead"] = {{"item", other->item.text()}, {"units", other->units.units()}, {"better", other->better}};
  }
  json["causes"] = RowJson::array();
  for (const planning::CauseShare& one : why.line.causes) {
    const bool given = one.cause == planning::Cause::given_away;
    json["causes"].push_back({{"cause", planning::name_of(one.cause)},
                              {"units", one.units},
                              {"supplier", given ? "" : one.whose},
                              {"given_to", given ? one.whose : ""}});
  }
  json["held"] = why.hold ? sentence(*why.hold) : "";
  json["customer_knows"] = sentence(why.knows, why.line.read_on);
  return json;
}

std::string state_of(const OrderLineView& line) {
  const std::string rank = ", class " + std::string(name_of(line.rank.order_class)) + ", priority " +
                           std::to_string(line.rank.priority) + ", promised " + line.rank.promised.text() +
                           ", ordered " + line.rank.ordered_at.date().text();
  const std::string terms = sentence(line.terms);
  return line.line.text() + ": " + line.ordered.text() + " of " + line.item.text() + " (" + printable(line.name) +
         ") for " + printable(line.customer) + rank + (terms.empty() ? "" : "\n  " + terms) + "\n  " +
         line.waiting.text() + " waiting, " + line.reserved.text() + " reserved, " + line.picked.text() + " picked, " +
         line.shipped.text() + " shipped\n";
}

std::string customer_of(const Why& why) {
  const std::string knows = sentence(why.knows, why.line.read_on);
  return knows.empty() ? "" : "  its customer: " + knows + "\n";
}

std::string list_of(const std::vector<OrderLineView>& lines) {
  std::string list;
  for (const auto& line : lines) list += " " + line.line.text() + " (" + line.waiting.text() + ")";
  return lines.empty() ? " nobody" : list;
}

// " on 2026-12-02"; a day that is over brings nothing any more.
std::string when(Date due, Date today) { return (due < today ? ", late since " : " on ") + due.text(); }

// The same of an open purchase line, with the day of its shipping notice where that says another one.
std::string when(const PurchaseLineView& line, Date today) {
  if (!line.announced || *line.announced == line.due) return when(line.due, today);
  return ", announced for " + line.announced->text() + ", due" + when(line.due, today);
}

// Says what is left for this line of the units that are expected.
std::string outlook_of(const Why& why) {
  if (!may_get_more(why.line.rank.order_class)) {
    return "Its class, " + std::string(name_of(why.line.rank.order_class)) + ", gets nothing more.\n";
  }
  std::string text;
  for (const auto& coming : why.coming) {
    const auto from = std::find_if(why.expected.begin(), why.expected.end(),
                                   [&](const PurchaseLineView& one) { return one.line == coming.from; });
    text += "For it: " + coming.quantity.text() + " with " + coming.from.text() +
            (from == why.expected.end() ? "" : when(*from, why.line.read_on)) + "\n";
  }
  if (!why.announced_for_it.none()) {
    text += "For it: " + why.announced_for_it.text() + " announced without a purchase\n";
  }
  if (!why.not_coming.none()) text += "Nothing expected brings it the other " + why.not_coming.text() + "\n";
  text += "Leaves: " + leaves(why.line) + "\n";
  if (const auto& other = why.line.instead) {
    text += "Instead: " + other->units.text() + " of " + other->item.text() + " (" + printable(other->name) +
            (other->better ? "), better" : "), similar") + (other->units.units() == 1 ? ", is here\n" : ", are here\n");
  }
  std::string because = printable(planning::sentence(why.line.causes));
  // Causes are found beside the days.
  if (!because.empty() && why.line.promise) because += age_words(*why.line.promise, why.line.read_on);
  text += "Waits: " + (because.empty() ? "its cause is found tonight" : because) + "\n";
  return text;
}

std::string text_of(const Why& why) {
  std::string text = state_of(why.line) + customer_of(why);
  if (why.hold) {
    const bool picking = why.hold->back == HeldBack::from_picking;
    text += fmt::format("  not {} yet: the {} is {}\n", picking ? "picked" : "shipped",
                        why.hold->order ? "order" : "line", sentence(*why.hold));
  }
  for (const auto& decision : why.decisions) {
    text += "\n" + decision.at.text() + "  " + printable(decision.by_event) + "\n  " + sentence(decision.explanation) +
            "\n";
  }
  if (why.decisions.empty()) text += "\nNothing that arrived has reached it yet.\n";
  if (why.line.waiting.none()) return text;
  text += "\nAhead of it:" + list_of(why.ahead) + "\nBehind it:" + list_of(why.behind) + "\nExpected:";
  for (const auto& supply : why.expected) {
    text += (&supply == &why.expected.front() ? " " : "; ") + supply.open.text() + " with " + supply.line.text() +
            when(supply, why.line.read_on);
  }
  if (!why.announced.none()) {
    text += (why.expected.empty() ? " " : "; ") + why.announced.text() + " announced without a purchase";
  }
  if (why.expected.empty() && why.announced.none()) text += " nothing; offer another item";
  text += "\nItem: " + std::string(words_of(why.state));
  return text + "\n" + outlook_of(why);
}

RowJson json_of(const std::vector<Exchanged>& taken) {
  RowJson list = RowJson::array();
  for (const Exchanged& one : taken) {
    list.push_back({{"line", one.as.text()}, {"item", one.other.text()}, {"units", one.units.units()}});
  }
  return list;
}

std::string taken_instead(const std::vector<Exchanged>& taken) {
  std::string text;
  for (const Exchanged& one : taken) {
    text += "Taken instead" + (one.on ? " on " + one.on->text() : std::string()) + ": " + one.units.text() + " of " +
            one.other.text() + ", as " + one.as.text() + "\n";
  }
  return text;
}

// What it would save to have sooner what the line waits for, where its day is broken.
Result<std::optional<Sooner>> sooner_of(Views& views, const Why& why) {
  const OrderLineView& line = why.line;
  if (line.waiting.none() || !line.promise || line.promise->p90 <= line.rank.promised) return std::optional<Sooner>();
  const auto coming = views.coming(line.item);
  if (!coming) return coming.error();
  return sooner_for(*coming, line.line, line.read_on);
}

int run_why(const CommonOptions& common, const WhyOptions& options) {
  const auto line = OrderLine::parse(options.line);
  if (!line) return report(line.error());
  auto database = database_of(common);
  if (!database) return report(database.error());
  auto views = Views::open(*database);
  if (!views) return report(views.error());
  auto why = (*views)->why(*line);
  if (!why) return report(why.error());
  if (!why->has_value()) return report({ErrorKind::unknown, line->text(), "no such order line is known"});
  const auto sooner = sooner_of(**views, **why);
  if (!sooner) return report(sooner.error());
  const auto taken = exchanges_of(*database, *line);
  if (!taken) return report(taken.error());
  const Date today = (*why)->line.read_on;
  if (options.json) {
    RowJson json = json_of(**why);
    json["taken_instead"] = json_of(*taken);
    if (*sooner) {
      json["sooner"] = {{"purchase", (*sooner)->purchase.text()},
                        {"on", (*sooner)->on.text()},
                        {"lines", (*sooner)->lines},
                        {"units", (*sooner)->units},
                        {"days", (*sooner)->days}};
    }
    return write_out(line_of(json)) ? exit_ok : exit_failed;
  }
  std::string more = taken_instead(*taken);
  if (*sooner) more += "Sooner: " + sentence(**sooner, today) + "\n";
  return write_out(text_of(**why) + more) ? exit_ok : exit_failed;
}
}  // namespace

Subcommand subcommand_why() {
  auto options = std::make_shared<WhyOptions>();
  return {.name = "why",
          .about = "Tells why an order line has what it has",
          .options = {argument("line", &options->line, "ORDER/LINE").required(),
                      option("json", &options->json, "one JSON object")},
          .run = [options](const CommonOptions& common) { return run_why(common, *options); },
          .footer =
              "Every decision that touched the line, who is ahead of it, and what is expected.\n"
              "Example: dockhand why SO-118/1"};
}

}  // namespace dockhand
