#include "terminal/flows/pallet.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/model/place_words.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::string_view pallet_without = "pallet:without";
constexpr std::string_view pallet_onto = "pallet:onto:";  // then its number
constexpr std::string_view pallet_left = "pallet:close";

// Of the pallet that is being filled, when another is scanned.
std::string left_behind(const ScreenContext& context, const Job& job) {
  if (!job.onto) return "";
  return fmt::format("Pallet {pallet} is left at {dock}. ", fmt::arg("pallet", job.onto->text()),
                     fmt::arg("dock", context.dock.text()));
}

Step ask_to_begin(const ScreenContext& context, const Job& job, const Sscc& unit) {
  Job then = job;
  then.onto = unit;
  return Question{.words = fmt::format("{left}No notice says what is on {pallet}. Begin a pallet with it?",
                                       fmt::arg("left", left_behind(context, job)), fmt::arg("pallet", unit.text())),
                  .choices = {{.id = "pallet",
                               .title = "Begin pallet",
                               .then = Do{{ReceiveUnit{unit, context.dock, true}},
                                          {SeenUnit{unit, ""}, SeenAnnounced{unit, 0, 0}},
                                          std::move(then)},
                               .icon = Icon::stock}}};
}

// One that stands at the dock: while another is being filled it is a question which of the two it is now.
Step go_on_with(const ScreenContext& context, Job& job, const Sscc& unit) {
  if (job.onto == unit) return Warn{"Goods go onto this pallet already."};
  if (!job.onto) {
    job.onto = unit;
    return Stay{};
  }
  return Question{
      .words = fmt::format("{left}Go on with pallet {pallet}?", fmt::arg("left", left_behind(context, job)),
                           fmt::arg("pallet", unit.text())),
      .choices = {{.id = std::string(pallet_onto) + unit.text(), .title = "Go on with it", .icon = Icon::stock}}};
}

}  // namespace

LocationCode place_of(const Sscc& pallet) { return LocationCode::parse(pallet.text()).value(); }

SeenAnnounced announced_on(const UnitView& unit) {
  SeenAnnounced seen{unit.unit, static_cast<std::int64_t>(unit.contents.size()), 0};
  for (const UnitContent& content : unit.contents) seen.units += content.quantity.units();
  return seen;
}

std::vector<Sscc> pallets_among(const std::vector<StockRow>& stock) {
  std::vector<Sscc> pallets;
  for (const StockRow& row : stock) {
    const auto pallet = row.stands_at.empty() ? Result<Sscc>(Error{}) : Sscc::parse(row.place.text());
    if (pallet && std::find(pallets.begin(), pallets.end(), *pallet) == pallets.end()) pallets.push_back(*pallet);
  }
  return pallets;
}

bool is_standing(Views& views, const Sscc& unit) {
  const auto view = views.unit(unit);
  if (!view || !*view || !LocationCode::parse(unit.text())) return false;
  return !(*view)->stands_at.empty() && !is_account((*view)->stands_at);
}

Row pallet_to_open_row(const Sscc& pallet) {
  return {.id = "pallet:" + pallet.text(),
          .title = pallet.text(),
          .title_is_code = true,
          .detail = "pallet: scan its label to open it",
          .icon = Icon::stock};
}

std::optional<Step> scan_pallet(const ScreenContext& context, Job& job, const Scan& scan, const Found& found) {
  if (job.holds_work()) return std::nullopt;
  const auto named = unit_named_by(scan);
  if (named && std::holds_alternative<FoundNothing>(found)) return ask_to_begin(context, job, *named);
  const auto* known = std::get_if<FoundUnit>(&found);
  if (known == nullptr) return std::nullopt;
  const auto unit = context.views.unit(known->unit);
  if (!unit) return Refuse{refusal_of(unit.error()), {}};
  const bool is_place = LocationCode::parse(known->unit.text()).ok();
  if (!*unit || !is_place || !(*unit)->order.empty()) return std::nullopt;
  // Its receipt was undone, and no notice says anything of it.
  if ((*unit)->stands_at.empty() && (*unit)->contents.empty()) return ask_to_begin(context, job, known->unit);
  if ((*unit)->stands_at != context.dock.text()) return std::nullopt;
  return go_on_with(context, job, known->unit);
}

bool begins_pallet(const Do& asked) {
  return !asked.actions.empty() && std::holds_alternative<ReceiveUnit>(asked.actions.front());
}

Status look_at_pallet(const ScreenContext& context, const Job& job, std::optional<PalletGone>& gone) {
  gone.reset();
  if (!job.onto) return Done{};
  const auto unit = context.views.unit(*job.onto);
  if (!unit) return unit.error();
  const std::string at = *unit ? (*unit)->stands_at : "";
  if (at == context.dock.text()) return Done{};
  std::string now = standing_in_words(at) + (is_account(at) ? "" : " now");
  if (at.empty()) now = "is not received any more";
  gone = PalletGone{fmt::format("Pallet {pallet} {now}.", fmt::arg("pallet", job.onto->text()), fmt::arg("now", now))};
  return Done{};
}

void follow_undo(const ScreenContext& context, Job& job, const Session& session, const Undo& undo) {
  std::optional<PalletGone> gone;
  if (look_at_pallet(context, job, gone) && gone) job.onto.reset();
  for (const Session::Booked& one : session.entries()) {
    const auto* put = one.outcome.id == undo.target ? std::get_if<MoveUnit>(&one.action) : nullptr;
    if (put != nullptr && !job.onto) job.onto = put->unit;
  }
}

Step ask_without(const PalletGone& gone) {
  return Question{.words = fmt::format("{words} Nothing was booked. Go on without it?", fmt::arg("words", gone.words)),
                  .choices = {{.id = std::string(pallet_without), .title = "Without it", .icon = Icon::receive}}};
}

Step ask_to_close(const Sscc& pallet, const LocationCode& dock) {
  return Question{.words = fmt::format("Leave pallet {pallet} at {dock}? What comes next goes to {dock} itself.",
                                       fmt::arg("pallet", pallet.text()), fmt::arg("dock", dock.text())),
                  .choices = {{.id = std::string(pallet_left), .title = "Leave it there", .icon = Icon::check}}};
}

std::optional<Step> answer_pallet(Job& job, std::string_view id) {
  if (id.starts_with(pallet_onto)) {
    const auto pallet = Sscc::parse(id.substr(pallet_onto.size()));
    if (pallet) job.onto = *pallet;
    return Stay{};
  }
  if ((id != pallet_without && id != pallet_left) || !job.onto) return std::nullopt;
  const std::string was = job.onto->text();
  job.onto.reset();
  return Warn{fmt::format("Pallet {pallet} is closed. What comes next goes to the dock.", fmt::arg("pallet", was))};
}

std::vector<Seen> seen_under(const ScreenContext& context, const Job& job) {
  if (!job.onto) return {};
  return {SeenUnit{*job.onto, context.dock.text()}};
}

Row pallet_row(const Sscc& pallet, const LocationCode& dock) {
  return {.id = "pallet",
          .title = pallet.text(),
          .title_is_code = true,
          .detail = fmt::format("being filled\ntap to leave it at {dock}", fmt::arg("dock", dock.text())),
          .stripe = Stripe::active,
          .icon = Icon::stock};
}

void show_pallet(const Job& job, const std::optional<PalletGone>& gone, WorkPage& page) {
  if (!job.onto) return;
  page.instruction.verb = "Receive onto pallet";
  page.strip = gone ? gone->words
                    : fmt::format("Goods go onto pallet {pallet}. When it is full, scan where you put it.",
                                  fmt::arg("pallet", job.onto->text()));
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

Leave leave_pallet(const Job& job, const std::string& told) {
  if (!job.onto) return Leave{told};
  return Leave{fmt::format("{told}Kept: {pallet}", fmt::arg("told", told.empty() ? "" : told + ". "),
                           fmt::arg("pallet", words_of(job)))};
}

Step put_pallet(const ScreenContext& context, const Job& job, const LocationCode& to) {
  if (to == context.dock) return Warn{"The pallet stands there. Scan where you put it."};
  Job then = job;
  then.onto.reset();
  return Do{{MoveUnit{*job.onto, to, {}}}, seen_under(context, job), std::move(then)};
}

std::optional<Refuse> refuse_not_here(const std::string& stands_at) {
  if (!stands_at.empty() && !is_account(stands_at)) return std::nullopt;
  const char* advice = stands_at == account::lost ? " Scan it at home, and press Found it." : "";
  return Refuse{refusal("Not here", fmt::format("It {place}.{advice}", fmt::arg("place", standing_in_words(stands_at)),
                                                fmt::arg("advice", advice))),
                {}};
}

}  // namespace dockhand
