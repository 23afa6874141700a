#include "storage/import/meeting/refused_rows.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "storage/import/rows/bad_lines.h"

namespace dockhand {
namespace {

// What the books do not know may be in a file of its own that nobody has imported yet. Of the rows of a file are made
// whoever orders, and the item of any row but one that only says more of it.
std::string with_remedy(const Error& error, const ImportRow& row) {
  std::string message = error.message;
  const auto is_unknown = [&](std::string_view begin, std::string_view end = "' is not known") {
    return error.kind == ErrorKind::unknown && message.starts_with(begin) && message.ends_with(end);
  };
  const bool makes_item = !std::holds_alternative<BarcodeRow>(row) && !std::holds_alternative<AlternativeRow>(row);
  if (is_unknown("item '")) {
    message += ": import the items first" + std::string(makes_item ? makes_items : "");
  } else if (is_unknown("customer '")) {
    message += std::holds_alternative<OrderLineRow>(row)
                   ? ": import the customers first, or make them of the rows with --make"
                   : ": import the customers first";
  } else if (std::holds_alternative<OpeningRow>(row) && message.ends_with(" is not tracked by lot or serial")) {
    message += ": import the item with its tracking first, or leave the column out of the file";
  } else if (is_unknown("location '") || is_unknown("'", "' is not known here")) {
    message += ": import the locations first";
  }
  return message;
}

// "item 'BRG' is not known" is about the column item, and about BRG.
CellFault fault_of(const std::string& message) {
  static constexpr std::array<std::string_view, 3> named{"item", "customer", "location"};
  for (const std::string_view column : named) {
    const std::string begin = std::string(column) + " '";
    const std::size_t end = message.find("' ", begin.size());
    if (message.starts_with(begin) && end != std::string::npos)
      return {std::string(column), message.substr(begin.size(), end - begin.size()), message};
  }
  return {"", "", message};
}

bool brings(const std::vector<ImportRow>& rows, const std::string& customer) {
  return std::any_of(rows.begin(), rows.end(), [&](const ImportRow& one) {
    const auto* known = std::get_if<CustomerRow>(&one);
    return known != nullptr && known->customer == customer;
  });
}

}  // namespace

Result<Faults> faults_of_refused(Ledger& ledger, const Error& error, const ImportRow& row,
                                 const std::vector<ImportRow>& beside) {
  Faults faults{fault_of(with_remedy(error, row))};
  const auto* order = std::get_if<OrderLineRow>(&row);
  if (order == nullptr || faults.front().column != "item" || brings(beside, order->customer)) return faults;
  const auto known = ledger.knows(CustomerRow{order->customer, ""});
  if (!known) return known.error();
  const Error unknown{ErrorKind::unknown, "", "customer '" + order->customer + "' is not known"};
  if (!*known) faults.push_back(fault_of(with_remedy(unknown, row)));
  return faults;
}

}  // namespace dockhand
