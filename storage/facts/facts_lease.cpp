// What is set aside for a terminal, and what is taken back from it.
//
// Decides: which goods and orders can be, for whom, and who is told. It is decided where claims are: a terminal that
// has a hub asks for it with its next sync, and nothing is set aside before. Leaves to others: how much of each line
// (Books::would_get), and what it protects (storage/books/leases.h).
#include <algorithm>

#include "storage/facts/facts_checks.h"

namespace dockhand {
namespace {

// Units of one item that are about to come, and what of them was bought for an order line.
struct Coming {
  std::int64_t units = 0;
  std::vector<Bought> bought{};
};

// What goods bring, or why they bring nothing. Of an order nothing comes.
struct AllComing {
  std::map<ItemCode, Coming> items{};
  std::string nothing{};

  void add(const ItemCode& item, std::int64_t units, const std::optional<OrderLine>& bought_for) {
    if (units <= 0) return;
    Coming& coming = items[item];
    coming.units += units;
    if (bought_for) coming.bought.push_back(Bought{*bought_for, Quantity::nearest(units)});
  }
};

// Empty: nobody knows of it.
struct ComingOf {
  Books& books;

  std::optional<AllComing> operator()(const PurchaseNumber& purchase) const {
    AllComing coming{{}, "all of it has been received, or its lines are closed"};
    const auto lines = all_of(
        books.db.query("SELECT purchase, line FROM purchase_line WHERE purchase=$1 ORDER BY line", purchase.text()),
        [](const Cells& cells) { return cells.line<PurchaseNumber>(0); });
    for (const PurchaseLine& line : lines) {
      const auto info = purchase_line(books, line);
      if (!info) continue;
      if (!info->drop_ship) coming.add(info->item, info->expected - info->received, info->bought_for);
      if (info->drop_ship && info->expected > info->received) coming.nothing = "it is sent straight to customers";
    }
    return lines.empty() ? std::nullopt : std::optional(std::move(coming));
  }
  std::optional<AllComing> operator()(const Sscc& unit) const {
    AllComing coming{{}, "it has been received"};
    const bool received = books.balance(unit_account(unit.text(), account::supplier)) < 0;
    bool known = false;
    for (auto rows = books.db.query("SELECT item, quantity, purchase, line FROM asn_line WHERE sscc=$1"
                                    " ORDER BY item, lot, serial, purchase, line",
                                    unit.text());
         rows.next();) {
      known = true;
      const Cells cells(rows);
      const auto line = cells.maybe_line<PurchaseNumber>(2);
      const auto info = line ? purchase_line(books, *line) : std::nullopt;
      coming.add(cells.code<ItemCode>(0), received ? 0 : cells.integer(1), info ? info->bought_for : std::nullopt);
    }
    return known ? std::optional(std::move(coming)) : std::nullopt;
  }
  std::optional<AllComing> operator()(const OrderNumber& order) const {
    const bool known = books.db.query("SELECT 1 FROM order_line WHERE order_no=$1 LIMIT 1", order.text()).next();
    return known ? std::optional(AllComing{{}, "nothing is reserved for it"}) : std::nullopt;
  }
};

// What is coming, without what is set aside of it already.
std::int64_t lease_demand(Books& books, const LeaseKey& of, const std::string& writer, const ItemCode& item,
                          const Coming& coming) {
  std::int64_t left = coming.units;
  std::map<OrderLine, Lease> had;
  for (const Lease& lease : books.leases.of(item)) {
    if (lease.of != of) continue;
    left -= lease.demand;
    had.emplace(lease.line, lease);
  }
  std::int64_t leased = 0;
  if (left <= 0) return leased;
  for (const auto& [line, units] : books.would_get(item, Quantity::nearest(left), coming.bought)) {
    const auto known = had.find(line);
    Lease lease = known != had.end() ? known->second : Lease{of, line, writer, item};
    lease.demand += units.units();
    leased += units.units();
    books.leases.put(lease);
  }
  return leased;
}

// What the order has reserved is its terminal's to pick.
std::int64_t lease_claims(Books& books, const LeaseKey& of, const std::string& writer, const OrderNumber& order) {
  const auto lines = all_of(books.db.query("SELECT order_no, line FROM order_line WHERE order_no=$1 AND reserved > 0"
                                           " ORDER BY line",
                                           order.text()),
                            [](const Cells& cells) { return cells.line<OrderNumber>(0); });
  std::int64_t leased = 0;
  for (const OrderLine& line : lines) {
    const auto info = books.order_line(line);
    if (!info) continue;
    std::int64_t others = 0;
    for (const Lease& lease : books.leases.of(info->item)) {
      if (lease.line == line && lease.of != of) others += lease.claimed;
    }
    const std::int64_t units = info->reserved - others;
    if (units <= 0) continue;
    books.leases.put(Lease{of, line, writer, info->item, 0, units});
    leased += units;
  }
  return leased;
}

Performed not_set_aside(Books& books, const char* member, const std::string& why) {
  if (is_request(books)) return refused(member, why);
  Notice notice;
  notice.kind = NoticeKind::lease;
  notice.detail = why;
  books.notice(std::move(notice));
  return {};
}

// It is set aside for a terminal that has been heard of where it is decided.
Performed check_terminal(Books& books, const Assign& fact) {
  const bool hub = books.entry.changed > 0;
  if (hub && is_request(books) && !fact.to) return refused("to", "say for which terminal it is set aside");
  if (!books.entry.decides() || !fact.to || *fact.to == books.entry.writer) return {};
  if (books.db.query("SELECT 1 FROM chain WHERE writer=$1", fact.to->text()).next()) return {};
  return unknown("to", fact.to->text());
}

std::string member_of(const Leased& what) {
  if (std::holds_alternative<Sscc>(what)) return "sscc";
  return std::holds_alternative<OrderNumber>(what) ? "order" : "purchase";
}

void tell_ended(Books& books, const std::string& writer, const std::set<std::string>& documents,
                const std::string& why) {
  for (const std::string& document : documents) {
    Notice notice;
    notice.kind = NoticeKind::lease;
    notice.detail = document + " is not set aside for this terminal any more" + (why.empty() ? "" : ": " + why);
    books.notice(std::move(notice));
  }
  books.entry.concerned = books.code<WriterId>(writer);
}

void end(Books& books, std::vector<Lease> leases, const std::string& why) {
  std::set<std::string> documents;
  for (Lease& lease : leases) {
    documents.insert(lease.of.document);
    lease.demand = lease.claimed = 0;
    books.leases.put(lease);
    books.touch(lease.item);
  }
  if (!leases.empty()) tell_ended(books, leases.front().writer, documents, why);
}

struct LeasesOf {
  Books& books;
  std::vector<Lease> operator()(const WriterId& writer) const { return books.leases.of(writer); }
  template <class Document>
  std::vector<Lease> operator()(const Document& document) const {
    return books.leases.of(key_of(Leased(document)));
  }
};

}  // namespace

Performed perform_fact(Books& books, const Assign& fact) {
  const auto coming = std::visit(ComingOf{books}, fact.what);
  const std::string member = member_of(fact.what);
  const std::string name = text_of(fact.what);
  if (!coming) return unknown(member, name);
  if (auto no = check_terminal(books, fact)) return no;
  const std::string writer = (fact.to ? *fact.to : books.entry.writer).text();
  const LeaseKey of = key_of(fact.what);
  const auto there = books.leases.of(of);
  if (!there.empty() && there.front().writer != writer) {
    return not_set_aside(books, member.c_str(),
                         name + " is set aside for another terminal: a supervisor revokes that first");
  }
  if (!books.entry.decides()) return {};
  std::int64_t leased = 0;
  for (const auto& [item, units] : coming->items) leased += lease_demand(books, of, writer, item, units);
  if (const auto* order = std::get_if<OrderNumber>(&fact.what)) leased += lease_claims(books, of, writer, *order);
  books.entry.handled(leased);
  if (leased > 0 || !there.empty()) return {};
  const std::string why = coming->items.empty() ? coming->nothing : "nobody waits for what it brings";
  return not_set_aside(books, member.c_str(), name + ": " + why);
}

Performed perform_fact(Books& books, const Revoke& fact) {
  auto leases = std::visit(LeasesOf{books}, fact.what);
  if (leases.empty() && is_request(books)) {
    const std::string name = std::visit([](const auto& what) { return what.text(); }, fact.what);
    return refused("revoke", "nothing is set aside of " + name);
  }
  if (books.entry.decides()) end(books, std::move(leases), fact.reason);
  return {};
}

// The database has become another writer. The life that it had before is a copy, or gone.
void end_leases_of_copy(Books& books, const WriterId& was) {
  if (!books.entry.decides() || !books.leases.any()) return;
  const WriterId copy = books.entry.writer;
  end(books, books.leases.of(was), "its database is a copy");
  books.entry.concerned = copy;
}

}  // namespace dockhand
