// The lamp behind the display, where the kernel has one.
//
// Decides: how bright it is while the screen is dark, and that it is off while the screen is; it gets back what it had.
// Leaves to others: when (terminal/draw/dimmer.h). A machine without one, or on which this user may not change it,
// draws a dark screen all the same; that is no error. Only one thread may use it.
#pragma once

#include <filesystem>
#include <map>

#include "terminal/draw/dimmer.h"

namespace dockhand {

class Backlight {
 public:
  // `root` is the folder with one folder for each lamp, /sys/class/backlight. When it is empty, no lamp is changed.
  explicit Backlight(std::filesystem::path root = {}) : root_(std::move(root)) {}
  ~Backlight() { show(Light::on); }
  Backlight(const Backlight&) = delete;
  Backlight& operator=(const Backlight&) = delete;

  // Does nothing when the light is so already.
  void show(Light light);

 private:
  static constexpr int dark_percent = 10;

  std::filesystem::path root_;
  Light light_ = Light::on;
  std::map<std::filesystem::path, int> bright_;  // what each file said before it got dark
};

}  // namespace dockhand
