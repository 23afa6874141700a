#include "storage/import/meeting/meet_books.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "storage/import/cells/document_rows.h"
#include "storage/import/cells/row_units.h"
#include "storage/import/columns/import_columns.h"
#include "storage/import/columns/unsaid_columns.h"
#include "storage/import/meeting/beside_books.h"
#include "storage/import/meeting/card_names.h"
#include "storage/import/meeting/ended_lines.h"
#include "storage/import/meeting/item_names.h"
#include "storage/import/meeting/line_numbers.h"
#include "storage/import/meeting/made_rows.h"
#include "storage/import/meeting/notices.h"
#include "storage/import/meeting/pack_levels.h"
#include "storage/import/meeting/row_packs.h"
#include "storage/import/rows/duplicates.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

constexpr std::size_t rows_between_looks = 1'000;

// Rows of one document, wherever they stand.
struct Document {
  std::vector<std::size_t> rows, ended;
  bool counted = false;
};

class Meeting {
 public:
  Meeting(Ledger& ledger, ParsedImport& parsed, const ImportChoices& choices, BadLines& bad)
      : ledger_(ledger), parsed_(parsed), choices_(choices), bad_(bad), ended_(ledger, parsed), done_there_(ledger) {}

  Status meet() {
    if (auto settled = settle_levels(ledger_, parsed_); !settled) return settled;
    if (auto named = name_all(); !named) return named;
    if (auto asked = choices_.confirmed ? Status(Done{}) : refuse_names_of_cards(ledger_, parsed_, bad_); !asked)
      return asked;
    Notices notices(ledger_, parsed_, bad_);
    if (auto met = notices.meet(); !met) return met;
    const bool are_notices = !parsed_.rows.empty() && std::holds_alternative<AsnRow>(parsed_.rows.front());
    if (packs_.names_by_barcodes() || are_notices)
      tell(add_up(parsed_), "row names an item in another way than the row before, and was added to it",
           "rows name an item in another way than the row before, and were added to it");
    if (auto taken = notices.take_back_left_out(); !taken) return taken;
    if (auto known = drop_known(); !known) return known;
    track_made_items(parsed_);
    if (auto gathered = gather_documents(); !gathered) return gathered;
    for (auto& [name, document] : documents_) {
      if (is_to_stop()) return ending();
      if (auto met = meet_document(document); !met) return met;
    }
    drop_unneeded();
    if (auto kept = keep_what_is_unsaid(); !kept) return kept;
    take_out_dropped();
    count_own_rows();
    tell_of_lines();
    notices.tell();
    stopped_.tell(parsed_.report);
    return Done{};
  }

 private:
  bool is_to_stop() const { return choices_.stop && choices_.stop(); }
  static Error ending() { return {ErrorKind::busy, "", "the program is ending"}; }
  void refuse(std::size_t row, const Error& why) {
    bad_.add(parsed_.notes[row].line, why);
    parsed_.notes[row].use = RowUse::drop;
    --parsed_.report.rows;
  }
  void tell(std::size_t count, const std::string& one, const std::string& many) {
    if (count > 0) parsed_.report.found.push_back(plural(count, one, many));
  }

  // --- items, units and the lines of notices

  Status name_all() {
    auto unit = parsed_.units.begin();
    auto other = parsed_.other_items.begin();
    for (std::size_t i = 0; i < parsed_.rows.size(); ++i) {
      if (i % rows_between_looks == 0 && is_to_stop()) return ending();
      const RowUnit* counts = nullptr;
      if (unit != parsed_.units.end() && unit->row == i) counts = &*unit++;
      const std::string* other_name = nullptr;
      if (other != parsed_.other_items.end() && other->row == i) other_name = &(other++)->name;
      if (parsed_.notes[i].use == RowUse::drop) continue;
      if (auto said = other_name == nullptr ? Status(Done{}) : take_other_name(ledger_, parsed_.rows[i], *other_name);
          !said)
        return said;
      const auto named = packs_.count(parsed_.rows[i], counts);
      if (named) continue;
      if (named.error().kind != ErrorKind::bad_input) return named.error();
      refuse(i, named.error());
    }
    for (EndedRow& one : parsed_.ended) {
      if (auto said = one.other_item.empty() ? Status(Done{}) : take_other_name(ledger_, one.row, one.other_item);
          !said)
        return said;
      if (auto named = packs_.name(one.row); !named) return named;
    }
    packs_.tell(parsed_.report.found);
    parsed_.units.clear();  // each row counts base units now
    return Done{};
  }

  // --- what is made

  // Rows that were made for what may be unknown go where it is known.
  Status drop_known() {
    for (std::size_t i = 0; i < parsed_.rows.size(); ++i) {
      if (parsed_.notes[i].use != RowUse::make) continue;
      const auto known = is_known_by_any_name(ledger_, parsed_.rows[i]);
      if (!known) return known.error();
      if (!*known) continue;
      parsed_.notes[i].use = RowUse::drop;
      --parsed_.report.rows;
    }
    return Done{};
  }

  // Who refused the row that named it has refused the customer too.
  void drop_unneeded() {
    const auto is_made = [](const RowNote& note) { return note.use == RowUse::make; };
    if (std::none_of(parsed_.notes.begin(), parsed_.notes.end(), is_made)) return;
    NeededRows needed;
    for (std::size_t i = 0; i < parsed_.rows.size(); ++i) needed.take(parsed_.rows[i], parsed_.notes[i].use);
    for (std::size_t i = 0; i < parsed_.rows.size(); ++i) {
      if (needed.has(parsed_.rows[i], parsed_.notes[i].use)) continue;
      parsed_.notes[i].use = RowUse::drop;
      --parsed_.report.rows;
    }
  }

  // --- documents

  // Of a first order book nothing is looked at: there is no document that it could come again with.
  Status gather_documents() {
    const auto first = std::find_if(parsed_.rows.begin(), parsed_.rows.end(),
                                    [](const ImportRow& row) { return document_of(row).has_value(); });
    const auto any = first == parsed_.rows.end() ? Result<bool>(false) : ledger_.has_any_like(*first);
    if (!any) return any.error();
    // Beside a line that is numbered here, those that say their numbers keep them.
    const bool numbers = std::any_of(parsed_.notes.begin(), parsed_.notes.end(),
                                     [](const RowNote& note) { return note.number != LineNumber::written; });
    for (std::size_t i = 0; i < parsed_.ended.size(); ++i) {
      Document& document = documents_[*document_of(parsed_.ended[i].row)];
      document.ended.push_back(i);
      document.counted = document.counted || parsed_.ended[i].note.number != LineNumber::written;
    }
    for (std::size_t i = 0; i < parsed_.rows.size(); ++i) {
      const auto name = document_of(parsed_.rows[i]);
      if (!name) continue;
      const bool counted = parsed_.notes[i].number != LineNumber::written;
      const bool needed = numbers || parsed_.delivered.contains(i);
      if (!needed && !*any) continue;
      Document& document = documents_[*name];
      document.rows.push_back(i);
      document.counted = document.counted || counted;
    }
    return Done{};
  }

  Status meet_document(Document& document) {
    const ImportRow& first =
        document.rows.empty() ? parsed_.ended[document.ended.front()].row : parsed_.rows[document.rows.front()];
    const auto known = ledger_.lines_beside(first);
    if (!known) return known.error();
    if (document.counted) number(document, *known);
    std::set<std::int32_t> came;
    if (auto taken = take_delivered(document, *known); !taken) return taken;
    bool refused = parsed_.is_partial || has_unread_rows(*document_of(first));
    for (const std::size_t i : document.rows) {
      if (parsed_.notes[i].use == RowUse::drop) {
        refused = true;
        continue;
      }
      came.insert(line_number_of(parsed_.rows[i]));
      if (!choices_.confirmed) {
        const auto unsaid = leaves_cancelled_unsaid(parsed_.notes[i]);
        if (!unsaid) return unsaid.error();
        if (auto taken = stopped_.take(ledger_, parsed_.rows[i], *known, *unsaid); !taken) return taken;
      }
    }
    if (auto ended = ended_.meet(document.ended, *known, came); !ended) return ended;
    return meet_left_out(first, *known, came, refused);
  }

  bool lacks(const RowNote& note, std::string_view column) const {
    return note.part != 0 && parsed_.lacking[note.part - 1].contains(column);
  }

  Status keep_what_is_unsaid() {
    const auto cancels = parsed_.mapping.states.empty() ? cancels_left_out() : Result<bool>(false);
    if (!cancels) return cancels.error();
    const auto says_no_rest = [&, wants_again = *cancels || choices_.confirmed](const RowNote& note) {
      return !wants_again && lacks(note, column_of_what_is_done);
    };
    return keep_unsaid(ledger_, parsed_, {choices_.stop, says_no_rest}, stopped_);
  }

  // Where lines that a file leaves out are cancelled, one of ours that has no states wants again what it names again.
  Result<bool> leaves_cancelled_unsaid(const RowNote& note) {
    if (!lacks(note, column_of_states)) return false;
    const auto cancels = parsed_.mapping.states.empty() ? cancels_left_out() : Result<bool>(false);
    return cancels ? Result<bool>(!*cancels) : cancels.error();
  }

  // A bad row whose document is not known may be of any.
  bool has_unread_rows(const std::string& document) const {
    if (parsed_.report.errors.empty()) return parsed_.unread.contains(document);  // left out, and not bad
    if (!choices_.skip_bad) return false;
    return parsed_.report.bad_rows > parsed_.unread_rows || parsed_.unread.contains(document);
  }

  Status take_delivered(const Document& document, const std::vector<DocumentLine>& known) {
    for (const std::size_t i : document.rows) {
      const auto part = parsed_.delivered.find(i);
      if (part == parsed_.delivered.end() || parsed_.notes[i].use == RowUse::drop) continue;
      const DoneThere::Said said{!lacks(parsed_.notes[i], "cancelled"), !lacks(parsed_.notes[i], "came_before"),
                                 choices_.confirmed};
      auto taken = done_there_.take(parsed_.rows[i], part->second, known, said);
      if (!taken) return taken;
    }
    return Done{};
  }

  void number(const Document& document, const std::vector<DocumentLine>& known) {
    std::vector<FileLine> lines;
    std::vector<ImportRow*> rows;
    const auto add = [&](ImportRow& row, const RowNote& note) {
      lines.push_back({line_number_of(row), *item_named_in(row), *quantity_of(row), day_of_line(row),
                       note.number == LineNumber::kept, note.number == LineNumber::written});
      rows.push_back(&row);
    };
    for (const std::size_t i : document.rows) {
      if (parsed_.notes[i].use != RowUse::drop) add(parsed_.rows[i], parsed_.notes[i]);
    }
    for (const std::size_t i : document.ended) add(parsed_.ended[i].row, parsed_.ended[i].note);
    const std::vector<std::int32_t> numbers = numbers_in_books(lines, known);
    for (std::size_t i = 0; i < rows.size(); ++i) line_number_of(*rows[i]) = numbers[i];
  }

  // Handles lines that are wanted here and not in the file. Where a row of the document could not be read, it may be
  // theirs: then they come again as they are, and so do those that stand in another file. Those that are given up are
  // written as such, so that taking the file back brings them again.
  Status meet_left_out(const ImportRow& first, const std::vector<DocumentLine>& known,
                       const std::set<std::int32_t>& came, bool refused) {
    const auto elsewhere = parsed_.elsewhere.find(*document_of(first));
    for (const DocumentLine& one : known) {
      if (!one.is_wanted || came.contains(one.line)) continue;
      ImportRow row = first;
      line_number_of(row) = one.line;
      auto written = ledger_.as_written(row);
      if (!written) return written.error();
      if (!*written) continue;
      const bool is_elsewhere = elsewhere != parsed_.elsewhere.end() && elsewhere->second.contains(one.line);
      if (refused || is_elsewhere) {
        if (!parsed_.is_partial && !is_elsewhere) ++parsed_.left_out.unread;
        add_row(**std::move(written), 0);
        continue;
      }
      const auto cancels = cancels_left_out();
      if (!cancels) return cancels.error();
      LeftOutLines& lines = parsed_.left_out;
      if (lines.first.empty()) lines.first = text_of_line(row);
      ++(*cancels ? lines.cancelled : lines.kept);
      if (!*cancels) continue;
      lines.given_up.push_back(**written);
      want_no_more(**written, one);
      add_row(**std::move(written), 0);
      parsed_.notes.back().given_up = static_cast<std::int32_t>(lines.given_up.size());
    }
    return Done{};
  }

  void add_row(ImportRow row, std::int64_t line) {
    parsed_.rows.push_back(std::move(row));
    parsed_.notes.push_back({line, RowUse::book, LineNumber::written});
  }

  void take_out_dropped() {
    std::deque<ImportRow> rows;
    std::vector<RowNote> notes;
    const bool all = std::none_of(parsed_.notes.begin(), parsed_.notes.end(),
                                  [](const RowNote& note) { return note.use == RowUse::drop; });
    if (all) return;
    for (std::size_t i = 0; i < parsed_.rows.size(); ++i) {
      if (parsed_.notes[i].use == RowUse::drop) continue;
      rows.push_back(std::move(parsed_.rows[i]));
      notes.push_back(parsed_.notes[i]);
    }
    parsed_.rows = std::move(rows);
    parsed_.notes = std::move(notes);
  }

  // What comes with the rows of a file is told beside them.
  void count_own_rows() {
    const auto beside = std::count_if(parsed_.rows.begin(), parsed_.rows.end(), [&](const ImportRow& row) {
      return !kind_beside(row, parsed_.report.kind).empty();
    });
    parsed_.report.rows -= std::min(parsed_.report.rows, static_cast<std::size_t>(beside));
  }

  void tell_of_lines() {
    ended_.tell(parsed_.report);
    done_there_.tell(parsed_.report);
    if (parsed_.left_out.kept > 0 && choices_.asks_left_out) parsed_.report.left_out = parsed_.left_out.first;
  }

  Result<bool> cancels_left_out() {
    return choices_.cancels_left_out ? Result<bool>(*choices_.cancels_left_out) : ledger_.cancels_left_out();
  }

  Ledger& ledger_;
  ParsedImport& parsed_;
  const ImportChoices& choices_;
  BadLines& bad_;
  std::map<std::string, Document> documents_;
  StoppedRows stopped_;
  EndedLines ended_;
  DoneThere done_there_;
  RowPacks packs_{ledger_, parsed_.mapping.units};
};

}  // namespace

Status meet_the_books(Ledger& ledger, ParsedImport& parsed, const ImportChoices& choices, BadLines& bad) {
  return Meeting(ledger, parsed, choices, bad).meet();
}

}  // namespace dockhand
