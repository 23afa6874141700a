// This writes pictures to files, for screenshots.
#pragma once

#include <filesystem>

#include "storage/model/result.h"
#include "terminal/draw/raster.h"

namespace dockhand {

Status write_png(const PixelBuffer& picture, const std::filesystem::path& file);

}  // namespace dockhand
