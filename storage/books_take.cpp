// Taking units from a place: hands beat plans.
#include <algorithm>

#include "storage/books.h"

namespace dockhand {
namespace {

// Free units before other lines' claims, and of those the lowest rank first: who ranks highest loses last.
void order_by_preference(Books& books, std::vector<Held>& held, const std::optional<OrderLine>& mine) {
  struct Key {
    int group;  // 0 mine, 1 free, 2 of others
    std::optional<Rank> rank;
  };
  const auto key_of = [&](const Account& account) {
    if (account.is_free()) return Key{1, {}};
    const OrderLine line{OrderNumber::parse(account.doc).value(), account.line};
    if (mine && line == *mine) return Key{0, {}};
    const auto info = books.order_line(line);
    return Key{2, info ? std::optional(info->rank) : std::nullopt};
  };
  std::vector<std::pair<Key, Held>> keyed;
  keyed.reserve(held.size());
  for (Held& one : held) keyed.emplace_back(key_of(one.account), std::move(one));
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    if (a.first.group != b.first.group) return a.first.group < b.first.group;
    return a.first.rank && b.first.rank && before(*b.first.rank, *a.first.rank);
  });
  held.clear();
  for (auto& [key, one] : keyed) held.push_back(std::move(one));
}

}  // namespace

std::vector<Held> Books::take(const Account& like, std::int64_t quantity, const std::optional<OrderLine>& mine) {
  std::vector<Held> at_place = held_at(like);
  order_by_preference(*this, at_place, mine);
  std::vector<Held> taken;
  for (const Held& held : at_place) {
    const std::int64_t units = std::min(held.quantity, quantity);
    if (units == 0) break;
    const bool mine_or_free = held.account.is_free() || (mine && held.account == held.account.claimed_by(*mine));
    if (!mine_or_free) revoke(held.account, units);
    taken.push_back(Held{held.account, units});
    quantity -= units;
  }
  if (quantity == 0) return taken;
  taken.push_back(Held{like.free(), quantity});
  notice(Notice{NoticeKind::count_place,
                ItemCode::parse(like.item).value(),
                {},
                LocationCode::parse(like.place).value(),
                Quantity::exactly(quantity),
                {},
                {}});
  return taken;
}

}  // namespace dockhand
