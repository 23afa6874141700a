#include "terminal/script/script_driver.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "scanner/image/picture_file.h"
#include "scanner/meaning/parse.h"
#include "scanner/reader/reader.h"
#include "terminal/draw/checks.h"
#include "terminal/draw/png.h"

namespace dockhand {
namespace {

constexpr std::array<std::pair<const char*, Key>, 15> key_names{{{"enter", Key::enter},
                                                                 {"tab", Key::tab},
                                                                 {"up", Key::up},
                                                                 {"down", Key::down},
                                                                 {"left", Key::left},
                                                                 {"right", Key::right},
                                                                 {"escape", Key::escape},
                                                                 {"backspace", Key::backspace},
                                                                 {"backtab", Key::back_tab},
                                                                 {"f1", Key::f1},
                                                                 {"f2", Key::f2},
                                                                 {"f3", Key::f3},
                                                                 {"f4", Key::f4},
                                                                 {"f5", Key::f5},
                                                                 {"f6", Key::f6}}};

constexpr int key_ms = 120;  // between two keys, by hand

Error failed(std::string message) { return {ErrorKind::refused, "", std::move(message)}; }

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// As eyes that see no colours have it: each pixel by how light it is (its luma after Rec. 709).
PixelBuffer without_colours(PixelBuffer picture) {
  for (std::uint32_t& pixel : picture.pixels) {
    const auto part = [pixel](int shift) { return static_cast<double>(pixel >> shift & 0xFFU); };
    const auto grey = static_cast<std::uint32_t>(0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0));
    pixel = (pixel & 0xFF000000U) | grey << 16U | grey << 8U | grey;
  }
  return picture;
}

}  // namespace

ScriptDriver::ScriptDriver(Station& station, Surface& surface, ManualClock& clock, const Preferences& liked,
                           std::filesystem::path out, std::filesystem::path beside)
    : station_(station),
      surface_(surface),
      clock_(clock),
      liked_(liked),
      followed_(liked),
      out_(std::move(out)),
      beside_(std::move(beside)) {
  show();
}

Status ScriptDriver::play(const Script& script) {
  for (const ScriptStep& step : script.steps) {
    Status played = play(step);
    // Somebody has pressed that the hub is to be asked now.
    const std::uint64_t asked = station_.app().asked_hub();
    if (played && hub_ != nullptr && std::exchange(asked_hub_, asked) != asked) played = send();
    if (!played) {
      return Error{played.error().kind, script.name + ":" + std::to_string(step.line), played.error().sentence()};
    }
  }
  return Done{};
}

Status ScriptDriver::play(const ScriptStep& step) {
  const auto number = [&](std::size_t i) { return static_cast<float>(step.numbers[i]); };
  switch (step.kind) {
    case StepKind::tap: return tap(step.text);
    case StepKind::drag_from: return drag_from(step);
    case StepKind::drag_points: return drag({number(0), number(1)}, {number(2), number(3)});
    case StepKind::type: return type(step.text);
    case StepKind::key: return key(step.text);
    case StepKind::scan: scan(step.text); break;
    case StepKind::scan_image: return scan_image(step.text);
    case StepKind::expect: return expect(step.text, true);
    case StepKind::gone: return expect(step.text, false);
    case StepKind::min_size: return none(small_targets(surface_.drawn(), number(0), surface_.display().scale.unit()));
    case StepKind::fits: return none(misfits(surface_.drawn()));
    case StepKind::gaps: return none(close_targets(surface_.drawn(), number(0), surface_.display().scale.unit()));
    case StepKind::contrast: return contrast();
    case StepKind::distinct_states: return none(states_by_colour(station_.app().frame().page));
    case StepKind::shot: return shot(step.text, !step.numbers.empty());
    case StepKind::say: say(step.text); return Done{};
    case StepKind::task:
      task_ = step.text;
      scans_ = taps_ = 0;
      return Done{};
    case StepKind::within: return within(step.numbers[0], step.numbers[1]);
    case StepKind::wait: return wait(step.numbers[0]);
    case StepKind::size: return resize(step);
    case StepKind::theme:
    case StepKind::text_size:
    case StepKind::dims: return look(step);
    case StepKind::light: return light(step.text);
    case StepKind::hub: return hub(step.text == "on");
    case StepKind::office: return office(step.text);
    case StepKind::plan:
      if (Status made = station_.plan(); !made) return made;
      break;
    case StepKind::battery:
      station_.app().set_power({static_cast<int>(step.numbers[0]), step.text == "charging"});
      break;
  }
  show();
  return Done{};
}

void ScriptDriver::show() {
  station_.settle();
  follow_settings();
  surface_.show(station_.app().frame(), clock_.now().ms);
}

// What was chosen on the screen Settings holds at once; a step of the script says otherwise until then.
void ScriptDriver::follow_settings() {
  if (liked_ == followed_) return;
  Display display = surface_.display();
  if (liked_.theme != followed_.theme) display.theme = liked_.theme == "night" ? ThemeName::night : ThemeName::day;
  display.mirrored = liked_.mirrored;
  if (liked_.text != followed_.text) {
    display.scale = Scale(display.scale.unit(), liked_.text == "large" ? Scale::large_text : 1);
  }
  followed_ = liked_;
  surface_.change(display);
}

void ScriptDriver::inputs() {
  while (auto input = surface_.next_input()) {
    if (const auto* one = std::get_if<KeyTap>(&*input)) station_.app().tap(one->id);
    if (const auto* one = std::get_if<KeyScan>(&*input)) station_.scan(*one);
    if (std::holds_alternative<KeyBack>(*input)) station_.app().back();
    if (const auto* one = std::get_if<KeyTrouble>(&*input)) station_.app().warn("Scanner: " + one->message);
    show();
  }
}

void ScriptDriver::pass(int ms) { clock_.advance(std::chrono::milliseconds(ms)); }

// Finds a button by its words, or else a row that shows the text.
std::optional<Pos> ScriptDriver::find(const std::string& label) const {
  for (const TouchTarget& target : surface_.drawn().targets) {
    if (target.label == label) return target.visible.centre();
  }
  for (const DrawnText& text : surface_.drawn().texts) {
    if (holds(text.text, label) && !text.overlay) return text.rect.centre();
  }
  return std::nullopt;
}

std::string ScriptDriver::on_screen() const {
  std::string all;
  for (const DrawnText& text : surface_.drawn().texts) all += (all.empty() ? "" : " | ") + text.text;
  return all;
}

// Looks for it as a person would: from the list's top down, until it is seen.
std::optional<Pos> ScriptDriver::seek(const std::string& label) {
  if (const auto at = find(label)) return at;
  const float most = surface_.drawn().content;
  const float step = surface_.drawn().list.h / 2 / surface_.display().scale.unit();
  if (surface_.drawn().list.empty() || step <= 0) return std::nullopt;
  surface_.wheel(-most);
  for (float seen = 0; seen <= most; seen += surface_.drawn().list.h / 2) {
    show();
    if (const auto at = find(label)) return at;
    surface_.wheel(step);
  }
  return std::nullopt;
}

Status ScriptDriver::tap(const std::string& label) {
  const auto at = seek(label);
  if (!at) return failed("there is no \"" + label + "\" to tap; on the screen: " + on_screen());
  const TouchTarget* target = target_at(surface_.drawn(), *at);
  if (target == nullptr) return failed("\"" + label + "\" is nothing that can be tapped");
  ++taps_;
  // A person needs as long to see it.
  if (!surface_.is_at_rest(*target, clock_.now().ms)) pass(static_cast<int>(Settled::rest));
  surface_.touch({TouchPhase::down, *at, clock_.now().ms});
  pass(60);
  surface_.touch({TouchPhase::up, *at, clock_.now().ms});
  inputs();
  show();
  return Done{};
}

Status ScriptDriver::drag_from(const ScriptStep& step) {
  const auto at = find(step.text);
  if (!at) return failed("there is no \"" + step.text + "\" to drag; on the screen: " + on_screen());
  const float unit = surface_.display().scale.unit();
  return drag(*at,
              {at->x + static_cast<float>(step.numbers[0]) * unit, at->y + static_cast<float>(step.numbers[1]) * unit});
}

// The finger rests before it leaves, so that there is no inertia.
Status ScriptDriver::drag(Pos from, Pos to) {
  constexpr int moves = 10;
  surface_.touch({TouchPhase::down, from, clock_.now().ms});
  for (int i = 1; i <= moves; ++i) {
    pass(16);
    const float part = static_cast<float>(i) / moves;
    const Pos at{from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
    surface_.touch({TouchPhase::move, at, clock_.now().ms});
    inputs();
    show();
  }
  pass(200);
  surface_.touch({TouchPhase::up, to, clock_.now().ms});
  inputs();
  show();
  return Done{};
}

Status ScriptDriver::type(const std::string& text) {
  for (const char c : text) {
    ++taps_;
    pass(key_ms);
    surface_.text({&c, 1}, clock_.now().ms);
    inputs();
  }
  show();
  return Done{};
}

Status ScriptDriver::key(const std::string& name) {
  const auto found = std::find_if(key_names.begin(), key_names.end(), [&](const auto& k) { return k.first == name; });
  if (found == key_names.end()) return failed("there is no key \"" + name + "\"");
  ++taps_;
  pass(key_ms);
  surface_.press(found->second, clock_.now().ms);
  inputs();
  show();
  return Done{};
}

Status ScriptDriver::scan_image(const std::string& file) {
  const std::filesystem::path path = beside_ / file;
  const auto picture = load_picture(path);
  if (!picture) return picture.error();
  const auto symbols = read_still(picture->view(), {});
  if (symbols.empty()) return failed("no barcode could be read in " + path.string());
  ++scans_;
  surface_.wake();
  std::vector<Reading> together;
  together.reserve(symbols.size());
  for (const Symbol& symbol : symbols) together.push_back({symbol, {}});
  station_.show(together);
  show();
  return Done{};
}

Status ScriptDriver::expect(const std::string& text, bool present) {
  const auto& texts = surface_.drawn().texts;
  const bool there = std::any_of(texts.begin(), texts.end(), [&](const DrawnText& t) { return holds(t.text, text); });
  if (there == present) return Done{};
  const std::string what = present ? "expected \"" + text + "\"" : "\"" + text + "\" should be gone";
  return failed(what + "; on the screen: " + on_screen());
}

Status ScriptDriver::none(const std::vector<std::string>& faults) {
  if (faults.empty()) return Done{};
  std::string all;
  for (const std::string& fault : faults) all += (all.empty() ? "" : "; ") + fault;
  return failed(all);
}

Status ScriptDriver::light(const std::string& wanted) const {
  static constexpr std::array<const char*, 3> words{"on", "dark", "off"};
  const std::string now = words[static_cast<std::size_t>(surface_.light())];
  return now == wanted ? Status(Done{}) : Status(failed("the screen is " + now + ", not " + wanted));
}

Status ScriptDriver::shot(const std::string& name, bool grey) {
  std::error_code failure;
  std::filesystem::create_directories(out_, failure);
  if (failure) return Error{ErrorKind::io, out_.string(), "the folder cannot be made (" + failure.message() + ")"};
  return write_png(grey ? without_colours(surface_.picture()) : surface_.picture(), out_ / (name + ".png"));
}

void ScriptDriver::say(const std::string& text) const {
  std::printf("%s  %s\n", clock_.now().clock_text().c_str(), text.c_str());
  std::fflush(stdout);
}

Status ScriptDriver::within(double scans, double taps) const {
  const std::string count = fmt::format("{:<44} {:>3} scans {:>3} taps", task_, scans_, taps_);
  if (scans_ > scans || taps_ > taps)
    return failed(fmt::format("at most {} and {} were to be: {}", scans, taps, count));
  std::printf("%s\n", count.c_str());
  std::fflush(stdout);
  return Done{};
}

// A step is a pull of the trigger of its own: a double read is written with a short wait between two steps.
void ScriptDriver::scan(const std::string& text) {
  constexpr int next_pull = 500;
  if (text == scanned_ && clock_.now() == scanned_at_) pass(next_pull);
  scanned_ = text;
  scanned_at_ = clock_.now();
  ++scans_;
  surface_.wake();
  station_.scan({typed_symbol(text), text});
}

// Nobody sees what happens in the middle of a night: only its last minutes pass as they would.
Status ScriptDriver::wait(double ms) {
  constexpr int as_seen = 50, unseen = 60'000, last = 120'000;
  for (auto left = static_cast<int>(ms); left > 0;) {
    const int step = left > last ? unseen : std::min(left, as_seen);
    left -= step;
    pass(step);
    surface_.rest(clock_.now().ms);
    inputs();
    show();
  }
  return Done{};
}

// What waits is sent, and what the office has done since comes.
Status ScriptDriver::send() {
  if (hub_->runs()) {
    if (Status sent = hub_->sync(station_); !sent) return sent;
  }
  hub_->tell(station_);
  station_.app().refresh();
  show();
  return Done{};
}

Status ScriptDriver::hub(bool on) {
  if (hub_ == nullptr) return failed("this script has no hub");
  if (!on) hub_->stop();
  if (on && !hub_->runs()) {
    if (Status started = hub_->start(); !started) return started;
  }
  return send();
}

Status ScriptDriver::office(const std::string& file) {
  if (hub_ == nullptr) return failed("this script has no hub");
  if (Status booked = hub_->book(beside_ / file); !booked) return booked;
  return hub_->runs() ? send() : Status(Done{});
}

Status ScriptDriver::contrast() const {
  std::vector<std::string> faults = faint_texts(surface_.drawn(), 7);
  for (std::string& fault : faint_marks(surface_.drawn(), 3)) faults.push_back(std::move(fault));
  return none(faults);
}

Status ScriptDriver::look(const ScriptStep& step) {
  Display display = surface_.display();
  if (step.kind == StepKind::theme) {
    display.theme = step.text == "night" ? ThemeName::night : ThemeName::day;
  } else if (step.kind == StepKind::dims) {
    display.dim_after = static_cast<std::int64_t>(step.numbers[0]);
    display.off_after = static_cast<std::int64_t>(step.numbers[1]);
  } else {
    display.scale = Scale(display.scale.unit(), step.text == "large" ? Scale::large_text : 1);
  }
  surface_.change(display);
  show();
  return Done{};
}

Status ScriptDriver::resize(const ScriptStep& step) {
  Display display = surface_.display();
  display.width = static_cast<int>(step.numbers[0]);
  display.height = static_cast<int>(step.numbers[1]);
  display.scale = Scale::of_display(display.width, display.height, display.scale.text());
  surface_.change(display);
  show();
  return Done{};
}

}  // namespace dockhand
