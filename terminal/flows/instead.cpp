#include "terminal/flows/instead.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/flows/rows_shown.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

struct There {
  std::int64_t on_hand = 0;
  std::int64_t free = 0;
};

Result<There> units_there(Views& views, const Pick& pick) {
  const auto stock = views.stock_at(pick.from, most_at_place);
  if (!stock) return stock.error();
  There there;
  for (const StockRow& row : *stock) {
    if (row.item != pick.units.item || row.lot != lot_of(pick.units) || row.serial != serial_of(pick.units)) continue;
    there.on_hand += row.on_hand;
    there.free += std::max<std::int64_t>(0, row.on_hand - row.reserved);
  }
  return there;
}

// Returns "lot L2" or "the unit S2".
std::string named(const std::string& lot, const std::string& serial) {
  return serial.empty() ? fmt::format("lot {lot}", fmt::arg("lot", lot))
                        : fmt::format("the unit {serial}", fmt::arg("serial", serial));
}

bool differs(const std::string& wanted, const std::string& given) {
  return !wanted.empty() && !given.empty() && wanted != given;
}

// A lot for which the walk has had a stop of its own was no other lot there: then the yes has to be asked for still.
bool was_said(const Walked& walked, const Pick& pick) {
  if (pick.units.serial || walked.walk.seen(key_of(pick)) != nullptr) return false;
  const auto& booked = walked.session.entries();
  return std::any_of(booked.begin(), booked.end(), [&](const Session::Booked& one) {
    const auto* before = one.before.empty() ? std::get_if<Pick>(&one.action) : nullptr;
    return before != nullptr && key_of(*before) == key_of(pick);
  });
}

}  // namespace

std::optional<Step> instead_of(const Walked& walked, const PickStop& stop, const Pick& pick, const Job& then) {
  const std::string lot = lot_of(pick.units), serial = serial_of(pick.units);
  if (!differs(stop.lot, lot) && !differs(stop.serial, serial)) return std::nullopt;
  // A second pull of the trigger, or the unit that was just put down.
  if (pick.units.serial && !walked.session.total(key_of(pick)).none()) {
    return Warn{fmt::format("{serial} is picked already. Next: {next}", fmt::arg("serial", serial),
                            fmt::arg("next", stop.serial))};
  }
  const char* title = differs(stop.serial, serial) ? "Wrong serial" : "Wrong lot";
  const auto refuse = [&](const std::string& why) { return refuse_at(stop, title, why); };
  const auto there = units_there(walked.views, pick);
  if (!there) return Refuse{refusal_of(there.error()), {}};
  const std::string scanned = named(lot, serial), at = stop.from.text();
  const std::int64_t wanted = pick.units.quantity.units();
  if (pick.units.quantity > stop.quantity) {
    return refuse(
        fmt::format("Only {quantity} are to be picked. Put it back.", fmt::arg("quantity", stop.quantity.text())));
  }
  if (there->on_hand < wanted) {
    return refuse(fmt::format("The books have {units} of {scanned} at {at}. Count the place if more is there.",
                              fmt::arg("units", there->on_hand), fmt::arg("scanned", scanned), fmt::arg("at", at)));
  }
  if (there->free < wanted)
    return refuse(fmt::format("What is at {at} of {scanned} is for other orders. Put it back.", fmt::arg("at", at),
                              fmt::arg("scanned", scanned)));
  Do booked{
      {pick}, {seen_of(stop, pick.units.quantity), SeenLoose{pick.from, pick.units.item, lot, serial, wanted}}, then};
  if (was_said(walked, pick)) return booked;
  Question question{.words = fmt::format("Take {units} of {scanned} instead of {named}?",
                                         fmt::arg("units", pick.units.quantity.text()), fmt::arg("scanned", scanned),
                                         fmt::arg("named", named(stop.lot, stop.serial))),
                    .choices = {{.id = "instead", .title = "Take it", .then = std::move(booked)}},
                    .no = "Put it back"};
  return question;
}

}  // namespace dockhand
