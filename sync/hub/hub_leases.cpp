#include "sync/hub/hub_leases.h"

#include "sync/access/access_register.h"

namespace dockhand {
namespace {

std::vector<Option> goods_options(LeaseWork& work) {
  return {option("purchase", &work.purchase, "a purchase"),
          option("unit", &work.unit, "a pallet of an ASN, by its SSCC"),
          option("order", &work.order, "an order: what is reserved for it is one terminal's to pick")};
}

// Its newest life; the lives before it have no leases any more.
Result<WriterId> writer_of(const std::filesystem::path& database, const std::string& terminal, const Clock& clock,
                           bool of_a_revoked) {
  const auto enrolled = AccessRegister(database, clock).terminals();
  if (!enrolled) return enrolled.error();
  const EnrolledTerminal* found = nullptr;
  for (const EnrolledTerminal& one : *enrolled) {
    if (one.id != terminal && (one.name != terminal || one.revoked)) continue;
    if (found != nullptr) return Error{ErrorKind::conflict, terminal, "several terminals have this name: say its id"};
    found = &one;
  }
  if (found == nullptr) {
    auto writer = WriterId::parse(terminal);
    if (writer && terminal.size() == 32) return writer;
    return Error{ErrorKind::unknown, terminal, "is no terminal that has enrolled: see `dockhand-hub terminals`"};
  }
  if (found->revoked && !of_a_revoked) return Error{ErrorKind::refused, terminal, "may not ask the hub any more"};
  if (found->writers.empty())
    return Error{ErrorKind::refused, terminal, "has not sent anything yet: let it sync first"};
  return WriterId::parse(found->writers.back());
}

int goods_said(const LeaseWork& work) {
  return (work.purchase.empty() ? 0 : 1) + (work.unit.empty() ? 0 : 1) + (work.order.empty() ? 0 : 1);
}

template <class What>
Result<What> goods_of(const LeaseWork& work) {
  if (goods_said(work) != 1)
    return Error{ErrorKind::bad_input, "--purchase", "say one of --purchase, --unit and --order"};
  if (!work.unit.empty()) {
    auto unit = Sscc::parse(work.unit);
    return unit ? Result<What>(*unit) : Result<What>(unit.error());
  }
  if (!work.order.empty()) {
    auto order = OrderNumber::parse(work.order);
    return order ? Result<What>(*order) : Result<What>(order.error());
  }
  auto purchase = PurchaseNumber::parse(work.purchase);
  return purchase ? Result<What>(*purchase) : Result<What>(purchase.error());
}

}  // namespace

std::vector<Option> assign_options(LeaseWork& work) {
  std::vector<Option> all = goods_options(work);
  all.push_back(option("to", &work.terminal, "the terminal, by its name or its id").required());
  return all;
}

std::vector<Option> revoke_options(LeaseWork& work) {
  std::vector<Option> all = goods_options(work);
  all.push_back(option("terminal", &work.terminal, "in place of goods: all that this terminal has"));
  all.push_back(option("reason", &work.reason, "why; the terminal is told"));
  return all;
}

Result<Action> assignment_of(const std::filesystem::path& database, const LeaseWork& work, const Clock& clock) {
  const auto goods = goods_of<Leased>(work);
  if (!goods) return goods.error();
  const auto writer = writer_of(database, work.terminal, clock, false);
  if (!writer) return writer.error();
  return Action(Assign{*goods, *writer});
}

Result<Action> revocation_of(const std::filesystem::path& database, const LeaseWork& work, const Clock& clock) {
  using What = decltype(Revoke::what);
  if (work.reason.size() > 200) return Error{ErrorKind::bad_input, "--reason", "has more than 200 bytes"};
  if (work.terminal.empty()) {
    const auto goods = goods_of<What>(work);
    if (!goods) return goods.error();
    return Action(Revoke{*goods, work.reason});
  }
  if (goods_said(work) > 0) {
    return Error{ErrorKind::bad_input, "--terminal", "is all that this terminal has: say it, or say which goods"};
  }
  const auto writer = writer_of(database, work.terminal, clock, true);
  if (!writer) return writer.error();
  return Action(Revoke{*writer, work.reason});
}

}  // namespace dockhand
