#include "terminal/cli/reorder_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "storage/listings/item_list.h"
#include "storage/views/planning_views.h"
#include "storage/words/plan_why.h"
#include "storage/words/plan_words.h"

namespace dockhand {
namespace {

namespace plan = planning;

LevelWhy why_of(const plan::Proposal& one, const SourceTerms& terms) {
  return {one.level, one.expected, one.days, terms.supplier, terms.late, terms.came};
}

// What is known of an order that no purchase of the office says yet.
struct NotBought {
  std::int64_t came = 0;  // units that came since without a purchase
  std::optional<BoughtUnits> near{};
};

std::string since(const ProposalRow& row, const std::optional<NotBought>& order, Date today) {
  if (!order) return row.state == ProposalState::approved ? "a purchase of the office has it" : "";
  std::string words = decided_since(row, today);
  if (order->came > 0) {
    words += fmt::format("; {came} came without a purchase: say --ended if they are it", fmt::arg("came", order->came));
  }
  if (order->near) {
    const bool placed = row.state == ProposalState::placed;
    words += fmt::format("; {line} has {units} since: say {how} if that is it",
                         fmt::arg("line", order->near->line.text()), fmt::arg("units", order->near->units),
                         fmt::arg("how", placed ? "--ended" : "--placed with --purchase"));
  }
  return words;
}

// What the rows of proposals say beside them.
struct Beside {
  std::map<std::string, NotBought> not_bought;  // by proposal
  std::map<std::pair<ItemCode, std::string>, SourceRow> sources;
  std::map<std::string, SupplierRow> suppliers;
};

Result<Beside> read_beside(PlanningViews& views) {
  Beside beside;
  const auto not_known = views.decided();
  if (!not_known) return not_known.error();
  for (const PlacedOrder& one : *not_known) beside.not_bought.emplace(one.proposal, NotBought{one.came, one.near});
  const auto sources = views.sources();
  if (!sources) return sources.error();
  for (const SourceRow& one : *sources) beside.sources.emplace(std::pair(one.item, one.supplier), one);
  const auto suppliers = views.suppliers();
  if (!suppliers) return suppliers.error();
  for (const SupplierRow& one : *suppliers) beside.suppliers.emplace(one.supplier, one);
  return beside;
}

template <class Key, class Known>
std::optional<Known> known_of(const std::map<Key, Known>& all, const Key& key) {
  const auto found = all.find(key);
  return found == all.end() ? std::nullopt : std::optional(found->second);
}

RowJson row_of(const ProposalRow& row, const Beside& beside, Date today) {
  RowJson cells{{"id", row.id},
                {"state", is_ended(row) ? "ended" : name_of(row.state)},
                {"item", row.item.text()},
                {"quantity", units_of(row)},
                {"supplier", supplier_of(row)},
                {"price", price_of(row).none() ? "" : price_of(row).text()},
                {"backup", row.chosen.empty() ? row.backup : ""},
                {"value", value_of(row)},
                {"order_by", row.order_by.text()}};
  add_cover(cells, row.runs_out, today);
  cells["purchase"] = row.purchase;
  cells["prevents"] = prevented(row, today);
  cells["since"] = since(row, known_of(beside.not_bought, row.id), today);
  cells["why"] = reason(row);
  // Of another number, or another supplier, people know why.
  const bool is_proposed = units_of(row) == row.quantity && supplier_of(row) == row.supplier;
  cells["how_many"] = is_proposed ? quantity_why(row, known_of(beside.sources, std::pair(row.item, row.supplier)),
                                                 known_of(beside.suppliers, row.supplier))
                                  : "";
  return cells;
}

RowJson row_of(const PlanRow& row, Date today) {
  RowJson cells{{"item", row.item.text()}, {"excess", row.excess}, {"class", row.group}, {"method", row.method}};
  add_cover(cells, row.runs_out, today);
  return cells;
}

// Also how well it is foreseen: what its weeks are off by, and since when it sells otherwise.
RowJson class_row_of(const PlanRow& row, Date today) {
  RowJson cells{{"class", row.group}, {"item", row.item.text()}, {"means", words_of_class(row.group)}};
  cells["method"] = row.method;
  cells["expected"] = row.weeks.empty() ? "" : of_thousandths(row.weeks.front().expected);
  cells["off_by"] = row.error < 0 ? "" : of_thousandths(row.error);
  cells["change"] = row.change ? sentence(*row.change, today) : "";
  add_cover(cells, row.runs_out, today);
  return cells;
}

Result<std::vector<RowJson>> written_proposals(PlanningViews& views, Date today) {
  const auto proposals = views.proposals();
  if (!proposals) return proposals.error();
  const auto beside = read_beside(views);
  if (!beside) return beside.error();
  std::vector<RowJson> rows;
  for (const ProposalRow& row : *proposals) rows.push_back(row_of(row, *beside, today));
  return rows;
}

Result<std::vector<RowJson>> written_plans(PlanningViews& views, WrittenList list, Date today) {
  auto plans = views.plans();
  if (!plans) return plans.error();
  const bool classes = list == WrittenList::classes;
  std::erase_if(*plans, [&](const PlanRow& row) {
    return classes ? row.group.empty() : row.excess <= 0 || is_dead(row) != (list == WrittenList::dead);
  });
  std::stable_sort(plans->begin(), plans->end(), [&](const PlanRow& a, const PlanRow& b) {
    return classes ? a.group < b.group : a.excess > b.excess;
  });
  std::vector<RowJson> rows;
  for (const PlanRow& row : *plans) rows.push_back(classes ? class_row_of(row, today) : row_of(row, today));
  return rows;
}

}  // namespace

RowJson reorder_row(const plan::Proposal& one, const Assortment& assortment, Date today) {
  const ItemSupply& has = assortment.supply[one.candidate];
  const auto& sources = assortment.sources[one.candidate];
  const SourceTerms& terms = sources[one.source];
  RowJson cells{{"item", has.item.text()},
                {"order", one.order},
                {"supplier", terms.supplier},
                {"price", terms.price.none() ? "" : terms.price.text()},
                {"backup", one.backup ? sources[*one.backup].supplier : ""},
                {"level", one.level},
                {"free", one.free},
                {"coming", one.coming},
                {"later", one.later}};
  add_cover(cells, one.runs_out, today);
  // What is on its way, or lasts for more than a year, has no such day.
  const bool has_day = one.order > 0 || (one.runs_out && one.coming + one.later == 0);
  cells["order_by"] = has_day && !assortment.candidates[one.candidate].ended ? one.order_by.text() : "";
  cells["saves"] = fmt::format("{:.1f}", static_cast<double>(one.saves) / 1000);
  cells["textbook"] = one.textbook;
  cells["king"] = one.king;
  cells["why"] = sentence(why_of(one, terms));
  return cells;
}

Result<std::vector<RowJson>> written(const std::filesystem::path& database, WrittenList list, Date today) {
  auto views = PlanningViews::open(database);
  if (!views) return views.error();
  const auto planned = (*views)->plan_day();
  if (!planned) return planned.error();
  auto rows = list == WrittenList::proposals ? written_proposals(**views, today) : written_plans(**views, list, today);
  if (!rows) return rows.error();
  for (RowJson& row : *rows) row["planned"] = *planned ? (*planned)->text() : "";
  return rows;
}

}  // namespace dockhand
