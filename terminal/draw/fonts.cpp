#include "terminal/draw/fonts.h"

#include <fmt/format.h>
#include <imgui.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include "assets/embedded.h"
#include "storage/model/tools/utf8.h"

namespace dockhand {
namespace {

// These are pairs of first and last character. A 0 ends them.
constexpr ImWchar latin[] = {0x20,   0x7E,   0xA0,   0x17F,  0x2010, 0x2015, 0x2018, 0x201E,
                             0x2022, 0x2022, 0x2026, 0x2026, 0x2190, 0x2193, 0x20AC, 0x20AC,
                             0x2212, 0x2212, 0x2264, 0x2265, 0xFFFD, 0xFFFD, 0};
// With Greek, Cyrillic, and what Romanian and Vietnamese add to Latin.
constexpr ImWchar european[] = {0x20,   0x7E,   0xA0,   0x17F,  0x1A0,  0x1A1,  0x1AF,  0x1B0,  0x218,
                                0x21B,  0x370,  0x3FF,  0x400,  0x4FF,  0x1EA0, 0x1EF9, 0x2010, 0x2015,
                                0x2018, 0x201E, 0x2022, 0x2022, 0x2026, 0x2026, 0x2190, 0x2193, 0x20AC,
                                0x20AC, 0x2212, 0x2212, 0x2264, 0x2265, 0xFFFD, 0xFFFD, 0};
constexpr ImWchar english[] = {0x20,   0x7E,   0xB7,   0xB7,   0xD7,   0xD7,   0x2013, 0x2014,
                               0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2022, 0x2026, 0x2026,
                               0x2190, 0x2193, 0x2212, 0x2212, 0x2264, 0x2265, 0};
// Location codes at 72 px and more need ASCII and the Western letters.
constexpr ImWchar western[] = {0x20, 0x7E, 0xA0, 0xFF, 0x2013, 0x2014, 0x2026, 0x2026, 0};
constexpr ImWchar english_places[] = {0x20, 0x7E, 0xB7, 0xB7, 0xD7, 0xD7, 0x2013, 0x2014, 0x2026, 0x2026, 0};
// Quantities at 96 px need these.
constexpr ImWchar figures[] = {0x20, 0x3A, 0x78, 0x78, 0xB7, 0xB7, 0xD7, 0xD7, 0x2013, 0x2013, 0x2212, 0x2212, 0};

struct Drawing {
  Icon icon;
  char16_t glyph;
};

// Names of the Material Icons font beside each code point.
constexpr Drawing drawings[] = {
    {Icon::back, u'\uE5C4'},       // arrow_back
    {Icon::undo, u'\uE166'},       // undo
    {Icon::keypad, u'\uE0BC'},     // dialpad
    {Icon::receive, u'\uE168'},    // move_to_inbox
    {Icon::pick, u'\uE8CC'},       // shopping_cart
    {Icon::backorder, u'\uE88B'},  // hourglass_empty
    {Icon::item, u'\uE1A1'},       // inventory_2
    {Icon::order, u'\uEF6E'},      // receipt_long
    {Icon::purchase, u'\uE85D'},   // assignment
    {Icon::location, u'\uE55F'},   // place
    {Icon::scan, u'\uF206'},       // qr_code_scanner
    {Icon::check, u'\uE86C'},      // check_circle
    {Icon::attention, u'\uE002'},  // warning
    {Icon::error, u'\uE14B'},      // block
    {Icon::sync, u'\uE627'},       // sync
    {Icon::online, u'\uE2BF'},     // cloud_done
    {Icon::offline, u'\uE2C1'},    // cloud_off
    {Icon::battery, u'\uE1A4'},    // battery_full
    {Icon::why, u'\uE8FD'},        // help_outline
    {Icon::stock, u'\uE53B'},      // layers
    {Icon::skip, u'\uE044'},       // skip_next
    {Icon::notice, u'\uE7F4'},     // notifications
    {Icon::settings, u'\uE8B8'},   // settings
    {Icon::backspace, u'\uE14A'},  // backspace
    {Icon::truck, u'\uE558'},      // local_shipping
    {Icon::search, u'\uE8B6'},     // search
    {Icon::person, u'\uE7FD'},     // person
};
constexpr char16_t chevron = u'\uE5CC';  // chevron_right
constexpr ImWchar first_mark = '!' + 1;  // behind chevron_glyph: the number of the first drawing here

std::vector<ImWchar> icon_ranges() {
  std::vector<ImWchar> ranges;
  for (const Drawing& d : drawings) ranges.insert(ranges.end(), 2, d.glyph);
  ranges.insert(ranges.end(), {chevron, chevron, 0});
  return ranges;
}

const ImWchar* ranges_of(Family family, int size, Letters letters) {
  const bool all = letters != Letters::english;
  if (family == Family::words || size <= 40) {
    if (letters == Letters::european) return european;
    return all ? latin : english;
  }
  if (size > 72) return figures;
  return all ? western : english_places;
}

bool is_in(const ImWchar* ranges, char32_t point) {
  for (; *ranges != 0; ranges += 2) {
    if (point >= ranges[0] && point <= ranges[1]) return true;
  }
  return false;
}

// A soft hyphen is in the faces, but leaves no ink.
bool is_drawn(char32_t point) { return point == U'\n' || (point != 0xAD && is_in(european, point)); }

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A letter and the mark behind it as the one letter that they are, where there is one.
std::string composed(std::string_view text) {
  constexpr auto how = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  utf8proc_uint8_t* made = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &made, how);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(made, &std::free);
  if (length < 0) return std::string(text);
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(length)};
}

const ImFont* add(ImFontAtlas& atlas, std::span<const unsigned char> file, float px, const ImWchar* ranges) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = true;  // else each size copies its file; see keep_files
  // Glyphs stand on whole pixels: sharp, and the rasteriser copies them instead of sampling.
  config.OversampleH = config.OversampleV = 1;
  config.PixelSnapH = true;
  // ImGui takes a pointer to non-const but does not write to data it does not own.
  auto* data = const_cast<unsigned char*>(file.data());
  return atlas.AddFontFromMemoryTTF(data, static_cast<int>(file.size()), px, &config, ranges);
}

// Icons get small numbers. ImGui keeps six bytes for each number up to the largest, and theirs are beyond 57,000.
void renumber(ImFont& icons) {
  for (ImFontGlyph& glyph : icons.Glyphs) {
    if (glyph.Codepoint == chevron) glyph.Codepoint = static_cast<unsigned char>(chevron_glyph.front());
    for (std::size_t i = 0; i < std::size(drawings); ++i) {
      if (glyph.Codepoint == drawings[i].glyph) glyph.Codepoint = static_cast<unsigned char>(first_mark + i);
    }
  }
  icons.FallbackGlyph = nullptr;  // else it is taken for the blank, which is never drawn
  icons.BuildLookupTable();
}

// The files are part of the program: the atlas may read them, not free them.
void keep_files(ImFontAtlas& atlas) {
  for (ImFontConfig& config : atlas.ConfigData) config.FontDataOwnedByAtlas = false;
}

template <std::size_t n>
const ImFont* pick(const std::array<int, n>& sizes, const std::array<const ImFont*, n>& fonts, int size) {
  const auto found = std::find(sizes.begin(), sizes.end(), size);
  return found == sizes.end() ? fonts.back() : fonts[static_cast<std::size_t>(found - sizes.begin())];
}

}  // namespace

std::span<const int> sizes_of(Family family) {
  if (family == Family::words) return word_sizes;
  return code_sizes;
}

float Face::width(std::string_view text) const {
  return const_cast<ImFont*>(font_)->CalcTextSizeA(px_, 1e9F, 0, text.data(), text.data() + text.size()).x;
}

bool Face::has_all(std::string_view text) const {
  for (std::size_t i = 0; i < text.size();) {
    const auto [point, length] = character_at(text, i);
    i += length;
    if (point == U'\n') continue;
    if (point > 0xFFFF || !font_->FindGlyphNoFallback(static_cast<ImWchar>(point))) return false;
  }
  return true;
}

Fonts::Fonts(Scale scale, Letters letters)
    : scale_(scale), letters_(letters), wanted_(letters), atlas_(std::make_unique<ImFontAtlas>()) {
  atlas_->Flags = ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  for (std::size_t i = 0; i < word_sizes.size(); ++i) {
    words_[i] = add(*atlas_, assets::font_text(), scale.type_px(word_sizes[i]),
                    ranges_of(Family::words, word_sizes[i], letters));
  }
  const auto marks = icon_ranges();
  for (std::size_t i = 0; i < icon_sizes.size(); ++i) {
    icons_[i] = add(*atlas_, assets::font_icons(), scale.type_px(icon_sizes[i]), marks.data());
  }
  for (std::size_t i = 0; i < code_sizes.size(); ++i) {
    codes_[i] = add(*atlas_, assets::font_mono(), scale.type_px(code_sizes[i]),
                    ranges_of(Family::codes, code_sizes[i], letters));
  }
  atlas_->Build();
  keep_files(*atlas_);
  for (const ImFont* one : icons_) renumber(const_cast<ImFont&>(*one));
}

Fonts::~Fonts() = default;

Face Fonts::face(Family family, int size) const {
  const ImFont* font = family == Family::words ? pick(word_sizes, words_, size) : pick(code_sizes, codes_, size);
  return {font, font->FontSize};
}

Face Fonts::icons(int size) const {
  const ImFont* font = pick(icon_sizes, icons_, size);
  return {font, font->FontSize};
}

std::string visible(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  const std::string letters = composed(text);
  std::string shown;
  for (std::size_t i = 0; i < letters.size();) {
    const auto [point, length] = character_at(letters, i);
    if (is_drawn(point)) {
      shown += letters.substr(i, length);
    } else {
      shown += fmt::format("[U+{:04X}]", static_cast<std::uint32_t>(point));
    }
    i += length;
  }
  return shown;
}

void Fonts::note(std::string_view text) const {
  for (std::size_t i = 0; i < text.size() && wanted_ != Letters::european;) {
    const auto [point, length] = character_at(text, i);
    i += length;
    if (point < 0x80 || is_in(english, point)) continue;
    if (is_in(latin, point) || !is_in(european, point))
      wanted_ = std::max(wanted_, Letters::latin);
    else
      wanted_ = Letters::european;
  }
}

Coverage Fonts::coverage() const {
  unsigned char* data = nullptr;
  int width = 0, height = 0;
  atlas_->GetTexDataAsAlpha8(&data, &width, &height);
  return {data, width, height};
}

std::string_view glyph_of(Icon icon) {
  static const auto marks = [] {
    std::string all;
    for (std::size_t i = 0; i < std::size(drawings); ++i) all += static_cast<char>(first_mark + i);
    return all;
  }();
  const auto found =
      std::find_if(std::begin(drawings), std::end(drawings), [&](const Drawing& d) { return d.icon == icon; });
  if (found == std::end(drawings)) return {};
  return std::string_view(marks).substr(static_cast<std::size_t>(found - std::begin(drawings)), 1);
}

}  // namespace dockhand
