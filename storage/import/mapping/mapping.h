// How the columns of somebody else's export become ours.
//
// Decides: the text in which a mapping is written, the same for those that are shipped
// (storage/import/mapping/systems.def and the lists beside it) and for those that a person has made. Leaves to others:
// which mapping a file has (storage/import/mapping/header.h), carrying it out (storage/import/mapping/mapper.h).
//
//   name = Odoo purchase orders
//   only with = Order Reference ; Vendor | X  fits no file without all of these; of a | b one is enough
//   carry = Order Reference ; Vendor          an empty cell means the one above; all of one document, the first column
//   leave out = Status: quote | draft         rows that have one of these there; '*' is any text
//   done = Status: 7 | C                      the same, and they are over; words that say so in a language need no line
//   cancelled = Status: cancelled | void      the same, and what the books have of them is not wanted any more
//   wanted = Status: open | released          where this is said, any other word is a question
//   unit = Karton: 12                         how many base units are in one, whatever the item
//   dates = dmy                               as --dates, unless a column shows otherwise; also decimal
//   [purchases]                               the rows that it becomes; one file may become several kinds
//   purchase = Order Reference
//   item = Order Lines/Product | SKU          the first that is not empty
//   supplier = 'Acme'                         always this; 'x' + Column joins
//   number = purchase                         lines without a number are counted from 1 in each purchase
//   brackets = item                           "[CODE] name" is CODE
//   path = item                               "Bearings : 6204" is 6204; of a place, "WH/Stock/A-01" is A-01
//   count from 0 = line                       line numbers begin with 0 there
//   apostrophe = barcode                      a first ' is how that system marks text
//   split = item                              rows of one document and item are one line, which that system splits when
//                                             some of it has come
//   when asked                                only with --make
//   needs = barcode                           no row where this is empty
//   told by = Variant Price ; Image           a row without what it needs is told where one of these says something
//   variants = Option1 Value ; Option2 Value  what tells things of one name apart, behind the name
//   unit = UOM                                what the quantity counts, a dozen or a box; and
//   factor = UOM Conversion Factor            how many base units are in one, which goes before it
//   delivered = Received Qty                  of the quantity, what is done there; or
//   open = OpenQty                            what is not done
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/import/cells/plain_name.h"
#include "storage/import/cells/unit_words.h"
#include "storage/import/columns/import_kind.h"

namespace dockhand {

// Texts that are joined; each is a column of the file, or stands for itself.
struct MappingTerm {
  std::string text;
  bool literal = false;
  bool operator==(const MappingTerm&) const = default;
};
using MappingSum = std::vector<MappingTerm>;

struct MappedColumn {
  std::string column;               // ours
  std::vector<MappingSum> sources;  // the first that gives a text
};

struct MappingPart {
  std::string kind;
  std::vector<MappedColumn> columns;  // of the kind; beside them "unit", "factor", "delivered", "open" and "other item"
  std::string number_by;              // counts lines without a number in each of these
  std::vector<std::string> brackets, path, from_zero, apostrophe, needs, told_by, variants, split;
  bool when_asked = false;
  bool splits_lines() const { return !split.empty(); }
};

// What a word in a column of states says of its row.
// What is left out may be wanted later, as a draft, or is no line at all; what is done or cancelled is over.
enum class RowState { wanted, left_out, done, cancelled };
// As a person says it: wanted, done or cancelled.
Result<RowState> parse_row_state(std::string_view text);
std::string name_of(RowState state);

struct StateRule {
  std::string header;
  RowState state;
  std::vector<std::string> words;
};

struct Mapping {
  std::string name;
  std::vector<std::vector<std::string>> marks;  // columns, of each list one of which has to be there
  std::vector<std::string> carried;             // columns of the file; the first tells documents apart
  std::vector<StateRule> states;                // of the rules of one column the first that has the word holds
  std::vector<UnitSize> units{};
  Convention said{};
  std::vector<MappingPart> parts;
};

// An Error's place is the line.
Result<Mapping> parse_mapping(std::string_view text);
// What parse_mapping reads.
std::string text_of(const Mapping& mapping);
// Those that are shipped, in the order in which they are tried.
const std::vector<Mapping>& shipped_mappings();

}  // namespace dockhand
