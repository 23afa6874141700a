// The settings of a site, the same at its hub and all its terminals.
//
// Decides: which there are, what each may be, and what holds where the site says nothing. Leaves to others: what they
// mean (SiteRow in storage/model/rows/office_rows.h; of law_us, law_eu, law_uk: storage/planning/promises/law.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

struct SiteSetting {
  std::string_view name;
  std::int32_t least = 0, most = 1;  // a choice between no and yes, unless it says otherwise
  std::int32_t standard = 0;         // where the site says nothing
  bool is_choice() const { return most == 1; }
};
inline constexpr std::array<SiteSetting, 10> site_settings{{{"prefer_completed"},
                                                            {"cancel_left_out"},
                                                            {"works_saturday"},
                                                            {"works_sunday"},
                                                            {"tell_customers"},
                                                            {"tell_shipped"},
                                                            {"law_us"},
                                                            {"law_eu"},
                                                            {"law_uk"},
                                                            {"served", 50, 99, 98}}};

const SiteSetting& site_setting(std::string_view name);  // `name` must be one of them
// A choice takes "yes" and "no". Any other setting takes a whole number within its bounds.
Result<std::int32_t> parse_site_value(const SiteSetting& setting, std::string_view text);
std::string text_of_site_value(const SiteSetting& setting, std::int32_t value);

}  // namespace dockhand
