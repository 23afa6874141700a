// The four tones of an answer.
//
// Decides: frequencies and lengths, and that the audio device is open only while something is heard and two seconds
// after: an open, paused device costs CPU all day. Leaves to others: when something is said. A machine without audio
// stays silent; that is no error. Only one thread may use it. Times are in ms.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "terminal/kit/page.h"

namespace dockhand {

struct Tone {
  int hz;  // 0: a pause
  int ms;
};
std::span<const Tone> tones_of(Sound sound);

// Returns mono samples, with soft edges so that nothing clicks.
std::vector<std::int16_t> samples_of(std::span<const Tone> tones, int rate);

class Speaker {
 public:
  Speaker() = default;
  ~Speaker();
  Speaker(const Speaker&) = delete;
  Speaker& operator=(const Speaker&) = delete;

  // In percent; 0 is mute.
  void set_volume(int volume) { volume_ = volume; }
  // A newer sound ends an older one.
  void play(Sound sound, std::int64_t now);
  // Closes the device when its time has come.
  void tick(std::int64_t now);
  bool open() const { return device_ != 0; }
  // Says whether there is a loudspeaker that can be opened. It takes as long as the first tone.
  bool works();

 private:
  static constexpr std::int64_t linger_ms = 2000;
  static constexpr std::int64_t silence_ms = 60'000;  // where there is no loudspeaker, until it is tried again
  bool open_device();
  void close();

  std::uint32_t device_ = 0;
  int rate_ = 0;
  int volume_ = 100;
  std::int64_t close_at_ = 0, try_again_at_ = 0;
};

}  // namespace dockhand
