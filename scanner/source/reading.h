// What a source delivers: a symbol, and how it came.
#pragma once

#include <chrono>
#include <string>

#include "storage/model/scan.h"

namespace dockhand {

struct Reading {
  Symbol symbol;
  std::string raw;  // the bytes as the device sent them, without the end of the line; empty for a picture
  // The time when its last byte came, or its frame was taken. The time that a scan takes is counted from here.
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
  bool more_follow = false;  // the next reading of this source comes from the same picture, at once
};

}  // namespace dockhand
