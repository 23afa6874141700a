#include "storage/import/rows/pages.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "storage/import/cells/document_rows.h"
#include "storage/import/cells/row_units.h"
#include "storage/import/rows/bad_lines.h"

namespace dockhand {
namespace {

// What a file has of one document.
struct Page {
  std::set<std::int32_t> lines{};
  std::set<std::string> items{};
  bool counted = false;             // its lines have no numbers of their own
  std::vector<std::size_t> rows{};  // places in ParsedImport::rows
};
using Pages = std::map<std::string, Page>;

// Returns null where the row is of no document.
Page* add(Pages& pages, ImportRow& row, const RowNote& note) {
  const auto document = document_of(row);
  if (!document || note.use != RowUse::book) return nullptr;
  Page& page = pages[*document];
  page.lines.insert(line_number_of(row));
  page.items.insert(item_named_in(row)->text());
  page.counted = page.counted || note.number != LineNumber::written;
  return &page;
}

Pages pages_of(ParsedImport& parsed) {
  Pages pages;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    if (Page* page = add(pages, parsed.rows[i], parsed.notes[i])) page->rows.push_back(i);
  }
  for (EndedRow& one : parsed.ended) add(pages, one.row, one.note);
  return pages;
}

template <class T>
bool share(const std::set<T>& a, const std::set<T>& b) {
  return std::any_of(a.begin(), a.end(), [&](const T& one) { return b.contains(one); });
}

// Neither file says by itself which lines the document has.
void refuse(ParsedImport& parsed, const std::string& document, const Page& page, ParsedImport& other) {
  BadLines bad(parsed.file);
  const std::string why = document +
                          " stands in another file that comes with this one, and its lines have no numbers: put both "
                          "into one file, or give them numbers";
  for (const std::size_t row : page.rows) {
    if (std::exchange(parsed.notes[row].use, RowUse::drop) == RowUse::drop) continue;
    bad.add(parsed.notes[row].line, refusal_of("line", why));
    --parsed.report.rows;
    ++parsed.unread_rows;
  }
  parsed.unread.insert(document);
  other.unread.insert(document);
  bad.write_to(parsed.report);
}

// `later` is booked after `earlier`.
void join(ParsedImport& earlier, const Pages& first, ParsedImport& later, const Pages& second) {
  for (const auto& [document, page] : second) {
    const auto before = first.find(document);
    if (before == first.end()) continue;
    const bool counted = page.counted || before->second.counted;
    if (counted ? share(page.items, before->second.items) : share(page.lines, before->second.lines)) continue;
    if (counted) {
      refuse(later, document, page, earlier);
    } else {
      earlier.elsewhere[document].insert(page.lines.begin(), page.lines.end());
      later.elsewhere[document].insert(before->second.lines.begin(), before->second.lines.end());
    }
  }
}

}  // namespace

void join_pages(const std::vector<ParsedImport*>& files) {
  for (const char* kind : {"orders", "purchases"}) {
    std::vector<ParsedImport*> all;
    std::copy_if(files.begin(), files.end(), std::back_inserter(all),
                 [&](const ParsedImport* one) { return one->report.kind == kind; });
    if (all.size() < 2) continue;
    std::vector<Pages> pages;
    std::transform(all.begin(), all.end(), std::back_inserter(pages), [](ParsedImport* one) { return pages_of(*one); });
    for (std::size_t i = 1; i < all.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) join(*all[j], pages[j], *all[i], pages[i]);
    }
  }
}

}  // namespace dockhand
