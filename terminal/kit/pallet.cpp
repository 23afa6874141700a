#include "terminal/kit/pallet.h"

#include <fmt/format.h>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

Result<LocationCode> place_of(const Sscc& unit) { return LocationCode::parse(unit.text()); }

Step ask_to_begin(const ScreenContext& context, const Job& job, const Sscc& unit) {
  const auto place = place_of(unit);
  if (!place) return Refuse{refusal_of(place.error()), {}};
  Job then = job;
  then.place = *place;
  return Question{.words = fmt::format("No notice says what is on {pallet}. Begin a pallet with it?",
                                       fmt::arg("pallet", unit.text())),
                  .choices = {{.id = "pallet",
                               .title = "Begin pallet",
                               .then = Do{{ReceiveUnit{unit, context.dock, true}}, {}, std::move(then)},
                               .icon = Icon::stock}}};
}

}  // namespace

std::optional<Sscc> unit_named_by(const Scan& scan) {
  if (scan.sscc || scan.gtin) return scan.gtin ? std::nullopt : scan.sscc;
  const auto digits = Sscc::parse(scan.text());
  return digits ? std::optional(*digits) : std::nullopt;
}

std::optional<Step> scan_pallet(const ScreenContext& context, Job& job, const Scan& scan, const Found& found) {
  const auto named = unit_named_by(scan);
  if (named && std::holds_alternative<FoundNothing>(found)) return ask_to_begin(context, job, *named);
  const auto* known = std::get_if<FoundUnit>(&found);
  if (known == nullptr) return std::nullopt;
  const auto unit = context.views.unit(known->unit);
  if (!unit) return Refuse{refusal_of(unit.error()), {}};
  const auto place = place_of(known->unit);
  if (!*unit || !place || !(*unit)->order.empty()) return std::nullopt;
  // Its receipt was undone, and no notice says anything of it.
  if ((*unit)->stands_at.empty() && (*unit)->contents.empty()) return ask_to_begin(context, job, known->unit);
  if ((*unit)->stands_at != context.dock.text()) return std::nullopt;
  job.place = *place;
  return Stay{};
}

Status check_pallet(Views& views, Job& job) {
  const auto pallet = Sscc::parse(job.place ? job.place->text() : "");
  if (!pallet) return Done{};
  const auto unit = views.unit(*pallet);
  if (!unit) return unit.error();
  if (!*unit || (*unit)->stands_at.empty() || (*unit)->stands_at.starts_with('@')) job.place.reset();
  return Done{};
}

void show_pallet(const LocationCode& pallet, WorkPage& page) {
  page.instruction.verb = "Receive onto pallet";
  page.strip = fmt::format("Goods go onto pallet {pallet}. When it is full, scan where you put it.",
                           fmt::arg("pallet", pallet.text()));
}

std::optional<Answer> pallet_answer(const Action& action) {
  if (const auto* begun = std::get_if<ReceiveUnit>(&action)) {
    return Answer{.toast = fmt::format("Pallet {pallet} is begun", fmt::arg("pallet", begun->unit.text()))};
  }
  const auto* put = std::get_if<MoveUnit>(&action);
  if (put == nullptr) return std::nullopt;
  return Answer{.toast = fmt::format("The pallet stands at {place} now", fmt::arg("place", put->to.text())),
                .sound = Sound::done};
}

Step put_pallet(const ScreenContext& context, const Job& job, const LocationCode& to) {
  const auto pallet = Sscc::parse(job.place->text());
  if (!pallet) return Refuse{refusal_of(pallet.error()), {}};
  if (to == context.dock) return Warn{"The pallet stands there. Scan where you put it."};
  Job then = job;
  then.place.reset();
  return Do{{MoveUnit{*pallet, to, {}}}, {SeenUnit{*pallet, context.dock.text()}}, std::move(then)};
}

}  // namespace dockhand
