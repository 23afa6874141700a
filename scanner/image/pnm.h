// The Netpbm formats P1 to P6, which stb_image reads in part only.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "scanner/image/picture.h"

namespace dockhand {

bool is_pnm(std::span<const std::uint8_t> bytes);
Result<Picture> read_pnm(std::span<const std::uint8_t> bytes, const std::string& place);

}  // namespace dockhand
