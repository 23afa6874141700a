// How decisions about proposals are read, and the night's plan.
#include "storage/codec/codec_read.h"
#include "storage/codec/fields.h"
#include "storage/model/rows/plan_rows.h"

namespace dockhand {
namespace {

std::optional<std::string> read_proposal(JsonObject& json) {
  return json.text<std::string>("proposal", [](std::string_view text) -> Result<std::string> {
    if (auto checked = check_name("proposal", text, max_proposal_id); !checked) return checked.error();
    return std::string(text);
  });
}

}  // namespace

Result<Action> read_approve(JsonObject& json) {
  auto proposal = read_proposal(json);
  auto quantity = json.has("quantity") ? std::optional(json.quantity("quantity")) : std::nullopt;
  auto from = json.maybe("from", parse_supplier);
  const bool confirmed = json.flag_or("confirmed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Approve{*proposal, quantity, from.value_or(""), confirmed});
}

Result<Action> read_reject(JsonObject& json) {
  auto proposal = read_proposal(json);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Reject{*proposal, reason.value_or("")});
}

Result<Action> read_placed(JsonObject& json) {
  auto proposal = read_proposal(json);
  auto purchase = json.maybe("purchase", PurchaseLine::parse);
  std::optional<OrderedUnits> ordered;
  if (json.has("quantity")) {
    ordered.emplace(OrderedUnits{json.quantity("quantity")});
    ordered->supplier = json.maybe("from", parse_supplier).value_or("");
    ordered->price = json.maybe("price", Price::parse).value_or(Price());
  }
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(OrderPlaced{*proposal, purchase, ordered});
}

Result<Action> read_plan(JsonObject& json) {
  constexpr std::int64_t most = 1'000'000'000;
  auto day = json.text("day", Date::parse);
  auto hash = json.text<std::string>("hash", [](std::string_view text) -> Result<std::string> {
    if (auto checked = check_name("hash", text, 64); !checked) return checked.error();
    return std::string(text);
  });
  const std::int64_t items = json.integer("items", 0, most);
  const std::int64_t proposed = json.integer("proposed", 0, most);
  const std::int64_t changed = json.integer("changed", 0, most);
  const PlanRoom room{json.integer_or("litres_needed", 0, 0, most), json.integer_or("litres", 0, 0, most),
                      json.integer_or("litre_price", 0, 0, most)};
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(PlanMade{*day, *hash, items, proposed, changed, room});
}

}  // namespace dockhand
