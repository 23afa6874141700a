#include "terminal/window/vibration.h"

#include <SDL.h>

#include <fstream>
#include <system_error>

namespace dockhand {
namespace {

namespace fs = std::filesystem;

constexpr Pulse accepted_felt[] = {{40, 0}};
constexpr Pulse attention_felt[] = {{70, 80}, {70, 0}};
constexpr Pulse refused_felt[] = {{150, 90}, {150, 90}, {150, 0}};
constexpr Pulse done_felt[] = {{40, 60}, {90, 0}};

// A LED that is one is switched by its brightness, and has no "activate".
fs::path vibrator_in(const fs::path& leds) {
  std::error_code failure;
  if (leds.empty()) return {};
  for (const auto& led : fs::directory_iterator(leds, failure)) {
    if (fs::exists(led.path() / "activate", failure) && fs::exists(led.path() / "duration", failure)) return led.path();
  }
  return {};
}

bool write(const fs::path& file, int number) {
  std::ofstream stream(file);
  stream << number << '\n';
  stream.close();
  return stream.good();
}

}  // namespace

std::span<const Pulse> pulses_of(Sound sound) {
  switch (sound) {
    case Sound::accepted: return accepted_felt;
    case Sound::attention: return attention_felt;
    case Sound::refused: return refused_felt;
    case Sound::done: return done_felt;
    case Sound::none: break;
  }
  return {};
}

Vibrator::Vibrator(fs::path leds, bool force_feedback) : leds_(std::move(leds)), force_feedback_(force_feedback) {}
Vibrator::~Vibrator() { close(); }

void Vibrator::play(Sound sound, std::int64_t now) {
  if (sound == Sound::none || strength_ == 0 || now < try_again_at_) return;
  if (!find_device()) {
    try_again_at_ = now + nothing_ms;
    return;
  }
  coming_.clear();
  std::int64_t at = now;
  for (const Pulse& one : pulses_of(sound)) {
    coming_.push_back({at, one.ms});
    at += one.ms + one.pause_ms;
  }
  close_at_ = at + linger_ms;
  tick(now);
}

void Vibrator::tick(std::int64_t now) {
  while (!coming_.empty() && coming_.front().at <= now) {
    pulse(coming_.front().ms);
    coming_.pop_front();
  }
  if (haptic_ != nullptr && now >= close_at_) close();
}

bool Vibrator::works() {
  const bool found = find_device();
  close();
  return found;
}

bool Vibrator::find_device() {
  if (!led_.empty() || haptic_ != nullptr) return true;
  led_ = vibrator_in(leds_);
  if (!led_.empty()) return true;
  if (!force_feedback_ || SDL_InitSubSystem(SDL_INIT_HAPTIC) != 0) return false;
  for (int i = 0; i < SDL_NumHaptics() && haptic_ == nullptr; ++i) {
    haptic_ = SDL_HapticOpen(i);
    if (haptic_ == nullptr || SDL_HapticRumbleInit(haptic_) == 0) continue;
    SDL_HapticClose(haptic_);
    haptic_ = nullptr;
  }
  if (haptic_ == nullptr) SDL_QuitSubSystem(SDL_INIT_HAPTIC);
  return haptic_ != nullptr;
}

void Vibrator::pulse(int ms) {
  if (haptic_ != nullptr) {
    SDL_HapticRumblePlay(haptic_, static_cast<float>(strength_) / 100, static_cast<Uint32>(ms));
    return;
  }
  if (write(led_ / "duration", ms * strength_ / 100) && write(led_ / "activate", 1)) return;
  led_.clear();  // it is gone, or this user may not use it
  coming_.clear();
}

void Vibrator::close() {
  if (haptic_ == nullptr) return;
  SDL_HapticClose(haptic_);
  SDL_QuitSubSystem(SDL_INIT_HAPTIC);
  haptic_ = nullptr;
}

}  // namespace dockhand
