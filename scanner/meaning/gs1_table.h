// Every GS1 application identifier, one row each, as a dated table.
//
// Decides: which application identifiers (AIs) exist, and the form of each one's value.
// Leaves to others: what a format's words mean (scanner/meaning/gs1_value.h), how elements follow each other
// (scanner/meaning/gs1_elements.h).
// Source: GS1 Barcode Syntax Dictionary, state of May 2026 (release 2026-01-27 and what was added to it since: AIs 717
// and 8040 to 8043), https://ref.gs1.org, and the GS1 General Specifications, section 3, which it restates.
#pragma once

#include <string_view>

namespace dockhand {

enum AiFlags : unsigned {
  none = 0,
  predefined = 1,  // its length is known from its first two digits, no FNC1 follows (General Specifications, 7.8.4)
  attribute = 2,   // may stand in the query of a GS1 Digital Link
};

inline constexpr const char* not_a_key = nullptr;

struct AiRow {
  std::string_view first, last;  // the AIs of this row; `first` is `last` when it is a single one
  unsigned flags;                // AiFlags
  // Components, separated by blanks. Each is a character set (N digits, X the 82 characters of CSET 82, Y CSET 39, Z
  // base64url), a length ("14" exactly, "..20" one to twenty), [...] when it may be left out, and rules after commas.
  std::string_view format;
  // Groups, separated by blanks. Of each group one alternative (separated by ',') has to stand on the item. '+' joins
  // AIs that are all needed, and 'n' is any digit.
  std::string_view needs;
  std::string_view excludes;  // none of these (divided by ',') may stand on the item
  // Is not_a_key, or names the qualifiers that may follow this primary key in the path of a GS1 Digital Link, in this
  // order; '|' separates alternatives.
  const char* qualifiers;
  std::string_view title;  // GS1's data title
};

// Returns the row of the AI with which `text` begins, and nullptr when there is none. No AI is the beginning of
// another.
const AiRow* find_ai(std::string_view text);
// Returns the row of exactly this AI.
const AiRow* ai_named(std::string_view ai);
// True when `ai` is `pattern`, in which 'n' stands for any digit: "31nn".
bool ai_matches(std::string_view ai, std::string_view pattern);

}  // namespace dockhand
