// How the columns of somebody else's export become ours.
//
// Decides: the text in which a mapping is written, the same for those that are shipped (storage/import/systems.def) and
// for those that a person has made. Leaves to others: which mapping a file has (storage/import/header.h), carrying it
// out (storage/import/mapper.h).
//
//   name = Odoo purchase orders
//   carry = Order Reference ; Vendor          an empty cell means the one above; all of one document, the first column
//   leave out = Status: cancelled | draft     rows that have one of these there; '*' is any text
//   dates = dmy                               as --dates, unless a column shows otherwise; also decimal
//   [purchases]                               the rows that it becomes; one file may become several kinds
//   purchase = Order Reference
//   item = Order Lines/Product | SKU          the first that is not empty
//   supplier = 'Acme'                         always this; 'x' + Column joins
//   number = purchase                         lines without a number are counted from 1 in each purchase
//   brackets = item                           "[CODE] name" is CODE
//   count from 0 = line                       line numbers begin with 0 there
//   apostrophe = barcode                      a first ' is how that system marks text
//   when asked                                only with --make
//   needs = barcode                           no row where this is empty
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/import/import_kind.h"

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
  std::vector<MappedColumn> columns;
  std::string number_by;  // counts lines in each of these; empty: they have numbers
  std::vector<std::string> brackets, from_zero, apostrophe, needs;
  bool when_asked = false;
};

struct LeaveOut {
  std::string header;
  std::vector<std::string> values;
};

struct Mapping {
  std::string name;
  std::vector<std::string> carried;  // columns of the file; the first tells documents apart
  std::vector<LeaveOut> left_out;
  Convention said{};
  std::vector<MappingPart> parts;
};

// An Error's place is the line.
Result<Mapping> parse_mapping(std::string_view text);
// What parse_mapping reads.
std::string text_of(const Mapping& mapping);
// Those that are shipped, in the order in which they are tried.
const std::vector<Mapping>& shipped_mappings();

// Names are compared without case and without what is no letter or digit at both ends.
std::string plain_name(std::string_view name);

}  // namespace dockhand
