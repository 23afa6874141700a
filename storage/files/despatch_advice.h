// A supplier's despatch advice as rows of our ASN file.
//
// Decides: how the levels of a message become rows: of X12 856 the tree of HL segments, of EDIFACT DESADV the packages
// of CPS and the lines below them; what is said above holds below. A row stands under the number of its segment. Of two
// messages of one notice the later one holds.
// Leaves to others: cutting segments (storage/files/edi.h), which segment says what (storage/files/edi_segments.def),
// what the columns may hold (storage/import/columns/import_columns.h).
#pragma once

#include <filesystem>
#include <vector>

#include "storage/files/csv.h"
#include "storage/files/notice_changes.h"
#include "storage/files/text_file.h"

namespace dockhand {

struct DespatchAdvice {
  std::vector<TableRow> rows;      // the first names the columns
  std::vector<std::string> found;  // sentences about what was read otherwise
  NoticeChanges changes;
};

// An Error is of kind bad_input and has the place "FILE:SEGMENT".
Result<DespatchAdvice> read_despatch_advice(const TextFile& file);

}  // namespace dockhand
