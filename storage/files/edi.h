// This cuts messages of electronic data interchange into segments.
//
// Decides: where segments, elements and their components begin and end, by the signs that the message itself says: of
// ANSI X12 they stand in its ISA segment, of UN/EDIFACT (ISO 9735) in UNA, else they are the usual ones. Leaves to
// others: what a segment means (storage/files/despatch_advice.h). Standard library and the model only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

enum class EdiSyntax { x12, edifact };

struct EdiSegment {
  std::size_t position = 0;  // from 1
  std::string tag;
  std::vector<std::vector<std::string>> elements;  // each has one component or more

  // Elements and components are counted from 1, as in the standards. Returns an empty text when there is no such one.
  const std::string& at(std::size_t element, std::size_t component = 1) const;
};

inline constexpr std::size_t max_edi_bytes = 64 << 20;

// Judges by the first bytes of a file.
bool is_edi(std::string_view first_bytes);

struct EdiMessage {
  EdiSyntax syntax = EdiSyntax::x12;
  std::vector<EdiSegment> segments;
};
// An Error's place is the number of the segment.
Result<EdiMessage> read_edi(std::string_view text);

}  // namespace dockhand
