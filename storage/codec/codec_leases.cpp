// What is set aside for a terminal, and what is taken back from it. One member says of what. Numbers of labels, too.
#include "storage/codec/codec_read.h"
#include "storage/codec/fields.h"
#include "storage/model/label_numbers.h"

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
  auto name = json.maybe("name", parse_terminal_name);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Assign{*what, to, name.value_or("")});
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

Result<Action> read_assign_numbers(JsonObject& json) {
  auto prefix = json.text("prefix", parse_label_prefix);
  const Quantity count = json.quantity("count");
  auto to = json.maybe("to", WriterId::parse);
  auto name = json.maybe("name", parse_terminal_name);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(AssignNumbers{*prefix, count, to, name.value_or("")});
}

Result<Action> read_use_numbers(JsonObject& json) {
  auto first = json.text("first", parse_unit_number);
  const Quantity count = json.quantity("count");
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(UseNumbers{*first, count});
}

}  // namespace dockhand
