// The pictures of the demo warehouse's labels, and walls to put them on.
#pragma once

#include <string>

#include "scanner/image/picture_file.h"
#include "tests/support/unity.h"

namespace dockhand::test {

inline Picture label(const std::string& name) {
  const auto picture = load_picture(std::string(DOCKHAND_LABELS_DIR) + "/" + name + ".png");
  if (!picture) FAIL(picture.error().sentence());
  return *picture;
}

inline void put(Picture& onto, const Picture& what, int left, int top) {
  for (int y = 0; y < what.height; ++y)
    for (int x = 0; x < what.width; ++x) onto.row(top + y)[left + x] = what.view().at(x, y);
}

}  // namespace dockhand::test
