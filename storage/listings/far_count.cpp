#include "storage/listings/far_count.h"

#include <fmt/format.h>

#include "storage/model/far_off.h"
#include "storage/views/told.h"
#include "storage/views/views.h"

namespace dockhand {
namespace {

// Units without a lot stand for every lot.
std::int64_t known_at(const std::vector<StockRow>& there, const Count& count) {
  std::int64_t sum = 0;
  for (const StockRow& row : there) {
    const bool same_lot = !count.units.lot || row.lot == count.units.lot->text();
    if (row.place == count.at && row.item == count.units.item && same_lot) sum += row.on_hand;
  }
  return sum;
}

}  // namespace

Result<std::optional<Outcome>> ask_if_far_off(const std::filesystem::path& database, const Command& command) {
  const auto* count = std::get_if<Count>(&command.action);
  if (count == nullptr || count->confirmed || count->units.serial) return std::optional<Outcome>();
  const auto views = Views::open(database);
  if (!views) return views.error();
  constexpr std::size_t all = 1'000'000;
  const auto there = (*views)->stock_at(count->at, all);
  if (!there) return there.error();
  const std::int64_t known = known_at(*there, *count), found = count->units.quantity.units();
  if (!is_far_beyond(found, known) && !is_far_beyond(known, found)) return std::optional<Outcome>();
  const auto booked = is_booked(database, command.id);
  if (!booked) return booked.error();
  if (*booked) return std::optional<Outcome>();
  const std::string why = fmt::format("{} are far from the {} of {} that the books have at {}",
                                      count->units.quantity.text(), known, count->units.item.text(), count->at.text());
  return std::optional<Outcome>(Refused{command.id, {ErrorKind::refused, "quantity", why}, true});
}

}  // namespace dockhand
