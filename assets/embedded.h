// The files that are part of the program itself.
#pragma once

#include <span>

namespace dockhand::assets {

std::span<const unsigned char> font_text();   // Inter SemiBold, for words
std::span<const unsigned char> font_mono();   // JetBrains Mono Bold, for codes and quantities
std::span<const unsigned char> font_icons();  // Material Icons

}  // namespace dockhand::assets
