#include "terminal/station/app_settings.h"

namespace dockhand {

Result<AppSettings> settings_of(const StationOptions& options) {
  auto dock = LocationCode::parse(options.dock);
  if (!dock) return dock.error();
  auto person = OperatorName::parse(options.person);
  if (!person) return person.error();
  if (!(options.over_tolerance >= 0 && options.over_tolerance <= 100)) {
    return Error{ErrorKind::bad_input, "over_tolerance", "has to be 0 to 100 percent"};
  }
  return AppSettings{.dock = *dock,
                     .operator_name = *person,
                     .over_tolerance = options.over_tolerance,
                     .preferences = options.preferences,
                     .picking = options.picking};
}

}  // namespace dockhand
