#include "terminal/window/sound.h"

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dockhand {
namespace {

constexpr Tone accepted[] = {{2400, 70}};
constexpr Tone attention[] = {{1200, 80}, {0, 60}, {1200, 80}};
constexpr Tone refused[] = {{400, 180}, {0, 80}, {400, 260}};
constexpr Tone done[] = {{1047, 90}, {1319, 90}, {1568, 160}};  // C6, E6, G6
constexpr double loudness = 0.6;
constexpr int edge_ms = 4;

void append(std::vector<std::int16_t>& samples, const Tone& tone, int rate) {
  const int count = tone.ms * rate / 1000, edge = edge_ms * rate / 1000;
  for (int i = 0; i < count; ++i) {
    const double gain = std::min({1.0, i / static_cast<double>(edge), (count - 1 - i) / static_cast<double>(edge)});
    const double wave = tone.hz == 0 ? 0 : std::sin(2 * std::numbers::pi * tone.hz * i / rate);
    samples.push_back(static_cast<std::int16_t>(wave * gain * loudness * 32767));
  }
}

}  // namespace

std::span<const Tone> tones_of(Sound sound) {
  switch (sound) {
    case Sound::accepted: return accepted;
    case Sound::attention: return attention;
    case Sound::refused: return refused;
    case Sound::done: return done;
    case Sound::none: break;
  }
  return {};
}

std::vector<std::int16_t> samples_of(std::span<const Tone> tones, int rate) {
  std::vector<std::int16_t> samples;
  for (const Tone& tone : tones) append(samples, tone, rate);
  return samples;
}

Speaker::~Speaker() { close(); }

void Speaker::play(Sound sound, std::int64_t now) {
  if (sound == Sound::none || volume_ == 0 || (device_ == 0 && now < try_again_at_)) return;
  if (device_ == 0 && !open_device()) {
    try_again_at_ = now + silence_ms;
    return;
  }
  auto samples = samples_of(tones_of(sound), rate_);
  for (std::int16_t& sample : samples) sample = static_cast<std::int16_t>(sample * volume_ / 100);
  SDL_ClearQueuedAudio(device_);
  SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof(samples[0])));
  close_at_ = now + linger_ms;
}

bool Speaker::open_device() {
  if (SDL_WasInit(SDL_INIT_AUDIO) == 0 && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return false;
  SDL_AudioSpec wanted{}, got{};
  wanted.freq = 44100;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = 512;
  device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, &got, SDL_AUDIO_ALLOW_FREQUENCY_CHANGE);
  if (device_ == 0) {
    SDL_QuitSubSystem(SDL_INIT_AUDIO);  // its watch for new devices would wake the terminal ten times a second
    return false;
  }
  rate_ = got.freq;
  SDL_PauseAudioDevice(device_, 0);
  return true;
}

bool Speaker::works() {
  if (device_ != 0) return true;
  const bool opened = open_device();
  close();
  return opened;
}

void Speaker::tick(std::int64_t now) {
  if (device_ != 0 && now >= close_at_) close();
}

void Speaker::close() {
  if (device_ == 0) return;
  SDL_CloseAudioDevice(device_);
  SDL_QuitSubSystem(SDL_INIT_AUDIO);
  device_ = 0;
}

}  // namespace dockhand
