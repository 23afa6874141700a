#include "assets/embedded.h"

extern "C" {
extern const unsigned char dockhand_font_text[], dockhand_font_text_end[];
extern const unsigned char dockhand_font_mono[], dockhand_font_mono_end[];
extern const unsigned char dockhand_font_icons[], dockhand_font_icons_end[];
}

namespace dockhand::assets {

std::span<const unsigned char> font_text() { return {dockhand_font_text, dockhand_font_text_end}; }
std::span<const unsigned char> font_mono() { return {dockhand_font_mono, dockhand_font_mono_end}; }
std::span<const unsigned char> font_icons() { return {dockhand_font_icons, dockhand_font_icons_end}; }

}  // namespace dockhand::assets
