// Settings: each row is a choice, and a tap takes the next one. It holds at once and is written down.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "terminal/device/preferences.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// One of a row's values, and how it reads.
template <class Value>
struct Named {
  Value value;
  const char* words;
};
constexpr std::array volumes{Named<int>{100, "Loud"}, Named<int>{50, "Middle"}, Named<int>{20, "Low"},
                             Named<int>{0, "Mute"}};
constexpr std::array vibrations{Named<int>{100, "Strong"}, Named<int>{50, "Weak"}, Named<int>{0, "Off"}};
constexpr std::array themes{Named<std::string_view>{"day", "Day"}, Named<std::string_view>{"night", "Night"},
                            Named<std::string_view>{"auto", "By the time of day"}};
constexpr std::array hands{Named<bool>{false, "Right"}, Named<bool>{true, "Left"}};
constexpr std::array texts{Named<std::string_view>{"normal", "Normal"}, Named<std::string_view>{"large", "Large"}};

// Where the value is none of them, as one that the file has, the first one is next.
template <class Values, class Value>
std::size_t place_of(const Values& values, const Value& value) {
  const auto known = std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.value == value; });
  return static_cast<std::size_t>(known - values.begin());
}

template <class Values, class Value>
void take_next(const Values& values, Value& value) {
  value = Value(values[(place_of(values, value) + 1) % values.size()].value);
}

template <class Values, class Value>
std::string words_for(const Values& values, const Value& value) {
  const std::size_t place = place_of(values, value);
  if (place < values.size()) return values[place].words;
  if constexpr (std::is_same_v<Value, int>) return std::to_string(value) + " %";
  return "";
}

class SettingsScreen final : public Screen {
 public:
  explicit SettingsScreen(const ScreenContext& context) : context_(context) {}

  Status load() override {
    docks_.clear();
    const auto places = context_.views.locations();
    if (!places) return places.error();
    for (const auto& [place, kind] : *places) {
      if (kind == LocationKind::dock) docks_.push_back(place.text());
    }
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "How you like it", .task = "Settings", .name = "Tap a row for its next choice"};
    page.actions = {back_button()};
    page.numbered = true;
    page.empty_text = "This terminal has no settings of its own.";
    if (context_.preferences == nullptr) return page;
    const Preferences& now = context_.preferences->now;
    const auto row = [&](const char* id, const char* title, std::string detail, Icon icon) {
      page.rows.push_back({.id = id, .title = title, .detail = std::move(detail), .icon = icon});
    };
    row("volume", "Sound", words_for(volumes, now.volume), Icon::notice);
    row("vibration", "Vibration", words_for(vibrations, now.vibration), Icon::scan);
    row("theme", "Colours", words_for(themes, now.theme), Icon::settings);
    row("hand", "Hand", words_for(hands, now.mirrored), Icon::person);
    row("text", "Text", words_for(texts, now.text), Icon::order);
    row("dock", "Dock", now.dock, Icon::location);
    row("language", "Language", "English, the only one so far", Icon::notice);
    row("scanners", "Scanners", "Try them; nothing is booked", Icon::scan);
    return page;
  }

  Expected expects() const override { return {"a dock, to work there", {Expected::Any::place}}; }

  Step on_scan(const Scan&, const Found& found) override {
    const auto* place = std::get_if<FoundLocation>(&found);
    if (place == nullptr || place->kind != LocationKind::dock || context_.preferences == nullptr) return NotMine{};
    Preferences wanted = context_.preferences->now;
    wanted.dock = place->location.text();
    return Prefer{wanted};
  }

  Step on_tap(std::string_view id) override {
    if (id == "scanners") return Open{ScreenId::selftest, {}};
    if (id == "language") return Warn{"English is the only language that this terminal has so far."};
    if (context_.preferences == nullptr) return NotMine{};
    Preferences wanted = context_.preferences->now;
    if (id == "volume") take_next(volumes, wanted.volume);
    if (id == "vibration") take_next(vibrations, wanted.vibration);
    if (id == "theme") take_next(themes, wanted.theme);
    if (id == "hand") take_next(hands, wanted.mirrored);
    if (id == "text") take_next(texts, wanted.text);
    if (id == "dock") {
      const auto here = std::find(docks_.begin(), docks_.end(), wanted.dock);
      if (docks_.size() < 2) return Warn{"This site has no other dock."};
      wanted.dock = here == docks_.end() || here + 1 == docks_.end() ? docks_.front() : *(here + 1);
    }
    return wanted == context_.preferences->now ? Step(NotMine{}) : Step(Prefer{wanted});
  }

 private:
  ScreenContext context_;
  std::vector<std::string> docks_;  // in the order of the walk
};

}  // namespace

ScreenInfo describe_settings() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<SettingsScreen>(context);
          },
          .home = HomeEntry{"Settings", "Sound, colours, hand, text, dock", Icon::settings, nullptr, true}};
}

}  // namespace dockhand
