// What a person was shown, as JSON: a question is kept with it until it is answered.
#include <array>

#include "storage/codec/codec.h"
#include "storage/codec/codec_print.h"
#include "storage/codec/codec_read.h"
#include "storage/codec/fields.h"
#include "storage/model/price.h"

namespace dockhand {
namespace {

Result<std::string> seen_text(std::string_view text) { return std::string(text); }

// --- to JSON ------------------------------------------------------------------------------------------------------

// Units of an item at a place, as two kinds of it say.
OrderedJson lying_json(const char* kind, const auto& seen) {
  return {{"seen", kind},    {"place", seen.place.text()}, {"item", seen.item.text()},
          {"lot", seen.lot}, {"serial", seen.serial},      {"on_hand", seen.on_hand}};
}

struct PrintSeen {
  OrderedJson operator()(const SeenStock& seen) const { return lying_json("stock", seen); }
  OrderedJson operator()(const SeenLoose& seen) const { return lying_json("loose", seen); }
  OrderedJson operator()(const SeenStop& seen) const {
    return {{"seen", "stop"},  {"line", seen.line.text()}, {"from", seen.from.text()},
            {"lot", seen.lot}, {"serial", seen.serial},    {"reserved", seen.reserved.units()}};
  }
  OrderedJson operator()(const SeenPurchase& seen) const {
    return {{"seen", "purchase"},
            {"line", seen.line.text()},
            {"expected", seen.expected.units()},
            {"received", seen.received.units()},
            {"closed", seen.closed}};
  }
  OrderedJson operator()(const SeenPicked& seen) const {
    OrderedJson json{{"seen", "picked"}, {"order", seen.order.text()}, {"picked", seen.picked.units()}};
    if (seen.carton) json["carton"] = seen.carton->text();
    return json;
  }
  OrderedJson operator()(const SeenUnit& seen) const {
    return {{"seen", "unit"}, {"sscc", seen.unit.text()}, {"stands_at", seen.stands_at}};
  }
  OrderedJson operator()(const SeenLot& seen) const {
    return {{"seen", "lot"}, {"item", seen.item.text()}, {"lot", seen.lot.text()}, {"status", seen.status}};
  }
  OrderedJson operator()(const SeenExpiry& seen) const {
    OrderedJson json{{"seen", "expiry"}, {"item", seen.item.text()}, {"lot", seen.lot.text()}};
    if (seen.expiry) json["expiry"] = seen.expiry->text();
    return json;
  }
  OrderedJson operator()(const SeenItem& seen) const { return {{"seen", "item"}, {"row", print_row(seen.row)}}; }
  OrderedJson operator()(const SeenAnnounced& seen) const {
    return {{"seen", "announced"}, {"sscc", seen.unit.text()}, {"lines", seen.lines}, {"units", seen.units}};
  }
  OrderedJson operator()(const SeenProposal& seen) const {
    return {{"seen", "proposal"},        {"id", seen.id},
            {"state", seen.state},       {"units", seen.units},
            {"supplier", seen.supplier}, {"price", seen.price.text()}};
  }
  OrderedJson operator()(const SeenSent& seen) const {
    return {{"seen", "sent"}, {"line", seen.line.text()}, {"sent", seen.sent.units()}};
  }
  OrderedJson operator()(const SeenBarcode& seen) const { return {{"seen", "barcode"}, {"row", print_row(seen.row)}}; }
  OrderedJson operator()(const SeenSource& seen) const { return {{"seen", "source"}, {"row", print_row(seen.row)}}; }
};

// --- from JSON ----------------------------------------------------------------------------------------------------

template <class Lying>
Result<Seen> read_lying(JsonObject& json) {
  auto place = json.text("place", LocationCode::parse);
  auto item = json.text("item", ItemCode::parse);
  auto lot = json.text("lot", seen_text);
  auto serial = json.text("serial", seen_text);
  const std::int64_t on_hand = json.integer("on_hand", INT64_MIN, INT64_MAX);
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(Lying{*place, *item, *lot, *serial, on_hand});
}

Result<Seen> read_seen_stop(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  auto from = json.text("from", LocationCode::parse);
  auto lot = json.text("lot", seen_text);
  auto serial = json.text("serial", seen_text);
  const Quantity reserved = json.quantity("reserved");
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenStop{*line, *from, *lot, *serial, reserved});
}

Result<Seen> read_seen_purchase(JsonObject& json) {
  auto line = json.text("line", PurchaseLine::parse);
  const Quantity expected = json.quantity("expected");
  const Quantity received = json.quantity("received");
  const bool closed_line = json.flag_or("closed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenPurchase{*line, expected, received, closed_line});
}

Result<Seen> read_seen_picked(JsonObject& json) {
  auto order = json.text("order", OrderNumber::parse);
  auto carton = json.maybe("carton", Sscc::parse);
  const Quantity picked = json.quantity("picked");
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenPicked{*order, carton, picked});
}

Result<Seen> read_seen_unit(JsonObject& json) {
  auto unit = json.text("sscc", Sscc::parse);
  auto stands_at = json.text("stands_at", seen_text);
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenUnit{*unit, *stands_at});
}

Result<Seen> read_seen_lot(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto lot = json.text("lot", Lot::parse);
  auto status = json.text("status", seen_text);
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenLot{*item, *lot, *status});
}

Result<Seen> read_seen_expiry(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto lot = json.text("lot", Lot::parse);
  auto expiry = json.maybe("expiry", Date::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenExpiry{*item, *lot, expiry});
}

// A row of the office that was seen as such a row.
template <class Of, class Row>
Result<Seen> read_seen_row(JsonObject& json) {
  const Json* value = json.object("row");
  if (auto closed = json.close(); !closed) return closed.error();
  JsonObject object(*value, "row");
  auto row = read_import_row(object);
  if (!row) return row.error();
  auto* right = std::get_if<Row>(&*row);
  if (right == nullptr) return Error{ErrorKind::bad_input, "row", "is of another kind"};
  return Seen(Of{std::move(*right)});
}

Result<Seen> read_seen_announced(JsonObject& json) {
  auto unit = json.text("sscc", Sscc::parse);
  const std::int64_t lines = json.integer("lines", 0, INT64_MAX);
  const std::int64_t units = json.integer("units", 0, INT64_MAX);
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenAnnounced{*unit, lines, units});
}

Result<Seen> read_seen_proposal(JsonObject& json) {
  auto id = json.text("id", seen_text);
  auto state = json.text("state", seen_text);
  const std::int64_t units = json.integer("units", 0, INT64_MAX);
  auto supplier = json.text("supplier", seen_text);
  auto price = json.text("price", Price::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenProposal{*id, *state, units, *supplier, *price});
}

Result<Seen> read_seen_sent(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  const Quantity sent = json.quantity("sent");
  if (auto closed = json.close(); !closed) return closed.error();
  return Seen(SeenSent{*line, sent});
}

constexpr std::array<Kind<Seen>, std::variant_size_v<AnySeen>> seen_kinds{
    {{"stock", read_lying<SeenStock>},
     {"loose", read_lying<SeenLoose>},
     {"stop", read_seen_stop},
     {"purchase", read_seen_purchase},
     {"picked", read_seen_picked},
     {"unit", read_seen_unit},
     {"lot", read_seen_lot},
     {"expiry", read_seen_expiry},
     {"item", read_seen_row<SeenItem, ItemRow>},
     {"announced", read_seen_announced},
     {"proposal", read_seen_proposal},
     {"sent", read_seen_sent},
     {"barcode", read_seen_row<SeenBarcode, BarcodeRow>},
     {"source", read_seen_row<SeenSource, SourceRow>}}};

Result<Seen> read_one_seen(JsonObject& json) { return read_kind(json, "seen", seen_kinds); }

}  // namespace

std::string to_json(const std::vector<Seen>& seen) {
  OrderedJson list = OrderedJson::array();
  for (const Seen& one : seen) list.push_back(std::visit(PrintSeen{}, static_cast<const AnySeen&>(one)));
  return print_json(list);
}

Result<std::vector<Seen>> parse_seen(std::string_view json) {
  auto parsed = parse_json(json, {max_stored_text, max_stored_values});
  if (!parsed) return parsed.error();
  if (!parsed->is_array()) return Error{ErrorKind::bad_input, "seen", "is not a JSON array, [...]"};
  return read_each(*parsed, "seen", read_one_seen);
}

}  // namespace dockhand
