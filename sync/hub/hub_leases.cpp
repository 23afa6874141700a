#include "sync/hub/hub_leases.h"

#include "storage/model/label_numbers.h"

namespace dockhand {
namespace {

std::vector<Option> goods_options(LeaseWork& work) {
  return {option("purchase", &work.purchase, "a purchase"),
          option("unit", &work.unit, "a pallet of an ASN, by its SSCC"),
          option("order", &work.order, "an order: what is reserved for it is one terminal's to pick")};
}

// A terminal, and what it is called where it has enrolled.
struct Named {
  WriterId writer;
  std::string name{};
};

// Nothing: none has this name or id.
Result<std::optional<EnrolledTerminal>> enrolled_as(AccessRegister& known, const std::string& terminal) {
  const auto enrolled = known.terminals();
  if (!enrolled) return enrolled.error();
  std::optional<EnrolledTerminal> found;
  for (const EnrolledTerminal& one : *enrolled) {
    if (one.id != terminal && (one.name != terminal || one.revoked)) continue;
    if (found) return Error{ErrorKind::conflict, terminal, "several terminals have this name: say its id"};
    found = one;
  }
  return found;
}

// Who has not enrolled is meant by the id of its database.
Result<WriterId> database_of(const std::string& terminal) {
  auto writer = WriterId::parse(terminal);
  if (writer && terminal.size() == 32) return writer;
  return Error{ErrorKind::unknown, terminal, "is no terminal that has enrolled: see `dockhand-hub terminals`"};
}

// Its newest life: that is the one which asks the hub.
Result<Named> holder_of(AccessRegister& known, const std::string& terminal) {
  const auto found = enrolled_as(known, terminal);
  if (!found) return found.error();
  if (!*found) {
    const auto writer = database_of(terminal);
    return writer ? Result<Named>(Named{*writer}) : Result<Named>(writer.error());
  }
  if ((*found)->revoked) return Error{ErrorKind::refused, terminal, "may not ask the hub any more"};
  if ((*found)->writers.empty())
    return Error{ErrorKind::refused, terminal, "has not asked the hub for anything yet: let it sync once"};
  const auto writer = WriterId::parse((*found)->writers.back());
  return writer ? Result<Named>(Named{*writer, printable((*found)->name, 40)}) : Result<Named>(writer.error());
}

Result<std::vector<Action>> revocations_of_all(const EnrolledTerminal& terminal, const std::string& reason) {
  std::vector<Action> all;
  all.reserve(terminal.writers.size());
  for (const std::string& text : terminal.writers) {
    const auto writer = WriterId::parse(text);
    if (!writer) return writer.error();
    all.emplace_back(Revoke{*writer, reason});
  }
  return all;
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

Result<Action> numbers_for(const LeaseWork& work, const Named& terminal) {
  if (goods_said(work) > 0) return Error{ErrorKind::bad_input, "--labels", "are no goods: say the one or the other"};
  const auto prefix = parse_label_prefix(work.prefix);
  if (!prefix) return prefix.error();
  const auto count = Quantity::parse(std::to_string(work.labels));
  if (!count) return count.error();
  if (count->none()) return Error{ErrorKind::bad_input, "--labels", "must be 1 or more"};
  return Action(AssignNumbers{*prefix, *count, terminal.writer, terminal.name});
}

}  // namespace

std::vector<Option> assign_options(LeaseWork& work) {
  std::vector<Option> all = goods_options(work);
  all.push_back(option("labels", &work.labels, "in place of goods: so many numbers for labels of pallets and cartons"));
  all.push_back(
      option("prefix", &work.prefix, "with which these begin: the extension digit and the GS1 company prefix"));
  all.push_back(option("to", &work.terminal, "the terminal, by its name or its id").required());
  return all;
}

std::vector<Option> revoke_options(LeaseWork& work) {
  std::vector<Option> all = goods_options(work);
  all.push_back(option("terminal", &work.terminal, "in place of goods: all that this terminal has"));
  all.push_back(option("reason", &work.reason, "why; the terminal is told"));
  return all;
}

Result<Action> assignment_of(AccessRegister& known, const LeaseWork& work) {
  const auto terminal = holder_of(known, work.terminal);
  if (!terminal) return terminal.error();
  if (work.labels != LeaseWork::unsaid) return numbers_for(work, *terminal);
  const auto goods = goods_of<Leased>(work);
  if (!goods) return goods.error();
  return Action(Assign{*goods, terminal->writer, terminal->name});
}

Result<std::vector<Action>> revocations_of(AccessRegister& known, const LeaseWork& work) {
  using What = decltype(Revoke::what);
  if (work.reason.size() > 200) return Error{ErrorKind::bad_input, "--reason", "has more than 200 bytes"};
  if (work.terminal.empty()) {
    const auto goods = goods_of<What>(work);
    if (!goods) return goods.error();
    return std::vector<Action>{Revoke{*goods, work.reason}};
  }
  if (goods_said(work) > 0) {
    return Error{ErrorKind::bad_input, "--terminal", "is all that this terminal has: say it, or say which goods"};
  }
  const auto found = enrolled_as(known, work.terminal);
  if (!found) return found.error();
  if (*found) return revocations_of_all(**found, work.reason);
  const auto writer = database_of(work.terminal);
  if (!writer) return writer.error();
  return std::vector<Action>{Revoke{*writer, work.reason}};
}

Result<std::vector<Action>> revocations_of(AccessRegister& known, const std::string& terminal) {
  const auto found = known.terminal(terminal);
  if (!found) return found.error();
  if (!*found) return std::vector<Action>{};
  return revocations_of_all(**found, "the terminal may not ask the hub any more");
}

}  // namespace dockhand
