// The vibrations of an answer, for the hand that holds the terminal.
//
// Decides: how many pulses, how long, and where from: a vibrator of the kernel's LED class, else what SDL finds with
// force feedback. Leaves to others: when something is answered. A machine without either stays still; that is no error.
// Only one thread may use it. Times are in ms.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <span>

#include "terminal/kit/page.h"

struct _SDL_Haptic;

namespace dockhand {

struct Pulse {
  int ms;
  int pause_ms;  // after the pulse
};
std::span<const Pulse> pulses_of(Sound sound);

class Vibrator {
 public:
  // `leds` is the folder /sys/class/leds, whose folders with the files "duration" and "activate" are vibrators. When it
  // is empty, it is not looked at. `force_feedback` says whether SDL is asked when there is none.
  explicit Vibrator(std::filesystem::path leds = {}, bool force_feedback = false);
  ~Vibrator();
  Vibrator(const Vibrator&) = delete;
  Vibrator& operator=(const Vibrator&) = delete;

  // In percent; 0 is none. A vibrator without a strength of its own runs for a shorter time.
  void set_strength(int strength) { strength_ = strength; }
  // A newer answer ends an older one.
  void play(Sound sound, std::int64_t now);
  // Starts the pulses whose time has come, and lets the device go when nothing was felt for two seconds.
  void tick(std::int64_t now);
  // True when a pulse is to come soon.
  bool busy() const { return !coming_.empty(); }
  bool works();

 private:
  static constexpr std::int64_t linger_ms = 2000;
  static constexpr std::int64_t nothing_ms = 60'000;  // where there is none, until it is looked for again
  struct Timed {
    std::int64_t at;
    int ms;
  };
  bool find_device();
  void pulse(int ms);
  void close();

  std::filesystem::path leds_, led_;  // the one that was found
  bool force_feedback_;
  _SDL_Haptic* haptic_ = nullptr;
  int strength_ = 100;
  std::deque<Timed> coming_;
  std::int64_t close_at_ = 0, try_again_at_ = 0;
};

}  // namespace dockhand
