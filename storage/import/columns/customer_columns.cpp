#include "storage/import/columns/customer_columns.h"

#include "storage/codec/fields.h"
#include "storage/import/columns/import_fields.h"

namespace dockhand {
namespace {

Result<ImportRow> read_alternative(Fields& fields) {
  auto item = fields.get("item", ItemCode::parse);
  auto other = fields.get("other", ItemCode::parse);
  const Quantity units = fields.get_or("ratio", Quantity::parse, Quantity::exactly(1));
  const bool better = fields.get_or("kind", parse_better, false);
  if (fields.error()) return *fields.error();
  return ImportRow(AlternativeRow{*item, *other, units, better});
}

Result<ImportRow> read_wish(Fields& fields) {
  auto customer = fields.get("customer", parse_customer);
  auto item = fields.get("item", ItemCode::parse);
  const Quantity quantity = fields.get_or("quantity", Quantity::parse, Quantity::exactly(1));
  auto until = fields.maybe("until", Date::parse);
  if (fields.error()) return *fields.error();
  return ImportRow(WishRow{*item, *customer, quantity, until});
}

Result<ImportRow> read_goodwill(Fields& fields) {
  auto days = fields.get("days", parse_some_days);
  auto text = fields.maybe("text", parse_offer);  // empty: it is not offered any more
  auto code = fields.maybe("code", parse_lane);
  const Price cost = fields.get_or("cost", Price::parse, Price());
  if (fields.error()) return *fields.error();
  return ImportRow(GoodwillRow{*days, text.value_or(""), code.value_or(""), cost});
}

// Without an item it is a holiday for all of them.
Result<ImportRow> read_promotion(Fields& fields) {
  auto item = fields.maybe("item", ItemCode::parse);
  auto from = fields.get("from", Date::parse);
  auto until = fields.get("until", Date::parse);
  auto lift = fields.get("lift", parse_lift);
  if (fields.error()) return *fields.error();
  return ImportRow(PromotionRow{item, *from, *until, *lift});
}

}  // namespace

ImportKind wish_kind() {
  return {"wishes",
          "customer",
          {{"customer"},
           {"item", true, ColumnType::code},
           {"quantity", false, ColumnType::number},
           {"until", false, ColumnType::date}},
          read_wish,
          "item",
          "name"};
}

ImportKind goodwill_kind() {
  return {"goodwill",
          "days",
          {{"days", true, ColumnType::number}, {"text"}, {"code", false}, {"cost", false, ColumnType::number}},
          read_goodwill};
}

ImportKind promotion_kind() {
  return {"promotions",
          "item",
          {{"item", true, ColumnType::code},
           {"from", true, ColumnType::date},
           {"until", true, ColumnType::date},
           {"lift", true, ColumnType::number}},
          read_promotion,
          "lift"};
}

ImportKind alternative_kind() {
  return {"alternatives",
          "other",
          {{"item", true, ColumnType::code},
           {"other", true, ColumnType::code},
           {"ratio", false, ColumnType::number},
           {"kind", false}},
          read_alternative};
}

}  // namespace dockhand
