// The job's text in the database.
#include <array>

#include "storage/codec/json.h"
#include "terminal/kit/job.h"

namespace dockhand {
namespace {

constexpr std::size_t max_job_text = 4 << 20;  // a count of thousands of serials

// --- to text -----------------------------------------------------------------------------------------------------

OrderedJson json_of(const Units& units) {
  OrderedJson json;
  json["item"] = units.item.text();
  json["quantity"] = units.quantity.units();
  if (units.lot) json["lot"] = units.lot->text();
  if (units.serial) json["serial"] = units.serial->text();
  if (units.expiry) json["expiry"] = units.expiry->text();
  if (units.assumed) json["assumed"] = true;
  return json;
}

OrderedJson json_of(const std::vector<Job::Line>& lines) {
  OrderedJson list = OrderedJson::array();
  for (const Job::Line& line : lines) {
    OrderedJson json;
    json["units"] = json_of(line.units);
    json["name"] = line.name;
    json["there"] = line.there;
    if (line.on) json["on"] = line.on->text();
    list.push_back(std::move(json));
  }
  return list;
}

OrderedJson json_of(const std::vector<Job::Pallet>& pallets) {
  OrderedJson list = OrderedJson::array();
  for (const Job::Pallet& pallet : pallets) {
    list.push_back(OrderedJson{{"unit", pallet.unit.text()}, {"opened", pallet.opened}});
  }
  return list;
}

OrderedJson json_of(const WaitingLabel& label) {
  OrderedJson json;
  json["units"] = json_of(label.units);
  json["name"] = label.name;
  json["tracking"] = name_of(label.tracking);
  json["dated"] = label.dated;
  json["missing"] = static_cast<int>(label.missing);
  return json;
}

OrderedJson json_of(const Job::Hand& hand) {
  OrderedJson json;
  json["units"] = json_of(hand.units);
  json["name"] = hand.name;
  json["from"] = hand.from.text();
  if (hand.line) json["line"] = hand.line->text();
  if (hand.to) json["to"] = hand.to->text();
  return json;
}

OrderedJson json_of(const Job::Chosen& chosen) {
  OrderedJson json;
  json["units"] = json_of(chosen.units);
  json["name"] = chosen.name;
  json["reason"] = chosen.reason;
  return json;
}

OrderedJson json_of(const Cluster& cart) {
  OrderedJson json;
  json["zone"] = cart.zone;
  json["parts"] = OrderedJson::array();
  for (const Cluster::Part& part : cart.parts) {
    OrderedJson one;
    one["order"] = part.order.text();
    one["tote"] = part.tote.text();
    json["parts"].push_back(std::move(one));
  }
  return json;
}

// --- from text ---------------------------------------------------------------------------------------------------

Result<Units> read_units(const Json& value) {
  JsonObject json(value, "units");
  const auto item = json.text("item", ItemCode::parse);
  const std::int64_t quantity = json.integer("quantity", 0, Quantity::max);
  const auto lot = json.maybe("lot", Lot::parse);
  const auto serial = json.maybe("serial", Serial::parse);
  const auto expiry = json.maybe("expiry", Date::parse);
  const bool assumed = json.flag_or("assumed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Units{*item, Quantity::exactly(quantity), lot, serial, expiry, assumed};
}

// Reads a member that is an object. It is an Error when the member is not there.
template <class T>
Result<T> read_object(JsonObject& json, const char* member, Result<T> (*read)(const Json&)) {
  const Json* value = json.object(member);
  return value != nullptr ? read(*value) : Result<T>(json.failure());
}

Result<Job::Line> read_line(const Json& value) {
  JsonObject json(value, "line");
  auto units = read_object(json, "units", read_units);
  std::string name = json.free_text("name");
  const std::int64_t there = json.integer("there", INT64_MIN, INT64_MAX);
  const auto on = json.maybe("on", Sscc::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  if (!units) return units.error();
  return Job::Line{std::move(units).value(), std::move(name), there, on};
}

Result<std::vector<Job::Line>> read_lines(const Json& list) {
  std::vector<Job::Line> lines;
  for (const Json& value : list) {
    auto line = read_line(value);
    if (!line) return line.error();
    lines.push_back(std::move(line).value());
  }
  return lines;
}

Result<std::vector<Job::Pallet>> read_pallets(const Json& list) {
  std::vector<Job::Pallet> pallets;
  for (const Json& value : list) {
    JsonObject json(value, "pallet");
    const auto unit = json.text("unit", Sscc::parse);
    const bool opened = json.flag_or("opened", false);
    if (auto closed = json.close(); !closed) return closed.error();
    pallets.push_back({*unit, opened});
  }
  return pallets;
}

Result<WaitingLabel> read_waiting_label(const Json& value) {
  JsonObject json(value, "label");
  auto units = read_object(json, "units", read_units);
  std::string name = json.free_text("name");
  const auto tracking = json.text("tracking", parse_tracking);
  const bool dated = json.flag_or("dated", false);
  const std::int64_t missing = json.integer("missing", 0, static_cast<int>(Missing::expiry));
  if (auto closed = json.close(); !closed) return closed.error();
  if (!units) return units.error();
  return WaitingLabel{std::move(units).value(), std::move(name), *tracking, dated, static_cast<Missing>(missing)};
}

Result<Job::Hand> read_hand(const Json& value) {
  JsonObject json(value, "hand");
  auto units = read_object(json, "units", read_units);
  std::string name = json.free_text("name");
  const auto from = json.text("from", LocationCode::parse);
  const auto line = json.maybe("line", OrderLine::parse);
  const auto to = json.maybe("to", LocationCode::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  if (!units) return units.error();
  return Job::Hand{std::move(units).value(), std::move(name), *from, line, to};
}

Result<Job::Damage> read_damage(const Json& value) {
  JsonObject json(value, "damage");
  std::string reason = json.free_text("reason");
  const auto to = json.text("to", LocationCode::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Job::Damage{std::move(reason), *to};
}

Result<Job::Chosen> read_chosen(const Json& value) {
  JsonObject json(value, "chosen");
  auto units = read_object(json, "units", read_units);
  std::string name = json.free_text("name");
  std::string reason = json.free_text("reason");
  if (auto closed = json.close(); !closed) return closed.error();
  if (!units) return units.error();
  return Job::Chosen{std::move(units).value(), std::move(name), std::move(reason)};
}

Result<Cluster> read_cart(const Json& value) {
  JsonObject json(value, "cart");
  Cluster cart{{}, json.free_text("zone")};
  for (const Json& one : json.array("parts")) {
    JsonObject part(one, "part");
    const auto order = part.text("order", OrderNumber::parse);
    const auto tote = part.text("tote", LocationCode::parse);
    if (auto closed = part.close(); !closed) return closed.error();
    cart.parts.push_back({*order, *tote});
  }
  if (auto closed = json.close(); !closed) return closed.error();
  return cart;
}

Result<Job::OverScreen> read_asked(const Json& value) {
  JsonObject json(value, "asked");
  Job::OverScreen asked{json.free_text("words"), json.free_text("typed"), json.free_text("opened_by"),
                        json.free_text("unit"), json.free_text("question", max_job_text)};
  if (auto closed = json.close(); !closed) return closed.error();
  return asked;
}

// Puts what a member says into the job; empty when the member is not there.
template <class T>
Status take(JsonObject& json, const char* member, Result<T> (*read)(const Json&), std::optional<T>& into) {
  if (!json.has(member)) return Done{};
  auto value = read_object(json, member, read);
  if (!value) return value.error();
  into = std::move(value).value();
  return Done{};
}

}  // namespace

std::string to_text(const Job& job) {
  OrderedJson json = OrderedJson::object();
  if (job.place) json["place"] = job.place->text();
  if (!job.lines.empty()) json["lines"] = json_of(job.lines);
  if (!job.before.empty()) json["before"] = json_of(job.before);
  if (!job.pallets.empty()) json["pallets"] = json_of(job.pallets);
  if (job.counting) json["counting"] = job.counting->text();
  if (job.label) json["label"] = json_of(*job.label);
  if (job.hand) json["hand"] = json_of(*job.hand);
  if (job.unit) json["unit"] = job.unit->text();
  if (job.found) json["found"] = job.found->text();
  if (job.damage) json["damage"] = OrderedJson{{"reason", job.damage->reason}, {"to", job.damage->to.text()}};
  if (job.chosen) json["chosen"] = json_of(*job.chosen);
  if (job.cart) json["cart"] = json_of(*job.cart);
  if (job.onto) json["onto"] = job.onto->text();
  if (job.order) json["order"] = job.order->text();
  if (job.tote) json["tote"] = job.tote->text();
  if (job.purchase) json["purchase"] = job.purchase->text();
  if (job.picking) json["picking"] = job.picking->text();
  if (job.packing) json["packing"] = job.packing->text();
  if (job.receiving) json["receiving"] = job.receiving->text();
  if (job.asked) {
    const Job::OverScreen& asked = *job.asked;
    json["asked"] = OrderedJson{{"words", asked.words},
                                {"typed", asked.typed},
                                {"opened_by", asked.opened_by},
                                {"unit", asked.unit},
                                {"question", asked.question}};
  }
  return print_json(json);
}

Result<Job> parse_job(std::string_view text) {
  const auto parsed = parse_json(text, {.bytes = max_job_text});
  if (!parsed) return parsed.error();
  JsonObject json(*parsed);
  Job job;
  job.place = json.maybe("place", LocationCode::parse);
  job.unit = json.maybe("unit", Sscc::parse);
  job.found = json.maybe("found", Sscc::parse);
  job.counting = json.maybe("counting", Sscc::parse);
  job.onto = json.maybe("onto", Sscc::parse);
  job.order = json.maybe("order", OrderNumber::parse);
  job.tote = json.maybe("tote", LocationCode::parse);
  job.picking = json.maybe("picking", OrderNumber::parse);
  job.packing = json.maybe("packing", OrderNumber::parse);
  job.receiving = json.maybe("receiving", PurchaseNumber::parse);
  job.purchase = json.maybe("purchase", PurchaseNumber::parse);
  auto lines = read_lines(json.array("lines"));
  auto before = read_lines(json.array("before"));
  auto pallets = read_pallets(json.array("pallets"));
  const std::array read{take(json, "label", read_waiting_label, job.label),
                        take(json, "hand", read_hand, job.hand),
                        take(json, "damage", read_damage, job.damage),
                        take(json, "chosen", read_chosen, job.chosen),
                        take(json, "cart", read_cart, job.cart),
                        take(json, "asked", read_asked, job.asked)};
  if (auto closed = json.close(); !closed) return closed.error();
  if (!lines) return lines.error();
  if (!before) return before.error();
  if (!pallets) return pallets.error();
  for (const Status& one : read) {
    if (!one) return one.error();
  }
  job.lines = std::move(lines).value();
  job.before = std::move(before).value();
  job.pallets = std::move(pallets).value();
  return job;
}

}  // namespace dockhand
