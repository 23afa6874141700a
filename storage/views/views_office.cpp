// What the office wrote, as it wrote it.
#include "storage/model/rows/site_settings.h"
#include "storage/schema/documents.h"
#include "storage/views/views_state.h"

namespace dockhand {

Result<std::vector<CustomerRow>> Views::customers(std::size_t limit) {
  return state_->read([&](Engine& db) {
    return all_of(db.query("SELECT customer, name, policies, order_class FROM customer ORDER BY customer LIMIT $1",
                           sql_limit(limit)),
                  [](const Cells& cells) {
                    return CustomerRow{cells.text(0), cells.text(1), cells.policies(2), cells.maybe_order_class(3)};
                  });
  });
}

Result<std::vector<SiteRow>> Views::site() {
  return state_->read([](Engine& db) {
    std::vector<SiteRow> settings;
    for (const SiteSetting& setting : site_settings) {
      auto rows = db.query("SELECT value FROM site WHERE setting=$1", setting.name);
      settings.push_back(SiteRow{std::string(setting.name), rows.next() ? Cells(rows).number(0) : setting.standard});
    }
    return settings;
  });
}

Result<std::vector<SupplierRow>> Views::suppliers(std::size_t limit) {
  return state_->read([&](Engine& db) { return supplier_documents(db, sql_limit(limit)); });
}

Result<std::vector<SourceRow>> Views::sources(std::size_t limit) {
  return state_->read([&](Engine& db) { return source_documents(db, sql_limit(limit)); });
}

Result<std::vector<SourceRow>> Views::sources_of(const ItemCode& item) {
  return state_->read([&](Engine& db) { return dockhand::sources_of(db, item); });
}

Result<std::vector<PastDemandRow>> Views::past_demand(std::size_t limit) {
  return state_->read([&](Engine& db) { return past_demand_documents(db, sql_limit(limit)); });
}

Result<std::vector<FaceRow>> Views::faces(std::size_t limit) {
  return state_->read([&](Engine& db) { return face_documents(db, sql_limit(limit)); });
}

Result<std::optional<ItemRow>> Views::item_document(const ItemCode& item) {
  return state_->read([&](Engine& db) -> std::optional<ItemRow> {
    const auto row = document_like(db, ItemRow{item, ""});
    return row ? std::optional(std::get<ItemRow>(*row)) : std::nullopt;
  });
}

Result<std::vector<AlternativeRow>> Views::alternatives(std::size_t limit) {
  return state_->read([&](Engine& db) { return alternative_documents(db, sql_limit(limit)); });
}

Result<std::vector<WishRow>> Views::wishes(std::size_t limit) {
  return state_->read([&](Engine& db) { return wish_documents(db, sql_limit(limit)); });
}

Result<std::vector<GoodwillRow>> Views::goodwill(std::size_t limit) {
  return state_->read([&](Engine& db) { return goodwill_documents(db, sql_limit(limit)); });
}

Result<std::vector<PromotionRow>> Views::promotions(std::size_t limit) {
  return state_->read([&](Engine& db) { return promotion_documents(db, sql_limit(limit)); });
}

Result<std::optional<OrderLineRow>> Views::order_document(const OrderLine& line) {
  return state_->read([&](Engine& db) { return order_line_document(db, line); });
}

}  // namespace dockhand
