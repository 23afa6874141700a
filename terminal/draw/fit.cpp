#include "terminal/draw/fit.h"

#include <algorithm>
#include <cmath>

#include "storage/model/tools/utf8.h"

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
std::size_t any_last_break(std::string_view text, std::size_t fits, bool at_hyphens) {
  if (fits == text.size() || text[fits] == ' ') return fits;
  const auto found = text.substr(0, fits).find_last_of(at_hyphens ? " -/" : " ");
  return found == std::string_view::npos || found == 0 ? 0 : found + 1;
}

// A number stands behind the last blank, and more words follow it: "0" of "0 %", "7" of "by 7 Dec".
bool parts_a_number(std::string_view text, std::size_t end) {
  const std::string_view line = trimmed(text.substr(0, end));
  const std::string_view word = line.substr(line.find_last_of(' ') + 1);
  return !trimmed(text.substr(end)).empty() && word.size() < line.size() && !word.empty() &&
         word.find_first_not_of("0123456789") == std::string_view::npos;
}

// A number stays with the word behind it where the line has another place to end at.
std::size_t last_break(std::string_view text, std::size_t fits, bool at_hyphens) {
  const std::size_t last = any_last_break(text, fits, at_hyphens);
  if (last == 0 || !parts_a_number(text, last)) return last;
  const std::size_t before = trimmed(text.substr(0, last)).find_last_of(' ');
  return before == std::string_view::npos ? last : before + 1;
}

// Digits without a place to end at are read off in parts: equal ones, not all but two.
std::size_t equal_part(std::string_view text, std::size_t fits, std::size_t lines_left) {
  const std::size_t lines = (text.size() + fits - 1) / fits;
  if (lines > lines_left) return fits;
  std::size_t end = (text.size() + lines - 1) / lines;
  while (end < fits && !starts_character(text[end])) ++end;
  return std::min(end, fits);
}

struct Wrapped {
  std::vector<std::string> lines;
  bool broke_word = false;
  std::string_view rest;  // what the lines do not hold
};

// Where a word has to be broken all the same, codes between words end a line at their hyphens too.
Wrapped wrap(const Face& face, Family family, std::string_view text, float width, std::size_t max_lines,
             bool may_break_words) {
  Wrapped result;
  result.rest = trimmed(text);
  while (!result.rest.empty() && result.lines.size() < max_lines) {
    const std::string_view paragraph = result.rest.substr(0, result.rest.find('\n'));
    const std::size_t fits = fitting(face, paragraph, width);
    std::size_t end = last_break(paragraph, fits, family == Family::codes || may_break_words);
    const bool within = end > 0 && end < paragraph.size() && paragraph[end] != ' ' && paragraph[end - 1] != ' ';
    if (within && family == Family::words) result.broke_word = true;
    if (end == 0 && !paragraph.empty()) {
      const auto hyphen =
          fits == paragraph.size() ? std::string_view::npos : paragraph.substr(0, fits).find_last_of("-/");
      const bool nowhere = hyphen == std::string_view::npos || hyphen == 0;
      const std::string_view run = paragraph.substr(0, paragraph.find(' '));
      end = nowhere ? equal_part(run, fits, max_lines - result.lines.size()) : hyphen + 1;
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
  return {face, std::move(lines), false, false, false, width, height};
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

std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && !starts_character(text[end])) ++end;
    all.push_back(text.substr(i, end - i));
    i = end;
  }
  return all;
}

// As much of both ends of a code as the lines hold; in the face of codes every character is equally wide, in that of
// words few capitals and digits are wider than this one.
Fitted shorten(const Face& face, Family family, std::string_view text, float width, std::size_t max_lines) {
  const auto all = characters_of(text);
  const float each = face.width(family == Family::codes ? "0" : "W");
  const auto in_line = static_cast<std::size_t>(std::max(1.0F, std::floor(width / each)));
  const std::size_t kept = std::min(std::max<std::size_t>(in_line * max_lines, 3), all.size()) - 1;
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  const auto add = [&](std::string_view character) {
    if (used == in_line) {
      lines.emplace_back();
      used = 0;
    }
    lines.back() += character == "\n" ? " " : character;
    ++used;
  };
  for (std::size_t i = 0; i < kept - kept / 2; ++i) add(all[i]);
  add(ellipsis);
  for (std::size_t i = all.size() - kept / 2; i < all.size(); ++i) add(all[i]);
  Fitted result = fitted(face, std::move(lines));
  result.shortened = true;
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

Fitted fit(const Fonts& fonts, const Type& type, std::string_view words, float width, float max_height) {
  const std::string shown = visible(trimmed(words));
  const std::string_view text = shown;
  fonts.note(text);
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
      Wrapped wrapped =
          wrap(face, type.family, text, width, lines_in(face, type.max_lines, max_height), may_break_words);
      if (!wrapped.rest.empty() || (wrapped.broke_word && !may_break_words)) continue;
      Fitted whole = fitted(face, std::move(wrapped.lines));
      whole.broken = wrapped.broke_word;
      return whole;
    }
  }
  const Face& smallest = faces.back();
  Wrapped wrapped = wrap(smallest, type.family, text, width, lines_in(smallest, type.max_lines, max_height), true);
  if (wrapped.rest.empty()) return fitted(smallest, std::move(wrapped.lines));
  // A word that is longer than its place is a code as well.
  if (type.family == Family::codes || text.find(' ') == std::string_view::npos) {
    return shorten(smallest, type.family, text, width, lines_in(smallest, type.max_lines, max_height));
  }
  return cut(smallest, std::move(wrapped), width);
}

}  // namespace dockhand
