// What is set aside for a terminal, and what is taken back from it.
//
// Decides: which goods and orders can be, for whom, and who is told. It is decided where claims are: a terminal that
// has a hub asks for it with its next sync, and nothing is set aside before. Leaves to others: how much of each line
// (Books::would_get), and what it protects (storage/books/leases.h).
#include <algorithm>

#include "storage/codec/codec.h"
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

std::string called(const std::string& holder) { return holder.empty() ? "another terminal" : holder; }

// Why nothing of the order can be set aside: who has what is reserved for it, when anybody has.
std::string why_nothing_of(Books& books, const OrderNumber& order) {
  auto rows = books.db.query(
      "SELECT document, holder FROM lease WHERE order_no=$1 AND claimed > 0 ORDER BY document LIMIT 1", order.text());
  if (!rows.next()) return "nothing is reserved for it";
  return "what is reserved for it is set aside for " + called(rows.text(1)) + " with " + rows.text(0) +
         ": a supervisor revokes that first";
}

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
    return known ? std::optional(AllComing{{}, why_nothing_of(books, order)}) : std::nullopt;
  }
};

// The terminal that is to have it, and what people call it.
struct Holder {
  std::string writer, name;
};

// What is coming, without what is set aside of it already.
std::int64_t lease_demand(Books& books, const LeaseKey& of, const Holder& holder, const ItemCode& item,
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
    Lease lease = known != had.end() ? known->second : Lease{of, line, holder.writer, holder.name, item};
    if (!holder.name.empty()) lease.holder = holder.name;
    lease.demand += units.units();
    leased += units.units();
    books.leases.put(lease);
  }
  return leased;
}

// What the order has reserved is its terminal's to pick.
std::int64_t lease_claims(Books& books, const LeaseKey& of, const Holder& holder, const OrderNumber& order) {
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
    books.leases.put(Lease{of, line, holder.writer, holder.name, info->item, 0, units});
    leased += units;
  }
  return leased;
}

std::string member_of(const Leased& what) {
  if (std::holds_alternative<Sscc>(what)) return "sscc";
  return std::holds_alternative<OrderNumber>(what) ? "order" : "purchase";
}

// Every terminal of the site reads it: it never says "this one".
void tell_ended(Books& books, const std::string& writer, const std::map<std::string, std::string>& documents,
                const std::string& why) {
  for (const auto& [document, holder] : documents) {
    Notice notice;
    notice.kind = NoticeKind::lease;
    notice.detail = document + " is not set aside" + (holder.empty() ? "" : " for " + holder) + " any more" +
                    (why.empty() ? "" : ": " + why);
    books.notice(std::move(notice));
  }
  books.entry.concerned = books.code<WriterId>(writer);
}

void end(Books& books, std::vector<Lease> leases, const std::string& why) {
  std::map<std::string, std::string> documents;  // and who had them
  for (Lease& lease : leases) {
    documents.emplace(lease.of.document, lease.holder);
    lease.demand = lease.claimed = 0;
    books.leases.put(lease);
    books.touch(lease.item);
  }
  if (!leases.empty()) tell_ended(books, leases.front().writer, documents, why);
}

void tell_without_numbers(Books& books, const WriterId& terminal, const std::string& why) {
  Notice notice;
  notice.kind = NoticeKind::lease;
  notice.detail = "numbers of labels that were left are nobody's any more" + (why.empty() ? "" : ": " + why);
  books.notice(std::move(notice));
  books.entry.concerned = terminal;
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

Performed not_set_aside(Books& books, const char* member, const std::string& why) {
  if (is_request(books)) return refused(member, why);
  Notice notice;
  notice.kind = NoticeKind::lease;
  notice.detail = why;
  books.notice(std::move(notice));
  return {};
}

Performed check_holder(Books& books, const std::optional<WriterId>& to) {
  const bool hub = books.entry.changed > 0;
  if (hub && is_request(books) && !to) return refused("to", "say for which terminal it is set aside");
  if (!books.entry.decides() || !to || *to == books.entry.writer) return {};
  if (books.db.query("SELECT 1 FROM chain WHERE writer=$1", to->text()).next()) return {};
  return Refusal{
      Error{ErrorKind::unknown, "to",
            "the terminal " + to->text() + " has not booked anything here yet: let it book something and sync"}};
}

Performed perform_fact(Books& books, const Assign& fact) {
  const auto coming = std::visit(ComingOf{books}, fact.what);
  const std::string member = member_of(fact.what);
  const std::string name = text_of(fact.what);
  if (!coming) return unknown(member, name);
  const bool is_named = fact.to && !fact.name.empty();  // the office knows it, although it has booked nothing yet
  if (auto no = is_named ? Performed() : check_holder(books, fact.to)) return no;
  const Holder holder{(fact.to ? *fact.to : books.entry.writer).text(), fact.name};
  const LeaseKey of = key_of(fact.what);
  const auto there = books.leases.of(of);
  if (!there.empty() && there.front().writer != holder.writer) {
    return not_set_aside(
        books, member.c_str(),
        name + " is set aside for " + called(there.front().holder) + ": a supervisor revokes that first");
  }
  if (!books.entry.decides()) return {};
  std::int64_t leased = 0;
  for (const auto& [item, units] : coming->items) leased += lease_demand(books, of, holder, item, units);
  if (const auto* order = std::get_if<OrderNumber>(&fact.what)) leased += lease_claims(books, of, holder, *order);
  books.entry.handled(leased);
  if (leased > 0 || !there.empty()) return {};
  const std::string why = coming->items.empty() ? coming->nothing : "nobody waits for what it brings";
  return not_set_aside(books, member.c_str(), name + ": " + why);
}

Performed perform_fact(Books& books, const Revoke& fact) {
  auto leases = std::visit(LeasesOf{books}, fact.what);
  const auto* terminal = std::get_if<WriterId>(&fact.what);
  const bool numbers = terminal != nullptr && books.entry.decides() && end_number_blocks(books, *terminal);
  if (leases.empty() && !numbers && is_request(books)) {
    const std::string name = std::visit([](const auto& what) { return what.text(); }, fact.what);
    return refused("revoke", "nothing is set aside of " + name);
  }
  if (books.entry.decides()) end(books, std::move(leases), fact.reason);
  if (numbers) tell_without_numbers(books, *terminal, fact.reason);
  return {};
}

namespace {

// People act on it once: it is not said with each scan.
bool is_told(Books& books, const Notice& notice, const std::string& writer) {
  for (auto rows = books.db.query("SELECT detail FROM notice WHERE open = 1 AND kind = $1 AND writer = $2",
                                  std::string(name_of(NoticeKind::lease)), writer);
       rows.next();) {
    const auto told = parse_notice(rows.text(0));
    if (told && told->detail == notice.detail) return true;
  }
  return false;
}

}  // namespace

void tell_holders(Books& books, const LocationCode& at) {
  if (!books.entry.decides() || !books.leases.any()) return;
  for (const LeaseKey& goods : books.entry.brought.of) {
    const auto leases = books.leases.of(goods);
    if (leases.empty() || leases.front().writer == books.entry.writer.text()) continue;
    Notice notice;
    notice.kind = NoticeKind::lease;
    notice.place = at;
    const std::string holder = leases.front().holder.empty() ? "a terminal" : leases.front().holder;
    notice.detail = goods.document + " is set aside for " + holder + ", and others receive it at " + at.text();
    if (is_told(books, notice, leases.front().writer)) continue;
    books.entry.told_to.emplace(books.entry.accepted.notices.size(), books.code<WriterId>(leases.front().writer));
    books.notice(std::move(notice));
  }
}

// The database has become another writer. The life that it had before is a copy, or gone.
void end_leases_of_copy(Books& books, const WriterId& was) {
  if (!books.entry.decides()) return;
  end_number_blocks(books, was);
  if (!books.leases.any()) return;
  const WriterId copy = books.entry.writer;
  end(books, books.leases.of(was), "its database is a copy");
  books.entry.concerned = copy;
}

}  // namespace dockhand
