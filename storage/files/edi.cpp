#include "storage/files/edi.h"

#include <algorithm>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

constexpr std::size_t max_segments = 2'000'000;
constexpr std::size_t max_segment_bytes = 16 << 10;
constexpr std::size_t length_of_isa = 106;  // all of its elements have fixed lengths
constexpr std::size_t length_of_una = 9;

// The signs of one message. `release` makes the sign behind it a letter like any other; 0: there is none.
struct Signs {
  char component, element, release, segment;
};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

Error bad_segment(std::size_t position, const std::string& why) {
  return {ErrorKind::bad_input, std::to_string(position), why};
}

// One segment's text as its parts, with the released signs as they are meant.
EdiSegment cut(std::string_view text, const Signs& signs, std::size_t position) {
  EdiSegment segment{position, {}, {}};
  std::vector<std::vector<std::string>> parts{{""}};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == signs.release && signs.release != 0 && i + 1 < text.size()) {
      parts.back().back() += text[++i];
    } else if (text[i] == signs.element) {
      parts.push_back({""});
    } else if (text[i] == signs.component) {
      parts.back().emplace_back();
    } else {
      parts.back().back() += text[i];
    }
  }
  for (auto& part : parts) {
    for (std::string& component : part) {
      while (!component.empty() && is_blank(component.back())) component.pop_back();
    }
  }
  segment.tag = parts.front().front();
  segment.elements.assign(std::make_move_iterator(parts.begin() + 1), std::make_move_iterator(parts.end()));
  return segment;
}

std::size_t end_of_segment(std::string_view text, const Signs& signs) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (signs.release != 0 && text[i] == signs.release)
      ++i;
    else if (text[i] == signs.segment)
      return i;
  }
  return std::string_view::npos;
}

Result<std::vector<EdiSegment>> segments_of(std::string_view text, const Signs& signs) {
  std::vector<EdiSegment> segments;
  for (;;) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    if (text.empty()) return segments;
    const std::size_t position = segments.size() + 1;
    const std::size_t end = end_of_segment(text, signs);
    if (end == std::string_view::npos)
      return bad_segment(position, "the last segment has no end: the file was cut off");
    if (end > max_segment_bytes) return bad_segment(position, "the segment is longer than any may be");
    if (position > max_segments) return bad_segment(position, "the message has too many segments");
    segments.push_back(cut(text.substr(0, end), signs, position));
    text.remove_prefix(end + 1);
  }
}

}  // namespace

const std::string& EdiSegment::at(std::size_t element, std::size_t component) const {
  static const std::string none;
  if (element == 0 || element > elements.size()) return none;
  const auto& parts = elements[element - 1];
  return component == 0 || component > parts.size() ? none : parts[component - 1];
}

bool is_edi(std::string_view first_bytes) {
  while (!first_bytes.empty() && is_blank(first_bytes.front())) first_bytes.remove_prefix(1);
  if (first_bytes.size() < 4) return false;
  const std::string_view tag = first_bytes.substr(0, 3);
  const char next = first_bytes[3];
  const bool sign = !is_blank(next) && next != ',' && next != ';' && next != '"' && !(next >= 'a' && next <= 'z') &&
                    !(next >= 'A' && next <= 'Z') && !(next >= '0' && next <= '9');
  return tag == "UNA" || ((tag == "ISA" || tag == "UNB") && sign);
}

Result<EdiMessage> read_edi(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  EdiMessage message;
  Signs signs{':', '+', '?', '\''};
  if (text.starts_with("ISA")) {
    if (text.size() < length_of_isa) return bad_segment(1, "the ISA segment is too short");
    message.syntax = EdiSyntax::x12;
    signs = {text[length_of_isa - 2], text[3], 0, text[length_of_isa - 1]};
  } else {
    message.syntax = EdiSyntax::edifact;
    if (text.starts_with("UNA") && text.size() > length_of_una) {
      signs = {text[3], text[4], text[6] == ' ' ? '\0' : text[6], text[8]};
      text.remove_prefix(length_of_una);
    }
  }
  auto segments = segments_of(text, signs);
  if (!segments) return segments.error();
  message.segments = std::move(segments).value();
  return message;
}

}  // namespace dockhand
