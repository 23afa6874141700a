// What a count of a place has found, and what it has not.
//
// Decides: that what lies at the place by itself and what is on each pallet there are counted apart; what a pallet's
// label does in a count; what nobody has counted, and the words in which it is asked about; the counts that are booked.
// A pallet whose label nobody read is never written off unasked, and one that nobody opened is as it came.
// Leaves to others: the page and the scans of items (terminal/screens/count.cpp), what a count does to the books
// (storage/facts/).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

// What the books have at the place.
struct BookedThere {
  std::vector<StockRow> rows;  // also on each pallet that was met there, when somebody has moved it since
  std::vector<Sscc> pallets;   // that stand there, with nothing on them too
};

// What of it nobody has met.
struct NotCounted {
  std::vector<StockRow> rows;  // that lie there by themselves, or on a pallet that was opened
  std::vector<Sscc> pallets;   // whose label nobody read
  bool none() const { return rows.empty() && pallets.empty(); }
};

Result<BookedThere> booked_to_count(Views& views, const Job& job);
// The pallet, or the place itself.
LocationCode counted_place(const Job& job, const std::optional<Sscc>& on);
bool is_line_of(const Job::Line& line, const Units& units, const std::optional<Sscc>& on);
// Units without a lot stand for every lot.
std::int64_t booked_there(const std::vector<StockRow>& books, const LocationCode& at, const Units& units);
NotCounted not_counted(const Job& job, const BookedThere& books);
// Names a line: its item, lot, serial and pallet.
std::string key_of(const Job::Line& line);
// What is counted so far, each line with the id "line:" and its key.
void show_counted(const Job& job, const std::vector<std::vector<Pack>>& packs_of_lines, WorkPage& page);
// Something of it came or went while it was counted: the answer "right" says that the number is so still.
Question ask_if_right(const Job::Line& line, const LocationCode& at);
// "Nobody counted Glue here. Is it gone?", "Pallet 340... was not counted. Is it gone?"
std::string ask_if_gone(const NotCounted& missed);
// What a yes would take away, each by its name. How many the books have is not said: the count may go on.
void show_missed(const NotCounted& missed, WorkPage& page);
// Of a pallet that was met and that has left the site since nothing can be booked: what was counted on it is left out
// after a yes. One that was moved is here, or stands where the books say: `known_elsewhere` are such answers. Empty:
// nothing is to be asked.
std::optional<Step> ask_if_left(Views& views, const Job& job, const std::set<std::string>& known_elsewhere);
bool is_elsewhere(std::string_view answer);
// True: that was the answer, and the pallet is not counted any more.
bool leave_out(Job& job, std::string_view answer);
// What was counted, and that what was missed is gone: a pallet as a whole, with all that the books have on it.
Do book_count(const Job& job, const BookedThere& books, const NotCounted& gone);

// Nothing was booked, and what was counted is not shown: the second count is to be as blind as the first.
Question begin_second_count(Job& job);

// How far what was counted is from what the books had, so that a slip is seen when it is booked.
class CountDifference {
 public:
  // `books` are as they were before.
  void add(const Action& counted, const Accepted& outcome, const std::vector<StockRow>& books);
  // "B-12 is counted: 1 there, 11 fewer than the books had. Waiting again: 6 of SO-118/1".
  std::string words(const std::string& place) const;

 private:
  struct Side {
    std::int64_t units = 0;
    std::vector<std::string> items;
  };
  void note(std::int64_t off, const ItemCode& item);
  Side fewer_, more_;
  std::vector<Quantity> counts_;
  std::vector<std::string> waiting_;
};

// From now on what is scanned is on this pallet; or, when it is the one that is being counted, it is done. One that
// stands elsewhere by the books is asked about, and one that was not received is refused.
Step count_pallet(const ScreenContext& context, Job& job, const Sscc& unit);
// What is scanned next lies at the place by itself. A pallet of which nothing was counted is as it came.
void leave_counted_pallet(Job& job);
// Something of the pallet is counted, or it is empty: what the books have on it and nobody counts is asked about.
void open_counted_pallet(Job& job);
bool is_opened(const Job& job, const Sscc& unit);
std::vector<Row> counted_pallet_rows(const Job& job);
// What is done with the pallet that is being counted.
void show_counted_pallet(const Job& job, WorkPage& page);

}  // namespace dockhand
