// What is set aside for a terminal, and what is taken back from it. One member says of what.
#include "storage/codec/codec_read.h"
#include "storage/codec/fields.h"

namespace dockhand {
namespace {

// The member is there, or says that one of the others is missing.
template <class What>
std::optional<What> read_leased(JsonObject& json) {
  std::optional<What> what;
  if (json.has("sscc")) {
    if (auto unit = json.text("sscc", parse_unit_number)) what = *unit;
  } else if (json.has("order")) {
    if (auto order = json.text("order", OrderNumber::parse)) what = *order;
  } else if (auto purchase = json.text("purchase", PurchaseNumber::parse)) {
    what = *purchase;
  }
  return what;
}

}  // namespace

Result<Action> read_assign(JsonObject& json) {
  auto what = read_leased<Leased>(json);
  auto to = json.maybe("to", WriterId::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Assign{*what, to});
}

Result<Action> read_revoke(JsonObject& json) {
  using What = decltype(Revoke::what);
  std::optional<What> what;
  if (json.has("terminal")) {
    if (auto terminal = json.text("terminal", WriterId::parse)) what = *terminal;
  } else {
    what = read_leased<What>(json);
  }
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Revoke{*what, reason.value_or("")});
}

}  // namespace dockhand
