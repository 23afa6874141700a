#include "storage/planning/promises/law.h"

#include "storage/planning/promises/working_days.h"

namespace dockhand::planning {

const char* name_of(LegalNotice notice) {
  switch (notice) {
    case LegalNotice::none: return "";
    case LegalNotice::silence: return "us_silence";
    case LegalNotice::agree: return "us_agree";
    case LegalNotice::further: return "further";
    case LegalNotice::end: return "end";
  }
  return "";
}

Date last_day(const AgreedDay& line) { return line.agreed.value_or(Date::from_days(line.ordered.days() + legal_days)); }

LegalNotice notice_for(Regime regime, const AgreedDay& line, std::optional<Date> day, Date today) {
  const Date last = last_day(line);
  if (day && *day <= last) return LegalNotice::none;
  if (line.refused) return LegalNotice::end;  // nobody can agree to wait for what never leaves
  if (regime != Regime::us) return line.essential ? LegalNotice::end : LegalNotice::further;
  const bool soon = day && day->days() - last.days() <= legal_days;
  return soon && !line.moved_before && today <= last ? LegalNotice::silence : LegalNotice::agree;
}

std::optional<Date> refund_by(Regime regime, Date today) {
  constexpr std::int32_t working_days = 7;
  return regime == Regime::us ? std::optional(WorkingDays{}.after(today, working_days)) : std::nullopt;
}

}  // namespace dockhand::planning
