// What the night's plan says, for screens: of what was decided, that which still waits for a person.
#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "storage/books/bought_as.h"
#include "storage/books/placed.h"
#include "storage/outlook/purchases.h"
#include "storage/planning/ordering/scorecard.h"
#include "storage/schema/plan_rows.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

std::string name_of_item(Engine& db, const ItemCode& item) {
  auto rows = db.query("SELECT name FROM item WHERE item=$1", item.text());
  return rows.next() ? rows.text(0) : item.text();
}

SupplierView supplier_view(const SupplierHistory& supplier, Date today) {
  const planning::Scorecard card = planning::scorecard(supplier.lines, today);
  SupplierView view{supplier.supplier,    card.lines,      card.open,     card.overdue, card.finished,
                    card.on_time_in_full, card.came_short, card.received, card.damaged};
  if (card.timed == 0) return view;
  view.days_p50 = card.days.half;
  view.days_p90 = card.days.nine_in_ten;
  return view;
}

// The proposals that were approved or ordered and that no purchase of the office says, each with what came without one.
std::map<std::string, PlacedOrder> orders_not_known(Engine& db) {
  std::map<std::string, PlacedOrder> by_proposal;
  std::vector<PlacedOrder> orders = decided_and_not_known(db);
  add_what_came(db, orders);
  add_what_is_near(db, orders);
  for (PlacedOrder& one : orders) by_proposal.emplace(one.proposal, std::move(one));
  return by_proposal;
}

ProposalView proposal_view(Engine& db, ProposalRow row, const PlacedOrder* order, Date today) {
  ProposalView view{std::move(row), {}};
  view.name = name_of_item(db, view.row.item);
  if (order == nullptr) return view;
  view.came = order->came;
  view.near = order->near;
  view.waited_for = is_waited_for(*order, days_said(db, *order), today);
  return view;
}

// What the office has bought needs nobody any more, whether or not somebody has said that it is ordered.
bool is_agreed_upon(const ProposalRow& row) {
  return row.state == ProposalState::placed || row.state == ProposalState::approved;
}

}  // namespace

Result<std::optional<PlanRow>> Views::plan(const ItemCode& item) {
  return state_->read([&](Engine& db) { return plan_of(db, item); });
}

namespace {

bool is_part(const PlanRow& row, const PlanPart& part) {
  if (part.kind == PlanPart::Kind::of_class) return row.group == part.group;
  return row.excess > 0 && is_dead(row) == (part.kind == PlanPart::Kind::dead);
}

std::size_t count_part(const std::vector<PlanRow>& all, const PlanPart& part) {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const PlanRow& row) { return is_part(row, part); }));
}

}  // namespace

Result<std::vector<PlanView>> Views::plans(const PlanPart& part, std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::vector<PlanRow> rows = dockhand::plans(db);
    std::erase_if(rows, [&](const PlanRow& row) { return !is_part(row, part); });
    std::stable_sort(rows.begin(), rows.end(), [](const PlanRow& a, const PlanRow& b) { return a.excess > b.excess; });
    std::vector<PlanView> views;
    for (PlanRow& row : rows) {
      if (views.size() == limit) break;
      std::string name = name_of_item(db, row.item);
      views.push_back({std::move(row), std::move(name)});
    }
    return views;
  });
}

Result<std::vector<std::pair<PlanPart, std::size_t>>> Views::plan_parts() {
  return state_->read([&](Engine& db) {
    const std::vector<PlanRow> all = dockhand::plans(db);
    std::map<std::string, std::size_t> groups;
    for (const PlanRow& row : all) {
      if (!row.group.empty()) ++groups[row.group];
    }
    std::vector<std::pair<PlanPart, std::size_t>> parts;
    for (const PlanPart::Kind kind : {PlanPart::Kind::too_much, PlanPart::Kind::dead}) {
      const PlanPart part{kind, {}};
      if (const std::size_t items = count_part(all, part); items > 0) parts.emplace_back(part, items);
    }
    for (const auto& [group, items] : groups) parts.emplace_back(PlanPart{PlanPart::Kind::of_class, group}, items);
    return parts;
  });
}

Result<PlanRoom> Views::plan_room() {
  return state_->read([](Engine& db) {
    const auto number = [&](const char* setting) {
      auto rows = db.query("SELECT value FROM site WHERE setting=$1", setting);
      return rows.next() ? Cells(rows).integer(0) : std::int64_t{0};
    };
    return PlanRoom{number("plan_litres_needed"), number("plan_litres"), number("plan_litre_price")};
  });
}

Result<std::optional<Date>> Views::plan_day() {
  return state_->read([](Engine& db) { return day_of_plan(db); });
}

Result<std::vector<ProposalView>> Views::proposals(std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::vector<ProposalView> views;
    const Date today = state_->clock->now().date();
    const std::map<std::string, PlacedOrder> not_known = orders_not_known(db);
    for (ProposalRow& row : dockhand::proposals(db)) {
      if (views.size() == limit) break;
      if (row.state == ProposalState::rejected) continue;
      const auto open = not_known.find(row.id);
      if (is_agreed_upon(row) && open == not_known.end()) continue;
      views.push_back(proposal_view(db, std::move(row), open == not_known.end() ? nullptr : &open->second, today));
    }
    return views;
  });
}

Result<std::vector<SupplierView>> Views::supplier_cards(Date today) {
  return state_->read([&](Engine& db) {
    std::vector<SupplierView> views;
    for (const SupplierHistory& supplier : bought_of_all(db)) views.push_back(supplier_view(supplier, today));
    return views;
  });
}

}  // namespace dockhand
