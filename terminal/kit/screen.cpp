#include "terminal/kit/screen.h"

#include <array>

namespace dockhand {

Step Screen::on_scan(const Scan&, const Found&) { return NotMine{}; }
Step Screen::on_tap(std::string_view) { return NotMine{}; }
Step Screen::on_number(Quantity) { return Stay{}; }
Step Screen::on_text(const std::string&) { return Stay{}; }
Step Screen::on_answer(std::string_view) { return Stay{}; }
Answer Screen::on_accepted(const Action&, const Accepted&) { return {.toast = "Booked"}; }
Answer Screen::told(Answer answer) const { return answer; }
Expected Screen::expects() const {
  using Any = Expected::Any;
  return {"an order, a purchase, an item or a place", {Any::order, Any::purchase, Any::item, Any::place, Any::pallet}};
}
std::optional<Step> Screen::on_refused(const Refused&, const Do&) { return std::nullopt; }

const std::vector<ScreenInfo>& screens() {
  static const std::vector<ScreenInfo> list{
#define SCREEN(name) describe_##name(),
#include "terminal/screens/screens.def"
#undef SCREEN
  };
  return list;
}

const char* name_of(ScreenId screen) {
  static constexpr std::array names{
#define SCREEN(name) #name,
#include "terminal/screens/screens.def"
#undef SCREEN
  };
  return names[static_cast<std::size_t>(screen)];
}

const ScreenInfo& info_of(ScreenId screen) { return screens()[static_cast<std::size_t>(screen)]; }

Target::Target(const Target& other) = default;
Target::Target(Target&& other) noexcept = default;
Target& Target::operator=(const Target& other) = default;
Target& Target::operator=(Target&& other) noexcept = default;
Target::~Target() = default;
bool Target::operator==(const Target& other) const {
  return static_cast<const AnyTarget&>(*this) == static_cast<const AnyTarget&>(other);
}

Consequence::Consequence(const Consequence& other) = default;
Consequence::Consequence(Consequence&& other) noexcept = default;
Consequence& Consequence::operator=(const Consequence& other) = default;
Consequence& Consequence::operator=(Consequence&& other) noexcept = default;
Consequence::~Consequence() = default;

Step::Step(const Step& other) = default;
Step::Step(Step&& other) noexcept = default;
Step& Step::operator=(const Step& other) = default;
Step& Step::operator=(Step&& other) noexcept = default;
Step::~Step() = default;

}  // namespace dockhand
