#include "storage/listings/customer_lists.h"

#include <nlohmann/json.hpp>

#include "storage/listings/told_days.h"
#include "storage/views/lease_views.h"
#include "storage/views/views.h"

namespace dockhand {
namespace {

nlohmann::ordered_json customer_row(const AlternativeRow& row) {
  return {{"item", row.item.text()},
          {"other", row.other.text()},
          {"ratio", row.units.units()},
          {"kind", row.better ? "better" : "similar"}};
}
nlohmann::ordered_json customer_row(const WishRow& row) {
  return {{"customer", row.customer},
          {"item", row.item.text()},
          {"quantity", row.quantity.units()},
          {"until", row.until ? row.until->text() : ""}};
}
nlohmann::ordered_json customer_row(const MessageView& row) {
  return {{"time", row.at.text()},
          {"customer", row.customer},
          {"kind", name_of(row.kind)},
          {"line", row.line ? row.line->text() : ""},
          {"item", row.item.text()},
          {"units", row.units.units()},
          {"day", row.day ? row.day->text() : ""},
          {"state", row.state},
          {"channel", row.channel},
          {"tries", row.tries},
          {"letter", row.letter},
          {"problem", row.problem}};
}
nlohmann::ordered_json customer_row(const CauseView& row) {
  return {{"since", row.since.text()},
          {"line", row.line.text()},
          {"item", row.item.text()},
          {"supplier", row.supplier},
          {"cause", planning::name_of(row.cause)},
          {"waiting", row.units},
          {"most", row.most},
          {"words", planning::words_of(row.cause)}};
}

nlohmann::ordered_json customer_row(const GoodwillRow& row) {
  return {{"days", row.from_days.count}, {"text", row.text}, {"code", row.code}, {"cost", row.cost.text()}};
}
nlohmann::ordered_json customer_row(const PromotionRow& row) {
  return {{"item", row.item_text()}, {"from", row.from.text()}, {"until", row.until.text()}, {"lift", row.lift}};
}
nlohmann::ordered_json customer_row(const SpentView& row) {
  return {{"day", row.day.text()},    {"kind", row.kind},
          {"for", row.document},      {"item", row.item.text()},
          {"supplier", row.supplier}, {"cause", row.cause ? planning::name_of(*row.cause) : ""},
          {"cost", row.cost.text()}};
}

template <class Query>
ListedRows found_by(const std::filesystem::path& database, Query query, const Clock& clock = system_clock()) {
  auto views = Views::open(database, clock);
  if (!views) return views.error();
  auto found = query(**views);
  if (!found) return found.error();
  std::vector<nlohmann::ordered_json> all;
  for (const auto& row : *found) all.push_back(customer_row(row));
  return all;
}

}  // namespace

ListedRows list_messages(const std::filesystem::path& database, std::size_t limit) {
  return found_by(database, [&](Views& views) { return views.messages(limit); });
}
ListedRows list_causes(const std::filesystem::path& database, std::size_t limit, const Clock& clock) {
  return found_by(
      database, [&](Views& views) { return views.causes(limit); }, clock);
}
ListedRows list_alternatives(const std::filesystem::path& database, std::size_t limit) {
  return found_by(database, [&](Views& views) { return views.alternatives(limit); });
}
ListedRows list_wishes(const std::filesystem::path& database, std::size_t limit) {
  return found_by(database, [&](Views& views) { return views.wishes(limit); });
}
ListedRows list_goodwill(const std::filesystem::path& database, std::size_t limit) {
  return found_by(database, [&](Views& views) { return views.goodwill(limit); });
}
ListedRows list_promotions(const std::filesystem::path& database, std::size_t limit) {
  return found_by(database, [&](Views& views) { return views.promotions(limit); });
}
ListedRows list_spent(const std::filesystem::path& database, std::size_t limit) {
  return found_by(database, [&](Views& views) { return views.spent(limit); });
}

ListedRows list_leases(const std::filesystem::path& database, std::size_t limit) {
  const auto leases = open_leases(database, limit);
  if (!leases) return leases.error();
  std::vector<nlohmann::ordered_json> rows;
  rows.reserve(leases->size());
  for (const LeaseView& one : *leases) {
    rows.push_back({{"kind", one.kind},
                    {"of", one.document},
                    {"line", one.line.text()},
                    {"item", one.item.text()},
                    {"waiting", one.waiting},
                    {"reserved", one.reserved},
                    {"terminal", one.terminal},
                    {"name", one.holder}});
  }
  return rows;
}

ListedRows with_told_days(const std::filesystem::path& database, ListedRows rows) {
  if (!rows) return rows;
  const auto told = told_days(database);
  if (!told) return told.error();
  for (auto& row : *rows) {
    const auto line = OrderLine::parse(row.at("line").get<std::string>());
    const auto day = line ? told->find(*line) : told->end();
    row["told"] = day == told->end() ? "" : day->second.text();
  }
  return rows;
}

}  // namespace dockhand
