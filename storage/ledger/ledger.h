// The ledger: every fact of the floor, each in one transaction with the claims that follow from it.
//
// Decides: what a command does to the books (events, zero-sum postings, claims, explanations), which commands are
// refused, and what two databases that meet make of each other's events.
// Leaves to others: who gets the units (storage/allocation/allocation.h), reading for screens (storage/views/views.h),
// moving bytes between machines (sync/), threads (storage/ledger/ledger_thread.h).
//
// A Ledger owns the one connection of a database that writes and checkpoints (WAL, synchronous=FULL). When a call that
// writes has returned a success, its effect survives a power cut; with Flush::later it does so after the next flush.
// One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "storage/engine/disk.h"
#include "storage/model/commands/command.h"
#include "storage/model/commands/exchange.h"
#include "storage/model/commands/letter.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/commands/salvaged.h"
#include "storage/model/rows/document_line.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/model/time.h"
#include "storage/store/site_store.h"

namespace dockhand {

enum class LedgerRole { terminal, hub };

// Below this much room on the disk nothing new is begun; what is open can still be finished and sent.
inline constexpr std::uint64_t room_for_open_work = 64 << 20;

class Ledger {
 public:
  // Opens or creates. A database that is not ours, damaged, or of a newer version is refused and never touched. `clock`
  // stamps what the ledger itself decides, and outlives the ledger. `store`, of a hub alone: where the truth of the
  // site is kept; the file is its cache then (storage/store/store_cache.h), and is refused without it. busy: another
  // hub owns the site.
  static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file, LedgerRole role, const Clock& clock,
                                              Disk& disk = Disk::real(), std::unique_ptr<SiteStore> store = nullptr);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  const WriterId& writer() const;
  // The number that the next event of this database will get.
  Result<std::int64_t> next_event();

  // Executes the command once. A known id gives the recorded outcome again (`repeated`); a known id with another
  // command is refused. Documents that say what is there already are accepted as `repeated`, without an event. An Error
  // means that nothing is known to be written: ask again with the same id.
  Result<Outcome> execute(const Command& command, Flush when = Flush::now);
  // Several commands in one transaction, all or none: the first refusal rolls everything back and is returned.
  // `on_row` of an import is the caller's business. `stop` is asked between them; once it says so, nothing is written
  // and the Error is of kind busy.
  Result<std::vector<Outcome>> execute_all(const std::vector<Command>& commands, Flush when = Flush::now,
                                           const std::function<bool()>& stop = {});

  // The one flush of a burst: commands that were executed with Flush::later survive a power cut from now on. Nothing of
  // them is sent to the hub before. An Error means that some of them may be lost: ask again with the same ids.
  Status flush();

  // What this command would do now; nothing is written.
  Result<Outcome> preview(const Command& command);
  // The same of commands one after the other, as far as they are not refused; `ask` calls its argument for each, which
  // gives an Error after a failure of the disk.
  using TryOne = std::function<Result<Outcome>(const Command&)>;
  Status try_out(const std::function<void(const TryOne&)>& ask);

  // What the office's documents say already (storage/ledger/documents.cpp).
  Result<bool> knows(const ImportRow& row);
  Result<std::optional<BarcodeRow>> barcode(const std::string& code);
  // Rows of the same table; of lines, those of the same document; none of what only adds up (past demand, stock).
  Result<std::int64_t> rows_beside(const ImportRow& row);
  // The ids of the commands that the last file became and that were not taken back, the newest first.
  Result<std::vector<CommandId>> last_import();
  // The lines of the order or purchase that the row is of, by their numbers; none of other rows.
  Result<std::vector<DocumentLine>> lines_beside(const ImportRow& row);
  // What these shipping notices still announce: of handling units that have not come.
  Result<std::vector<AsnRow>> announced_by(const std::set<std::string>& notices);
  // Whether the books have any row of its table.
  Result<bool> has_any_like(const ImportRow& row);
  // The row of the same key, as the office wrote it last.
  Result<std::optional<ImportRow>> as_written(const ImportRow& row);
  // The packs of an item that have this level, by their units; each size once.
  Result<std::vector<Quantity>> packs_of(const ItemCode& item, const std::string& level);
  // Whether lines that an order comes again without are cancelled here.
  Result<bool> cancels_left_out();

  // Writes down what people have begun and not booked, in one transaction. It is nothing that the hub hears of.
  Status keep(const std::vector<JobRow>& jobs);

  // Plans again what depends on the day, when one has begun since it was asked last; whoever gives commands does it by
  // itself. False: nothing was to be done.
  Result<bool> begin_day();

  // The day that is planned for here and has no plan yet: at a hub, and at a terminal that has never met one.
  Result<std::optional<Date>> plan_due();
  // Writes down what a plan says, in one short transaction; how many rows are others than before. What people have
  // decided about a proposal stays.
  Result<std::int64_t> keep_plan(std::span<const PlanRow> rows);
  Result<std::int64_t> keep_plan(std::span<const ProposalRow> rows);

  // For a moment in which nobody waits: does what would otherwise hold up a later scan. Changes nothing in the books.
  void rest();

  // --- terminal's side of a sync -------------------------------------------------------------------------------
  // How many events the hub has not acknowledged.
  Result<std::int64_t> pending();
  // The first of them that come after the writer's event `after`, within Push's bounds.
  Result<Push> unacknowledged(std::int64_t after = 0);
  // A hub that knows more of this writer than is here, or something else, tells that this database is a copy: it then
  // goes on as a new writer with the same events. Returns the notices that are new here.
  Result<std::vector<Notice>> acknowledged(const PushReply& reply);
  Result<PullPosition> pull_position();
  // What to ask the hub with.
  Result<PullRequest> next_pull(Instant now);
  // Replaces the hub's rows, drops the pending events that are in, adds the rest on top, plans the affected lines
  // again, all in one transaction.
  Result<Applied> apply(const Changes& changes);

  // --- hub's side ----------------------------------------------------------------------------------------------
  Result<PushReply> accept(const Push& push);
  // Of commands that come from elsewhere: an Error says that the person who gave one may not, and it is set aside.
  // `undone`: what an Undo takes back, when it is known. Without a judge everybody may do everything.
  using Judge = std::function<Status(const Command& command, const Command* undone)>;
  void judge_by(Judge judge);
  // A position that the database has never given out, or has lost since, begins a new generation.
  // The office gets a notice of an asker whose clock is far from the hub's.
  Result<Changes> changes_since(const PullRequest& asked, std::size_t max_rows);
  // Books what was set aside and can be booked now, after the office has mended what was missing; how many events. An
  // import of the office does the same by itself.
  Result<std::int64_t> book_set_aside();

  // --- what customers are told (storage/ledger/letters.cpp) ----------------------------------------------------
  // What can go out now, made and kept before it does: a letter is the same however often it is asked for.
  Result<std::vector<Letter>> letters_due(const LettersAsked& asked);
  // The office gets a notice of one that was refused or given up.
  Status letter_tried(const LetterTried& tried);
  // One that did not go out, or all of them when `id` is empty; how many.
  Result<std::int64_t> retry_letters(const std::string& id);
  // All of them, or none when one is malformed. No other database hears of it.
  Status keep_contacts(const std::vector<Contact>& contacts);
  // The contact and what was written to the customer; how many rows. What was sent stays where it was sent to.
  Result<std::int64_t> forget(const std::string& customer);

  // --- lives of a database (storage/ledger/ledger_lives.cpp) ---------------------------------------------------

  // Takes a damaged database's readable part into a fresh file and sets the damaged one aside under a name of its own.
  // The ledger does the same by itself when the disk fails under it.
  static Result<Salvaged> salvage(const std::filesystem::path& file, const Clock& clock, Disk& disk = Disk::real());
  // Makes a database of a backup: a new writer with the same events. Never overwrites.
  static Status restore(const std::filesystem::path& backup, const std::filesystem::path& file, const Clock& clock,
                        Disk& disk = Disk::real());

  struct State;  // storage/ledger/ledger_state.h, for the ledger's own files

 private:
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
