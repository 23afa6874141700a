// Pictures that a test makes, as files.
#pragma once

#include <stb_image_write.h>

#include <filesystem>

#include "scanner/image/picture.h"
#include "tests/support/unity.h"

namespace dockhand::test {

inline void save_png(const std::filesystem::path& file, const Picture& picture) {
  if (stbi_write_png(file.c_str(), picture.width, picture.height, 1, picture.pixels.data(), picture.width) == 0)
    FAIL("cannot write " + file.string());
}

}  // namespace dockhand::test
