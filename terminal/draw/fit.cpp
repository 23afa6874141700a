#include "terminal/draw/fit.h"

#include <algorithm>

#include "storage/model/utf8.h"

namespace dockhand {
namespace {

constexpr std::string_view ellipsis = "\u2026";

// Bytes of the longest beginning of `text`, in whole characters, that is no wider than `width`; one character at least.
// Widths add up: ImGui draws without kerning.
std::size_t fitting(const Face& face, std::string_view text, float width) {
  std::size_t fits = 0;
  float used = 0;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    if (i < text.size() && !starts_character(text[i])) continue;
    used += face.width(text.substr(fits, i - fits));
    if (fits > 0 && used > width) break;
    fits = i;
  }
  return fits;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Where a line may end: behind a blank, and in codes behind a hyphen or a slash.
std::size_t last_break(std::string_view text, std::size_t fits, Family family) {
  if (fits == text.size() || text[fits] == ' ') return fits;
  const auto found = text.substr(0, fits).find_last_of(family == Family::codes ? " -/" : " ");
  return found == std::string_view::npos || found == 0 ? 0 : found + 1;
}

struct Wrapped {
  std::vector<std::string> lines;
  bool broke_word = false;
  std::string_view rest;  // what the lines do not hold
};

Wrapped wrap(const Face& face, Family family, std::string_view text, float width, std::size_t max_lines) {
  Wrapped result;
  result.rest = trimmed(text);
  while (!result.rest.empty() && result.lines.size() < max_lines) {
    const std::string_view paragraph = result.rest.substr(0, result.rest.find('\n'));
    const std::size_t fits = fitting(face, paragraph, width);
    std::size_t end = last_break(paragraph, fits, family);
    if (end == 0 && !paragraph.empty()) {
      end = fits;
      result.broke_word = true;
    }
    result.lines.emplace_back(trimmed(result.rest.substr(0, end)));
    result.rest.remove_prefix(end);
    if (!result.rest.empty() && result.rest.front() == '\n') result.rest.remove_prefix(1);
    result.rest = trimmed(result.rest);
  }
  return result;
}

float widest(const Face& face, const std::vector<std::string>& lines) {
  float width = 0;
  for (const auto& line : lines) width = std::max(width, face.width(line));
  return width;
}

Fitted fitted(const Face& face, std::vector<std::string> lines) {
  const float width = widest(face, lines), height = face.px() * static_cast<float>(lines.size());
  return {face, std::move(lines), false, width, height};
}

Fitted cut(const Face& face, Wrapped wrapped, float width) {
  if (wrapped.lines.empty()) wrapped.lines.emplace_back();
  std::string& last = wrapped.lines.back();
  while (!last.empty() && face.width(last + std::string(ellipsis)) > width) {
    std::size_t start = last.size() - 1;
    while (start > 0 && !starts_character(last[start])) --start;
    last.resize(start);
  }
  last = std::string(trimmed(last)) + std::string(ellipsis);
  Fitted result = fitted(face, std::move(wrapped.lines));
  result.truncated = true;
  return result;
}

std::size_t lines_in(const Face& face, int max_lines, float max_height) {
  const auto high = static_cast<int>(std::min(max_height / face.px() + 0.01F, 1000.0F));
  return static_cast<std::size_t>(std::max(1, std::min(max_lines, high)));
}

}  // namespace

std::string Fitted::shown() const {
  std::string all;
  for (const auto& line : lines) {
    if (!all.empty() && !line.empty()) all += ' ';
    all += line;
  }
  return all;
}

Fitted fit(const Fonts& fonts, const Type& type, std::string_view text, float width, float max_height) {
  text = trimmed(text);
  std::vector<Face> faces;  // the last is the smallest that may be used
  for (const int size : sizes_of(type.family)) {
    if (size > type.size || (size < type.smallest && !faces.empty())) continue;
    faces.push_back(fonts.face(type.family, size));
  }
  const bool one_line = text.find('\n') == std::string_view::npos;
  for (const Face& face : faces) {
    if (one_line && face.has_all(text) && face.px() <= max_height && face.width(text) <= width) {
      return fitted(face, {std::string(text)});
    }
  }
  for (const bool may_break_words : {false, true}) {
    for (const Face& face : faces) {
      if (!face.has_all(text)) continue;
      Wrapped wrapped = wrap(face, type.family, text, width, lines_in(face, type.max_lines, max_height));
      if (!wrapped.rest.empty() || (wrapped.broke_word && !may_break_words)) continue;
      return fitted(face, std::move(wrapped.lines));
    }
  }
  const Face& smallest = faces.back();
  Wrapped wrapped = wrap(smallest, type.family, text, width, lines_in(smallest, type.max_lines, max_height));
  if (wrapped.rest.empty()) return fitted(smallest, std::move(wrapped.lines));
  return cut(smallest, std::move(wrapped), width);
}

}  // namespace dockhand
