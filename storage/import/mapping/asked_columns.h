// What a person is asked about a file whose columns do not fit.
//
// Decides: which kinds it may be and what each of them lacks, which column of ours is asked for next, which headings
// can be named in the answer. Leaves to others: asking (terminal/cli/ask_mapping.h, terminal/screens/files.cpp), and
// what the answers make of the file (storage/import/mapping/header.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/import/columns/import_kind.h"
#include "storage/import/mapping/header_choices.h"

namespace dockhand {

struct KindOffered {
  const ImportKind* kind;
  std::vector<std::string> lacks;  // columns that have to be there and that no heading is called like
};
// Those of which most columns are known stand first, then those that are imported most.
std::vector<KindOffered> kinds_offered(const std::vector<std::string>& headers);

struct ColumnAsked {
  std::string name;
  bool required = true;
};
// What was answered so far. `none`: columns that the file does not have.
struct ColumnAnswers {
  HeaderChoices said{};
  std::vector<std::string> none{};
  bool all = false;  // also those are asked for that a heading is called like
};
// Nothing: all is known that has to be, or nobody has said the kind.
std::optional<ColumnAsked> column_asked(const std::vector<std::string>& headers, const ColumnAnswers& answers);

// A heading that the words of a mapping cannot name is not offered.
bool can_be_named(const std::string& heading);
// Lines that have no numbers are counted within their document.
bool counts_lines(const ImportKind& kind, const Column& column);
// Asked for although a file may have none: whoever has it loses it otherwise.
bool is_worth_asking(const Column& column);
// A mapping to be filled in by a person: the columns of each kind, and the headings that it can name, as comments;
// it fits only files that have them all.
std::string mapping_form(const std::vector<std::string>& headers);
// Whether it can be the line of the headings: a number or a day names nothing.
bool names_columns(const std::vector<std::string>& cells);

}  // namespace dockhand
