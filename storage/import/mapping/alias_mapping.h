// The columns of a file by the names that others use for them.
//
// Decides: which kind a file is of whose headings are not ours (storage/import/mapping/aliases.def), and when its
// headings say too little to know. Leaves to others: our own names and the exports of known systems
// (storage/import/mapping/header.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/import/mapping/header_choices.h"
#include "storage/import/mapping/headings.h"

namespace dockhand {

bool maps(const MappingPart& part, std::string_view column);

// A part by our own names and those that others use.
MappingPart part_by_aliases(const ImportKind& kind, const HeaderNames& names, const HeaderChoices& choices);
// What whoever imports says of its columns: which heading one has, and what all rows have.
void set_columns(MappingPart& part, const ImportKind& kind, const HeaderChoices& choices);
bool is_document(const ImportKind& kind);
// What is said of all of a document that is named on its first line alone.
HeaderNames carried_by(const ImportKind& kind, const MappingPart& part);
// Columns that have to be there and are not.
HeaderNames missing_in(const MappingPart& part, const ImportKind& kind, const HeaderNames& names);

// A list of things, beside whose columns stand such as only documents have: quantities, numbers, days. `names`: of the
// columns that are none of the kind, as far as that is known. An Error asks for the kind.
Status check_evidence(const ImportKind& kind, const HeaderNames& names);
// The first kind whose columns are all there under some name, or the one that was said.
Result<Mapping> mapping_by_aliases(const HeaderNames& names, const HeaderChoices& choices);

// Columns that have to be there are not; `as`: what the file is read as.
Error lacks(const std::string& as, const HeaderNames& missing);
// It may be a list of this kind, or a document.
Error which_kind_of_list(const std::string& kind);
// The first line names nothing that is known.
Error no_known_column();

}  // namespace dockhand
