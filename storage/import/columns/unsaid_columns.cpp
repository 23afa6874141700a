#include "storage/import/columns/unsaid_columns.h"

#include <type_traits>
#include <variant>

namespace dockhand {
namespace {

// Takes the members that are lacking from the row of the same kind that is there. A kind of which every column has to
// be there has nothing to keep.
struct KeepUnsaid {
  const ImportRow& there;
  const LacksColumn& lacks;

  template <class Member>
  void keep(Member& member, const Member& was, std::string_view json, std::string_view csv) const {
    if constexpr (std::is_same_v<Member, Policies>) {
#define POLICY(type, name, ...) \
  if (lacks("policies", #name)) member.name = was.name;
#include "storage/model/rows/policies.def"
#undef POLICY
    } else {
      if (lacks(json, csv)) member = was;
    }
  }

  void operator()(ItemRow& row) const {
    const auto& was = std::get<ItemRow>(there);
#define COLUMN(member, columns, json, csv, ...) keep(row.member, was.member, json, csv);
#include "storage/model/rows/item.def"
#undef COLUMN
  }
  void operator()(OrderLineRow& row) const {
    const auto& was = std::get<OrderLineRow>(there);
    const Quantity cancelled = row.cancelled;
#define COLUMN(member, columns, json, csv, ...) keep(row.member, was.member, json, csv);
#include "storage/model/rows/order_line.def"
#undef COLUMN
    row.cancelled = cancelled;
  }
  void operator()(PurchaseLineRow& row) const {
    const auto& was = std::get<PurchaseLineRow>(there);
#define COLUMN(member, columns, json, csv, ...) keep(row.member, was.member, json, csv);
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
  }
  void operator()(SupplierRow& row) const {
    const auto& was = std::get<SupplierRow>(there);
#define COLUMN(member, columns, json, csv, ...) keep(row.member, was.member, json, csv);
#include "storage/model/rows/supplier.def"
#undef COLUMN
  }
  void operator()(SourceRow& row) const {
    const auto& was = std::get<SourceRow>(there);
#define COLUMN(member, columns, json, csv, ...) keep(row.member, was.member, json, csv);
#include "storage/model/rows/source.def"
#undef COLUMN
  }
  // How many are in a pack is known of a pack of the same item.
  void operator()(BarcodeRow& row) const {
    const auto& was = std::get<BarcodeRow>(there);
    if (row.item != was.item) return;
    keep(row.level, was.level, "level", "level");
    keep(row.units, was.units, "units", "units");
  }
  void operator()(LocationRow& row) const {
    const auto& was = std::get<LocationRow>(there);
    keep(row.walk, was.walk, "walk", "walk");
    keep(row.zone, was.zone, "zone", "zone");
    keep(row.litres, was.litres, "litres", "litres");
  }
  void operator()(CustomerRow& row) const {
    const auto& was = std::get<CustomerRow>(there);
    keep(row.policies, was.policies, "policies", "");
    keep(row.order_class, was.order_class, "class", "class");
  }
  void operator()(AsnRow& row) const {
    const auto& was = std::get<AsnRow>(there);
    keep(row.units.expiry, was.units.expiry, "expiry", "expiry");
    keep(row.due, was.due, "due", "due");
  }
  void operator()(AlternativeRow& row) const {
    const auto& was = std::get<AlternativeRow>(there);
    keep(row.units, was.units, "units", "ratio");
    keep(row.better, was.better, "better", "kind");
  }
  void operator()(WishRow& row) const {
    const auto& was = std::get<WishRow>(there);
    keep(row.quantity, was.quantity, "quantity", "quantity");
    keep(row.until, was.until, "until", "until");
  }
  void operator()(GoodwillRow& row) const {
    const auto& was = std::get<GoodwillRow>(there);
    keep(row.code, was.code, "code", "code");
    keep(row.cost, was.cost, "cost", "cost");
  }
  void operator()(SiteRow&) const {}
  void operator()(PastDemandRow&) const {}
  void operator()(FaceRow&) const {}
  void operator()(PromotionRow&) const {}
  void operator()(OpeningRow&) const {}
};

}  // namespace

void keep_unsaid(ImportRow& row, const ImportRow& there, const LacksColumn& lacks) {
  if (row.index() == there.index()) std::visit(KeepUnsaid{there, lacks}, static_cast<AnyImportRow&>(row));
}

std::set<std::string, std::less<>> lacking_columns(const Header& header) {
  std::set<std::string, std::less<>> lacking;
  for (std::size_t i = 0; i < header.kind->columns.size(); ++i) {
    if (header.places[i] < 0) lacking.insert(header.kind->columns[i].name);
  }
  return lacking;
}

}  // namespace dockhand
