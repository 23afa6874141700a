#include "sync/hub/hub_letters.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "storage/codec/json.h"
#include "storage/files/csv.h"
#include "storage/import/cells/item_words.h"
#include "storage/listings/listings.h"
#include "storage/model/commands/letter_marks.h"
#include "storage/model/tools/halt.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

constexpr std::array<std::string_view, 5> contact_columns{"customer", "name", "email", "language", "consent"};
constexpr std::size_t contacts_a_part = 2000;

class ContactReader {
 public:
  explicit ContactReader(std::string file) : file_(std::move(file)) {}

  void take(const TableRow& row) {
    if (wrong_) return;
    if (!heading_) return take_heading(row);
    std::array<std::string, contact_columns.size()> cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (places_[i] < row.cells.size()) cells[i] = row.cells[places_[i]];
    }
    const auto consent = cells[4].empty() ? Result<bool>(false) : parse_yes_no_of_others(cells[4]);
    if (!consent) return fail(row, consent.error());
    Contact contact{cells[0], cells[1], cells[2], small_letters(cells[3]), *consent};
    if (auto good = check_contact(contact); !good) return fail(row, good.error());
    all_.push_back(std::move(contact));
  }
  Result<std::vector<Contact>> done() && {
    if (wrong_) return *wrong_;
    return std::move(all_);
  }

 private:
  void take_heading(const TableRow& row) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const auto found = std::find(row.cells.begin(), row.cells.end(), contact_columns[i]);
      places_[i] = static_cast<std::size_t>(found - row.cells.begin());
    }
    heading_ = true;
    if (places_[0] == row.cells.size()) fail(row, {ErrorKind::bad_input, "customer", "this column is missing"});
  }
  void fail(const TableRow& row, const Error& error) {
    wrong_ = Error{ErrorKind::bad_input, file_ + ":" + std::to_string(row.line), error.sentence()};
  }

  const std::string file_;
  bool heading_ = false;
  std::array<std::size_t, contact_columns.size()> places_{};
  std::vector<Contact> all_;
  std::optional<Error> wrong_;
};

}  // namespace

Result<std::vector<Contact>> read_contacts(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open()) return Error{ErrorKind::io, file.string(), "cannot be read"};
  ContactReader contacts(file.string());
  const TakeRow take = [&](TableRow& row) { contacts.take(row); };
  const bool semicolons = text.substr(0, text.find('\n')).find(';') != std::string::npos;
  CsvReader reader(file.string(), semicolons ? ';' : ',', take);
  reader.feed(text);
  if (auto finished = reader.finish(); !finished) return finished.error();
  return std::move(contacts).done();
}

namespace {

Result<std::int64_t> take_contacts(Desk& desk, const std::filesystem::path& file) {
  const auto contacts = read_contacts(file);
  if (!contacts) return contacts.error();
  for (std::size_t at = 0; at < contacts->size(); at += contacts_a_part) {
    const auto begin = contacts->begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = contacts->begin() + static_cast<std::ptrdiff_t>(std::min(at + contacts_a_part, contacts->size()));
    if (auto kept = desk.keep_contacts({begin, end}); !kept) return kept.error();
  }
  return static_cast<std::int64_t>(contacts->size());
}

Result<std::vector<RowJson>> rows_of_messages(const std::filesystem::path& database, std::size_t limit) {
  const auto* topic = std::find_if(topics().data(), topics().data() + topics().size(),
                                   [](const Topic& one) { return std::string_view(one.name) == "messages"; });
  ShowFilter filter;
  filter.limit = limit;
  return topic->rows(database, filter);
}

Result<std::string> letters_text(const std::filesystem::path& database, std::size_t limit) {
  const auto rows = rows_of_messages(database, limit);
  if (!rows) return rows.error();
  std::string text;
  for (const auto& row : *rows) {
    const auto cell = [&](const char* name) { return row.at(name).get<std::string>(); };
    const std::string state = cell("state");
    text += cell("time") + "  " + cell("kind") + "  " + cell("line") + "  " + cell("customer") + "  " +
            (state == "withdrawn" ? "withdrawn before it was sent" : state);
    if (!cell("channel").empty()) text += " by " + cell("channel") + ", letter " + cell("letter");
    if (!cell("problem").empty()) text += ": " + cell("problem");
    text += "\n";
  }
  return text;
}

// Says which files were written for the customer. A program that has taken them from the folder has them, and no
// database reaches them there.
Result<std::string> files_left(const std::filesystem::path& database, const std::string& customer) {
  const auto rows = rows_of_messages(database, std::numeric_limits<std::int32_t>::max());
  if (!rows) return rows.error();
  std::set<std::string> letters;
  for (const auto& row : *rows) {
    const auto cell = [&](const char* name) { return row.at(name).get<std::string>(); };
    const bool may_be_there = cell("state") == "sent" || cell("state") == "queued";
    if (cell("customer") == customer && cell("channel") == "file" && may_be_there) {
      letters.insert(cell("letter"));
    }
  }
  std::string text;
  for (const std::string& letter : letters) {
    text += "not deleted, where it is in the folder of letters: " + letter + ".json, " + letter + ".eml\n";
  }
  return text;
}

constexpr std::size_t id_digits = 32, largest_mailbox = std::size_t{64} << 20;

bool is_letter_id(std::string_view text) {
  return text.size() == id_digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// Mails that came back cite the Message-ID of ours: <ID@domain>.
std::set<std::string> ids_cited_in(const std::string& mails) {
  std::set<std::string> ids;
  for (auto at = mails.find('@'); at != std::string::npos; at = mails.find('@', at + 1)) {
    if (at <= id_digits || mails[at - id_digits - 1] != '<') continue;
    const std::string id = mails.substr(at - id_digits, id_digits);
    if (is_letter_id(id)) ids.insert(id);
  }
  return ids;
}

Result<std::set<std::string>> refused_in(const std::string& what) {
  if (is_letter_id(what)) return std::set<std::string>{what};
  std::ifstream in(what, std::ios::binary);
  if (!in.is_open()) return Error{ErrorKind::bad_input, what, "is neither the id of a letter nor a file of mails"};
  std::string mails(largest_mailbox + 1, '\0');
  in.read(mails.data(), static_cast<std::streamsize>(mails.size()));
  mails.resize(static_cast<std::size_t>(in.gcount()));
  if (mails.size() > largest_mailbox)
    return Error{ErrorKind::bad_input, what, "is larger than 64 MiB: take a part of it"};
  return ids_cited_in(mails);
}

// What this site has sent by mail, and nothing else that lies in the mailbox.
Result<std::int64_t> take_refused(const std::filesystem::path& database, Desk& desk, const std::string& what) {
  const auto cited = refused_in(what);
  if (!cited) return cited.error();
  const auto rows = rows_of_messages(database, std::numeric_limits<std::int32_t>::max());
  if (!rows) return rows.error();
  std::set<std::string> refused;
  for (const auto& row : *rows) {
    const auto cell = [&](const char* name) { return row.at(name).get<std::string>(); };
    const bool sent = cell("channel") == "smtp" && cell("state") == "sent";
    if (sent && cited->contains(cell("letter"))) refused.insert(cell("letter"));
  }
  for (const std::string& letter : refused) {
    if (auto noted = desk.came_back(letter); !noted) return noted.error();
  }
  return static_cast<std::int64_t>(refused.size());
}

std::string still_in_log(const std::filesystem::path& database) {
  return "not deleted, while another program reads the database: what " + database.filename().string() +
         "-wal holds of it; end that program and say this again, which then finds nothing else\n";
}

// A letter that is being handed over is waited for: it is neither called back nor sent after its customer was
// forgotten.
Result<Forgotten> forget(Desk& desk, const LetterWork& work) {
  Halt never;
  constexpr std::chrono::milliseconds pause{100};
  for (auto waited = pause * 0;; waited += pause) {
    auto gone = desk.forget(work.forget);
    if (gone || gone.error().kind != ErrorKind::busy || waited >= work.patience) return gone;
    never.rest(pause);
  }
}

}  // namespace

Result<std::string> do_letter_work(const std::filesystem::path& database, LedgerRole role, const LetterWork& work,
                                   const Clock& clock) {
  const bool shows = work.retry.empty() && work.contacts.empty() && work.forget.empty() && work.refused.empty();
  if (shows) return letters_text(database, work.newest);
  const auto desk = open_desk(database, role, clock);
  if (!desk) return desk.error();
  Result<std::int64_t> count = 0;
  std::string besides;
  const char* of_what = " letters go out again\n";
  if (!work.contacts.empty()) {
    count = take_contacts(**desk, work.contacts);
    of_what = " contacts kept; who was kept before and is not in this file stays, until a file says consent no\n";
  } else if (!work.refused.empty()) {
    count = take_refused(database, **desk, work.refused);
    of_what = " letters did not arrive; each is a notice, and --retry sends it again\n";
  } else if (!work.forget.empty()) {
    auto left = files_left(database, work.forget);
    if (!left) return left.error();
    besides = *std::move(left);
    const auto gone = forget(**desk, work);
    if (!gone) return gone.error();
    count = gone->rows;
    if (gone->in_log) besides += still_in_log(database);
    of_what = " rows about this customer are gone\n";
  } else {
    if (work.retry == untold_letters) of_what = " lines that wait are told as if nobody had told of them\n";
    count = (*desk)->retry_letters(work.retry == "all" ? "" : work.retry);
  }
  if (!count) return count.error();
  // Who mistypes a name is not told that it was done.
  if (*count == 0 && !work.forget.empty()) {
    return Error{ErrorKind::unknown, work.forget, "nothing is kept here of a customer of this name"};
  }
  if (*count == 0 && !work.retry.empty() && work.retry != "all" && work.retry != untold_letters) {
    return Error{ErrorKind::unknown, work.retry, "no letter of this id was refused, given up or withheld"};
  }
  return std::to_string(*count) + of_what + besides;
}

}  // namespace dockhand
